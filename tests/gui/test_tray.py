"""The icon beside the clock says what is so in both languages, and passes on what the person wants."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.gui.forms import without_mnemonic
from pleoqb_desktop.gui.language import Translations
from pleoqb_desktop.gui.tray import Sums, Tray
from pleoqb_desktop.texts import Language, Texts

SUMS = Sums(41, (Money(Decimal("3482.10"), "EUR"),), 2, (Money(Decimal("12.00"), "EUR"), Money(Decimal(5), "GBP")))
MORNING = datetime(2026, 12, 1, 6, 30, tzinfo=UTC)


@pytest.fixture
def language() -> list[str]:
    return ["en"]


@pytest.fixture
def tray(qtbot, qapp, language) -> Iterator[Tray]:
    qapp.setApplicationName("PleoQB Desktop")
    translations = Translations(qapp)
    translations.use(Language("en"))
    window = QWidget()
    qtbot.addWidget(window)
    made = Tray(lambda: Texts(Language(language[0])), window, available=lambda: True)
    made.window = window  # held as long as the test
    yield made
    translations.remove()


def words(tray: Tray) -> list[str]:
    """The lines of the menu as they are read."""
    return [
        without_mnemonic(action.text()).replace("\u202f", " ").replace("\xa0", " ")
        for action in tray.menu.actions()
        if action.isVisible() and not action.isSeparator()
    ]


def test_before_anything_is_known_it_says_so(tray):
    assert words(tray) == ["What waits is not known yet", "Export now", "Open PleoQB Desktop", "Quit"]


def test_it_says_what_waits_and_what_needs_a_person_with_their_sums(tray):
    tray.show_sums(SUMS)
    assert words(tray)[:2] == ["Waiting: 41 · €3,482.10", "Needs you: 2 · €12.00 + £5.00"]
    tray.show_sums(Sums(1234, (), 1))
    assert words(tray)[:2] == ["Waiting: 1,234", "Needs you: 1"]
    tray.show_sums(Sums(0))
    assert words(tray)[:2] == ["Nothing waits", "Export now"]


def test_the_next_export_is_said_only_where_there_is_one(tray):
    tray.show_next(MORNING)
    assert words(tray)[0].startswith("Next export: ")
    assert not tray.next.isEnabled()
    tray.show_next(None)
    assert words(tray)[0] == "What waits is not known yet"


def test_in_french_it_is_all_french(tray, qapp, language):
    translations = Translations(qapp)
    translations.use(Language("fr"))
    language[0] = "fr"
    tray.show_sums(SUMS)
    tray.show_next(MORNING)
    found = words(tray)
    assert found[0].startswith("Prochain export : ")
    assert found[1:] == [
        "En attente : 41 · 3 482,10 €",
        "Demande votre réponse : 2 · 12,00 € + 5,00 £",
        "Exporter maintenant",
        "Ouvrir PleoQB Desktop",
        "Quitter",
    ]
    translations.use(Language("en"))


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("waiting", "open_requested"),
        ("needs", "open_requested"),
        ("open", "open_requested"),
        ("export", "export_requested"),
        ("quit", "quit_requested"),
    ],
)
def test_each_line_passes_on_one_wish(line, wish, tray):
    wishes = []
    for name in ("open_requested", "export_requested", "quit_requested"):
        getattr(tray, name).connect(lambda name=name: wishes.append(name))
    action = getattr(tray, line)
    assert isinstance(action, QAction)
    action.trigger()
    assert wishes == [wish]


def test_a_click_on_the_icon_opens_the_window(tray, qtbot):
    tray.set_wanted(True)
    with qtbot.waitSignal(tray.open_requested):
        tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)


def test_it_is_there_only_while_it_is_wanted_and_the_desktop_has_a_place(qtbot):
    window, place = QWidget(), [True]
    qtbot.addWidget(window)
    tray = Tray(lambda: Texts(Language("en")), window, available=lambda: place[0])
    assert not tray.stays
    tray.set_wanted(True)
    assert tray.stays
    assert tray._icon.isVisible()
    place[0] = False  # the desktop's panel is gone
    assert not tray.stays
    place[0] = True
    tray.set_wanted(False)
    assert not tray.stays
    assert not tray._icon.isVisible()


def test_without_a_place_no_message_is_shown(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(lambda: Texts(Language("en")), window, available=lambda: False)
    tray.set_wanted(True)
    assert not tray.tell("Done.")
    assert tray._icon is None
