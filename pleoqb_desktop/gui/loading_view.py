"""What stands in the window while the program is built, and when it cannot be; knows neither wizard nor main window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pleoqb_desktop.gui.notices import BusyLine, ButtonAction, Notice
from pleoqb_desktop.gui.tasks import BusySign
from pleoqb_desktop.gui.theme import Tone, letters, unit
from pleoqb_desktop.gui.view import View


class LoadingView(View):
    """One moment, please; or why it does not go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = BusyLine(self)
        self._busy.hide()
        self.notice = Notice(Tone.CAUTION, self)
        sign = BusySign(self)
        sign.changed.connect(self._busy.setVisible)
        self._sign = sign
        sign.set_busy(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(unit(self) * 4,) * 4)
        layout.addStretch(1)
        for part in (self._busy, self.notice):
            part.setMaximumWidth(letters(self, 90))
            part.setMinimumWidth(letters(self, 40))
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self.retranslate_ui()

    def retranslate_ui(self) -> None:
        """Its one sentence."""
        self._busy.say(self.tr("One moment…"))

    def show_trouble(self, sentence: str, remedy: str, actions: Sequence[ButtonAction]) -> None:
        """Says why it does not go on, and the ways out."""
        self._sign.set_busy(False)
        self._busy.hide()
        self.notice.show_words(sentence, remedy, actions)
