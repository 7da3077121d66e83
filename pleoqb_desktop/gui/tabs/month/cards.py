"""Cards of the month page: a heading, a table of words and figures, a line below; they read nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.paper import Section
from pleoqb_desktop.gui.theme import TEXT, Sheet, Tone, WrappedLabel, enlarged, unit


class TableCard(Sheet):
    """A section. Figures stand at the right; a row that is to be seen to is in the colour of a caution."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        step = unit(self)
        self.heading = WrappedLabel(parent=self)
        self.heading.setFont(enlarged(self.font(), TEXT, bold=True))
        self.note = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(step * 2)
        self.grid.setVerticalSpacing(step // 2)
        self.grid.setColumnStretch(0, 1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(step * 2, step * 3 // 2, step * 2, step * 3 // 2)
        self.body.setSpacing(step)
        self.body.addWidget(self.heading)
        self.body.addLayout(self.grid)
        self.body.addWidget(self.note)
        self._shown: tuple[object, ...] = ()
        self._cells: list[QWidget] = []

    def show_section(
        self, section: Section, caution: Callable[[int], bool] = lambda _: False, buttons: Sequence[QPushButton] = ()
    ) -> None:
        """Shows it in place of the one before; `buttons` stand at the ends of its rows."""
        now = (section, tuple(caution(number) for number in range(len(section.rows))), tuple(buttons))
        if now == self._shown:
            return
        self._shown = now
        for old in self._cells:
            self.grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cells.clear()
        self.heading.setText(section.heading)
        self.note.setText(section.note)
        self.note.setVisible(bool(section.note))
        if section.columns:
            self._add_row(0, section.columns, Tone.QUIET)
        for number, row in enumerate(section.rows, start=1):
            self._add_row(number, row, Tone.CAUTION if caution(number - 1) else Tone.PLAIN)
        for number, button in enumerate(buttons, start=1):
            self._put(button, number, len(section.columns) or len(section.rows[0]))
        for made in self._cells:
            made.show()
        told = "; ".join(": ".join((row[0], ", ".join(row[1:]))) for row in section.rows)
        self.setAccessibleName(section.heading)
        self.setAccessibleDescription(told or section.note)

    def _add_row(self, number: int, cells: Sequence[str], tone: Tone) -> None:
        for column, words in enumerate(cells):
            label = WrappedLabel(words, self, tone=tone)
            if column:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                label.setWordWrap(False)
            self._put(label, number, column)

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        widget.setParent(self)
        self.grid.addWidget(widget, row, column)
        self._cells.append(widget)
