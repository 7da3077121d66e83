"""The pages of categories, VAT and tags: what is shown, what is written to Pleo, what is kept."""

import csv
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, Qt, QTime

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.schedule import Schedule
from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.gui.wizard.tables import CategoryTable
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.setup.flow import Step
from tests.e2e.practice.server_fixture import Practice
from tests.gui.windows import prepare


@pytest.fixture
def company(windows, practice):
    return windows.connect_to(practice)


def opened(company: dict, windows, person, step: Step, language: str = "en") -> Frame:
    prepare(company, step, language)
    frame = windows.open(language)
    person.wait(lambda: frame.view.main.isEnabled() and not frame.view.page.busy)
    assert frame.view.here is step
    return frame


def cells(view) -> list[list[str]]:
    model = view.model()
    return [[model.index(r, c).data().strip() for c in range(model.columnCount())] for r in range(model.rowCount())]


def change(practice: Practice, company: dict, data: dict) -> None:
    practice.control(f"quickbooks/{company['quickbooks']['realm_id']}/change", data)


class TestCategories:
    """Accounts and their names for employees."""

    def test_every_account_is_shown_as_new_with_the_total(self, company, windows, person):
        frame = opened(company, windows, person, Step.CATEGORIES)
        shown = cells(frame.view.page.view)
        assert len(shown) == 24
        assert {row[4] for row in shown} == {"new"}
        person.wait_for(frame, "24 accounts, 24 new")

    def test_continue_writes_them_and_a_second_look_finds_all_the_same(self, company, windows, person, practice):
        frame = opened(company, windows, person, Step.CATEGORIES)
        person.press(frame, "Send and continue")
        person.wait(lambda: frame.view.here is Step.VAT)
        assert frame.opened.program.facts().categories_written
        frame.view.go_to(Step.CATEGORIES)
        person.wait_for(frame, "all the same in Pleo")

    def test_a_name_that_was_changed_is_kept_and_an_empty_one_brings_the_proposal_back(self, company, windows, person):
        frame = opened(company, windows, person, Step.CATEGORIES)
        page, program = frame.view.page, frame.opened.program
        index = page.view.model().index(0, CategoryTable.NAME_COLUMN)
        page.view.model().setData(index, "  Adverts\n and  flyers ")
        assert index.data() == "Adverts and flyers"
        person.wait(lambda: "Adverts and flyers" in program.settings.load().friendly_names.values())
        page.view.model().setData(index, "")
        assert index.data() == "Advertising"
        person.wait(lambda: program.settings.load().friendly_names == {})

    def test_names_changed_one_after_the_other_are_all_kept(self, company, windows, person):
        frame = opened(company, windows, person, Step.CATEGORIES)
        page, program = frame.view.page, frame.opened.program
        for row in range(8):
            page.view.model().setData(page.view.model().index(row, CategoryTable.NAME_COLUMN), f"A name {row}")
        person.wait(lambda: len(program.settings.load().friendly_names) == 8)

    def test_search_finds_by_any_word_whatever_its_case_and_accents(self, company, windows, person):
        frame = opened(company, windows, person, Step.CATEGORIES)
        person.write(frame, "Search the accounts", "ADVÉRT")
        assert [row[1] for row in cells(frame.view.page.view)] == ["Advertising"]
        person.wait_for(frame, "1 shown")

    def test_only_those_used_shows_the_accounts_of_the_waiting_expenses(self, company, windows, person):
        prepare(company, Step.VAT)
        frame = windows.open()
        frame.view.go_to(Step.CATEGORIES)
        person.wait(lambda: frame.view.main.isEnabled() and not frame.view.page.busy)
        person.press(frame, "Only those your expenses use")
        used = cells(frame.view.page.view)
        assert 0 < len(used) < 24

    def test_the_table_is_sorted_by_its_header(self, company, windows, person):
        view = opened(company, windows, person, Step.CATEGORIES).view.page.view
        view.sortByColumn(CategoryTable.NAME_COLUMN, Qt.SortOrder.DescendingOrder)
        names = [row[2].casefold() for row in cells(view)]
        assert names == sorted(names, reverse=True)

    def test_accounts_go_to_pleo_by_number_or_by_name_as_chosen(self, company, windows, person, practice):
        frame = opened(company, windows, person, Step.CATEGORIES)
        page, program = frame.view.page, frame.opened.program
        number, name = page.choices.by_number.buttons
        assert name.isChecked(), "the studio does not number its accounts"
        assert number.accessibleName() == "Pleo names your accounts by their number, where they have one"
        number.click()
        person.wait(lambda: program.settings.load().use_account_numbers is True and not page.busy)
        assert number.isChecked()
        name.click()
        person.wait(lambda: program.settings.load().use_account_numbers is False and not page.busy)
        assert name.isChecked()

    def test_the_file_for_the_import_is_saved_with_the_names_shown(self, company, windows, person, alerts, tmp_path):
        frame = opened(company, windows, person, Step.CATEGORIES)
        page = frame.view.page
        page.view.model().setData(page.view.model().index(0, CategoryTable.NAME_COLUMN), "=Adverts")
        person.wait(lambda: frame.opened.program.settings.load().friendly_names != {})
        alerts.paths.append(tmp_path / "categories.csv")
        person.press(frame, "Save a file for Pleo's category import")
        person.wait_for(frame, "24 categories saved in categories.csv")
        with (tmp_path / "categories.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == ["Name", "Account", "Tax code"]
        assert ["'=Adverts", "Advertising", ""] in rows
        assert len(rows) == 25

    def test_a_file_that_cannot_be_saved_is_told(self, company, windows, person, alerts, tmp_path):
        frame = opened(company, windows, person, Step.CATEGORIES)
        alerts.paths.append(tmp_path / "no folder" / "categories.csv")
        person.press(frame, "Save a file for Pleo's category import")
        person.wait(frame.view.notice.isVisible)

    def test_types_of_account_can_be_taken_out(self, company, windows, person):
        frame = opened(company, windows, person, Step.CATEGORIES)
        before = len(cells(frame.view.page.view))
        person.press(frame, "Types of account offered, numbers or names")
        box = next(one for one in frame.view.page.choices.types.values() if one.text().startswith("Cost of sales"))
        person.press(frame, box.text())
        person.wait(lambda: len(cells(frame.view.page.view)) < before)

    def test_a_thousand_accounts_with_long_names_are_shown(self, company, windows, practice, person):
        accounts = [
            {
                "Name": f"Account {n} " + "x" * 80,
                "AccountType": "Expense",
                "AccountSubType": "OfficeGeneralAdministrativeExpenses",
            }
            for n in range(300)
        ]
        plan = {"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Advanced"}]}
        change(practice, company, {"company_info": plan})
        for account in accounts:
            change(practice, company, {"create": {"Account": account}})
        frame = opened(company, windows, person, Step.CATEGORIES)
        assert len(cells(frame.view.page.view)) == 324

    def test_what_pleo_refuses_is_told_and_does_not_hold_up(self, company, windows, practice, person):
        frame = opened(company, windows, person, Step.CATEGORIES)
        fault = {"kind": "status", "service": "pleo", "method": "POST", "path": "batch", "status": 400, "times": 50}
        practice.control("conditions", {"faults": [fault]})
        person.press(frame, "Send and continue")
        person.wait(frame.view.notice.isVisible)
        practice.control("conditions", {"faults": []})
        assert frame.view.here is Step.CATEGORIES


