"""The Reconcile tab: Pleo and QuickBooks side by side over a period, differences first; reads only."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import QApplication, QCheckBox, QDateEdit, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.gui.forms import name_control, picked_day
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import BusyLine, ButtonAction, Notice
from pleoqb_desktop.gui.tabs.list_pane import ListPane
from pleoqb_desktop.gui.tabs.reconcile.columns import ComparisonColumns
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tasks import BusySign, Task
from pleoqb_desktop.gui.theme import TITLE, Tone, WrappedLabel, enlarged, icon, unit
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.reconcile import ORDER, WRONG, ReconciledEntry, Reconciliation, Verdict, default_period


class ReconcileTab(Tab):
    """A comparison of one period."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: Reconciliation | None = None
        self._needed = 0
        self._trouble: Problem | None = None
        self._task: Task | None = None
        self.columns = ComparisonColumns(context, self)
        self._sign = BusySign(self)
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    def _build(self) -> None:
        self.headline = WrappedLabel(parent=self)
        self.headline.setFont(enlarged(self.font(), TITLE, bold=True))
        self.subline = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.first, self.last = QDateEdit(self), QDateEdit(self)
        self._labels = (QLabel(self), QLabel(self))
        begin, end = default_period(self.context.program.today(), self.context.program.runs)
        for edit, day, label in zip((self.first, self.last), (begin, end), self._labels, strict=True):
            edit.setCalendarPopup(True)
            edit.setDate(QDate(day.year, day.month, day.day))
            label.setBuddy(edit)
        self.compare_button = QPushButton(self)
        self.compare_button.setAutoDefault(False)
        self.compare_button.clicked.connect(self.compare)
        self.only_box = QCheckBox(self)
        self.only_box.toggled.connect(self._show_rows)
        self.notice = Notice(Tone.INFO, self)
        self._busy = BusyLine(self)
        self._busy.hide()
        self.pane = ListPane(
            self.columns.all(),
            lambda row: (row.accounting_entry_id, row.kind, row.external_id),
            lambda count: self.texts.number(count),
            self,
            first=lambda row: row.verdict not in WRONG,
        )
        self.pane.table.opened.connect(self._on_opened)
        self.empty = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()

    def _lay_out(self) -> None:
        step = unit(self)
        self.bar = period = QHBoxLayout()
        period.setSpacing(step)
        for label, edit in zip(self._labels, (self.first, self.last), strict=True):
            period.addWidget(label)
            period.addWidget(edit)
        period.addWidget(self.compare_button)
        period.addStretch(1)
        period.addWidget(self.only_box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step)
        layout.setSpacing(step)
        layout.addWidget(self.headline)
        layout.addWidget(self.subline)
        layout.addLayout(period)
        layout.addWidget(self._busy)
        layout.addWidget(self.notice)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.pane, 1)

    @property
    def busy(self) -> bool:
        """Whether a comparison runs."""
        return self._task is not None

    @property
    def trouble(self) -> Problem | None:
        """What kept the last comparison from working."""
        return self._trouble

    def title(self) -> str:
        """The word on the tab."""
        return self.tr("&Reconcile")

    # -- comparing -------------------------------------------------------------------------------

    def open_month(self, month: date) -> None:
        """Compares a month, to today at the latest; `month` is its first day."""
        last = min(periods.last_of_month(month), max(self.context.program.today(), month))
        for edit, day in ((self.first, month), (self.last, last)):
            edit.setDate(QDate(day.year, day.month, day.day))
        self.compare()

    @Slot()
    def compare(self) -> None:
        """Compares the period."""
        if self._task:
            return
        first, last = picked_day(self.first), picked_day(self.last)
        if first > last:
            backwards = problem(Code.PERIOD_BACKWARDS, first_date=first.isoformat(), last_date=last.isoformat())
            self._on_problem(backwards)
            return
        program = self.context.program

        def work(cancel: CancelToken) -> tuple[Reconciliation, str, int]:
            known = program.exports.known_period(first, last, cancel)
            found = program.reconcile(cancel).run(*known)
            return found, program.settings.load().home_currency or "", program.needs_you().count

        self._trouble = None
        self._sign.set_busy(True)
        self._task = self.context.runner.run(work, self._on_found, self._on_problem, parent=self, ended=self._on_ended)
        self.refresh()

    def _on_found(self, found: tuple[Reconciliation, str, int]) -> None:
        self._found, self.columns.home_currency, self._needed = found
        if not self._found.agrees:
            self.only_box.setChecked(True)
        self._show_rows()
        self.pane.table.fit()

    @Slot()
    def _show_rows(self) -> None:
        if self._found is None:
            return
        only = self.only_box.isChecked()
        self.pane.set_rows([row for row in self._found.entries if not only or row.verdict in WRONG])
        self.refresh()

    def _on_problem(self, what: Problem) -> None:
        self._trouble = what
        self.refresh()

    def _on_ended(self) -> None:
        self._task = None
        self._sign.set_busy(False)
        self.refresh()

    @Slot(object)
    def _on_opened(self, row: ReconciledEntry) -> None:
        if row.external_url:
            self.context.links.open(row.external_url)
        else:
            self.context.links.visit(Place.PLEO_EXPORT)

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """Every headline, button and message, from what is known."""
        found = self._found
        self.compare_button.setEnabled(self._task is None)
        self.headline.setText(self._headline_words())
        self.subline.setText(
            self.tr(
                "Compares what Pleo has exported with what stands on the Pleo accounts in QuickBooks. Nothing is changed."
            )
        )
        self.pane.setVisible(found is not None)
        self.empty.setVisible(found is None)
        self.only_box.setVisible(found is not None)
        if self._trouble:
            texts = self.texts
            action = self.context.remedies.button_action(self._trouble, retry=self.compare)
            actions: list[ButtonAction] = [action] if action else []
            self.notice.show_words(
                texts.sentence(self._trouble), texts.remedy(self._trouble), actions, tone=Tone.CAUTION
            )
        elif found:
            tone = Tone.GOOD if found.agrees and not self._needed else Tone.CAUTION
            needed = self.tr("Under Expenses, %Ln expense(s) need(s) you.", "", self._needed) if self._needed else ""
            self.notice.show_words(self._counts_words(found), needed, tone=tone)
        else:
            self.notice.clear()

    def _headline_words(self) -> str:
        found = self._found
        if found is None:
            return self.tr("Do Pleo and QuickBooks agree?")
        if found.agrees and found.counts.get(Verdict.NOT_EXPORTED):  # what waits has moved in Pleo alone
            return self.texts.command("report_open")
        if found.agrees:
            return self.tr("Pleo and QuickBooks agree")
        return self.tr(
            "%Ln difference(s) between Pleo and QuickBooks", "", sum(found.counts.get(one, 0) for one in WRONG)
        )

    def _counts_words(self, found: Reconciliation) -> str:
        number = self.texts.number
        period = self.tr("{first} to {last}").format(
            first=self.texts.date(found.first), last=self.texts.date(found.last)
        )
        counted = self.tr("{result}: {count}")
        parts = [
            counted.format(result=self.texts.verdict_name(one), count=number(found.counts[one]))
            for one in ORDER
            if found.counts.get(one)
        ]
        return f"{period} · " + (" · ".join(parts) or self.tr("no entries on either side"))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self._labels[0].setText(self.tr("&From"))
        self._labels[1].setText(self.tr("&to"))
        name_control(self.first, self.tr("First day of the period"))
        name_control(self.last, self.tr("Last day of the period"))
        self.first.setDisplayFormat(self.tr("d MMM yyyy"))
        self.last.setDisplayFormat(self.tr("d MMM yyyy"))
        self.compare_button.setText(self.tr("&Compare"))
        self.only_box.setText(self.tr("Only &differences"))
        self._busy.say(self.tr("Comparing both sides…"))
        self.pane.say(self.tr("Comparison"), self.tr("Search the comparison"))
        self.empty.setText(
            self.tr(
                "Choose a period and press Compare: every entry then stands here, Pleo on the left, QuickBooks on the right."
            )
        )
        self.recolour()
        self.refresh()

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.columns.recolour(QApplication.palette())
        self.compare_button.setIcon(icon("equal", QApplication.palette()))
