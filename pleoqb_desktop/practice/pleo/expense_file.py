"""The files that Pleo makes itself, of practice expenses: the generic one in two countries' shapes, and custom formats (pleo-file.md)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from pleoqb_desktop.practice.pleo.answers import moment_of
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.items import Taxed, scaled, taxed

MINUS = "\u2212"
GENERIC = (
    "Date", "Receipt", "Expense Type", "Amount", "Net Amount", "Total FX Fee", "Currency", "Orig. amount", "Orig. currency",
    "Source description", "Category", "Account number", "Owner", "Note", "Team", "Team code", "Receipt urls", "Employee Code",
    "Review Status", "Reviewer", "Review Note", "AI Review Status", "Tax Code", "Tax Rate", "Tax Amount", "CIF",
    "Document Number", "Attendees", "Merchant Country Code", "Reconciled Entries", "Expense ID", "Personal Expense",
    "Export Status", "Linked Invoice Numbers",
)  # fmt: skip
"""Column by column as seen (pleo-file.md 1)."""
_CUSTOM = {
    "fr": (
        "Date", "N° reçu", "Type de dépense", "Montant TTC", "Montant HT", "Montant TVA", "Taux TVA", "Code TVA", "Compte",
        "Catégorie", "Contrepartie", "Devise", "Montant d'origine", "Devise d'origine", "Fournisseur", "Salarié", "Commentaire",
        "Invités", "Fichiers", "Numéro de facture", "Rapproché", "ID dépense",
    ),
    "en": (
        "Date", "Receipt number", "Expense type", "Amount", "Net amount", "VAT amount", "VAT rate", "VAT code", "Account number",
        "Category", "Contra account", "Currency", "Original amount", "Original currency", "Supplier", "Employee", "Note",
        "Attendees", "Receipt file", "Invoice number", "Reconciled Entries", "Expense ID",
    ),
}  # fmt: skip
_JOURNAL = {
    "fr": ("Journal", "Date", "Compte", "Catégorie", "Débit", "Crédit", "Code TVA", "Type de dépense", "Fournisseur", "Salarié",
           "Commentaire", "Devise", "N° reçu", "Fichiers", "Numéro de facture", "Rapproché", "ID dépense"),
    "en": ("Journal", "Date", "Account number", "Category", "Debit", "Credit", "VAT code", "Expense type", "Supplier",
           "Employee", "Note", "Currency", "Receipt number", "Receipt file", "Invoice number", "Reconciled Entries", "Expense ID"),
}  # fmt: skip
_TYPES = {
    "card_purchase": "Card Purchase", "card_invoice": "Card Purchase", "personal_spend": "Card Purchase",
    "refund": "Card Purchase", "chargeback": "Card Purchase", "cashback": "Cashback", "fee": "Fee",
    "out_of_pocket": "Out of Pocket", "mileage": "Mileage", "per_diem": "Per Diem", "wallet_topup": "Wallet Load",
    "wallet_unload": "Wallet Unload", "direct_reimbursement": "Reimbursement to {person}",
    "external_reimbursement": "External Reimbursement", "invoice": "Invoice", "invoice_payment": "Invoice Payment",
    "atm_withdrawal": "ATM Withdrawal",
}  # fmt: skip
_IN = frozenset({"refund", "chargeback", "cashback", "wallet_topup"})
_IN_SUB_TYPES = frozenset({"reimbursement_to_company", "reimbursement_to_employee_refund", "invoice_payment_returned"})
_POCKET = frozenset({"out_of_pocket", "mileage", "per_diem"})
_MERCHANT = 22
"""Letters of a merchant that the card network leaves (pleo-file.md 1, 10)."""
_VAT_IN, _VAT_OUT, _VAT_DUE = "VAT-IN", "VAT-OUT", "VAT-DUE"
"""Ledger accounts of VAT as a company writes them into its format; they need not be those of QuickBooks."""
_EXTENSIONS = {"jpeg": "jpg"}


class Shape(Enum):
    """A file as one company has it."""

    SWEDISH = "generic-sv"
    SPANISH = "generic-es"
    ONE_LINE = "custom"
    LINES = "custom-lines"
    SHEET = "xlsx"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. ``contra`` and ``pocket`` are the accounts that a custom format names; ``positive``: spend is positive;
    ``zone``: whose days are written, those of the person who downloads (INFERRED)."""

    shape: Shape
    language: str = "en"
    contra: str = ""
    pocket: str = ""
    positive: bool = False
    zone: str = "UTC"

    @property
    def is_custom(self) -> bool:
        """Tell whether it comes out of the export, after which its expenses count as exported (pleo-file.md 0.2)."""
        return self.shape not in (Shape.SWEDISH, Shape.SPANISH)


