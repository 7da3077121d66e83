"""A line of an expense: its account, its tags, whom it names, its text."""

import pytest

from pleoqb_desktop.domain.books import ClassTracking
from pleoqb_desktop.domain.entries import Bill, Deposit, JournalEntry, Party, Purchase, VendorCredit
from pleoqb_desktop.domain.problems import Code, PleoReason
from pleoqb_desktop.domain.spend import ExportItem, SpendLine, Tag
from tests.builders import (
    CARD,
    CLOSED_ACCOUNT,
    MEALS,
    PAYABLES,
    POCKET_LIABILITY,
    RECEIVABLES,
    SUPPLIES,
    WALLET,
    WALLET_USD,
    account,
    account_name,
    books,
    held,
    item,
    line,
    posted,
    settings,
    tags,
    with_accounts,
)

WithLines = Purchase | Deposit | Bill | VendorCredit | JournalEntry


def entry_of(expense: ExportItem, **company: object) -> WithLines:
    entry = posted(expense, **company).document
    assert isinstance(entry, WithLines)
    return entry


def tagged(**of: str) -> SpendLine:
    return line("12.00", tags=tags(**of))


JOURNAL = {"chosen": settings(pocket_account_id=POCKET_LIABILITY)}


class TestAccount:
    def test_is_found_by_the_quickbooks_id_we_synced(self) -> None:
        entry = entry_of(item(lines=[line("12.00", account=account_name(MEALS, code="606400"))]))
        assert entry.lines[0].account_id == MEALS

    @pytest.mark.parametrize("identifier", [None, "", "unknown"])
    def test_is_found_by_its_number_when_the_id_says_nothing(self, identifier: str | None) -> None:
        entry = entry_of(item(lines=[line("12.00", account=account_name(identifier, code="625700"))]))
        assert entry.lines[0].account_id == MEALS

    def test_an_active_account_is_preferred_among_those_of_one_number(self) -> None:
        old = account(MEALS, id="3", active=False)
        for chart in (with_accounts(old), tuple(reversed(with_accounts(old)))):
            entry = entry_of(
                item(lines=[line("12.00", account=account_name(None, code="625700"))]), in_books=books(accounts=chart)
            )
            assert entry.lines[0].account_id == MEALS

    @pytest.mark.parametrize(
        ("identifier", "code", "shown"),
        [("999", None, "999"), (None, "999999", "999999"), ("9", "6", "9"), (None, None, "Taxi")],
    )
    def test_an_unknown_one_is_held_by_name(self, identifier: str | None, code: str | None, shown: str) -> None:
        name = account_name(identifier, code=code, name="Taxi")
        chart = [a for a in with_accounts() if a.id != "9"]
        problem = held(item(lines=[line("12.00", account=name)]), in_books=books(accounts=chart))
        assert (problem.code, problem.pleo_reason) == (Code.ACCOUNT_UNKNOWN, PleoReason.INVALID_CONFIGURATION)
        assert problem.params["category"] == "Taxi"
        assert problem.params["account"] == (code or shown)

    @pytest.mark.parametrize("name", [account_name(CLOSED_ACCOUNT), account_name(None, code="606900")])
    def test_an_inactive_one_is_held_by_name(self, name: object) -> None:
        problem = held(item(lines=[line("12.00", account=name)]))
        assert (problem.code, problem.pleo_reason) == (Code.ACCOUNT_INACTIVE, PleoReason.INVALID_CONFIGURATION)
        assert problem.params == {"category": "Category", "account": "606900 Ancien compte"}

    @pytest.mark.parametrize("unfit", [PAYABLES, RECEIVABLES, "90"])
    def test_one_that_takes_no_expense_is_held(self, unfit: str) -> None:
        assert held(item(lines=[line("12.00", account=unfit)])).code is Code.ACCOUNT_TYPE

    def test_one_bad_line_holds_the_whole_item(self) -> None:
        assert held(item(lines=[line("12.00"), line("3.00", account="999")])).code is Code.ACCOUNT_UNKNOWN


