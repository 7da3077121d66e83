"""What stands in QuickBooks around the days of an export: read once, by months, when the first of their days is asked for (design.md 4.2)."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.rules.naming import is_marked
from pleoqb_desktop.domain.rules.periods import last_of_month
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry

_MEMO_KEPT = 120
_ID = re.compile(r"[0-9a-z](?:[0-9a-z]|-(?=[0-9a-z])){15,}")
_BETWEEN_WORDS = re.compile(r"[\s|,;]+")

Month = int
"""Counted from year 0."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days on which entries of these kinds may stand, both included."""

    kinds: Collection[EntryKind]
    first: date
    last: date


def ids_in(note: str | None) -> frozenset[str]:
    """What of a memo may be an accounting entry id, in small letters; a link is none."""
    return frozenset(word for word in _BETWEEN_WORDS.split((note or "").lower()) if _ID.fullmatch(word))


class BooksWindow:
    """One reading of the books, by months; of a memo only its beginning is kept, and the ids in it. Used by one thread at a time.

    What is made while it is held does not show.
    """

    def __init__(self, ledger: Ledger, *, memo: int = _MEMO_KEPT, taxes: bool = False) -> None:
        """`memo`: how many letters of each memo are kept; `taxes`: whether VAT by rate is."""
        self._ledger = ledger
        self._memo = memo
        self._taxes = taxes
        self._read: defaultdict[EntryKind, set[Month]] = defaultdict(set)
        self._entries: dict[tuple[EntryKind, str], PostedEntry] = {}
        self._by_id: defaultdict[str, list[PostedEntry]] = defaultdict(list)
        self._by_movement: defaultdict[tuple[str, Decimal], list[PostedEntry]] = defaultdict(list)
        self._ids: dict[tuple[EntryKind, str], frozenset[str]] = {}
        self._marked: set[tuple[EntryKind, str]] = set()

    def cover(self, wanted: Iterable[Days]) -> None:
        """Reads what is missing of these days. Raises as Ledger.find_by_day does."""
        missing: defaultdict[EntryKind, set[Month]] = defaultdict(set)
        for days in wanted:
            months = range(_month(days.first), _month(days.last) + 1)
            for kind in days.kinds:
                missing[kind].update(month for month in months if month not in self._read[kind])
        together: defaultdict[tuple[Month, Month], list[EntryKind]] = defaultdict(list)
        for kind in EntryKind:
            for stretch in _stretches(sorted(missing[kind])):
                together[stretch].append(kind)
        for (first, last), kinds in together.items():
            for entry in self._ledger.find_by_day(kinds, _first_day(first), _last_day(last)):
                self._keep(entry)
            for kind in kinds:
                self._read[kind].update(range(first, last + 1))

    def naming(self, accounting_entry_id: str) -> Sequence[PostedEntry]:
        """Entries whose memo holds this id."""
        return self._by_id.get(accounting_entry_id.lower(), ())

    def moving(self, account_id: str, amount: Decimal) -> Sequence[PostedEntry]:
        """Entries that move this account by this amount (domain.movements)."""
        return self._by_movement.get((account_id, amount), ())

    def is_marked(self, entry: PostedEntry) -> bool:
        """Whether it bears a mark of this program, also beyond what is kept of its memo."""
        return (entry.kind, entry.id) in self._marked

    def ids_of(self, entry: PostedEntry) -> frozenset[str]:
        """The ids in its memo, also beyond what is kept of it."""
        return self._ids.get((entry.kind, entry.id), frozenset())

    def entry(self, kind: EntryKind, external_id: str) -> PostedEntry | None:
        """One of those that were read."""
        return self._entries.get((kind, external_id))

    def __iter__(self) -> Iterator[PostedEntry]:
        return iter(self._entries.values())

    def _keep(self, entry: PostedEntry) -> None:
        key = (entry.kind, entry.id)
        if key in self._entries:
            return
        ids = ids_in(entry.note)
        kept = replace(entry, note=entry.note[: self._memo]) if entry.note else entry
        if kept.taxes and not self._taxes:
            kept = replace(kept, taxes=())
        self._entries[key] = kept
        if is_marked(entry.doc_number, entry.note):
            self._marked.add(key)
        if ids:
            self._ids[key] = ids
        for one in ids:
            self._by_id[one].append(kept)
        for movement in entry.movements.items():
            self._by_movement[movement].append(kept)


def _month(day: date) -> Month:
    return 12 * day.year + day.month - 1


def _first_day(month: Month) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _last_day(month: Month) -> date:
    return last_of_month(_first_day(month))


def _stretches(months: Sequence[Month]) -> Iterator[tuple[Month, Month]]:
    """Months in a row, as (first, last)."""
    start = previous = None
    for month in months:
        if start is None or previous is None:
            start = month
        elif month != previous + 1:
            yield start, previous
            start = month
        previous = month
    if start is not None and previous is not None:
        yield start, previous
