"""What the month page says, as sentences and tables of words: the window shows them, and the accountant's page prints them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale, QObject

from pleoqb_desktop.domain.paper import Bar, Paper, Picture, Section
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.months.view import OPEN, MonthState, MonthView, Reminder
from pleoqb_desktop.ports.months import DifferentLine
from pleoqb_desktop.ports.questions import NotInBooks
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.reconcile import ORDER

_MOST_BARS = 9
_DASH = "–"


class MonthWords(QObject):
    """In the present language. `view` is the month that is told."""

    def __init__(self, context: TabContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.view = MonthView(date.min)
        self.currency = ""

    def month(self, month: date | None = None) -> str:
        """A month's name, that of the view unless told, as a sentence begins with it."""
        first = month or self.view.month
        name = QLocale().toString(QDate(first.year, first.month, 1), "MMMM yyyy")
        return name[:1].upper() + name[1:]

    # -- sentences -------------------------------------------------------------------------------

    def verdict(self) -> str:
        """How far the month is."""
        view, month = self.view, self.month()
        match view.state:
            case MonthState.UNKNOWN:
                return self.tr("{month}: not compared with QuickBooks yet").format(month=month)
            case MonthState.OUTDATED:
                return self.tr("{month}: something has changed since the last comparison").format(month=month)
            case MonthState.EARLY:
                return self.tr("{month}: last compared before it was over").format(month=month)
            case MonthState.OPEN:
                return self.tr("{month}: something is still missing").format(month=month)
            case MonthState.COMPLETE:
                return self._complete().format(month=month)

    def _complete(self) -> str:
        if self.view.comparison and self.view.comparison.days:
            return self.tr("{month}: everything in Pleo's file is there, once")
        return self.tr("{month}: everything is there, once") if self.view.over else self.tr("{month}: complete so far")

    def remedy(self) -> str:
        """What to do about it."""
        match self.view.state:
            case MonthState.EARLY if self._context.program.door is Door.FILE:
                return self.tr("Drop a file of the whole month, downloaded from Pleo since, then press Compare now.")
            case MonthState.UNKNOWN | MonthState.OUTDATED | MonthState.EARLY:
                return self.tr("Press Compare now: nothing is changed, neither in Pleo nor in QuickBooks.")
            case MonthState.OPEN:
                return self.tr("What it is stands below.")
            case MonthState.COMPLETE:
                return self.tr("Both sides agree to the cent, and every receipt is there.")

    def compared(self) -> str:
        """When both sides were compared, and of which days where they were not all of the month's."""
        seen = self.view.comparison
        if seen is None:
            return self.tr("Not compared yet.")
        texts = self._context.texts
        said = texts.command("report_compared", moment=texts.moment(seen.compared_at))
        if seen.days:
            first, last = map(texts.date, seen.days)
            said += " " + texts.command("file_period", first=first, last=last)
        return said

    # -- tables ----------------------------------------------------------------------------------

    def movements(self) -> Section:
        """Both sides of the Pleo account."""
        heading, seen, texts = self.tr("The Pleo account this month"), self.view.comparison, self._context.texts
        if seen is None:
            return Section(heading, note=self.compared())
        difference = None if seen.pleo is None or seen.quickbooks is None else seen.quickbooks - seen.pleo
        rows = (
            (texts.page_words("in_pleo"), self._moved(seen.pleo)),
            (texts.page_words("in_quickbooks"), self._moved(seen.quickbooks)),
            (texts.page_words("difference"), self._amount(difference)),
        )
        return Section(heading, rows, note=self.compared())

    def vat(self) -> Section:
        """VAT at each rate."""
        heading, seen = self.tr("VAT by rate"), self.view.comparison
        if seen is None:
            return Section(heading, note=self.compared())
        rows = tuple(
            (one.name or self.tr("rate not told"), self._amount(one.pleo), self._amount(one.quickbooks))
            for one in seen.vat
        )
        notes = [] if rows else [self.tr("No VAT this month.")]
        if seen.untold:
            notes.append(self.tr("%Ln expense(s) left out: this computer did not export it (them).", "", seen.untold))
        columns = (self.tr("Rate"), self.tr("Pleo"), self.tr("QuickBooks"))
        return Section(heading, rows, columns if rows else (), " ".join(notes))

    def to_do(self) -> Section:
        """What keeps the month from being complete, receipts apart."""
        view, heading, rows = self.view, self.tr("What is left to do"), tuple(self._left())
        if rows or view.comparison is None:
            return Section(heading, rows, note="" if rows else self.compared())
        if view.outdated or view.early:
            return Section(heading, note=self.tr("Nothing is known; compare again to be sure."))
        if view.reminders:
            return Section(heading, note=self.tr("All of it is in your books, once. Only receipts are missing."))
        return Section(heading, note=self.tr("Nothing: all of it is in your books, once."))

    def _left(self) -> Iterator[tuple[str, ...]]:
        view, seen, number = self.view, self.view.comparison, self._context.texts.number
        if view.held:
            yield self.tr("Not in your books yet"), number(len(view.held))
        if view.changed:
            yield self._context.texts.page_words("changed"), number(len(view.changed))
        counts = seen.counts if seen else {}
        if seen and not seen.moves_agree:
            unknown = seen.pleo is None or seen.quickbooks is None
            difference = None if unknown else (seen.quickbooks or Decimal(0)) - (seen.pleo or Decimal(0))
            words = self.tr("Movements that cannot be added up") if unknown else self.tr("Movements differ by")
            yield words, self._amount(difference)
        if seen and not seen.vat_agrees:
            difference = sum((one.quickbooks - one.pleo for one in seen.vat), Decimal(0))
            yield self.tr("VAT differs by"), self._amount(difference)
        for verdict in ORDER:
            count = counts.get(verdict.value, 0)
            if verdict in OPEN and count:
                yield self._context.texts.verdict_name(verdict), number(count)

    def receipts(self) -> Section:
        """Who owes how many receipts, and since when."""
        heading, texts = self.tr("Missing receipts"), self._context.texts
        rows = tuple((self.person(one), texts.number(len(one.items)), self.age(one)) for one in self.view.reminders)
        columns = (self.tr("Person"), self.tr("Receipts"), self.tr("Oldest"))
        return Section(heading, rows, columns if rows else (), "" if rows else self.tr("None: every receipt is there."))

    def person(self, one: Reminder) -> str:
        """Whose receipts they are."""
        return one.person or self.tr("somebody unknown")

    def age(self, one: Reminder) -> str:
        """How old the oldest is."""
        return self.tr("%Ln day(s)", "", one.days)

    def reminder(self, one: Reminder) -> str:
        """A message to the person, to be pasted where people write to each other."""
        texts = self._context.texts
        lines = "\n".join(
            "- "
            + ", ".join(
                part
                for part in (
                    texts.date(item.day) if item.day else "",
                    item.supplier or texts.spend_type_name(item.type),
                    texts.money(item.amount) if item.amount else "",
                )
                if part
            )
            for item in one.items
        )
        name = one.person.split()[0] if one.person.split() else ""
        hello = self.tr("Hello {name},").format(name=name) if name else self.tr("Hello,")
        asked = self.tr("the receipt(s) of these expense(s) is (are) still missing in Pleo:", "", len(one.items))
        return f"{hello}\n{asked}\n{lines}\n{self.tr('Could you add what is missing in the Pleo app? Thank you!')}"

    # -- picture ---------------------------------------------------------------------------------

    def money(self) -> Section:
        """What came in and what went out."""
        seen = self.view.comparison
        if seen is None:
            return Section(self.tr("Money in and out"), note=self.compared())
        rows = (
            (self.tr("Came in"), self._amount(seen.money_in)),
            (self.tr("Went out"), self._amount(seen.money_out)),
        )
        return Section(self.tr("Money in and out"), rows)

    def picture(self) -> Picture:
        """What it went into, without VAT; what is beyond nine bars is added up in the last."""
        heading, seen = self.tr("What it was spent on, without VAT"), self.view.comparison
        if seen is None:
            return Picture(heading)
        named = [(one.name, one.amount) for one in seen.categories if one.name is not None]
        kept = named if len(named) <= _MOST_BARS else named[: _MOST_BARS - 1]
        shown: list[tuple[str, Decimal]] = [(name or "", amount) for name, amount in kept]
        if rest := named[len(kept) :]:
            shown.append((self.tr("all others"), sum((amount for _, amount in rest), Decimal(0))))
        longest = max((abs(amount) for _, amount in shown), default=None) or Decimal(1)
        return Picture(
            heading,
            tuple(Bar(name, self._amount(amount), float(abs(amount) / longest)) for name, amount in shown),
        )

    def total(self) -> Section:
        """From what it was spent on to what went out of the account, so that the figures add up; nothing where they cannot."""
        seen, heading = self.view.comparison, self.tr("Added up")
        if seen is None or seen.untold or not seen.categories:
            return Section(heading)
        spent = sum((one.amount for one in seen.categories if one.name is not None), Decimal(0))
        other = sum((one.amount for one in seen.categories if one.name is None), Decimal(0)) + seen.money_in
        vat = sum((one.quickbooks for one in seen.vat), Decimal(0))
        elsewhere = seen.money_out - spent - vat - other
        rows = [(self.tr("All of it, without VAT"), spent), (self.tr("VAT"), vat)]
        rows += [(self.tr("On other accounts, and what came in"), other)] if other else []
        rows += [(self.tr("Paid by staff (Pleo Pocket), or not paid yet"), elsewhere)] if elsewhere else []
        rows.append((self.tr("Went out of the Pleo account"), seen.money_out))
        return Section(heading, tuple((words, self._amount(amount)) for words, amount in rows))

    # -- for the accountant ----------------------------------------------------------------------

    def paper(self, company: str) -> Paper:
        """Everything on one page, and line by line what does not agree."""
        sections = [self.movements(), self.vat(), self.money(), self.to_do(), self.receipts()]
        sections += [one for one in (self.total(), self._absent(), self._lines()) if one.rows]
        title = self.tr("Pleo and QuickBooks, {month}").format(month=self.month().lower())
        about, complete = tuple(filter(None, (company, self.compared()))), self.view.state is MonthState.COMPLETE
        return Paper(title, about, self.verdict(), complete, tuple(sections), self.picture())

    def _absent(self) -> Section:
        rows = tuple(self._missing_row(one) for one in self.view.missing)
        return Section(self.tr("Not in the books, or not as Pleo tells"), rows)

    def _missing_row(self, one: NotInBooks) -> tuple[str, ...]:
        texts, record = self._context.texts, one.record
        what = texts.sentence(record.problems[0]) if record.problems else ""
        about = _joined(texts.date(record.day) if record.day else "", record.supplier, what)
        return about, texts.money(record.amount) if record.amount else _DASH

    def _lines(self) -> Section:
        seen, texts = self.view.comparison, self._context.texts
        rows = tuple(self._line(one) for one in (seen.lines if seen else ()))
        columns = (texts.page_words("entry"), self.tr("Pleo"), self.tr("QuickBooks"))
        return Section(texts.page_words("lines"), rows, columns)

    def _line(self, one: DifferentLine) -> tuple[str, ...]:
        texts = self._context.texts
        about = _joined(texts.date(one.day) if one.day else "", one.supplier, texts.verdict_name(one.verdict))
        pleo = texts.amount(one.pleo, one.currency) if one.pleo is not None and one.currency else _DASH
        return about, pleo, self._amount(one.quickbooks)

    def _moved(self, amount: Decimal | None) -> str:
        """In words which way: a bare minus looks like a debt."""
        if not amount:
            return self._amount(amount)
        words = self.tr("{amount} more went out than came in")
        if amount > 0:
            words = self.tr("{amount} more came in than went out")
        elif self.view.comparison and not self.view.comparison.money_in:
            words = self.tr("{amount} spent")
        return words.format(amount=self._amount(abs(amount)))

    def _amount(self, amount: Decimal | None) -> str:
        if amount is None:
            return _DASH
        currency = self.view.comparison.currency if self.view.comparison else ""
        return self._context.texts.amount(amount, currency) if currency else str(amount)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
