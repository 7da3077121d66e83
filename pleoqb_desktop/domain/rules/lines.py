"""From Pleo's lines to the lines of an entry: account, VAT, tags, text and whom they name; direction is not decided here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.books import BILLABLE_TYPES, Books, ClassTracking, Dimension, DimensionValue, fold
from pleoqb_desktop.domain.entries import Line, Party, TaxOnLine
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules import naming, tax
from pleoqb_desktop.domain.rules.accounts import AccountRules
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.items import Spend
from pleoqb_desktop.domain.spend import SpendLine, SpendType

CLASS_GROUP, PROJECT_GROUP, LOCATION_GROUP = "qbo-class", "qbo-project", "qbo-location"
GROUP_CODES = {Dimension.CLASSES: CLASS_GROUP, Dimension.PROJECTS: PROJECT_GROUP, Dimension.LOCATIONS: LOCATION_GROUP}
"""What the tag group of each dimension is called in Pleo, for machines."""
MAX_LINES = 10_000  # quickbooks.md 4

_Naming = Callable[[DimensionValue | None], tuple[str | None, Party | None]]
"""The project's id for the line and the party it names, of the line's project."""


class LineRules:
    """The lines of one item (design.md 3, Accounts, VAT, Tags and Texts). Raises HoldError where a line cannot stand.

    A rate is that of `spend_day`, wherever a closed period moves the entry; QuickBooks computes by `posting_day`.
    """

    def __init__(
        self,
        spend: Spend,
        spend_day: date,
        posting_day: date,
        books: Books,
        no_tax_code_id: str | None,
        accounts: AccountRules,
    ) -> None:
        self._spend = spend
        self._spend_day = spend_day
        self._posting_day = posting_day
        self._books = books
        self._no_tax_code_id = no_tax_code_id
        self._accounts = accounts
        self.description = naming.line_description(spend.item)

    def with_projects(self) -> tuple[Line, ...]:
        """Lines of a kind whose header names the vendor: the project stands in the line."""
        return self._all(lambda project: (project.id if project else None, None))

    def with_parties(self, vendor: Party | None) -> tuple[Line, ...]:
        """Lines that name one party each: the project, else the vendor, who then stands in the text (design.md 3, Tags)."""
        return self._all(lambda project: (None, Party(project.name, project.id, "Customer") if project else vendor))

    def _all(self, named: _Naming) -> tuple[Line, ...]:
        self.check_number(len(self._spend.lines))
        lines = tuple(self._line(line, named) for line in self._spend.lines)
        self._check_classes(lines)
        return lines

    def _line(self, line: SpendLine, named: _Naming) -> Line:
        net, line_tax = tax.line_tax(
            line,
            abs(line.amount.amount),
            self._spend_day,
            self._books,
            no_tax_code_id=self._no_tax_code_id,
            converted=self._spend.converted,
            check_amount=self._spend.type is not SpendType.MILEAGE,
        )
        value = self._tagged(line, CLASS_GROUP, self._books.classes)
        project = self._tagged(line, PROJECT_GROUP, self._books.projects)
        location = self._tagged(line, LOCATION_GROUP, self._books.locations)
        self._check_dimensions(value, location)
        project_id, party = named(project)
        account = self._accounts.of_line(line)
        return Line(
            account.id,
            net,
            self.description,
            self._compared(net, line_tax),
            value.id if value else None,
            project_id,
            location.id if location else None,
            party,
            says_not_billable=project is not None and account.type in BILLABLE_TYPES,
        )

    def _compared(self, net: Decimal, line_tax: TaxOnLine | None) -> TaxOnLine | None:
        """Marks VAT that QuickBooks computes by itself on the day posted, which need not be told."""
        if line_tax is None:
            return None
        return replace(line_tax, computed=tax.is_computed(net, line_tax, self._posting_day, self._books))

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
        company = self._books.company
        if value and company.class_tracking is ClassTracking.OFF:
            raise HoldError(problem(Code.DIMENSION_OFF, dimension="classes", tag=value.name))
        if location and not company.track_locations:
            raise HoldError(problem(Code.DIMENSION_OFF, dimension="locations", tag=location.name))

    def _check_classes(self, lines: tuple[Line, ...]) -> None:
        """A company that keeps one class per transaction cannot hold two (quickbooks.md 6.2)."""
        if self._books.company.class_tracking is not ClassTracking.PER_TRANSACTION:
            return
        found = {line.class_id for line in lines if line.class_id}
        if len(found) > 1:
            raise HoldError(problem(Code.TWO_CLASSES, classes=_names(found, self._books.classes)))

    def location(self, lines: tuple[Line, ...]) -> str | None:
        """QuickBooks has one location per expense (design.md 3, Tags); lines without one share it."""
        found = {line.location_id for line in lines if line.location_id}
        if len(found) > 1:
            raise HoldError(problem(Code.TWO_LOCATIONS, locations=_names(found, self._books.locations)))
        return next(iter(found), None)

    def check_number(self, number: int) -> None:
        """QuickBooks takes so many lines and no more."""
        if number > MAX_LINES:
            raise HoldError(problem(Code.TOO_MANY_LINES, lines=number))

    def check_computed(self, lines: tuple[Line, ...]) -> None:
        """The lines carry the VAT that QuickBooks computes by itself, for a kind where it cannot be told another."""
        for line in lines:
            self._check_computed(line)

    def _check_computed(self, line: Line) -> None:
        if line.tax is None or line.tax.computed:
            return
        code = self._books.tax_codes[line.tax.code_id]
        expected = tax.computed_tax(line.net, code, self._posting_day, self._books)
        raise HoldError(problem(Code.TAX_NOT_OVERRIDABLE, tax_code=code.name, tax=line.tax.amount, expected=expected))


def without_location(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines of a kind whose location stands in the header."""
    return tuple(replace(line, location_id=None) for line in lines)


def _names(ids: set[str], values: Mapping[str, DimensionValue]) -> str:
    return ", ".join(sorted(values[one].name for one in ids))
