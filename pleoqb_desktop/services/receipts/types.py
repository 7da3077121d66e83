"""What type a receipt is, by its content first; changes nothing and fetches nothing."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import ReceiptRefusal

_HEAD = 64 * 1024
_LONGEST_BRANDS = 512


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that QuickBooks takes (quickbooks.md 15.1): the file name's extension and the type's name."""

    extension: str
    content_type: str


# Where 15.1 gives a name, that name; the pair jpeg and image/jpeg is right whether extension and name are compared or not.
AI = FileType("ai", "application/postscript")
CSV = FileType("csv", "text/csv")
DOC = FileType("doc", "application/msword")
DOCX = FileType("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
EPS = FileType("eps", "application/postscript")
GIF = FileType("gif", "image/gif")
JPEG = FileType("jpeg", "image/jpeg")
ODS = FileType("ods", "application/vnd.oasis.opendocument.spreadsheet")
PDF = FileType("pdf", "application/pdf")
PNG = FileType("png", "image/png")
RTF = FileType("rtf", "text/rtf")
TIF = FileType("tif", "image/tif")
TXT = FileType("txt", "text/plain")
XLS = FileType("xls", "application/vnd/ms-excel")
XLSX = FileType("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
XML = FileType("xml", "text/xml")

_STARTS: tuple[tuple[bytes, FileType], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIF),
    (b"MM\x00*", TIF),
    (b"{\\rtf", RTF),
    (b"%!PS", EPS),
    (b"\xc5\xd0\xd3\xc6", EPS),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS))
_OLE_DECLARED = {"application/msword": DOC, "application/vnd.ms-excel": XLS, XLS.content_type: XLS}
_PHOTO_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"mif2", b"msf1", b"avif", b"avis"})
# Electronic invoices often come without a prolog: UBL, and Cross Industry Invoice with its forerunner (ZUGFeRD 1).
_INVOICE = re.compile(
    r"(?:<!--.*?-->\s*)*<(?:[\w.-]+:)?[\w.-]+\s[^>]*\bxmlns(?::[\w.-]+)?\s*=\s*"
    r"[\"']urn:(?:oasis:names:specification:ubl|un:unece:uncefact|ferd):",
    re.DOTALL,
)
_ILLUSTRATOR = frozenset({"application/illustrator", "application/vnd.adobe.illustrator"})
# Content that says nothing of its own type: the declared one decides.
_TEXTS = {
    "text/csv": CSV,
    "application/csv": CSV,
    "text/plain": TXT,
    "text/xml": XML,
    "application/xml": XML,
}


def recognise(path: Path, declared: str) -> FileType | None:
    """The type of a file that QuickBooks takes as it is, None for a picture that must become JPEG first.

    `declared` is what Pleo or the server called it; it only decides between types that look alike. Raises ReceiptRefusal
    (RECEIPT_TYPE) for anything else.
    """
    declared = declared.partition(";")[0].strip().lower()
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if (known := _by_content(path, head, declared)) is not None:
        return known
    text = _as_text(head)
    if text is not None and _is_html(text):
        raise ReceiptRefusal(Code.RECEIPT_TYPE, type="text/html")
    if text is not None and (text.startswith("<?xml") or _INVOICE.match(text)):
        return XML
    if text is not None and declared in _TEXTS:
        return _TEXTS[declared]
    if head.startswith((_ZIP, _OLE)) or not _is_picture(path, head):
        raise ReceiptRefusal(Code.RECEIPT_TYPE, type=declared)
    return None


def _by_content(path: Path, head: bytes, declared: str) -> FileType | None:
    if b"%PDF-" in head[:1024]:
        return AI if declared in _ILLUSTRATOR else PDF
    for start, known in _STARTS:
        if head.startswith(start):
            return AI if known is EPS and declared in _ILLUSTRATOR else known
    if head.startswith(_ZIP):
        return _by_members(path)
    if head.startswith(_OLE):
        return _by_streams(path, declared)
    return None


def _by_members(path: Path) -> FileType | None:
    """Which office format a zip archive is, None for any other archive; only names and one short member are read."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return None  # with macros: another type, which QuickBooks does not take
            if "word/document.xml" in names:
                return DOCX
            if "xl/workbook.xml" in names:
                return XLSX
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    return ODS if member.read(100).strip() == ODS.content_type.encode() else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
        return None  # damaged, encrypted or of an unknown method: no office document that anybody could open
    return None


def _by_streams(path: Path, declared: str) -> FileType | None:
    """Which old office format a compound file is, by the names of its streams (UTF-16 in the directory).

    One document can hold another: then the declared type decides.
    """
    data = path.read_bytes()
    found = [known for name, known in _OLE_STREAMS if (name + "\0").encode("utf-16-le") in data]
    told = _OLE_DECLARED.get(declared)
    return told if told in found else next(iter(found), None)


def _as_text(head: bytes) -> str | None:
    """The beginning as text, without leading space; None when it is not text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").lstrip()
    if any(byte < 0x20 and byte not in b"\t\n\f\r" for byte in head):
        return None
    return head.decode("utf-8-sig", "replace").lstrip()


def _is_html(text: str) -> bool:
    start = text[:1024].lower()
    return start.startswith("<!doctype html") or "<html" in start


def _brands(head: bytes) -> set[bytes]:
    """What a file of the ISO base media format says it is: its own brand and those that it is compatible with."""
    box = head[: min(int.from_bytes(head[:4], "big"), _LONGEST_BRANDS)]
    return {head[8:12], *(box[at : at + 4] for at in range(16, len(box), 4))}


def _is_picture(path: Path, head: bytes) -> bool:
    """Whether this is a picture, readable or not; nothing is decoded."""
    if head[4:8] == b"ftyp" and not _PHOTO_BRANDS.isdisjoint(_brands(head)):
        return True
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return True
    # Pillow is loaded when the first picture asks for it: the window opens without.
    from pleoqb_desktop.services.receipts.pictures import is_known

    return is_known(path)
