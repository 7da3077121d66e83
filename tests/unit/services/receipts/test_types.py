"""A receipt's type is what its bytes say; what QuickBooks does not take is refused or becomes JPEG."""

from pathlib import Path

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import ReceiptRefusal
from pleoqb_desktop.services.receipts.types import recognise
from tests.unit.services.receipts.sample_files import ODS_TYPE, PDF, archive, compound, huge_bitmap, picture

# quickbooks.md 15.1
TAKEN = set("ai csv doc docx eps gif jpeg jpg ods pdf png rtf tif txt xls xlsx xml".split())

UBL = b'<Invoice\n xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>1</ID></Invoice>'
CII = b'<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>'

KNOWN = [
    (PDF, "application/pdf", "pdf", "application/pdf"),
    (b"\r\n\r\n" + PDF, "", "pdf", "application/pdf"),
    (PDF, "image/png", "pdf", "application/pdf"),
    (PDF, "application/illustrator", "ai", "application/postscript"),
    (picture("PNG"), "image/jpeg", "png", "image/png"),
    (picture("JPEG"), "application/pdf", "jpeg", "image/jpeg"),
    (picture("JPEG"), "image/jpg", "jpeg", "image/jpeg"),
    (picture("GIF"), "", "gif", "image/gif"),
    (picture("TIFF"), "image/tiff", "tif", "image/tif"),
    (b"MM\x00*" + bytes(100), "image/tiff", "tif", "image/tif"),
    (b"{\\rtf1\\ansi hello}", "application/rtf", "rtf", "text/rtf"),
    (b"%!PS-Adobe-3.0 EPSF-3.0\n", "", "eps", "application/postscript"),
    (b"\xc5\xd0\xd3\xc6" + bytes(50), "application/postscript", "eps", "application/postscript"),
    (b"%!PS-Adobe-3.0\n", "application/illustrator", "ai", "application/postscript"),
    (archive(word__document_xml=b"<w/>"), "", "docx", None),
    (archive(xl__workbook_xml=b"<w/>"), "application/zip", "xlsx", None),
    (archive(mimetype=ODS_TYPE, content_xml=b"<w/>"), "", "ods", ODS_TYPE.decode()),
    (compound("Root Entry", "WordDocument"), "", "doc", "application/msword"),
    (compound("Root Entry", "Workbook"), "", "xls", "application/vnd/ms-excel"),
    (compound("Root Entry", "Book"), "application/msword", "xls", "application/vnd/ms-excel"),
    (compound("Workbook", "WordDocument"), "application/vnd.ms-excel", "xls", "application/vnd/ms-excel"),
    (compound("Workbook", "WordDocument"), "application/msword", "doc", "application/msword"),
    (b'<?xml version="1.0"?><Invoice/>', "", "xml", "text/xml"),
    (b'\xef\xbb\xbf<?xml version="1.0"?><Invoice/>', "text/plain", "xml", "text/xml"),
    ('<?xml version="1.0" encoding="utf-16"?><Invoice/>'.encode("utf-16"), "", "xml", "text/xml"),
    (b"<Invoice/>", "text/xml; charset=utf-8", "xml", "text/xml"),
    (UBL, "", "xml", "text/xml"),
    (UBL, "application/octet-stream", "xml", "text/xml"),
    (b"\xef\xbb\xbf\n<!-- made by hand > -->\n" + UBL, "text/plain", "xml", "text/xml"),
    (
        b"<CreditNote xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'>",
        "",
        "xml",
        "text/xml",
    ),
    (CII, "application/pdf", "xml", "text/xml"),
    (CII.decode().encode("utf-16"), "", "xml", "text/xml"),
    ("Total : 12,50 €\r\n".encode(), "text/plain", "txt", "text/plain"),
    ("Total : 12,50 é\n".encode("latin-1"), "Text/Plain; charset=latin-1", "txt", "text/plain"),
    ("Total 12,50 €\n".encode("utf-16"), "text/plain", "txt", "text/plain"),
    (b"BMW;12,50\n", "text/csv", "csv", "text/csv"),
    (b"P1 ticket\n", "text/plain", "txt", "text/plain"),
]

