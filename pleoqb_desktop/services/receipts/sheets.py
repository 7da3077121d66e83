"""Receipts as sheets to look at: pages of PDF files and pictures, within limits, since the files come from strangers."""

import io
import threading
from pathlib import Path

import pypdfium2
from PIL import Image, ImageFile, ImageOps

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import ReceiptRefusal
from pleoqb_desktop.ports.receipts import Sheets
from pleoqb_desktop.services.receipts.pictures import MAX_PIXELS, on_paper, opened

_ORIENTATION = 0x0112  # Exif
_LONGEST_SIDE = 2400  # pixels of a page as it is kept: sharp at twice the usual size
_PDFIUM = threading.Lock()  # PDFium works for one thread at a time
_UNREADABLE = Sheets((), 0)


def draw_sheets(path: Path, content_type: str, most: int) -> Sheets:
    """The first `most` pages of a file and how many there are; none for a damaged one.

    Raises ReceiptRefusal (RECEIPT_TOO_LARGE_TO_READ), MemoryError.
    """
    try:
        if content_type == "application/pdf":
            with _PDFIUM:
                return _rendered(path, most)
        return _picture(path, most)
    except (ReceiptRefusal, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise ReceiptRefusal(Code.RECEIPT_TOO_LARGE_TO_READ) from None
    except Exception:  # noqa: BLE001 - decoders meet hostile bytes and raise what they like
        return _UNREADABLE


def _picture(path: Path, most: int) -> Sheets:
    with opened(path) as picture:
        # Only TIFF holds pages: further pictures in other files are movements, depths and small copies.
        total = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        pages = []
        for number in range(min(total, most)):
            if number:
                picture.seek(number)
            if picture.width * picture.height > MAX_PIXELS:
                raise ReceiptRefusal(Code.RECEIPT_TOO_LARGE_TO_READ)
            pages.append(_sheet(picture))
        return Sheets(tuple(pages), total)


def _sheet(picture: Image.Image) -> bytes:
    picture.draft(None, (_LONGEST_SIDE, _LONGEST_SIDE))  # a photograph is decoded no larger than it is shown
    _load(picture)
    turned = picture.getexif().get(_ORIENTATION, 1)
    sheet = on_paper(picture)
    sheet.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    sheet.getexif()[_ORIENTATION] = turned
    ImageOps.exif_transpose(sheet, in_place=True)
    return _packed(sheet)


def _load(picture: Image.Image) -> None:
    """Decodes; of a photograph that was cut short, what is there."""
    try:
        picture.load()
    except OSError:
        if not isinstance(picture, ImageFile.ImageFile) or picture.format not in {"JPEG", "MPO"}:
            raise
        picture.tile = []  # nothing more to decode


def _rendered(path: Path, most: int) -> Sheets:
    document = pypdfium2.PdfDocument(path)
    try:
        document.init_forms()  # before any page: what somebody filled in is drawn by the forms
        total = len(document)
        return Sheets(tuple(_page(document, number) for number in range(min(total, most))), total)
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> bytes:
    page = document[number]
    try:
        width, height = page.get_size()
        bitmap = page.render(scale=min(2.5, _LONGEST_SIDE / max(width, height, 1)))
        try:
            return _packed(bitmap.to_pil())
        finally:
            bitmap.close()
    finally:
        page.close()


def _packed(sheet: Image.Image) -> bytes:
    """Kept small: a page as it is drawn has twelve megabytes, and an expense can have many receipts of many pages."""
    data = io.BytesIO()
    sheet = sheet if sheet.mode in {"L", "RGB"} else sheet.convert("RGB")
    sheet.save(data, "JPEG", quality=90, subsampling=0)
    return data.getvalue()
