"""One page of the wizard in a window of its own: connecting again, other accounts, other tags; the page does the work."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.tasks import BusySign
from pleoqb_desktop.gui.theme import TITLE, Tone, WrappedLabel, enlarged, letters, unit
from pleoqb_desktop.gui.wizard.page import Page
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.setup.flow import Facts


class PageDialog(QDialog):
    """Accepted when the page's work is done; closing it leaves what was."""

    def __init__(self, context: TabContext, make: type[Page], facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = make(WizardSession(context.program, context.runner, context.alerts, context.links, facts))
        self._sign = BusySign(self)
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.page.changed.connect(self.refresh)
        self.page.finished.connect(self.accept)
        self.finished.connect(self._on_finished)
        self.page.retranslate_ui()
        self.page.enter()
        self.retranslate_ui()
        (self.page.first_field() or self.main).setFocus()

    def _build(self) -> None:
        step = unit(self)
        self._title = WrappedLabel(parent=self)
        self._title.setFont(enlarged(self.font(), TITLE, bold=True))
        self._reason = WrappedLabel(parent=self, tone=Tone.QUIET)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.page)
        area.viewport().setAutoFillBackground(False)
        self.page.setAutoFillBackground(False)
        self._busy = BusyLine(self)
        self._busy.hide()
        self._facts = WrappedLabel(parent=self, tone=Tone.GOOD)
        self._notice = Notice(Tone.CAUTION, self)
        self._writes = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.main = QPushButton(self)
        self.main.setDefault(True)
        self.main.clicked.connect(self._on_main)
        self.close_button = QPushButton(self)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.main)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 3, step * 2, step * 3, step * 2)
        layout.setSpacing(step)
        for part in (self._title, self._reason):
            layout.addWidget(part)
        layout.addWidget(area, 1)
        for message in (self._busy, self._facts, self._notice, self._writes):
            layout.addWidget(message)
        layout.addLayout(buttons)
        self.resize(letters(self, 110), self.fontMetrics().height() * 34)

    @Slot()
    def refresh(self) -> None:
        """Decides every button, title and message, from the page's state."""
        state = self.page.state()
        self.setWindowTitle(state.title)
        self._title.setText(state.title)
        self._reason.setText(state.reason)
        self._reason.setVisible(bool(state.reason))
        self.main.setText(state.main)
        self.main.setEnabled(state.can_go_on and not state.busy)
        if state.busy:
            self._busy.say(state.busy)
        self._sign.set_busy(bool(state.busy) and not state.busy_shown)
        self._facts.setText("" if state.busy else "\n".join(dict.fromkeys((*state.facts, *state.hints))))
        self._facts.setVisible(bool(self._facts.text()))
        self._writes.setText("" if state.busy else state.writes)
        self._writes.setVisible(bool(self._writes.text()))
        if state.trouble and not state.busy:
            self._notice.show_words(state.trouble.sentence, state.trouble.remedy, state.trouble.actions)
        else:
            self._notice.clear()

    @Slot()
    def _on_main(self) -> None:
        if self.main.isEnabled():
            self.page.go_on()

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        self.page.leave()

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.close_button.setText(self.tr("Close"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.page.retranslate_ui()
            self.retranslate_ui()
