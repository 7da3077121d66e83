"""The contract has teeth, is met by every kind of request, and agrees with the published facts where these are at hand."""

import copy
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.ports.cancel import CancelToken
from tests.e2e.contract.checker import Record, Sent, Validator, against_contract, contract
from tests.e2e.practice_set_up import DAY, PracticeSetUp, house, purchase, statuses

JsonMap = dict[str, Any]
REFERENCE = Path(__file__).parents[4] / "shared" / "reference"


def live_through(home: PracticeSetUp, *, card: bool) -> None:
    """Everything the program does with a company: connect, set up, sync, export every type, sync changes, undo, leave."""
    home.practice.pleo_control("expenses", {"sample": "other_types"}, country=home.country, method="POST")
    accounts: dict[Role, str] = {}
    if card:
        row = {"Name": "Pleo card", "AccountType": "Credit Card", "AccountSubType": "CreditCard", "AcctNum": "512950"}
        accounts[Role.WALLET] = "id:" + home.change_books(create={"Account": row})["created"]["Account"][0]
    home.make_ready(create_wallet=not card, accounts=accounts)
    home.let_income_in()
    home.wait_in_pleo(
        purchase("12.00", type="mystery"),
        purchase("-2.00", type="refund", bookkeeping="accounts_payable", vendor="Minoterie Forez"),
        purchase("20.00", bookkeeping="accounts_payable", vendor="Minoterie Forez", date=DAY),
    )
    outcome = home.export()
    assert statuses(outcome).get("exported", 0) > 40
    changes = {
        "Account": {"Id": home.account("601100"), "Name": "Farines bio"},
        "Class": [{"Id": "5000000000000000101", "Name": "Vitrine"}, {"Id": "5000000000000000102", "Active": False}],
        "TaxCode": {"Id": "3", "Name": "TVA intermédiaire"},
        "Vendor": [{"Id": "21", "DisplayName": "Minoterie du Forez"}, {"Id": "22", "Active": False}],
    }
    home.change_books(update=changes)
    with home.program() as program:
        program.settings.update(dimensions=tuple(program.settings.load().dimensions or ())[:1])
        assert program.pleo_names(CancelToken()).people
    home.sync()
    home.undo(outcome.run_id or 0)
    with home.program() as program:
        program.connect_pleo().disconnect()


