"""What of ours stands in the books already, read there and not remembered: one mechanism for all that must know it (design.md 4.2)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.rules.naming import is_marked, part_marker
from pleoqb_desktop.domain.rules.periods import moved
from pleoqb_desktop.domain.rules.spend_types import NUMBERED
from pleoqb_desktop.export.books_window import BooksWindow, Days
from pleoqb_desktop.export.receipt_trace import ReceiptTrace
from pleoqb_desktop.ports.beside import awaited
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.runs import Intent

_EVERY_KIND = frozenset(EntryKind)
_PARTS = 40
"""Entries that an expense may have had numbers for: two each time that it was posted (export.assess)."""
AROUND = timedelta(days=30)
"""So far a person moves an entry: to the bank's day, to the next month."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that may stand in QuickBooks already.

    `first` and `last` are the days it may have been given at the outside; where it has no number, it is looked for up to
    `until` as well. `numbered` are the kinds under which it is asked for by number, whatever its date; of what is found, `kinds`
    count. `known` are the ids that the run store holds for it, from any job, as (kind, QuickBooks id); `released`
    are those that were let go, whatever their memo says.
    """

    accounting_entry_id: str
    first: date
    last: date
    numbered: frozenset[EntryKind] = NUMBERED
    kinds: frozenset[EntryKind] = _EVERY_KIND
    known: frozenset[tuple[EntryKind, str]] = frozenset()
    released: frozenset[tuple[EntryKind, str]] = frozenset()
    until: date | None = None


Found = dict[str, dict[EntryKind, PostedEntry]]
"""What stands there, by accounting entry id and kind."""
Everything = dict[str, dict[tuple[EntryKind, str], PostedEntry]]
"""The same without a choice among several of one kind, by kind and QuickBooks id."""


class AlreadyPosted:
    """Looks entries up by every carrier that an edit may have left: our store's ids, the number, the id in the memo."""

    def __init__(self, ledger: Ledger, window: BooksWindow, receipts: ReceiptTrace | None = None) -> None:
        """`receipts`: where entries may be found by their receipts too."""
        self._ledger = ledger
        self._window = window
        self._receipts = receipts

    def find(self, wanted: Sequence[Wanted]) -> Found:
        """One entry of each kind that stands for these (`one_of_each`). Raises what the ledger raises."""
        return {entry_id: one_of_each(entries) for entry_id, entries in self.find_several(wanted).items()}

    def find_several(self, wanted: Sequence[Wanted], *, thorough: bool = False) -> dict[str, tuple[PostedEntry, ...]]:
        """The same without a choice among several of one kind. Raises what the ledger raises.

        `thorough`: every entry that stands for these, also where the store's own are all there.
        """
        found = self._look(wanted, thorough=thorough)
        return {entry_id: tuple(entries.values()) for entry_id, entries in found.items()}

    def _look(self, wanted: Sequence[Wanted], *, thorough: bool) -> Everything:
        """`thorough`: looks by number and memo too where all ids of the store were found."""
        found: Everything = defaultdict(dict)
        _note(found, self._seen(wanted))
        unseen = [one for one in wanted if not _wholly_found(one, found)]
        for kind in EntryKind:
            _note(found, _asked(_by_id, self._ledger, kind, [one for one in unseen if one.known]))
        missing = [one for one in wanted if thorough or not _wholly_found(one, found)]
        if missing:
            self._look_beside(missing, found)
        for one in missing:
            _note(found, ((one, entry) for entry in self._window.naming(one.accounting_entry_id)))
            _note(found, ((one, entry) for entry in self._unseen(one, found)))
        self._note_by_receipts([one for one in missing if not found.get(one.accounting_entry_id)], found)
        return found

    def _look_beside(self, missing: Sequence[Wanted], found: Everything) -> None:
        """Numbers, days and files, none of which waits for another's answer."""
        with ThreadPoolExecutor(3, "looks") as pool:
            numbers = [
                pool.submit(_asked, _by_number, self._ledger, kind, [one for one in missing if kind in one.numbered])
                for kind in NUMBERED
            ]
            days = [one.first for one in missing if one.numbered]
            files = pool.submit(self._receipts.look_ahead, days) if self._receipts else None
            self._window.cover(days for one in missing for days in self._days(one))
            for each in numbers:
                told = awaited(each)
                _note(found, told)
            if files:
                awaited(files)

    def _note_by_receipts(self, wanted: Sequence[Wanted], found: Everything) -> None:
        """Number and memo were edited, or there never was a number: its receipts tell it still."""
        if self._receipts is None or not wanted:
            return
        told = self._receipts.entries([(one.accounting_entry_id, one.first) for one in wanted])
        owned = [replace(one, known=frozenset(told.get(one.accounting_entry_id, ()))) for one in wanted]
        for kind in EntryKind:
            _note(found, _asked(_by_id, self._ledger, kind, [one for one in owned if one.known]))

    def _seen(self, wanted: Sequence[Wanted]) -> Iterable[tuple[Wanted, PostedEntry]]:
        """What we know of and was read already."""
        for one in wanted:
            for kind, external_id in one.known:
                if entry := self._window.entry(kind, external_id):
                    yield one, entry

    def _days(self, one: Wanted) -> Iterable[Days]:
        """Where a memo tells it. Purchases count as having no number where ours may not be kept (quickbooks.md 12.4)."""
        kept = one.kinds & (NUMBERED if self._ledger.keeps_numbers() else NUMBERED - {EntryKind.PURCHASE})
        first, last = moved(one.first, -AROUND), moved(one.last, AROUND)
        yield Days(kept, first, last)
        yield Days(one.kinds - kept, first, max(last, one.until) if one.until else last)

    def _unseen(self, one: Wanted, found: Everything) -> Iterable[PostedEntry]:
        """What we know of and nothing showed: that it is gone is believed only from a reading by its id (design.md 4.2)."""
        kinds = {kind for kind, _ in found.get(one.accounting_entry_id, {})}
        for kind, external_id in sorted(one.known):
            if kind not in kinds and kind in one.kinds and (entry := self._ledger.read(kind, external_id)):
                yield entry