Content = Callable[[JsonMap, JsonMap], bytes | None]
"""(entry, receipt) -> bytes; None for one that Pleo has lost."""


def download(company: PleoCompany, entries: Sequence[JsonMap], wanted: Wanted, content: Content, today: date) -> bytes:
    """Return the zip that a person downloads: a folder with the file and the receipts beside it."""
    folder = f"expenses_{today}"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        name, data = _table(company, entries, wanted)
        archive.writestr(f"{folder}/{name}", data)
        for entry in entries:
            for receipt, file in _receipts(entry):
                if (kept := content(entry, receipt)) is not None:
                    archive.writestr(f"{folder}/receipts/{file}", kept)
    return out.getvalue()


def _table(company: PleoCompany, entries: Sequence[JsonMap], wanted: Wanted) -> tuple[str, bytes]:
    days = sorted(_day(entry, wanted) for entry in entries) or [date.min]
    name = f"export_{days[0]}_{days[-1]}"
    newest_first = sorted(entries, key=lambda entry: (entry["date"], entry["seq"]), reverse=True)
    match wanted.shape:
        case Shape.SWEDISH:
            rows = _generic(company, newest_first, wanted, "%d-%m-%Y", MINUS)
            return f"{name}.csv", _text(rows, ",", csv.QUOTE_ALL, "utf-8-sig")
        case Shape.SPANISH:
            return f"{name}.csv", _text(
                _generic(company, newest_first, wanted, "%d/%m/%Y", "-"), ";", csv.QUOTE_MINIMAL, "utf-8"
            )
        case Shape.LINES:
            return f"{name}.csv", _text(_journal(company, newest_first, wanted), ";", csv.QUOTE_MINIMAL, "utf-8-sig")
        case Shape.ONE_LINE:
            return f"{name}.csv", _text(_custom(company, newest_first, wanted), ",", csv.QUOTE_MINIMAL, "utf-8")
        case Shape.SHEET:
            return f"{name}.xlsx", _sheet(_custom(company, newest_first, wanted))


