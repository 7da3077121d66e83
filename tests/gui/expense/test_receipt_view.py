"""Receipts beside the table: fetched when looked at, page by page, zoomable; empty and damaged ones explained."""

import base64
import io
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.gui.expense.receipt_pages import MOST_PAGES, UNREADABLE, read_pages
from tests.e2e.practice_set_up import House, purchase
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


def kept(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "receipt"
    path.write_bytes(data)
    return path


def test_a_pdf_has_its_pages_and_no_more_than_can_be_held(tmp_path):
    pages = read_pages(kept(tmp_path, pdf(3)), "application/pdf")
    assert (len(pages.images), pages.total) == (3, 3)
    assert all(not image.isNull() and image.height() > image.width() for image in pages.images)
    many = read_pages(kept(tmp_path, pdf(MOST_PAGES + 5)), "application/pdf")
    assert (len(many.images), many.total) == (MOST_PAGES, MOST_PAGES + 5)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_pictures_of_every_kind_are_shown(tmp_path, kind):
    pages = read_pages(kept(tmp_path, picture(kind)), f"image/{kind.lower()}")
    assert [(image.width(), image.height()) for image in pages.images] == [(300, 200)]


def test_a_photograph_lies_as_it_was_taken(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    pages = read_pages(kept(tmp_path, picture("JPEG", exif=exif)), "image/jpeg")
    assert (pages.images[0].width(), pages.images[0].height()) == (200, 300)


def test_a_large_picture_is_kept_small(tmp_path):
    pages = read_pages(kept(tmp_path, picture("JPEG", (6000, 4000))), "image/jpeg")
    assert max(pages.images[0].width(), pages.images[0].height()) <= 2400


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


def one_with(receipts: list[dict[str, object]]):
    def before(house: House) -> None:
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
