"""Compares Pleo's entries with what stands in QuickBooks over a period; reads only, and in QuickBooks only by the thousand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.domain.rules.naming import NOTE_LENGTH
from pleoqb_desktop.domain.rules.spend_types import NUMBERED
from pleoqb_desktop.domain.rules.wallet import wallet_movement
from pleoqb_desktop.domain.spend import QueueEntry
from pleoqb_desktop.export.adopt import is_adopted
from pleoqb_desktop.export.already_posted import AROUND, AlreadyPosted, Wanted, wanted_of
from pleoqb_desktop.export.books_window import BooksWindow, Days
from pleoqb_desktop.export.changed_since import decoded
from pleoqb_desktop.export.receipt_trace import ReceiptTrace
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.runs import Difference, ItemRecord, Runs
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.spend import SpendSource

_EXPORTED = "EXPORTED"
_MONTHS_BACK = timedelta(days=92)
"""Expenses of so long before a period are known too: a closed period moved their entries into it."""


class Verdict(StrEnum):
    """How an entry stands on both sides."""

    MATCHED = "matched"
    ADOPTED = "adopted"
    MISSING = "missing"
    EXTRA = "extra"
    DOUBLE = "double"
    AMOUNT_DIFFERS = "amount_differs"
    VAT_DIFFERS = "vat_differs"
    DATE_DIFFERS = "date_differs"
    NOT_EXPORTED = "not_exported"


DIFFERING = frozenset({Verdict.AMOUNT_DIFFERS, Verdict.VAT_DIFFERS, Verdict.DATE_DIFFERS})
WRONG = frozenset({Verdict.MISSING, Verdict.EXTRA, Verdict.DOUBLE, *DIFFERING})
ORDER = (
    Verdict.MISSING,
    Verdict.DOUBLE,
    Verdict.EXTRA,
    Verdict.AMOUNT_DIFFERS,
    Verdict.VAT_DIFFERS,
    Verdict.DATE_DIFFERS,
    Verdict.NOT_EXPORTED,
    Verdict.ADOPTED,
    Verdict.MATCHED,
)
"""What is wrong comes first."""


@dataclass(frozen=True, slots=True)
class ReconciledEntry:
    """One line of the comparison. Amounts are positive, negative in the books where the entry was turned round; a side that has nothing
    is None.

    `accounting_entry_id` None: QuickBooks holds something on the Pleo account that Pleo does not know. `external_ids` are all entries
    that stand for the expense; `differences` what Pleo was seen to tell otherwise since its export. `document` is what the expense
    became, as QuickBooks holds it, and `record` what the run store holds of it.
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
    external_ids: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    document: PostedEntry | None = None
    record: ItemRecord | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """What moved in Pleo's wallet and on its account in QuickBooks since a day, money in positive; None where it cannot be summed:
    no service tells Pleo's balance, nor the direction of every kind of entry."""

    currency: str
    since: date
    pleo: Decimal | None
    quickbooks: Decimal | None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The whole comparison."""

    first: date
    last: date
    entries: tuple[ReconciledEntry, ...]
    counts: dict[Verdict, int] = field(default_factory=dict)
    balances: tuple[Balance, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether nothing is missing, extra, double, different or changed since."""
        return not any(self.counts.get(verdict) for verdict in WRONG) and not any(
            one.differences for one in self.entries
        )


