"""The program beside the clock: what waits, what needs a person, the next export, and a way back to the window; decides nothing."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.gui.theme import app_icon, icon
from pleoqb_desktop.texts import Texts


@dataclass(frozen=True, slots=True)
class Sums:
    """What waits and what needs a person: how many expenses, and their sums by currency. `waiting` None: nobody knows yet."""

    waiting: int | None = None
    waiting_sums: Sequence[Money] = ()
    needs: int = 0
    needs_sums: Sequence[Money] = ()


class Tray(QObject):
    """An icon with a menu, while it is wanted; where it is not, the icon comes with a message and goes with it."""

    open_requested = Signal()
    """The person wants to see the window."""
    export_requested = Signal()
    quit_requested = Signal()
    opening = Signal()
    """The menu opens: what it says should be true now."""

    def __init__(
        self,
        texts: Callable[[], Texts],
        parent: QWidget,
        *,
        available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        """`available`: whether the desktop has a place for such icons at the moment."""
        super().__init__(parent)
        self._texts, self._available = texts, available
        self._wanted = False
        self._sums = Sums()
        self._next: datetime | None = None
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu()  # nobody's child: it would cut the chain that the Tab key follows through a window
        self.destroyed.connect(self.menu.deleteLater)
        self.menu.aboutToShow.connect(self.opening)
        self.next, self.waiting, self.needs = QAction(self), QAction(self), QAction(self)
        self.export, self.open, self.quit = QAction(self), QAction(self), QAction(self)
        self.next.setEnabled(False)
        for action, wish in (
            (self.waiting, self.open_requested),
            (self.needs, self.open_requested),
            (self.export, self.export_requested),
            (self.open, self.open_requested),
            (self.quit, self.quit_requested),
        ):
            action.triggered.connect(wish)
        self.menu.addActions([self.next, self.waiting, self.needs])
        self.menu.addSeparator()
        self.menu.addActions([self.export, self.open])
        self.menu.addSeparator()
        self.menu.addAction(self.quit)
        self.retranslate_ui()

    # -- the icon --------------------------------------------------------------------------------

    @property
    def stays(self) -> bool:
        """Whether the program can be reached beside the clock now."""
        return self._wanted and self._available()

    def set_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - a setter
        """Shows the icon for good, or no more."""
        self._wanted = wanted
        if wanted and self._available():
            self._made().setContextMenu(self.menu)
            self._made().show()
        elif self._icon is not None:
            self._icon.hide()

    def tell(self, words: str) -> bool:
        """A message of the desktop's; whether it can show any."""
        if not (self._available() and QSystemTrayIcon.supportsMessages()):
            return False
        shown = self._made()
        shown.show()
        shown.showMessage(QApplication.applicationName(), words, icon("export", QApplication.palette()))
        return True

    def _made(self) -> QSystemTrayIcon:
        if self._icon is None:
            self._icon = QSystemTrayIcon(app_icon(), self)
            self._icon.setToolTip(self._tip())
            self._icon.activated.connect(self._on_activated)
            self._icon.messageClicked.connect(self._on_message)
        return self._icon

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A click; on a Mac it opens the menu and means no more than that."""
        if reason is QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self.open_requested.emit()

    @Slot()
    def _on_message(self) -> None:
        if self._icon and not self._wanted:
            self._icon.hide()
        self.open_requested.emit()

    # -- what it says ----------------------------------------------------------------------------

    def show_sums(self, sums: Sums) -> None:
        """What waits and what needs a person."""
        self._sums = sums
        self.retranslate_ui()

    def show_next(self, moment: datetime | None) -> None:
        """When the next export runs by itself (aware); None: none does, and nothing is said."""
        self._next = moment
        self.retranslate_ui()

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        texts, sums = self._texts(), self._sums
        self.next.setVisible(self._next is not None)
        if self._next is not None:
            self.next.setText(self.tr("Next export: {when}").format(when=texts.moment(self._next)))
        self.waiting.setText(self._waiting_words())
        self.needs.setVisible(bool(sums.needs))
        self.needs.setText(self._with_sums(self.tr("Needs you: {count}"), sums.needs, sums.needs_sums))
        self.export.setText(self.tr("&Export now"))
        self.open.setText(self.tr("&Open {program}").format(program=QApplication.applicationName()))
        self.quit.setText(self.tr("&Quit"))
        self.menu.setAccessibleName(QApplication.applicationName())
        if self._icon is not None:
            self._icon.setToolTip(self._tip())

    def _waiting_words(self) -> str:
        sums = self._sums
        if sums.waiting is None:
            return self.tr("What waits is not known yet")
        if not sums.waiting:
            return self.tr("Nothing waits")
        return self._with_sums(self.tr("Waiting: {count}"), sums.waiting, sums.waiting_sums)

    def _with_sums(self, words: str, count: int, sums: Sequence[Money]) -> str:
        texts = self._texts()
        money = " + ".join(texts.money(one) for one in sums)
        told = words.format(count=texts.number(count))
        return f"{told} · {money}" if money else told

    def _tip(self) -> str:
        return f"{QApplication.applicationName()}\n{self._waiting_words()}"
