"""Items of the run store as a sequence that holds only their numbers: each is read when it is looked at."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from pleoqb_desktop.ports.runs import ItemRecord

Result = TypeVar("Result")
_AT_ONCE = 100
"""Records read together while the sequence is walked through."""


class StoredResults(Sequence[Result], Generic[Result]):
    """Records of the run store, in a fixed order, each made into something else on its way out."""

    def __init__(
        self,
        read: Callable[[Sequence[int]], list[ItemRecord]],
        numbers: Sequence[int],
        made: Callable[[ItemRecord], Result],
    ) -> None:
        """`read` tells the records of some numbers, in their order."""
        self._read = read
        self._numbers = numbers
        self._made = made

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Result: ...

    @overload
    def __getitem__(self, place: slice) -> "StoredResults[Result]": ...

    def __getitem__(self, place: int | slice) -> "Result | StoredResults[Result]":
        if isinstance(place, slice):
            return StoredResults(self._read, self._numbers[place], self._made)
        (record,) = self._read([self._numbers[place]])
        return self._made(record)

    def __iter__(self) -> Iterator[Result]:
        for start in range(0, len(self._numbers), _AT_ONCE):
            yield from map(self._made, self._read(self._numbers[start : start + _AT_ONCE]))
