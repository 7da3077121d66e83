"""The query language."""

# ruff: noqa: S608 - statements of QuickBooks' own language for a service in this process
from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.practice.quickbooks.api import Api


@pytest.fixture
def books(fr: Api) -> Api:
    """Three purchases with numbers and dates, one of them with an apostrophe."""
    for number, day, amount in (("A-1", "2026-01-10", "10"), ("A-2", "2026-02-10", "20"), ("L'3", "2026-03-10", "30")):
        line = fr.line("625100", amount, "8")
        body = {
            "PaymentType": "Cash",
            "AccountRef": fr.ref("512000"),
            "Line": [line],
            "DocNumber": number,
            "TxnDate": day,
        }
        fr.create("Purchase", body | {"PrivateNote": f"note {number}"})
    return fr


def numbers(api: Api, where: str) -> list[str]:
    return [row["DocNumber"] for row in api.query(f"select * from Purchase {where}").get("Purchase", [])]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", ["A-1", "A-2", "L'3"]),
        ("where DocNumber = 'A-1'", ["A-1"]),
        ("WHERE docnumber = 'a-1'", ["A-1"]),
        (r"where DocNumber = 'L\'3'", ["L'3"]),
        ("where DocNumber in ('A-1', 'A-2', 'B')", ["A-1", "A-2"]),
        ("where DocNumber like 'A%'", ["A-1", "A-2"]),
        ("where DocNumber like '%-2'", ["A-2"]),
        ("where DocNumber like '%zz%'", []),
        ("where TxnDate > '2026-01-10'", ["A-2", "L'3"]),
        ("where TxnDate >= '2026-01-10' and TxnDate <= '2026-02-10'", ["A-1", "A-2"]),
        ("where TxnDate < '2026-02-10' AND DocNumber IN ('A-1','A-2')", ["A-1"]),
        ("where Id = '1001'", ["A-1"]),
        ("where id in ('1003','1001','77')", ["L'3", "A-1"]),
        ("orderby TxnDate desc", ["L'3", "A-2", "A-1"]),
        ("ORDER BY DocNumber DESC maxresults 1", ["L'3"]),
        ("orderby Id desc", ["A-1", "A-2", "L'3"]),
        ("startposition 2 maxresults 1", ["A-2"]),
        ("STARTPOSITION 4", []),
        ("where MetaData.CreateTime > '2020-01-01T00:00:00-07:00' maxresults 1", ["A-1"]),
        ("where MetaData.LastUpdatedTime > '2099-01-01'", []),
    ],
)
def test_what_a_statement_finds(books: Api, where: str, expected: list[str]) -> None:
    assert numbers(books, where) == expected


def test_an_empty_answer_has_no_members(books: Api) -> None:
    assert books.query("select * from Purchase where DocNumber = 'none'") == {}
    assert books.query("select count(*) from Purchase where DocNumber = 'none'") == {"totalCount": 0}


def test_a_page_says_where_it_starts_and_how_many_it_has(books: Api) -> None:
    found = books.query("select * from Purchase startposition 2 maxresults 5")
    assert (found["startPosition"], found["maxResults"]) == (2, 2)
    assert books.query("SELECT COUNT(*) FROM purchase") == {"totalCount": 3}


@pytest.mark.parametrize(
    "member", ["PrivateNote", "AccountRef", "DepartmentRef", "ClassRef", "PaymentType", "TotalAmt", "Nonsense"]
)
def test_members_that_cannot_be_asked_for_are_4001(books: Api, member: str) -> None:
    assert books.query_codes(f"select * from Purchase where {member} = '1'") == ["4001"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("select * from Purchase where DocNumber = 'A' or DocNumber = 'B'", "4000"),
        ("select * from Purchase where DocNumber != 'A'", "4000"),
        ("select * from Purchase where DocNumber = A", "4000"),
        ("select * from Purchase where", "4000"),
        ("select * from", "4000"),
        ("selekt * from Purchase", "4000"),
        ("select * from Purchase where DocNumber = 'L'3'", "4000"),
        ("select * from Purchase maxresults many", "4000"),
        ("select * from Purchase group by DocNumber", "4000"),
        ("select * from Nothing", "4001"),
        ("select * from Purchase maxresults 1001", "4001"),
        ("select * from Purchase startposition 0", "4001"),
        ("select * from Purchase where Id > '5'", "4001"),
        ("select * from Purchase where TxnDate = 'soon'", "4001"),
        ("select * from Account where AcctNum = '512000'", "4001"),
        ("select * from Purchase orderby PrivateNote", "4001"),
        ("", "2020"),
    ],
)
def test_broken_and_impossible_statements(books: Api, text: str, code: str) -> None:
    assert books.query_codes(text) == [code]


def test_accounts_by_type_and_only_active_ones(fr: Api) -> None:
    banks = fr.query("select * from Account where AccountType = 'Bank' maxresults 1000")["Account"]
    assert [row["AcctNum"] for row in banks] == ["512000", "512010", "530000"]
    assert fr.query("select count(*) from Account")["totalCount"] == 62
    assert fr.query("select count(*) from Account where Active in (true, false)")["totalCount"] == 64
    assert fr.query("select count(*) from Account where Active = 'false'")["totalCount"] == 2
    found = fr.query("select * from Account where Classification = 'Liability' and AccountType = 'Accounts Payable'")
    assert found["Account"][0]["AcctNum"] == "401000"
    nested = fr.query("select * from Account where FullyQualifiedName = 'Achats non stockés:Eau et énergie'")
    assert nested["Account"][0]["AcctNum"] == "606100"
    assert fr.query("select count(*) from Account where SubAccount = true")["totalCount"] == 4
    assert fr.query("select count(*) from Account where ParentRef = '29'")["totalCount"] == 4


def test_a_column_list_gives_parts_of_rows(books: Api) -> None:
    rows = books.query("select Id, DocNumber from Purchase maxresults 1")["Purchase"]
    assert rows == [{"Id": "1001", "DocNumber": "A-1", "sparse": True}]


def test_a_query_may_be_posted_as_text(books: Api) -> None:
    text = "select * from Vendor where DisplayName = 'crémerie du vercors'"
    answer = books.call("POST", "query", data=text.encode(), content_type="application/text")
    assert answer.body["QueryResponse"]["Vendor"][0]["Id"] == "23"
    assert books.call("POST", "query", data=text.encode(), content_type="application/json").codes == ["2010"]


def test_bills_can_be_found_by_vendor_and_balance(books: Api) -> None:
    body: dict[str, Any] = {
        "VendorRef": {"value": "21"},
        "Line": [books.line("601100", "5", "8")],
        "DueDate": "2026-12-31",
    }
    made = books.create("Bill", body)
    for where in ("VendorRef = '21'", "Balance > '0'", "TotalAmt = '5.00'", "DueDate = '2026-12-31'"):
        assert books.query(f"select * from Bill where {where}")["Bill"][0]["Id"] == made["Id"]
    assert books.query("select * from Bill where VendorRef = '22'") == {}
