"""What every tab is given, and how a tab behaves; decides nothing."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.app import App
from pleoqb_desktop.gui.alerts import Alerts
from pleoqb_desktop.gui.expense.remedies import Remedies
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.texts import Texts


@dataclass(frozen=True, slots=True)
class TabContext:
    """What the tabs share."""

    program: App
    runner: TaskRunner
    alerts: Alerts
    links: Links
    remedies: Remedies

    @property
    def texts(self) -> Texts:
        """Words in the present language."""
        return self.program.texts


class Tab(QWidget):
    """One tab. `shown_first` is called when it is seen for the first time, or outdated; `retranslate_ui` writes every word."""

    announced = Signal(str)
    """Something a person may like to know although another window is in front."""

    title_changed = Signal()
    """The word on the tab is another one."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._seen = False

    @property
    def texts(self) -> Texts:
        """Words in the present language."""
        return self.context.texts

    def title(self) -> str:
        """The word on the tab, with its mnemonic."""
        raise NotImplementedError

    def shown_first(self) -> None:
        """Reads what the tab shows."""

    def retranslate_ui(self) -> None:
        """Writes every word again."""

    def see(self) -> None:
        """The tab is in front."""
        if not self._seen:
            self._seen = True
            self.shown_first()

    def outdate(self) -> None:
        """What the tab shows has changed: it is read now, or when the tab is seen next."""
        self._seen = False
        if self.isVisible():
            self.see()

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
        elif event.type() == QEvent.Type.PaletteChange:
            self.recolour()

    def recolour(self) -> None:
        """Draws icons anew."""
