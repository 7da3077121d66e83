"""A vendor that was renamed or merged in QuickBooks is still the one that an earlier entry of the supplier went to."""

from dataclasses import replace

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.ports.errors import RefusalReason
from tests.on_paper.books import refusal
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


def test_vendors_that_were_renamed_before_an_entry_stood_are_made_anew(bakery: Desk) -> None:
    """QuickBooks answers a known request id from memory, by vendors that are called otherwise since."""
    shops = [f"Shop {n}" for n in range(1, 9)]
    bakery.wait(*(expense(n, supplier=shop) for n, shop in enumerate(shops, 1)))
    for name in ("post_batch", "post"):
        bakery.books.spoil(name, refusal(RefusalReason.OTHER, "no"), times=100)
    assert statuses(bakery.export()) == {"failed": 8}
    bakery.books.calm()
    for shop in shops:
        bakery.books.rename_vendor(shop, f"Other {shop}")
    bakery.source.queue_again()
    assert statuses(bakery.export()) == {"exported": 8}
    assert sorted(names_of_purchases(bakery)) == shops
