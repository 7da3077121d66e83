"""A thin client of the practice QuickBooks for its tests: no rules of its own, numbers as decimals."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from werkzeug.test import Client, TestResponse

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.companies import books_ca, books_fr, books_gb
from pleoqb_desktop.practice.conditions import Conditions
from pleoqb_desktop.practice.intuit.service import IntuitService
from pleoqb_desktop.practice.quickbooks.service import QuickBooksService

Row = dict[str, Any]
SEEDS = {"FR": books_fr.books, "GB": books_gb.books, "CA": books_ca.books}
REALMS = {"FR": books_fr.REALM, "GB": books_gb.REALM, "CA": books_ca.REALM}


class Answer:
    """An answer with its status and JSON body."""

    def __init__(self, response: TestResponse) -> None:
        self.status = response.status_code
        self.text = response.get_data(as_text=True)
        self.headers = response.headers
        self.body: Any = json.loads(self.text, parse_float=Decimal) if self.text.startswith("{") else None

    @property
    def codes(self) -> list[str]:
        """The error codes of a fault, empty when there is none."""
        return [item["code"] for item in self.body.get("Fault", {}).get("Error", [])]

    @property
    def details(self) -> str:
        """All details of a fault."""
        return " ".join(item["Detail"] for item in self.body["Fault"]["Error"])


class Api:
    """One company's books through the service, over HTTP's shapes but without a socket."""

    def __init__(self, country: str, *, limits: bool = False) -> None:
        self.clock = PracticeClock()
        self.conditions = Conditions(limits=limits)
        seeds = [make() for make in SEEDS.values()]
        self.intuit = IntuitService(self.clock, self.conditions, seeds)
        self.service = QuickBooksService(self.clock, self.conditions, self.intuit, seeds)
        self.realm = REALMS[country]
        self.token = self.intuit.grant(self.realm)["access_token"]
        self.client = Client(_wsgi(self.service))

    def call(
        self, method: str, path: str, *, accept: str = "application/json", token: str | None = None, **more: Any
    ) -> Answer:
        headers = {"Accept": accept, "Authorization": f"Bearer {token or self.token}"} | more.pop("headers", {})
        return Answer(self.client.open(f"/v3/company/{self.realm}/{path}", method=method, headers=headers, **more))

    def post(self, path: str, body: Any, **more: Any) -> Answer:
        return self.call("POST", path, data=json.dumps(body, default=float), content_type="application/json", **more)

    def create(self, entity: str, body: Row, name: str | None = None, **more: Any) -> Row:
        answer = self.post(entity.lower(), body, **more)
        assert answer.status == 200, answer.text
        row: Row = answer.body[name or entity]
        return row

    def refused(self, path: str, body: Any, **more: Any) -> list[str]:
        answer = self.post(path, body, **more)
        assert answer.status == 400, answer.text
        return answer.codes

    def get(self, path: str) -> Row:
        answer = self.call("GET", path)
        assert answer.status == 200, answer.text
        body: Row = answer.body
        return body

    def query(self, text: str) -> Row:
        answer = self.call("GET", "query", query_string={"query": text})
        assert answer.status == 200, answer.text
        found: Row = answer.body["QueryResponse"]
        return found

    def query_codes(self, text: str) -> list[str]:
        return self.call("GET", "query", query_string={"query": text}).codes

    def batch(self, items: list[Row], **more: Any) -> list[Row]:
        answer = self.post("batch", {"BatchItemRequest": items}, **more)
        assert answer.status == 200, answer.text
        found: list[Row] = answer.body["BatchItemResponse"]
        return found

    def books(self) -> Row:
        return self.service.books(self.realm)

    def change(self, **data: Any) -> Row:
        return self.service.change(self.realm, data)

    def balances(self) -> dict[str, Decimal]:
        """Debits less credits per account number (or name)."""
        rows = self.books()["trial_balance"]
        return {row["number"] or row["name"]: Decimal(row["debit"]) - Decimal(row["credit"]) for row in rows}

    def account(self, number_or_name: str) -> str:
        company = self.service.companies[self.realm]
        for row in company.rows["Account"].values():
            if number_or_name in (row.get("AcctNum"), row["Name"]):
                return str(row["Id"])
        raise KeyError(number_or_name)

    def ref(self, number_or_name: str) -> Row:
        return {"value": self.account(number_or_name)}

    def wallet(self, kind: str = "Bank") -> Row:
        """Make the company's Pleo account and return a reference to it."""
        body: Row = {"Name": f"Pleo {kind}", "AccountType": kind}
        if self.realm == REALMS["FR"]:
            body["AcctNum"] = "512100" if kind == "Bank" else "512900"
        return {"value": self.create("Account", body)["Id"]}

    def line(self, account: str, amount: str, tax: str | None = None, **detail: Any) -> Row:
        inner: Row = {"AccountRef": self.ref(account)} | detail
        if tax is not None:
            inner["TaxCodeRef"] = {"value": tax}
        return {
            "DetailType": "AccountBasedExpenseLineDetail",
            "Amount": Decimal(amount),
            "AccountBasedExpenseLineDetail": inner,
        }


def _wsgi(service: Any) -> Any:
    from werkzeug import Request

    def app(environ: Any, start_response: Any) -> Any:
        return service(Request(environ))(environ, start_response)

    return app
