"""Shown in place of the table while nothing waits: what will come, when, and the way to it; reads nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.gui.tabs.sync.facts import State, SyncFacts
from pleoqb_desktop.gui.tabs.sync.waiting import WaitingFile
from pleoqb_desktop.gui.theme import HEADING, IconLabel, ThemedButtons, Tone, WrappedLabel, enlarged, letters, unit

_WIDEST_LETTERS = 72


class EmptyDay(QWidget):
    """An icon, a sentence, what comes next, and two buttons; all of it in the middle."""

    pleo_requested = Signal()
    refresh_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("clock", Tone.QUIET, 2.4, self)
        self._heading, self._words = WrappedLabel(parent=self), WrappedLabel(parent=self, tone=Tone.QUIET)
        self._heading.setFont(enlarged(self.font(), HEADING, bold=True))
        middle = QWidget(self)
        middle.setMaximumWidth(letters(self, _WIDEST_LETTERS))
        words = QVBoxLayout(middle)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(unit(self))
        for label in (self._heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.addWidget(label)
        across = QHBoxLayout()  # only beside empty space does a layout reckon heights from the bounded width
        across.addStretch(1)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        self.open_pleo, self.refresh = QPushButton(self), QPushButton(self)
        self._icons = ThemedButtons()
        for button, drawing, asked in (
            (self.open_pleo, "external", self.pleo_requested),
            (self.refresh, "refresh", self.refresh_requested),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(asked)
            self._icons.add(button, drawing)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.open_pleo)
        buttons.addWidget(self.refresh)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit(self))
        layout.addStretch(1)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(across)
        layout.addSpacing(unit(self))
        layout.addLayout(buttons)
        layout.addStretch(2)

    def text(self) -> str:
        """All that it says."""
        return f"{self._heading.text()} {self._words.text()}".strip()

    def show_facts(self, facts: SyncFacts) -> None:
        """What there is to say while there are no rows."""
        if facts.rows or facts.state in {State.READING, State.EXPORTING}:
            self._show_reading()
        elif facts.trouble:
            self._show_offline()
        elif facts.waiting and facts.waiting.file:
            self._show_no_file(facts.waiting.file)
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        """Pleo hands nothing out."""
        self._icon.show_icon("clock", Tone.QUIET)
        self._heading.setText(self.tr("What comes next"))
        self._words.setText(
            self.tr(
                "The next expenses appear here as soon as somebody puts them into the export queue in Pleo "
                "(Pleo: Export → choose the expenses → Export). Press Refresh then, or come back later: you can close this window."
            )
        )
        self._show_buttons(shown=True)

    def _show_no_file(self, file: WaitingFile) -> None:
        """Without a key; where a file asks something, the question stands above."""
        if file.report and not file.report.understood:
            self._show_reading()
            return
        self._icon.show_icon("export", Tone.INFO)
        if file.standing:
            self._heading.setText(self.tr("Everything of this file is in your books"))
        else:
            self._heading.setText(self.tr("Drop Pleo's file on this window"))
        self._words.setText(
            self.tr(
                "In Pleo: Export → choose the expenses → Export, then download the file with its receipts. Drop the zip, or the "
                "folder it was unpacked to, anywhere on this window; you see every expense before anything is exported."
            )
        )
        self._show_buttons(shown=True)

    def _show_offline(self) -> None:
        """Nothing could be read; why stands above."""
        self._icon.show_icon("offline", Tone.QUIET)
        self._heading.setText(self.tr("The expenses appear here as soon as both services answer."))
        self._words.setText("")
        self._show_buttons(shown=False)

    def _show_reading(self) -> None:
        """Nothing is known yet."""
        self._icon.show_icon("")
        self._heading.setText("")
        self._words.setText("")
        self._show_buttons(shown=False)

    def _show_buttons(self, *, shown: bool) -> None:
        for button in (self.open_pleo, self.refresh):
            button.setVisible(shown)

    def retranslate_ui(self) -> None:
        """The words of the buttons."""
        self.open_pleo.setText(self.tr("Open Pleo"))
        self.refresh.setText(self.tr("Refresh"))

    def recolour(self) -> None:
        """Draws the icons anew."""
        self._icons.refresh()
