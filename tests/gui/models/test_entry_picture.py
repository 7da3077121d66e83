"""An entry as a bookkeeper reads it: both sides equal, names instead of ids, and the same before and after an export."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.entries import EntryKind, with_computed_tax
from pleoqb_desktop.domain.spend import ExportItem
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.gui.models.entry_picture import (
    EntryPicture,
    Names,
    PictureWords,
    picture_of,
    pictures,
    posted_picture,
)
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.runs import ItemRecord
from tests import builders as b

NAMES = Names(b.books(), PictureWords())


def drawn(item: ExportItem, **company: object) -> tuple[EntryPicture, ...]:
    """What the preview's pictures of an item are."""
    posting = b.posted(item, **company)
    record = ItemRecord("job", item.accounting_entry_id, item.type, kind=posting.document.kind, supplier="Dupont")
    return pictures(ItemOutcome(record, posting=posting), NAMES)


CARD_WALLET = {"chosen": b.settings(wallet_account_id=b.CARD)}
EVERY_KIND = [
    pytest.param(b.item(), {}, EntryKind.PURCHASE, id="purchase"),
    pytest.param(b.item(), CARD_WALLET, EntryKind.PURCHASE, id="purchase by card"),
    pytest.param(b.item("refund"), {}, EntryKind.DEPOSIT, id="deposit"),
    pytest.param(b.item("refund"), CARD_WALLET, EntryKind.PURCHASE, id="credit by card"),
    pytest.param(b.item("invoice", invoice_number="F1"), {}, EntryKind.BILL, id="bill"),
    pytest.param(b.item("wallet_topup", lines=[b.line("12.00", account=None)]), {}, EntryKind.TRANSFER, id="transfer"),
    pytest.param(
        b.item("wallet_topup", lines=[b.line("12.00", account=None)]),
        CARD_WALLET,
        EntryKind.CREDIT_CARD_PAYMENT,
        id="credit card payment",
    ),
    pytest.param(
        b.item(lines=[b.line("12.00", tax=("20", "2.00")), b.line("-2.00", tax=("none", "0.00"))]),
        {},
        EntryKind.JOURNAL_ENTRY,
        id="journal entry",
    ),
    pytest.param(b.item(bookkeeping_method="accounts_payable"), {}, EntryKind.BILL, id="bill and payment"),
]


@pytest.mark.parametrize(("item", "company", "kind"), EVERY_KIND)
def test_debit_equals_credit_and_the_total_is_pleos_for_every_kind(item, company, kind):
    shown = drawn(item, **company)
    assert shown[0].kind is kind
    for picture in shown:
        assert picture.debits == picture.credits
        assert picture.debits > 0
    assert max(shown[0].debits, Decimal(0)) == abs(item.amount.amount) or kind is EntryKind.JOURNAL_ENTRY


@pytest.mark.parametrize(("item", "company", "kind"), EVERY_KIND)
def test_no_account_is_shown_by_its_id(item, company, kind):
    for picture in drawn(item, **company):
        assert not [line.account for line in picture.lines if line.account.startswith("id ") or "?" in line.account]


def test_a_purchase_credits_the_wallet_and_debits_account_and_vat():
    (picture,) = drawn(b.item())
    lines = [(line.account, line.debit, line.credit) for line in picture.lines]
    assert lines == [
        ("512100 Banque Pleo", None, Decimal("12.00")),
        ("606400 Fournitures", Decimal("10.00"), None),
        ("VAT · Rate r20", Decimal("2.00"), None),
    ]
    assert picture.vat == Decimal("2.00")
    assert picture.accounts == ("606400 Fournitures",)
    assert picture.lines[1].vat_code == "TVA 20"


def test_money_back_turns_both_sides_round():
    (picture,) = drawn(b.item("refund"))
    assert picture.lines[0].debit == Decimal("12.00")
    assert picture.vat == Decimal("-2.00")


def test_reverse_charge_shows_both_halves_and_adds_up_to_nothing():
    (picture,) = drawn(b.item(lines=[b.line("12.00", tax=("reverse", "2.40"))]))
    halves = [(line.debit, line.credit) for line in picture.lines if line.is_vat]
    assert halves == [(Decimal("2.40"), None), (None, Decimal("2.40"))]
    assert picture.vat == 0
    assert picture.debits == picture.credits


