"""Draws receipts that look like receipts, the same bytes for the same expense; knows nothing of HTTP or of Pleo's API."""

from __future__ import annotations

import base64
import io
import textwrap
import threading
import unicodedata
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from pleoqb_desktop.practice.pleo.answers import moment_of
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.expenses import share

HUGE = 32_000_000
"""Bytes of a receipt that is larger than the 30 MiB Pleo takes (pleo.md 4)."""
CACHED = 400


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a receipt; amounts as text, ready to print."""

    supplier: str
    address: tuple[str, ...]
    number: str
    date: datetime
    lines: tuple[tuple[str, str], ...]
    taxes: tuple[tuple[str, str, str], ...]
    total: str
    words: Mapping[str, str]
    card: str


_WORDS = {
    "fr": {
        "receipt": "Ticket", "invoice": "Facture", "date": "Date", "total": "TOTAL TTC", "rate": "Taux", "net": "Base HT",
        "tax": "TVA", "paid": "Payé par carte", "thanks": "Merci de votre visite", "item": "Article",
    },
    "en": {
        "receipt": "Receipt", "invoice": "Invoice", "date": "Date", "total": "TOTAL", "rate": "Rate", "net": "Net",
        "tax": "VAT", "paid": "Paid by card", "thanks": "Thank you", "item": "Item",
    },
    "fr-CA": {
        "receipt": "Reçu", "invoice": "Facture", "date": "Date", "total": "TOTAL", "rate": "Taux", "net": "Sous-total",
        "tax": "Taxes", "paid": "Payé par carte", "thanks": "Merci, à bientôt", "item": "Article",
    },
}  # fmt: skip


class ReceiptStore:
    """Makes the bytes of receipts when somebody asks, and remembers the last ones. Thread-safe."""

    def __init__(self) -> None:
        """Start empty."""
        self._lock = threading.Lock()
        self._contents: OrderedDict[str, bytes] = OrderedDict()
        self._sizes: dict[str, int] = {}

    def content(self, company: PleoCompany, entry: JsonMap, receipt: JsonMap) -> bytes:
        """Return the receipt's bytes."""
        if receipt["kind"] == "huge":
            return _huge(receipt)
        key = _key(receipt)
        with self._lock:
            if key in self._contents:
                self._contents.move_to_end(key)
                return self._contents[key]
        made = _bytes(company, entry, receipt)
        with self._lock:
            self._contents[key] = made
            self._sizes[key] = len(made)
            while len(self._contents) > CACHED:
                self._contents.popitem(last=False)
        return made

    def size(self, company: PleoCompany, entry: JsonMap, receipt: JsonMap) -> int:
        """Return the size Pleo announces, in bytes: the true one unless the practice data says otherwise."""
        if "size" in receipt:
            return int(receipt["size"])
        if receipt["kind"] == "huge":
            return int(receipt.get("bytes", HUGE))
        known = self._sizes.get(_key(receipt))
        return len(self.content(company, entry, receipt)) if known is None else known


def _key(receipt: JsonMap) -> str:
    return f"pool {receipt['pool']} {receipt['kind']}" if "pool" in receipt else str(receipt["id"])


def _huge(receipt: JsonMap) -> bytes:
    return b"%PDF-1.7\n".ljust(int(receipt.get("bytes", HUGE)), b"%")


def _bytes(company: PleoCompany, entry: JsonMap, receipt: JsonMap) -> bytes:
    if "base64" in receipt:
        return base64.b64decode(receipt["base64"])
    if receipt["kind"] == "empty":
        return b""
    drawn_for = entry | receipt.get("drawn_for", {})  # an edited expense keeps its receipts as they were
    paper = pool_paper(company, receipt["pool"]) if "pool" in receipt else paper_of(company, drawn_for, receipt)
    draw = _DRAWERS.get(receipt["kind"], draw_pdf)
    return draw(paper)


def paper_of(company: PleoCompany, entry: JsonMap, receipt: JsonMap) -> Paper:
    """Return what the receipt of an expense says: its supplier, lines, VAT and total, in the supplier's currency."""
    profile = company.data["profile"]
    sign = 1 if entry["amount"] >= 0 else -1
    language, currency = profile["language"], entry["supplierCurrency"]
    words = _WORDS.get(f"{language}-{profile['country']}") or _WORDS.get(language, _WORDS["en"])
    supplier = (entry["supplier"] or {}).get("name") or "?"

    def money(cents: int) -> str:
        return amount_text(sign * cents, currency, language)

    same = entry["supplierAmount"] == entry["amount"]
    taxes = _taxes(entry, profile["reverse"]) if same else []
    lines = [(words["item"], entry["supplierAmount"])] if not same else _items(entry, words["item"])
    return Paper(
        supplier,
        _address(supplier, profile),
        f"{_number(receipt['id']):06d}",
        moment_of(entry["performedAt"]),
        tuple((label, money(cents)) for label, cents in lines),
        tuple((_percent(rate, language), money(net), money(tax)) for rate, net, tax in taxes),
        money(entry["supplierAmount"]),
        words,
        f"**** **** **** {_number(entry['user'] or 'card') % 9000 + 1000}",
    )


