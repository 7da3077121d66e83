"""Receipts beside the table: fetched when looked at, page by page, zoomable; empty and damaged ones explained."""

import base64
import io
import struct
import zlib
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.gui.expense.receipt_pages import MOST_PAGES, UNREADABLE, Pages
from pleoqb_desktop.gui.expense.receipt_pages import read_pages as pages_drawn_by
from pleoqb_desktop.gui.expense.receipt_view import Shown
from pleoqb_desktop.services.receipts.sheets import draw_sheets
from tests.e2e.practice_set_up import PracticeSetUp, purchase
from tests.gui.driver import WindowDriver


def pdf(pages: int) -> bytes:
    """A PDF file of so many pages."""
    document = FPDF(format="A4")
    document.set_font("helvetica", size=20)
    for number in range(pages):
        document.add_page()
        document.cell(text=f"Page {number + 1}")
    return bytes(document.output())


def picture(kind: str, size: tuple[int, int] = (300, 200), **more: object) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "white").save(data, kind, **more)
    return data.getvalue()


def read_pages(path: Path, content_type: str) -> Pages:
    return pages_drawn_by(draw_sheets, path, content_type)


def kept(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "receipt"
    path.write_bytes(data)
    return path


def test_a_pdf_has_its_pages_and_no_more_than_can_be_held(tmp_path):
    pages = read_pages(kept(tmp_path, pdf(3)), "application/pdf")
    assert (len(pages.packed), pages.total) == (3, 3)
    assert all(not image.isNull() and image.height() > image.width() for image in map(pages.image, range(3)))
    many = read_pages(kept(tmp_path, pdf(MOST_PAGES + 5)), "application/pdf")
    assert (len(many.packed), many.total) == (MOST_PAGES, MOST_PAGES + 5)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_pictures_of_every_kind_are_shown(tmp_path, kind):
    pages = read_pages(kept(tmp_path, picture(kind)), f"image/{kind.lower()}")
    assert [(image.width(), image.height()) for image in map(pages.image, range(len(pages.packed)))] == [(300, 200)]


def test_a_photograph_lies_as_it_was_taken(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    pages = read_pages(kept(tmp_path, picture("JPEG", exif=exif)), "image/jpeg")
    assert (pages.image(0).width(), pages.image(0).height()) == (200, 300)


def test_a_large_picture_is_kept_small(tmp_path):
    pages = read_pages(kept(tmp_path, picture("JPEG", (6000, 4000))), "image/jpeg")
    assert max(pages.image(0).width(), pages.image(0).height()) <= 2400


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"", "application/pdf"),
        (b"%PDF-1.7 garbage", "application/pdf"),
        (pdf(1)[:300], "application/pdf"),
        (b"", "image/png"),
        (picture("PNG")[:40], "image/png"),
        (b"<svg onload='x'/>", "image/jpeg"),
        (b"\0" * 5000, "image/gif"),
    ],
)
def test_what_is_damaged_is_unreadable_and_never_raises(tmp_path, data, content_type):
    assert read_pages(kept(tmp_path, data), content_type) == UNREADABLE


@pytest.mark.parametrize("packing", ["group4", "jpeg", "tiff_lzw", None])
def test_every_page_of_a_tiff_is_shown_and_counted(tmp_path, packing):
    sheets = [Image.new("L", (300, 200 + number), 255 - 80 * number) for number in range(3)]
    sheets = [sheet.convert("1") for sheet in sheets] if packing == "group4" else sheets
    data = io.BytesIO()
    sheets[0].save(data, "TIFF", save_all=True, append_images=sheets[1:], compression=packing)
    pages = read_pages(kept(tmp_path, data.getvalue()), "image/tif")
    assert (len(pages.packed), pages.total) == (3, 3)
    assert [pages.image(number).height() for number in range(3)] == [200, 201, 202]


def test_a_tiff_of_many_pages_is_counted_to_the_end(tmp_path):
    sheets = [Image.new("1", (30, 20)) for _ in range(MOST_PAGES + 2)]
    data = io.BytesIO()
    sheets[0].save(data, "TIFF", save_all=True, append_images=sheets[1:])
    pages = read_pages(kept(tmp_path, data.getvalue()), "image/tif")
    assert (len(pages.packed), pages.total) == (MOST_PAGES, MOST_PAGES + 2)


def test_a_colour_tiff_with_jpeg_inside_keeps_its_colour(tmp_path):
    data = io.BytesIO()
    Image.new("RGB", (300, 200), (200, 30, 30)).save(data, "TIFF", compression="jpeg")
    seen = read_pages(kept(tmp_path, data.getvalue()), "image/tif").image(0).pixelColor(150, 100)
    assert abs(seen.red() - 200) < 20
    assert seen.green() < 60


def test_a_grey_tiff_of_16_bits_is_no_white_sheet(tmp_path):
    data = io.BytesIO()
    Image.frombytes("I;16", (64, 64), b"\x00\x40" * 2048 + b"\xff\xff" * 2048).save(data, "TIFF")
    image = read_pages(kept(tmp_path, data.getvalue()), "image/tif").image(0)
    assert abs(image.pixelColor(10, 10).value() - 64) < 8
    assert image.pixelColor(10, 54).value() > 247


def test_a_picture_of_72_megapixels_is_shown(tmp_path):
    data = io.BytesIO()
    Image.new("1", (12_000, 6_000), 1).save(data, "PNG")
    assert read_pages(kept(tmp_path, data.getvalue()), "image/png").image(0).width() == 2400


