"""Files as Pleo makes them, of made-up expenses: the two generic shapes, our template, custom formats; no test lives here."""

import csv
import io
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from pleoqb_desktop.domain.spend_file import FileAnswers
from pleoqb_desktop.services.pleo_file.table import Table
from pleoqb_desktop.services.pleo_file.text_table import read_text_table
from pleoqb_desktop.services.pleo_file.understanding import Understanding, understand

GENERIC = (
    "Date", "Receipt", "Expense Type", "Amount", "Net Amount", "Total FX Fee", "Currency", "Orig. amount", "Orig. currency",
    "Source description", "Category", "Account number", "Owner", "Note", "Team", "Team code", "Receipt urls", "Employee Code",
    "Review Status", "Review Note", "AI Review Status", "Tax Code", "Tax Rate", "Tax Amount", "CIF", "Document Number",
    "Attendees", "Merchant Country Code", "Reconciled Entries", "Expense ID", "Personal Expense", "Export Status",
)  # fmt: skip
CUSTOM = ("Day", "Receipt number", "Amount", "Net", "Tax amount", "Tax rate", "Account", "Merchant", "Expense ID")


def entry_id(name: object) -> str:
    """An Expense ID, always the same for a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"pleo-file/{name}"))


def csv_bytes(
    heading: Sequence[str],
    rows: Sequence[Sequence[str]],
    delimiter: str = ",",
    quoting: int = csv.QUOTE_MINIMAL,
    encoding: str = "utf-8",
) -> bytes:
    """A file of text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(heading: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A sheet whose cells are what they are: text, number or day."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(heading))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """A download."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def generic(name: object, amount: str = "-12,00", **more: str) -> list[str]:
    """A row of the generic file, in the words of its headings with _ for blanks."""
    cells = {
        "Date": "30/10/2026",
        "Receipt": f"26{hash_of(name):05d}",
        "Expense Type": "Card Purchase",
        "Amount": amount,
        "Currency": "EUR",
        "Orig. amount": amount.lstrip("-−"),
        "Orig. currency": "EUR",
        "Source description": "PAPETERIE DU QUAI",
        "Category": "Fournitures",
        "Account number": "606400",
        "Owner": "Ines Blum",
        "Tax Amount": "0,00",
        "Expense ID": entry_id(name),
        "Export Status": "QUEUED",
    }
    cells |= {heading.replace("_", " "): text for heading, text in more.items()}
    return [cells.get(heading, "") for heading in GENERIC]


def hash_of(name: object) -> int:
    """Five digits of a name."""
    return uuid.uuid5(uuid.NAMESPACE_OID, str(name)).int % 100_000


def custom(name: object, amount: str, net: str = "", tax: str = "", rate: str = "", **more: str) -> list[str]:
    """A row of the custom file."""
    cells = {
        "Day": "2026-10-30",
        "Receipt number": f"26{hash_of(name):05d}",
        "Amount": amount,
        "Net": net,
        "Tax amount": tax,
        "Tax rate": rate,
        "Account": "606400",
        "Merchant": "Papeterie du Quai",
        "Expense ID": entry_id(name),
    }
    cells |= {heading.replace("_", " "): text for heading, text in more.items()}
    return [cells[heading] for heading in CUSTOM]


def read(data: bytes, answers: FileAnswers | None = None) -> Understanding:
    """What is understood of a file of text."""
    return of_table(read_text_table(data), answers)


def of_table(table: Table, answers: FileAnswers | None = None, wallets: frozenset[str] = frozenset()) -> Understanding:
    """What is understood of a table."""
    return understand("test", table, answers or FileAnswers(), wallets)


def asked(found: Understanding) -> list[str]:
    """What is asked, in a word."""
    return [question.text for question in found.report.questions]


def held(found: Understanding) -> dict[int, str]:
    """Codes of held expenses by their first row."""
    return {one.rows[0]: one.problem.code.value for one in found.held}


def totals(found: Understanding) -> dict[str, str]:
    """What each expense of a file comes to, spend positive."""
    return {one.entry_id: str(one.total) for one in found.expenses}
