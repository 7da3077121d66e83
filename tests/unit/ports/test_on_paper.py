"""Every port has a second implementation, written by hand, that a use case can be tried on without the world."""

import ast
from pathlib import Path

from pleoqb_desktop import ports
from tests.builders import books
from tests.on_paper.faces import faces

FOLDER = Path(ports.__file__).parent


def protocols() -> set[str]:
    """The names of all ports."""
    classes = [
        node
        for path in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    return {
        one.name for one in classes if any(isinstance(base, ast.Name) and base.id == "Protocol" for base in one.bases)
    }


def test_every_port_is_on_paper() -> None:
    assert protocols() == {port.__name__ for port in faces(books())}


def test_none_of_them_lacks_a_method() -> None:
    found = [
        f"{port.__name__}.{name}"
        for port, paper in faces(books()).items()
        for name in vars(port)
        if not name.startswith("_") and not hasattr(paper, name)
    ]
    assert found == []
