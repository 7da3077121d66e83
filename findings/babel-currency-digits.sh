#!/bin/sh
# Guess:    babel.numbers.get_currency_precision() is the number of decimals that ISO 4217 gives a currency, as it is for EUR, JPY and BHD; so it
#           turns an amount in the smallest unit into money, and format_currency() writes all of an amount.
# Happens:  for fifteen currencies it is another: forint, rupiah and Colombian peso have 0 (ISO: 2), the Iraqi dinar has 0 (ISO: 3). 1,234,567
#           hundredths of a forint, 12,345.67 HUF, are reckoned as 1,234,567 HUF; format_currency(12345.67, "HUF") writes 12,346.
# Why:      Babel's figures are CLDR's: how many digits people usually write where there are no coins for them. ISO 4217 says in what unit services
#           count. For most currencies both are the same, EUR, JPY and BHD among them, with which tests are written.
# Bites:    cards and their services give amounts in ISO's smallest unit. A hotel in Budapest is booked at a hundred times its price; a list of
#           amounts that is written by Babel does not add up to its own total. py-moneyed has both: it counts in hundredths and prints without them.
# Instead:  the decimals of ISO's own table (iso4217, `Currency(code).exponent`); format_currency(..., currency_digits=False) with a format of one's own.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'babel==2.19.0' 'iso4217==1.16.20260101' 'py-moneyed==3.0'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from decimal import Decimal
from importlib.metadata import version

from babel.numbers import format_currency, get_currency_precision
from iso4217 import Currency
from moneyed import Money
from moneyed.l10n import format_money

OTHER = "AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK SOS SYP YER".split()


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def money(minor, currency):
    """An amount in the smallest unit, by Babel's decimals and by ISO's."""
    return [str(Decimal(minor).scaleb(-digits)) for digits in (get_currency_precision(currency), Currency(currency).exponent)]


print("Babel", version("babel"), "iso4217", version("iso4217"), "py-moneyed", version("py-moneyed"))
other = [one.code for one in Currency if one.exponent is not None and one.exponent != get_currency_precision(one.code)]
seen("currencies of which Babel has other decimals than ISO", OTHER, sorted(other))
for code, digits in {"EUR": (2, 2), "JPY": (0, 0), "BHD": (3, 3), "HUF": (0, 2), "IDR": (0, 2), "COP": (0, 2), "IQD": (0, 3)}.items():
    seen(f"{code}: decimals of Babel, of ISO", digits, (get_currency_precision(code), Currency(code).exponent))
seen("1234567 of the smallest unit of EUR", ["12345.67", "12345.67"], money(1234567, "EUR"))
seen("1234567 of the smallest unit of HUF", ["1234567", "12345.67"], money(1234567, "HUF"))
seen("1234567 of the smallest unit of IQD", ["1234567", "1234.567"], money(1234567, "IQD"))
amounts = [Decimal("100.40")] * 3
written = [format_currency(amount, "HUF", locale="en_GB") for amount in (*amounts, sum(amounts))]
seen("three amounts and their sum, written", ["HUF100", "HUF100", "HUF100", "HUF301"], written)
price = Money("12345.67", "HUF")
seen("py-moneyed: in the smallest unit, and printed", (1234567, "HUF12,346"), (price.get_amount_in_sub_unit(), format_money(price, locale="en_GB")))
PYTHON
