"""A line of an expense: its account, its tags, whom it names, its text."""

import pytest

from pleoqb_desktop.domain.books import ClassTracking
from pleoqb_desktop.domain.entries import Bill, Deposit, JournalEntry, Party, Purchase, VendorCredit
from pleoqb_desktop.domain.problems import Code, PleoReason
from pleoqb_desktop.domain.spend import ExportItem, SpendLine, Tag
from tests.builders import (
    CASH,
    EMPLOYEES,
    INCOME,
    MEALS,
    POCKET_LIABILITY,
    SUPPLIES,
    books,
    held,
    item,
    line,
    posted,
    settings,
    tags,
)

WithLines = Purchase | Deposit | Bill | VendorCredit | JournalEntry


def entry_of(expense: ExportItem, **company: object) -> WithLines:
    entry = posted(expense, **company).document
    assert isinstance(entry, WithLines)
    return entry


def tagged(**of: str) -> SpendLine:
    return line("12.00", tags=tags(**of))


JOURNAL = {"chosen": settings(pocket_account_id=POCKET_LIABILITY)}


class TestTags:
    def test_class_and_project_stand_on_the_line_and_location_on_the_header(self) -> None:
        entry = entry_of(item(lines=[tagged(klass="c1", project="p1", location="l1")]))
        (one,) = entry.lines
        assert (one.class_id, one.project_id, one.location_id) == ("c1", "p1", None)
        assert entry.header.location_id == "l1"

    @pytest.mark.parametrize(
        ("account", "said"),
        [(SUPPLIES, True), (EMPLOYEES, True), (POCKET_LIABILITY, True), (INCOME, False), (CASH, False)],
    )
    def test_not_billable_is_said_of_a_project_where_the_account_may_be_billable(
        self, account: str, said: bool
    ) -> None:
        lines = [
            line("12.00", account=account, tags=tags(project="p1")),
            line("5.00", account=account),
        ]
        with_project, without = entry_of(item(lines=lines)).lines
        assert (with_project.says_not_billable, without.says_not_billable) == (said, False)

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

    def test_a_location_on_some_lines_only_is_the_header_s(self) -> None:
        assert entry_of(item(lines=[tagged(location="l1"), tagged()])).header.location_id == "l1"

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

    def test_two_classes_where_an_entry_has_one_are_held(self) -> None:
        in_books = books(class_tracking=ClassTracking.PER_TRANSACTION)
        problem = held(item(lines=[tagged(klass="c1"), tagged(klass="c2")]), in_books=in_books)
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
