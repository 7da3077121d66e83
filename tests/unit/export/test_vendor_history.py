"""A vendor that was renamed or merged in QuickBooks is still the one that an earlier entry of the supplier went to."""

from dataclasses import replace

from pleoqb_desktop.domain.entries import EntryKind
from tests.on_paper.desk import Desk, expense, invoice, statuses


def names_of_purchases(bakery: Desk) -> list[str]:
    names = {vendor.id: vendor.name for vendor in bakery.books.vendors()}
    return [names[one.shown().vendor_id or ""] for one in bakery.books.of_kind(EntryKind.PURCHASE)]


def test_a_renamed_vendor_is_not_made_again(bakery: Desk) -> None:
    bakery.wait(expense(1, supplier="AMZN Mktp UK*2K3"))
    bakery.export()
    bakery.books.rename_vendor("AMZN Mktp UK*2K3", "Amazon UK")
    bakery.wait(expense(2, supplier="AMZN Mktp UK*2K3"))
    before = len(bakery.books.vendors())
    assert statuses(bakery.export()) == {"exported": 1}
    assert names_of_purchases(bakery) == ["Amazon UK", "Amazon UK"]
    assert len(bakery.books.vendors()) == before


def test_suppliers_that_are_called_as_before_cost_no_look(bakery: Desk) -> None:
    bakery.wait(expense(1, supplier="Moulin"))
    bakery.export()
    bakery.wait(expense(2, supplier="Moulin"))
    asked = bakery.books.asked["find_by_id"]
    bakery.export()
    assert bakery.books.asked["find_by_id"] == asked


def test_all_suppliers_of_one_common_vendor_are_not_known_by_it(bakery: Desk) -> None:
    single = replace(bakery, settings=bakery.settings_with(single_vendor=True))
    single.wait(expense(1, supplier="Moulin"))
    single.export()
    bakery.wait(expense(2, supplier="Moulin"))
    bakery.export()
    assert names_of_purchases(bakery) == ["Pleo", "Moulin"]


def test_bills_that_the_plan_does_not_know_any_more_stop_no_export(bakery: Desk) -> None:
    bakery.wait(invoice(1, supplier="Moulin"))
    assert statuses(bakery.export()) == {"exported": 1}
    bakery.books.rename_vendor("Moulin", "Moulin & Fils")
    bakery.books.change_plan("QuickBooks Online Simple Start")
    bakery.wait(expense(2, supplier="Moulin"))
    assert statuses(bakery.export()) == {"exported": 1}
