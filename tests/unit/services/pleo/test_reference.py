"""What a sync writes into Pleo replaces the whole of a thing: what of it is not ours comes back as it stood (pleo.md 6, 8, 9)."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pleoqb_desktop.domain.books import AccountType
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.reference import PleoAccount
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.services.http.exchange import Answer, Call
from pleoqb_desktop.services.pleo.reference import ReferenceSide
from pleoqb_desktop.services.pleo.requests import Requests
from pleoqb_desktop.sync.accounts import AccountSync
from pleoqb_desktop.sync.report import SyncReport
from pleoqb_desktop.sync.tax_codes import TaxCodeSync
from pleoqb_desktop.sync.vendors import VendorSync
from tests.builders import books, vendor
from tests.on_paper.books import BooksOnPaper
from tests.on_paper.computer import SettingsOnPaper

ID = "7f8c1d2e-5b6a-4c3d-9e8f-112233445566"


class OneThing:
    """A Pleo in which one thing of each list stands, and whose updates are full puts; notes what they held."""

    def __init__(self, **thing: Any) -> None:
        self.thing = {"id": ID, "companyId": "c", "archived": False} | thing
        self.put: dict[str, Any] | None = None

    def send(self, call: Call, _cancel: CancelToken | None = None) -> Answer:
        if call.method == "PUT":
            self.put = json.loads(call.body)
            self.thing = {"id": ID, "externalId": self.thing.get("externalId")} | self.put
            return Answer(200, {}, json.dumps({"data": self.thing}).encode())
        if call.path.endswith(":search"):
            pages = {"hasNextPage": False, "hasPreviousPage": False, "currentRequestPagination": {"parameters": {}}}
            return Answer(200, {}, json.dumps({"data": [self.thing], "pagination": pages}).encode())
        return Answer(201, {}, b'{"data": {"created": [], "failed": []}}')

    @property
    def side(self) -> ReferenceSide:
        return ReferenceSide(Requests(self, lambda: "c", None))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    ["[]", '{"failed": [{"reasons": ["OTHER"]}]}', '{"failed": [{"request": {"externalId": 7}}]}', '{"failed": 1}'],
)
def test_an_answer_to_a_batch_of_accounts_that_is_none_is_pleos_fault_and_no_bug(data: str) -> None:
    class Strange(OneThing):
        def send(self, _call: Call, _cancel: CancelToken | None = None) -> Answer:
            return Answer(201, {}, f'{{"data": {data}}}'.encode())

    account = PleoAccount("", "77", "Meals", None, archived=False)
    with pytest.raises(UnavailableError) as caught:
        Strange().side.create_accounts([account])
    assert caught.value.problem.code is Code.PLEO_ANSWER


def test_a_tax_code_keeps_the_accounts_of_its_vat() -> None:
    accounts = {"ingoingTaxAccount": "445662", "outgoingTaxAccount": "445200"}
    pleo = OneThing(code="20", name="an old name", rate=0.2, type="inclusive", **accounts)
    TaxCodeSync(pleo.side, SyncReport(), CancelToken(), lambda: date(2026, 3, 14)).write_all(books())
    assert pleo.put is not None
    assert {name: pleo.put[name] for name in accounts} == accounts
    assert pleo.put["name"] != "an old name"


def test_a_vendor_keeps_its_country_and_registrations() -> None:
    known = vendor()
    kept = {"country": "FR", "registrationNumber": "552 081 317", "taxRegistrationNumber": "FR03552081317"}
    pleo = OneThing(externalId=known.id, name="an old name", defaultCurrency="EUR", state="ACTIVE", **kept)
    VendorSync(BooksOnPaper(books(), [known]), pleo.side, SyncReport(), CancelToken()).write_all("EUR")
    assert pleo.put is not None
    assert {name: pleo.put.get(name) for name in kept} == kept
    assert pleo.put["name"] == known.name


def test_an_account_keeps_what_others_wrote_with_it_and_loses_a_tax_code_that_is_gone() -> None:
    own = books()
    bank = next(one for one in own.accounts.values() if one.type is AccountType.BANK and not one.tax_code_id)
    pleo = OneThing(externalId=bank.id, name=bank.name, taxCodeExternalId="gone", metadata={"of": {"others": "1"}})
    settings = Settings(wallet_account_id=bank.id)
    for _ in range(2):
        report = SyncReport()
        AccountSync(pleo.side, SettingsOnPaper(settings), report, CancelToken(), lambda _done, _of: None).write_all(
            own, settings
        )
    assert pleo.put is not None
    assert (pleo.put["taxCodeExternalId"], pleo.put["metadata"]) == (None, {"of": {"others": "1"}})
    assert not any(thing.name == bank.name for thing in report.things)  # the second sync finds it as it should be


def test_where_quickbooks_names_no_vat_for_an_account_what_a_person_chose_in_pleo_stays() -> None:
    own = books()
    bank = next(one for one in own.accounts.values() if one.type is AccountType.BANK and not one.tax_code_id)
    pleo = OneThing(externalId=bank.id, name="an old name", taxCodeExternalId="20")
    settings = Settings(wallet_account_id=bank.id)
    AccountSync(pleo.side, SettingsOnPaper(settings), SyncReport(), CancelToken(), lambda _done, _of: None).write_all(
        own, settings
    )
    assert pleo.put is not None
    assert (pleo.put["taxCodeExternalId"], pleo.put["name"]) == ("20", bank.name)


def test_a_code_of_quickbooks_that_is_not_offered_takes_away_no_choice_made_in_pleo() -> None:
    own = books()
    code = replace(own.tax_codes["20"], id="off", active=False)
    bank = next(one for one in own.accounts.values() if one.type is AccountType.BANK and not one.tax_code_id)
    own = replace(
        own,
        tax_codes={**own.tax_codes, "off": code},
        accounts={**own.accounts, bank.id: replace(bank, tax_code_id="off")},
    )
    pleo = OneThing(externalId=bank.id, name="an old name", taxCodeExternalId="20")
    settings = Settings(wallet_account_id=bank.id)
    AccountSync(pleo.side, SettingsOnPaper(settings), SyncReport(), CancelToken(), lambda _done, _of: None).write_all(
        own, settings
    )
    assert pleo.put is not None
    assert pleo.put["taxCodeExternalId"] == "20"
