"""The company's lists, as far as QuickBooks lets them be asked for."""

import json
import re
from typing import Any

import pytest

from pleoqb_desktop.ports.errors import LedgerRefusal
from pleoqb_desktop.services.http.exchange import Answer, Call
from pleoqb_desktop.services.quickbooks.reference import ReferenceData
from pleoqb_desktop.services.quickbooks.requests import Requests

ROWS: dict[str, list[dict[str, Any]]] = {
    "CompanyInfo": [{"Id": "1", "CompanyName": "Baker", "Country": "FR"}],
    "Preferences": [{"Id": "1", "CurrencyPrefs": {"HomeCurrency": {"value": "EUR"}}}],
    "Account": [{"Id": "7", "Name": "Supplies", "AccountType": "Expense"}],
    "TaxCode": [{"Id": "2", "Name": "20.0% S"}],
    "TaxRate": [{"Id": "3", "Name": "Standard", "RateValue": 20}],
    "JournalCode": [{"Id": "4", "Name": "BQ", "Type": "Bank"}],
}
_FROM = re.compile(r" FROM (\w+)")


class Company:
    """A transport that lets Active be asked for of no list among `strict`, and answers those among `broken` with another fault."""

    def __init__(self, *strict: str, broken: tuple[str, ...] = ()) -> None:
        self._strict = strict
        self._broken = broken

    def send(self, call: Call, _cancel: object = None) -> Answer:
        if call.path.endswith("/batch"):
            asked = json.loads(call.body)["BatchItemRequest"]
            body = {"BatchItemResponse": [{"bId": one["bId"], **self._answer(one["Query"])} for one in asked]}
        else:
            body = self._answer(dict(call.params)["query"])
        return Answer(400 if "Fault" in body else 200, {}, json.dumps(body).encode())

    def _answer(self, statement: str) -> dict[str, Any]:
        found = _FROM.search(statement)
        assert found
        name = found.group(1)
        if name in self._broken:
            return fault("2030")
        if name in self._strict and "Active" in statement:
            return fault("4001")
        return {"QueryResponse": {name: ROWS[name], "startPosition": 1, "maxResults": len(ROWS[name])}}


def fault(code: str) -> dict[str, Any]:
    return {"Fault": {"Error": [{"code": code, "Message": "", "Detail": ""}], "type": "ValidationFault"}}


def reference(*strict: str, broken: tuple[str, ...] = ()) -> ReferenceData:
    return ReferenceData(Requests(Company(*strict, broken=broken), "9130", None))  # type: ignore[arg-type]


@pytest.mark.parametrize("strict", [(), ("TaxRate",), ("TaxRate", "TaxCode", "Account", "JournalCode")], ids=str)
def test_lists_are_read_where_active_cannot_be_asked_for(strict: tuple[str, ...]) -> None:
    company = reference(*strict)
    books = company.books(())
    assert (set(books.accounts), set(books.tax_codes), set(books.tax_rates)) == ({"7"}, {"2"}, {"3"})
    assert [code.id for code in company.journal_codes()] == list(books.journal_codes) == ["4"]


def test_any_other_refusal_is_told() -> None:
    with pytest.raises(LedgerRefusal):
        reference(broken=("TaxRate",)).books(())
