"""The main window: its tabs, and what passes between them; every tab does its own work."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from pleoqb_desktop.bootstrap import Program
from pleoqb_desktop.gui.alerts import Alerts
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.tabs.desk import Desk, Tab
from pleoqb_desktop.gui.tabs.remedies import Remedies
from pleoqb_desktop.gui.tabs.sync import SyncTab
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.gui.view import View


class MainWindow(View):
    """Sync, History, Lists, Reconcile, Settings."""

    def __init__(
        self, program: Program, runner: TaskRunner, alerts: Alerts, links: Links, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.remedies = Remedies(program, runner, links, self)
        desk = Desk(program, runner, alerts, links, self.remedies)
        self.desk = desk
        self.sync = SyncTab(desk)
        self._tabs: tuple[Tab, ...] = (self.sync,)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for tab in self._tabs:
            self.tabs.addTab(tab, tab.title())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._on_tab)
        self.retranslate_ui()
        self.sync.see()

    @Slot(int)
    def _on_tab(self, number: int) -> None:
        self._tabs[number].see()

    def retranslate_ui(self) -> None:
        """Writes the words of the tabs again."""
        for number, tab in enumerate(self._tabs):
            self.tabs.setTabText(number, tab.title())
