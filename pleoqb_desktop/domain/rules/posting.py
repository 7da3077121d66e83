"""What an expense becomes (design.md 3): one Pleo item in, the entries QuickBooks will hold out, or the reason to hold it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from pleoqb_desktop.domain.books import Account, AccountType, Books, VendorIndex
from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
    JournalEntry,
    Line,
    Link,
    Party,
    PaymentType,
    Posting,
    Purchase,
    Side,
    Transfer,
    VendorCredit,
)
from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules import items, naming, vendors
from pleoqb_desktop.domain.rules.accounts import AccountRules
from pleoqb_desktop.domain.rules.headers import HeaderRules
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.inputs import OpenDocument, OpenDocuments, PostingSettings, Rates
from pleoqb_desktop.domain.rules.lines import LineRules, without_location
from pleoqb_desktop.domain.rules.payee import PayeeRules
from pleoqb_desktop.domain.rules.spend_types import Row, rules_of
from pleoqb_desktop.domain.spend import ExportItem, SpendSubType

__all__ = [
    "Held",
    "OpenDocument",
    "OpenDocuments",
    "PostingRules",
    "PostingSettings",
    "Rates",
]

Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The item is not posted, and why."""

    accounting_entry_id: str
    problem: Problem


class PostingRules:
    """Decides, for one company and its settings, what each item becomes. Holds no state between items."""

    def __init__(
        self,
        books: Books,
        known_vendors: VendorIndex,
        settings: PostingSettings,
        documents: OpenDocuments,
        rates: Rates,
        today: date,
    ) -> None:
        self._books = books
        self._vendors = known_vendors
        self._settings = settings
        self._documents = documents
        self._rates = rates
        self._today = today

    def decide(self, item: ExportItem) -> Posting | Held:
        """The entries of an item, or why it is held. Never raises for anything Pleo can send."""
        try:
            table = _Table(item, self._books, self._vendors, self._settings, self._documents, self._rates, self._today)
            return table.posting()
        except HoldError as held:
            return Held(item.accounting_entry_id, replace(held.problem, entry_id=item.accounting_entry_id))

    def decide_as_if_open(self, item: ExportItem) -> Posting | Held:
        """The same as if no period were closed: what an entry that stands there already is compared with."""
        company = replace(self._books.company, close_date=None)
        books = replace(self._books, company=company)
        rules = PostingRules(books, self._vendors, self._settings, self._documents, self._rates, self._today)
        return rules.decide(item)