def test_a_photograph_that_was_cut_short_shows_what_is_there(tmp_path):
    data = io.BytesIO()
    Image.effect_noise((600, 400), 80).save(data, "JPEG")
    cut = data.getvalue()[: len(data.getvalue()) * 2 // 3]
    assert read_pages(kept(tmp_path, cut), "image/jpeg").readable


def form_filled_in() -> bytes:
    """A PDF whose only words are those that somebody typed into its form; no appearance is stored with them."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[4 0 R]>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(total)/V(MMMMMM)/Rect[20 60 280 140]/F 4/DA(/Helv 40 Tf 0 g)/P 3 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Fields[4 0 R]/NeedAppearances true/DA(/Helv 40 Tf 0 g)/DR<</Font<</Helv 5 0 R>>>>>>",
    ]
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )


def test_what_somebody_filled_into_a_form_is_seen(tmp_path):
    image = read_pages(kept(tmp_path, form_filled_in()), "application/pdf").image(0)
    assert any(
        image.pixelColor(x, y).value() < 100 for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    )


# -- in the window ---------------------------------------------------------------------------------------------------------


def look_at_receipts(driver: WindowDriver) -> None:
    """The person opens the receipts of the first expense."""
    driver.wait_for_list()
    driver.sync.spend.table.selectRow(0)
    driver.sync.side.tabs.setCurrentWidget(driver.sync.side.receipt)


def test_a_receipt_is_fetched_shown_and_zoomed_by_key_button_and_wheel(open_window):
    driver = open_window()
    look_at_receipts(driver)
    view = driver.sync.side.receipt
    driver.wait(view.paper.isVisible)
    assert driver.sees("Receipt 1 of 1", view)
    assert view.paper.accessibleName().startswith("Receipt 1 of 1")
    before = view.paper.percent
    view.larger.click()
    assert view.paper.percent > before
    QTest.keyClick(view.paper, Qt.Key.Key_Minus)
    QTest.keyClick(view.paper, Qt.Key.Key_Minus)
    assert view.paper.percent < before
    QTest.keyClick(view.paper, Qt.Key.Key_0)
    assert view.paper.percent == before
    turn = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.paper.viewport(), turn)
    assert view.paper.percent > before


def test_two_receipts_are_leafed_through(open_window):
    driver = open_window()
    driver.wait_for_list()
    row = next(row for row in driver.sync.spend.model.rows if row.item.record.receipts_expected == 2)
    driver.sync.spend.choose(row.id)
    driver.sync.side.tabs.setCurrentWidget(driver.sync.side.receipt)
    view = driver.sync.side.receipt
    driver.wait(view.paper.isVisible)
    assert driver.sees("Receipt 1 of 2", view)
    assert not view.previous.isEnabled()
    view.next.click()
    assert driver.sees("Receipt 2 of 2", view)
    assert not view.next.isEnabled()
    view.previous.click()
    assert driver.sees("Receipt 1 of 2", view)


def test_the_view_keeps_a_bounded_number_of_bytes_and_always_the_last(open_window):
    view = open_window().sync.side.receipt
    megabyte = bytes(1024 * 1024)
    for number in range(50):
        view._keep(str(number), (Shown(Pages((megabyte,) * 5, 5)),))
    assert list(view._kept) == [str(number) for number in range(38, 50)]
    view._keep("large", (Shown(Pages((megabyte,) * 100, 100)),))
    assert list(view._kept) == ["large"]


def one_with(receipts: list[dict[str, object]]):
    def before(house: PracticeSetUp) -> None:
        house.empty_queue()
        expense = purchase("12.00", account="606300", tax="TVA 20 %") | {"receipts": receipts}
        house.wait_in_pleo(expense)

    return before


@pytest.mark.parametrize(
    ("receipt", "words"),
    [
        ({"kind": "empty"}, "is empty"),
        ({"kind": "missing"}, "could not be downloaded from Pleo"),
    ],
)
def test_a_receipt_that_cannot_be_had_is_explained(open_window, receipt, words):
    driver = open_window("FR", before=one_with([receipt]))
    look_at_receipts(driver)
    view = driver.sync.side.receipt
    driver.wait(lambda: driver.sees(words, view))
    assert not view.paper.isVisible()


def says_it_is_huge() -> bytes:
    """A PNG of a few bytes whose head states 60,000 x 60,000 pixels; there is nothing in it to decode."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)), (b"IDAT", b""), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def test_a_receipt_too_large_to_read_is_told_and_the_next_is_shown(open_window):
    huge = {"base64": base64.b64encode(says_it_is_huge()).decode(), "type": "image/png"}
    driver = open_window("FR", before=one_with([huge, "png"]))
    look_at_receipts(driver)
    view = driver.sync.side.receipt
    driver.wait(lambda: driver.sees("too large to read safely", view))
    assert not view.paper.isVisible()
    view.next.click()
    assert view.paper.isVisible()


def test_an_expense_without_a_receipt_says_so(open_window):
    driver = open_window("FR", before=one_with([]))
    look_at_receipts(driver)
    assert driver.sees("This expense has no receipt in Pleo.", driver.sync.side.receipt)


def test_a_damaged_pdf_is_explained_and_names_whom_to_ask(open_window):
    damaged = base64.b64encode(pdf(1)[:400]).decode()
    driver = open_window("FR", before=one_with([{"base64": damaged, "type": "application/pdf"}, "png"]))
    look_at_receipts(driver)
    view = driver.sync.side.receipt
    driver.wait(lambda: driver.sees("This receipt cannot be shown", view))
    assert driver.sees("Ask Karim Haddad for a better one.", view)
    assert not view.paper.isVisible()
    view.next.click()
    assert view.paper.isVisible()
    assert not driver.sees("This receipt cannot be shown", view)
