"""Catches up, in an open window, what a planned export left to it: looks now and then, and decides nothing else."""

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.ports.settings import Door

_LOOK_MILLISECONDS = 15_000
_OPENING = timedelta(minutes=1)
"""A window that opens keeps planned exports away for as long before it stands."""


class PlannedWatch(QObject):
    """A planned export ends at once where a window is open, so that nothing changes under a person's eyes without being shown."""

    due = Signal()
    """A planned export is the window's to make."""

    def __init__(self, context: TabContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stands_since = context.program.clock.now() - _OPENING
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Whether one was left since; a folder that cannot be read tells none."""
        self._context.runner.run(lambda _: self._is_due(), self._on_looked, lambda _: None, parent=self)

    def _is_due(self) -> bool:
        """Never a file, which a person brings, nor the very first export, which a person confirms."""
        program = self._context.program
        left = program.plans.planning().postponed(self._stands_since)
        return left and program.door is not Door.FILE and (program.practice is not None or bool(program.runs.runs()))

    def _on_looked(self, postponed: bool) -> None:  # noqa: FBT001 - a result
        if postponed:
            self.due.emit()
