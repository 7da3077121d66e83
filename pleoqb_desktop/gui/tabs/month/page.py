"""The month page: one month as the run store tells it, and what to do about it; asks for readings and comparisons by signals."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.export.needs import MONTHS
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.notices import BusyLine, ButtonAction, Notice
from pleoqb_desktop.gui.tabs.bars_view import BarsView
from pleoqb_desktop.gui.tabs.month.cards import TableCard
from pleoqb_desktop.gui.tabs.month.words import MonthWords
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, icon, unit
from pleoqb_desktop.months.view import MonthState, MonthView, Reminder

_TONES = {
    MonthState.UNKNOWN: Tone.INFO,
    MonthState.OUTDATED: Tone.CAUTION,
    MonthState.EARLY: Tone.CAUTION,
    MonthState.OPEN: Tone.CAUTION,
    MonthState.COMPLETE: Tone.GOOD,
}


class _Cards(QWidget):
    """As high as its cards need at its width: a scroll area does not ask for that by itself."""

    def event(self, event: QEvent) -> bool:
        """Words were changed, or the width was."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize} and (layout := self.layout()) is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        return done


class MonthPage(QWidget):
    """Amber while anything is missing, green only when everything is there once."""

    month_chosen = Signal(object)
    """Another month (its first day)."""
    compare_requested = Signal()
    lines_requested = Signal()
    """Show both sides line by line."""
    needs_requested = Signal()
    """Show what needs a person."""
    save_requested = Signal(str)
    """Save the page for the accountant, as "pdf" or "csv"."""
    remind_requested = Signal(object)
    """Copy the message to a person (Reminder)."""

    def __init__(self, context: TabContext, this_month: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._months = [periods.months_back(this_month, back) for back in range(MONTHS)]
        self.view: MonthView | None = None
        self.words = MonthWords(context, self)
        self._build_top()
        self._build_cards()
        step = unit(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step)
        layout.setSpacing(step)
        layout.addLayout(self._top)
        layout.addWidget(self.busy)
        layout.addWidget(self.notice)
        layout.addWidget(self.area, 1)

    def _build_top(self) -> None:
        step = unit(self)
        self.earlier, self.later = QToolButton(self), QToolButton(self)
        self.month_box = QComboBox(self)
        self.month_box.activated.connect(self._on_month)
        self.earlier.clicked.connect(lambda: self._go(1))
        self.later.clicked.connect(lambda: self._go(-1))
        self.compare_button, self.lines_button = QPushButton(self), QPushButton(self)
        self.compare_button.setDefault(True)
        self.compare_button.clicked.connect(self.compare_requested)
        self.lines_button.setAutoDefault(False)
        self.lines_button.clicked.connect(self.lines_requested)
        self.save_button = QPushButton(self)
        self.save_button.setAutoDefault(False)
        menu = QMenu(self.save_button)
        self.save_actions = {kind: menu.addAction("") for kind in ("pdf", "csv")}
        for kind, action in self.save_actions.items():
            action.triggered.connect(lambda _=False, one=kind: self.save_requested.emit(one))
        self.save_button.setMenu(menu)
        self._top = QHBoxLayout()
        self._top.setSpacing(step)
        for part in (self.earlier, self.month_box, self.later):
            self._top.addWidget(part)
        self._top.addStretch(1)
        for button in (self.lines_button, self.save_button, self.compare_button):
            self._top.addWidget(button)
        self.busy = BusyLine(self)
        self.busy.hide()
        self.notice = Notice(Tone.INFO, self)

    def _build_cards(self) -> None:
        step = unit(self)
        inner = _Cards(self)
        self.movements, self.vat, self.money = TableCard(inner), TableCard(inner), TableCard(inner)
        self.to_do, self.receipts = TableCard(inner), TableCard(inner)
        self.needs_button = QPushButton(self.to_do)
        self.needs_button.setAutoDefault(False)
        self.needs_button.clicked.connect(self.needs_requested)
        self.to_do.body.addWidget(self.needs_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.spent, self.bars = WrappedLabel(parent=self.money, tone=Tone.QUIET), BarsView(self.money)
        self.money.body.addWidget(self.spent)
        self.money.body.addWidget(self.bars)
        self.total = TableCard(inner)
        sides = QHBoxLayout(inner)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(step)
        for cards in ((self.movements, self.vat, self.money), (self.to_do, self.receipts, self.total)):
            side = QVBoxLayout()
            side.setSpacing(step)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            sides.addLayout(side, 1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    # -- months ----------------------------------------------------------------------------------

    @property
    def month(self) -> date:
        """The month that is chosen, by its first day."""
        return self._months[max(self.month_box.currentIndex(), 0)]

    def choose(self, month: date) -> None:
        """Chooses a month, also one before those that are offered."""
        if month not in self._months:
            self._months = sorted({*self._months, month}, reverse=True)
            self._fill_months()
        self.month_box.setCurrentIndex(self._months.index(month))
        self._on_month()

    def _go(self, months: int) -> None:
        place = min(max(self.month_box.currentIndex() + months, 0), len(self._months) - 1)
        if place != self.month_box.currentIndex():
            self.month_box.setCurrentIndex(place)
            self._on_month()

    @Slot()
    def _on_month(self) -> None:
        self.month_chosen.emit(self.month)

    def _fill_months(self) -> None:
        chosen = max(self.month_box.currentIndex(), 0)
        self.month_box.clear()
        self.month_box.addItems([self.words.month(one) for one in self._months])
        self.month_box.setCurrentIndex(chosen)

    # -- one place decides what is seen ----------------------------------------------------------

    def show_view(self, view: MonthView | None, trouble: Problem | None, *, comparing: bool) -> None:
        """Shows a month, None while it is not read yet; `trouble` is why it could not be compared or read."""
        self.view = view
        place = self.month_box.currentIndex()
        self.earlier.setEnabled(place < len(self._months) - 1)
        self.later.setEnabled(place > 0)
        self.compare_button.setEnabled(not comparing)
        self._invite(view)
        self.save_button.setEnabled(view is not None and not comparing)
        self.busy.setVisible(comparing)
        self.area.setVisible(view is not None)
        if view is not None:
            self.words.view = view
            self._show_cards(view)
        self._show_notice(view, trouble)

    def _invite(self, view: MonthView | None) -> None:
        """The button is the main one until the month is compared: then there is nothing to press."""
        wanted = view is None or view.state in {MonthState.UNKNOWN, MonthState.OUTDATED}
        self.compare_button.setDefault(wanted)
        self.compare_button.setText(self.tr("&Compare now") if wanted else self.tr("&Compare again"))

    def take_focus(self) -> None:
        """At what comes next: a month that was compared asks for nothing but a look."""
        (self.compare_button if self.compare_button.isDefault() else self.lines_button).setFocus()

    def _show_notice(self, view: MonthView | None, trouble: Problem | None) -> None:
        texts, words = self._context.texts, self.words
        if trouble:
            action = self._context.remedies.button_action(trouble, retry=self.compare_requested.emit)
            actions: Sequence[ButtonAction] = [action] if action else []
            self.notice.show_words(texts.sentence(trouble), texts.remedy(trouble), actions, tone=Tone.CAUTION)
        elif view is not None:
            self.notice.show_words(words.verdict(), words.remedy(), tone=_TONES[view.state])
        else:
            self.notice.clear()

    def _show_cards(self, view: MonthView) -> None:
        words, seen = self.words, view.comparison
        moves, vat = words.movements(), words.vat()
        self.movements.show_section(moves, lambda number: bool(seen and number == 2 and not seen.moves_agree))
        self.vat.show_section(vat, lambda number: bool(seen and seen.vat[number].pleo != seen.vat[number].quickbooks))
        self.to_do.show_section(words.to_do(), lambda _: True)
        self.needs_button.setVisible(bool(view.missing))
        reminders = [self._remind_button(one) for one in view.reminders]
        self.receipts.show_section(words.receipts(), lambda _: True, reminders)
        self.money.show_section(words.money())
        total = words.total()
        self.total.setVisible(bool(total.rows))
        self.total.show_section(total)
        picture = words.picture()
        self.spent.setText(picture.heading)
        self.spent.setVisible(bool(picture.bars))
        self.bars.show_bars(picture.bars)
        self.bars.setAccessibleName(picture.heading)

    def _remind_button(self, one: Reminder) -> QPushButton:
        button = QPushButton(self.tr("Copy a reminder"), self.receipts)
        button.setAutoDefault(False)
        name_control(button, self.tr("Copy a reminder for {person}").format(person=self.words.person(one)))
        button.setToolTip("")
        button.clicked.connect(lambda: self.remind_requested.emit(one))
        return button

    def retranslate_ui(self) -> None:
        """Writes every word again; the month itself when it is shown next."""
        self._fill_months()
        name_control(self.month_box, self.tr("Month"))
        name_control(self.earlier, self.tr("The month before"), self.tr("The month before"))
        name_control(self.later, self.tr("The month after"), self.tr("The month after"))
        self._invite(self.view)
        self.lines_button.setText(self.tr("L&ine by line"))
        self.save_button.setText(self.tr("For my &accountant"))
        self.save_actions["pdf"].setText(self.tr("Save as PDF…"))
        self.save_actions["csv"].setText(self.tr("Save as a table (CSV)…"))
        self.needs_button.setText(self.tr("See what needs you"))
        self.busy.say(self.tr("Comparing this month with QuickBooks…"))

    def recolour(self) -> None:
        """Draws the icons anew."""
        palette = QApplication.palette()
        for button, name in (
            (self.earlier, "back"),
            (self.later, "forward"),
            (self.compare_button, "equal"),
            (self.lines_button, "search"),
            (self.save_button, "save"),
        ):
            button.setIcon(icon(name, palette))
