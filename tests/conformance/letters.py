"""One valid entry of each kind for whatever company a ledger holds: its own accounts, codes and vendors; no test lives here."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import count

from pleoqb_desktop.domain.books import AccountType, Books
from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
    EntryKind,
    Header,
    JournalEntry,
    Line,
    Link,
    Party,
    PaymentType,
    Purchase,
    RateAmount,
    Side,
    TaxOnLine,
    Transfer,
    VendorCredit,
)
from pleoqb_desktop.ports.ledger import Ledger, NewAccount, PostedEntry

DAY = date(2026, 11, 10)
_NUMBERS = count(1)


def new(word: str) -> str:
    """A name, number or request id that nobody had before."""
    return f"{word} {next(_NUMBERS)}"


@dataclass
class Letters:
    """Entries that this ledger takes. Each has a number and a memo of its own."""

    ledger: Ledger

    @cached_property
    def books(self) -> Books:
        """As they were when they were first looked at."""
        return self.ledger.books(())

    @cached_property
    def banks(self) -> list[str]:
        """Two bank accounts in home currency."""
        home = self.books.company.home_currency
        return [
            one.id
            for one in self.books.accounts.values()
            if one.active and one.type == AccountType.BANK and self.books.currency_of(one) == home
        ][:2]

    @cached_property
    def expenses(self) -> str:
        """An account of expenses."""
        accounts = self.books.accounts.values()
        return next(one.id for one in accounts if one.active and one.type == AccountType.EXPENSE)

    @cached_property
    def card(self) -> str:
        """A credit card account, made for this."""
        account = NewAccount(new("Card"), "Credit Card", "CreditCard", str(512_900 + next(_NUMBERS)), None, None)
        return self.ledger.create_account(account, new("request"))

    @cached_property
    def vendor(self) -> Party:
        """A vendor, made for this."""
        made = self.ledger.create_vendor(Party(new("Vendor")), new("request"))
        return Party(made.name, made.id)

    def header(self, number: str | None = None, day: date = DAY) -> Header:
        """With a memo of its own."""
        return Header(day, new("note"), number)

    def line(self, net: str = "10.00", tax: str | None = "2.00") -> Line:
        """Of expenses, with 20 % or no VAT."""
        percent = Decimal(20 if tax else 0)
        code, rate = next(
            (code.id, part.rate_id)
            for code in self.books.tax_codes.values()
            if code.offered
            for part in code.purchase_rates
            if len(code.purchase_rates) == 1 and self.books.tax_rates[part.rate_id].percent == percent
        )
        amount = Decimal(tax or "0.00")
        return Line(
            self.expenses,
            Decimal(net),
            "flour",
            TaxOnLine(code, amount, (RateAmount(rate, percent, amount, Decimal(net)),)),
        )

    def purchase(self, number: str | None = None, day: date = DAY, vendor: Party | None = None) -> Purchase:
        """12.00 with VAT."""
        header = self.header(number or new("P"), day)
        return Purchase(header, self.banks[0], PaymentType.CASH, (self.line(),), vendor or self.vendor)

    def bill(self, number: str | None = None) -> Bill:
        """12.00 with VAT, owed."""
        return Bill(self.header(number or new("B")), self.vendor, (self.line(),))

    def payment(self, bill: PostedEntry, amount: str = "12.00") -> BillPayment:
        """Of a bill."""
        link = Link("Bill", Decimal(amount), bill.id)
        return BillPayment(self.header(), self.vendor, self.banks[0], PaymentType.CHECK, Decimal(amount), (link,))

    def journal(self, number: str | None = None) -> JournalEntry:
        """Money from one bank account to the other."""
        codes = self.ledger.journal_codes()
        debit = Line(self.banks[0], Decimal("7.00"))
        return JournalEntry(
            self.header(number or new("J")),
            (debit, replace(debit, account_id=self.banks[1], side=Side.CREDIT)),
            codes[0].id if codes else None,
        )

    def of_kind(self, kind: EntryKind) -> Entry:
        """One of each."""
        match kind:
            case EntryKind.PURCHASE:
                return self.purchase()
            case EntryKind.DEPOSIT:
                return Deposit(self.header(), self.banks[0], (self.line(),))
            case EntryKind.TRANSFER:
                return Transfer(self.header(), self.banks[0], self.banks[1], Decimal("50.00"))
            case EntryKind.CREDIT_CARD_PAYMENT:
                return CreditCardPayment(self.header(), self.banks[0], self.card, Decimal("60.00"))
            case EntryKind.BILL:
                return self.bill()
            case EntryKind.VENDOR_CREDIT:
                return VendorCredit(self.header(), self.vendor, (self.line(),))
            case EntryKind.JOURNAL_ENTRY:
                return self.journal()
            case EntryKind.BILL_PAYMENT:
                return self.payment(self.post(self.bill()))

    def post(self, entry: Entry) -> PostedEntry:
        """Sends it alone."""
        return self.ledger.post(self.ledger.encoded(entry), new("request"))
