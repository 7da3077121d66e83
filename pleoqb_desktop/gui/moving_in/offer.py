"""The wizard's offer to move in: a strip that stands only where entries of others are on the Pleo account."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QWidget

from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.ports.cancel import CancelToken

if TYPE_CHECKING:  # loaded with the program, after the window stands
    from pleoqb_desktop.app import App


class MetBefore(Notice):
    """Looks once; what goes wrong is not told, for nothing waits for it."""

    def __init__(self, program: "App", runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(Tone.INFO, parent)
        self._program, self._runner = program, runner
        self._count: int | None = None
        self.dialog: QDialog | None = None

    def look(self) -> None:
        """Counts them, beside everything else."""
        program = self._program
        if self._count is None:
            self._runner.run(lambda cancel: _unmarked(program, cancel), self._on_count, lambda _: None, parent=self)

    def _on_count(self, count: int) -> None:
        self._count = count
        self.retranslate_ui()

    @Slot()
    def open(self) -> None:
        """Shows them side by side."""
        from pleoqb_desktop.gui.moving_in.dialog import MoveInDialog  # loaded when somebody wants it

        dialog = MoveInDialog(self._program, self._runner, self)
        dialog.kept.connect(self._on_kept)
        self.dialog = dialog
        dialog.destroyed.connect(self._on_closed)
        dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None

    @Slot(int)
    def _on_kept(self, kept: int) -> None:
        self._count = max((self._count or 0) - kept, 0)
        self.retranslate_ui()

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        if not self._count:
            self.clear()
            return
        self.show_words(
            self.tr("Pleo and QuickBooks have met before"),
            self.tr("%Ln entry(ies) on your Pleo account was (were) made before this program.", "", self._count),
            [ButtonAction(self.tr("Pair it (them) with Pleo…", "", self._count), self.open)],
        )


def _unmarked(program: "App", cancel: CancelToken) -> int:
    from pleoqb_desktop.moving_in import last_months  # loaded with the program, after the window stands

    with program.moving_in(cancel) as moving_in:
        return moving_in.unmarked(*last_months(program.today()))
