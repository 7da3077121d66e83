"""Everything that the owner decides has a control on the page where it is declared to be, with a name for a screen reader."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from pleoqb_desktop.domain.books import AccountType, Dimension
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.ports.settings import AccountWay
from pleoqb_desktop.setup.choices import CHOICES
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.setup.sections import Section
from tests.gui.windows import prepare

IN_THE_WIZARD: dict[str, Callable[..., QWidget]] = {
    "language": lambda wizard, _page: wizard.language,
    "door": lambda _wizard, page: page.doors.cards[1].button,
    "pleo_key_ends": lambda _wizard, page: page.by_key.last_day.has,
    "intuit_client_id": lambda _wizard, page: page.keys.findChildren(QLineEdit)[-2],
    "account_plan": lambda _wizard, page: page._choices[AccountWay.EXISTS],
    "wallet_account_id": lambda _wizard, page: page.list,
    "pocket_account_id": lambda _wizard, page: page.pocket_account,
    "pocket_used": lambda _wizard, page: page.pocket,
    "funding_account_id": lambda _wizard, page: page.further.boxes[Role.FUNDING],
    "fees_account_id": lambda _wizard, page: page.further.boxes[Role.FEES],
    "cash_account_id": lambda _wizard, page: page.further.boxes[Role.CASH],
    "employees_account_id": lambda _wizard, page: page.further.boxes[Role.EMPLOYEES],
    "external_reimbursement_account_id": lambda _wizard, page: page.further.boxes[Role.EXTERNAL_REIMBURSEMENT],
    "no_tax_code_id": lambda _wizard, page: page.further.no_tax,
    "journal_code_id": lambda _wizard, page: page.further.journal,
    "time_zone": lambda _wizard, page: page.further.zone,
    "convention": lambda _wizard, page: page.further.convention,
    "use_account_numbers": lambda _wizard, page: page.choices.by_number.buttons[0],
    "account_types": lambda _wizard, page: page.choices.types[AccountType.EXPENSE],
    "friendly_names": lambda _wizard, page: page.view,
    "dimensions": lambda _wizard, page: page.switches[Dimension.CLASSES],
    "start_date": lambda _wizard, page: page.begin.later,
}
"""Members of the settings, and what asks for them on their page."""

IN_THE_SETTINGS: dict[str, Callable[..., QWidget]] = {
    "use_account_numbers": lambda page: page.in_pleo.buttons[0],
    "start_date": lambda page: page.start.later,
    "closed_periods": lambda page: page.hold,
    "single_vendor": lambda page: page.create_vendors,
    "language": lambda page: page.language,
    "appearance": lambda page: page.appearance,
    "update_notice": lambda page: page.update_notice,
    "tray": lambda page: page.tray,
    "dimensions": lambda page: page.choose_button,
    "door": lambda page: page.pleo.reconnect,
    "watched_folder": lambda page: page.watch,
}
"""The same in the settings; accounts and their like are shown as facts there, and changed on the wizard's page."""


def says_what_it_is(control: QWidget) -> bool:
    """Whether a screen reader has something to say."""
    return bool(control.accessibleName() or getattr(control, "text", str)())


def test_the_wizard_asks_for_all_that_is_declared_to_be_asked_there(windows, practice, person):
    assert set(IN_THE_WIZARD) == {choice.member for choice in CHOICES if choice.step}
    company = windows.connect_to(practice, "FR")
    prepare(company, Step.READY)
    frame = windows.open()
    frame.view.wizard_requested.emit(Step.WELCOME)
    person.wait(lambda: isinstance(frame.view, Wizard))
    for step in dict.fromkeys(choice.step for choice in CHOICES if choice.step):
        frame.view.go_to(step)
        person.wait(lambda step=step: frame.view.here is step and not frame.view.page.busy)
        for choice in CHOICES:
            if choice.step is step:
                control = IN_THE_WIZARD[choice.member](frame.view, frame.view.page)
                assert says_what_it_is(control), choice.member


@pytest.mark.parametrize("pocket_used", [True, False])
def test_the_settings_show_all_that_is_declared_to_be_shown_there(open_window, pocket_used):
    driver = open_window("FR", before=lambda house: None)
    driver.program.settings.update(pocket_used=pocket_used, pocket_account_id="35" if pocket_used else None)
    settings, texts = driver.window.settings, driver.program.texts
    driver.open(settings)
    driver.wait(lambda: settings.facts is not None and not settings.busy)
    for choice in CHOICES:
        if choice.section is None:
            continue
        settings.open_section(choice.section)
        page = settings.pages[choice.section]
        if choice.member in IN_THE_SETTINGS:
            assert says_what_it_is(IN_THE_SETTINGS[choice.member](page)), choice.member
            continue
        assert choice.section is Section.ACCOUNTS
        role = Role.POCKET if choice.member == "pocket_used" else choice.role
        name = texts.role_name(role) if role else texts.choice_name(choice.member)
        assert driver.sees(name[:1].upper() + name[1:], page), choice.member