def _text(rows: Iterable[Sequence[Any]], delimiter: str, quoting: int, encoding: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([str(cell) for cell in row] for row in rows)
    return out.getvalue().encode(encoding)


def _sheet(rows: Iterable[Sequence[Any]]) -> bytes:
    """Numbers as numbers, everything else as text."""
    from openpyxl import Workbook  # only this shape asks for it

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in rows:
        sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# -- the generic file --------------------------------------------------------------------------------------------------------------


def _generic(
    company: PleoCompany, entries: Sequence[JsonMap], wanted: Wanted, days: str, minus: str
) -> list[list[str]]:
    groups = _groups(company)
    heading = [*GENERIC, *(f"{group['name']} - {part}" for group in groups for part in ("Name", "Code"))]
    rows = [heading]
    for entry in entries:
        rows += [_generic_row(company, entry, line, groups, wanted, (days, minus)) for line in entry["lines"]]
    return rows


def _generic_row(
    company: PleoCompany,
    entry: JsonMap,
    line: JsonMap,
    groups: Sequence[JsonMap],
    wanted: Wanted,
    style: tuple[str, str],
) -> list[str]:
    days, minus = style

    def amount(cents: int | None) -> str:
        return "" if cents is None else _comma(cents, minus)

    found, sign = taxed(company, line), _sign(entry)
    account, tags = company.account_for(line["account"]), _tags(company, line)
    cells = _shared(company, entry, line) | {
        "Date": _day(entry, wanted).strftime(days),
        "Amount": amount(sign * line["amount"]),
        "Net Amount": amount(None if found is None else sign * found.net),
        "Orig. amount": amount(abs(scaled(entry, line["amount"]))),
        "Source description": ((entry["supplier"] or {}).get("name") or "")[:_MERCHANT],
        "Account number": "" if account is None else account["code"] or account["name"],
        "Receipt urls": ",".join(_url(entry, receipt) for receipt in entry["receipts"]),
        "Review Status": "NOT_SET",
        "Tax Code": "" if found is None else found.code["code"] or "-",
        "Tax Rate": "" if found is None else f"{Decimal(str(found.code['rate'])):.5f}".replace(".", ","),
        "Tax Amount": amount(0 if found is None else abs(found.tax)),
        "Merchant Country Code": (entry["supplier"] or {}).get("country") or "",
        "Personal Expense": "Marked as personal" if entry["type"] == "personal_spend" else "",
        "Export Status": entry["exportStatus"],
    }
    named = [tags.get(group["id"]) for group in groups]
    return [cells.get(heading, "") for heading in GENERIC] + [
        (tag or {}).get(part, "") for tag in named for part in ("name", "code")
    ]


def _shared(company: PleoCompany, entry: JsonMap, line: JsonMap) -> dict[str, str]:
    person = company.employee(entry["user"])
    team = company.team(entry["team"])
    account = company.account_for(line["account"])
    return {
        "Receipt": entry["reconciliationId"],
        "Expense Type": _type(company, entry),
        "Currency": entry["currency"],
        "Orig. currency": entry["supplierCurrency"],
        "Category": "" if account is None else account["name"],
        "Owner": _name(person),
        "Note": entry["note"] or "",
        "Team": team["name"] if team else "",
        "Attendees": ",".join(entry["attendees"] or ()),
        "Document Number": (entry["invoice"] or {}).get("invoiceNumber", ""),
        "Reconciled Entries": ",".join(entry["reconciledEntries"] or ()),
        "Expense ID": entry["id"],
    }


# -- custom formats ----------------------------------------------------------------------------------------------------------------


def _custom(company: PleoCompany, entries: Sequence[JsonMap], wanted: Wanted) -> list[list[Any]]:
    """One line for each part of an expense; amounts are numbers, days ISO."""
    groups = _groups(company)
    rows: list[list[Any]] = [[*_CUSTOM[wanted.language], *(f"{group['name']} - Name" for group in groups)]]
    for entry in entries:
        rows += [[*_custom_row(company, entry, line, wanted), *_named(company, line)] for line in entry["lines"]]
    return rows


def _groups(company: PleoCompany) -> list[JsonMap]:
    return [group for group in company.tag_groups.values() if not group["archived"]]


def _named(company: PleoCompany, line: JsonMap) -> list[str]:
    """Return the names of a line's tags, group by group."""
    tags = _tags(company, line)
    return [tags.get(group["id"], {}).get("name", "") for group in _groups(company)]


def _custom_row(company: PleoCompany, entry: JsonMap, line: JsonMap, wanted: Wanted) -> list[Any]:
    shared, found = _shared(company, entry, line), taxed(company, line)
    sign = _sign(entry) * (-1 if wanted.positive else 1)
    return [
        _day(entry, wanted).isoformat(),
        shared["Receipt"],
        shared["Expense Type"],
        _units(sign * line["amount"]),
        "" if found is None else _units(sign * found.net),
        _units(0 if found is None else sign * abs(found.tax)),
        "" if found is None else Decimal(str(found.code["rate"])),
        "" if found is None else found.code["code"] or "-",
        _account(company, line),
        shared["Category"],
        _contra(entry, wanted),
        shared["Currency"],
        _units(abs(scaled(entry, line["amount"]))),
        shared["Orig. currency"],
        (entry["supplier"] or {}).get("name") or "",
        shared["Owner"],
        shared["Note"],
        shared["Attendees"],
        ",".join(file for _, file in _receipts(entry)),
        shared["Document Number"],
        shared["Reconciled Entries"],
        shared["Expense ID"],
    ]


def _journal(company: PleoCompany, entries: Sequence[JsonMap], wanted: Wanted) -> list[list[str]]:
    """A debit and a credit row for each part, VAT in rows of its own between them (pleo-file.md 2, 7.3: INFERRED)."""
    rows: list[list[str]] = [[*_JOURNAL[wanted.language], *(f"{group['name']} - Name" for group in _groups(company))]]
    for entry in entries:
        for line in entry["lines"]:
            spent = -_sign(entry) * line["amount"]
            found = taxed(company, line)
            code = "" if found is None else found.code["code"] or "-"
            parts = [(_account(company, line), spent - _within(found, spent), code)]
            parts += _vat_rows(found, spent, code)
            parts.append((_contra(entry, wanted), -spent, ""))
            rows += [[*_journal_row(company, entry, line, wanted, *part), *_named(company, line)] for part in parts]
    return rows


def _within(found: Taxed | None, spent: int) -> int:
    if found is None or found.code["type"] == "reverse":
        return 0
    return found.tax if spent > 0 else -abs(found.tax)


def _vat_rows(found: Taxed | None, spent: int, code: str) -> list[tuple[str, int, str]]:
    if found is None or not found.tax:
        return []
    tax = abs(found.tax) if spent > 0 else -abs(found.tax)
    if found.code["type"] == "reverse":
        return [(_VAT_OUT, tax, code), (_VAT_DUE, -tax, code)]
    return [(_VAT_IN, tax, code)]


def _journal_row(
    company: PleoCompany, entry: JsonMap, line: JsonMap, wanted: Wanted, account: str, cents: int, code: str
) -> list[str]:
    shared = _shared(company, entry, line)
    return [
        "PLE",
        _day(entry, wanted).strftime("%d/%m/%Y"),
        account,
        shared["Category"] if account == _account(company, line) else "",
        _comma(cents, "-") if cents > 0 else "",
        _comma(-cents, "-") if cents < 0 else "",
        code,
        shared["Expense Type"],
        (entry["supplier"] or {}).get("name") or "",
        shared["Owner"],
        shared["Note"],
        shared["Currency"],
        shared["Receipt"],
        ",".join(file for _, file in _receipts(entry)),
        shared["Document Number"],
        shared["Reconciled Entries"],
        shared["Expense ID"],
    ]


# -- what all shapes say ---------------------------------------------------------------------------------------------------------


def _day(entry: JsonMap, wanted: Wanted) -> date:
    moment: datetime = moment_of(entry["date"])
    return moment.astimezone(ZoneInfo(wanted.zone)).date()


def _type(company: PleoCompany, entry: JsonMap) -> str:
    person = _name(company.employee(entry["user"])) or "employee"
    return _TYPES.get(entry["type"], str(entry["type"])).format(person=person)


def _name(person: Mapping[str, Any] | None) -> str:
    return f"{person['firstName']} {person['lastName']}" if person else ""


def _sign(entry: JsonMap) -> int:
    """Return -1 where money leaves: the amounts of practice expenses are of any sign for what comes back."""
    incoming = entry["type"] in _IN or entry["subType"] in _IN_SUB_TYPES
    if incoming:
        return -1 if entry["amount"] < 0 else 1
    return -1


def _account(company: PleoCompany, line: JsonMap) -> str:
    account = company.account_for(line["account"])
    return "" if account is None else str(account["code"] or account["name"])


def _contra(entry: JsonMap, wanted: Wanted) -> str:
    return wanted.pocket if entry["type"] in _POCKET and wanted.pocket else wanted.contra


def _tags(company: PleoCompany, line: JsonMap) -> dict[str, JsonMap]:
    found = (company.tag_for(hint, name) for hint, name in line["tags"] or ())
    return {tag["groupId"]: tag for tag in found if tag is not None}


def _url(entry: JsonMap, receipt: JsonMap) -> str:
    """Return the link that only a signed-in administrator can open; its port is written out (pleo-file.md 5)."""
    return f"https://app.pleo.io:443/accounting-entries/{entry['id']}/receipts/{receipt['id']}/file"


def _receipts(entry: JsonMap) -> list[tuple[JsonMap, str]]:
    """Return receipts with the names of their files: the number, and a letter where there are several."""
    several = len(entry["receipts"]) > 1
    found = []
    for index, receipt in enumerate(entry["receipts"]):
        letter = chr(ord("a") + index % 26) if several else ""
        extension = receipt["name"].rpartition(".")[2]
        found.append((receipt, f"{entry['reconciliationId']}{letter}.{_EXTENSIONS.get(extension, extension)}"))
    return found


def _units(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _comma(cents: int, minus: str) -> str:
    return f"{minus if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d}"
