"""Two columns of words, Pleo's and QuickBooks', and at each line whether they are equal: by word and icon, not by colour alone."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pleoqb_desktop.gui.models.compare import Member, Pair
from pleoqb_desktop.gui.theme import TEXT, IconLabel, Sheet, Tone, WrappedLabel, enlarged, unit


class CompareSheet(Sheet):
    """What is equal is grey, what differs is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        step = unit(self)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(step * 2, step * 2, step * 2, step * 2)
        self.grid.setHorizontalSpacing(step * 2)
        self.grid.setVerticalSpacing(step)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        self._lines: list[QWidget] = []

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Shows these lines in place of those before."""
        for old in self._lines:
            self.grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines.clear()
        for column, words in enumerate((self.tr("In Pleo"), self.tr("In QuickBooks")), start=1):
            heading = WrappedLabel(words, self)
            heading.setFont(enlarged(self.font(), TEXT, bold=True))
            self._put(heading, 0, column)
        for row, pair in enumerate(pairs, start=1):
            self._add_line(row, pair)

    def _add_line(self, row: int, pair: Pair) -> None:
        tone = Tone.QUIET if pair.equal else Tone.PLAIN
        self._put(WrappedLabel(self._member_words(pair.member), self, tone=Tone.QUIET), row, 0)
        missing = self.tr("not told")
        for column, words in enumerate((pair.pleo, pair.quickbooks), start=1):
            self._put(WrappedLabel(words or missing, self, tone=tone), row, column)
        if pair.equal is not None:
            self._put(self._sign(equal=pair.equal), row, 3)

    def _sign(self, *, equal: bool) -> QWidget:
        tone = Tone.QUIET if equal else Tone.CAUTION
        sign = QWidget(self)
        inside = QHBoxLayout(sign)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(IconLabel("equal" if equal else "caution", tone, parent=sign))
        inside.addWidget(WrappedLabel(self.tr("equal") if equal else self.tr("different"), sign, tone=tone), 1)
        return sign

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self.grid.addWidget(widget, row, column)
        self._lines.append(widget)

    def _member_words(self, member: Member) -> str:
        return {
            Member.DATE: self.tr("Day"),
            Member.SUPPLIER: self.tr("Supplier"),
            Member.AMOUNT: self.tr("Amount"),
            Member.NUMBER: self.tr("Number"),
            Member.MEMO: self.tr("Note"),
            Member.ACCOUNT: self.tr("Account"),
            Member.TAX: self.tr("VAT"),
            Member.TAGS: self.tr("Tags"),
        }[member]
