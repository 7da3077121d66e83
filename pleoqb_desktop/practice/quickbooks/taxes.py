"""VAT by QuickBooks' rules: tax per line and rate, half up, summed, with the override of TxnTaxDetail (quickbooks.md 9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.quickbooks.company import Company
from pleoqb_desktop.practice.quickbooks.faults import Refusal, business, missing, refusal
from pleoqb_desktop.practice.quickbooks.ledger import CENT, ZERO, cents

Row = dict[str, Any]
HUNDRED = Decimal(100)
LISTS = {"Purchase": "PurchaseTaxRateList", "Sales": "SalesTaxRateList"}


@dataclass(slots=True)
class Taxed:
    """The taxes of a transaction of a day: per rate in the order of use, and what answers show."""

    day: str
    nets: dict[str, Decimal] = field(default_factory=dict)
    taxes: dict[str, Decimal] = field(default_factory=dict)
    computed: dict[str, Decimal] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    """``Purchase`` or ``Sales`` for each rate."""

    @property
    def total(self) -> Decimal:
        """All tax together, in the transaction's currency."""
        return sum(self.taxes.values(), ZERO)

    def add(self, rate: str, net: Decimal, tax: Decimal, side: str) -> None:
        """Count a line's tax of one rate."""
        self.nets[rate] = self.nets.get(rate, ZERO) + net
        self.taxes[rate] = self.taxes.get(rate, ZERO) + tax
        self.computed[rate] = self.taxes[rate]
        self.sides[rate] = side


def edition(company: Company) -> str:
    """Return how lines are taxed: ``off`` (members ignored), ``US`` (pseudo codes, no tax) or ``codes``."""
    if not company.uses_tax:
        return "off"
    return "US" if company.country == "US" else "codes"


def settle_calculation(company: Company, row: Row) -> str:
    """Return the tax calculation of a header and make it complete; ``off`` when no line can carry tax.

    In the United States GlobalTaxCalculation is not applicable and passes unused (a public SDK always sends it). Raises
    Refusal 6470 for tax lines there, 6170 for tax lines beside ``NotApplicable``.
    """
    kind = edition(company)
    if kind != "codes":
        row.pop("GlobalTaxCalculation", None)
        detail = row.pop("TxnTaxDetail", None) or {}
        if kind == "US" and detail.get("TaxLine"):
            raise refusal("6470", "Tax cannot be used on this transaction.", "TxnTaxDetail")
        return kind
    mode = row.setdefault("GlobalTaxCalculation", "TaxExcluded")
    if mode == "NotApplicable":
        if (row.pop("TxnTaxDetail", None) or {}).get("TaxLine"):
            raise refusal("6170", "TxnTaxDetail is not allowed with GlobalTaxCalculation NotApplicable.")
        return "off"
    return str(mode)


def line_code(company: Company, detail: Row, mode: str, side: str) -> Row | None:
    """Return the tax code of a line, made complete in place; ``None`` where no tax can be.

    Raises Refusal 6000 for a line without code, 6160 for a code that is unknown, inactive or has no rate on this side,
    6100 for a wrong pseudo code in the United States.
    """
    reference = detail.get("TaxCodeRef")
    if mode == "off":
        for member in ("TaxCodeRef", "TaxAmount", "TaxInclusiveAmt"):
            detail.pop(member, None)
        return None
    if mode == "US":
        _pseudo_code(detail, reference)
        return None
    if reference is None:
        raise business("Make sure all your transactions have a GST/HST rate before you save.")
    row = company.rows["TaxCode"].get(reference["value"])
    if row is None or not row.get("Active", True) or not row[LISTS[side]]["TaxRateDetail"]:
        raise refusal("6160", f"Invalid TaxCodeRef : the tax code {reference['value']} cannot be used here.")
    detail["TaxCodeRef"] = {"value": row["Id"]}
    return row


def _pseudo_code(detail: Row, reference: Row | None) -> None:
    for member in ("TaxAmount", "TaxInclusiveAmt"):
        detail.pop(member, None)
    value = reference["value"] if reference else "NON"
    if value not in ("TAX", "NON"):
        raise refusal("6100", "Invalid Line TaxCode : use TAX or NON.", "TaxCodeRef")
    detail["TaxCodeRef"] = {"value": "NON"}


def percent(company: Company, rate: str, day: str) -> Decimal:
    """Return the percentage of a rate on a day: of the periods in force the one that began last, else the plain value."""
    row = company.rows["TaxRate"][rate]
    begun = [
        period
        for period in row.get("EffectiveTaxRate") or []
        if period["EffectiveDate"][:10] <= day and day <= period.get("EndDate", day)[:10]
    ]
    if begun:
        return Decimal(max(begun, key=lambda period: period["EffectiveDate"][:10])["RateValue"])
    return Decimal(row.get("RateValue", 0))


def rates(company: Company, code: Row, side: str, day: str) -> list[tuple[str, Decimal]]:
    """Return Id and percentage, on a day, of the rates of a code on one side."""
    found = [item["TaxRateRef"]["value"] for item in code[LISTS[side]]["TaxRateDetail"]]
    return [(id_, percent(company, id_, day)) for id_ in found]


