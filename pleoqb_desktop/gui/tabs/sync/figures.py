"""Above the expenses: what is in the books this month, what waits, what needs a person, each a number and an amount; and twelve months."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.gui.tabs.sync.month_bars import MonthBars
from pleoqb_desktop.gui.theme import HEADING, Sheet, Tone, WrappedLabel, enlarged, unit
from pleoqb_desktop.ports.runs import MonthTotal
from pleoqb_desktop.texts import Texts


class FigureCard(Sheet):
    """A title, an amount, and how many expenses it is of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.amount, self.count = WrappedLabel(parent=self), WrappedLabel(parent=self, tone=Tone.QUIET)
        self.amount.setFont(enlarged(self.font(), HEADING, bold=True))
        step = unit(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 3 // 2, step, step * 3 // 2, step)
        layout.setSpacing(0)
        for part in (self.title, self.amount, self.count):
            layout.addWidget(part)

    def say(self, title: str, amount: str, count: str, tone: Tone = Tone.PLAIN) -> None:
        """Shows these words; an empty count leaves its line empty, so that the cards stay as high."""
        self.title.setText(title)
        self.amount.setText(amount)
        self.amount.set_tone(tone)
        self.count.setText(count or " ")
        self.setAccessibleName(": ".join((title, ", ".join(one for one in (amount, count) if one))))


class Figures(QWidget):
    """Known without a network, except what waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.in_books, self.waiting, self.needs = FigureCard(self), FigureCard(self), FigureCard(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        self.months = MonthBars(self)
        for card, share in ((self.in_books, 3), (self.waiting, 2), (self.needs, 3), (self.months, 4)):
            layout.addWidget(card, share)

    def show_in_books(
        self, month: date | None, totals: Sequence[MonthTotal], before: Sequence[MonthTotal], texts: Texts
    ) -> None:
        """Of the expenses of this month, None while nobody knows which it is; where it has none, also of the month `before`."""
        name = QLocale().standaloneMonthName(month.month) if month else ""
        words = self.tr("{month} expenses in QuickBooks")
        if name[:1].lower() in tuple("aeiouy"):  # some languages write another word before a vowel
            words = self.tr("{month} expenses in QuickBooks", "before a vowel")
        title = words.format(month=name) if name else self.tr("In QuickBooks")
        count = self._expenses(sum(one.items for one in totals))
        if not totals and before:
            earlier = QLocale().standaloneMonthName(before[0].month.month)
            count = self.tr("{money} in {month}").format(money=_money(_amounts(before), texts), month=earlier)
        self.in_books.say(title, _money(_amounts(totals), texts) or self.tr("nothing yet"), count)

    def show_waiting(self, count: int | None, sums: Sequence[Money], texts: Texts) -> None:
        """`count` None: nobody knows yet."""
        words = self.tr("not known yet") if count is None else _money(sums, texts) or self.tr("nothing")
        self.waiting.say(self.tr("Waiting"), words, self._expenses(count or 0))

    def show_needs(self, count: int, sums: Sequence[Money], texts: Texts, *, interrupted: bool) -> None:
        """In the colour of a caution while there is something."""
        words = self._expenses(count)
        if not words:
            words = self.tr("an interrupted export") if interrupted else self.tr("none")
        money = self.tr("{money} not in your books").format(money=_money(sums, texts)) if sums else ""
        tone = Tone.CAUTION if count or interrupted else Tone.PLAIN
        self.needs.say(self.tr("Needs you"), words, money, tone)

    def _expenses(self, count: int) -> str:
        return self.tr("%Ln expense(s)", "", count) if count else ""


def _amounts(totals: Sequence[MonthTotal]) -> list[Money]:
    return [one.amount for one in totals]


def _money(sums: Sequence[Money], texts: Texts) -> str:
    return " + ".join(texts.money(one) for one in sums)