class _Table:
    """The table of design.md 3 for one item: a method for each row."""

    def __init__(
        self,
        item: ExportItem,
        books: Books,
        known_vendors: VendorIndex,
        settings: PostingSettings,
        documents: OpenDocuments,
        rates: Rates,
        today: date,
    ) -> None:
        self.item = item
        self.books = books
        self.settings = settings
        self.documents = documents
        self.spend = items.checked(item, settings.pleo_company_id)
        self.accounts = AccountRules(self.spend, books, settings)
        self.headers = HeaderRules(self.spend, books, settings, rates, self.accounts, today)
        self.payee = PayeeRules(self.spend, known_vendors, settings.single_vendor)
        self.lines = LineRules(
            self.spend, self.headers.spend_day, self.headers.day, books, settings.no_tax_code_id, self.accounts
        )

    def posting(self) -> Posting:
        """The row of the table that the item's type names."""
        return Posting(self.item.accounting_entry_id, self._row(), self.spend.amount)

    def _row(self) -> Entries:
        row = rules_of(self.spend.type).row
        match row:
            case Row.CARD_SPEND:
                return self._card_spend()
            case Row.POCKET_SPEND:
                return self._pocket_spend()
            case Row.MONEY_BACK:
                return self._money_back()
            case Row.TOPUP:
                return self._topup()
            case Row.UNLOAD:
                return self._unload()
            case Row.DIRECT_REIMBURSEMENT:
                return self._direct_reimbursement()
            case Row.EXTERNAL_REIMBURSEMENT:
                return self._external_reimbursement()
            case Row.INVOICE:
                return self._invoice()
            case Row.INVOICE_PAYMENT:
                return self._invoice_payment()
            case Row.WITHDRAWAL:
                return self._withdrawal()
            case _:
                assert_never(row)

    # -- the rows --------------------------------------------------------------------------------

    def _card_spend(self) -> Entries:
        # A negative one of a type that is documented as positive is money back (design.md 3).
        if self.spend.total < 0 and rules_of(self.spend.type).documented_positive:
            return self._money_back()
        wallet = self.accounts.wallet()
        if self.spend.mixed:
            return (self._against(self._counter_line(wallet, Side.CREDIT)),)
        if self.payee.accounts_payable and rules_of(self.spend.type).against_vendor:
            return self._bill_and_payment(wallet)
        return (self._purchase(wallet),)

    def _pocket_spend(self) -> Entries:
        pocket = self.accounts.pocket()
        self.accounts.check_movable(pocket)
        self.accounts.check_currency(pocket)
        if not self.spend.mixed and pocket.type in {AccountType.BANK, AccountType.CREDIT_CARD}:
            return (self._purchase(pocket),)
        return (self._against(self._counter_line(pocket, Side.CREDIT)),)

    def _money_back(self) -> Entries:
        wallet = self.accounts.wallet()
        if self.spend.mixed:
            return (self._against(self._counter_line(wallet, Side.DEBIT)),)
        if self.payee.accounts_payable and rules_of(self.spend.type).against_vendor:
            return self._credit_and_joining(wallet)
        if wallet.type == AccountType.CREDIT_CARD:
            return (replace(self._purchase(wallet), credit=True),)
        lines = self.lines.with_parties(self.payee.named())
        # No DocNumber is documented for a Deposit (quickbooks.md 14): the memo alone is its marker.
        header = self.headers.header(self.lines.location(lines))
        return (Deposit(header, wallet.id, without_location(lines)),)

    def _topup(self) -> Entries:
        wallet, funding = self.accounts.wallet(), self.accounts.funding()
        home = self.books.company.home_currency
        both_home = self.books.currency_of(funding) == home == self.books.currency_of(wallet)
        if wallet.type == AccountType.CREDIT_CARD and funding.type == AccountType.BANK and both_home:
            return (CreditCardPayment(self.headers.plain(), funding.id, wallet.id, self.spend.amount),)
        return (self._move(funding, wallet),)

    def _unload(self) -> Entries:
        return (self._move(self.accounts.wallet(), self.accounts.funding()),)

    def _withdrawal(self) -> Entries:
        return (self._move(self.accounts.wallet(), self.accounts.cash()),)

    def _direct_reimbursement(self) -> Entries:
        return (self._reimbursement(self.accounts.wallet()),)

    def _external_reimbursement(self) -> Entries:
        return (self._reimbursement(self.accounts.external_reimbursement()),)

    def _reimbursement(self, payer: Account) -> Entry:
        match self.spend.sub_type:
            case SpendSubType.REIMBURSEMENT_TO_COMPANY:
                return self._move(self.accounts.employees(), payer)
            case SpendSubType.REIMBURSEMENT_TO_EMPLOYEE_REFUND:
                return self._move(self.accounts.pocket(), payer)
            case None | SpendSubType.REIMBURSEMENT_TO_EMPLOYEE:
                return self._move(payer, self.accounts.pocket())
        raise self._unknown_sub_type()

    def _invoice(self) -> Entries:
        self._check_bills()
        vendor = self.payee.required()
        owed = self.spend.total >= 0  # a negative invoice is money back, so its vendor owes (design.md 3)
        if self.spend.mixed:
            counter = self._counter_line(self.accounts.payables(), Side.CREDIT if owed else Side.DEBIT, vendor)
            return (self._numbered(self._against(counter)),)
        return (self._bill(vendor) if owed else self._credit_note(vendor, self._document_number()),)

    def _invoice_payment(self) -> Entries:
        if self.spend.sub_type is not SpendSubType.INVOICE_PAYMENT_RETURNED:
            self._check_bills()
        wallet, known, number = self.accounts.wallet(), self.payee.of_payment(), self._invoice_number()
        found = self.documents.find(self.item.reconciled_entries, known, number, self.spend.amount)
        if self.spend.sub_type is SpendSubType.INVOICE_PAYMENT_RETURNED:
            vendor = found.vendor if found else self.payee.required()
            payables = self.accounts.payables(found.ap_account_id if found else None)
            returned = (self._counter_line(wallet, Side.DEBIT), self._counter_line(payables, Side.CREDIT, vendor))
            return (self._journal(returned),)
        if self.spend.sub_type not in {None, SpendSubType.INVOICE_PAYMENT_SENT}:
            raise self._unknown_sub_type()
        if found is None:
            name = known.name if known else vendors.spend_name(self.item)
            raise HoldError(problem(Code.BILL_NOT_FOUND, vendor=name, number=number or ""))
        amount = self.spend.amount
        if found.balance is not None and found.balance < amount:
            open_amount = f"{found.balance} {self.spend.currency}"
            raise HoldError(problem(Code.BILL_PAID, vendor=found.vendor.name, open_amount=open_amount))
        return (self._payment(wallet, found.vendor, (Link(found.type, amount, found.id),), amount),)

    # -- accounts payable ------------------------------------------------------------------------

    def _bill_and_payment(self, wallet: Account) -> Entries:
        self._check_bills()
        bill = self._bill(self.payee.matched())
        return bill, self._payment(wallet, bill.vendor, (Link("Bill", bill.total, position=0),), bill.total)

    def _credit_and_joining(self, wallet: Account) -> Entries:
        self._check_bills()
        vendor = self.payee.matched()
        credit = self._credit_note(vendor, None)
        counter = self._counter_line(self.accounts.payables(), Side.CREDIT, vendor)
        money = self._journal((self._counter_line(wallet, Side.DEBIT), counter), position=1)
        links = (Link("VendorCredit", credit.total, position=0), Link("JournalEntry", credit.total, position=1))
        return credit, money, self._payment(wallet, vendor, links, ZERO)

    def _check_bills(self) -> None:
        if not self.books.company.has_bills:
            raise HoldError(problem(Code.PLAN_WITHOUT_BILLS, plan=self.books.company.plan))

    # -- kinds of entry --------------------------------------------------------------------------

    def _purchase(self, account: Account) -> Purchase:
        lines = self.lines.with_projects()
        number = naming.marker(self.item.accounting_entry_id)
        header = self.headers.header(self.lines.location(lines), doc_number=number)
        kind = PaymentType.CREDIT_CARD if account.type == AccountType.CREDIT_CARD else PaymentType.CASH
        return Purchase(header, account.id, kind, without_location(lines), self.payee.named())

    def _bill(self, vendor: Party) -> Bill:
        lines = self.lines.with_projects()
        header = self.headers.header(self.lines.location(lines), doc_number=self._document_number())
        due = self.item.invoice.due_date if self.item.invoice else None
        return Bill(header, vendor, without_location(lines), due)

    def _credit_note(self, vendor: Party, number: str | None) -> VendorCredit:
        lines = self.lines.with_projects()
        # TxnTaxDetail is not listed there (quickbooks.md 13), so its VAT cannot be overridden
        self.lines.check_computed(lines)
        header = self.headers.header(self.lines.location(lines), doc_number=number)
        return VendorCredit(header, vendor, without_location(lines))

    def _payment(self, wallet: Account, vendor: Party, links: tuple[Link, ...], amount: Decimal) -> BillPayment:
        by_card = wallet.type == AccountType.CREDIT_CARD
        kind = PaymentType.CREDIT_CARD if by_card else PaymentType.CHECK
        return BillPayment(self.headers.header(), vendor, wallet.id, kind, amount, links)

    def _move(self, source: Account, target: Account) -> Entry:
        """A Transfer where QuickBooks takes one, else a JournalEntry (design.md 3; quickbooks.md 14)."""
        for account in (source, target):
            self.accounts.check_movable(account)
            self.accounts.check_currency(account, or_home=True)
        currencies = {self.books.currency_of(account) for account in (source, target)}
        if source.is_asset and target.is_asset and currencies == {self.spend.currency}:
            return Transfer(self.headers.plain(), source.id, target.id, self.spend.amount)
        return self._journal((self._counter_line(target, Side.DEBIT), self._counter_line(source, Side.CREDIT)))

    def _against(self, counter: Line) -> JournalEntry:
        """The lines against one counter line; those that go against the item's direction stand on its side."""
        direction = counter.side.other
        lines = tuple(
            replace(line, side=counter.side if self.spend.is_opposite(spent) else direction)
            for line, spent in zip(self.lines.with_parties(self.payee.named()), self.spend.lines, strict=True)
        )
        return self._journal((*lines, counter) if counter.net else lines)

    def _counter_line(self, account: Account, side: Side, party: Party | None = None) -> Line:
        return Line(account.id, self.spend.amount, self.lines.description, side=side, party=party)

    def _journal(self, lines: tuple[Line, ...], *, position: int = 0) -> JournalEntry:
        self.lines.check_number(len(lines))
        number = naming.part_marker(self.item.accounting_entry_id, position)
        return JournalEntry(self.headers.header(doc_number=number), lines, self._journal_code())

    def _numbered(self, entry: JournalEntry) -> JournalEntry:
        """An entry that stands for an invoice says its number in the text, since the marker is its document number."""
        number = self._invoice_number() or ""
        named = (replace(line, description=naming.joined(number, line.description)) for line in entry.lines)
        return replace(entry, lines=tuple(named))

    def _journal_code(self) -> str | None:
        """French journal lines name a journal (quickbooks.md 14)."""
        if not self.books.company.french_edition:
            return None
        code = self.books.journal_codes.get(self.settings.journal_code_id or "")
        if code is None or not code.active:
            raise HoldError(problem(Code.JOURNAL_CODE_MISSING))
        return code.id

    def _invoice_number(self) -> str | None:
        return (naming.clean_text(self.item.invoice.number) if self.item.invoice else "") or None

    def _document_number(self) -> str | None:
        number = self._invoice_number()
        return naming.document_number(number) if number else None

    def _unknown_sub_type(self) -> HoldError:
        return HoldError(problem(Code.UNKNOWN_SUBTYPE, type=self.item.type, sub_type=self.item.sub_type))
