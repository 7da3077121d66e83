"""The main window: its tabs, and what passes between them; every tab does its own work."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from pleoqb_desktop.app import App
from pleoqb_desktop.gui.alerts import Alerts
from pleoqb_desktop.gui.expense.remedies import Remedies
from pleoqb_desktop.gui.file.drop import FileDrops
from pleoqb_desktop.gui.forms import announce
from pleoqb_desktop.gui.help import Topic
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.notices import Notice
from pleoqb_desktop.gui.support_report import save_report
from pleoqb_desktop.gui.tabs.beside_clock import BesideClock
from pleoqb_desktop.gui.tabs.history.tab import HistoryTab
from pleoqb_desktop.gui.tabs.lists.tab import ListsTab
from pleoqb_desktop.gui.tabs.month.tab import MonthTab
from pleoqb_desktop.gui.tabs.planned_watch import PlannedWatch
from pleoqb_desktop.gui.tabs.settings.tab import SettingsTab
from pleoqb_desktop.gui.tabs.sync.tab import SyncTab
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tabs.update_strip import UpdateStrip
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.gui.theme import Tone, icon, unit
from pleoqb_desktop.gui.view import View
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.sections import Section

_SAID_MILLISECONDS = 12_000
_LONGEST_NAME = 60
_ICONS = ("export", "history", "tag", "chart", "settings")
_TOPICS = (Topic.SYNC, Topic.HISTORY, Topic.LISTS, Topic.RECONCILE, Topic.SETTINGS)


class _CompanyName(QLabel):
    """Beside the tabs, where there is room for both; never what keeps a window from becoming smaller."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._named = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(unit(parent), 0, unit(parent) * 2, unit(parent) // 2)  # off the line below the tabs

    def name_it(self, name: str, room: int) -> None:
        """Another name."""
        self._named = name
        self.fit(room)

    def fit(self, room: int) -> None:
        """So many pixels are free: the whole name or none, for the window's title tells it always."""
        self.setText(self._named)
        if self.sizeHint().width() > room:
            self.setText("")

    def minimumSizeHint(self) -> QSize:
        """As high as its words."""
        return QSize(0, super().minimumSizeHint().height())


class _Said(Notice):
    """Something said in passing."""

    def __init__(self, tone: Tone, parent: QWidget) -> None:
        super().__init__(tone, parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAID_MILLISECONDS)
        self._timer.timeout.connect(self.clear)

    def go_soon(self) -> None:
        """It has been read by then."""
        self._timer.start()


