"""*Needs you*, above the table: one block for each cause, with money, a sentence, and the button that does it; reads nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.export.needs import Interrupted
from pleoqb_desktop.gui.expense.remedies import Remedies
from pleoqb_desktop.gui.forms import announce
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.models.needs import AGAIN, COMES_AGAIN, JOB_ENDED, UNDONE, Block, Case
from pleoqb_desktop.gui.notices import ButtonAction, paint_ground
from pleoqb_desktop.gui.theme import IconLabel, Tone, WrappedLabel, unit
from pleoqb_desktop.texts import Texts

_LONGEST_NAME = 60
_SHARE = 0.4
"""The most of the tab's height that it takes: what is beyond is scrolled to."""
_FEWEST_LINES = 8


class _Blocks(QScrollArea):
    """As high as it should be where there is room, a few lines where there is not: never what makes a window higher than its screen."""

    wanted = 0

    def sizeHint(self) -> QSize:
        """All that is to be seen at once."""
        return QSize(super().sizeHint().width(), self.wanted)

    def fit(self, lines: QGridLayout, count: int, most: int, least: int) -> None:
        """As high as its words, and between `least` and `most`; the room of a scroll bar is given only where there is one, and what is
        seen at first ends where a block does."""
        width = self.width()
        needed = lines.totalHeightForWidth(width)
        if needed > most:
            width -= self.verticalScrollBar().sizeHint().width()
            needed = lines.totalHeightForWidth(width)
        if inner := lines.parentWidget():
            inner.setFixedHeight(max(needed, 0))
            inner.resize(width, max(needed, 0))
        if needed > most:
            lines.invalidate()  # to ask for a height has forgotten where the rows are
            lines.setGeometry(QRect(0, 0, width, needed))
            # Not by cellRect(): a question about another width spoils it (findings/qt-grid-cell-after-a-question.sh).
            blocks = (lines.itemAtPosition(row, 0) for row in range(count))
            ends = [one.geometry().bottom() + 1 for one in blocks if one]
            most = max((end for end in ends if end <= most), default=most)
        self.wanted = max(min(needed, most), 0)
        self.setMaximumHeight(self.wanted)
        self.setMinimumHeight(min(self.wanted, least))
        self.updateGeometry()


