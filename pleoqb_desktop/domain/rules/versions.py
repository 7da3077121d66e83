"""Which version of the program is newer than another; knows no release."""

import re

_SHAPE = re.compile(r"([0-9]{1,6})\.([0-9]{1,6})\.([0-9]{1,6})(\S*)", re.ASCII)


def is_newer(version: str, than: str) -> bool:
    """Whether a version comes after another by its three numbers; `1.2.0rc1` comes before `1.2.0`.

    Raises ValueError for what begins with no three numbers.
    """
    return _rank(version) > _rank(than)


def _rank(version: str) -> tuple[int, int, int, bool]:
    found = _SHAPE.fullmatch(version)
    if found is None:
        raise ValueError(f"not a version: {version!r}")
    return int(found[1]), int(found[2]), int(found[3]), not found[4]
