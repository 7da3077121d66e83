"""The Month tab: reads a month, compares it, saves it for the accountant; and behind it both sides line by line."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.tabs.month.page import MonthPage
from pleoqb_desktop.gui.tabs.reconcile.tab import ReconcileTab
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tasks import Task
from pleoqb_desktop.gui.theme import unit
from pleoqb_desktop.months.view import MonthView, Reminder

_KINDS = {"pdf": "PDF (*.pdf)", "csv": "CSV (*.csv)"}


class MonthTab(Tab):
    """One month. It is read from the run store whenever it is looked at; only Compare asks Pleo and QuickBooks."""

    in_front = Signal()
    """The tab is to be in front."""
    needs_requested = Signal()
    """Show what needs a person."""
    compared = Signal()
    """A comparison was kept: what is told of the last one elsewhere is another now."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: MonthView | None = None
        self._trouble: Problem | None = None
        self._reading: Task | None = None
        self._comparing: Task | None = None
        self.lines = ReconcileTab(context, self)
        self.back_button = QPushButton(self)
        self.back_button.setAutoDefault(False)
        self.back_button.clicked.connect(self.show_page)
        self.lines.bar.insertWidget(0, self.back_button)
        self.page = MonthPage(context, context.program.today().replace(day=1), self)
        self.page.month_chosen.connect(self._on_month)
        self.page.compare_requested.connect(self.compare)
        self.page.lines_requested.connect(self._on_lines)
        self.page.needs_requested.connect(self.needs_requested)
        self.page.save_requested.connect(self.save)
        self.page.remind_requested.connect(self._on_remind)
        self.stack = QStackedWidget(self)
        for shown in (self.page, self.lines):
            self.stack.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addWidget(self.stack)
        self.retranslate_ui()

    def title(self) -> str:
        """The word on the tab."""
        return self.tr("&Month")

    @property
    def busy(self) -> bool:
        """Whether something is read or compared."""
        return self._reading is not None or self._comparing is not None

    @property
    def view(self) -> MonthView | None:
        """The month as it was read last, None before."""
        return self._view

    # -- reading ---------------------------------------------------------------------------------

    def shown_first(self) -> None:
        """Reads the month that is chosen."""
        self.read()

    @Slot(object)
    def open_month(self, month: date) -> None:
        """Shows a month, by its first day, whatever tab is in front."""
        self.show_page()
        self.page.choose(month)
        self.in_front.emit()

    @Slot()
    def show_page(self) -> None:
        """The month, no longer its lines."""
        self.stack.setCurrentWidget(self.page)
        self.read()

    @Slot(object)
    def _on_month(self, _: date) -> None:
        self._view, self._trouble = None, None
        if self._comparing:
            self._comparing.cancel()
            self._comparing = None
        self.read()

    def read(self) -> None:
        """Looks into the run store: no service is asked."""
        if self._reading:
            self._reading.cancel()
        program, month = self.context.program, self.page.month
        task = self._reading = self.context.runner.run(
            lambda _: program.month(month),
            self._on_view,
            self._on_trouble,
            parent=self,
            ended=lambda: self._on_read(task),
        )
        self.refresh()

    def _on_view(self, view: MonthView) -> None:
        if view.month == self.page.month:
            self._view = view

    def _on_trouble(self, what: Problem) -> None:
        self._trouble = what

    def _on_read(self, task: Task) -> None:
        """A reading that another one took the place of ends, too."""
        if task is self._reading:
            self._reading = None
            self.refresh()

    # -- comparing -------------------------------------------------------------------------------

    @Slot()
    def compare(self) -> None:
        """Compares the month with QuickBooks; nothing is changed on either side."""
        if self._comparing:
            return
        program, month = self.context.program, self.page.month
        self._trouble = None
        task = self._comparing = self.context.runner.run(
            lambda cancel: program.compare_month(month, cancel),
            self._on_compared,
            self._on_trouble,
            parent=self,
            ended=lambda: self._on_ended(task),
        )
        self.refresh()

    def _on_compared(self, view: MonthView) -> None:
        self._on_view(view)
        self.compared.emit()

    def _on_ended(self, task: Task) -> None:
        if task is self._comparing:
            self._comparing = None
            self.refresh()
            self.page.take_focus()

    @Slot()
    def _on_lines(self) -> None:
        self.stack.setCurrentWidget(self.lines)
        self.lines.open_month(self.page.month)

    # -- for others ------------------------------------------------------------------------------

    @Slot(str)
    def save(self, kind: str) -> None:
        """Saves the page for the accountant, as "pdf" or "csv", where the person wants it."""
        program, month = self.context.program, self.page.month
        paper = self.page.words.paper(program.settings.load().company_name or "")
        name = f"pleo-quickbooks-{month:%Y-%m}.{kind}"
        path = self.context.alerts.ask_save_path(
            self.tr("Save the page for my accountant"), name, _KINDS[kind], parent=self
        )
        if path is not None:
            chosen = path if path.suffix else path.with_suffix(f".{kind}")
            self.context.runner.run(lambda _: program.save_page(chosen, paper), self._on_saved, parent=self)

    def _on_saved(self, path: Path) -> None:
        self.context.remedies.said.emit(self.tr("Saved: {path}").format(path=path))

    @Slot(object)
    def _on_remind(self, one: Reminder) -> None:
        QGuiApplication.clipboard().setText(self.page.words.reminder(one))
        words = self.tr("The reminder for {person} is copied: paste it into a message.")
        self.context.remedies.said.emit(words.format(person=self.page.words.person(one)))

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """The page, from what is known."""
        self.page.show_view(self._view, self._trouble, comparing=self._comparing is not None)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.back_button.setText(self.tr("&Back to the month"))
        self.page.retranslate_ui()
        self.recolour()
        self.refresh()

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.page.recolour()