@pytest.fixture(name="sent", scope="module")
def _sent(tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    """Everything that left during two such lives."""
    found: list[Sent] = []
    for card in (False, True):
        with pytest.MonkeyPatch.context() as monkeypatch, house(tmp_path_factory.mktemp("life"), monkeypatch) as home:
            live_through(home, card=card)
            found += home.record.sent
    return found


def test_every_request_keeps_the_contract(sent: list[Sent]) -> None:
    assert Record(sent).violations() == []


def test_every_kind_of_entry_was_sent(sent: list[Sent]) -> None:
    kinds = {one.what for one in sent if one.service == "quickbooks"}
    wanted = {name for name in contract("quickbooks")["$defs"] if name[0].isupper()} | {"removal"}
    assert wanted - kinds == set()


def test_most_requests_of_pleos_contract_were_sent(sent: list[Sent]) -> None:
    asked = {one.what for one in sent if one.service == "pleo"}
    # What an interrupted run, a lost answer, a late receipt or a key of an organisation would ask for.
    rare = {
        "GET /v3/export-jobs/{}", "GET /v3/export-jobs/{}/items", "GET /v1/installations/me", "GET /v1/companies", "GET /v1/accounting-entries/{}/receipts",
        "PUT /v1/installations/me",
    }  # fmt: skip
    assert set(contract("pleo")["requests"]) - asked - rare == set()


def spoil(body: Any) -> Iterator[tuple[str, Any]]:
    """Small mistakes in a payload, each of which the contract must see."""
    for name in list(body):
        if name in {"TxnDate", "PrivateNote"}:
            yield f"without {name}", {key: value for key, value in body.items() if key != name}
    yield "an unknown member", body | {"Memo": "x"}
    yield "a long note", body | {"PrivateNote": "x" * 4001}
    if "Line" in body:
        more = copy.deepcopy(body)
        more["Line"][0]["Amount"] = Decimal("1.005")
        yield "half a cent", more
        yield "no lines", body | {"Line": []}
    if "DocNumber" in body:
        yield "a long number", body | {"DocNumber": "x" * 22}


def test_the_contract_sees_mistakes(sent: list[Sent]) -> None:
    seen: set[str] = set()
    for one in sent:
        if one.service == "quickbooks" and "PrivateNote" in (one.body or {}) and one.what not in seen:
            seen.add(one.what)
            for mistake, body in spoil(one.body):
                assert against_contract(Sent(one.service, one.what, body)), f"{one.what} with {mistake}"
    assert len(seen) >= 7
    assert against_contract(Sent("pleo", "POST /v9/nowhere", {}))
    assert against_contract(Sent("pleo", "GET /v3/export-jobs", {"a": 1}))


# -- against the published facts, where they are at hand -------------------------------------------------------------------


class PublishedTypes:
    """Intuit's XSDs as quickbooks-schema.json holds them: member names, types, lengths and enums."""

    def __init__(self) -> None:
        found = json.loads((REFERENCE / "quickbooks-schema.json").read_text("utf-8"))
        self.types: JsonMap = found["types"]
        self.simple: JsonMap = found["simple"]

    def wrong(self, kind: str, value: Any, where: str) -> Iterator[str]:
        """What a value of a type has against it."""
        if kind in self.types:
            if not isinstance(value, dict):
                yield f"{where} is no object"
                return
            fields = self.types[kind]["fields"]
            for name, inner in value.items():
                if name not in fields:
                    yield f"{where}.{name} is not published"
                    continue
                known = fields[name]
                for one in inner if known.get("list") and isinstance(inner, list) else [inner]:
                    yield from self.wrong(known["type"], one, f"{where}.{name}")
                    if "maxLen" in known and isinstance(one, str) and len(one) > known["maxLen"]:
                        yield f"{where}.{name} is longer than {known['maxLen']}"
            missing = [n for n, f in fields.items() if (f.get("api") or {}).get("req") == "yes" and n not in value]
            yield from (f"{where}.{name} is needed" for name in missing)
        elif kind in self.simple and "enum" in self.simple[kind]:
            if value not in self.simple[kind]["enum"]:
                yield f"{where}: {value} is not among {self.simple[kind]['enum'][:5]}"
        elif kind == "decimal" and (isinstance(value, bool) or not isinstance(value, Decimal | int)):
            yield f"{where} is no number"
        elif kind == "boolean" and not isinstance(value, bool):
            yield f"{where} is no boolean"


@pytest.mark.skipif(not (REFERENCE / "quickbooks-schema.json").exists(), reason="the published facts are not at hand")
def test_payloads_keep_to_quickbooks_published_types(sent: list[Sent]) -> None:
    published = PublishedTypes()
    wrong = {
        fault
        for one in sent
        if one.service == "quickbooks" and one.what != "removal"
        for fault in published.wrong(one.what, one.body, one.what)
    }
    assert wrong == set()
    assert list(published.wrong("Purchase", {"PaymentType": "Barter", "Nonsense": 1}, "Purchase"))


@pytest.mark.skipif(not (REFERENCE / "pleo-openapi.yaml").exists(), reason="the published facts are not at hand")
def test_requests_keep_to_pleos_published_contract(sent: list[Sent]) -> None:
    published = yaml.safe_load((REFERENCE / "pleo-openapi.yaml").read_text("utf-8"))
    paths = {_plain(path): operations for path, operations in published["paths"].items()}
    wrong: set[str] = set()
    for one in sent:
        if one.service != "pleo":
            continue
        method, _, path = one.what.partition(" ")
        operation = paths[path].get(method.lower())
        assert operation, one.what
        if one.body is None:
            continue
        schema = next(iter(operation["requestBody"]["content"].values()))["schema"]
        validator = Validator(schema | {"components": published["components"]})
        wrong |= {f"{one.what}: {error.message[:200]}" for error in validator.iter_errors(one.body)}
    assert wrong == set()


def _plain(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "{}", path)