def line_taxes(
    company: Company, code: Row, net: Decimal, side: str, day: str, total: Decimal | None = None
) -> list[tuple[str, Decimal]]:
    """Return the tax of a line per rate, each rounded half up; ``total`` when known takes the odd cent at the largest."""
    parts = [(id_, cents(net * value / HUNDRED)) for id_, value in rates(company, code, side, day)]
    if total is not None:
        odd = total - sum((tax for _, tax in parts), ZERO)
        if odd:
            largest = max(range(len(parts)), key=lambda index: abs(parts[index][1]))
            parts[largest] = (parts[largest][0], parts[largest][1] + odd)
    return parts


def inclusive_tax(
    company: Company, code: Row, net: Decimal, gross: Decimal | None, side: str, day: str
) -> Decimal | None:
    """Return the tax of a tax-inclusive line when its net and gross agree, else ``None`` (computed from the net).

    ``Amount`` is the net in both modes (9.3); a gross sent as Amount is taken as net, which makes the entry too high.
    """
    if gross is None:
        return None
    factor = 1 + sum((value for _, value in rates(company, code, side, day)), ZERO) / HUNDRED
    return gross - net if abs(cents(gross / factor) - net) < CENT else None


def tax_line(company: Company, taxed: Taxed, code: Row, line: Row, mode: str, side: str) -> None:
    """Count the taxes of a line with ``net`` amount and, in inclusive mode, complete its TaxInclusiveAmt."""
    net, detail = line["Amount"], line[line["DetailType"]]
    total = None
    if mode == "TaxInclusive":
        total = inclusive_tax(company, code, net, detail.get("TaxInclusiveAmt"), side, taxed.day)
    parts = line_taxes(company, code, net, side, taxed.day, total)
    for rate, tax in parts:
        taxed.add(rate, net, tax, side)
    if mode == "TaxInclusive" and line["DetailType"] == "AccountBasedExpenseLineDetail":
        detail["TaxInclusiveAmt"] = net + sum((tax for _, tax in parts), ZERO)


def override(company: Company, row: Row, taxed: Taxed, sign: int = 1) -> None:
    """Take the header's TxnTaxDetail, its amounts times ``sign``, in place of the computed taxes.

    All rates of all codes in use must be named, each once (6000). The tax of a fixed rate must be the computed one (6000); the
    seed says which these are, since `ReadOnly` stands on ordinary rates too (19).
    """
    sent = row.get("TxnTaxDetail") or {}
    lines = sent.get("TaxLine") or []
    if not lines:
        if sent.get("TotalTax") not in (None, sign * taxed.total):
            raise business("The total tax differs from the tax of the lines; name the tax of every rate.")
        return
    amounts: dict[str, Decimal] = {}
    for line in lines:
        if "Amount" not in line or "TaxRateRef" not in line.get("TaxLineDetail", {}):
            raise Refusal([missing("Amount" if "Amount" not in line else "TaxRateRef")])
        rate = line["TaxLineDetail"]["TaxRateRef"]["value"]
        if rate in amounts:
            raise business(f"The tax rate {rate} is named twice.")
        amounts[rate] = sign * cents(line["Amount"])
    if amounts.keys() != taxed.taxes.keys():
        raise business("Name all tax rates of the tax codes in use, each once.")
    fixed = amounts.keys() & set(company.seed.get("fixed_rates", ()))
    if any(amounts[rate] != taxed.computed[rate] for rate in fixed):
        raise business("The tax of a read-only tax rate cannot be overridden.")
    total = sum(amounts.values(), ZERO)
    if sent.get("TotalTax") not in (None, sign * total):
        raise business("The total tax differs from the sum of the tax lines.")
    taxed.taxes = amounts


def show(company: Company, taxed: Taxed) -> Row:
    """Return TxnTaxDetail as answers show it."""
    lines = []
    for rate, tax in taxed.taxes.items():
        net = taxed.nets[rate]
        lines.append(
            {
                "Amount": tax,
                "DetailType": "TaxLineDetail",
                "TaxLineDetail": {
                    "TaxRateRef": {"value": rate},
                    "PercentBased": True,
                    "TaxPercent": percent(company, rate, taxed.day),
                    "NetAmountTaxable": net,
                    "TaxInclusiveAmount": net + tax,
                    "OverrideDeltaAmount": tax - taxed.computed[rate],
                },
            }
        )
    return {"TotalTax": taxed.total, "TaxLine": lines}


def account(company: Company, rate: str, side: str) -> str:
    """Return the Id of the account that takes the tax of a rate."""
    accounts = company.seed["tax_accounts"]
    return str(accounts["rates"].get(rate) or accounts["purchase" if side == "Purchase" else "sales"])


def postings(company: Company, taxed: Taxed, sign: int) -> list[Row]:
    """Return the tax postings; ``sign`` 1 debits purchase tax (a purchase), -1 credits it (a refund)."""
    return [
        {"account": account(company, rate, taxed.sides[rate]), "own": sign * tax, "tax_rate": rate}
        for rate, tax in taxed.taxes.items()
        if tax
    ]


def records(taxed: Taxed, sign: int) -> list[Row]:
    """Return what each rate collects for the tax return: purchases and sales positive, their refunds negative.

    ``sign`` as in ``postings``; sales tax stands on the other side of the ledger.
    """
    factors = {rate: sign if side == "Purchase" else -sign for rate, side in taxed.sides.items()}
    return [
        {"rate": rate, "net": factors[rate] * taxed.nets[rate], "tax": factors[rate] * tax}
        for rate, tax in taxed.taxes.items()
    ]