class TestWallet:
    """The item's contra account when it is a QuickBooks account of that currency, else the configured one."""

    @pytest.mark.parametrize(
        ("contra", "used"),
        [
            (account_name(CARD), CARD),
            (account_name(None, code="512300"), CARD),
            (None, WALLET),
            (account_name("999"), WALLET),
            (account_name(MEALS), WALLET),
            (account_name(WALLET_USD), WALLET),
        ],
        ids=["by id", "by number", "none", "unknown", "no money account", "of another currency"],
    )
    def test_contra_account(self, contra: object, used: str) -> None:
        entry = entry_of(item(contra_account=contra))
        assert isinstance(entry, Purchase)
        assert entry.account_id == used

    def test_an_inactive_contra_account_is_not_used(self) -> None:
        chart = with_accounts(account(CARD, active=False))
        entry = entry_of(item(contra_account=account_name(CARD)), in_books=books(accounts=chart))
        assert isinstance(entry, Purchase)
        assert entry.account_id == WALLET


class TestTags:
    def test_class_and_project_stand_on_the_line_and_location_on_the_header(self) -> None:
        entry = entry_of(item(lines=[tagged(klass="c1", project="p1", location="l1")]))
        (one,) = entry.lines
        assert (one.class_id, one.project_id, one.location_id) == ("c1", "p1", None)
        assert entry.header.location_id == "l1"

    @pytest.mark.parametrize(
        ("expense", "kind"),
        [
            (item("invoice", lines=[tagged(klass="c1", project="p1", location="l1")]), Bill),
            (item("invoice", lines=[line("-12.00", tags=tags(klass="c1", project="p1", location="l1"))]), VendorCredit),
        ],
    )
    def test_bills_and_credit_notes_likewise(self, expense: ExportItem, kind: type) -> None:
        entry = entry_of(expense)
        assert isinstance(entry, kind)
        assert (entry.lines[0].class_id, entry.lines[0].project_id, entry.header.location_id) == ("c1", "p1", "l1")

    def test_a_deposit_line_names_the_project_and_the_vendor_stands_in_the_text(self) -> None:
        entry = entry_of(item("refund", lines=[tagged(klass="c1", project="p1", location="l1")]))
        (one,) = entry.lines
        assert one.party == Party("Mariage Petit", "p1", "Customer")
        assert (one.class_id, one.project_id, entry.header.location_id) == ("c1", None, "l1")
        assert "Boulangerie Dupont" in one.description

    def test_a_new_vendor_that_no_line_names_is_not_made(self) -> None:
        assert posted(item("refund", supplier="Moulin Neuf", lines=[tagged(project="p1")])).new_vendors == ()

    def test_a_journal_line_names_project_and_location_itself(self) -> None:
        entry = entry_of(item("out_of_pocket", lines=[tagged(klass="c1", project="p1", location="l1")]), **JOURNAL)
        spent, counter = entry.lines
        assert spent.party == Party("Mariage Petit", "p1", "Customer")
        assert (spent.class_id, spent.project_id, spent.location_id) == ("c1", None, "l1")
        assert (counter.class_id, counter.location_id, counter.party) == (None, None, None)
        assert entry.header.location_id is None
        assert "Boulangerie Dupont" in spent.description

    def test_each_line_has_its_own(self) -> None:
        lines = [tagged(klass="c1"), tagged(klass="c2", project="p1"), line("1.00", account=MEALS)]
        entry = entry_of(item(lines=lines))
        assert [(x.class_id, x.project_id) for x in entry.lines] == [("c1", None), ("c2", "p1"), (None, None)]

    def test_groups_of_others_are_left_alone(self) -> None:
        entry = entry_of(item(lines=[line("12.00", tags=[Tag("t", "cost-centre", "c1"), Tag("u", "class", "c2")])]))
        assert (entry.lines[0].class_id, entry.lines[0].project_id, entry.header.location_id) == (None, None, None)

    def test_the_group_is_known_in_any_case(self) -> None:
        assert entry_of(item(lines=[line("12.00", tags=[Tag("t", "QBO-Class", "c1")])])).lines[0].class_id == "c1"

    def test_the_same_tag_twice_is_one(self) -> None:
        assert entry_of(item(lines=[line("12.00", tags=tags(klass="c1") * 2)])).lines[0].class_id == "c1"

    @pytest.mark.parametrize("dimension", ["klass", "project", "location"])
    def test_one_of_another_company_is_held_by_its_code(self, dimension: str) -> None:
        problem = held(item(lines=[tagged(**{dimension: "of-another"})]))
        assert (problem.code, problem.pleo_reason) == (Code.TAG_UNKNOWN, PleoReason.INVALID_CONFIGURATION)
        assert problem.params["tag"] == "of-another"

    @pytest.mark.parametrize(
        ("dimension", "code", "name"),
        [("klass", "c9", "Vieux"), ("project", "p9", "Fini"), ("location", "l9", "Fermé")],
    )
    def test_an_inactive_one_is_held_by_name(self, dimension: str, code: str, name: str) -> None:
        problem = held(item(lines=[tagged(**{dimension: code})]))
        assert (problem.code, problem.params["tag"]) == (Code.TAG_INACTIVE, name)

    def test_two_of_one_group_on_one_line_are_held(self) -> None:
        problem = held(item(lines=[line("12.00", tags=(*tags(klass="c1"), *tags(klass="c2")))]))
        assert (problem.code, problem.params["tags"]) == (Code.TAG_TWICE, "c1, c2")

    @pytest.mark.parametrize("spend_type", ["card_purchase", "refund", "invoice"])
    def test_two_locations_in_one_item_are_held_by_name(self, spend_type: str) -> None:
        problem = held(item(spend_type, lines=[tagged(location="l1"), tagged(location="l2")]))
        assert (problem.code, problem.params["locations"]) == (Code.TWO_LOCATIONS, "Lyon, Paris")

    def test_a_location_on_some_lines_only_is_held(self) -> None:
        problem = held(item(lines=[tagged(location="l1"), tagged()]))
        assert (problem.code, problem.params["locations"]) == (Code.TWO_LOCATIONS, "-, Paris")

    def test_one_location_on_every_line_is_the_header_s(self) -> None:
        assert entry_of(item(lines=[tagged(location="l1"), tagged(location="l1")])).header.location_id == "l1"

    def test_a_journal_entry_holds_two_locations(self) -> None:
        entry = entry_of(
            item("out_of_pocket", lines=[tagged(location="l1"), tagged(location="l2"), tagged()]), **JOURNAL
        )
        assert [x.location_id for x in entry.lines] == ["l1", "l2", None, None]

    def test_a_class_where_classes_are_off_is_held(self) -> None:
        problem = held(item(lines=[tagged(klass="c1")]), in_books=books(class_tracking=ClassTracking.OFF))
        assert (problem.code, problem.params) == (Code.DIMENSION_OFF, {"dimension": "classes", "tag": "Boutique"})

    def test_a_location_where_locations_are_off_is_held(self) -> None:
        problem = held(item(lines=[tagged(location="l1")]), in_books=books(track_locations=False))
        assert (problem.code, problem.params) == (Code.DIMENSION_OFF, {"dimension": "locations", "tag": "Paris"})

    @pytest.mark.parametrize("other", [{"klass": "c2"}, {}], ids=["another", "none"])
    def test_two_classes_where_an_entry_has_one_are_held(self, other: dict[str, str]) -> None:
        in_books = books(class_tracking=ClassTracking.PER_TRANSACTION)
        problem = held(item(lines=[tagged(klass="c1"), tagged(**other)]), in_books=in_books)
        assert problem.code is Code.TWO_CLASSES
        assert "Boutique" in problem.params["classes"]

    def test_one_class_where_an_entry_has_one_is_posted(self) -> None:
        in_books = books(class_tracking=ClassTracking.PER_TRANSACTION)
        entry = entry_of(item(lines=[tagged(klass="c1"), tagged(klass="c1")]), in_books=in_books)
        assert {x.class_id for x in entry.lines} == {"c1"}


class TestText:
    @pytest.mark.parametrize(
        "expense",
        [
            item(note="Déjeuner d’équipe"),
            item("refund", note="Déjeuner d’équipe"),
            item("invoice", note="Déjeuner d’équipe"),
        ],
    )
    def test_says_supplier_person_and_note_with_their_accents(self, expense: ExportItem) -> None:
        assert entry_of(expense).lines[0].description == "Boulangerie Dupont · Zoé Lefèvre · Déjeuner d’équipe"

    def test_ten_thousand_characters_of_html_are_cut_and_stay_text(self) -> None:
        note = "<script>alert('é')</script>\n" * 400
        entry = entry_of(item(note=note))
        assert len(entry.lines[0].description) <= 4000
        assert entry.lines[0].description.startswith("Boulangerie Dupont · Zoé Lefèvre · <script>alert('é')</script> <")

    def test_every_line_of_a_split_has_it(self) -> None:
        lines = entry_of(item(lines=[line("12.00"), line("3.00", account=SUPPLIES)], note="Fête")).lines
        assert [x.description for x in lines] == ["Boulangerie Dupont · Zoé Lefèvre · Fête"] * 2
