"""Takes the pictures of the README from the running program: a person's clicks from the first page to the last tab, in every language."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabWidget, QWidget

from pleoqb_desktop.choice import Choice
from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.gui.notices import BusyLine
from pleoqb_desktop.gui.tabs.history.tab import HistoryTab
from pleoqb_desktop.gui.tabs.month.tab import MonthTab
from pleoqb_desktop.gui.tabs.sync.compare_dialog import CompareDialog
from pleoqb_desktop.gui.tabs.sync.tab import SyncTab
from pleoqb_desktop.gui.tabs.window import MainWindow
from pleoqb_desktop.gui.theme import apply_appearance
from pleoqb_desktop.gui.wizard.connect_pleo import ConnectPleoPage
from pleoqb_desktop.gui.wizard.connect_quickbooks import ConnectQuickBooksPage
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.ports.settings import Appearance
from pleoqb_desktop.setup.flow import ORDER, Step
from pleoqb_desktop.texts import languages

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
LANGUAGES = tuple(language.code for language in languages())
PATIENCE_SECONDS = 90.0
CALM_MILLISECONDS = 700
"""Busy signs stay for half a second; a picture shows what is left when they are gone."""

WIDTH, HEIGHT = 1140, 720
COLOURS = 128
_SECOND_DAY = 7
"""Expenses that people do something to overnight."""


class Person:
    """Somebody at the window, who waits for what shows and clicks with the mouse."""

    def __init__(self, frame: Frame, language: str) -> None:
        self._frame = frame
        self._language = language
        self._number = 0

    def until(self, happens: Callable[[], bool], what: str) -> None:
        """Wait for something to show. Raises TimeoutError."""
        last = time.monotonic() + PATIENCE_SECONDS
        while not happens():
            if time.monotonic() > last:
                self.shot("stuck", busy=True)
                raise TimeoutError(f"{what} did not happen, see the picture 'stuck'")
            QTest.qWait(20)

    def click(self, button: QWidget) -> None:
        """Press with the mouse, as soon as it can be pressed."""
        self.until(lambda: button.isVisible() and button.isEnabled(), f"button {button.accessibleName()!r}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def shot(self, name: str, *, busy: bool = False, again: bool = False, of: QWidget | None = None) -> None:
        """Keep a picture of the whole window, or `of` a dialog, once it is calm; `busy`: while it waits for something; `again`: another
        one of the page before."""
        QTest.qWait(CALM_MILLISECONDS)
        if not busy:
            self.until(self._is_calm, "a calm window")
        self._number += not again
        path = FOLDER / f"{self._language}-{self._number:02d}-{name}.png"
        (of or self._frame).grab().save(str(path))
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        print(f"  {path.name}", flush=True)

    def _is_calm(self) -> bool:
        return not any(sign.isVisible() for sign in self._frame.findChildren(BusyLine))

    # -- the wizard ------------------------------------------------------------------------------

    @property
    def _wizard(self) -> Wizard:
        view = self._frame.centralWidget()
        if not isinstance(view, Wizard):
            raise TypeError("the wizard is not shown")
        return view

    def set_up(self) -> None:
        """The ten pages; one picture each, two of the page with two doors and of the one that waits for the browser."""
        self.until(lambda: isinstance(self._frame.centralWidget(), Wizard), "the wizard")
        for step in ORDER:
            self._arrive(step)
            if step is Step.CONNECT_PLEO:
                self._paste_key()
            self.shot(step.value.replace("_", "-"))
            if step is Step.CONNECT_PLEO:
                self._look_at_the_other_door()
            if step is Step.CONNECT_QUICKBOOKS:
                self._sign_in()
            else:
                self.click(self._wizard.main)

    def _arrive(self, step: Step) -> None:
        def arrived() -> bool:
            return self._wizard.here is step and not self._wizard.page.busy and self._wizard.main.isEnabled()

        self.until(arrived if step is not Step.CONNECT_PLEO else lambda: self._wizard.here is step, step.value)

    def _paste_key(self) -> None:
        """The one paste; the key is what the page offers to copy."""
        page = self._wizard.page
        program = self._wizard.session.program
        if program.practice is None:
            raise ValueError("pictures are taken in practice mode")
        field = next(one for one in page.findChildren(QLineEdit) if one.isVisible() and not one.isReadOnly())
        field.setText(str(program.practice.company["pleo"]["api_key"]))

    def _look_at_the_other_door(self) -> None:
        """Without a key: a first file of the practice company, and back to the key."""
        page = self._wizard.page
        if not isinstance(page, ConnectPleoPage):
            raise TypeError("another page is shown")
        by_key, by_file = page.doors.cards
        self.click(by_file.button)
        self.click(page.by_file.practice)
        self.until(page.by_file.sample.isVisible, "the file is read")
        self.shot("connect-pleo-file", again=True)
        self.click(by_key.button)

    def _sign_in(self) -> None:
        """The browser is played by the practice services' own person, who agrees to what is asked."""
        page, program = self._wizard.page, self._wizard.session.program
        if not isinstance(page, ConnectQuickBooksPage):
            raise TypeError("another page is shown")
        self.click(self._wizard.main)
        self.until(lambda: bool(page.waiting_address), "the sign-in waits")
        address = page.waiting_address
        self.shot("connect-quickbooks-waiting", busy=True)
        if program.practice is None:
            raise ValueError("pictures are taken in practice mode")
        practice = program.practice
        self._frame.runner.run(lambda _: practice.authorise(address), lambda _: None, parent=self._frame)

    # -- the main window -------------------------------------------------------------------------

    def export(self) -> None:
        """What waits, the export, its results."""
        window = self._main_window()
        sync = window.sync
        self.until(lambda: sync.header.export_button.isEnabled(), "what waits is read")
        self.shot("sync")
        self._export(sync)
        self.shot("exported")

    def _export(self, sync: SyncTab) -> None:
        ended: list[bool] = []
        sync.exported.connect(lambda: ended.append(True))
        self.click(sync.header.export_button)
        self.until(sync.panel.isVisible, "the export has begun")
        self.until(lambda: bool(ended), "the export has ended")
        QTest.qWait(CALM_MILLISECONDS)

    def second_day(self) -> None:
        """What people did overnight, met by an export: Needs you, and the two sides of a question."""
        window = self._main_window()
        sync, practice = window.sync, window.context.program.practice
        if practice is None:
            raise ValueError("pictures are taken in practice mode")
        window.remedies.second_day_requested.emit()
        self.until(lambda: len(sync.facts.rows) == _SECOND_DAY, "the expenses of the second day")
        self._export(sync)
        self.until(lambda: bool(sync.area.count), "what needs a person")
        self.shot("needs-you")
        sync.needs.compare_requested.emit(next(block for block in sync.area.blocks if block.asks))
        self.until(lambda: sync.area.dialog is not None, "the comparison")
        dialog = sync.area.dialog
        if not isinstance(dialog, CompareDialog):
            raise TypeError("another dialog is shown")
        self.until(lambda: any(button.isEnabled() for button in dialog.buttons.values()), "what stands is read")
        self.shot("compare", of=dialog)
        dialog.reject()

    def _main_window(self) -> MainWindow:
        self.until(lambda: isinstance(self._frame.centralWidget(), MainWindow), "the main window")
        view = self._frame.centralWidget()
        if not isinstance(view, MainWindow):
            raise TypeError("the main window is not shown")
        return view

    def look_around(self) -> None:
        """One picture of every other tab."""
        tabs: QTabWidget = self._main_window().tabs
        for number in range(1, tabs.count()):
            QTest.mouseClick(tabs.tabBar(), Qt.MouseButton.LeftButton, pos=tabs.tabBar().tabRect(number).center())
            self.until(lambda number=number: tabs.currentIndex() == number, tabs.tabText(number))  # type: ignore[misc]
            tab = tabs.currentWidget()
            if isinstance(tab, MonthTab):
                self.click(tab.page.earlier)
                self.click(tab.page.compare_button)
                self.until(lambda tab=tab: not tab.busy, "the comparison has ended")  # type: ignore[misc]
            if isinstance(tab, HistoryTab):
                self.until(lambda tab=tab: bool(tab.spend.model.rows), "the export is read")  # type: ignore[misc]
            QTest.qWait(CALM_MILLISECONDS)
            self.shot(type(tab).__name__.removesuffix("Tab").lower())
        tabs.setCurrentIndex(0)

    def in_the_dark(self, app: QApplication) -> None:
        """The first tab once more, as a dark desktop shows it."""
        apply_appearance(app, Appearance.DARK)
        self.shot("dark")
        apply_appearance(app, Appearance.LIGHT)


def take(app: QApplication, language: str) -> None:
    """All pictures of one language, from a first start to a finished export."""
    print(f"Pictures in {language}", flush=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["PLEOQB_HOME"] = home
        frame = Frame(app, Choice("default", practice=True, language=language))
        frame.resize(WIDTH, HEIGHT)
        frame.show()
        QTimer.singleShot(0, frame.open_program)
        person = Person(frame, language)
        try:
            person.set_up()
            person.export()
            person.look_around()
            person.in_the_dark(app)
            person.second_day()
        finally:
            frame.end()


def _heard(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for what every picture taken without a screen makes it say."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(message + "\n")


def main() -> int:
    """Take every picture anew. Returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["BROWSER"] = "true"  # a browser that opens nothing; the person agrees by another way
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("??-*.png"):
        old.unlink()
    qInstallMessageHandler(_heard)
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    for language in LANGUAGES:
        take(app, language)
    return 0


if __name__ == "__main__":
    sys.exit(main())
