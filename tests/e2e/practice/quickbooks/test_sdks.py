"""python-quickbooks and intuit-oauth work against the practice services, unchanged apart from the addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from quickbooks import QuickBooks
from quickbooks.batch import batch_create, batch_delete
from quickbooks.cdc import change_data_capture
from quickbooks.exceptions import AuthorizationException, ObjectNotFoundException, QuickbooksException
from quickbooks.objects.account import Account
from quickbooks.objects.attachable import Attachable
from quickbooks.objects.base import AttachableRef, Ref
from quickbooks.objects.bill import Bill
from quickbooks.objects.billpayment import BillPayment, BillPaymentLine, CheckPayment
from quickbooks.objects.company_info import CompanyInfo
from quickbooks.objects.creditcardpayment_entity import CreditCardPayment
from quickbooks.objects.deposit import Deposit, DepositLine, DepositLineDetail
from quickbooks.objects.detailline import AccountBasedExpenseLine, AccountBasedExpenseLineDetail
from quickbooks.objects.journalentry import JournalEntry, JournalEntryLine, JournalEntryLineDetail
from quickbooks.objects.preferences import Preferences
from quickbooks.objects.purchase import Purchase
from quickbooks.objects.taxcode import TaxCode
from quickbooks.objects.taxservice import TaxRateDetails, TaxService
from quickbooks.objects.transfer import Transfer
from quickbooks.objects.vendor import Vendor

from tests.e2e.practice.quickbooks.api import Api
from tests.e2e.practice.quickbooks.sockets import served
from tests.patience import PATIENCE

REDIRECT = "http://localhost:8717/callback"


@pytest.fixture
def address(gb: Api, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The services on a socket; the SDKs' libraries are told that plain http is meant."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with served(gb) as address:
        monkeypatch.setattr(QuickBooks, "api_url_v3", f"{address}/quickbooks/v3")
        yield address


def signed_in(gb: Api, address: str) -> AuthClient:
    """Go through the consent page as a browser would and exchange the code."""
    client = gb.service.companies[gb.realm].seed["client"]
    discovery = f"{address}/intuit/.well-known/openid_configuration"
    auth = AuthClient(client["client_id"], client["client_secret"], REDIRECT, discovery)
    page = auth.get_authorization_url([Scopes.ACCOUNTING])
    fields = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
    assert requests.get(page, timeout=PATIENCE).status_code == 200
    answer = requests.post(
        auth.auth_endpoint,
        fields | {"decision": "allow", "realm_id": gb.realm},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert back["state"] == [auth.state_token]
    auth.get_bearer_token(back["code"][0], realm_id=back["realmId"][0])
    return auth


@pytest.fixture
def auth(gb: Api, address: str) -> Iterator[AuthClient]:
    """A signed-in AuthClient."""
    client = signed_in(gb, address)
    yield client
    client.close()


@pytest.fixture
def qb(gb: Api, auth: AuthClient) -> Iterator[QuickBooks]:
    """A QuickBooks client of the SDK."""
    client = QuickBooks(auth_client=auth, refresh_token=auth.refresh_token, company_id=gb.realm, minorversion=75)
    yield client
    client.session.close()


def ref(value: str, kind: str = "") -> Ref:
    made = Ref()
    made.value, made.type = value, kind
    return made


def expense_line(gb: Api, amount: float = 10.0, code: str = "2") -> AccountBasedExpenseLine:
    line = AccountBasedExpenseLine()
    line.Amount, line.Description = amount, "Taxi"
    line.AccountBasedExpenseLineDetail = AccountBasedExpenseLineDetail()
    line.AccountBasedExpenseLineDetail.AccountRef = ref(gb.account("Taxis"))
    line.AccountBasedExpenseLineDetail.TaxCodeRef = ref(code)
    return line


def purchase(gb: Api, number: str) -> Purchase:
    made = Purchase()
    made.PaymentType, made.DocNumber, made.TxnDate = "Cash", number, "2026-03-14"
    made.AccountRef = ref(gb.account("Barclays Current"))
    made.EntityRef = ref("25", "Vendor")
    made.Line = [expense_line(gb)]
    return made


# -- intuit-oauth --------------------------------------------------------------------------------------------------


def test_intuit_oauth_exchanges_refreshes_and_revokes(gb: Api, auth: AuthClient) -> None:
    assert (auth.expires_in, auth.x_refresh_token_expires_in, auth.realm_id) == (3600, 8_640_000, gb.realm)
    first = auth.access_token
    auth.refresh()
    assert auth.access_token != first
    assert auth.revoke() is True
    with pytest.raises(AuthClientError) as refused:
        auth.refresh()
    assert refused.value.status_code == 400
    assert refused.value.intuit_tid


def test_intuit_oauth_is_told_of_a_wrong_secret(auth: AuthClient) -> None:
    auth.client_secret = "wrong"
    with pytest.raises(AuthClientError) as refused:
        auth.refresh()
    assert refused.value.status_code == 401


# -- python-quickbooks ---------------------------------------------------------------------------------------------


def test_lists_are_read(gb: Api, qb: QuickBooks) -> None:
    accounts = Account.all(qb=qb, max_results=1000)
    assert {account.Name for account in accounts} >= {"Barclays Current", "Travel"}
    assert [account.Name for account in Account.filter(AccountType="Bank", qb=qb)] == [
        "Barclays Current",
        "Barclays Savings",
        "Petty cash",
    ]
    assert Account.count("AccountType = 'Bank'", qb=qb) == 3
    assert Account.all(order_by="Name DESC", max_results=1, qb=qb)[0].Name == "Welfare and gifts"
    assert len(TaxCode.all(qb=qb)) == 8
    assert CompanyInfo.get(gb.realm, qb=qb).CompanyName == "Studio Lark Ltd"
    assert Preferences.get(qb=qb).CurrencyPrefs.HomeCurrency.value == "GBP"


def test_a_vendor_is_made_found_and_set_inactive(qb: QuickBooks) -> None:
    vendor = Vendor()
    vendor.DisplayName = "Pret a Manger"
    made = vendor.save(qb=qb)
    found = Vendor.where("DisplayName = 'pret a manger'", qb=qb)
    assert [item.Id for item in found] == [made.Id]
    found[0].Active = False
    assert found[0].save(qb=qb).DisplayName == "Pret a Manger (deleted)"
    again = Vendor()
    again.DisplayName = "Pret a Manger"
    with pytest.raises(QuickbooksException) as refused:
        again.save(qb=qb)
    assert refused.value.error_code == 6240


def test_an_account_is_made(qb: QuickBooks) -> None:
    account = Account()
    account.Name, account.AccountType, account.AccountSubType = "Pleo Bank", "Bank", "Checking"
    assert account.save(qb=qb).CurrentBalance == 0


def test_a_purchase_is_made_read_changed_and_deleted(gb: Api, qb: QuickBooks) -> None:
    made = purchase(gb, "N1").save(qb=qb)
    assert (made.TotalAmt, made.TxnTaxDetail.TotalTax) == (12.0, 2.0)
    read = Purchase.get(made.Id, qb=qb)
    read.PrivateNote = "seen"
    read.Line[0].Amount = 20
    read.TxnTaxDetail = None
    assert read.save(qb=qb).TotalAmt == 24.0
    with pytest.raises(QuickbooksException) as refused:
        purchase(gb, "N1").save(qb=qb)
    assert refused.value.error_code == 6140
    Purchase.get(made.Id, qb=qb).delete(qb=qb)
    with pytest.raises(ObjectNotFoundException):
        Purchase.get(made.Id, qb=qb)


def test_a_request_id_is_replayed(gb: Api, qb: QuickBooks) -> None:
    first = purchase(gb, "N1").save(qb=qb, request_id="once")
    assert purchase(gb, "N1").save(qb=qb, request_id="once").Id == first.Id


def test_a_file_is_attached_byte_for_byte(gb: Api, qb: QuickBooks, tmp_path: Path) -> None:
    made = purchase(gb, "N1").save(qb=qb)
    content = bytes(range(256)) * 3000
    path = tmp_path / "receipt.pdf"
    path.write_bytes(content)
    attachment = Attachable()
    reference = AttachableRef()
    reference.EntityRef = ref(made.Id, "Purchase")
    attachment.AttachableRef = [reference]
    attachment.FileName, attachment.ContentType, attachment._FilePath = "receipt.pdf", "application/pdf", str(path)
    saved = attachment.save(qb=qb)
    kept = gb.books()["attachments"][0]
    assert (kept["id"], kept["size"], kept["sha256"]) == (saved.Id, len(content), hashlib.sha256(content).hexdigest())
    assert kept["refs"] == [{"value": made.Id, "type": "Purchase"}]
    assert requests.get(saved.TempDownloadUri, timeout=PATIENCE).content == content
    found = Attachable.query(
        f"select * from Attachable where AttachableRef.EntityRef.Type = 'Purchase' and AttachableRef.EntityRef.value = '{made.Id}'",  # noqa: S608
        qb=qb,
    )
    assert [item.FileName for item in found] == ["receipt.pdf"]


def test_batches(gb: Api, qb: QuickBooks) -> None:
    numbers = [f"B{n}" for n in range(34)] + ["B0"]
    answer = batch_create([purchase(gb, number) for number in numbers], qb=qb)
    assert (len(answer.successes), len(answer.faults)) == (34, 1)
    assert answer.faults[0].Error[0].code == "6140"
    gone = batch_delete(answer.successes[:5], qb=qb)
    assert len(gone.batch_responses) == 5
    assert gb.query("select count(*) from Purchase") == {"totalCount": 29}


def test_change_data_capture(gb: Api, qb: QuickBooks) -> None:
    made = purchase(gb, "N1").save(qb=qb)
    since = gb.service.companies[gb.realm].now().date().isoformat()
    changes = change_data_capture([Purchase, Vendor], since, qb=qb)
    assert [row.Id for row in changes.Purchase._object_list] == [made.Id]


def test_the_other_transactions(gb: Api, qb: QuickBooks) -> None:
    transfer = Transfer()
    transfer.FromAccountRef, transfer.ToAccountRef = ref(gb.account("Barclays Current")), ref(gb.account("Petty cash"))
    transfer.Amount = 50
    assert transfer.save(qb=qb).Id
    card = CreditCardPayment()
    card.BankAccountRef, card.CreditCardAccountRef = ref(gb.account("Barclays Current")), ref(gb.account("Barclaycard"))
    card.Amount = 5
    assert CreditCardPayment.get(card.save(qb=qb).Id, qb=qb).Amount == 5
    deposit, line = Deposit(), DepositLine()
    line.Amount, line.DepositLineDetail = 7, DepositLineDetail()
    line.DepositLineDetail.AccountRef = ref(gb.account("Taxis"))
    deposit.GlobalTaxCalculation, deposit.Line = "NotApplicable", [line]
    deposit.DepositToAccountRef = ref(gb.account("Barclays Current"))
    assert deposit.save(qb=qb).TotalAmt == 7
    entry = JournalEntry()
    for side, account in (("Debit", "Taxis"), ("Credit", "Petty cash")):
        part = JournalEntryLine()
        part.Amount, part.JournalEntryLineDetail = 3, JournalEntryLineDetail()
        part.JournalEntryLineDetail.PostingType = side
        part.JournalEntryLineDetail.AccountRef = ref(gb.account(account))
        entry.Line.append(part)
    assert entry.save(qb=qb).Id
    assert gb.books()["totals"]["debit"] == "65.00"


def test_a_bill_and_its_payment(gb: Api, qb: QuickBooks) -> None:
    bill = Bill()
    bill.VendorRef, bill.Line = ref("21"), [expense_line(gb, 100.0, "6")]
    owed = bill.save(qb=qb)
    payment, line = BillPayment(), BillPaymentLine()
    line.Amount, line.LinkedTxn = 100, [owed.to_linked_txn()]
    payment.VendorRef, payment.PayType, payment.TotalAmt, payment.Line = ref("21"), "Check", 100, [line]
    payment.CheckPayment = CheckPayment()
    payment.CheckPayment.BankAccountRef = ref(gb.account("Barclays Current"))
    payment.save(qb=qb)
    assert Bill.get(owed.Id, qb=qb).Balance == 0


def test_a_tax_code_is_made(qb: QuickBooks) -> None:
    rate = TaxRateDetails()
    rate.TaxRateName, rate.RateValue, rate.TaxAgencyId, rate.TaxApplicableOn = "12.5% T", 12.5, "1", "Purchase"
    code = TaxService()
    code.TaxCode, code.TaxRateDetails = "12.5% T", [rate]
    made = code.save(qb=qb)
    assert TaxCode.get(made.TaxCodeId or made.Id, qb=qb).Name == "12.5% T"


def test_an_expired_token_is_an_authorization_exception(gb: Api, qb: QuickBooks) -> None:
    gb.intuit.control({"expire_access_tokens": True})
    with pytest.raises(AuthorizationException):
        Account.all(qb=qb)