def test_tags_of_a_line_have_names():
    tags = b.tags(klass="c1", project="p1", location="l1")
    (picture,) = drawn(b.item(lines=[b.line("12.00", tax=("20", "2.00"), tags=tags)]))
    assert picture.tags == ("Boutique", "Client:Mariage Petit", "Paris")


def test_tags_of_a_journal_entry_have_names_too():
    tags = b.tags(klass="c1", project="p1", location="l1")
    lines = [b.line("12.00", tax=("20", "2.00"), tags=tags), b.line("-2.00", tax=("none", "0.00"))]
    (picture,) = drawn(b.item(lines=lines))
    assert picture.kind is EntryKind.JOURNAL_ENTRY
    assert set(picture.tags) == {"Boutique", "Client:Mariage Petit", "Paris"}


def test_a_known_vendor_is_named_by_the_supplier_and_a_new_one_is_marked():
    (known,) = drawn(b.item())
    (new,) = drawn(b.item(supplier="Traiteur Neuf"))
    assert (known.vendor, known.new_vendor) == ("Dupont", False)
    assert (new.vendor, new.new_vendor) == ("Traiteur Neuf", True)


def test_without_books_ids_are_shown_rather_than_nothing():
    picture = picture_of(b.posted(b.item()).document, Names(None, PictureWords()))
    assert picture.lines[1].account == f"id {b.SUPPLIES}"
    assert picture.debits == picture.credits


def test_a_rate_that_quickbooks_computes_itself_is_said_to_be_so():
    computed = with_computed_tax(b.posted(b.item()).document)
    assert computed is not None
    assert not picture_of(computed, NAMES).exact
    (exact,) = drawn(b.item())
    assert exact.exact


def test_an_estimate_and_a_held_item_have_no_picture():
    record = ItemRecord("", "e", "card_purchase")
    assert pictures(ItemOutcome(record, estimate=True), NAMES) == ()
    assert pictures(ItemOutcome(replace(record, kind=EntryKind.PURCHASE)), NAMES) == ()


POSTED = [
    (EntryKind.PURCHASE, (("35", "12.00"), ("7", "10.00")), False, ["-12.00", "10.00", "2.00"]),
    (EntryKind.PURCHASE, (("38", "12.00"), ("7", "10.00")), True, ["12.00", "-10.00", "-2.00"]),
    (EntryKind.DEPOSIT, (("35", "12.00"), ("7", "10.00")), False, ["12.00", "-10.00", "-2.00"]),
    (EntryKind.BILL, (("7", "10.00"),), False, ["-12.00", "10.00", "2.00"]),
    (EntryKind.VENDOR_CREDIT, (("7", "10.00"),), False, ["12.00", "-10.00", "-2.00"]),
    (EntryKind.TRANSFER, (("40", "12.00"), ("35", "12.00")), False, ["-12.00", "12.00"]),
    (EntryKind.CREDIT_CARD_PAYMENT, (("40", "12.00"), ("38", "12.00")), False, ["-12.00", "12.00"]),
    (EntryKind.BILL_PAYMENT, (("35", "12.00"),), False, ["-12.00", "12.00"]),
    (EntryKind.JOURNAL_ENTRY, (("35", "-12.00"), ("7", "10.00")), False, ["-12.00", "10.00", "2.00"]),
]


@pytest.mark.parametrize(("kind", "accounts", "money_back", "signed"), POSTED)
def test_what_quickbooks_holds_is_drawn_with_both_sides_equal(kind, accounts, money_back, signed):
    held = tuple((account_id, Decimal(amount)) for account_id, amount in accounts)
    entry = PostedEntry(kind, "1", "0", date(2026, 3, 14), total=Decimal("12.00"), accounts=held)
    picture = posted_picture(entry, NAMES, "EUR", money_back=money_back)
    found = [str((line.debit or 0) - (line.credit or 0)) for line in picture.lines]
    assert found == signed
    assert picture.debits == picture.credits
