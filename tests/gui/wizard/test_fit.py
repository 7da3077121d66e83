"""Every page, in English, French and a longer pseudo-locale, at a larger font: nothing cut off, nothing nameless, nothing untranslated."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView, QToolButton, QWidget

from pleoqb_desktop.domain.spend_file import About, Column, Meaning, Question
from pleoqb_desktop.gui.forms import Folded
from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.gui.theme import enlarged
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.ports.settings import AccountWay
from pleoqb_desktop.setup.flow import ORDER, Step
from tests.gui.geometry import cut_off, install_pseudo_locale
from tests.gui.person import Person, texts
from tests.gui.windows import in_browser
from tests.gui.work import paint_all


def pages(person: Person, frame: Frame) -> Iterator[tuple[str, QWidget]]:
    """Shows every page in each of its states, folded parts opened."""
    wizard = frame.view
    assert isinstance(wizard, Wizard)
    program = frame.opened.program
    company = program.practice.company
    for step in ORDER:
        person.wait(lambda step=step: wizard.here is step and not wizard.page.busy, f"{step} was not reached")
        if step is Step.PLEO_ACCOUNT:
            for plan in reversed(AccountWay):  # the recommended one last: with it the next pages are answered
                wizard.page.choose(plan)
                yield settled(f"{step} {plan}", frame)
        if step is Step.CONNECT_PLEO:
            yield from file_pages(person, frame)
            wizard.page.key.field.setText("no key")
            wizard.main.click()
            person.wait(lambda: wizard.notice.isVisible())
            yield settled(f"{step} refused", frame)
            wizard.page.key.field.setText(company["pleo"]["api_key"])
        if step is Step.CONNECT_QUICKBOOKS:
            yield settled(step, frame)
            wizard.main.click()
            person.wait(lambda: wizard.page.waiting_address != "")
            for fold in wizard.page.findChildren(Folded):
                fold.open()
            yield settled(f"{step} waiting", frame)
            in_browser(wizard.page.waiting_address, company["quickbooks"]["realm_id"]).join()
            continue
        for fold in wizard.page.findChildren(Folded):
            fold.open()
        yield settled(step, frame)
        if step is not Step.READY:
            person.wait(wizard.main.isEnabled)
            wizard.main.click()


def file_pages(person: Person, frame: Frame) -> Iterator[tuple[str, QWidget]]:
    """The way without a key on the same page, before and after a first file, and with a question; then back to the key."""
    page = frame.view.page
    page.doors.cards[1].button.click()
    yield settled("file", frame)
    page.by_file.practice.click()
    person.wait(lambda: page.by_file.report is not None and not page.busy)
    yield settled("file understood", frame)
    asked = Question(About.DATES, ("dmy", "mdy"), (2, 3))
    cells = dict.fromkeys(asked.rows, ("05/06/2026", "Boulangerie", "12,50"))
    columns = tuple(Column(one.value, one) for one in (Meaning.DATE, Meaning.SUPPLIER, Meaning.AMOUNT))
    page.by_file.show_report(replace(page.by_file.report, columns=columns, questions=(asked,), cells=cells))
    yield settled("file asks", frame)
    page.doors.cards[0].button.click()


def without_permissions(text: str) -> str:
    """A text without Pleo's published names of permissions, which are English."""
    return " ".join(word for word in text.split() if ":" not in word[:-1])


def settled(name: str, frame: Frame) -> tuple[str, QWidget]:
    """After layouts have run."""
    paint_all()
    return str(name), frame


@pytest.mark.parametrize(("language", "size"), [("pseudo", 1.0), ("en", 1.6), ("fr", 1.6), ("pseudo", 1.6)])
def test_every_page_fits_in_every_language_and_at_a_larger_font(language, size, windows, person, qapp):
    qapp.setFont(enlarged(qapp.font(), size))
    frame = windows.open("fr" if language == "fr" else "en", practice=True)
    pseudo = install_pseudo_locale() if language == "pseudo" else None
    frame.resize(1100, 760)
    faults = {}
    try:
        for name, shown in pages(person, frame):
            if found := cut_off(shown):
                faults[name] = found
    finally:
        if pseudo:
            qapp.removeTranslator(pseudo)
    assert faults == {}


def test_no_control_of_any_page_is_nameless(windows, person):
    frame = windows.open(practice=True)
    nameless = {}
    for name, shown in pages(person, frame):
        controls = [c for kind in (QLineEdit, QComboBox, QTableView, QToolButton) for c in shown.findChildren(kind)]
        found = [
            type(c).__name__
            for c in controls
            if c.isVisible()
            and not c.accessibleName()
            and not getattr(c, "text", lambda: "")()
            and c.focusPolicy().value
        ]
        if found:
            nameless[name] = found
    assert nameless == {}


def test_in_french_no_word_of_the_window_is_left_in_english(windows, person):
    frame = windows.open("fr", practice=True)
    english = {" the ", " your ", "Continue", "Back", "Cancel", "Help", " and ", "Copy", "Paste", " account"}
    of_pleo = {
        one.data_point for one in frame.opened.program.files.template()
    }  # its own labels, known in English alone
    left = {
        text
        for _, shown in pages(person, frame)
        for text in texts(shown)
        if any(word in f" {without_permissions(text)} " for word in english)
        and "Continuer" not in text
        and text not in of_pleo
    }
    assert left == set()


def test_the_language_changes_at_once_on_every_page_that_was_seen(windows, person):
    frame = windows.open(practice=True)
    wizard = frame.view
    assert isinstance(wizard, Wizard)
    person.press(frame, "Start the trial")
    person.wait_for(frame, "Pleo needs an account of its own in QuickBooks")
    wizard.language.setCurrentIndex(1)
    wizard.language.activated.emit(1)
    person.wait_for(frame, "Pleo a besoin de son propre compte dans QuickBooks")
    assert person.sees(frame, "Ce programme le crée pour moi (recommandé)")
    assert frame.opened.program.settings.load().language == "fr"
