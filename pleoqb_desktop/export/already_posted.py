"""What of ours stands in the books already: asked of QuickBooks by number, day and memo before anything is sent (design.md 4.2)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.rules.naming import marker, part_marker
from pleoqb_desktop.domain.rules.spend_types import NUMBERED
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that may stand in QuickBooks already: under which kinds, and on which days at the outside.

    `known` are the ids that the run store holds for it, from any job, as (kind, QuickBooks id): by these it is found whatever
    somebody edited.
    """

    accounting_entry_id: str
    kinds: frozenset[EntryKind]
    first: date
    last: date
    known: frozenset[tuple[EntryKind, str]] = frozenset()


Found = dict[str, dict[EntryKind, PostedEntry]]
"""What stands there, by accounting entry id and kind."""


def find_existing(ledger: Ledger, wanted: Sequence[Wanted]) -> Found:
    """Everything of ours that stands in QuickBooks for these entries.

    First by the ids that we know: they hold through every edit. What is not found wholly so is asked for by number where it has
    one, else by day and told apart by its memo, which cannot be asked for (quickbooks.md 5.1). Raises what the ledger raises.
    """
    found: Found = defaultdict(dict)
    for kind in EntryKind:
        for entry_id, entry in _asked(_by_id, ledger, kind, [one for one in wanted if one.known]):
            found[entry_id].setdefault(kind, entry)
    for kind in EntryKind:
        asked = [one for one in wanted if kind in one.kinds and not _wholly_found(one, found)]
        matches = _asked(_by_number if kind in NUMBERED else _by_note, ledger, kind, asked)
        if kind is EntryKind.PURCHASE and asked and not ledger.keeps_numbers():
            # Our number may not have been kept: the memo tells (quickbooks.md 12.4).
            matches = [*matches, *_by_note(ledger, kind, asked)]
        for entry_id, entry in matches:
            found[entry_id].setdefault(kind, entry)
    return found


_Look = Callable[[Ledger, EntryKind, Sequence[Wanted]], Iterable[tuple[str, PostedEntry]]]


def _asked(look: _Look, ledger: Ledger, kind: EntryKind, wanted: Sequence[Wanted]) -> list[tuple[str, PostedEntry]]:
    """What a look finds; nothing where the plan has no such entries, for it holds none of ours then."""
    if not wanted:
        return []
    try:
        return list(look(ledger, kind, wanted))
    except LedgerRefusal as refusal:
        if refusal.is_for(RefusalReason.PLAN_LACKS_FEATURE):
            return []
        raise


def _wholly_found(one: Wanted, found: Found) -> bool:
    standing = {(kind, entry.id) for kind, entry in found.get(one.accounting_entry_id, {}).items()}
    return bool(one.known) and one.known <= standing


def _by_id(ledger: Ledger, kind: EntryKind, asked: Sequence[Wanted]) -> Iterable[tuple[str, PostedEntry]]:
    owner = {id_: one.accounting_entry_id for one in asked for of_kind, id_ in one.known if of_kind is kind}
    for entry in ledger.find_by_id(kind, list(owner)) if owner else ():
        if entry.id in owner:
            yield owner[entry.id], entry


def _by_number(ledger: Ledger, kind: EntryKind, asked: Sequence[Wanted]) -> Iterable[tuple[str, PostedEntry]]:
    parts = (0,) if kind is EntryKind.PURCHASE else (0, 1)
    owner = {part_marker(one.accounting_entry_id, part): one.accounting_entry_id for one in asked for part in parts}
    for entry in ledger.find_by_number(kind, list(owner)):
        if entry.doc_number in owner:
            yield owner[entry.doc_number], entry


def _by_note(ledger: Ledger, kind: EntryKind, asked: Sequence[Wanted]) -> Iterable[tuple[str, PostedEntry]]:
    first, last = min(one.first for one in asked), max(one.last for one in asked)
    ids = {one.accounting_entry_id.lower(): one.accounting_entry_id for one in asked}
    for entry in ledger.find_by_day([kind], first, last):
        for word in (entry.note or "").lower().split():
            if word in ids:
                yield ids[word], entry


def around(day: date) -> tuple[date, date]:
    """A day with its neighbours, since a time zone may have been changed since an earlier export."""
    return (day - timedelta(days=1) if day > date.min else day), (day + timedelta(days=1) if day < date.max else day)


def own_number(accounting_entry_id: str, number: str | None) -> bool:
    """Whether a document number is our marker for this entry."""
    return number in {marker(accounting_entry_id), part_marker(accounting_entry_id, 1)}
