"""The page that chooses the account: found or made, Pocket, further accounts, and every refusal told."""

from dataclasses import replace

import pytest

from pleoqb_desktop.app import App, Choice
from pleoqb_desktop.domain.rules.chart import ConventionName, Role
from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.ledger import NewAccount
from pleoqb_desktop.ports.settings import AccountWay
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.texts import Language
from tests.e2e.practice.server_fixture import Practice
from tests.gui.windows import prepare


def change(practice: Practice, company: dict, data: dict) -> None:
    """What an accountant does on the website."""
    practice.control(f"quickbooks/{company['quickbooks']['realm_id']}/change", data)


@pytest.fixture
def company(windows, practice):
    return windows.connect_to(practice)


@pytest.fixture
def french(windows, practice):
    return windows.connect_to(practice, "FR")


def opened(company: dict, windows, person, language: str = "en") -> Frame:
    prepare(company, Step.CHOOSE_ACCOUNT, language)
    frame = windows.open(language)
    person.wait(lambda: frame.view.page.list.model().rowCount() > 0 and not frame.view.page.busy)
    return frame


def rows(frame: Frame) -> list[list[str]]:
    model = frame.view.page.list.model()
    return [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]


def test_the_first_row_makes_the_account_and_is_chosen(company, windows, person):
    frame = opened(company, windows, person)
    assert rows(frame)[0][1] == "New: Pleo Bank (advised)"
    assert isinstance(frame.view.page.chosen, NewAccount)
    assert frame.view.main.text() == "Create and continue"
    assert person.sees(frame, "Ticked because such expenses wait in Pleo."), "the program did it by itself"
    frame.view.page.pocket.click()
    assert not person.sees(frame, "Ticked because")


def test_in_france_the_new_account_has_a_number_and_a_journal_code_to_choose(french, windows, person):
    frame = opened(french, windows, person, "fr")
    assert rows(frame)[0][:2] == ["512100", "Nouveau\u00a0: 512100 Banque Pleo (conseillé)"]
    page = frame.view.page
    page.further.open()
    assert page.further.journal.isVisible()
    assert page.further.journal.currentText() == "BQ Banque"
    person.press(frame, "Créer et continuer")
    person.wait(lambda: frame.view.here is Step.CONTRA_ACCOUNT)
    settings = frame.opened.program.settings.load()
    assert settings.journal_code_id == page.further.journal.currentData()


def test_a_journal_code_is_asked_for_in_france_alone(company, windows, person):
    further = opened(company, windows, person).view.page.further
    further.open()
    assert further.zone.isVisible()
    assert not further.journal.isVisible()


def choose_convention(frame: Frame, person, name: ConventionName) -> None:
    """The person chooses another country's chart."""
    page = frame.view.page
    page.further.convention.setCurrentIndex(page.further.convention.findData(name.value))
    page.further.convention.activated.emit(page.further.convention.currentIndex())
    person.wait(lambda: not page.busy)


def test_the_chart_of_the_companys_country_is_proposed_and_stays_open(company, windows, person):
    frame = opened(company, windows, person)
    page = frame.view.page
    assert page.further.convention.currentText() == "United Kingdom"
    assert [page.further.convention.itemData(row) for row in range(page.further.convention.count())] == [
        *ConventionName
    ]
    assert page.further.convention.accessibleName() == "Country of the chart of accounts"
    person.press(frame, "Create and continue")
    person.wait(lambda: frame.view.here is Step.CONTRA_ACCOUNT)
    assert frame.opened.program.settings.load().convention is None


def test_another_chart_names_and_numbers_the_new_accounts_anew_and_keeps_what_was_chosen(company, windows, person):
    frame = opened(company, windows, person)
    page = frame.view.page
    fees = page.further.boxes[Role.FEES]
    fees.setCurrentIndex(fees.findText("Advertising"))
    choose_convention(frame, person, ConventionName.FRANCE)
    assert rows(frame)[0][:2] == ["512100", "New: 512100 Banque Pleo (advised)"]
    assert isinstance(page.chosen, NewAccount)
    assert page.pocket_account.currentText() == "New: 512101 Banque Pleo Pocket"
    assert fees.currentText() == "Advertising"
    page.further.open()
    assert not page.further.journal.isVisible(), "these books keep no journals"
    person.press(frame, "Create and continue")
    person.wait(lambda: frame.view.here is Step.CONTRA_ACCOUNT)
    settings = frame.opened.program.settings.load()
    assert settings.convention is ConventionName.FRANCE
    wallet = frame.opened.program.books(CancelToken()).accounts[settings.wallet_account_id]
    assert (wallet.name, wallet.number) == ("Banque Pleo", "512100")


