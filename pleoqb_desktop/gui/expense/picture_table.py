"""One entry as a table: its kind, its lines with debit and credit, and what is said of them all; reads nothing."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QVBoxLayout, QWidget

from pleoqb_desktop.app import App
from pleoqb_desktop.gui.models.entry_picture import EntryPicture, PictureLine
from pleoqb_desktop.gui.models.table import Column, RowsModel
from pleoqb_desktop.gui.tabs.table_view import Table
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, unit

_MOST_LINES = 200
_MOST_SHOWN = 12


class PictureTable(QWidget):
    """One entry: its kind, its lines with debit and credit, and the sums."""

    def __init__(self, program: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._currency = ""
        self.heading = WrappedLabel(parent=self)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.model: RowsModel[tuple[int, PictureLine]] = RowsModel(
            [
                Column(lambda: self.tr("Account"), _account, stretches=True, tool_tip=_details, spoken=self._spoken),
                Column(lambda: self.tr("Debit"), lambda row: self._money(row[1].debit), right=True),
                Column(lambda: self.tr("Credit"), lambda row: self._money(row[1].credit), right=True),
            ],
            identity=lambda row: row[0],
            parent=self,
        )
        self.table = Table(self.model, self)
        self.table.setSortingEnabled(False)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.more = WrappedLabel(parent=self, tone=Tone.QUIET)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self) // 2)
        layout.addWidget(self.heading)
        layout.addWidget(self.table)
        layout.addWidget(self.more)

    def show_picture(self, picture: EntryPicture) -> None:
        """Shows an entry."""
        texts = self._program.texts
        self._currency = picture.currency
        kind = texts.entry_kind_name(picture.kind)
        day = texts.date(picture.day) if picture.day else ""
        self.heading.setText(" · ".join(part for part in (kind, day) if part))
        self.table.setAccessibleName(self.tr("Lines of the entry: {kind}").format(kind=kind))
        self.model.set_rows(list(enumerate(picture.lines[:_MOST_LINES])))
        self.table.fit()
        self.table.resizeRowsToContents()
        beyond = len(picture.lines) - _MOST_LINES
        words = [self.tr("and %Ln more line(s)", "", beyond)] if beyond > 0 else []
        if not picture.exact:
            words.append(self.tr("QuickBooks computes the VAT of this entry itself."))
        self.more.setText(" ".join(words))
        self.more.setVisible(bool(words))
        header = self.table.horizontalHeader().sizeHint().height()
        rows = sum(self.table.rowHeight(row) for row in range(min(self.model.rowCount(), _MOST_SHOWN)))
        self.table.setFixedHeight(header + rows + 2 * self.table.frameWidth() + unit(self) // 2)

    def _money(self, amount: Decimal | None) -> str:
        if amount is None:
            return ""
        if not self._currency:
            return str(amount)
        return self._program.texts.amount(amount, self._currency)

    def _spoken(self, row: tuple[int, PictureLine]) -> str:
        side = self.tr("debit") if row[1].debit is not None else self.tr("credit")
        amount = self._money(row[1].debit if row[1].debit is not None else row[1].credit)
        return f"{row[1].account}: {side} {amount}"


def _account(row: tuple[int, PictureLine]) -> str:
    """The account, and below it the VAT code and the tags."""
    line = row[1]
    below = " · ".join(part for part in (line.vat_code, *line.tags) if part)
    return f"{line.account}\n{below}" if below else line.account


def _details(row: tuple[int, PictureLine]) -> str:
    line = row[1]
    return "\n".join(part for part in (line.account, line.description, line.vat_code, " · ".join(line.tags)) if part)
