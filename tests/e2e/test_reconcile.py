from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.reconcile import Reconciliation, Verdict, default_period
from tests.e2e.practice_set_up import PracticeSetUp, house, purchase
from tests.on_paper.runs import RunsOnPaper

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def reconcile(home: PracticeSetUp, first: date = NOVEMBER[0], last: date = NOVEMBER[1]) -> Reconciliation:
    """A comparison by a program of its own."""
    with home.program() as program:
        return program.reconcile(CancelToken()).run(first, last)


def verdicts(found: Reconciliation) -> dict[str, int]:
    """Counts without zeros."""
    return {verdict.value: count for verdict, count in found.counts.items() if count}


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_after_an_export_of_every_type_both_sides_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country, all_types=True) as home:
        home.make_ready()
        home.let_income_in()
        home.export()
        found = reconcile(home, date(2026, 8, 1), date(2026, 12, 31))
        wrong = [
            (row.verdict, row.kind, row.pleo_amount, row.books_amount)
            for row in found.entries
            if row.verdict is not Verdict.MATCHED
        ]
        assert wrong == []
        assert found.agrees
        assert len(found.entries) == len(home.practice.dump(country)["expenses"])


def test_each_difference_is_told_as_what_it_is(bakery: PracticeSetUp) -> None:
    same, missing, amount, vat, day, _open = bakery.wait_in_pleo(
        purchase("11.00"), purchase("12.00"), purchase("13.00"), purchase("14.00"), purchase("15.00"), purchase("9.99"),
    )  # fmt: skip
    outcome = bakery.export(only=frozenset({same, missing, amount, vat, day}))
    made = {item.record.accounting_entry_id: item.record.external_id for item in outcome.items}
    rows = {row["Id"]: row for row in bakery.rows("Purchase")}
    half = rows[made[vat]]
    line = half["Line"][0]
    bakery.change_books(
        delete={"Purchase": made[missing]},
        update={
            "Purchase": [
                {"Id": made[amount], "Line": [rows[made[amount]]["Line"][0] | {"Amount": 99}]},
                {"Id": made[day], "TxnDate": "2026-11-09"},
                {
                    "Id": made[vat],
                    "Line": [line | {"Amount": 14, "AccountBasedExpenseLineDetail": line["AccountBasedExpenseLineDetail"] | {"TaxCodeRef": {"value": "8"}}}],
                    "TxnTaxDetail": {"TotalTax": 0, "TaxLine": []},
                },
            ]
        },
    )  # fmt: skip
    found = reconcile(bakery)
    by_entry = {row.accounting_entry_id: row for row in found.entries}
    assert by_entry[same].verdict is Verdict.MATCHED
    assert by_entry[missing].verdict is Verdict.MISSING
    assert by_entry[amount].verdict is Verdict.AMOUNT_DIFFERS
    assert by_entry[day].verdict is Verdict.DATE_DIFFERS
    assert by_entry[day].books_day == date(2026, 11, 9)
    assert by_entry[vat].verdict is Verdict.VAT_DIFFERS
    assert by_entry[_open].verdict is Verdict.NOT_EXPORTED
    assert not found.agrees
    assert by_entry[amount].pleo_amount == Decimal("13.00")


def test_what_stands_on_the_pleo_account_without_pleo_is_extra(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        wallet = program.settings.load().wallet_account_id
    transfer = {
        "FromAccountRef": {"value": bakery.account("512000")}, "ToAccountRef": {"value": wallet}, "Amount": 50,
        "TxnDate": "2026-11-04",
    }  # fmt: skip
    bakery.change_books(create={"Transfer": transfer})
    found = reconcile(bakery)
    assert verdicts(found) == {"extra": 1}
    assert found.entries[0].books_amount == Decimal(50)
    assert found.entries[0].external_url


def test_an_entry_moved_far_away_is_found_by_its_number(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("11.00"))
    record = bakery.export().items[0].record
    bakery.change_books(update={"Purchase": {"Id": record.external_id, "TxnDate": "2026-03-01"}})
    assert verdicts(reconcile(bakery)) == {"date_differs": 1}


def test_days_are_those_of_the_company(bakery: PracticeSetUp) -> None:
    """23:30 UTC on the last of October is November in Paris."""
    bakery.wait_in_pleo(purchase("11.00", date="2026-10-31T23:30:00Z"))
    bakery.export()
    assert verdicts(reconcile(bakery)) == {"matched": 1}
    assert verdicts(reconcile(bakery, date(2026, 10, 1), date(2026, 10, 31))) == {}


def test_it_writes_nothing_and_its_metered_reads_grow_by_thousands_only(bakery: PracticeSetUp) -> None:
    counts: list[int] = []
    for number in (1, 60):
        bakery.wait_in_pleo(*(purchase(f"{10 + n}.00") for n in range(number)))
        bakery.export()
        bakery.forget_requests()
        reconcile(bakery)
        assert bakery.writes() == []
        counts.append(sum(one["metered"] for one in bakery.requests()))
    assert counts[0] == counts[1]
    assert counts[0] <= 10


def test_a_plan_without_bills_is_no_obstacle(bakery: PracticeSetUp) -> None:
    bakery.change_books(
        company_info={"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Simple Start"}]}
    )
    assert reconcile(bakery).agrees


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 24), date(2026, 9, 1)),
        (date(2026, 1, 3), date(2025, 11, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
    ],
)
def test_the_period_starts_with_the_month_before_last(today: date, first: date) -> None:
    assert default_period(today, RunsOnPaper()) == (first, today)
