"""The same purchases through python-quickbooks, entry by entry: find or create the vendor, create the purchase, upload the receipt."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from quickbooks import QuickBooks
from quickbooks.objects.attachable import Attachable
from quickbooks.objects.base import AttachableRef, Ref
from quickbooks.objects.detailline import AccountBasedExpenseLine, AccountBasedExpenseLineDetail
from quickbooks.objects.purchase import Purchase
from quickbooks.objects.vendor import Vendor

REDIRECT = "http://localhost:8717/callback"


def main(given: Mapping[str, Any]) -> list[float]:
    """Seconds of each entry; the receipt lies on the disk already and nothing is told to Pleo."""
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # intuit-oauth would refuse the practice services otherwise
    QuickBooks.api_url_v3 = f"{given['address']}/quickbooks/v3"
    auth = _signed_in(given)
    client = QuickBooks(auth_client=auth, refresh_token=auth.refresh_token, company_id=given["realm"], minorversion=75)
    took: list[float] = []
    for entry in given["entries"]:
        began = time.perf_counter()
        vendor = _vendor(client, entry["supplier"])
        made = _purchase(entry, vendor, given["wallet"]).save(qb=client)
        _receipt(made.Id, given["receipt"]).save(qb=client)
        took.append(time.perf_counter() - began)
    return took


def _signed_in(given: Mapping[str, Any]) -> AuthClient:
    discovery = f"{given['address']}/intuit/.well-known/openid_configuration"
    auth = AuthClient(given["client_id"], given["client_secret"], REDIRECT, discovery)
    page = auth.get_authorization_url([Scopes.ACCOUNTING])
    fields = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
    form = fields | {"decision": "allow", "realm_id": given["realm"]}
    answer = requests.post(auth.auth_endpoint, form, allow_redirects=False, timeout=30)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    auth.get_bearer_token(code, realm_id=given["realm"])
    return auth


def _ref(value: str, kind: str = "") -> Ref:
    made = Ref()
    made.value, made.type = value, kind
    return made


def _vendor(client: QuickBooks, name: str) -> str:
    found: Sequence[Vendor] = Vendor.filter(DisplayName=name, qb=client)
    if found:
        return str(found[0].Id)
    made = Vendor()
    made.DisplayName = name
    return str(made.save(qb=client).Id)


def _purchase(entry: Mapping[str, str], vendor: str, wallet: str) -> Purchase:
    line = AccountBasedExpenseLine()
    line.Amount, line.Description = float(entry["net"]), entry["supplier"]
    line.AccountBasedExpenseLineDetail = AccountBasedExpenseLineDetail()
    line.AccountBasedExpenseLineDetail.AccountRef = _ref(entry["account"])
    line.AccountBasedExpenseLineDetail.TaxCodeRef = _ref(entry["tax_code"])
    made = Purchase()
    made.PaymentType, made.TxnDate, made.DocNumber = "Cash", entry["date"], entry["number"]
    made.AccountRef, made.EntityRef, made.Line = _ref(wallet), _ref(vendor, "Vendor"), [line]
    return made


def _receipt(purchase: str, path: str) -> Attachable:
    made, reference = Attachable(), AttachableRef()
    reference.EntityRef = _ref(purchase, "Purchase")
    made.AttachableRef, made.FileName, made._FilePath = [reference], "receipt.pdf", path
    made.ContentType = "application/pdf"
    return made


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.stdin.read()))) + "\n")
