"""The last page: what waits, what was chosen, and what is left to do in Pleo; remembers that the set-up is done."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.money import sums_by_currency
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.schedule import Schedule
from pleoqb_desktop.domain.spend import QueueEntry
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.moving_in.offer import MetBefore
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.planned_choice import MorningChoice
from pleoqb_desktop.gui.start_date import StartDate
from pleoqb_desktop.gui.theme import Sheet, Tone, WrappedLabel, unit
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.saved_lists import ImportNotice
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.schedule import Plan
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.sync.accounts import offered_accounts

POLL_SECONDS = 10

_ROWS = (
    ("pleo", Step.CONNECT_PLEO),
    ("quickbooks", Step.CONNECT_QUICKBOOKS),
    ("wallet", Step.CHOOSE_ACCOUNT),
    ("pocket", Step.CHOOSE_ACCOUNT),
    ("categories", Step.CATEGORIES),
    ("vat", Step.VAT),
    ("tags", Step.TAGS),
)


@dataclass(frozen=True, slots=True)
class _Summary:
    settings: Settings
    books: Books
    waiting: tuple[QueueEntry, ...]
    in_jobs: int
    contra_chosen: bool
    plan: Plan

    @property
    def due(self) -> tuple[QueueEntry, ...]:
        """Entries of the queue that an export would take."""
        start = self.settings.start_date
        return tuple(entry for entry in self.waiting if start is None or entry.day is None or entry.day >= start)


class ReadyPage(Page):
    """What waits, what was chosen, what is left to do in Pleo; from here on exports run."""

    step = Step.READY
    done = Signal()

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._summary: _Summary | None = None
        self._card = Sheet(self)
        grid = QGridLayout(self._card)
        step = unit(self)
        grid.setContentsMargins(step * 2, step, step * 2, step)
        grid.setHorizontalSpacing(step * 2)
        grid.setColumnStretch(1, 1)
        self._rows = {
            name: (QLabel(self._card), WrappedLabel(parent=self._card), QPushButton(self._card)) for name, _ in _ROWS
        }
        for position, (name, target) in enumerate(_ROWS):
            for column, part in enumerate(self._rows[name]):
                grid.addWidget(part, position, column)
            edit = self._rows[name][2]
            edit.setAutoDefault(False)
            edit.clicked.connect(lambda _=False, target=target: self.step_requested.emit(target))
        self._contra, self._categories = Notice(Tone.CAUTION, self), Notice(Tone.INFO, self)
        self._imports = ImportNotice(Tone.INFO, self)
        self.body.addWidget(self._card)
        self.body.addWidget(self._contra)
        self.body.addWidget(self._categories)
        self.met_before = MetBefore(session.program, session.runner, self)
        self.body.addWidget(self.met_before)
        self.body.addWidget(self._imports)
        self.begin = StartDate(self)
        self.begin.chosen.connect(self._on_start_date)
        self.body.addWidget(self.begin)
        self.morning = MorningChoice(self)
        self.morning.chosen.connect(self._on_planned)
        self.body.addWidget(self.morning)
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_SECONDS * 1000)
        self._timer.timeout.connect(self.look_again)

    def retranslate_ui(self) -> None:
        """All words."""
        labels = {
            "pleo": self.tr("Pleo"),
            "quickbooks": self.tr("QuickBooks"),
            "wallet": self.tr("Pleo bank account"),
            "pocket": self.tr("Pleo Pocket"),
            "categories": self.tr("Categories"),
            "vat": self.tr("VAT rates"),
            "tags": self.tr("Tags"),
        }
        for name, (label, _, edit) in self._rows.items():
            label.setText(labels[name])
            edit.setText(self.tr("Edit"))
            edit.setAccessibleName(self.tr("Edit: {what}").format(what=labels[name]))
        self.met_before.retranslate_ui()
        if self._summary:
            self._show(self._summary)

    # -- reading ---------------------------------------------------------------------------------

    def enter(self) -> None:
        """What is so, read now and every few seconds."""
        self.start(self.tr("Counting what waits…"), self._read, self._on_read)
        self._timer.start()

    def leave(self) -> None:
        """No more looking."""
        self._timer.stop()
        self.morning.at.settle()
        super().leave()

    def look_again(self) -> None:
        """Asks once more, beside everything else."""
        if self.isVisible() and not self.busy and self._summary and not self._by_file:
            self.quietly(self._read, self._on_read)

    def _read(self, token: CancelToken) -> _Summary:
        program = self.session.program
        books = self.session.books or program.set_up(token).books()
        waiting = program.waiting(token)
        settings, plan = program.settings.load(), program.plans.planning().plan()
        if settings.door is Door.FILE:  # what is asked for in Pleo nobody can see; no contra account is needed
            return _Summary(settings, books, program.files.newest_entries(token), waiting.items, True, plan)
        entries = tuple(program.spend(token).queue())
        in_jobs = max(waiting.items - len(entries), 0)
        return _Summary(settings, books, entries, in_jobs, program.contra_account_chosen(token), plan)

    def _on_read(self, summary: _Summary) -> None:
        self.session.books, self._summary = summary.books, summary
        self._show(summary)
        self.met_before.look()

    # -- showing ---------------------------------------------------------------------------------

    def _show(self, summary: _Summary) -> None:
        settings, books, texts = summary.settings, summary.books, self.session.texts

        def title(account_id: str | None) -> str:
            account = books.accounts.get(account_id or "")
            return account.title if account else "–"

        offered = [one for one in offered_accounts(books, settings) if one.type in settings.account_types]
        rates = [code for code in books.tax_codes.values() if code.offered]
        tags = ", ".join(texts.dimension_name(one) for one in settings.dimensions or ())
        values = {
            "pleo": self.tr("with Pleo's file") if self._by_file else settings.pleo_company_name or "–",
            "quickbooks": f"{books.company.name} · {books.company.home_currency}",
            "wallet": title(settings.wallet_account_id),
            "pocket": title(settings.pocket_account_id) if settings.pocket_used else self.tr("not used"),
            "categories": self.tr("%n account(s)", "", len(offered)),
            "vat": self.tr("%n rate(s)", "", len(rates)) if books.company.taxes_purchases else self.tr("not used"),
            "tags": tags or self.tr("none"),
        }
        for name, (_, value, _) in self._rows.items():
            value.setText(values[name])
        self.begin.show_answer(settings.start_date, len(summary.waiting) + summary.in_jobs)
        self.morning.show_answer(summary.plan.schedule)
        self.morning.setVisible(not self._by_file)  # a file is given by a person
        self._show_contra(summary, title(settings.wallet_account_id))
        self._show_categories(summary)

    def _show_contra(self, summary: _Summary, account: str) -> None:
        if summary.contra_chosen:
            self._contra.clear()
            return
        words = self.tr(
            "One thing is left that only you can do: in Pleo, choose {account} as the account that expenses are paid from (contra account)."
        )
        action = ButtonAction(self.tr("Open Pleo"), lambda: self.session.links.visit(Place.PLEO_CONTRA_ACCOUNTS))
        self._contra.show_words(
            words.format(account=account),
            self.tr(
                "Settings → Accounting → Contra accounts. The export needs it; this disappears by itself when it is done."
            ),
            [action],
        )

    @property
    def _by_file(self) -> bool:
        return self.session.facts.by_file

    def _show_categories(self, summary: _Summary) -> None:
        if self._by_file:
            self._categories.clear()
            self._imports.show_session(self.session)
            return
        self._imports.clear()
        total = len(summary.waiting)
        ready = sum(1 for entry in summary.waiting if entry.has_account)
        if ready == total:
            self._categories.clear()
            return
        number = self.session.texts.number
        words = self.tr("With a category: {ready} of {total} expenses").format(ready=number(ready), total=number(total))
        actions = [
            ButtonAction(self.tr("Open Pleo's categories"), lambda: self.session.links.visit(Place.PLEO_CATEGORIES)),
            ButtonAction(self.tr("Save the category file"), self._save_file),
        ]
        self._categories.show_words(
            words,
            self.tr(
                "Set up your categories in Pleo: join each to an account, or import the file. Expenses without one wait in Pleo; "
                "the count follows by itself."
            ),
            actions,
        )

    def _save_file(self) -> None:
        books = self.session.books
        path = self.session.alerts.ask_save_path(
            self.tr("Save the category file"), self.tr("Pleo categories.csv"), self.tr("CSV file (*.csv)"), parent=self
        )
        if books is None or path is None:
            return
        program = self.session.program
        self.start("", lambda _: program.save_category_file(path, books), lambda _: None)

    def _on_start_date(self, day: date | None) -> None:
        program = self.session.program
        self.session.runner.save(
            lambda: program.settings.update(start_date=day), self._on_settings, self.show_problem, parent=self
        )

    def _on_planned(self, wanted: Schedule | None) -> None:
        planning = self.session.program.plans.planning()
        work = (lambda: planning.keep(wanted)) if wanted else planning.off
        self.session.runner.save(work, self._on_plan, self._on_not_planned, parent=self)

    def _on_plan(self, plan: Plan) -> None:
        if self._summary:
            self._summary = replace(self._summary, plan=plan)

    def _on_not_planned(self, what: Problem) -> None:
        self.show_problem(what)
        self.morning.show_answer(self._summary.plan.schedule if self._summary else None)

    def _on_settings(self, settings: Settings) -> None:
        if self._summary:
            self._summary = replace(self._summary, settings=settings)
            self.changed.emit()

    # -- finishing -------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The set-up is done."""
        program = self.session.program
        self.start("", lambda _: program.settings.update(wizard_done=True), lambda _: self.done.emit())

    def state(self) -> PageState:
        """The count and the sum."""
        return PageState(
            self._title(),
            self.tr("This is what you chose; everything can be changed later in the settings."),
            self.tr("Finish and see my expenses"),
            can_go_on=True,
            busy=self.busy,
            facts=self._facts(),
            trouble=self.trouble(),
            writes=self.tr("Finishing exports nothing yet: you see your expenses first."),
        )

    def _facts(self) -> tuple[str, ...]:
        summary = self._summary
        if summary is None or not summary.contra_chosen:
            return ()
        account = summary.books.accounts.get(summary.settings.wallet_account_id or "")
        contra = self.tr("{account} is the contra account in Pleo").format(account=account.title if account else "")
        facts = [] if self._by_file else [contra]
        if left := len(summary.waiting) - len(summary.due):
            facts.append(self.tr("%n older expense(s) stay(s) out", "", left))
        if summary.waiting and all(entry.has_account for entry in summary.waiting):
            facts.append(self.tr("All %n expense(s) have a category", "", len(summary.waiting)))
        return tuple(facts)

    def _title(self) -> str:
        summary = self._summary
        if summary is None:
            return self.tr("Everything is joined.")
        count = len(summary.due) + summary.in_jobs
        if not count:
            return self.tr("Everything is joined. No expense waits at the moment.")
        amounts = sums_by_currency(entry.wallet_amount or entry.amount for entry in summary.due)
        sums = ", ".join(map(self.session.texts.money, amounts))
        if not sums:
            return self.tr("Everything is joined. %n expense(s) wait.", "", count)
        return self.tr("Everything is joined. %n expense(s) ({sums}) wait.", "", count).format(sums=sums)