class TestVat:
    """Rates switched on in QuickBooks."""

    def test_rates_kinds_and_what_is_new_are_shown(self, company, windows, person):
        shown = cells(opened(company, windows, person, Step.VAT).view.page.view)
        assert ["20.0% S", "20%", "normal", "new"] in shown
        assert ["20.0% RC SG", "20%", "reverse charge: you declare the VAT yourself", "new"] in shown

    def test_rates_stand_in_their_order(self, company, windows, person):
        page = opened(company, windows, person, Step.VAT).view.page
        rates = [page._table.index(row, 1).data() for row in range(page._table.rowCount())]
        figures = [float(one.strip().rstrip("%")) for one in rates]
        assert figures == sorted(figures) != []

    def test_in_french_rates_are_written_as_the_language_does(self, windows, practice, person):
        french = windows.connect_to(practice, "FR")
        shown = cells(opened(french, windows, person, Step.VAT, "fr").view.page.view)
        assert "5,5" in next(row[1] for row in shown if row[0] == "TVA 5,5 %")

    def test_continue_writes_them(self, company, windows, person):
        frame = opened(company, windows, person, Step.VAT)
        person.press(frame, "Send and continue")
        person.wait(lambda: frame.view.here is Step.TAGS)
        assert frame.opened.program.facts().vat_written

    def test_refresh_shows_a_rate_that_was_switched_off_meanwhile(self, company, windows, practice, person):
        frame = opened(company, windows, person, Step.VAT)
        before = len(cells(frame.view.page.view))
        codes = frame.opened.program.set_up(CancelToken()).books().tax_codes.values()
        code = next(one for one in codes if one.name == "5.0% R")
        change(practice, company, {"update": {"TaxCode": {"Id": code.id, "Active": False}}})
        person.press(frame, "Refresh")
        person.wait(lambda: len(cells(frame.view.page.view)) == before - 1)

    def test_a_company_without_vat_has_one_sentence_and_nothing_to_do(self, company, windows, practice, person):
        change(practice, company, {"preferences": {"TaxPrefs": {"UsingSalesTax": False}}})
        frame = opened(company, windows, person, Step.VAT)
        person.wait_for(frame, "Your company does not use VAT on purchases in QuickBooks: nothing to do here.")
        assert not frame.view.page.view.isVisible()
        person.press(frame, "Continue")
        person.wait(lambda: frame.view.here is Step.TAGS)


