"""What the icon beside the clock is told by the main window, and what it asks of it; exports by the window's own button alone."""

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.gui.first_window import raise_window
from pleoqb_desktop.gui.tabs.sync.facts import State
from pleoqb_desktop.gui.tabs.sync.tab import SyncTab
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.tray import Sums, Tray
from pleoqb_desktop.ports.settings import Settings

_FRESH_MILLISECONDS = 15 * 60 * 1000
"""What waits is asked for anew no more often (design.md 8)."""


class BesideClock(QObject):
    """The icon of one main window."""

    raised = Signal()
    """The window came to the front by the icon."""
    quit_requested = Signal()
    """The window is to close, and the program with it."""

    def __init__(self, context: TabContext, sync: SyncTab, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._sync, self._window = context, sync, parent
        self._told = self._export_wanted = self._quitting = False
        self._read = QElapsedTimer()
        self.tray = Tray(lambda: context.texts, parent)
        self.tray.open_requested.connect(self._on_open)
        self.tray.export_requested.connect(self._on_export)
        self.tray.quit_requested.connect(self._on_quit)
        self.tray.opening.connect(self._on_opening)
        sync.area.summed.connect(self.tray.show_sums)
        # Later: the buttons are shown after the sums
        sync.area.summed.connect(self._on_summed, Qt.ConnectionType.QueuedConnection)

    def show_settings(self, settings: Settings) -> None:
        """Whether it is wanted, and whether it was explained."""
        self._told = settings.tray_told
        self.tray.set_wanted(settings.tray)

    def takes_over(self) -> bool:
        """Whether the program goes on beside the clock when its window closes; that it does is said once."""
        if self._quitting or not self.tray.stays:
            return False
        if not self._told:
            self._told = True
            words = self.tr("The program goes on here, beside the clock. “Quit” in its menu ends it.")
            if not self.tray.tell(words):
                self._context.alerts.tell(self.tr("The program goes on"), words, parent=self._window)
            program = self._context.program
            self._context.runner.save(lambda: program.settings.update(tray_told=True), lambda _: None, parent=self)
        return True

    @Slot()
    def _on_open(self) -> None:
        raise_window(self._window.window())
        self.raised.emit()

    @Slot()
    def _on_quit(self) -> None:
        self._quitting = True
        self.quit_requested.emit()
        self._quitting = False  # she may have said that an export shall go on

    @Slot()
    def _on_opening(self) -> None:
        """The menu opens: when the next export runs, and what waits where nobody has asked for a while."""
        runner, program = self._context.runner, self._context.program
        runner.run(lambda _: program.plans.planning().plan().next, self.tray.show_next, lambda _: None, parent=self)
        if self._sync.state is State.READY and self._read.isValid() and self._read.hasExpired(_FRESH_MILLISECONDS):
            self._sync.read()

    @Slot()
    def _on_export(self) -> None:
        """What waits is read anew; then the window's own button is pressed, which asks where the window asks."""
        self._on_open()
        if not self._sync.exporting:
            self._export_wanted = True
            self._sync.read()

    @Slot(Sums)
    def _on_summed(self) -> None:
        if self._sync.state is State.READING:
            self._read.restart()
        elif self._export_wanted:
            self._export_wanted = False
            self._sync.header.export_button.click()  # nothing happens where it cannot be pressed; the window says why
