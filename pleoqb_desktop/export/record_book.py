"""The records of one export in memory, those that are final packed small, since there may be ten thousand; stores nothing."""

import time
import zlib
from array import array
from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_type_hints, overload

import msgspec

from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus

_T = TypeVar("_T")
_NAMES = [field.name for field in fields(ItemRecord)]
_HINTS = get_type_hints(ItemRecord)
_members: Callable[[ItemRecord], tuple[Any, ...]] = attrgetter(*_NAMES)
_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[tuple[Any, ...]] = msgspec.msgpack.Decoder(
    tuple.__class_getitem__(tuple(_HINTS[name] for name in _NAMES))
)


_WORK_SECONDS, _REST_SECONDS = 0.001, 0.0005
_WINDOW = -11  # zlib: matches reach 2048 - 262 bytes back, over a record and its model; no header


class _Rests:
    """Lets other threads work in between. zlib hands Python's lock over for each record and has it back before a thread that
    waits for it is awake: the window's would wait for all ten thousand.
    """

    def __init__(self) -> None:
        self._since = 0.0

    def rest_if_due(self) -> None:
        """Sleeps for a moment when there was none for a while."""
        if time.perf_counter() - self._since >= _WORK_SECONDS:
            time.sleep(_REST_SECONDS)
            self._since = time.perf_counter()


class _Packed:
    """Records one behind the other in one piece of memory: many small ones would lie between what comes and goes, and hold it.

    They are much alike: each is deflated with the first one as its model.
    """

    def __init__(self) -> None:
        self._model = b""
        self._data = bytearray()
        self._ends = array("Q", [0])
        self._rests = _Rests()

    def append(self, record: ItemRecord) -> None:
        packed = _ENCODER.encode(_members(record))
        self._model = self._model or packed
        deflate = zlib.compressobj(wbits=_WINDOW, memLevel=1, strategy=zlib.Z_FIXED, zdict=self._model)
        self._data += deflate.compress(packed) + deflate.flush()
        self._ends.append(len(self._data))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> ItemRecord:
        self._rests.rest_if_due()
        inflate = zlib.decompressobj(_WINDOW, self._model)
        return ItemRecord(*_DECODER.decode(inflate.decompress(self._data[self._ends[place] : self._ends[place + 1]])))


class RecordBook:
    """The latest record of every item: those that may change, by job and entry, and those that are final."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], ItemRecord] = {}
        self._final = _Packed()
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
        self._final.append(record)
        if record.receipts_attached < record.receipts_expected:
            self._lacking.add((record.job_id, record.accounting_entry_id))

    def was_tried(self, record: ItemRecord) -> bool:
        """Whether this export tried to attach the receipts that a record lacks."""
        key = (record.job_id, record.accounting_entry_id)
        return key in self._open or key in self._lacking

    def results(self, made: Callable[[ItemRecord], _T]) -> "Results[_T]":
        """The items that came to something, in the order of their days, suppliers and ids; the book is closed with it."""
        packed = self._final
        for record in self._open.values():
            packed.append(record)
        self._open.clear()
        order = sorted(range(len(packed)), key=lambda place: _key(packed[place]))
        told = array("Q", (place for place in order if packed[place].status is not ItemStatus.WAITING))
        return Results(packed, told, made)


class Results(Sequence[_T], Generic[_T]):
    """Many records in little memory, each unpacked, and made into something else, when it is looked at."""

    def __init__(self, packed: _Packed, places: "array[int]", made: Callable[[ItemRecord], _T]) -> None:
        self._packed = packed
        self._places = places
        self._made = made

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> _T: ...

    @overload
    def __getitem__(self, place: slice) -> "Results[_T]": ...

    def __getitem__(self, place: int | slice) -> "_T | Results[_T]":
        if isinstance(place, slice):
            return Results(self._packed, self._places[place], self._made)
        return self._made(self._packed[self._places[place]])


def _key(record: ItemRecord) -> str:
    return f"{record.day or ''}\0{record.supplier}\0{record.accounting_entry_id}"
