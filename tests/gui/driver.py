"""The main window over a practice company in this process, as somebody sits before it; no test lives here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget

from pleoqb_desktop.app import App
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.frame import sites_of
from pleoqb_desktop.gui.language import Translations
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.tabs.sync.facts import State
from pleoqb_desktop.gui.tabs.sync.tab import SyncTab
from pleoqb_desktop.gui.tabs.tab import Tab
from pleoqb_desktop.gui.tabs.window import MainWindow
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.texts import Language
from tests.e2e.practice_set_up import PracticeSetUp
from tests.gui.person import plain, texts
from tests.gui.read_alerts import ReadAlerts
from tests.gui.work import is_quiet, paint_all


@dataclass
class WindowDriver:
    """A window, what it said, and where its links led."""

    house: PracticeSetUp
    program: App
    window: MainWindow
    alerts: ReadAlerts
    translations: Translations
    qtbot: object
    links: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)

    @property
    def sync(self) -> SyncTab:
        """The Expenses tab."""
        return self.window.sync

    def wait(self, until) -> None:
        """Until something is so; after a bug it would not be."""
        self.qtbot.waitUntil(lambda: bool(self.bugs) or until())  # type: ignore[attr-defined]
        assert self.bugs == []

    def wait_for_list(self) -> None:
        """Until what waits is shown."""
        self.wait(lambda: self.sync.state is State.READY)

    def wait_for_results(self) -> None:
        """Until an export has ended with results."""
        self.wait(lambda: self.sync.state is State.RESULTS and not self.sync.busy)

    def wait_until_quiet(self) -> None:
        """Until nothing runs, nothing is put off, and everything is painted."""
        self.wait(lambda: is_quiet(self.window, self.sync.context.runner))
        paint_all()

    def refresh(self) -> None:
        """The person presses Refresh."""
        self.sync.header.refresh_button.click()
        self.wait_for_list()

    def press_export(self) -> None:
        """The person presses the button that exports all, and agrees where she is asked before the first time."""
        waiting = self.sync.facts.waiting
        if waiting and waiting.last is None and self.program.practice is None:
            self.alerts.answers.insert(0, True)
        self.sync.header.export_button.click()

    def export(self) -> None:
        """The person exports all that waits, and waits for the results."""
        self.wait_for_list()
        self.press_export()
        self.wait_for_results()

    def open(self, tab: Tab) -> None:
        """The person opens a tab."""
        self.window.open_tab(tab)

    def press(self, where: QWidget, words: str) -> None:
        """Presses a visible button by its words."""
        found: list[QPushButton] = []

        def there() -> bool:
            buttons = where.findChildren(QPushButton)
            found[:] = [one for one in buttons if plain(one.text()) == words and one.isVisible() and one.isEnabled()]
            return bool(found)

        self.wait(there)
        found[0].click()

    def sees(self, words: str, where: QWidget | None = None) -> bool:
        """Whether words stand on the screen."""
        return any(words in text for text in texts(where or self.window))

    def statuses(self) -> dict[str, int]:
        """How many rows of the table stand how."""
        rows = self.sync.spend.model.rows
        return {status.value: n for status in ItemStatus if (n := sum(row.status is status for row in rows))}

    def speak(self, language: Language) -> None:
        """The language is switched while the window is open."""
        self.program.with_language(language)
        self.translations.use(language)
        QApplication.processEvents()


@contextmanager
def driven_window(house: PracticeSetUp, qtbot, alerts: ReadAlerts, qapp: QApplication) -> Iterator[WindowDriver]:
    """Opens the main window of a house that is ready, and closes it at the end."""
    with house.program() as program:
        program.with_language(Language(house.language))
        translations = Translations(qapp)
        translations.use(Language(house.language))
        links: list[str] = []
        problems: list[Problem] = []
        bugs: list[BaseException] = []
        runner = TaskRunner(problems.append, bugs.append)
        frame = QMainWindow()
        qtbot.addWidget(frame)
        frame.resize(1360, 900)
        window = MainWindow(program, runner, alerts, Links(sites_of(program), links.append))
        frame.setCentralWidget(window)
        frame.show()
        try:
            yield WindowDriver(house, program, window, alerts, translations, qtbot, links, problems, bugs)
        finally:
            translations.use(Language("en"))
            QApplication.processEvents()
            runner.close()
        assert problems == []
        assert bugs == []
