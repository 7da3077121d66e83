#!/bin/sh
# Guess:    an object of the client sends the members that one has set, and an entry that was read and saved again goes back as it came.
# Happens:  a Purchase with a currency and nothing else says `ExchangeRate: 1`, `GlobalTaxCalculation: TaxExcluded`, `PrintStatus: NeedToPrint` and
#           more; a Purchase that was read and saved gains every one of these that the answer did not hold.
# Why:      only None is left out when the object is written as JSON, and the constructors fill many members with values that are not None.
# Bites:    a purchase in dollars states that a dollar is one unit of the home currency; a company of the United States, which has no such choice,
#           is told how VAT is reckoned; a correction of one word of the memo is a full update that sets all of them.
# Instead:  write payloads of one's own with the members that one means, or set each of these to None or to its true value; correct an entry with
#           `sparse: true`, or from the JSON as it was read.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'python-quickbooks==0.9.12'
"$folder/venv/bin/python" - <<'PYTHON'
import json
import sys
from importlib.metadata import version

from quickbooks.objects import Purchase, Ref


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


print("python-quickbooks", version("python-quickbooks"))
dollars = Purchase()
dollars.CurrencyRef = Ref()
dollars.CurrencyRef.value = "USD"
sent = json.loads(dollars.to_json())
seen(
    "sent of a purchase of which the currency alone was set",
    {
        "Credit": False, "CurrencyRef": {"name": "", "type": "", "value": "USD"}, "DocNumber": "", "ExchangeRate": 1,
        "GlobalTaxCalculation": "TaxExcluded", "Line": [], "LinkedTxn": [], "PaymentType": "", "PrintStatus": "NeedToPrint", "PrivateNote": "",
        "SyncToken": 0, "TotalAmt": 0, "TxnDate": "", "domain": "QBO", "sparse": False,
    },
    sent,
)

read = {"Id": "7", "SyncToken": "3", "TxnDate": "2026-03-31", "PaymentType": "CreditCard", "TotalAmt": 12.5, "Line": []}
again = json.loads(Purchase.from_json(read).to_json())
seen(
    "members that reading and saving adds",
    {
        "Credit": False, "DocNumber": "", "ExchangeRate": 1, "GlobalTaxCalculation": "TaxExcluded", "LinkedTxn": [],
        "PrintStatus": "NeedToPrint", "PrivateNote": "", "domain": "QBO", "sparse": False,
    },
    {name: value for name, value in again.items() if name not in read},
)
PYTHON