class TestTags:
    """Classes, projects, locations."""

    def test_what_the_company_uses_is_switched_on_with_its_first_names(self, company, windows, person):
        frame = opened(company, windows, person, Step.TAGS)
        switches = frame.view.page.switches
        assert [switch.isChecked() for switch in switches.values()] == [True, True, True]
        person.wait_for(frame, "Brand, Motion, Overheads, Web")
        person.wait_for(frame, "Tags in Pleo: 10 new")

    def test_a_dimension_that_is_switched_off_is_not_written(self, company, windows, person):
        frame = opened(company, windows, person, Step.TAGS)
        person.press(frame, "Projects (3)")
        person.wait_for(frame, "Tags in Pleo: 7 new")
        person.wait(lambda: not frame.view.page.busy)
        person.press(frame, "Send and continue")
        person.wait(lambda: frame.view.here is Step.READY)
        chosen = frame.opened.program.settings.load().dimensions
        assert chosen == (Dimension.CLASSES, Dimension.LOCATIONS)

    def test_a_plan_without_classes_has_one_sentence_and_nothing_to_do(self, company, windows, practice, person):
        plan = {"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Simple Start"}]}
        change(practice, company, {"company_info": plan})
        frame = opened(company, windows, person, Step.TAGS)
        person.wait_for(frame, "Your QuickBooks plan has no classes, projects or locations: nothing to do here.")
        person.press(frame, "Continue")
        person.wait(lambda: frame.view.here is Step.READY)
        assert frame.opened.program.settings.load().dimensions == ()


class TestReady:
    """The last page."""

    def test_it_tells_what_waits_and_what_was_chosen(self, windows, practice, person):
        french = windows.connect_to(practice, "FR")
        prepare(french, Step.READY, "fr")
        frame = windows.open("fr")
        frame.view.wizard_requested.emit(Step.READY)
        person.wait_for(frame, "41 dépenses")
        person.wait_for(frame, frame.opened.program.texts.amount(Decimal("3482.10"), "EUR"))
        person.wait_for(frame, "512100 Banque Pleo")
        person.wait_for(frame, "Classes, Projets")
        person.wait_for(frame, "Votre comptable a-t-il déjà saisi une partie de ces dépenses\u202f?")
        person.wait_for(frame, "Non\u00a0: envoyer tout ce qui attend (41)")
        page = frame.view.page
        page.begin.later.click()
        page.begin.day.setDate(QDate(2026, 10, 1))
        person.wait(lambda: frame.opened.program.settings.load().start_date == date(2026, 10, 1))
        person.wait(lambda: not person.sees(frame, "41 dépenses"))
        page.begin.everything.click()
        person.wait_for(frame, "41 dépenses")

    def test_every_morning_is_planned_by_one_click_and_taken_back_by_another(self, company, windows, person):
        prepare(company, Step.READY)
        frame = windows.open()
        frame.view.wizard_requested.emit(Step.READY)
        person.wait_for(frame, "Export automatically every morning at")
        person.wait(lambda: frame.view.page.morning.isVisible())
        line, planning = frame.view.page.morning, frame.opened.program.plans.planning()
        assert not line.box.isChecked()
        line.box.click()
        person.wait(lambda: planning.plan().schedule == Schedule(time(7, 30)))
        line.at.setTime(QTime(6, 45))
        person.wait(lambda: planning.plan().schedule == Schedule(time(6, 45)))
        line.box.click()
        person.wait(lambda: planning.plan().schedule is None)

    def test_what_a_computer_forbids_is_told_and_the_wizard_goes_on(self, company, windows, person):
        windows.calendar.refuses = UnavailableError(problem(Code.SCHEDULER_REFUSED, reason="Access is denied."))
        prepare(company, Step.READY)
        frame = windows.open()
        frame.view.wizard_requested.emit(Step.READY)
        person.wait_for(frame, "Everything is joined. 40 expenses")
        line = frame.view.page.morning
        line.box.click()
        person.wait_for(frame, "Access is denied.")
        assert not line.box.isChecked()
        assert frame.view.main.isEnabled()

    def test_the_contra_account_is_asked_for_until_it_is_chosen(self, company, windows, practice, person):
        prepare(company, Step.READY)
        frame = windows.open()
        frame.view.wizard_requested.emit(Step.READY)
        person.wait_for(frame, "One thing is left that only you can do")
        wallet = frame.opened.program.settings.load().wallet_account_id
        practice.pleo_control("contra-account", {"currency": "GBP", "externalId": wallet}, country="GB")
        frame.view.page.look_again()
        person.wait_for(frame, "Pleo Bank is the contra account in Pleo")
        assert not person.sees(frame, "One thing is left that only you can do")

    def test_edit_leads_to_the_page_of_that_choice(self, company, windows, person):
        prepare(company, Step.READY)
        frame = windows.open()
        frame.view.wizard_requested.emit(Step.READY)
        person.press(frame, "Edit: VAT rates")
        assert frame.view.here is Step.VAT

    def test_with_nothing_waiting_it_says_so(self, company, windows, practice, person):
        prepare(company, Step.READY)
        practice.pleo_control("expenses", country="GB", method="DELETE")
        frame = windows.open()
        frame.view.wizard_requested.emit(Step.READY)
        person.wait_for(frame, "Everything is joined. No expense waits at the moment.")
