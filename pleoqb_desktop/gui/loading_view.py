"""What stands in the window while the program is built, and when it cannot be; knows neither wizard nor main window."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pleoqb_desktop.gui.notices import BusyLine, ButtonAction, Notice
from pleoqb_desktop.gui.tasks import BusySign
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, letters, unit
from pleoqb_desktop.gui.view import View


class LoadingView(View):
    """One moment, please; or why it does not go on."""

    def __init__(self, parent: QWidget | None = None, *, asks_the_system: bool = False) -> None:
        """`asks_the_system`: what is read lies in the system's password store, which may ask the person for a password."""
        super().__init__(parent)
        self._busy = BusyLine(self)
        self._store = WrappedLabel(parent=self, tone=Tone.QUIET)
        self._store.hide()
        self._busy.hide()
        self.notice = Notice(Tone.CAUTION, self)
        sign = BusySign(self)
        sign.changed.connect(self._busy.setVisible)
        if asks_the_system and sys.platform != "win32":  # Windows hands out what is ours unasked
            sign.changed.connect(self._store.setVisible)
        self._sign = sign
        sign.set_busy(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(unit(self) * 4,) * 4)
        layout.addStretch(1)
        for part in (self._busy, self._store, self.notice):
            part.setMaximumWidth(letters(self, 90))
            part.setMinimumWidth(letters(self, 40))
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self.retranslate_ui()

    def retranslate_ui(self) -> None:
        """Its sentences."""
        self._busy.say(self.tr("One moment…"))
        self._store.setText(
            self.tr(
                "Your computer may first ask you for a password: its password store holds this program's keys for Pleo and QuickBooks."
            )
        )

    def show_trouble(self, sentence: str, remedy: str, actions: Sequence[ButtonAction]) -> None:
        """Says why it does not go on, and the ways out."""
        self._sign.set_busy(False)
        self._busy.hide()
        self._store.hide()
        self.notice.show_words(sentence, remedy, actions)