class NeedsPanel(QFrame):
    """Hidden while nothing needs a person."""

    filter_requested = Signal(bool)
    """Show only the expenses that need attention, or all again."""
    row_requested = Signal(str)
    """Show this expense in the table."""
    compare_requested = Signal(object)
    """Compare the two sides of the expenses of a Block."""
    list_requested = Signal(object)
    """List the expenses of a Block."""
    retry_requested = Signal(object)
    """Export these accounting entries (frozenset of ids), and finish what was interrupted; none: only that."""
    place_requested = Signal(object)
    """Open a Place."""

    def __init__(self, remedies: Remedies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remedies = remedies
        self._shown: tuple[object, ...] = ()
        self._blocks: Sequence[Block] = ()
        self._filtered = self._by_file = False
        self._said = ""
        step = unit(self)
        self.heading = WrappedLabel(parent=self, tone=Tone.CAUTION)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.show_button = self._button(ButtonAction("", self._on_show))
        top = QHBoxLayout()
        top.setSpacing(step)
        top.addWidget(self.heading, 1)
        top.addWidget(self.show_button)
        self._inner = QWidget(self)
        self._lines = QGridLayout(self._inner)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(step)
        self._lines.setVerticalSpacing(step)
        self._lines.setColumnStretch(0, 1)
        self._area = _Blocks(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self._area.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        words = QVBoxLayout()
        words.setSpacing(step)
        words.addLayout(top)
        words.addWidget(self._area)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(step * 3 // 2, step, step, step)
        layout.setSpacing(step)
        layout.addWidget(IconLabel("caution", Tone.CAUTION, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self._widgets: list[QWidget] = []
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    # -- what is shown ---------------------------------------------------------------------------

    def show_needs(
        self,
        blocks: Sequence[Block],
        interrupted: Interrupted | None,
        sums: Sequence[Money],
        texts: Texts,
        *,
        by_file: bool = False,
    ) -> None:
        """Shows these; hidden when there are none. `sums` are what the books lack; `by_file`: expenses come in a file, which holds them
        until they are in the books."""
        key = (interrupted, by_file, *(block.identity for block in blocks))
        if key == self._shown:
            return  # a button in hand stays there
        self._shown, self._blocks = key, blocks
        for old in self._widgets:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._widgets.clear()
        self._count = 0
        self.setVisible(bool(blocks or interrupted))
        if not (blocks or interrupted):
            self._filtered = False
            self._said = ""
            return
        self._by_file = by_file
        standing = sum(len(block.cases) for block in blocks if block.stands)
        self._say_heading(sum(len(block.cases) for block in blocks), standing, sums, texts)
        self._name_button()
        if interrupted:
            self._add_interrupted(interrupted, texts)
        for block in blocks:
            self._add_block(block, texts)
        for made in self._widgets:
            made.show()  # what is to be shown later takes no room yet
        self._fit()

    def _say_heading(self, count: int, standing: int, sums: Sequence[Money], texts: Texts) -> None:
        parts = [self.tr("Needs you: %Ln expense(s)", "", count) if count else self.tr("Needs you")]
        if sums:
            parts.append(self.tr("{money} not in your books yet").format(money=_money(sums, texts)))
        if standing:
            parts.append(self.tr("%Ln in your books, to check", "", standing))
        heading = " · ".join(parts)
        self.heading.setText(heading)
        if heading != self._said:
            self._said = heading
            announce(self, heading)

    def _add_interrupted(self, one: Interrupted, texts: Texts) -> None:
        made = self.tr("%Ln entry(ies) made", "", one.made)
        receipts = self.tr("%Ln receipt(s) to attach", "", one.receipts)
        told = ", ".join([made, *([receipts] if one.receipts else [])])
        title = self.tr("The export of {moment} was interrupted: {told}.").format(
            moment=texts.moment(one.started_at), told=told
        )
        sentence = self.tr("It goes on where it stopped; nothing is made twice.")
        self._add(
            title, sentence, [ButtonAction(self.tr("Finish it"), lambda: self.retry_requested.emit(frozenset()))], title
        )

    def _add_block(self, block: Block, texts: Texts) -> None:
        title = texts.cause(block.cause, len(block.cases))
        if block.sums:
            title += f" · {_more(block, texts)}"
        actions = [one for one in (self._main(block), self._show(block)) if one]
        self._add(title, self._sentence(block, texts), actions, title)

    def _main(self, block: Block) -> ButtonAction | None:
        """What helps."""
        first = block.cases[0]
        if block.asks:
            return ButtonAction(self.tr("Compare"), lambda: self.compare_requested.emit(block))
        if block.cause in COMES_AGAIN or first.problem is None:
            return ButtonAction(self.tr("Open Pleo"), lambda: self.place_requested.emit(Place.PLEO_EXPORT))
        retry = frozenset(case.id for case in block.cases)
        again = (lambda: self.retry_requested.emit(retry)) if block.lacks_receipts else None
        return self._remedies.button_action(first.problem, first.item, again)

    def _show(self, block: Block) -> ButtonAction:
        """Which ones they are."""
        first = block.cases[0]
        if block.stored or first.row is None:
            return ButtonAction(self.tr("Show"), lambda: self.list_requested.emit(block))
        return ButtonAction(self.tr("Show"), lambda: self.row_requested.emit(first.id))

    def _sentence(self, block: Block, texts: Texts) -> str:
        first, count = block.cases[0], len(block.cases)
        about = short_name(first, texts)
        if count > 1:
            about = self.tr("{first} and %Ln more", "", count - 1).format(first=about)
        what = self._what_to_do(block, texts)
        return self.tr("{expense}: {what}").format(expense=about, what=what) if what else about

    def _what_to_do(self, block: Block, texts: Texts) -> str:
        first, count = block.cases[0], len(block.cases)
        if block.cause == UNDONE:
            return self.tr(
                "An undo took the entry(ies) back. Export again in Pleo what shall be in the books.", "", count
            )
        if block.cause == JOB_ENDED:
            return self.tr("Pleo ended the export before the turn of this (these). Export again in Pleo.", "", count)
        if block.cause == AGAIN:
            return self.tr(
                "Your answer is kept. It takes effect as soon as you export this (these) again in Pleo.", "", count
            )
        if first.problem is None:
            return ""
        said = f"{texts.sentence(first.problem)} {texts.remedy(first.problem)}"
        if block.stored and not block.asks and not self._by_file:  # a file holds them still
            said += " " + self.tr("Then put this (these) up for export again in Pleo, or nothing is sent.", "", count)
        return said

    def _add(self, title: str, sentence: str, actions: Sequence[ButtonAction], about: str) -> None:
        row = self._count
        self._count += 1
        words = QWidget(self._inner)
        heading = WrappedLabel(title, words)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        inside = QVBoxLayout(words)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(heading)
        inside.addWidget(WrappedLabel(sentence, words))
        self._lines.addWidget(words, row, 0)
        self._widgets.append(words)
        for column, action in enumerate(actions, start=3 - len(actions)):
            button = self._button(action)
            button.setAccessibleName(f"{action.words}: {about}")
            self._lines.addWidget(button, row, column, Qt.AlignmentFlag.AlignTop)
            self._widgets.append(button)

    def _button(self, action: ButtonAction) -> QPushButton:
        button = QPushButton(action.words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: action.follow())
        return button

    # -- all or only these -----------------------------------------------------------------------

    @Slot()
    def _on_show(self) -> None:
        self.set_filtered(not self._filtered)
        self.filter_requested.emit(self._filtered)

    def set_filtered(self, filtered: bool) -> None:  # noqa: FBT001 - a setter
        """Whether the table shows only these."""
        self._filtered = filtered
        self._name_button()

    def _name_button(self) -> None:
        self.show_button.setVisible(any(case.row for block in self._blocks for case in block.cases))
        self.show_button.setText(self.tr("Show all expenses") if self._filtered else self.tr("Show only these"))

    # -- looks -----------------------------------------------------------------------------------

    def forget(self) -> None:
        """What is shown next is written anew, in other words."""
        self._said, self._shown = "", ()

    def _fit(self) -> None:
        tab, least = self.parentWidget(), self.fontMetrics().height() * _FEWEST_LINES
        self._area.fit(self._lines, self._count, max(round(tab.height() * _SHARE) if tab else 0, least), least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The ground of a caution."""
        paint_ground(self, Tone.CAUTION)


def short_name(case: Case, texts: Texts) -> str:
    """Supplier and amount, cut to fit a line."""
    name = case.supplier or texts.spend_type_name(case.record.type)
    name = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
    return ", ".join([name, *([texts.money(case.amount)] if case.amount else [])])


def _more(block: Block, texts: Texts) -> str:
    """Its money; with a sign where it is what changed."""
    if block.cause != Code.CHANGED_SINCE:
        return _money(block.sums, texts)
    return ", ".join(
        f"{'+' if one.amount > 0 else '−'} {texts.amount(abs(one.amount), one.currency)}" for one in block.sums
    )


def _money(sums: Sequence[Money], texts: Texts) -> str:
    return " + ".join(texts.money(one) for one in sums)
