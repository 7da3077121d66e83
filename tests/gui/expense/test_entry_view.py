"""The entry beside the table: as QuickBooks will hold it and as it holds it, alike in every kind; what is wrong, and gone entries."""

from decimal import Decimal

from PySide6.QtWidgets import QPushButton

from pleoqb_desktop.gui.expense.entry_view import picture_words
from pleoqb_desktop.gui.forms import Folded
from pleoqb_desktop.gui.models.entry_picture import EntryPicture, Names, posted_picture
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemStatus
from tests.e2e.practice_set_up import PracticeSetUp
from tests.gui.driver import WindowDriver

_BACK = {"refund", "chargeback", "cashback"}


def by_account(picture: EntryPicture) -> dict[str, Decimal]:
    """What an entry moves on each account; VAT together."""
    sums: dict[str, Decimal] = {}
    for line in picture.lines:
        name = "VAT" if line.is_vat else line.account
        sums[name] = sums.get(name, Decimal(0)) + (line.debit or Decimal(0)) - (line.credit or Decimal(0))
    return {name: amount for name, amount in sums.items() if amount}


def test_every_kind_of_entry_is_drawn_before_as_it_stands_afterwards(open_window):
    def asked_for(house: PracticeSetUp) -> None:
        house.let_income_in()
        house.press_export()

    driver: WindowDriver = open_window("FR", before=asked_for, all_types=True)
    driver.wait_for_list()
    before = {row.id: row.pictures for row in driver.sync.spend.model.rows if row.pictures}
    names = Names(driver.program.books(CancelToken()), picture_words())
    driver.export()
    compared: set[str] = set()
    for row in driver.sync.spend.model.rows:
        if row.status is not ItemStatus.EXPORTED or row.id not in before:
            continue
        entry = driver.program.posted_entry(row.item.record, CancelToken())
        assert entry is not None
        drawn = before[row.id][0]
        if not drawn.exact:
            continue
        after = posted_picture(entry, names, "EUR", money_back=row.item.record.type in _BACK)
        assert by_account(after) == by_account(drawn), row.item.record.type
        compared.add(drawn.kind.value)
    assert {"purchase", "deposit", "transfer", "bill", "journal_entry"} <= compared


def test_the_way_into_quickbooks_has_its_drawing_before_any_change_of_colours(open_window):
    driver: WindowDriver = open_window(items=1)
    driver.wait_for_list()
    driver.export()
    button = next(one for one in driver.sync.side.entry.findChildren(QPushButton) if "QuickBooks" in one.text())
    assert button.isVisible()
    assert not button.icon().isNull()


def test_an_exact_entry_shows_both_sides_supplier_and_a_new_vendor(open_window):
    driver: WindowDriver = open_window(before=lambda house: house.press_export())
    driver.wait_for_list()
    row = next(row for row in driver.sync.spend.model.rows if row.pictures and row.pictures[0].new_vendor)
    driver.sync.spend.choose(row.id)
    entry = driver.sync.side.entry
    assert driver.sees("As QuickBooks will hold it", entry)
    assert driver.sees("(new supplier: made with the entry)", entry)
    table = entry.tables[0]
    assert table.isVisible()
    assert table.model.rowCount() == len(row.pictures[0].lines)
    assert table.table.horizontalScrollBar().maximum() == 0
    spoken = table.model.index(0, 0).data(11)
    assert "credit" in str(spoken)


def test_an_entry_that_somebody_deleted_is_said_to_be_gone(open_window):
    driver: WindowDriver = open_window()
    driver.export()
    row = driver.sync.spend.model.shown[2]
    ledger = driver.program.ledger(CancelToken())
    entry = driver.program.posted_entry(row.item.record, CancelToken())
    assert entry is not None
    ledger.remove(entry.kind, entry.id, entry.sync_token, "somebody-deletes-it")
    driver.sync.spend.choose(row.id)
    driver.wait(lambda: driver.sees("somebody has deleted it there", driver.sync.side.entry))


def test_nothing_selected_says_what_will_be_shown(open_window):
    driver: WindowDriver = open_window()
    driver.wait_for_list()
    driver.sync.side.entry.show_row(None)
    assert driver.sees("Select an expense", driver.sync.side.entry)


def test_an_entry_that_cannot_be_read_offers_to_try_again(open_window):
    driver: WindowDriver = open_window()
    driver.export()
    driver.wait(lambda: driver.sync.side.entry.settled)
    driver.house.fault("reset", service="quickbooks", path=".*", times=100)
    driver.sync.spend.choose(driver.sync.spend.model.shown[5].id)
    driver.wait(
        lambda: driver.sees("QuickBooks", driver.sync.side.entry) and driver.sync.side.entry.trouble is not None
    )
    driver.house.practice.control("conditions", {"faults": []})
    driver.press(driver.sync.side.entry, "Try again")
    driver.wait(lambda: driver.sees("As QuickBooks holds it", driver.sync.side.entry))


def test_no_category_is_called_missing_that_nobody_has_looked_for(open_window):
    def closed(house: PracticeSetUp) -> None:
        house.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}})
        house.press_export()

    driver: WindowDriver = open_window(before=closed)
    driver.wait_for_list()
    held = next(row for row in driver.sync.spend.model.rows if row.needs_attention)
    driver.sync.spend.choose(held.id)
    assert driver.sees("Nothing is sent to QuickBooks for it", driver.sync.side.entry)
    assert not driver.sees("none chosen", driver.sync.side.entry)
    assert not driver.sees(held.id, driver.sync.side.entry), "ids are folded away"
    driver.sync.side.entry.findChild(Folded).open()
    assert driver.sees(held.id, driver.sync.side.entry), "the id is copied as it is"
