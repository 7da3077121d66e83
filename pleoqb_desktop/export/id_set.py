"""A set of ids in little memory, since an export may begin with ten thousand; knows nothing of what they stand for."""

from collections.abc import Iterable
from uuid import UUID


class IdSet:
    """Ids that only become fewer. A UUID is kept as a number, half as large as its text; any other id as it is."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._kept = {_short(one) for one in ids}
        self._room = len(self._kept)

    def __contains__(self, one: str) -> bool:
        return _short(one) in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def remove(self, one: str) -> None:
        """Takes an id out. Raises KeyError when it is not there."""
        self._kept.remove(_short(one))
        if len(self._kept) < self._room // 2:
            self._kept = set(self._kept)  # Python's own sets give no room back
            self._room = len(self._kept)

    def in_order(self) -> list[str]:
        """The ids as texts, ordered."""
        return sorted(str(UUID(int=one)) if isinstance(one, int) else one for one in self._kept)


def _short(one: str) -> int | str:
    try:
        number = UUID(one)
    except ValueError:
        return one
    return number.int if str(number) == one else one
