"""Rows of the Expenses table: what is known of a queue entry, totals, shares by category, search, and results put over a preview."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.books import fold
from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import QueueEntry
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.export.queue_estimate import estimate
from pleoqb_desktop.gui.models.entry_picture import Names, PictureWords
from pleoqb_desktop.gui.models.spend_rows import (
    SpendRow,
    by_category,
    digest,
    matches,
    name_first,
    spend_rows,
    totals,
    unquoted,
    with_results,
)
from pleoqb_desktop.ports.reference import PleoAccount
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus
from pleoqb_desktop.sync.pleo_names import PleoNames
from pleoqb_desktop.texts import Language, Texts
from tests import builders as b

TEXTS = Texts(Language("en"))
NAMES = Names(b.books(), PictureWords())
PLEO = PleoNames(
    accounts={"a1": PleoAccount("a1", "7", "Fournitures", "606400", archived=False)},
    tax_codes={"t1": "TVA 20"},
    tags={"g1": "Boutique"},
    people={"u1": "Zoé Lefèvre"},
)


def queued(**changes: object) -> QueueEntry:
    entry = QueueEntry(
        "e1", "CARD_PURCHASE", "ONLINE", Money(Decimal("45.00"), "USD"), date(2026, 3, 14), "Screws", True, 2, "u1",
        account_ids=("a1",), tax_code_ids=("t1",), tag_ids=("g1", "gone"), wallet_amount=Money(Decimal("41.40"), "EUR"),
    )  # fmt: skip
    return replace(entry, **changes)  # type: ignore[arg-type]


def row(amount: str | None = "10.00", account: str = "A", currency: str = "EUR", **record: object) -> SpendRow:
    values = {"job_id": "", "accounting_entry_id": "e", "type": "card_purchase", **record}
    money = Money(Decimal(amount), currency) if amount is not None else None
    return SpendRow(ItemOutcome(ItemRecord(**values)), "Supplier", "", money, account=account)  # type: ignore[arg-type]


def test_a_queue_entry_shows_account_vat_code_tags_person_and_the_wallet_amount():
    (found,) = spend_rows([estimate(queued())], NAMES, PLEO, TEXTS)
    assert (found.account, found.vat_code, found.tags, found.person) == (
        "606400 Fournitures",
        "TVA 20",
        "Boutique",
        "Zoé Lefèvre",
    )
    assert found.vat is None
    assert found.amount == Money(Decimal("41.40"), "EUR")
    assert not found.in_job
    assert found.is_note, "Pleo has told no supplier yet"


def test_a_queue_entry_without_a_category_needs_attention():
    (found,) = spend_rows([estimate(queued(has_account=False, account_ids=()))], NAMES, PLEO, TEXTS)
    assert found.needs_attention
    assert found.account == ""


def test_an_item_without_a_supplier_is_called_by_its_type():
    record = ItemRecord("job", "e", "mileage")
    (found,) = spend_rows([ItemOutcome(record)], NAMES, PLEO, TEXTS)
    assert found.supplier == "Mileage"
    assert not found.is_note
    assert found.in_job


def test_a_search_finds_names_without_accents_amounts_and_dates():
    (found,) = spend_rows([estimate(queued())], NAMES, PLEO, TEXTS)
    for words in ("zoe", "fournitures boutique", "41.40", "€41.40", "14 mar 2026", "screws zoe"):
        assert matches(found, fold(words).split()), words
    assert not matches(found, fold("screws paris").split())


def test_totals_are_by_currency_and_never_mixed():
    rows = [row("10.00"), row("5.50"), row("3.00", currency="USD"), row(None)]
    assert totals(rows) == (Money(Decimal("15.50"), "EUR"), Money(Decimal("3.00"), "USD"))
    assert totals([]) == ()


def test_a_digest_tells_of_all_rows_and_of_those_that_wait():
    done = row("5.50", status=ItemStatus.EXPORTED, type="mileage")
    waits = replace(row("10.00", account=""), tags="Boutique")
    about = digest([done, waits])
    assert (about.waiting, about.sums) == (1, (Money(Decimal("10.00"), "EUR"),))
    assert about.all_sums == (Money(Decimal("15.50"), "EUR"),)
    assert about.types == ("card_purchase", "mileage")
    assert [share.amount for share in about.persons] == [Money(Decimal("10.00"), "EUR")]
    assert (about.people, about.accounts, about.tags, about.links) == ((), True, True, False)
    assert digest([]).types == ()


def test_shares_are_the_largest_first_and_the_rest_is_summed():
    rows = [row("1.00", "A"), row("9.00", "B"), row("5.00", "C"), row("2.00", "D"), row("4.00", "A"), row("7.00", "")]
    shares = by_category(rows, 3)
    assert [(share.name, str(share.amount.amount), share.count) for share in shares] == [
        ("B", "9.00", 1),
        ("", "7.00", 1),
        (None, "12.00", 4),
    ]
    assert sum(share.amount.amount for share in shares) == sum(one.amount.amount for one in rows if one.amount)


def test_a_chart_of_nothing_has_no_bars():
    assert by_category([], 5) == ()
    assert by_category([row(None)], 5) == ()


def test_results_keep_what_only_the_preview_knew():
    (before,) = spend_rows([estimate(queued())], NAMES, PLEO, TEXTS)
    record = ItemRecord(
        "job",
        "e1",
        "card_purchase",
        ItemStatus.EXPORTED,
        EntryKind.PURCHASE,
        "2001",
        supplier="Vis & Co",
        tax=Decimal(7),
    )
    (after,) = with_results([before], spend_rows([ItemOutcome(record, "https://x")], NAMES, PLEO, TEXTS))
    assert (after.supplier, after.vat, after.account, after.tags) == (
        "Vis & Co",
        Decimal(7),
        "606400 Fournitures",
        "Boutique",
    )
    assert after.status is ItemStatus.EXPORTED
    assert not after.is_note
    assert matches(after, ["vis"])
    assert matches(after, ["boutique"])


def test_what_failed_is_held_or_has_a_problem_needs_attention():
    trouble = problem(Code.ACCOUNT_MISSING)
    assert row(status=ItemStatus.FAILED).needs_attention
    assert row(status=ItemStatus.HELD).needs_attention
    assert row(problems=(trouble,)).needs_attention
    assert not row().needs_attention
    assert not row(status=ItemStatus.EXPORTED).needs_attention


@pytest.mark.parametrize(
    ("account", "shown"),
    [
        ("601100 Farines", "Farines · 601100"),
        ("625100 Voyages et déplacements, 625700 Réceptions", "Voyages et déplacements · 625100, Réceptions · 625700"),
        ("601200 Beurre, lait et œufs, 601100 Farines", "Beurre, lait et œufs · 601200, Farines · 601100"),
        ("Client entertaining", "Client entertaining"),
        ("", ""),
    ],
)
def test_an_account_is_told_by_its_name_first(account, shown):
    assert name_first(account) == shown


@pytest.mark.parametrize("note", ["Campagne « galettes »", "Campagne “galettes”", "Campagne «\u00a0galettes\u00a0»"])
def test_what_is_quoted_quotes_by_single_marks(note):
    assert unquoted(note) == "Campagne ‘galettes’"
