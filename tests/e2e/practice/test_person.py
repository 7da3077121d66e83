"""The person's page at practice Pleo, in both languages, by plain forms."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from tests.e2e.practice.pleo.calls import company_id
from tests.e2e.practice.server_fixture import Answer, Practice, request

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def page(practice: Practice, path: str = "/practice/?lang=fr", **headers: str) -> str:
    answer = request(practice.address, "GET", path, headers=headers)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.body.decode()


def submit(practice: Practice, action: str, **fields: str) -> Answer:
    path = f"/practice/form/{company_id(practice)}/{action}?lang=fr"
    return request(practice.address, "POST", path, urlencode(fields).encode(), FORM)


def test_the_page_shows_the_queue_in_french_and_english(practice: Practice) -> None:
    french, english = page(practice), page(practice, "/practice/?lang=en")
    assert '<html lang="fr">' in french
    assert "41 dépenses, 3\u202f482,10 EUR" in french
    assert "Choisissez d’abord" not in english
    assert "41 expenses, EUR 3,482.10" in english


def test_the_browser_chooses_the_language_unless_the_address_does(practice: Practice) -> None:
    header = {"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"}
    assert '<html lang="fr">' in page(practice, "/practice/", **header)
    assert '<html lang="en">' in page(practice, "/practice/?lang=en", **header)
    assert '<html lang="en">' in page(practice, "/practice/", **{"Accept-Language": "de"})


def test_choosing_the_contra_account_and_exporting_by_forms(practice: Practice) -> None:
    assert "Aucun compte" in page(practice)
    practice.write_references(contra_account=False)
    shown = page(practice)
    assert "Choisissez d’abord le compte de contrepartie EUR" in shown
    [option] = re.findall(r'<option value="([^"]+)">512100 Banque Pleo</option>', shown)
    answer = submit(practice, "contra-account", currency="EUR", id=option)
    assert (answer.status, answer.headers["location"].startswith("/practice/?lang=fr")) == (303, True)
    assert practice.dump()["contra_accounts"]["EUR"]["code"] == "512100"
    assert submit(practice, "export").status == 303
    [job] = practice.dump()["jobs"]
    assert (job["status"], job["numberOfItems"]) == ("pending", 41)
    assert "41 en attente" in page(practice)


def test_what_cannot_be_done_is_said_on_the_page(practice: Practice) -> None:
    practice.write_references()
    submit(practice, "export")
    answer = submit(practice, "export")
    assert "nothing waits" in page(practice, answer.headers["location"].split("#")[0])


def test_names_are_never_taken_for_html(practice: Practice) -> None:
    name = "<script>alert(1)</script>"
    [entry] = practice.pleo_control("expenses", [{"amount": "1.00", "supplier": name, "note": name}])[
        "accounting_entry_ids"
    ]
    for path in (
        "/practice/?lang=en",
        f"/practice/expense/{company_id(practice)}/{entry}",
        f"/practice/?problem={name}",
    ):
        shown = page(practice, path)
        assert "<script>" not in shown
        assert "&lt;script&gt;" in shown


def test_an_expense_has_a_page_with_its_receipts(practice: Practice) -> None:
    entry = practice.dump()["expenses"][0]
    shown = page(practice, f"/practice/expense/{company_id(practice)}/{entry['id']}?lang=fr")
    assert "Minoterie Forez" in shown
    link = re.findall(r'href="(/files/[^"]+)"', shown)[0].replace("&amp;", "&")
    assert request(practice.address, "GET", link).body.startswith(b"%PDF-")


@pytest.mark.parametrize("path", ["/practice/nothing", "/practice/pleo/none/dump", "/practice/expense/a/b"])
def test_unknown_pages_and_controls_are_404(practice: Practice, path: str) -> None:
    assert request(practice.address, "GET", path).status == 404


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("conditions", {"weather": 1}),
        ("clock", {}),
        ("intuit", {"nonsense": True}),
        ("pleo/{company}/expenses", {"sample": "x"}),
        ("pleo/{company}/expenses", 5),
        ("pleo/{company}/settings", {"x": 1}),
    ],
)
def test_wrong_controls_are_refused_with_a_reason(practice: Practice, path: str, data: object) -> None:
    answer = request(practice.address, "POST", f"/practice/{path.format(company=company_id(practice))}", data)
    assert answer.status == 400
    assert answer.json()["error"]
