"""What a check found and what went wrong, below a page: one place, handed from page to page; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pleoqb_desktop.gui.forms import announce
from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.tasks import BusySign
from pleoqb_desktop.gui.theme import IconLabel, Tone, WrappedLabel, unit
from pleoqb_desktop.gui.wizard.page import PageState


class FactLine(QWidget):
    """A green tick and the fact."""

    def __init__(self, text: str, icon: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addWidget(IconLabel(icon, tone, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(WrappedLabel(text, self), 1)


class Messages(QWidget):
    """What runs, facts and hints, and trouble with its ways out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self._busy_line = BusyLine(self)
        self._busy_line.hide()
        self._sign = BusySign(self)
        self._sign.changed.connect(self._busy_line.setVisible)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(unit(self) // 2)
        self._before = WrappedLabel(parent=self, tone=Tone.QUIET)
        self._before.hide()
        self._done = QVBoxLayout()
        self._done.setSpacing(unit(self) // 2)
        self.notice = Notice(Tone.CAUTION, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addWidget(self._busy_line)
        layout.addLayout(self._facts)
        layout.addWidget(self.notice)
        layout.addWidget(self._before)
        layout.addLayout(self._done)

    def show_state(self, state: PageState, done: Sequence[str], said_by: QWidget) -> None:
        """What the page tells now, and what the page before has done; a screen reader hears new facts from `said_by`."""
        if state.busy:
            self._busy_line.say(state.busy)
        self._sign.set_busy(bool(state.busy) and not state.busy_shown)
        self._show_facts(state, () if state.busy else tuple(done), said_by)
        if state.trouble and not state.busy:
            self.notice.show_words(state.trouble.sentence, state.trouble.remedy, state.trouble.actions)
        else:
            self.notice.clear()

    def _show_facts(self, state: PageState, done: tuple[str, ...], said_by: QWidget) -> None:
        lines = () if state.busy else tuple(dict.fromkeys((*state.facts, *state.hints)))
        self._before.setText(self.tr("Already done"))
        self._before.setVisible(bool(done))
        if (*lines, *done) == self._shown:
            return
        self._shown = (*lines, *done)
        _empty(self._facts)
        _empty(self._done)
        for text in lines:
            is_fact = text in state.facts
            self._facts.addWidget(
                FactLine(text, "check" if is_fact else "info", Tone.GOOD if is_fact else Tone.INFO, self)
            )
        for text in done:
            self._done.addWidget(FactLine(text, "check", Tone.GOOD, self))
        announce(said_by, " ".join((*done, *lines)))


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget:
            widget.hide()
            widget.deleteLater()