def pool_paper(company: PleoCompany, index: int) -> Paper:
    """Return one of the papers that mass data shares."""
    profile = company.data["profile"]
    language, currency = profile["language"], profile["currency"]
    words = _WORDS.get(f"{language}-{profile['country']}") or _WORDS.get(language, _WORDS["en"])
    supplier = profile["suppliers"][index % len(profile["suppliers"])]["name"]
    cents = 731 * (index + 1)
    return Paper(
        supplier,
        _address(supplier, profile),
        f"{index + 1:06d}",
        moment_of("2026-09-01T11:00:00Z"),
        ((words["item"], amount_text(cents, currency, language)),),
        (),
        amount_text(cents, currency, language),
        words,
        f"**** **** **** {index + 1000}",
    )


def amount_text(cents: int, currency: str, language: str) -> str:
    """Write an amount as a till would: ``12,50 EUR`` or ``GBP 12.50``."""
    whole, part = divmod(abs(cents), 100)
    minus = "-" if cents < 0 else ""
    if language == "fr":
        return f"{minus}{whole},{part:02d} {currency}"
    return f"{minus}{currency} {whole}.{part:02d}"


def _number(text: str) -> int:
    return zlib.crc32(text.encode()) % 1_000_000


def _items(entry: JsonMap, word: str) -> list[tuple[str, int]]:
    """Return labels and gross amounts; a single line of more than 20.00 is shown as two articles."""
    note = (entry["note"] or "").strip()
    lines = [line["amount"] for line in entry["lines"]]
    if len(lines) == 1 and abs(lines[0]) > 2000:
        first = lines[0] * 3 // 5
        lines = [first, lines[0] - first]
    note = textwrap.shorten(note, 30, placeholder="…")
    return [(note if note and index == 0 else f"{word} {index + 1}", cents) for index, cents in enumerate(lines)]


def _percent(rate: str, language: str) -> str:
    text = f"{(Decimal(rate) * 100).normalize():f} %"
    return text.replace(".", ",") if language == "fr" else text


def _taxes(entry: JsonMap, reverse: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return rate, net and tax per rate; lines without a known rate, or whose tax the buyer owes, are left out."""
    totals: dict[str, tuple[int, int]] = {}
    for line in entry["lines"]:
        if line["rate"] is None or any(name in reverse for name in line["tax"]):
            continue
        rate = Decimal(line["rate"])
        net = line["net"] if line["net"] is not None else line["amount"] - share(line["amount"], rate / (1 + rate))
        old_net, old_tax = totals.get(line["rate"], (0, 0))
        totals[line["rate"]] = (old_net + net, old_tax + line["amount"] - net)
    return [(rate, net, tax) for rate, (net, tax) in totals.items()]


def _address(supplier: str, profile: JsonMap) -> tuple[str, ...]:
    streets = profile["streets"]
    number = _number(supplier)
    return (f"{number % 90 + 1} {streets[number % len(streets)]}", profile["address"]["locality"])


def plain(text: str) -> str:
    """Return text as a till prints it: capitals without accents; the built-in font has no others."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("’", "'").replace("–", "-").replace("…", "...")
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "replace").decode()
    return folded.replace("?", "").upper() if any(c.isalnum() for c in folded) else "?"


def _draw_till(paper: Paper) -> Image.Image:
    """Draw a till receipt, 460 pixels wide."""
    large, small = ImageFont.load_default(26), ImageFont.load_default(17)
    width, left, right = 460, 28, 432
    height = 330 + 26 * (len(paper.lines) + len(paper.taxes))
    image = Image.new("L", (width, height), 250)
    pen = ImageDraw.Draw(image)
    y = 24.0

    def line(label: str, value: str = "", *, font: Any = small, step: int = 26) -> None:
        nonlocal y
        pen.text((left, y), plain(label), font=font, fill=30)
        pen.text((right, y), plain(value) if value else "", font=font, fill=30, anchor="ra")
        y += step

    def centred(label: str, font: Any, step: int) -> None:
        nonlocal y
        pen.text((width / 2, y), plain(label)[:30], font=font, fill=30, anchor="ma")
        y += step

    def rule() -> None:
        nonlocal y
        for x in range(left, right, 8):
            pen.line((x, y + 4, x + 4, y + 4), fill=90)
        y += 14

    centred(paper.supplier[:24], large, 36)
    for text in paper.address:
        centred(text, small, 22)
    rule()
    line(f"{paper.words['receipt']} {paper.number}", paper.date.strftime("%d/%m/%Y %H:%M"))
    rule()
    for label, value in paper.lines:
        line(label, value)
    rule()
    line(paper.words["total"], paper.total, font=large, step=38)
    for rate, net, tax in paper.taxes:
        line(f"{paper.words['tax']} {rate}  {net}", tax)
    line(paper.words["paid"], paper.card)
    rule()
    centred(paper.words["thanks"], small, 22)
    return image


