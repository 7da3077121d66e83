"""A file's expenses as export items, the same that Pleo's API hands out: accounts, codes and tags are QuickBooks' by now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from pleoqb_desktop.domain.books import Account, Books, Dimension
from pleoqb_desktop.domain.money import ZERO, Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.lines import GROUP_CODES
from pleoqb_desktop.domain.rules.periods import is_zone, zone
from pleoqb_desktop.domain.spend import (
    ExportItem,
    Invoice,
    LedgerAccountName,
    LineTax,
    Person,
    ReceiptFile,
    SpendLine,
    Supplier,
    Tag,
    TaxType,
)
from pleoqb_desktop.domain.spend_file import About, FileAnswers, Question, held_row_id
from pleoqb_desktop.ports.spend import UnreadableItem
from pleoqb_desktop.services.pleo_file.expenses import FileExpense, FileLine, HeldExpense
from pleoqb_desktop.services.pleo_file.in_books import (
    AccountFinder,
    FoundCode,
    GroupFinder,
    OpenError,
    TaxCodeFinder,
)
from pleoqb_desktop.services.pleo_file.receipts import ReceiptFinder
from pleoqb_desktop.services.pleo_file.rows import ReadRow
from pleoqb_desktop.services.pleo_file.tax_shape import Shape

_NOON = time(12)
_SUBJECTS = {About.ACCOUNT: "category", About.TAX_CODE: "subject", About.GROUP: "group"}


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose file it is: Pleo's id of the company, its time zone, its wallet's currency, and the dimensions it uses."""

    company_id: str
    time_zone: str
    currency: str
    dimensions: tuple[Dimension, ...] = ()


def moment_of(day: date, time_zone: str) -> datetime:
    """A moment that is this day in the company's time zone, whatever the zone: its noon there (design.md 10.7)."""
    there = zone(time_zone) if is_zone(time_zone) else UTC
    return datetime.combine(day, _NOON, there).astimezone(UTC)


