"""Shown while a sign-in waits for the browser: the address to open once more, and a field for the one it ended on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.forms import CopyField, FormRow
from pleoqb_desktop.gui.notices import Notice
from pleoqb_desktop.gui.theme import Tone, unit
from pleoqb_desktop.texts import Texts

_LONGEST_PASTE = 8192


class BrowserWait(QWidget):
    """Hidden while nothing waits; knows no sign-in."""

    reopen_requested = Signal()
    pasted = Signal(str)
    """An address of the browser was pasted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browser_notice, self._paste_notice = Notice(Tone.CAUTION), Notice(Tone.CAUTION)
        self._address, self._pasted = CopyField(), QLineEdit()
        self._pasted.setMaxLength(_LONGEST_PASTE)
        self._address_row, self._pasted_row = FormRow(self._address), FormRow(self._pasted)
        self._reopen, self._paste = QPushButton(), QPushButton()
        for button in (self._reopen, self._paste):
            button.setAutoDefault(False)
        self._reopen.clicked.connect(self.reopen_requested)
        self._paste.clicked.connect(self._on_paste)
        self._pasted.returnPressed.connect(self._offer)
        self._pasted.textChanged.connect(lambda: self._paste_notice.clear())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        for part, button in ((self._address_row, self._reopen), (self._pasted_row, self._paste)):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            if part is self._address_row:
                layout.addWidget(self._browser_notice)
            layout.addWidget(part)
            layout.addLayout(row)
        layout.addWidget(self._paste_notice)
        self.hide()

    def begin(self, address: str) -> None:
        """Waits for what comes of this address."""
        self._address.set_text(address)
        self._pasted.clear()
        self.show()

    def end(self) -> None:
        """Nothing waits any more."""
        self.hide()
        self._browser_notice.clear()
        self._paste_notice.clear()

    def show_browser(self, *, started: bool) -> None:
        """Whether a browser could be started."""
        if started:
            self._browser_notice.clear()
        else:
            self._browser_notice.show_words(
                self.tr("No browser could be started."),
                self.tr("Copy the address below and open it in your browser yourself."),
            )

    def show_refusal(self, problem: Problem, texts: Texts) -> None:
        """What was pasted is no answer to this sign-in."""
        self._paste_notice.show_words(texts.sentence(problem), texts.remedy(problem))

    def _on_paste(self) -> None:
        """Takes what stands in the field, else what the clipboard holds."""
        if not self._pasted.text().strip():
            self._pasted.paste()
        self._offer()

    def _offer(self) -> None:
        self.pasted.emit(self._pasted.text())

    def retranslate_ui(self) -> None:
        """All words."""
        self._address_row.say(
            self.tr("Address to open"),
            self.tr("If the wrong browser has opened, copy this address into the right one."),
        )
        self._address.say(self.tr("Copy the address"))
        self._reopen.setText(self.tr("Reopen"))
        self._pasted_row.say(
            self.tr("Pasted address"),
            self.tr(
                "If your browser ended on a page that cannot be shown, copy its whole address from the top and paste it here."
            ),
        )
        self._paste.setText(self.tr("Paste the address"))
