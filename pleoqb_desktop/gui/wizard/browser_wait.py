"""Shown while a sign-in waits for the browser: that it waits, and folded away what helps when the browser does not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.forms import CopyField, Folded, FormRow, beside, stacked
from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.theme import HEADING, Tone, WrappedLabel, enlarged, unit
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
        self._line = BusyLine()
        self._line.words.setFont(enlarged(self.font(), HEADING, bold=True))
        self._what = WrappedLabel(tone=Tone.QUIET)
        self._help = Folded(stacked(self._address_row, self._pasted_row, beside(self._paste, None), self._paste_notice))
        self._reopen.clicked.connect(self.reopen_requested)
        self._paste.clicked.connect(self._on_paste)
        self._pasted.returnPressed.connect(self._offer)
        self._pasted.textChanged.connect(lambda: self._paste_notice.clear())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        for part in (self._line, self._what, self._browser_notice, beside(self._reopen, None), self._help):
            layout.addWidget(part)
        self.hide()

    def begin(self, address: str, *, by_hand: bool = False) -> None:
        """Waits for what comes of this address; `by_hand`: nothing comes by itself, the field for it is open."""
        if by_hand:
            self._help.open()
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
            self._help.open()
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
        self._line.say(self.tr("Waiting for your browser…"))
        self._what.setText(
            self.tr(
                "Sign in on Intuit's page that has opened there, choose your company and agree. This page then goes on by itself."
            )
        )
        self._help.say(self.tr("It does not work?"))
        self._reopen.setText(self.tr("Open the page again"))
        self._pasted_row.say(
            self.tr("Pasted address"),
            self.tr(
                "If your browser ended on a page that cannot be shown, copy its whole address from the top and paste it here."
            ),
        )
        self._paste.setText(self.tr("Paste the address"))
