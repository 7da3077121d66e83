"""What the words of a file are in QuickBooks: its accounts, VAT codes and tag groups; decides, or says what is asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.books import EXPENSE_TYPES, Account, Books, Dimension, DimensionValue, TaxCode, fold
from pleoqb_desktop.domain.rules.lines import GROUP_CODES
from pleoqb_desktop.domain.spend import TaxType
from pleoqb_desktop.domain.spend_file import About, FileAnswers, Question, tax_question
from pleoqb_desktop.services.pleo_file.expenses import FileExpense, FileLine
from pleoqb_desktop.services.pleo_file.rows import NAMELESS, TagCell
from pleoqb_desktop.services.pleo_file.tax_shape import Shape

_MOST_CHOICES = 12
_SHORT = 3
_SAMPLE = 5


class OpenError(Exception):
    """A row waits for an answer; `question` says to what. Its rows are filled in where all of them are known."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.text)
        self.question = question


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A VAT code of QuickBooks, its rate on the day, and how it works."""

    code: TaxCode
    rate: Decimal
    type: TaxType


class AccountFinder:
    """Accounts by the number, code or name of a file (design.md 10.4). Holds no state between rows."""

    def __init__(self, books: Books, answers: FileAnswers) -> None:
        self._books = books
        self._answers = {fold(category): account_id for category, account_id in answers.accounts.items()}
        self._by_number: dict[str, list[Account]] = defaultdict(list)
        self._by_name: dict[str, list[Account]] = defaultdict(list)
        for account in books.accounts.values():
            if account.number:
                self._by_number[account.number].append(account)
            for name in {fold(account.full_name or account.name), fold(account.name)}:
                self._by_name[name].append(account)

    def named(self, text: str) -> Account | None:
        """By number, else by exact name, else by a number that lost its leading zeros where one account alone fits."""
        if not text:
            return None
        return _one(self._by_number.get(text, ())) or _one(self._by_name.get(fold(text), ())) or self._zeros_lost(text)

    def _zeros_lost(self, text: str) -> Account | None:
        if not text.isdigit():
            return None
        bare = text.lstrip("0")
        fitting = [one for number, found in self._by_number.items() if number.lstrip("0") == bare for one in found]
        return fitting[0] if len(fitting) == 1 else None

    def of_category(self, category: str) -> Account:
        """What was answered for a category without account number. Raises OpenError while nothing was (or what is gone)."""
        account = self._books.accounts.get(self._answers.get(fold(category), ""))
        if account is None:
            raise OpenError(self.question(category))
        return account

    def question(self, category: str) -> Question:
        """Which account a category is, with the likeliest first."""
        wanted = _telling(category)
        likely = sorted(
            (one for one in self._books.accounts.values() if one.active and wanted & _telling(one.name)),
            key=lambda one: (one.type not in EXPENSE_TYPES, -len(wanted & _telling(one.name)), one.title),
        )
        titles = tuple(one.number or one.name for one in likely[:_MOST_CHOICES])
        return Question(About.ACCOUNT, titles, (), category, titles[0] if titles else None)


def _telling(name: str) -> set[str]:
    """The words of a name that tell it from others; "de" and "of" do not."""
    return {word for word in fold(name).split() if len(word) > _SHORT}


def categories_without_account(expenses: Iterable[FileExpense], answers: FileAnswers) -> tuple[Question, ...]:
    """What a file asks before there are any books: which account each category is that it names without one."""
    answered = {fold(category) for category in answers.accounts}
    rows: dict[str, list[int]] = defaultdict(list)
    for expense in expenses:
        for line in expense.lines:
            if line.category and not line.account and fold(line.category) not in answered:
                rows[line.category].append(expense.rows[0])
    return tuple(
        Question(About.ACCOUNT, (), tuple(dict.fromkeys(found))[:_SAMPLE], category) for category, found in rows.items()
    )


class TaxCodeFinder:
    """VAT codes by the code, name or rate of a file (design.md 10.4)."""

    def __init__(self, books: Books, answers: FileAnswers) -> None:
        self._books = books
        self._answers = {fold(subject): code_id for subject, code_id in answers.tax_codes.items()}

    def of_line(self, line: FileLine, day: date) -> FoundCode | None:
        """The code of a line, None for a line without VAT, and where no code is that of the file. Raises OpenError."""
        words = "" if line.tax_code == NAMELESS else line.tax_code
        if words:
            return self._named(words, line, day)
        if line.figures.rate is None:
            return None
        return self._by_rate(line, line.figures.rate, day)

    def _named(self, words: str, line: FileLine, day: date) -> FoundCode | None:
        """By name, else by QuickBooks id, as a company with a key has it; an id counts only where its rate agrees."""
        by_name = [code for code in self._books.tax_codes.values() if fold(code.name) == fold(words)]
        if found := next((code for code in by_name if code.offered), next(iter(by_name), None)):
            return self._found(found, day)
        code = self._books.tax_codes.get(words)
        rate = line.figures.rate
        if code and (rate is None or abs(self._books.rate(code, day) - rate) < Decimal("0.00005")):
            return self._found(code, day)
        return None

    def _by_rate(self, line: FileLine, rate: Decimal, day: date) -> FoundCode | None:
        """The only active code of the rate, among those that work as the row's figures do."""
        fitting = [
            code
            for code in self._books.tax_codes.values()
            if code.offered
            and abs(self._books.rate(code, day) - rate) < Decimal("0.00005")
            and self._fits(code, line, day)
        ]
        if len(fitting) > 1:
            subject = tax_question(line.category, f"{(rate * 100).normalize():f} %")
            answered = self._answers.get(fold(subject))
            chosen = next((code for code in fitting if code.id == answered), None)
            if chosen is None:
                raise OpenError(Question(About.TAX_CODE, tuple(code.name for code in fitting), (), subject))
            return self._found(chosen, day)
        return self._found(fitting[0], day) if fitting else None

    def _fits(self, code: TaxCode, line: FileLine, day: date) -> bool:
        if line.figures.shape is Shape.OPEN:
            return True
        return self._books.is_reverse_charge(code, day) == (line.figures.shape is Shape.ON_TOP)

    def _found(self, code: TaxCode, day: date) -> FoundCode:
        reverse = self._books.is_reverse_charge(code, day)
        return FoundCode(code, self._books.rate(code, day), TaxType.REVERSE if reverse else TaxType.INCLUSIVE)


