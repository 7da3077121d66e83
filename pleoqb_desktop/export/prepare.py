"""From items to postings: decides each, finds what stands already, and sees to the vendors; sends no entry."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from sys import intern

from pleoqb_desktop.domain.books import Books, fold
from pleoqb_desktop.domain.entries import EntryKind, Party, Posting
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules import periods, vendors
from pleoqb_desktop.domain.rules.posting import Held, PostingRules, PostingSettings
from pleoqb_desktop.domain.spend import ExportItem, SpendType
from pleoqb_desktop.export.already_posted import Found, Wanted, around, find_existing, possible_kinds
from pleoqb_desktop.export.bills import DocumentFinder
from pleoqb_desktop.export.vendors import VendorDesk
from pleoqb_desktop.ports.errors import LedgerRefusal
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus, Runs
from pleoqb_desktop.ports.spend import UnreadableItem

_ROUNDS = 12  # names taken by others are met one round at a time


class LedgerRates:
    """QuickBooks' exchange rates, each asked for once. Implements Rates."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[tuple[str, date], Decimal | None] = {}

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Home units for one unit of `currency`."""
        key = (currency, day)
        if key not in self._known:
            self._known[key] = self._ledger.exchange_rate(currency, day)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One item, ready for its next step: a posting to send, or a reason; `existing` is what stands already."""

    item: ExportItem
    record: ItemRecord
    decision: Posting | Held
    existing: dict[EntryKind, PostedEntry] = field(default_factory=dict)
    spend_day: date = date.min

    @property
    def standing(self) -> PostedEntry | None:
        """The entry that makes this item already there, None when something must still be sent.

        Already there beats held (DESIGN 3). A posting of several entries that stands in part is completed.
        """
        if not self.existing:
            return None
        if isinstance(self.decision, Posting):
            kinds = [entry.kind for entry in self.decision.entries]
            if kinds[0] in self.existing:
                return self.existing[kinds[0]] if all(kind in self.existing for kind in kinds) else None
        return next(iter(self.existing.values()))


