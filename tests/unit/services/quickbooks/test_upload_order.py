"""The answers of an upload belong to the files by name, in whatever order QuickBooks gives them."""

from itertools import permutations

import pytest

from pleoqb_desktop.ports.ledger import Attachment, UploadRefusal
from pleoqb_desktop.services.quickbooks.files import in_order

ONE, TWO = Attachment("1", "0", "one.pdf"), Attachment("2", "0", "two.pdf")
REFUSED = UploadRefusal("6041", "type")
NAMES = ["one.pdf", "two.pdf", "three.exe"]


@pytest.mark.parametrize("answers", list(permutations([ONE, TWO, REFUSED])))
def test_names_tell_which_file_an_answer_is_about(answers: tuple[Attachment | UploadRefusal, ...]) -> None:
    assert in_order(NAMES, answers) == [ONE, TWO, REFUSED]


@pytest.mark.parametrize(
    ("names", "answers"),
    [
        (["same.pdf", "same.pdf"], [ONE, TWO]),
        (["one.pdf", "two.pdf"], [TWO, Attachment("3", "0", "one (1).pdf")]),
        (["one.pdf", "two.pdf"], [ONE, ONE]),
    ],
    ids=["equal names", "renamed", "one name twice"],
)
def test_where_names_tell_nothing_the_place_does(names: list[str], answers: list[Attachment]) -> None:
    assert in_order(names, answers) == answers
