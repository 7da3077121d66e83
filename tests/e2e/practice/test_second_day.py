"""The second day on the person's page: it comes by a form, a bookkeeper repairs by forms, and everything starts again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.practice.pleo.calls import company_id
from tests.e2e.practice.server_fixture import Practice, request, running_practice
from tests.e2e.practice.test_person import page, submit


@pytest.fixture(name="after_a_day")
def _after_a_day(practice: Practice) -> Practice:
    """Everything is synced; nothing was exported."""
    practice.write_references()
    practice.pleo_control("export")
    return practice


def accounts(practice: Practice) -> dict[str, bool]:
    """Which accounts of QuickBooks are active, by Id."""
    rows = books(practice)["entities"]["Account"]
    return {row["Id"]: row["Active"] for row in rows}


def books(practice: Practice) -> dict[str, Any]:
    realm = practice.company()["quickbooks"]["realm_id"]
    found: dict[str, Any] = practice.control(f"quickbooks/{realm}/books", method="GET")
    return found


def test_before_a_first_export_the_page_says_that_it_cannot_come(practice: Practice) -> None:
    answer = submit(practice, "second-day")
    assert "the second day begins when expenses were exported" in page(practice, answer.headers["location"])


def test_a_bookkeeper_reopens_months_and_makes_accounts_active(practice: Practice) -> None:
    practice.write_references()
    assert "Aucun mois n’est clôturé" in page(practice)
    realm = practice.company()["quickbooks"]["realm_id"]
    closed = {"preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}}}
    practice.control(f"quickbooks/{realm}/change", closed)
    assert "Mois clôturés jusqu’au 2026-10-31" in page(practice)
    submit(practice, "reopen")
    assert "BookCloseDate" not in books(practice)["preferences"]["AccountingInfoPrefs"]
    inactive = next(id_ for id_, active in accounts(practice).items() if not active)
    submit(practice, "activate", id=inactive)
    assert accounts(practice)[inactive]


def test_what_was_not_exported_is_put_into_the_queue_again(after_a_day: Practice) -> None:
    assert "Remettre dans la file" not in page(after_a_day)
    [job] = after_a_day.dump()["jobs"]
    after_a_day.pleo_control("cancel", {"job_id": job["id"]})
    assert "41 à exporter à nouveau" in page(after_a_day)
    submit(after_a_day, "queue")
    assert {one["exportStatus"] for one in after_a_day.dump()["expenses"]} == {"QUEUED"}


def test_starting_again_makes_the_company_as_on_the_first_day(after_a_day: Practice) -> None:
    after_a_day.control("clock", {"advance": 86_400})
    after_a_day.control("conditions", {"fault": {"kind": "status", "times": 0}})
    submit(after_a_day, "start-again")
    dumped = after_a_day.dump()
    assert (len(dumped["expenses"]), dumped["jobs"], dumped["accounts"]) == (41, [], [])
    assert after_a_day.control("clock", method="GET")["offset"] == 0
    assert after_a_day.control("conditions", method="GET")["faults"] == []


@pytest.mark.parametrize("page_of_quickbooks", ["chartofaccounts", "settings", "homepage"])
def test_pages_of_quickbooks_lead_to_the_bookkeepers_forms(practice: Practice, page_of_quickbooks: str) -> None:
    answer = request(practice.address, "GET", f"/quickbooks/app/{page_of_quickbooks}")
    assert (answer.status, answer.headers["location"]) == (303, "/practice/")


@pytest.fixture(name="two")
def _two() -> Iterator[Practice]:
    with running_practice(("FR", "CA")) as running:
        yield running


def test_of_several_companies_one_is_chosen(two: Practice) -> None:
    both = page(two)
    assert both.count("<section") == 2
    chosen = page(two, f"/practice/?lang=fr&company={company_id(two)}")
    assert chosen.count("<section") == 1
    assert "Atelier Tremblay inc." in chosen, "the way to the other one stays"