class Preparation:
    """Prepares the items of one job against one picture of the books."""

    def __init__(
        self,
        ledger: Ledger,
        runs: Runs,
        books: Books,
        desk: VendorDesk,
        settings: PostingSettings,
        documents: DocumentFinder,
    ) -> None:
        self._ledger = ledger
        self._runs = runs
        self._desk = desk
        self._settings = settings
        self._rules = PostingRules(books, desk.index, settings, documents, LedgerRates(ledger))

    def prepare(self, job_id: str, items: Sequence[ExportItem], *, make_vendors: bool) -> list[Prepared]:
        """Decides items, finds what stands, and makes vendors (or only foresees their names).

        Raises SignInAgainError, UnavailableError or Cancelled.
        """
        prepared = [self._prepared(job_id, item, self._rules.decide(item)) for item in items]
        found = self.look_up(prepared)
        prepared = [replace(one, existing=found.get(one.item.accounting_entry_id, {})) for one in prepared]
        return self._with_vendors(prepared, make_vendors=make_vendors)

    def look_up(self, prepared: Sequence[Prepared]) -> Found:
        """What stands already for these items: under the kinds they would become, or may have become before."""
        return find_existing(self._ledger, [self._wanted(one) for one in prepared])

    def _wanted(self, one: Prepared) -> Wanted:
        entry_id = one.item.accounting_entry_id
        kinds = {intent.kind for intent in self._runs.intents_of_entry(entry_id) if not intent.removed}
        if isinstance(one.decision, Posting):
            kinds |= {entry.kind for entry in one.decision.entries}
            days = [one.spend_day, one.decision.document.header.day]
        else:
            kinds |= possible_kinds(one.item.type)
            days = [one.spend_day, *_moved_to(self._closing_move(one))]
        return Wanted(entry_id, frozenset(kinds), around(min(days))[0], around(max(days))[1])

    def _closing_move(self, one: Prepared) -> str | None:
        return one.decision.problem.params.get("open_date") if isinstance(one.decision, Held) else None

    def _prepared(self, job_id: str, item: ExportItem, decision: Posting | Held) -> Prepared:
        day = spend_day(item, self._settings.time_zone)
        return Prepared(item, item_record(job_id, item, day), decision, {}, day)

    # -- vendors ---------------------------------------------------------------------------------

    def _with_vendors(self, prepared: list[Prepared], *, make_vendors: bool) -> list[Prepared]:
        """Makes what is missing and decides again, until every party is known or foreseen."""
        refused: dict[Party, Problem] = {}
        for _ in range(_ROUNDS):
            needed = [party for party in _new_parties(prepared) if party not in refused]
            if not needed:
                break
            if not self._desk.reserve(needed):
                if not make_vendors:
                    break
                self._make(needed, refused)
            prepared = [self._again(one) for one in prepared]
        return [self._without_refused(one, refused) for one in prepared]

    def _make(self, needed: Sequence[Party], refused: dict[Party, Problem]) -> None:
        try:
            self._desk.make(needed)
        except LedgerRefusal:
            for party in needed:  # one of them is refused: find out which
                try:
                    if not self._desk.index.is_taken(party.name):
                        self._desk.make([party])
                except LedgerRefusal as refusal:
                    refused[party] = problem(Code.REFUSED_BY_QUICKBOOKS, code=refusal.code, detail=refusal.detail)

    def _again(self, one: Prepared) -> Prepared:
        needs = isinstance(one.decision, Posting) and one.standing is None and one.decision.new_vendors
        return replace(one, decision=self._rules.decide(one.item)) if needs else one

    def _without_refused(self, one: Prepared, refused: dict[Party, Problem]) -> Prepared:
        if not refused or not isinstance(one.decision, Posting):
            return one
        reason = next((refused[party] for party in one.decision.new_vendors if party in refused), None)
        if reason is None:
            return one
        entry_id = one.item.accounting_entry_id
        return replace(one, decision=Held(entry_id, replace(reason, entry_id=entry_id)))


def _new_parties(prepared: Sequence[Prepared]) -> list[Party]:
    """Vendors to be made, one for all spellings of a name: the next decision finds it under each of them."""
    parties: dict[tuple[str, str | None], Party] = {}
    for one in prepared:
        if isinstance(one.decision, Posting) and one.standing is None:
            for party in one.decision.new_vendors:
                parties.setdefault((fold(party.name), party.currency), party)
    return list(parties.values())


def _moved_to(iso_day: str | None) -> list[date]:
    return [date.fromisoformat(iso_day)] if iso_day else []


def spend_day(item: ExportItem, zone: str) -> date:
    """The item's own day; the UTC day where the time zone cannot take it."""
    try:
        return periods.local_day(item.date, zone)
    except (OverflowError, ValueError):
        return item.date.date()


def item_record(job_id: str, item: ExportItem, day: date) -> ItemRecord:
    """The record of an item before anything happened to it; words that many items share are kept once."""
    return ItemRecord(
        job_id,
        item.accounting_entry_id,
        intern(item.type),
        receipts_expected=len(item.files),
        supplier=intern(vendors.spend_name(item)),
        person=intern(item.person.name) if item.person else "",
        day=day,
        amount=item.amount,
        reconciliation_id=item.reconciliation_id,
    )


def unreadable_record(job_id: str, item: UnreadableItem) -> ItemRecord:
    """The record of an item that does not follow Pleo's contract: held, with what is wrong."""
    reason = problem(Code.ITEM_UNREADABLE, entry_id=item.entry_id or None, reason=item.reason)
    return ItemRecord(job_id, item.entry_id, "", ItemStatus.HELD, problems=(reason,))


def is_payment(item: ExportItem) -> bool:
    """Whether the item settles another one, so that it must wait until the others stand."""
    return item.type == SpendType.INVOICE_PAYMENT
