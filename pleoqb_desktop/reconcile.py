"""Compares Pleo's entries with what stands in QuickBooks over a period; reads only, and in QuickBooks only by the thousand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.domain.rules.naming import MARKER_PREFIX, marker, part_marker
from pleoqb_desktop.domain.rules.spend_types import NUMBERED
from pleoqb_desktop.domain.spend import QueueEntry
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.runs import ItemRecord, Runs
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.spend import SpendSource

_ID_LENGTH = len("00000000-0000-0000-0000-000000000000")
_EXPORTED = "EXPORTED"
_READ_SINGLY = 20  # reads are metered: so many entries without a number are looked for one by one
_LOST_FEW = 900  # so many missing entries are looked for by number, whatever their date


class Verdict(StrEnum):
    """How an entry stands on both sides."""

    MATCHED = "matched"
    MISSING = "missing"
    EXTRA = "extra"
    AMOUNT_DIFFERS = "amount_differs"
    VAT_DIFFERS = "vat_differs"
    DATE_DIFFERS = "date_differs"
    NOT_EXPORTED = "not_exported"


DIFFERING = frozenset({Verdict.AMOUNT_DIFFERS, Verdict.VAT_DIFFERS, Verdict.DATE_DIFFERS})


@dataclass(frozen=True, slots=True)
class ReconciledEntry:
    """One line of the comparison. Amounts are positive; a side that has nothing is None.

    `accounting_entry_id` None: QuickBooks holds something on the Pleo account that Pleo does not know.
    """

    verdict: Verdict
    accounting_entry_id: str | None
    pleo_day: date | None = None
    pleo_amount: Decimal | None = None
    currency: str | None = None
    books_day: date | None = None
    books_amount: Decimal | None = None
    kind: EntryKind | None = None
    external_id: str | None = None
    external_url: str | None = None
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The whole comparison."""

    first: date
    last: date
    entries: tuple[ReconciledEntry, ...]
    counts: dict[Verdict, int] = field(default_factory=dict)

    @property
    def agrees(self) -> bool:
        """Whether nothing is missing, extra or different."""
        return not any(self.counts.get(verdict) for verdict in (Verdict.MISSING, Verdict.EXTRA, *DIFFERING))