class Reconcile:
    """Compares one period."""

    def __init__(self, source: SpendSource, ledger: Ledger, runs: Runs, settings: Settings, today: date) -> None:
        """`today` is the company's."""
        self._source = source
        self._ledger = ledger
        self._runs = runs
        self._settings = settings
        self._today = today
        self._zone = periods.zone(settings.time_zone or "UTC")
        self._period = (date.min, date.max)
        self._window = BooksWindow(ledger, memo=NOTE_LENGTH, taxes=True)

    def run(self, first: date, last: date) -> Reconciliation:
        """Compares entries dated `first` to `last`, both included, in the company's time zone.

        Raises SignInAgainError, UnavailableError, Cancelled.
        """
        self._period = (first, last)
        known = list(self._source.entries(periods.moved(first, -_MONTHS_BACK), periods.moved(last, timedelta(days=1))))
        pleo = [entry for entry in known if first <= entry.day_in(self._zone) <= last]
        around = Days(tuple(EntryKind), periods.moved(first, -AROUND), periods.moved(last, AROUND))
        self._window.cover([around])
        posted = AlreadyPosted(self._ledger, self._window, ReceiptTrace(self._ledger, self._today))
        standing = posted.find_several([self._wanted(entry) for entry in pleo], thorough=True)
        rows = [self._compare(entry, standing.get(entry.id, ())) for entry in pleo]
        owned = {(one.kind, one.id) for entries in standing.values() for one in entries}
        rows.extend(self._extra(owned, {entry.id.lower() for entry in known}))
        rows.sort(
            key=lambda row: (str(row.pleo_day or row.books_day), row.accounting_entry_id or "", row.external_id or "")
        )
        counts = {verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
        return Reconciliation(first, last, tuple(rows), counts, self._balances(pleo))

    # -- both sides ------------------------------------------------------------------------------

    def _wanted(self, entry: QueueEntry) -> Wanted:
        """Numbers are asked for only of what should stand: those that do in the period are told by their memo as a rule."""
        shown = any(self._window.naming(entry.id))
        moves = self._settings.closed_periods is periods.ClosedPeriods.FIRST_OPEN_DAY
        exported = entry.export_status == _EXPORTED
        intents = self._runs.intents_of_entry(entry.id)
        numbered = NUMBERED if exported and not shown else frozenset()
        wanted = wanted_of(
            entry.id, intents, [entry.day_in(self._zone)], numbered, self._today if moves and exported else None
        )
        return wanted if numbered else replace(wanted, numbered=frozenset())

    # -- the comparison --------------------------------------------------------------------------

    def _compare(self, entry: QueueEntry, found: Sequence[PostedEntry]) -> ReconciledEntry:
        day, record = entry.day_in(self._zone), self._runs.last_item(entry.id)
        money = self._wallet_money(entry, record)
        amount, currency = abs(money.amount), money.currency
        standing = [one for one in found if not one.is_void]
        if not standing:
            verdict = Verdict.MISSING if entry.export_status == _EXPORTED else Verdict.NOT_EXPORTED
            return ReconciledEntry(verdict, entry.id, day, amount, currency, supplier=entry.note or "")
        document = self._document(standing, record)
        books_amount = self._amount(document, standing, money, record)
        return ReconciledEntry(
            self._verdict(day, money, standing, document, books_amount, record),
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
            tuple(one.id for one in standing),
            record.differences if record else (),
            document,
            record,
        )

    def _amount(
        self, document: PostedEntry, standing: Sequence[PostedEntry], money: Money, record: ItemRecord | None
    ) -> Decimal:
        """What the books hold of it. Where entries of ours were taken off the Pleo account that they were made on, or turned round, what
        they move there still: nothing, or less."""
        whole, facts = document.amount_beside(money.amount), decoded(record.facts) if record else None
        ours = {self._settings.wallet_account_id, self._settings.pocket_account_id}
        sent = {account: Decimal(amount) for account, amount in facts.moved if account in ours} if facts else {}
        expected = sum(sent.values())
        moves = sum((one.movements.get(account, Decimal(0)) for one in standing for account in sent), Decimal(0))
        turned = moves * expected < 0
        return whole if not expected or (abs(moves) == whole and not turned) else abs(moves) * (-1 if turned else 1)

    def _wallet_money(self, entry: QueueEntry, record: ItemRecord | None) -> Money:
        """The amount in wallet currency: as Pleo tells it, else as it was exported, else what it has (the supplier's)."""
        if entry.wallet_amount:
            return entry.wallet_amount
        exported = record.amount if record else None
        return exported if exported and exported.currency != entry.amount.currency else entry.amount

    def _verdict(
        self,
        day: date,
        money: Money,
        standing: Sequence[PostedEntry],
        document: PostedEntry,
        books_amount: Decimal,
        record: ItemRecord | None,
    ) -> Verdict:
        if _is_double(standing):
            return Verdict.DOUBLE
        currencies = {self._settings.home_currency, record.amount.currency if record and record.amount else None}
        # An amount in the supplier's currency alone cannot be compared with the books.
        if money.currency in currencies and books_amount != abs(money.amount):
            return Verdict.AMOUNT_DIFFERS
        if record and record.tax is not None and document.tax is not None and document.tax != record.tax:
            return Verdict.VAT_DIFFERS
        if (
            document.day != day
            and day.isoformat() not in (document.note or "")
            and not self._is_adopted(document, record)
        ):
            return Verdict.DATE_DIFFERS
        return Verdict.ADOPTED if self._is_adopted(document, record) else Verdict.MATCHED

    def _is_adopted(self, document: PostedEntry, record: ItemRecord | None) -> bool:
        """Whether somebody else made it."""
        intents = self._runs.intents_of_entry(record.accounting_entry_id) if record else ()
        return is_adopted(document.kind, document.id, intents)

    def _document(self, standing: Sequence[PostedEntry], record: ItemRecord | None) -> PostedEntry:
        """What the expense became: what was noted, else the entry that is no payment of another."""
        own = next((one for one in standing if record and one.id == record.external_id), None)
        paying = (EntryKind.BILL_PAYMENT, EntryKind.JOURNAL_ENTRY)
        return own or min(standing, key=lambda one: (one.kind in paying, one.id))

    def _extra(self, owned: set[tuple[EntryKind, str]], known: set[str]) -> Iterator[ReconciledEntry]:
        """Entries on the Pleo accounts that no entry of Pleo's explains: made by hand, or of an entry Pleo has deleted."""
        ours = {self._settings.wallet_account_id, self._settings.pocket_account_id} - {None}
        first, last = self._period
        for entry in self._window:
            if not first <= entry.day <= last or (entry.kind, entry.id) in owned or entry.is_void:
                continue
            touches = any(account_id in ours for account_id, _ in entry.accounts)
            if (touches or self._window.is_marked(entry)) and not self._belongs_elsewhere(entry, known):
                yield ReconciledEntry(
                    Verdict.EXTRA,
                    None,
                    books_day=entry.day,
                    books_amount=entry.amount_beside(Decimal(0)),
                    kind=entry.kind,
                    external_id=entry.id,
                    external_url=self._ledger.web_address(entry.kind, entry.id),
                    supplier=entry.vendor_name,
                    external_ids=(entry.id,),
                    document=entry,
                )

    def _belongs_elsewhere(self, entry: PostedEntry, known: set[str]) -> bool:
        """Whether it is of an expense of another period: a closed one moved it into this (design.md 3, Dates)."""
        for entry_id in self._window.ids_of(entry):
            record = self._runs.last_item(entry_id)
            day = record.day if record and record.external_id == entry.id else None
            if entry_id in known or (day is not None and not self._within(day)):
                return True
        return False

    def _within(self, day: date) -> bool:
        first, last = self._period
        return first <= day <= last

    def _moved(self, entry: QueueEntry, currency: str) -> Decimal | None:
        """Where Pleo tells another currency, by what was exported."""
        told = wallet_movement(entry, currency)
        if told is not None or entry.wallet_amount:
            return told
        money = self._wallet_money(entry, self._runs.last_item(entry.id))
        return wallet_movement(replace(entry, wallet_amount=money), currency)

    def _balances(self, pleo: Sequence[QueueEntry]) -> tuple[Balance, ...]:
        """In the wallet's currency; the other one's is not known where an entry tells another."""
        wallet, currency = self._settings.wallet_account_id, self._settings.home_currency
        if wallet is None or currency is None:
            return ()
        moved = [self._moved(entry, currency) for entry in pleo]
        known = [amount for amount in moved if amount is not None]
        books = [entry.movements.get(wallet, Decimal(0)) for entry in self._window if self._within(entry.day)]
        both = sum(known, Decimal(0)) if len(known) == len(moved) else None
        return (Balance(currency, self._period[0], both, sum(books, Decimal(0))),)


def _is_double(standing: Sequence[PostedEntry]) -> bool:
    """Whether two entries move the same account alike: a document and what settles it do not."""
    met: set[tuple[str, Decimal]] = set()
    for entry in standing:
        moved = set(entry.movements.items())
        if moved & met or any(one.kind is entry.kind and one.id != entry.id for one in standing if entry.movements):
            return True
        met |= moved
    return False


def default_period(today: date, runs: Runs) -> tuple[date, date]:
    """From the first day of the month before last to today; from further back where lately something older was exported."""
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    first = (month - timedelta(days=1)).replace(day=1)
    oldest = runs.oldest_day(datetime.combine(first, datetime.min.time(), tzinfo=periods.zone("UTC")))
    return min(first, oldest or first), today