class MainWindow(View):
    """Expenses, History, Lists, Month, Settings."""

    def __init__(
        self, program: App, runner: TaskRunner, alerts: Alerts, links: Links, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.remedies = Remedies(program, runner, links, self)
        self.context = TabContext(program, runner, alerts, links, self.remedies)
        self.sync, self.history, self.lists = SyncTab(self.context), HistoryTab(self.context), ListsTab(self.context)
        self.month, self.settings = MonthTab(self.context), SettingsTab(self.context)
        self._all: tuple[Tab, ...] = (self.sync, self.history, self.lists, self.month, self.settings)
        self.beside_clock = BesideClock(self.context, self.sync, self)
        self._settings = Settings()
        FileDrops(self, self.sync.header.file, partial(self.open_tab, self.sync))
        self._build()
        self._connect_tabs()
        self.planned = PlannedWatch(self.context, self)
        self.planned.due.connect(partial(self.sync.export_only, None))
        self._connect_remedies()
        self.retranslate_ui()
        QTimer.singleShot(0, self.sync, self.sync.see)
        runner.run(lambda _: program.settings.load(), self._on_settings, lambda _: None, parent=self)

    def _build(self) -> None:
        self.updates = UpdateStrip(self.context, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for tab in self._all:
            self.tabs.addTab(tab, "")
        self._said = _Said(Tone.INFO, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, unit(self) // 2, 0, 0)
        layout.setSpacing(unit(self) // 2)
        above = QHBoxLayout()
        above.setContentsMargins(unit(self) * 2, unit(self), unit(self) * 2, 0)
        above.addWidget(self.updates)
        layout.addLayout(above)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._said)
        self.tabs.currentChanged.connect(self._on_tab)
        self.setFocusProxy(self.tabs)
        self._company = _CompanyName(self)
        self.tabs.setCornerWidget(self._company)
        for number in range(len(self._all)):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            shortcut.activated.connect(partial(self.tabs.setCurrentIndex, number))
        help_key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self)
        help_key.activated.connect(self._on_help)

    def _connect_tabs(self) -> None:
        self.sync.exporting_changed.connect(self.history.set_exporting)
        self.sync.exported.connect(self.history.outdate)
        self.sync.names_changed.connect(self.history.set_names)
        _connect_month(self)
        for tab in self._all:
            tab.announced.connect(self._on_announced)
            tab.title_changed.connect(self._name_tabs)
        self.history.retry_requested.connect(self._on_retry)
        self.history.changed.connect(self.sync.read)
        self.lists.synced.connect(self.sync.read)
        settings = self.settings
        settings.changed.connect(self.sync.read)
        settings.saved.connect(self._on_saved)
        self.beside_clock.raised.connect(partial(self.open_tab, self.sync))
        self.beside_clock.quit_requested.connect(self.close_requested)
        settings.appearance.language_requested.connect(self.language_requested)
        settings.appearance.appearance_requested.connect(self.appearance_requested)
        settings.practice.practice_requested.connect(self.practice_requested)
        settings.practice.second_day_came.connect(self._on_second_day)
        settings.help.wizard_requested.connect(partial(self.wizard_requested.emit, None))
        settings.help.guide_requested.connect(partial(self.help_requested.emit, Topic.SYNC.value))
        settings.help.keys_requested.connect(partial(self.help_requested.emit, Topic.KEYBOARD.value))
        settings.help.report_requested.connect(self._on_report)
        settings.help.about_requested.connect(self._on_about)

    def _connect_remedies(self) -> None:
        remedies = self.remedies
        remedies.refresh_requested.connect(self.sync.read)
        remedies.sync_requested.connect(self._on_sync_requested)
        remedies.settings_requested.connect(self._on_settings_requested)
        remedies.setup_requested.connect(partial(self.wizard_requested.emit, None))
        remedies.pleo_key_requested.connect(self.settings.connect_pleo)
        remedies.sign_in_requested.connect(self.settings.connect_quickbooks)
        remedies.report_requested.connect(self._on_report)
        remedies.start_over_requested.connect(self._on_start_over)
        remedies.said.connect(self._say)
        remedies.second_day_requested.connect(self.settings.practice.let_second_day_come)

    # -- whose window it is ----------------------------------------------------------------------

    def _on_settings(self, settings: Settings) -> None:
        self._settings = settings
        self._name_company()
        self.beside_clock.show_settings(settings)

    @Slot(object)
    def _on_saved(self, settings: Settings) -> None:
        self._on_settings(settings)
        self.updates.look()

    def _name_company(self) -> None:
        """The company beside the tabs and in the window's title: with several profiles it tells which is which."""
        practice = self.context.program.practice
        name = str(practice.company["name"]) if practice else self._settings.company_name or ""
        cut = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
        shown = self.tr("Practice company: {company}").format(company=cut) if practice else cut
        self._company.name_it(shown, self._room_beside_tabs())
        if shown:
            self.window().setWindowTitle(f"{shown} – {QApplication.applicationName()}")

    def _room_beside_tabs(self) -> int:
        return self.width() - self.tabs.tabBar().sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, or less."""
        super().resizeEvent(event)
        self._company.fit(self._room_beside_tabs())

    # -- between the tabs ------------------------------------------------------------------------

    @Slot(int)
    def _on_tab(self, number: int) -> None:
        self._all[number].see()

    def open_tab(self, tab: Tab) -> None:
        """Brings a tab to the front."""
        self.tabs.setCurrentWidget(tab)

    @Slot(object)
    def _on_retry(self, entry_ids: frozenset[str]) -> None:
        self.open_tab(self.sync)
        self.sync.export_only(entry_ids)

    @Slot()
    def _on_sync_requested(self) -> None:
        self.open_tab(self.lists)
        self.lists.sync_now()

    @Slot(object)
    def _on_settings_requested(self, section: Section) -> None:
        self.open_tab(self.settings)
        self.settings.open_section(section)

    @Slot()
    def _on_second_day(self) -> None:
        self.open_tab(self.sync)
        self.sync.read()
        self._say(self.tr("It is the next day. Export what waits now, and see what needs you."))

    @Slot()
    def _on_help(self) -> None:
        self.help_requested.emit(_TOPICS[self.tabs.currentIndex()].value)

    @Slot()
    def _on_about(self) -> None:
        from pleoqb_desktop.gui.about import About  # texts of licences are read when somebody wants them

        About(self).open()

    @Slot()
    def _on_report(self) -> None:
        context = self.context
        words = self.tr("The report is saved, without secrets: {path}")
        save_report(
            context.program, context.runner, context.alerts, lambda path: self._say(words.format(path=path)), self
        )

    @Slot()
    def _on_start_over(self) -> None:
        agreed = self.context.alerts.ask(
            self.tr("Start with a new settings file?"),
            self.tr("The damaged file is kept under another name. The wizard then asks its questions again."),
            yes=self.tr("Start with a new file"),
            no=self.tr("Cancel"),
            parent=self,
        )
        if agreed:
            program = self.context.program
            self.context.runner.run(
                lambda _: program.settings.set_aside(), lambda _: self.wizard_requested.emit(None), parent=self
            )

    # -- telling ---------------------------------------------------------------------------------

    @Slot(str)
    def _say(self, words: str) -> None:
        """A line at the bottom that goes by itself."""
        self._said.show_words(words)
        self._said.go_soon()

    @Slot(str)
    def _on_announced(self, words: str) -> None:
        """To a screen reader always; to the desktop when another window is in front."""
        announce(self, words)
        if self.isActiveWindow():
            return
        QApplication.alert(self.window())
        self.beside_clock.tray.tell(words)

    # -- as a view -------------------------------------------------------------------------------

    def hides_instead(self) -> bool:
        """While the program stays beside the clock, unless it was to end."""
        return self.beside_clock.takes_over()

    def may_close(self) -> bool:
        """An export or an undo in the middle is asked about; what is done is kept either way."""
        if not (self.sync.exporting or self.history.busy):
            return True
        return self.context.alerts.ask(
            self.tr("An export is running"),
            self.tr(
                "It stops after the answers in flight. What is done is kept, and the next export goes on from there."
            ),
            yes=self.tr("Stop and close"),
            no=self.tr("Go on exporting"),
            parent=self,
        )

    def retranslate_ui(self) -> None:
        """Writes the words of the tabs again."""
        self.setAccessibleName(self.tr("Main window"))
        self.beside_clock.tray.retranslate_ui()
        self._name_company()
        self.tabs.setAccessibleName(self.tr("Parts of the program"))
        self._name_tabs()
        for number in range(len(self._all)):
            keys = QKeySequence(Qt.Modifier.CTRL | Qt.Key(Qt.Key.Key_1 + number))
            self.tabs.setTabToolTip(number, keys.toString(QKeySequence.SequenceFormat.NativeText))
        self._recolour()

    @Slot()
    def _name_tabs(self) -> None:
        for number, tab in enumerate(self._all):
            self.tabs.setTabText(number, tab.title())

    def _recolour(self) -> None:
        for number in range(len(self._all)):
            self.tabs.setTabIcon(number, icon(_ICONS[number], QApplication.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()


def _connect_month(window: MainWindow) -> None:
    """A bar opens its month; what was exported or taken back makes it old; what was compared is told above the expenses."""
    month, sync = window.month, window.sync
    sync.exported.connect(month.outdate)
    window.history.changed.connect(month.outdate)
    sync.area.figures.months.opened.connect(month.open_month)
    month.in_front.connect(partial(window.open_tab, month))
    month.needs_requested.connect(partial(window.open_tab, sync))
    month.compared.connect(sync.area.read)
