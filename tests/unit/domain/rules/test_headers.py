"""The header of an entry: its day, its memo, its place."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.books import AccountType
from pleoqb_desktop.domain.entries import Header, Transfer
from pleoqb_desktop.domain.problems import Code, PleoReason
from pleoqb_desktop.domain.rules.naming import MemoWords
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.domain.spend import ExportItem
from tests.builders import (
    ENTRY_ID,
    MEALS,
    NOON,
    SUPPLIES,
    account,
    books,
    held,
    item,
    line,
    money,
    posted,
    settings,
    with_accounts,
)

FIRST_OPEN = settings(closed_periods=ClosedPeriods.FIRST_OPEN_DAY)


def header_of(expense: ExportItem, **company: object) -> Header:
    return posted(expense, **company).document.header


class TestDay:
    @pytest.mark.parametrize(
        ("moment", "zone", "day"),
        [
            (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), "Europe/Paris", date(2026, 3, 31)),
            (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), "Europe/Paris", date(2026, 4, 1)),
            (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), "Europe/London", date(2026, 1, 31)),
            (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Europe/London", date(2026, 7, 1)),
            (datetime(2026, 4, 1, 3, 59, tzinfo=UTC), "America/Montreal", date(2026, 3, 31)),
            (datetime(2026, 4, 1, 1, 0, tzinfo=timezone(timedelta(hours=9))), "Europe/Paris", date(2026, 3, 31)),
        ],
    )
    def test_is_the_item_s_in_the_company_s_time_zone(self, moment: datetime, zone: str, day: date) -> None:
        assert header_of(item(date=moment), chosen=settings(time_zone=zone)).day == day

    @pytest.mark.parametrize("year", [1, 1970, 2099, 9999])
    def test_of_any_year_is_posted(self, year: int) -> None:
        assert header_of(item(date=datetime(year, 6, 1, tzinfo=UTC))).day == date(year, 6, 1)

    @pytest.mark.parametrize(
        ("moment", "zone"),
        [
            (datetime(9999, 12, 31, 23, 30, tzinfo=UTC), "Europe/Paris"),
            (datetime(1, 1, 1, 0, 30, tzinfo=UTC), "America/Montreal"),
        ],
    )
    def test_outside_the_calendar_is_held(self, moment: datetime, zone: str) -> None:
        assert held(item(date=moment), chosen=settings(time_zone=zone)).code is Code.DATE_UNUSABLE


class TestClosedPeriod:
    @pytest.mark.parametrize("closed", [date(2026, 3, 14), date(2026, 3, 31)], ids=["on the closing date", "before it"])
    def test_holds_by_default_and_says_the_dates(self, closed: date) -> None:
        problem = held(item(), in_books=books(close_date=closed))
        assert (problem.code, problem.pleo_reason) == (Code.PERIOD_CLOSED, PleoReason.BOOKS_VALIDATION)
        assert problem.params["date"] == "2026-03-14"
        assert problem.params["closing_date"] == closed.isoformat()
        assert problem.params["open_date"] == (closed + timedelta(days=1)).isoformat()
        assert (problem.params["supplier"], problem.params["amount"]) == ("Boulangerie Dupont", "12.00 EUR")

    def test_ends_with_the_closing_date(self) -> None:
        header = header_of(item(), in_books=books(close_date=date(2026, 3, 13)))
        assert header.day == date(2026, 3, 14)
        assert "Date" not in header.note

    def test_counts_in_the_company_s_time_zone(self) -> None:
        expense = item(date=datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
        assert header_of(expense, in_books=books(close_date=date(2026, 3, 31))).day == date(2026, 4, 1)

    @pytest.mark.parametrize(
        "spend_type", ["card_purchase", "refund", "wallet_topup", "invoice", "direct_reimbursement"]
    )
    def test_moves_to_the_first_open_day_by_setting_and_the_memo_says_so(self, spend_type: str) -> None:
        header = header_of(item(spend_type), in_books=books(close_date=date(2026, 3, 31)), chosen=FIRST_OPEN)
        assert header.day == date(2026, 4, 1)
        assert "Date in Pleo: 2026-03-14" in header.note

    @pytest.mark.parametrize(("today", "waits"), [(date(2026, 3, 31), True), (date(2026, 4, 1), False)])
    def test_never_moves_into_the_future(self, today: date, waits: bool) -> None:
        closed = books(close_date=date(2026, 3, 31))
        if not waits:
            assert header_of(item(), in_books=closed, chosen=FIRST_OPEN, today=today).day == today
            return
        problem = held(item(), in_books=closed, chosen=FIRST_OPEN, today=today)
        assert (problem.code, problem.params["closing_date"]) == (Code.PERIOD_CLOSED, "2026-03-31")
        assert "open_date" not in problem.params  # no day that could be posted on is proposed

    @pytest.mark.parametrize("chosen", [settings(), FIRST_OPEN], ids=["hold", "first-open-day"])
    def test_that_never_ends_is_held(self, chosen: object) -> None:
        assert held(item(), in_books=books(close_date=date.max), chosen=chosen).code is Code.DATE_UNUSABLE


class TestStart:
    @pytest.mark.parametrize(("start", "is_held"), [(date(2026, 3, 14), False), (date(2026, 3, 15), True)])
    def test_holds_what_is_older_and_says_both_days(self, start: date, is_held: bool) -> None:
        chosen = settings(start_date=start)
        if not is_held:
            assert header_of(item(), chosen=chosen).day == date(2026, 3, 14)
            return
        problem = held(item(), chosen=chosen)
        assert (problem.code, problem.pleo_reason) == (Code.BEFORE_START, PleoReason.INVALID_CONFIGURATION)
        assert (problem.params["date"], problem.params["start_date"]) == ("2026-03-14", "2026-03-15")

    def test_counts_in_the_company_s_time_zone(self) -> None:
        expense = item(date=datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
        assert header_of(expense, chosen=settings(start_date=date(2026, 4, 1))).day == date(2026, 4, 1)

    def test_holds_what_would_have_moved_out_of_a_closed_period(self) -> None:
        chosen = settings(start_date=date(2026, 4, 1), closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
        assert held(item(), in_books=books(close_date=date(2026, 3, 31)), chosen=chosen).code is Code.BEFORE_START


class TestMemo:
    def test_says_all_that_pleo_tells(self) -> None:
        expense = item(
            reconciled_entries=("REC-7", "REC-8"),
            attendees=("Zoé", "Émile"),
            original_amount=money("14.20", "USD"),
            link="https://app.pleo.io/expense/1",
            team="Fournil",
        )
        words = MemoWords("Avec", "Montant d’origine", "Date dans Pleo", "Règle")
        assert header_of(expense, chosen=settings(words=words)).note == (
            f"Pleo REC-1 | {ENTRY_ID} | https://app.pleo.io/expense/1 | Montant d’origine: 14.20 USD"
            " | Règle: REC-7, REC-8 | Avec: Zoé, Émile | Fournil"
        )

    @pytest.mark.parametrize(
        "spend_type", ["card_purchase", "refund", "invoice", "wallet_topup", "atm_withdrawal", "external_reimbursement"]
    )
    def test_holds_the_entry_id_on_every_kind(self, spend_type: str) -> None:
        for entry in posted(item(spend_type)).entries:
            assert ENTRY_ID in entry.header.note

    def test_holds_the_entry_id_however_long_the_rest(self) -> None:
        expense = item(
            "wallet_topup",
            reconciliation_id="R" * 5000,
            attendees=("é" * 5000,),
            note="n" * 10_000,
            link="https://" + "x" * 5000,
        )
        entry = posted(expense).document
        assert isinstance(entry, Transfer)
        assert ENTRY_ID in entry.header.note
        assert len(entry.header.note) <= 4000


class TestFrenchPlace:
    """The place of a transaction agrees with its accounts, else QuickBooks silently uses others (quickbooks.md 7)."""

    ABROAD = books(accounts=with_accounts(account(MEALS, location_type="OutsideEU")))

    def test_is_within_france_by_default(self) -> None:
        assert header_of(item()).location_type == "WithinFrance"

    def test_is_the_account_s(self) -> None:
        expense = item(lines=[line("12.00", account=MEALS)])
        assert header_of(expense, in_books=self.ABROAD).location_type == "OutsideEU"

    def test_is_said_in_france_only(self) -> None:
        assert header_of(item(), in_books=books("GB")).location_type is None


def test_an_income_account_in_home_currency_takes_a_foreign_entry() -> None:
    chart = with_accounts(account(SUPPLIES, type=AccountType.INCOME))
    expense = item(lines=[line("12.00", currency="USD")], contra_account=line("1", account="46").account)
    header = header_of(expense, in_books=books(accounts=chart, multi_currency=True))
    assert (header.currency, header.exchange_rate, header.day) == ("USD", Decimal("0.92"), NOON.date())


def test_a_time_zone_that_does_not_exist_is_held() -> None:
    for zone in ("Nowhere/Land", "", "../etc", "Europe"):
        assert held(item(), chosen=settings(time_zone=zone)).code is Code.TIME_ZONE_UNKNOWN