class Reconcile:
    """Compares one period."""

    def __init__(self, source: SpendSource, ledger: Ledger, runs: Runs, settings: Settings) -> None:
        self._source = source
        self._ledger = ledger
        self._runs = runs
        self._settings = settings
        self._zone = periods.zone(settings.time_zone or "UTC")
        self._period = (date.min, date.max)

    def run(self, first: date, last: date) -> Reconciliation:
        """Compares entries dated `first` to `last`, both included, in the company's time zone.

        Raises SignInAgainError, UnavailableError, Cancelled.
        """
        self._period = (first, last)
        pleo = [entry for entry in self._pleo_entries(first, last) if first <= self._day(entry) <= last]
        standing = list(self._books_entries(first, last))
        by_entry = self._owners(standing, [entry.id for entry in pleo])
        owned = {(one.kind, one.id) for entries in by_entry.values() for one in entries}
        absent = [entry for entry in pleo if entry.export_status == _EXPORTED and entry.id.lower() not in by_entry]
        by_entry |= self._elsewhere(absent)
        rows = [self._compare(entry, by_entry.get(entry.id.lower(), ())) for entry in pleo]
        rows.extend(self._extra(standing, owned))
        rows.sort(
            key=lambda row: (str(row.pleo_day or row.books_day), row.accounting_entry_id or "", row.external_id or "")
        )
        counts = {verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
        return Reconciliation(first, last, tuple(rows), counts)

    # -- both sides ------------------------------------------------------------------------------

    def _pleo_entries(self, first: date, last: date) -> Iterator[QueueEntry]:
        return self._source.entries(first - timedelta(days=1), last + timedelta(days=1))

    def _day(self, entry: QueueEntry) -> date:
        return entry.moment.astimezone(self._zone).date() if entry.moment else entry.day or date.min

    def _books_entries(self, first: date, last: date) -> Iterator[PostedEntry]:
        yield from self._ledger.find_by_day(tuple(EntryKind), first, last)

    def _owners(self, standing: Sequence[PostedEntry], entry_ids: Sequence[str]) -> dict[str, tuple[PostedEntry, ...]]:
        """Entries of QuickBooks by the accounting entry they belong to, by memo or number."""
        numbers = {part_marker(entry_id, part): entry_id.lower() for entry_id in entry_ids for part in (0, 1)}
        known = {entry_id.lower() for entry_id in entry_ids}
        found: dict[str, tuple[PostedEntry, ...]] = {}
        for entry in standing:
            words = set((entry.note or "").lower().split())
            owner = next(iter(known & words), None) or numbers.get(entry.doc_number or "")
            if owner:
                found[owner] = (*found.get(owner, ()), entry)
        return found

    def _elsewhere(self, absent: Sequence[QueueEntry]) -> dict[str, tuple[PostedEntry, ...]]:
        """Exported entries that do not stand in the period: moved by a closed period, or by hand; found by number."""
        found: dict[str, tuple[PostedEntry, ...]] = {}
        if not absent:
            return found
        for entry in absent[:_READ_SINGLY]:
            record = self._record(entry.id)
            if record and record.kind and record.external_id and record.kind not in NUMBERED:
                standing = self._ledger.read(record.kind, record.external_id)
                if standing:
                    found[entry.id.lower()] = (standing,)
        owners = {marker(entry.id): entry.id.lower() for entry in absent[:_LOST_FEW]}
        for kind in NUMBERED:
            for posted in self._ledger.find_by_number(kind, list(owners)):
                owner = owners.get(posted.doc_number or "")
                if owner:
                    found[owner] = (*found.get(owner, ()), posted)
        return found

    # -- the comparison --------------------------------------------------------------------------

    def _compare(self, entry: QueueEntry, standing: Sequence[PostedEntry]) -> ReconciledEntry:
        day, record = self._day(entry), self._record(entry.id)
        money = self._wallet_money(entry, record)
        amount, currency = abs(money.amount), money.currency
        if not standing:
            verdict = Verdict.MISSING if entry.export_status == _EXPORTED else Verdict.NOT_EXPORTED
            return ReconciledEntry(verdict, entry.id, day, amount, currency, supplier=entry.note or "")
        document = self._document(standing, record)
        books_amount = _amount(document)
        return ReconciledEntry(
            self._verdict(day, money, document, books_amount, record),
            entry.id,
            day,
            amount,
            currency,
            document.day,
            books_amount,
            document.kind,
            document.id,
            self._ledger.web_address(document.kind, document.id),
            (record.supplier if record else "") or entry.note or "",
        )

    def _wallet_money(self, entry: QueueEntry, record: ItemRecord | None) -> Money:
        """The amount in wallet currency: as Pleo tells it, else as it was exported, else what it has (the supplier's)."""
        if entry.wallet_amount:
            return entry.wallet_amount
        exported = record.amount if record else None
        return exported if exported and exported.currency != entry.amount.currency else entry.amount

    def _verdict(
        self, day: date, money: Money, document: PostedEntry, books_amount: Decimal, record: ItemRecord | None
    ) -> Verdict:
        currencies = {self._settings.home_currency, record.amount.currency if record and record.amount else None}
        # An amount in the supplier's currency alone cannot be compared with the books.
        if money.currency in currencies and books_amount != abs(money.amount):
            return Verdict.AMOUNT_DIFFERS
        if record and record.tax is not None and document.tax is not None and document.tax != record.tax:
            return Verdict.VAT_DIFFERS
        moved = document.day != day and day.isoformat() not in (document.note or "")
        return Verdict.DATE_DIFFERS if moved else Verdict.MATCHED

    def _record(self, entry_id: str) -> ItemRecord | None:
        """What this computer knows of the item, None when another one exported it."""
        return self._runs.last_item(entry_id)

    def _document(self, standing: Sequence[PostedEntry], record: ItemRecord | None) -> PostedEntry:
        return next((one for one in standing if record and one.id == record.external_id), standing[0])

    def _extra(self, standing: Sequence[PostedEntry], owned: set[tuple[EntryKind, str]]) -> Iterator[ReconciledEntry]:
        """Entries on the Pleo accounts that no entry of Pleo's explains: made by hand, or of an entry Pleo has deleted."""
        ours = {self._settings.wallet_account_id, self._settings.pocket_account_id} - {None}
        for entry in standing:
            touches = any(account_id in ours for account_id, _ in entry.accounts)
            marked = (entry.doc_number or "").startswith(MARKER_PREFIX)
            if self._belongs_elsewhere(entry):
                continue
            if (touches or marked) and (entry.kind, entry.id) not in owned:
                url = self._ledger.web_address(entry.kind, entry.id)
                yield ReconciledEntry(
                    Verdict.EXTRA,
                    None,
                    books_day=entry.day,
                    books_amount=_amount(entry),
                    kind=entry.kind,
                    external_id=entry.id,
                    external_url=url,
                    supplier=entry.vendor_name,
                )

    def _belongs_elsewhere(self, entry: PostedEntry) -> bool:
        """Whether we made it for an expense of another period: a closed one moved it into this (design.md 3, Dates)."""
        for word in (entry.note or "").split():
            record = self._runs.last_item(word.lower()) if len(word) == _ID_LENGTH else None
            if record and record.external_id == entry.id:
                return record.day is not None and not self._within(record.day)
        return False

    def _within(self, day: date) -> bool:
        first, last = self._period
        return first <= day <= last


def _amount(entry: PostedEntry) -> Decimal:
    """Gross amount; of a journal entry, whose total is always 0, the debits (quickbooks.md 14)."""
    if entry.kind is EntryKind.JOURNAL_ENTRY:
        debits = sum((amount for _, amount in entry.accounts if amount > 0), Decimal(0))
        credits_ = sum((-amount for _, amount in entry.accounts if amount < 0), Decimal(0))
        return max(debits, credits_)
    return abs(entry.total or Decimal(0))


def default_period(today: date) -> tuple[date, date]:
    """From the first day of the month before last to today."""
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return (month - timedelta(days=1)).replace(day=1), today
