"""Pleo's own file with 20,000 rows and a zip of 5,000 receipts, in a process of its own: prints how long it takes and its memory."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.unit.services.pleo_file.files import GENERIC, entry_id, generic

ROWS, RECEIPTS = 20_000, 5_000
_PDF = b"%PDF-1.4\n" + bytes(range(256)) * 40


def rows() -> Iterator[list[str]]:
    """A year of expenses, as a company has them."""
    for number in range(ROWS):
        cents = 500 + number * 37 % 90_000
        tax = round(cents / 6)
        yield generic(
            number,
            f"-{cents // 100},{cents % 100:02d}",
            Date=f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2026",
            Receipt=f"26{number:05d}",
            Net_Amount=f"-{(cents - tax) // 100},{(cents - tax) % 100:02d}",
            Tax_Amount=f"{tax // 100},{tax % 100:02d}",
            Tax_Rate="0,20000",
            Tax_Code="TVA20",
            Note=f"Note {number}, with a word or two about what was bought",
            Receipt_urls=f"https://app.pleo.io:443/accounting-entries/{entry_id(number)}/receipts/{entry_id(-number)}/file",
        )


def make(folder: Path) -> tuple[Path, Path]:
    """A zip with a .csv and its receipts, and a lone .xlsx."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(GENERIC)
    writer.writerows(rows())
    zipped, sheet = folder / "download.zip", folder / "export.xlsx"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("expenses/export.csv", out.getvalue())
        for number in range(RECEIPTS):
            archive.writestr(f"expenses/receipts/26{number:05d}.pdf", _PDF)
    from openpyxl import Workbook

    book = Workbook()  # with shared strings, as they were seen (pleo-file.md 7.4)
    page = book.active
    assert page is not None
    page.append(list(GENERIC))
    for row in rows():
        page.append([cell or None for cell in row])
    book.save(sheet)
    return zipped, sheet


def main(path: str) -> dict[str, float]:
    """Seconds until the file is understood and its receipts are found, and resident memory at the peak (MiB)."""
    from pleoqb_desktop.domain.spend_file import FileAnswers
    from pleoqb_desktop.services.pleo_file.archive import opened
    from pleoqb_desktop.services.pleo_file.kept_readings import read_download

    started = time.perf_counter()
    with opened(Path(path)) as download:
        found = read_download(download, download.table(), download.content_id, FileAnswers(), "", frozenset())
        expenses = found.understood.expenses
        receipts = sum(len(found.receipts.files(one.number, one.files, 0)) for one in expenses)
    seconds, processor = time.perf_counter() - started, time.process_time()
    status = Path("/proc/self/status").read_text("ascii")  # getrusage tells the parent's peak too
    peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]
    return {"seconds": seconds, "processor": processor, "mib": peak, "expenses": len(expenses), "receipts": receipts}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.load(sys.stdin))) + "\n")