def test_an_account_that_was_chosen_stays_chosen_under_another_chart(company, windows, person):
    frame = opened(company, windows, person)
    page = frame.view.page
    page.list.selectRow(2)
    page.pocket_account.setCurrentIndex(1)
    before, pocket = page.chosen, page.pocket_account.currentData()
    choose_convention(frame, person, ConventionName.CANADA)
    assert page.chosen == before
    assert page.pocket_account.currentData() == pocket
    assert rows(frame)[0][1] == "New: Pleo (advised)"


def test_a_journal_code_is_asked_for_by_the_french_chart_alone(french, windows, person):
    frame = opened(french, windows, person, "fr")
    page = frame.view.page
    page.further.open()
    choose_convention(frame, person, ConventionName.INTERNATIONAL)
    assert not page.further.journal.isVisible()
    choose_convention(frame, person, ConventionName.FRANCE)
    assert page.further.journal.isVisible()
    assert page.further.journal.currentText() == "BQ Banque"


def test_countries_are_named_anew_when_the_language_changes(french, windows, person):
    frame = opened(french, windows, person, "fr")
    page = frame.view.page
    choose_convention(frame, person, ConventionName.UNITED_KINGDOM)
    assert page.further.convention.currentText() == "Royaume-Uni"
    frame.view.language_requested.emit(Language("en"))
    person.wait(lambda: page.further.convention.currentText() == "United Kingdom")


def test_an_account_that_is_called_pleo_is_found_and_chosen(company, windows, practice, person):
    account = {"Name": "Pleo Bank", "AccountType": "Bank", "AccountSubType": "Checking"}
    change(practice, company, {"create": {"Account": account}})
    frame = opened(company, windows, person)
    assert frame.view.page.chosen.name == "Pleo Bank"
    frame.view.page.pocket.setChecked(False)
    assert frame.view.main.text() == "Continue"
    person.press(frame, "Continue")
    person.wait(lambda: frame.view.here is Step.CONTRA_ACCOUNT)
    assert frame.opened.program.settings.load().wallet_account_id == frame.view.pages[Step.CHOOSE_ACCOUNT].chosen.id


def test_who_says_that_it_exists_chooses_herself(company, windows, person):
    prepare(company, Step.CHOOSE_ACCOUNT)
    frame = windows.open()
    page = frame.view.page
    person.wait(lambda: not page.busy)
    frame.view.session.settings = replace(frame.view.session.settings, account_plan=AccountWay.EXISTS)
    page.list.clearSelection()
    person.press(frame, "Refresh the list")
    person.wait(lambda: not page.busy)
    assert page.chosen is None
    assert not frame.view.main.isEnabled()
    page.list.selectRow(1)
    assert frame.view.main.isEnabled()


def test_after_making_it_by_hand_refresh_finds_it(company, windows, practice, person):
    frame = opened(company, windows, person)
    page = frame.view.page
    frame.view.session.settings = replace(frame.view.session.settings, account_plan=AccountWay.BY_HAND)
    change(
        practice,
        company,
        {"create": {"Account": {"Name": "Pleo Bank", "AccountType": "Bank", "AccountSubType": "Checking"}}},
    )
    person.press(frame, "Refresh the list")
    person.wait(lambda: not page.busy)
    assert page.chosen.name == "Pleo Bank"


def test_pocket_is_on_because_pocket_expenses_wait_and_can_be_switched_off(company, windows, person):
    frame = opened(company, windows, person)
    page = frame.view.page
    assert page.pocket.isChecked()
    assert page.pocket_account.currentText() == "New: Pleo Pocket"
    page.pocket.setChecked(False)
    assert not page.pocket_account.isVisible()
    person.press(frame, "Create and continue")
    person.wait(lambda: frame.view.here is Step.CONTRA_ACCOUNT)
    settings = frame.opened.program.settings.load()
    assert (settings.pocket_used, settings.pocket_account_id) == (False, None)


def test_further_accounts_are_proposed_and_what_is_changed_is_kept(company, windows, person):
    frame = opened(company, windows, person)
    fees = frame.view.page.further.boxes[Role.FEES]
    assert fees.currentText() == "Bank charges"
    fees.setCurrentIndex(fees.findText("Advertising"))
    chosen = fees.currentData()
    person.press(frame, "Create and continue")
    person.wait(lambda: frame.view.here is Step.CONTRA_ACCOUNT)
    assert frame.opened.program.settings.load().fees_account_id == chosen