class ItemBuilder:
    """Makes the items of one file against one reading of the books; collects what it must ask."""

    def __init__(
        self,
        books: Books,
        owner: Owner,
        answers: FileAnswers,
        expenses: Sequence[FileExpense],
        receipts: ReceiptFinder,
        file_id: str,
    ) -> None:
        self._books = books
        self._owner = owner
        self._receipts = receipts
        self._file_id = file_id
        self._accounts = AccountFinder(books, answers)
        self._codes = TaxCodeFinder(books, answers)
        self._groups = GroupFinder(books, owner.dimensions, expenses)

    def item(self, expense: FileExpense) -> ExportItem | UnreadableItem:
        """The item, or what is held of it with the question that it waits for."""
        try:
            return self._item(expense)
        except OpenError as open_:
            subject = {_SUBJECTS[open_.question.about]: open_.question.subject}
            reason = problem(Code.QUESTION_OPEN, entry_id=expense.entry_id, **subject)
            return UnreadableItem(expense.entry_id, "", reason, self._without_lines(expense))

    def held(self, held: HeldExpense) -> UnreadableItem:
        """What cannot be exported, as an item that is held."""
        entry_id = held.entry_id or held_row_id(held.rows[0], self._file_id)
        reason = replace(held.problem, entry_id=held.entry_id or None)
        return UnreadableItem(entry_id, "", reason, self._of_row(held) if held.first else None)

    def questions(self, expenses: Iterable[FileExpense]) -> tuple[Question, ...]:
        """Everything that holds rows until it is answered, each once, with a sample of its rows."""
        found: dict[str, Question] = {}
        for expense in expenses:
            try:
                self._item(expense)
            except OpenError as open_:
                asked = found.setdefault(open_.question.text, open_.question)
                if len(asked.rows) < 5 and expense.rows[0] not in asked.rows:
                    found[asked.text] = replace(asked, rows=(*asked.rows, expense.rows[0]))
        return tuple(found.values())

    # -- an item -----------------------------------------------------------------------------

    def _item(self, expense: FileExpense) -> ExportItem:
        currency = expense.first.currency or self._owner.currency
        lines = tuple(self._line(expense, line, at, currency) for at, line in enumerate(expense.lines))
        return replace(self._without_lines(expense), lines=lines)

    def _without_lines(self, expense: FileExpense) -> ExportItem:
        first = expense.first
        currency = first.currency or self._owner.currency
        amount = Money(expense.total, currency)
        return ExportItem(
            accounting_entry_id=expense.entry_id,
            company_id=self._owner.company_id,
            type=str(expense.kind.type),
            sub_type=str(expense.kind.sub_type) if expense.kind.sub_type else None,
            date=moment_of(expense.day, self._owner.time_zone),
            amount=amount,
            original_amount=_original(expense, amount),
            lines=(),
            reconciliation_id=expense.number,
            reconciled_entries=first.reconciled,
            attendees=first.attendees,
            invoice=Invoice(first.invoice) if first.invoice else None,
            supplier=Supplier(first.supplier) if first.supplier else None,
            person=Person("", first.person) if first.person else None,
            team=first.team or None,
            note=first.note or None,
            contra_account=self._contra(expense.contra),
            files=self._files(expense.number, expense.files, len(expense.links)),
        )

    def _files(self, number: str, names: Sequence[str], links: int) -> tuple[ReceiptFile, ...]:
        return self._receipts.files(number, names, links)

    def _of_row(self, held: HeldExpense) -> ExportItem | None:
        """What could be read of a held expense, so that a list shows whose it is."""
        first = held.first
        if first is None:
            return None
        amount = Money(held.total or ZERO, first.currency or self._owner.currency)
        return _facts(held.entry_id, first, amount, self._owner)

    def _contra(self, text: str) -> LedgerAccountName | None:
        account = self._accounts.named(text)
        return _name(account, text) if account else None

    # -- lines -------------------------------------------------------------------------------

    def _line(self, expense: FileExpense, line: FileLine, at: int, currency: str) -> SpendLine:
        tax = self._tax(expense, line, currency)
        within = tax is not None and tax.type != TaxType.REVERSE
        net = abs(line.gross) - abs(tax.amount.amount) if within and tax else abs(line.gross)
        return SpendLine(
            f"{expense.entry_id}-{at + 1}",
            Money(line.gross, currency),
            Money(net if line.gross >= 0 else -net, currency),
            self._account(line),
            tax,
            self._tags(line),
        )

    def _account(self, line: FileLine) -> LedgerAccountName | None:
        """By the file's number or name; a category without one is asked for once (design.md 10.4)."""
        if line.account:
            account = self._accounts.named(line.account)
            return _name(account, line.category or line.account, line.account)
        if line.category:
            return _name(self._accounts.of_category(line.category), line.category)
        return None

    def _tax(self, expense: FileExpense, line: FileLine, currency: str) -> LineTax | None:
        if not self._books.company.taxes_purchases:
            return None
        found = self._codes.of_line(line, expense.day)
        figures = line.figures
        if found is None:
            if not line.tax_code.strip("-") and not figures.tax and not figures.rate:
                return None
            # QuickBooks has no such code: the rules hold it by the file's own words.
            rate = figures.rate if figures.rate is not None else ZERO
            return LineTax(
                "", line.tax_code.strip("-") or None, TaxType.INCLUSIVE, rate, Money(figures.tax or ZERO, currency)
            )
        amount = self._tax_amount(line, found)
        rate = found.rate if figures.rate is None else figures.rate
        kind = TaxType.REVERSE if figures.shape is Shape.ON_TOP else TaxType.INCLUSIVE
        if figures.shape is Shape.OPEN or (figures.shape is Shape.NONE and not found.rate):
            kind = found.type
        signed = amount if line.gross >= 0 else -amount
        return LineTax(found.code.id, found.code.id, kind, rate, Money(signed, currency))

    def _tax_amount(self, line: FileLine, found: FoundCode) -> Decimal:
        """The file's VAT; where it tells none, none: what a code of a real rate then lacks is held by the rules."""
        if line.figures.tax is not None:
            return line.figures.tax
        return ZERO if found.type is TaxType.INCLUSIVE else line.gross * ZERO

    def _tags(self, line: FileLine) -> tuple[Tag, ...]:
        if not self._groups.wanted:
            return ()
        found: list[Tag] = []
        for group in dict.fromkeys(cell.group for cell in line.tags):
            dimension = self._groups.dimension(group)
            value = self._groups.value(dimension, [cell for cell in line.tags if cell.group == group])
            found.append(Tag(value, GROUP_CODES[dimension], value))
        return tuple(found)


def _original(expense: FileExpense, amount: Money) -> Money:
    """What the supplier charged; the file tells it without sign (pleo-file.md 1, 8)."""
    if expense.original is None or not expense.first.original_currency:
        return amount
    return Money(expense.original if amount.amount >= 0 else -expense.original, expense.first.original_currency)


def _facts(entry_id: str, first: ReadRow, amount: Money, owner: Owner) -> ExportItem:
    return ExportItem(
        accounting_entry_id=entry_id,
        company_id=owner.company_id,
        type=first.type,
        sub_type=None,
        date=moment_of(first.day, owner.time_zone),
        amount=amount,
        original_amount=amount,
        lines=(),
        reconciliation_id=first.number,
        supplier=Supplier(first.supplier) if first.supplier else None,
        person=Person("", first.person) if first.person else None,
        note=first.note or None,
    )


def _name(account: Account | None, words: str, code: str | None = None) -> LedgerAccountName:
    """An account as Pleo would name it; without one of QuickBooks', by the file's own word, which the rules then hold."""
    if account is None:
        return LedgerAccountName("", words, None, code or words)
    return LedgerAccountName(account.id, words or account.name, account.id, account.number or code)