def find_existing(ledger: Ledger, wanted: Sequence[Wanted]) -> Found:
    """The same by a fresh reading of the books."""
    return AlreadyPosted(ledger, BooksWindow(ledger)).find(wanted)


def one_of_each(entries: Iterable[PostedEntry]) -> dict[EntryKind, PostedEntry]:
    """By kind; of two of one kind the one that is not voided."""
    chosen: dict[EntryKind, PostedEntry] = {}
    for entry in entries:
        if entry.kind not in chosen or (chosen[entry.kind].is_void and not entry.is_void):
            chosen[entry.kind] = entry
    return chosen


def _note(found: Everything, entries: Iterable[tuple[Wanted, PostedEntry]]) -> None:
    for one, entry in entries:
        if entry.kind in one.kinds and (entry.kind, entry.id) not in one.released:
            found[one.accounting_entry_id].setdefault((entry.kind, entry.id), entry)


_Look = Callable[[Ledger, EntryKind, Sequence[Wanted]], Iterable[tuple[Wanted, PostedEntry]]]


def _asked(look: _Look, ledger: Ledger, kind: EntryKind, wanted: Sequence[Wanted]) -> list[tuple[Wanted, PostedEntry]]:
    """What a look finds."""
    return list(look(ledger, kind, wanted)) if wanted else []


def _wholly_found(one: Wanted, found: Everything) -> bool:
    """Whether all that we know of stands; what is voided may have been replaced by another."""
    standing = found.get(one.accounting_entry_id, {})
    return bool(one.known) and one.known <= {key for key, entry in standing.items() if not entry.is_void}


def _by_id(ledger: Ledger, kind: EntryKind, asked: Sequence[Wanted]) -> Iterable[tuple[Wanted, PostedEntry]]:
    owner = {external_id: one for one in asked for of_kind, external_id in one.known if of_kind is kind}
    for entry in ledger.find_by_id(kind, list(owner)) if owner else ():
        if entry.id in owner:
            yield owner[entry.id], entry


def _by_number(ledger: Ledger, kind: EntryKind, asked: Sequence[Wanted]) -> Iterable[tuple[Wanted, PostedEntry]]:
    parts = (0,) if kind is EntryKind.PURCHASE else (0, 1)
    owner = {part_marker(one.accounting_entry_id, part): one for one in asked for part in parts}
    for entry in ledger.find_by_number(kind, list(owner)):
        if entry.doc_number in owner:
            yield owner[entry.doc_number], entry


def own_number(accounting_entry_id: str, number: str | None) -> bool:
    """Whether a document number is our marker for this entry, or for what was posted of it again."""
    return is_marked(number, None) and any(number == part_marker(accounting_entry_id, part) for part in range(_PARTS))


def wanted_of(
    accounting_entry_id: str,
    intents: Sequence[Intent],
    days: Collection[date],
    numbered: frozenset[EntryKind],
    until: date | None,
) -> Wanted:
    """What is looked for of an expense, with what the run store noted of it in any job."""
    known = frozenset((one.kind, one.external_id) for one in intents if one.external_id and not one.removed)
    gone = frozenset((one.kind, one.external_id) for one in intents if one.external_id and one.removed)
    kinds = numbered | ({one.kind for one in intents if not one.removed} & NUMBERED)
    return Wanted(accounting_entry_id, min(days), max(days), kinds, known=known, released=gone - known, until=until)
