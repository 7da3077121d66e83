"""The entry beside the table: as QuickBooks will hold it and as it holds it, alike in every kind; what is wrong, and gone entries."""

from decimal import Decimal

from PySide6.QtWidgets import QPushButton

from pleoqb_desktop.gui.entry_view import picture_words
from pleoqb_desktop.gui.models.entry_picture import EntryPicture, Names, posted_picture
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemStatus
from tests.e2e.practice_set_up import House
from tests.gui.tabs.conftest import open_office  # noqa: F401 - a fixture of the tabs
from tests.gui.tabs.office import Office

_BACK = {"refund", "chargeback", "cashback"}


def by_account(picture: EntryPicture) -> dict[str, Decimal]:
    """What an entry moves on each account; VAT together."""
    sums: dict[str, Decimal] = {}
    for line in picture.lines:
        name = "VAT" if line.is_vat else line.account
        sums[name] = sums.get(name, Decimal(0)) + (line.debit or Decimal(0)) - (line.credit or Decimal(0))
    return {name: amount for name, amount in sums.items() if amount}


def test_every_kind_of_entry_is_drawn_before_as_it_stands_afterwards(open_office):  # noqa: F811
    def asked_for(house: House) -> None:
        house.let_income_in()
        house.press_export()

    office: Office = open_office("FR", before=asked_for, all_types=True)
    office.wait_for_list()
    before = {row.id: row.pictures for row in office.sync.spend.model.rows if row.pictures}
    names = Names(office.program.books(CancelToken()), picture_words())
    office.export()
    compared: set[str] = set()
    for row in office.sync.spend.model.rows:
        if row.status is not ItemStatus.EXPORTED or row.id not in before:
            continue
        entry = office.program.posted_entry(row.item.record, CancelToken())
        assert entry is not None
        drawn = before[row.id][0]
        if not drawn.exact:
            continue
        after = posted_picture(entry, names, "EUR", money_back=row.item.record.type in _BACK)
        assert by_account(after) == by_account(drawn), row.item.record.type
        compared.add(drawn.kind.value)
    assert {"purchase", "deposit", "transfer", "bill", "journal_entry"} <= compared


def test_the_way_into_quickbooks_has_its_drawing_before_any_change_of_colours(open_office):  # noqa: F811
    office: Office = open_office(items=1)
    office.wait_for_list()
    office.export()
    button = next(one for one in office.sync.entry.findChildren(QPushButton) if "QuickBooks" in one.text())
    assert button.isVisible()
    assert not button.icon().isNull()


def test_an_exact_entry_shows_both_sides_supplier_and_a_new_vendor(open_office):  # noqa: F811
    office: Office = open_office(before=lambda house: house.press_export())
    office.wait_for_list()
    row = next(row for row in office.sync.spend.model.rows if row.pictures and row.pictures[0].new_vendor)
    office.sync.spend.choose(row.id)
    entry = office.sync.entry
    assert office.sees("As QuickBooks will hold it", entry)
    assert office.sees("(new vendor: made with the entry)", entry)
    table = entry.tables[0]
    assert table.isVisible()
    assert table.model.rowCount() == len(row.pictures[0].lines)
    assert table.table.horizontalScrollBar().maximum() == 0
    spoken = table.model.index(0, 0).data(11)
    assert "credit" in str(spoken)


def test_an_entry_that_somebody_deleted_is_said_to_be_gone(open_office):  # noqa: F811
    office: Office = open_office()
    office.export()
    row = office.sync.spend.model.shown[2]
    ledger = office.program.ledger(CancelToken())
    entry = office.program.posted_entry(row.item.record, CancelToken())
    assert entry is not None
    ledger.remove(entry.kind, entry.id, entry.sync_token, "somebody-deletes-it")
    office.sync.spend.choose(row.id)
    office.wait(lambda: office.sees("somebody has deleted it there", office.sync.entry))


def test_nothing_selected_says_what_will_be_shown(open_office):  # noqa: F811
    office: Office = open_office()
    office.wait_for_list()
    office.sync.entry.show_row(None)
    assert office.sees("Select an expense", office.sync.entry)


def test_an_entry_that_cannot_be_read_offers_to_try_again(open_office):  # noqa: F811
    office: Office = open_office()
    office.export()
    office.wait(lambda: office.sync.entry.settled)
    office.house.fault("reset", service="quickbooks", path=".*", times=100)
    office.sync.spend.choose(office.sync.spend.model.shown[5].id)
    office.wait(lambda: office.sees("QuickBooks", office.sync.entry) and office.sync.entry.trouble is not None)
    office.house.practice.control("conditions", {"faults": []})
    office.press(office.sync.entry, "Try again")
    office.wait(lambda: office.sees("As QuickBooks holds it", office.sync.entry))


def test_no_category_is_called_missing_that_nobody_has_looked_for(open_office):  # noqa: F811
    def closed(house: House) -> None:
        house.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}})
        house.press_export()

    office: Office = open_office(before=closed)
    office.wait_for_list()
    held = next(row for row in office.sync.spend.model.rows if row.needs_attention)
    office.sync.spend.choose(held.id)
    assert office.sees("Nothing is sent to QuickBooks for it", office.sync.entry)
    assert not office.sees("none chosen", office.sync.entry)
    assert office.sees(held.id, office.sync.entry), "the id is copied as it is"
