"""What an expense becomes (DESIGN 3): one Pleo item in, the entries QuickBooks will hold out, or the reason to hold it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from pleoqb_desktop.domain.books import Account, AccountType, Books, ClassTracking, DimensionValue, VendorIndex, fold
from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
    Header,
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
from pleoqb_desktop.domain.money import ZERO, has_cents, is_whole_cents
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules import naming, periods, tax, vendors
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.spend import (
    BookkeepingMethod,
    ExportItem,
    LedgerAccountName,
    SpendLine,
    SpendSubType,
    SpendType,
)

CLASS_GROUP, PROJECT_GROUP, LOCATION_GROUP = "qbo-class", "qbo-project", "qbo-location"
MAX_LINES = 10_000  # quickbooks-api.md 4
MAX_AMOUNT = Decimal(10) ** 10  # quickbooks-api.md 12.2, Amount: 10.5 digits


Naming = Callable[[Party | None, DimensionValue | None], Party | None]
"""Whom a line names, of the item's vendor and the line's project."""


@dataclass(frozen=True, slots=True)
class PostingSettings:
    """The owner's choices that decide what an item becomes; accounts are QuickBooks ids, None where nothing was chosen."""

    pleo_company_id: str
    wallet_account_id: str
    time_zone: str
    pocket_account_id: str | None = None
    funding_account_id: str | None = None
    fees_account_id: str | None = None
    cash_account_id: str | None = None
    employees_account_id: str | None = None
    external_reimbursement_account_id: str | None = None
    no_tax_code_id: str | None = None
    journal_code_id: str | None = None
    closed_periods: periods.ClosedPeriods = periods.ClosedPeriods.HOLD
    single_vendor: str | None = None
    words: naming.MemoWords = field(default_factory=naming.MemoWords)


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A bill (or the journal entry that stands for one) that a payment can settle. `balance` None: not known yet."""

    id: str
    type: str
    vendor: Party
    balance: Decimal | None
    ap_account_id: str | None = None


class OpenDocuments(Protocol):
    """Finds what a payment settles."""

    def find(self, reconciled: Sequence[str], vendor: Party | None, invoice_number: str | None) -> OpenDocument | None:
        """By the reconciliation ids Pleo names, else by vendor and invoice number; None when there is none."""


class Rates(Protocol):
    """QuickBooks' own exchange rates."""

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Home units for one unit of `currency` on a day; None when QuickBooks has none."""


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
    ) -> None:
        self._books = books
        self._vendors = known_vendors
        self._settings = settings
        self._documents = documents
        self._rates = rates

    def decide(self, item: ExportItem) -> Posting | Held:
        """The entries of an item, or why it is held. Never raises for anything Pleo can send."""
        try:
            return _ItemRules(item, self._books, self._vendors, self._settings, self._documents, self._rates).posting()
        except HoldError as held:
            return Held(item.accounting_entry_id, replace(held.problem, entry_id=item.accounting_entry_id))


class _ItemRules:
    """The table of DESIGN 3 for one item."""

    def __init__(
        self,
        item: ExportItem,
        books: Books,
        known_vendors: VendorIndex,
        settings: PostingSettings,
        documents: OpenDocuments,
        rates: Rates,
    ) -> None:
        self.item = item
        self.books = books
        self.vendors = known_vendors
        self.settings = settings
        self.documents = documents
        self.rates = rates
        self.currency = item.amount.currency
        self.type, self.sub_type = _known_type(item)
        self.total = _checked_total(item)
        self.signs = -1 if self.total < 0 else 1
        self.day, self.original_day = self._day()
        self._check_company()

    # -- the table -------------------------------------------------------------------------------

    def posting(self) -> Posting:
        """The row of the table that the item's type names."""
        table: Mapping[SpendType, Callable[[], tuple[Entry, ...]]] = {
            SpendType.CARD_PURCHASE: self._card_spend,
            SpendType.CARD_INVOICE: self._card_spend,
            SpendType.FEE: self._card_spend,
            SpendType.PERSONAL_SPEND: self._card_spend,
            SpendType.OUT_OF_POCKET: self._pocket_spend,
            SpendType.MILEAGE: self._pocket_spend,
            SpendType.PER_DIEM: self._pocket_spend,
            SpendType.REFUND: self._money_back,
            SpendType.CHARGEBACK: self._money_back,
            SpendType.CASHBACK: self._money_back,
            SpendType.WALLET_TOPUP: self._topup,
            SpendType.WALLET_UNLOAD: self._unload,
            SpendType.DIRECT_REIMBURSEMENT: self._direct_reimbursement,
            SpendType.EXTERNAL_REIMBURSEMENT: self._external_reimbursement,
            SpendType.INVOICE: self._invoice,
            SpendType.INVOICE_PAYMENT: self._invoice_payment,
            SpendType.ATM_WITHDRAWAL: self._withdrawal,
        }
        return Posting(self.item.accounting_entry_id, table[self.type](), abs(self.total))

    def _card_spend(self) -> tuple[Entry, ...]:
        # Documented as positive for these two; a negative one is money back (DESIGN 3). Signs of others are not published.
        if self.total < 0 and self.type in {SpendType.CARD_PURCHASE, SpendType.CARD_INVOICE}:
            return self._money_back()
        wallet = self._wallet()
        if self._mixed():
            return (self._mixed_entry(wallet, Side.CREDIT),)
        if self._accounts_payable() and self.type is not SpendType.PERSONAL_SPEND:
            return self._bill_and_payment(wallet)
        return (self._purchase(wallet),)

    def _pocket_spend(self) -> tuple[Entry, ...]:
        pocket = self._configured(self.settings.pocket_account_id, "pocket")
        self._check_movable(pocket)
        self._check_currency(pocket)
        if self._mixed():
            return (self._mixed_entry(pocket, Side.CREDIT),)
        if pocket.type in {AccountType.BANK, AccountType.CREDIT_CARD}:
            return (self._purchase(pocket),)
        return (self._journal((*self._journal_lines(Side.DEBIT), self._counter_line(pocket, Side.CREDIT))),)

    def _money_back(self) -> tuple[Entry, ...]:
        wallet = self._wallet()
        if self._mixed():
            return (self._mixed_entry(wallet, Side.DEBIT),)
        if self._accounts_payable() and self.type is not SpendType.CASHBACK:
            return self._credit_and_joining(wallet)
        if wallet.type == AccountType.CREDIT_CARD:
            return (replace(self._purchase(wallet), credit=True),)
        lines = self._lines(_named_party)
        # No DocNumber is documented for a Deposit (quickbooks-api.md 14): the memo alone is its marker.
        header = self._header(self._location(lines))
        return (Deposit(header, wallet.id, _without_location(lines)),)

    def _topup(self) -> tuple[Entry, ...]:
        wallet, funding = self._wallet(), self._configured(self.settings.funding_account_id, "funding")
        if wallet.type == AccountType.CREDIT_CARD:
            home = self.books.company.home_currency
            both_home = self.books.currency_of(funding) == home == self.books.currency_of(wallet)
            if funding.type == AccountType.BANK and both_home:
                return (CreditCardPayment(self._plain_header(), funding.id, wallet.id, abs(self.total)),)
        return (self._move(funding, wallet),)

    def _unload(self) -> tuple[Entry, ...]:
        return (self._move(self._wallet(), self._configured(self.settings.funding_account_id, "funding")),)

    def _direct_reimbursement(self) -> tuple[Entry, ...]:
        return (self._reimbursement(self._wallet()),)

    def _external_reimbursement(self) -> tuple[Entry, ...]:
        external = self._configured(self.settings.external_reimbursement_account_id, "external_reimbursement")
        return (self._reimbursement(external),)

    def _reimbursement(self, payer: Account) -> Entry:
        if self.sub_type is SpendSubType.REIMBURSEMENT_TO_COMPANY:
            return self._move(self._employees(), payer)
        pocket = self._configured(self.settings.pocket_account_id, "pocket")
        if self.sub_type is SpendSubType.REIMBURSEMENT_TO_EMPLOYEE_REFUND:
            return self._move(pocket, payer)
        if self.sub_type in {None, SpendSubType.REIMBURSEMENT_TO_EMPLOYEE}:
            return self._move(payer, pocket)
        raise HoldError(problem(Code.UNKNOWN_SUBTYPE, type=self.item.type, sub_type=self.item.sub_type))

    def _withdrawal(self) -> tuple[Entry, ...]:
        cash_id = self.settings.cash_account_id
        cash = self._configured(cash_id, "cash") if cash_id else self._employees()
        return (self._move(self._wallet(), cash),)

    def _invoice(self) -> tuple[Entry, ...]:
        if not self.books.company.has_bills:
            raise HoldError(problem(Code.PLAN_WITHOUT_BILLS, plan=self.books.company.plan))
        vendor = self._required_vendor()
        if self._mixed():
            # A negative invoice is money back, so its vendor owes (DESIGN 3)
            side = Side.DEBIT if self.total < 0 else Side.CREDIT
            counter = self._counter_line(self._payables(), side, vendor)
            return (self._journal(self._mixed_lines(counter), document=True),)
        lines = self._lines(_nobody)
        header = self._header(self._location(lines), doc_number=self._invoice_number())
        if self.total < 0:
            return (VendorCredit(header, vendor, self._credit_lines(lines)),)
        return (
            Bill(header, vendor, _without_location(lines), self.item.invoice.due_date if self.item.invoice else None),
        )

    def _invoice_payment(self) -> tuple[Entry, ...]:
        wallet = self._wallet()
        known = self._known_vendor()
        found = self.documents.find(self.item.reconciled_entries, known, self._invoice_number())
        if self.sub_type is SpendSubType.INVOICE_PAYMENT_RETURNED:
            vendor = found.vendor if found else self._required_vendor()
            payables = self.books.accounts.get(found.ap_account_id or "") if found else None
            counter = self._counter_line(payables or self._payables(), Side.CREDIT, vendor)
            return (self._journal((self._counter_line(wallet, Side.DEBIT), counter)),)
        if self.sub_type not in {None, SpendSubType.INVOICE_PAYMENT_SENT}:
            raise HoldError(problem(Code.UNKNOWN_SUBTYPE, type=self.item.type, sub_type=self.item.sub_type))
        if found is None:
            name = known.name if known else vendors.spend_name(self.item)
            raise HoldError(problem(Code.BILL_NOT_FOUND, vendor=name, number=self._invoice_number() or ""))
        if found.balance is not None and found.balance < abs(self.total):
            raise HoldError(
                problem(Code.BILL_PAID, vendor=found.vendor.name, open_amount=f"{found.balance} {self.currency}")
            )
        return (self._payment(wallet, found.vendor, (Link(found.type, abs(self.total), found.id),), abs(self.total)),)

    # -- accounts payable ------------------------------------------------------------------------

    def _accounts_payable(self) -> bool:
        return self.item.bookkeeping_method == BookkeepingMethod.ACCOUNTS_PAYABLE

    def _bill_and_payment(self, wallet: Account) -> tuple[Entry, ...]:
        if not self.books.company.has_bills:
            raise HoldError(problem(Code.PLAN_WITHOUT_BILLS, plan=self.books.company.plan))
        vendor = self._matched_vendor()
        lines = self._lines(_nobody)
        header = self._header(self._location(lines), doc_number=self._invoice_number())
        bill = Bill(header, vendor, _without_location(lines), self.item.invoice.due_date if self.item.invoice else None)
        return bill, self._payment(wallet, vendor, (Link("Bill", bill.total, position=0),), bill.total)

    def _credit_and_joining(self, wallet: Account) -> tuple[Entry, ...]:
        if not self.books.company.has_bills:
            raise HoldError(problem(Code.PLAN_WITHOUT_BILLS, plan=self.books.company.plan))
        vendor = self._matched_vendor()
        lines = self._lines(_nobody)
        credit = VendorCredit(self._header(self._location(lines)), vendor, self._credit_lines(lines))
        counter = self._counter_line(self._payables(), Side.CREDIT, vendor)
        money = self._journal((self._counter_line(wallet, Side.DEBIT), counter), position=1)
        links = (Link("VendorCredit", credit.total, position=0), Link("JournalEntry", credit.total, position=1))
        return credit, money, self._payment(wallet, vendor, links, ZERO)

    def _credit_lines(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Lines of a credit note: its VAT cannot be overridden, for the reference does not list TxnTaxDetail there
        (quickbooks-api.md 13), so Pleo's VAT must be what QuickBooks computes."""
        for line in lines:
            self._check_computed(line)
        return _without_location(lines)

    def _check_computed(self, line: Line) -> None:
        if line.tax is None or tax.is_computed(line.net, line.tax, self.day, self.books):
            return
        code = self.books.tax_codes[line.tax.code_id]
        expected = tax.computed_tax(line.net, code, self.day, self.books)
        raise HoldError(problem(Code.TAX_NOT_OVERRIDABLE, tax_code=code.name, tax=line.tax.amount, expected=expected))

    def _matched_vendor(self) -> Party:
        vendor = vendors.known_vendor(self.item, self.vendors, self.currency)
        if vendor is None:
            name = vendors.spend_name(self.item)
            raise HoldError(problem(Code.VENDOR_UNKNOWN, vendor=name) if name else problem(Code.VENDOR_MISSING))
        return vendor

    def _payment(self, wallet: Account, vendor: Party, links: tuple[Link, ...], amount: Decimal) -> BillPayment:
        by_card = wallet.type == AccountType.CREDIT_CARD
        kind = PaymentType.CREDIT_CARD if by_card else PaymentType.CHECK
        return BillPayment(self._header(None), vendor, wallet.id, kind, amount, links)

    # -- kinds of entry --------------------------------------------------------------------------

    def _purchase(self, account: Account) -> Purchase:
        lines = self._lines(_nobody)
        header = self._header(self._location(lines), doc_number=naming.marker(self.item.accounting_entry_id))
        kind = PaymentType.CREDIT_CARD if account.type == AccountType.CREDIT_CARD else PaymentType.CASH
        return Purchase(header, account.id, kind, _without_location(lines), self._vendor())

    def _move(self, source: Account, target: Account) -> Entry:
        """A Transfer where QuickBooks takes one, else a JournalEntry (DESIGN 3; quickbooks-api.md 14)."""
        for account in (source, target):
            self._check_movable(account)
        same_currency = self.books.currency_of(source) == self.books.currency_of(target) == self.currency
        if source.is_asset and target.is_asset and same_currency:
            return Transfer(self._plain_header(), source.id, target.id, abs(self.total))
        for account in (source, target):
            self._check_currency(account, or_home=True)
        return self._journal((self._counter_line(target, Side.DEBIT), self._counter_line(source, Side.CREDIT)))

    def _mixed_entry(self, counter: Account, counter_side: Side) -> JournalEntry:
        return self._journal(self._mixed_lines(self._counter_line(counter, counter_side)))

    def _mixed_lines(self, counter: Line) -> tuple[Line, ...]:
        """Lines of both signs: the positive ones against the counter account, the negative ones with it."""
        lines = self._journal_lines(counter.side.other)
        return (*lines, counter) if counter.net else lines

    def _journal_lines(self, side: Side) -> tuple[Line, ...]:
        lines = self._lines(_named_party)
        negative = {
            id(line)
            for line, spend in zip(lines, self._spend_lines(), strict=True)
            if spend.amount.amount * self.signs < 0
        }
        return tuple(replace(line, side=side.other if id(line) in negative else side) for line in lines)

    def _journal(self, lines: tuple[Line, ...], *, position: int = 0, document: bool = False) -> JournalEntry:
        number = naming.part_marker(self.item.accounting_entry_id, position)
        if document and (invoice_number := self._invoice_number()):
            lines = tuple(replace(line, description=naming.joined(invoice_number, line.description)) for line in lines)
        if len(lines) > MAX_LINES:
            raise HoldError(problem(Code.TOO_MANY_LINES, lines=len(lines)))
        code = self._journal_code()
        return JournalEntry(self._header(None, doc_number=number), lines, code)

    def _journal_code(self) -> str | None:
        if self.books.company.country != "FR":
            return None
        code = self.books.journal_codes.get(self.settings.journal_code_id or "")
        if code is None or not code.active:
            raise HoldError(problem(Code.JOURNAL_CODE_MISSING))
        return code.id

    def _counter_line(self, account: Account, side: Side, party: Party | None = None) -> Line:
        return Line(account.id, abs(self.total), naming.line_description(self.item), side=side, party=party)

    # -- lines -----------------------------------------------------------------------------------

    def _spend_lines(self) -> tuple[SpendLine, ...]:
        """Lines that move something; a line of nothing has nothing to book, and VAT on it is held with the others."""
        return tuple(line for line in self.item.lines if line.amount.amount or (line.tax and line.tax.amount.amount))

    def _mixed(self) -> bool:
        amounts = [line.amount.amount for line in self.item.lines]
        mixed = any(a > 0 for a in amounts) and any(a < 0 for a in amounts)
        if self.total == 0 and (not mixed or self.type not in _DOCUMENTED_POSITIVE):
            raise HoldError(problem(Code.AMOUNT_ZERO))
        return mixed

    def _lines(self, party: Naming) -> tuple[Line, ...]:
        if len(self._spend_lines()) > MAX_LINES:
            raise HoldError(problem(Code.TOO_MANY_LINES, lines=len(self.item.lines)))
        description = naming.line_description(self.item)
        wants_party = party is not _nobody
        vendor = self._vendor() if wants_party else None
        lines = tuple(self._line(line, description, vendor, party) for line in self._spend_lines())
        for line in lines:
            if line.tax and tax.has_read_only_rate(self.books.tax_codes[line.tax.code_id], self.books):
                self._check_computed(line)  # read-only rates refuse another VAT (quickbooks-api.md 9.3)
        self._check_classes(lines)
        return lines

    def _line(
        self,
        line: SpendLine,
        description: str,
        vendor: Party | None,
        party: Naming,
    ) -> Line:
        gross = abs(line.amount.amount)
        net, line_tax = tax.line_tax(
            line,
            gross,
            self.day,
            self.books,
            no_tax_code_id=self.settings.no_tax_code_id,
            check_amount=self.type is not SpendType.MILEAGE,
        )
        value = self._tagged(line, CLASS_GROUP, self.books.classes)
        project = self._tagged(line, PROJECT_GROUP, self.books.projects)
        location = self._tagged(line, LOCATION_GROUP, self.books.locations)
        self._check_dimensions(value, location)
        whom = party(vendor, project)
        return Line(
            self._line_account(line).id,
            net,
            description,
            line_tax,
            value.id if value else None,
            project.id if project and party is _nobody else None,
            location.id if location else None,
            whom,
        )

    def _line_account(self, line: SpendLine) -> Account:
        account = self._named_account(line.account)
        if account is None and line.account is None:
            account = self._default_account()
        if account is None:
            named = line.account
            raise HoldError(
                problem(Code.ACCOUNT_UNKNOWN, category=named.name, account=named.code or named.identifier or named.name)
                if named
                else problem(Code.ACCOUNT_MISSING)
            )
        if not account.active:
            category = line.account.name if line.account else account.name
            raise HoldError(problem(Code.ACCOUNT_INACTIVE, category=category, account=account.title))
        self._check_movable(account)
        self._check_currency(account, or_home=True)
        return account

    def _default_account(self) -> Account | None:
        if self.type is SpendType.PERSONAL_SPEND:
            return self._employees()
        if self.type is SpendType.FEE and self.settings.fees_account_id:
            return self._configured(self.settings.fees_account_id, "fees")
        return None

    def _named_account(self, name: LedgerAccountName | None) -> Account | None:
        """By identifier (the QuickBooks id we synced), else by number (DESIGN 3, Accounts)."""
        if name is None:
            return None
        if name.identifier and (found := self.books.accounts.get(name.identifier)):
            return found
        return self.books.account_by_number(name.code) if name.code else None

    def _tagged(self, line: SpendLine, group: str, values: Mapping[str, DimensionValue]) -> DimensionValue | None:
        codes = list(dict.fromkeys(tag.code for tag in line.tags if fold(tag.group_code) == group))
        if not codes:
            return None
        if len(codes) > 1:
            raise HoldError(problem(Code.TAG_TWICE, group=group, tags=", ".join(codes)))
        value = values.get(codes[0])
        if value is None:
            raise HoldError(problem(Code.TAG_UNKNOWN, group=group, tag=codes[0]))
        if not value.active:
            raise HoldError(problem(Code.TAG_INACTIVE, group=group, tag=value.name))
        return value

    def _check_dimensions(self, value: DimensionValue | None, location: DimensionValue | None) -> None:
        company = self.books.company
        if value and company.class_tracking is ClassTracking.OFF:
            raise HoldError(problem(Code.DIMENSION_OFF, dimension="classes", tag=value.name))
        if location and not company.track_locations:
            raise HoldError(problem(Code.DIMENSION_OFF, dimension="locations", tag=location.name))

    def _check_classes(self, lines: tuple[Line, ...]) -> None:
        """A company that keeps one class per transaction cannot hold two (quickbooks-api.md 6.2)."""
        if self.books.company.class_tracking is not ClassTracking.PER_TRANSACTION:
            return
        found = {line.class_id for line in lines}
        if len(found) > 1:
            names = sorted(self.books.classes[one].name if one else "-" for one in found)
            raise HoldError(problem(Code.TWO_CLASSES, classes=", ".join(names)))

    def _location(self, lines: tuple[Line, ...]) -> str | None:
        """QuickBooks has one location per expense (DESIGN 3, Tags); it would also take in the lines that have none."""
        found = {line.location_id for line in lines}
        if len(found) > 1:
            names = sorted(self.books.locations[location].name if location else "-" for location in found)
            raise HoldError(problem(Code.TWO_LOCATIONS, locations=", ".join(names)))
        return next(iter(found), None)

    # -- accounts and vendors --------------------------------------------------------------------

    def _wallet(self) -> Account:
        """The item's contra account when it is a money account of the item's currency, else the configured one."""
        contra = self._named_account(self.item.contra_account)
        if contra and contra.active and contra.type in _MONEY_TYPES and self.books.currency_of(contra) == self.currency:
            self._check_books_currency()
            return contra
        wallet = self._configured(self.settings.wallet_account_id, "wallet")
        if wallet.type not in _MONEY_TYPES:
            raise HoldError(problem(Code.ACCOUNT_TYPE, account=wallet.title, account_type=wallet.type))
        self._check_currency(wallet)
        return wallet

    def _configured(self, account_id: str | None, role: str) -> Account:
        account = self.books.accounts.get(account_id or "")
        if account is None:
            raise HoldError(problem(Code.CONFIGURED_ACCOUNT_MISSING, role=role))
        if not account.active:
            raise HoldError(problem(Code.ACCOUNT_INACTIVE, category=role, account=account.title))
        return account

    def _employees(self) -> Account:
        return self._configured(self.settings.employees_account_id or self.settings.pocket_account_id, "employees")

    def _payables(self) -> Account:
        found = [
            a
            for a in self.books.accounts.values()
            if a.active and a.type == AccountType.ACCOUNTS_PAYABLE and self.books.currency_of(a) == self.currency
        ]
        if not found:
            raise HoldError(problem(Code.CONFIGURED_ACCOUNT_MISSING, role="payables"))
        return min(found, key=lambda a: (a.number or "", len(a.id), a.id))

    def _vendor(self) -> Party | None:
        if self._accounts_payable() and self.type in _VENDOR_TYPES:
            return self._matched_vendor()
        return vendors.vendor_or_new(self.item, self.vendors, self.currency, self.settings.single_vendor)

    def _known_vendor(self) -> Party | None:
        """The vendor of the company whose bill a payment settles; with one common vendor, also that one."""
        known = vendors.known_vendor(self.item, self.vendors, self.currency)
        if known or self._accounts_payable():
            return known
        common = self._vendor()
        return common if common and common.id else None

    def _required_vendor(self) -> Party:
        vendor = self._vendor()
        if vendor is None:
            raise HoldError(problem(Code.VENDOR_MISSING))
        return vendor

    def _invoice_number(self) -> str | None:
        number = naming.clean_text(self.item.invoice.number) if self.item.invoice else ""
        return naming.cut(number, naming.DOC_NUMBER_LENGTH) or None

    # -- header ----------------------------------------------------------------------------------

    def _day(self) -> tuple[date, date | None]:
        """The day to post on, and the original one when it had to move."""
        zone, closing = self.settings.time_zone, self.books.company.close_date
        if not periods.is_zone(zone):
            raise HoldError(problem(Code.TIME_ZONE_UNKNOWN, zone=zone))
        try:
            day = periods.local_day(self.item.date, zone)
            if closing is None or not periods.is_closed(day, closing):
                return day, None
            open_day = periods.first_open_day(closing)
        except OverflowError as error:  # the last day of the calendar has no next one
            raise HoldError(problem(Code.DATE_UNUSABLE, date=self.item.date.isoformat())) from error
        if self.settings.closed_periods is periods.ClosedPeriods.HOLD:
            raise HoldError(
                problem(
                    Code.PERIOD_CLOSED,
                    date=day.isoformat(),
                    closing_date=closing.isoformat(),
                    open_date=open_day.isoformat(),
                    supplier=vendors.spend_name(self.item),
                    amount=str(self.item.amount),
                )
            )
        return open_day, day

    def _note(self) -> str:
        original = self.original_day.isoformat() if self.original_day else None
        return naming.private_note(self.item, self.settings.words, original_date=original)

    def _plain_header(self) -> Header:
        """Header of a kind without lines, number and currency: what Pleo says of it goes into the memo."""
        note = " | ".join(part for part in (self._note(), naming.line_description(self.item)) if part)
        return Header(self.day, naming.cut(note, naming.NOTE_LENGTH))

    def _header(self, location_id: str | None, *, doc_number: str | None = None) -> Header:
        company = self.books.company
        header = Header(
            self.day, self._note(), doc_number, location_id=location_id, location_type=self._location_type()
        )
        if not company.multi_currency:
            return header
        rate = Decimal(1) if self.currency == company.home_currency else self.rates.rate(self.currency, self.day)
        if rate is None:
            raise HoldError(problem(Code.EXCHANGE_RATE_MISSING, currency=self.currency, date=self.day.isoformat()))
        return replace(header, currency=self.currency, exchange_rate=rate)

    def _location_type(self) -> str | None:
        """France: the place of the transaction must agree with the lines' accounts, else QuickBooks silently uses another
        account (quickbooks-api.md 7); so it is taken from them."""
        if self.books.company.country != "FR":
            return None
        named = (self._named_account(line.account) for line in self.item.lines)
        kinds = {account.location_type for account in named if account and account.location_type}
        return kinds.pop() if len(kinds) == 1 else "WithinFrance"

    # -- checks ----------------------------------------------------------------------------------

    def _check_company(self) -> None:
        if self.item.company_id.lower() != self.settings.pleo_company_id.lower():
            raise HoldError(problem(Code.OTHER_COMPANY, company=self.item.company_id))
        if self.total == 0 and not self._mixed():
            raise HoldError(problem(Code.AMOUNT_ZERO))

    def _check_movable(self, account: Account) -> None:
        """Payables and receivables take a line only with whom it concerns (quickbooks-api.md 14), which we cannot know."""
        if account.type in {AccountType.ACCOUNTS_PAYABLE, AccountType.ACCOUNTS_RECEIVABLE, AccountType.NON_POSTING}:
            raise HoldError(problem(Code.ACCOUNT_TYPE, account=account.title, account_type=account.type))

    def _check_books_currency(self) -> None:
        company = self.books.company
        if self.currency != company.home_currency and not company.multi_currency:
            raise HoldError(problem(Code.CURRENCY_NOT_IN_BOOKS, currency=self.currency, home=company.home_currency))

    def _check_currency(self, account: Account, *, or_home: bool = False) -> None:
        """The account and the entry agree (CUR-07); income and expense accounts are always in home currency."""
        self._check_books_currency()
        accepted = {self.currency, self.books.company.home_currency} if or_home else {self.currency}
        if self.books.currency_of(account) not in accepted:
            raise HoldError(
                problem(
                    Code.CURRENCY_MISMATCH,
                    account=account.title,
                    account_currency=self.books.currency_of(account),
                    currency=self.currency,
                )
            )


_MONEY_TYPES = frozenset({AccountType.BANK, AccountType.CREDIT_CARD})
# What accounts_payable books against a vendor; a cashback and what employees are owed keep their row (DESIGN 3).
_VENDOR_TYPES = frozenset(
    {
        SpendType.CARD_PURCHASE,
        SpendType.CARD_INVOICE,
        SpendType.FEE,
        SpendType.REFUND,
        SpendType.CHARGEBACK,
        SpendType.INVOICE,
        SpendType.INVOICE_PAYMENT,
    }
)
_DOCUMENTED_POSITIVE = frozenset({SpendType.CARD_PURCHASE, SpendType.CARD_INVOICE, SpendType.INVOICE})


def _nobody(_vendor: Party | None, _project: DimensionValue | None) -> None:
    """Lines that name nobody: the vendor stands in the header, the project in the line."""


def _named_party(vendor: Party | None, project: DimensionValue | None) -> Party | None:
    """Deposit and journal lines name one party: the project, else the vendor (DESIGN 3, Tags)."""
    return Party(project.name, project.id, "Customer") if project else vendor


def _without_location(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines of a kind whose location stands in the header."""
    return tuple(replace(line, location_id=None) for line in lines)


def _known_type(item: ExportItem) -> tuple[SpendType, SpendSubType | None]:
    try:
        spend_type = SpendType(item.type)
    except ValueError:
        raise HoldError(problem(Code.UNKNOWN_TYPE, type=item.type)) from None
    try:
        return spend_type, SpendSubType(item.sub_type) if item.sub_type else None
    except ValueError:
        raise HoldError(problem(Code.UNKNOWN_SUBTYPE, type=item.type, sub_type=item.sub_type)) from None


def _checked_total(item: ExportItem) -> Decimal:
    """The sum of the lines, which must be the item's amount (DESIGN 3; JRN-03). Signed."""
    if not item.lines:
        raise HoldError(problem(Code.NO_LINES))
    currency = item.amount.currency
    if not has_cents(currency):
        # Both readings of Pleo's documentation cannot be right for such a wallet (pleo-api.md 2, Money): UNVERIFIED, held.
        raise HoldError(problem(Code.CURRENCY_UNCLEAR, currency=currency))
    total = ZERO
    for line in item.lines:
        parts = [line.amount, line.net_amount, *([line.tax.amount] if line.tax else [])]
        for part in parts:
            if part.currency != currency:
                name = line.account.name if line.account else ""
                raise HoldError(
                    problem(Code.CURRENCY_MISMATCH, account=name, account_currency=part.currency, currency=currency)
                )
        amounts = [part.amount for part in parts]
        if any(abs(amount) >= MAX_AMOUNT for amount in amounts):
            raise HoldError(problem(Code.ITEM_UNREADABLE))
        if not all(is_whole_cents(amount) for amount in amounts):
            raise HoldError(problem(Code.AMOUNT_FRACTION))
        total += line.amount.amount
    if total != item.amount.amount:
        raise HoldError(problem(Code.TOTAL_MISMATCH, lines_amount=f"{total} {currency}", item_amount=str(item.amount)))
    return total
