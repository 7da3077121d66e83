"""The header of an item's entries: day, memo, currency with its rate, and in France the place; nothing of its lines."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.entries import Header
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules import naming, periods, vendors
from pleoqb_desktop.domain.rules.accounts import AccountRules
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.inputs import PostingSettings, Rates
from pleoqb_desktop.domain.rules.items import Spend


class HeaderRules:
    """The headers of one item (design.md 3, Texts, Dates and Currency).

    `day` is the day to post on, `spend_day` the expense's own; `today` the company's, after which nothing is dated. HoldError where the day is
    closed, unusable or before the start, or where QuickBooks has no rate.
    """

    def __init__(
        self,
        spend: Spend,
        books: Books,
        settings: PostingSettings,
        rates: Rates,
        accounts: AccountRules,
        today: date,
    ) -> None:
        self._spend = spend
        self._books = books
        self._settings = settings
        self._rates = rates
        self._accounts = accounts
        self._today = today
        self.day, self._original_day = self._days()
        self.spend_day = self._original_day or self.day

    def header(self, location_id: str | None = None, *, doc_number: str | None = None) -> Header:
        """For a kind with lines and a currency."""
        header = Header(
            self.day, self._note(), doc_number, location_id=location_id, location_type=self._location_type()
        )
        if not self._books.company.multi_currency:
            return header
        return replace(header, currency=self._spend.currency, exchange_rate=self._rate())

    def plain(self) -> Header:
        """For a kind without lines, number and currency: what Pleo says of the item goes into the memo."""
        note = " | ".join(part for part in (self._note(), naming.line_description(self._spend.item)) if part)
        return Header(self.day, naming.cut(note, naming.NOTE_LENGTH))

    def _days(self) -> tuple[date, date | None]:
        """The day to post on, and the original one when it had to move."""
        item, zone, closing = self._spend.item, self._settings.time_zone, self._books.company.close_date
        if not periods.is_zone(zone):
            raise HoldError(problem(Code.TIME_ZONE_UNKNOWN, zone=zone))
        try:
            day = periods.local_day(item.date, zone)
            self._refuse_before_start(day)
            if closing is None or not periods.is_closed(day, closing):
                return day, None
            open_day = periods.first_open_day(closing)
        except OverflowError as error:  # the last day of the calendar has no next one
            raise HoldError(problem(Code.DATE_UNUSABLE, date=item.date.isoformat())) from error
        ahead = open_day > self._today
        if self._settings.closed_periods is periods.ClosedPeriods.FIRST_OPEN_DAY and not ahead:
            return open_day, day
        told = {} if ahead else {"open_date": open_day.isoformat()}
        raise HoldError(
            problem(
                Code.PERIOD_CLOSED,
                date=day.isoformat(),
                closing_date=closing.isoformat(),
                supplier=vendors.spend_name(item),
                amount=str(item.amount),
                **told,
            )
        )

    def _refuse_before_start(self, day: date) -> None:
        """Whoever made the books before this program made these entries too (design.md 7, `setup --from`)."""
        start = self._settings.start_date
        if start is not None and day < start:
            raise HoldError(
                problem(
                    Code.BEFORE_START,
                    date=day.isoformat(),
                    start_date=start.isoformat(),
                    supplier=vendors.spend_name(self._spend.item),
                    amount=str(self._spend.item.amount),
                )
            )

    def _note(self) -> str:
        original = self._original_day.isoformat() if self._original_day else None
        return naming.private_note(self._spend.item, self._settings.words, original_date=original)

    def _rate(self) -> Decimal:
        """QuickBooks' own rate of the day, always sent (design.md 3, Currency)."""
        currency = self._spend.currency
        if currency == self._books.company.home_currency:
            return Decimal(1)
        rate = self._rates.rate(currency, self.day)
        if rate is None:
            raise HoldError(problem(Code.EXCHANGE_RATE_MISSING, currency=currency, date=self.day.isoformat()))
        return rate

    def _location_type(self) -> str | None:
        """France: the place of the transaction must agree with the lines' accounts, else QuickBooks silently uses another
        account (quickbooks.md 7); so it is taken from them."""
        if not self._books.company.french_edition:
            return None
        named = (self._accounts.named(line.account) for line in self._spend.item.lines)
        kinds = {account.location_type for account in named if account and account.location_type}
        return kinds.pop() if len(kinds) == 1 else "WithinFrance"
