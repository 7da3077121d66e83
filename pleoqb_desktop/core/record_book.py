"""The records of one export in memory, those that are final packed small, since there may be ten thousand; stores nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_type_hints, overload

import msgspec

from pleoqb_desktop.core.records import ItemRecord, ItemStatus

_T = TypeVar("_T")
_NAMES = [field.name for field in fields(ItemRecord)]
_HINTS = get_type_hints(ItemRecord)
_members: Callable[[ItemRecord], tuple[Any, ...]] = attrgetter(*_NAMES)
_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[tuple[Any, ...]] = msgspec.msgpack.Decoder(
    tuple.__class_getitem__(tuple(_HINTS[name] for name in _NAMES))
)


class RecordBook:
    """The latest record of every item: those that may change, by job and entry, and those that are final."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], ItemRecord] = {}
        self._final: list[bytes] = []
        self._lacking: set[tuple[str, str]] = set()

    def put(self, record: ItemRecord) -> None:
        """A record that may change yet; it replaces the one before."""
        self._open[record.job_id, record.accounting_entry_id] = record

    def open_record(self, job_id: str, entry_id: str) -> ItemRecord:
        """A record that may change yet. Raises KeyError."""
        return self._open[job_id, entry_id]

    def finish(self, record: ItemRecord) -> None:
        """A record becomes final: nobody changes it in this export any more."""
        del self._open[record.job_id, record.accounting_entry_id]
        self._final.append(_ENCODER.encode(_members(record)))
        if record.receipts_attached < record.receipts_expected:
            self._lacking.add((record.job_id, record.accounting_entry_id))

    def was_tried(self, record: ItemRecord) -> bool:
        """Whether this export tried to attach the receipts that a record lacks."""
        key = (record.job_id, record.accounting_entry_id)
        return key in self._open or key in self._lacking

    def results(self, made: Callable[[ItemRecord], _T]) -> "Results[_T]":
        """The items that came to something, in the order of their days, suppliers and ids."""
        packed = [*self._final, *(_ENCODER.encode(_members(record)) for record in self._open.values())]
        order = sorted((key, place) for place, key in _keys(packed))
        return Results([packed[place] for _, place in order], made)


class Results(Sequence[_T], Generic[_T]):
    """Many records in little memory, each unpacked, and made into something else, when it is looked at."""

    def __init__(self, packed: Sequence[bytes], made: Callable[[ItemRecord], _T]) -> None:
        self._packed = packed
        self._made = made

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> _T: ...

    @overload
    def __getitem__(self, place: slice) -> "Results[_T]": ...

    def __getitem__(self, place: int | slice) -> "_T | Results[_T]":
        if isinstance(place, slice):
            return Results(self._packed[place], self._made)
        return self._made(_unpacked(self._packed[place]))


def _keys(packed: Sequence[bytes]) -> Iterator[tuple[int, str]]:
    for place, one in enumerate(packed):
        record = _unpacked(one)
        if record.status is not ItemStatus.WAITING:
            yield place, f"{record.day or ''}\0{record.supplier}\0{record.accounting_entry_id}"


def _unpacked(data: bytes) -> ItemRecord:
    return ItemRecord(*_DECODER.decode(data))