def test_a_name_that_is_taken_by_another_kind_of_account_is_told(company, windows, practice, person):
    change(
        practice,
        company,
        {
            "create": {
                "Account": {
                    "Name": "Pleo Pocket",
                    "AccountType": "Expense",
                    "AccountSubType": "OfficeGeneralAdministrativeExpenses",
                }
            }
        },
    )
    frame = opened(company, windows, person)
    page = frame.view.page
    page.pocket_account.setCurrentIndex(0)
    assert page.pocket_account.currentText() != "New: Pleo Pocket", "a name that is taken is not offered"


def test_the_account_is_in_pleo_afterwards_and_the_step_left_to_the_person_holds_nothing_up(
    company, windows, practice, person
):
    frame = opened(company, windows, person)
    person.press(frame, "Create and continue")
    person.wait_for(frame, "Beside GBP, choose Pleo Bank.")
    wallet = frame.opened.program.settings.load().wallet_account_id
    assert wallet in [account["externalId"] for account in _accounts(practice)]
    person.wait_for(frame, "Not chosen yet. You can go on meanwhile")
    person.press(frame, "Continue")
    person.wait(lambda: frame.view.here is Step.CATEGORIES)
    assert frame.view.steps.buttons[Step.CONTRA_ACCOUNT].accessibleDescription() == "to mend"


def test_the_step_turns_green_by_itself_when_it_is_done_in_pleo_and_stays_done(company, windows, practice, person):
    frame = opened(company, windows, person)
    person.press(frame, "Create and continue")
    person.wait_for(frame, "Not chosen yet.")
    wallet = frame.opened.program.settings.load().wallet_account_id
    practice.pleo_control("contra-account", {"currency": "GBP", "externalId": wallet}, country="GB")
    frame.view.page.look()
    person.wait_for(frame, "Pleo Bank is the contra account for GBP in Pleo.")
    assert frame.opened.program.settings.load().contra_account_id == wallet


def test_quickbooks_out_of_reach_is_told_and_tried_again_by_its_button(company, windows, practice, person):
    prepare(company, Step.CHOOSE_ACCOUNT)
    practice.control("conditions", {"faults": [{"kind": "reset", "service": "quickbooks", "times": 50}]})
    frame = windows.open()
    person.wait_for(frame, "QuickBooks does not answer")
    assert not frame.view.main.isEnabled()
    practice.control("conditions", {"faults": []})
    person.press(frame, "Try again")
    person.wait(lambda: frame.view.page.list.model().rowCount() > 0)


def _accounts(practice: Practice) -> list[dict]:
    accounts = practice.dump("GB")["accounts"]
    return list(accounts.values()) if isinstance(accounts, dict) else accounts


def test_what_is_no_longer_offered_is_shown_as_gone_and_asked_for_again(practice, company, windows, person):
    prepare(company, Step.CHOOSE_ACCOUNT)
    with App(Choice(language="en")) as program:
        codes = program.books(CancelToken()).tax_codes.values()
        switched_off = next(code for code in codes if code.name == "No VAT")
        program.settings.update(no_tax_code_id=switched_off.id, time_zone="America/Atlantis")
    change(practice, company, {"update": {"TaxCode": {"Id": switched_off.id, "Active": False}}})
    frame = windows.open("en")
    page = frame.view.page
    person.wait(lambda: page.list.model().rowCount() > 0 and not page.busy)
    further = page.further
    assert further.no_tax.currentText() == "“No VAT” is no longer offered"
    assert further.zone.currentText() == "“America/Atlantis” is no longer offered"
    assert further.no_tax.isVisible(), "what is asked for is in sight"
    person.wait_for(frame, "Something that was chosen is no longer offered: choose again")
    assert not frame.view.main.isEnabled()
    for box, words in ((further.no_tax, "Exempt"), (further.zone, "Europe/London")):
        box.setCurrentIndex(box.findText(words))
        assert box.currentText() == words
        box.activated.emit(box.currentIndex())
    chosen = further.no_tax.currentData()
    person.press(frame, "Create and continue")
    person.wait(lambda: frame.view.here is Step.CONTRA_ACCOUNT)
    settings = frame.opened.program.settings.load()
    assert (settings.no_tax_code_id, settings.time_zone) == (chosen, "Europe/London")


@pytest.mark.parametrize("zone", ["Etc/UTC", "Japan"])
def test_a_zone_by_another_kind_of_name_stays_what_it_is(company, windows, person, zone):
    prepare(company, Step.CHOOSE_ACCOUNT)
    with App(Choice(language="en")) as program:
        program.settings.update(time_zone=zone)
    frame = windows.open("en")
    page = frame.view.page
    person.wait(lambda: page.list.model().rowCount() > 0 and not page.busy)
    assert page.further.zone.currentText() == zone
    person.press(frame, "Create and continue")
    person.wait(lambda: frame.view.here is Step.CONTRA_ACCOUNT)
    assert frame.opened.program.settings.load().time_zone == zone