REFUSED = [
    (archive(a_txt=b"a"), "application/zip"),
    (archive(a_txt=b"a"), "application/pdf"),
    (archive(word__document_xml=b"a", word__vbaProject_bin=b"a"), "application/msword"),
    (archive(mimetype=b"application/epub+zip"), ODS_TYPE.decode()),
    (b"PK\x03\x04" + bytes(100), "application/zip"),
    (archive(word__document_xml=b"a")[:-30], "application/msword"),
    (compound("Root Entry", "PowerPoint Document"), "application/msword"),
    (b"<!DOCTYPE html><p>Sign in</p>", "text/plain"),
    (b"\n  <!doctype HTML>", "application/pdf"),
    (b'<?xml version="1.0"?><!DOCTYPE x><html xmlns="x">', "text/xml"),
    (b"<head></head><HTML>", "text/csv"),
    ("<html>".encode("utf-16"), "text/plain"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
    (b"<Invoice/>", ""),
    (b"<html xmlns:i='urn:oasis:names:specification:ubl:x'>", ""),
    (b"hello", "application/pdf"),
    (b"hello", ""),
    (b"{}", "application/json"),
    (b"MZ\x90\x00" + bytes(100), "application/pdf"),
    (b"\x7fELF" + bytes(100), "text/plain"),
    (b"Total\x00", "text/plain"),
    (b"\x00\x00\x00\x18ftypmp42" + bytes(100), "video/mp4"),
    (b"\x00", "image/png"),
    (b"PDF-1.7", "application/pdf"),
]

TO_JPEG = [
    picture("WEBP"),
    picture("BMP"),
    picture("HEIF"),
    picture("AVIF"),
    picture("JPEG2000"),
    picture("PPM"),
    picture("ICO"),
    huge_bitmap(),
    b"\x00\x00\x00\x18ftypheic" + bytes(100),
    b"\x00\x00\x00\x18ftypmif2" + bytes(100),
    b"\x00\x00\x00\x1cftypxxxx\x00\x00\x00\x00xxxxmif2miaf" + bytes(100),
    b"RIFF\x10\x00\x00\x00WEBP" + bytes(8),
]


def _file(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "receipt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(("data", "declared", "extension", "content_type"), KNOWN)
def test_what_quickbooks_takes_is_known_by_its_content(
    tmp_path: Path, data: bytes, declared: str, extension: str, content_type: str | None
) -> None:
    known = recognise(_file(tmp_path, data), declared)
    assert known is not None
    assert known.extension == extension
    assert content_type is None or known.content_type == content_type


def test_all_types_of_quickbooks_were_tried_and_no_other() -> None:
    assert {extension for _, _, extension, _ in KNOWN} == TAKEN - {"jpg"}  # the same type as jpeg


@pytest.mark.parametrize(("data", "declared"), REFUSED)
def test_what_quickbooks_does_not_take_is_refused_whatever_it_is_called(
    tmp_path: Path, data: bytes, declared: str
) -> None:
    with pytest.raises(ReceiptRefusal) as caught:
        recognise(_file(tmp_path, data), declared)
    assert caught.value.code is Code.RECEIPT_TYPE


@pytest.mark.parametrize("declared", ["", "image/heic", "application/pdf"])
@pytest.mark.parametrize("data", TO_JPEG)
def test_other_pictures_are_to_become_jpeg(tmp_path: Path, data: bytes, declared: str) -> None:
    assert recognise(_file(tmp_path, data), declared) is None


def test_a_webp_picture_called_text_is_still_a_picture(tmp_path: Path) -> None:
    assert recognise(_file(tmp_path, picture("WEBP")), "text/plain") is None