class GroupFinder:
    """Which dimension a tag group is: the one whose names its values are (design.md 10.7), decided from all rows at once."""

    def __init__(self, books: Books, dimensions: Iterable[Dimension], expenses: Sequence[FileExpense]) -> None:
        self._values = {one: _known(books.dimension(one)) for one in dimensions}
        self._ids = {one: books.dimension(one) for one in self._values}
        self._groups: dict[str, list[tuple[int, TagCell]]] = defaultdict(list)
        for expense in expenses:
            for line in expense.lines:
                for tag in line.tags:
                    self._groups[tag.group].append((expense.rows[0], tag))
        self._decided = {group: self._decide(group) for group in self._groups} if self._values else {}

    @property
    def wanted(self) -> bool:
        """Whether the company tells its expenses apart by anything: else groups are nobody's concern."""
        return bool(self._values)

    def dimension(self, group: str) -> Dimension:
        """The dimension of a group. Raises OpenError where several or none fit."""
        found = self._decided[group]
        if found is None:
            rows = tuple(dict.fromkeys(row for row, _ in self._groups[group]))[:_SAMPLE]
            choices = (*(f"tag:{one.value}" for one in self._values), "ignore")
            raise OpenError(Question(About.GROUP, choices, rows, group))
        return found

    def value(self, dimension: Dimension, cells: Sequence[TagCell]) -> str:
        """The QuickBooks id of a value by its name, else by its code; the file's own word where QuickBooks has none."""
        names = [cell.value for cell in cells if not cell.is_code]
        codes = [cell.value for cell in cells if cell.is_code]
        for name in (*names, *codes):
            if found := self._values[dimension].get(fold(name)):
                return found
        return next((code for code in codes if code in self._ids[dimension]), (*names, *codes)[0])

    def _decide(self, group: str) -> Dimension | None:
        if answered := _said(group, self._values):
            return answered
        cells = [cell for _, cell in self._groups[group]]
        texts = {fold(cell.value) for cell in cells if not cell.is_code} or {fold(cell.value) for cell in cells}
        hits = {one: len(texts & set(values)) for one, values in self._values.items()}
        whole = [one for one, count in hits.items() if count == len(texts)]
        some = [one for one, count in hits.items() if count]
        return whole[0] if len(whole) == 1 else some[0] if len(some) == 1 and not whole else None


def _said(group: str, dimensions: Iterable[Dimension]) -> Dimension | None:
    """A group that names its dimension: as answered (`tag:classes`), or as we write it into Pleo."""
    words = fold(group)
    return next((one for one in dimensions if words in {one.value, GROUP_CODES[one]}), None)


def _known(values: Mapping[str, DimensionValue]) -> dict[str, str]:
    """Ids by folded name, of active values first; a name that two share is nobody's."""
    found: dict[str, str] = {}
    doubled: set[str] = set()
    for value in sorted(values.values(), key=lambda one: not one.active):
        for name in {fold(value.full_name), fold(value.name)}:
            if name in found and values[found[name]].active == value.active:
                doubled.add(name)
            found.setdefault(name, value.id)
    return {name: id_ for name, id_ in found.items() if name not in doubled}


def _one(accounts: Sequence[Account]) -> Account | None:
    """The active one, else any; None where two are active."""
    active = [one for one in accounts if one.active]
    if len(active) > 1:
        return None
    return active[0] if active else next(iter(accounts), None)