def draw_png(paper: Paper) -> bytes:
    """Draw a till receipt as a scanner would give it."""
    target = io.BytesIO()
    _draw_till(paper).save(target, "PNG", optimize=True)
    return target.getvalue()


def draw_jpeg(paper: Paper) -> bytes:
    """Draw a till receipt as a telephone would take it: on a table, a little turned."""
    receipt = _draw_till(paper).convert("RGB")
    photo = Image.new("RGB", (receipt.width + 120, receipt.height + 120), (104, 84, 66))
    turn = _number(paper.number + paper.supplier) % 7 - 3
    sheet = receipt.convert("RGBA").rotate(turn, expand=True, resample=Image.Resampling.BICUBIC)
    photo.paste(sheet, ((photo.width - sheet.width) // 2, (photo.height - sheet.height) // 2), sheet)
    target = io.BytesIO()
    photo.save(target, "JPEG", quality=72)
    return target.getvalue()


def draw_pdf(paper: Paper) -> bytes:
    """Draw an invoice of one page."""
    pdf = FPDF(format=(148, 210))
    pdf.set_creation_date(paper.date)
    pdf.set_title(_latin(f"{paper.words['invoice']} {paper.number}"))
    pdf.add_page()
    pdf.image(_logo(paper.supplier), x=118, y=10, w=20)
    pdf.set_font("Helvetica", "B", 18)
    pdf.cell(0, 10, _latin(paper.supplier[:40]), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", "", 9)
    for text in paper.address:
        pdf.cell(0, 5, _latin(text), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    pdf.set_font("Helvetica", "B", 12)
    pdf.cell(60, 8, _latin(f"{paper.words['invoice']} {paper.number}"))
    pdf.set_font("Helvetica", "", 10)
    pdf.cell(0, 8, paper.date.strftime("%d/%m/%Y"), align="R", new_x="LMARGIN", new_y="NEXT")
    pdf.line(pdf.l_margin, pdf.get_y(), pdf.w - pdf.r_margin, pdf.get_y())
    pdf.ln(3)
    _pdf_rows(pdf, [(label, value) for label, value in paper.lines])
    pdf.ln(2)
    pdf.set_font("Helvetica", "B", 12)
    _pdf_rows(pdf, [(paper.words["total"], paper.total)])
    pdf.set_font("Helvetica", "", 9)
    if paper.taxes:
        pdf.ln(4)
        for texts in [(paper.words["rate"], paper.words["net"], paper.words["tax"]), *paper.taxes]:
            for text in texts[:-1]:
                pdf.cell(40, 6, _latin(text), border="B")
            pdf.cell(0, 6, _latin(texts[-1]), border="B", align="R", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    pdf.cell(0, 6, _latin(f"{paper.words['paid']} {paper.card}"), new_x="LMARGIN", new_y="NEXT")
    pdf.cell(0, 6, _latin(paper.words["thanks"]), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _logo(supplier: str) -> Image.Image:
    """Draw a round sign with the supplier's initial, in a colour of its own."""
    seed = _number(supplier)
    image = Image.radial_gradient("L").resize((240, 240))
    tint = (seed % 90, seed // 90 % 110, seed // 9900 % 100 + 60)
    sign = Image.composite(
        Image.new("RGB", image.size, tint), Image.new("RGB", image.size, (255, 255, 255)), image.point(_inside)
    )
    pen = ImageDraw.Draw(sign)
    pen.text((120, 120), plain(supplier)[:1], font=ImageFont.load_default(120), fill=(255, 255, 255), anchor="mm")
    return sign


def _inside(distance: int) -> int:
    return 255 - distance // 4 if distance < 170 else 0


def _pdf_rows(pdf: FPDF, rows: list[tuple[str, str]]) -> None:
    for label, value in rows:
        pdf.cell(80, 7, _latin(label))
        pdf.cell(0, 7, _latin(value), align="R", new_x="LMARGIN", new_y="NEXT")


def _latin(text: str) -> str:
    """Return text in the letters that the PDF standard fonts have."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("’", "'").replace("–", "-").replace("…", "...")
    return text.encode("latin-1", "replace").decode("latin-1")


def draw_text(paper: Paper) -> bytes:
    """Write the receipt as plain text, UTF-8."""
    rows = [
        paper.supplier,
        *paper.address,
        paper.number,
        *(f"{label}: {value}" for label, value in paper.lines),
        paper.total,
    ]
    return "\n".join(rows).encode()


def _heic_like(paper: Paper) -> bytes:
    """Return a file that announces itself as HEIC; its inside is the JPEG."""
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + draw_jpeg(paper)


def _docx_like(paper: Paper) -> bytes:
    """Return a file that announces itself as a zip container."""
    return b"PK\x03\x04" + draw_text(paper)


_DRAWERS: Mapping[str, Callable[[Paper], bytes]] = {
    "pdf": draw_pdf,
    "png": draw_png,
    "jpeg": draw_jpeg,
    "text": draw_text,
    "heic-like": _heic_like,
    "docx-like": _docx_like,
}
