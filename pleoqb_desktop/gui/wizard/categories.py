"""The sixth page: the accounts that people see in Pleo and their plain names; writes accounts to Pleo, names to the settings."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from pleoqb_desktop.domain.books import Account, Books
from pleoqb_desktop.domain.rules.naming import cut
from pleoqb_desktop.gui.forms import clear_by_escape, name_control
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tasks import Latest, Poll
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.gui.wizard.categories_reading import CategoryReview, read_review
from pleoqb_desktop.gui.wizard.category_choices import CategoryChoices
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.saved_lists import SavedLists
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.gui.wizard.tables import CategoryTable, Cell, Filter, table_view
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.sync.category_file import checked_name, friendly_name
from pleoqb_desktop.sync.report import NAME_LENGTH, Change, SyncReport


class CategoriesPage(Page):
    """The accounts that people see in Pleo as categories, and their plain names."""

    step = Step.CATEGORIES

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._review: CategoryReview | None = None
        self._names: dict[str, str] = {}
        self._own: dict[str, str] = {}
        self._written: SyncReport | None = None
        self._poll: Poll | None = None
        self._lists = SavedLists(self, Kind.ACCOUNTS)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        clear_by_escape(self.search)
        self.only_used = QCheckBox(self)
        self._filter = Filter(self)
        self._table = CategoryTable(self)
        self._table.checked = checked_name
        self._table.renamed.connect(self._on_renamed)
        self._filter.setSourceModel(self._table)
        self.view = table_view(self, stretched=CategoryTable.NAME_COLUMN)
        self.view.setModel(self._filter)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.search.textChanged.connect(self._on_typed)
        self.only_used.toggled.connect(self._apply_filter)
        self.save = QPushButton(self)
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._on_save)
        self.icons.add(self.save, "save")
        self._saved = Notice(Tone.GOOD, self)
        self.choices = CategoryChoices(self)
        self.choices.changed.connect(self._on_choice)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.only_used)
        bottom.addWidget(self.save)
        bottom.addStretch(1)
        self.body.addLayout(top)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(bottom)
        self.body.addWidget(self._saved)
        self.body.addWidget(self.choices)

    def retranslate_ui(self) -> None:
        """All words."""
        self.search.setPlaceholderText(self.tr("Search"))
        name_control(self.search, self.tr("Search the accounts"))
        self.only_used.setText(self.tr("&Only those your expenses use"))
        name_control(self.only_used, self.only_used.text())
        name_control(self.view, self.tr("Accounts and their names for employees"))
        self.save.setText(self.tr("Save a file for Pleo's category import"))
        self.choices.retranslate_ui()
        if self._review:
            self._show(self._review)

    # -- reading ---------------------------------------------------------------------------------

    def enter(self) -> None:
        """Both sides, read now."""
        self._written = None
        self.only_used.setVisible(not self._lists.wanted)
        self._read(self._reading_words())

    def _reading_words(self) -> str:
        if self._lists.wanted:
            return self.tr("Reading your accounts…")
        return self.tr("Comparing your accounts with Pleo…")

    def _read(self, busy: str, **changes: object) -> None:
        """Compares anew, after these members of the settings have changed."""
        program, books_before = self.session.program, self.session.books
        self.start(busy, lambda token: read_review(program, books_before, changes, token), self._on_read)

    def _on_read(self, review: CategoryReview) -> None:
        self.session.books = review.books
        self._review, self._own = review, dict(review.settings.friendly_names)
        self._show(review)

    def _show(self, review: CategoryReview) -> None:
        books = review.books
        accounts = review.accounts
        changes = {thing.name: thing.change for thing in review.report.things if thing.kind is Kind.ACCOUNTS}
        own = replace(review.settings, friendly_names=self._own)
        self._names = {account.id: friendly_name(account, own) for account in accounts}
        header = [
            self.tr("Number"),
            self.tr("Account in QuickBooks"),
            self.tr("Name for employees"),
            self.tr("Default VAT"),
            self.tr("In Pleo"),
        ]
        rows = [self._cells(account, books, changes) for account in accounts]
        if self._lists.wanted:  # nobody can look into Pleo
            header, rows = header[:-1], [cells[:-1] for cells in rows]
        self._table.show_accounts(header, accounts, self._names, rows, self.tr("Double-click it, or press F2"))
        self.view.fit()
        self.choices.show_review(review, self.session.texts)
        self._apply_filter()

    def _cells(self, account: Account, books: Books, changes: dict[str, Change]) -> list[Cell]:
        code = books.tax_codes.get(account.tax_code_id or "")
        change = changes.get(cut(account.full_name or account.name, NAME_LENGTH), Change.UNCHANGED)
        return [
            Cell(account.number or ""),
            Cell(account.name, tip=account.full_name or ""),
            Cell(""),
            Cell(code.name if code and code.offered else "–"),
            Cell(self.changes.word(change), change=change),
        ]

    def _on_typed(self, words: str) -> None:
        self._filter.set_words(words)
        self.changed.emit()

    def _apply_filter(self) -> None:
        review, accounts = self._review, self._table.accounts
        if review and self.only_used.isChecked():
            self._filter.set_accepts(lambda row: accounts[row].id in review.used)
        else:
            self._filter.set_accepts(lambda _: True)
        self.changed.emit()

    # -- answers ---------------------------------------------------------------------------------

    def _on_renamed(self, account_id: str, name: str) -> None:
        """Kept at once; an empty name brings the proposal back."""
        if self._review is None:
            return
        account = self._review.books.accounts[account_id]
        self._own = {key: value for key, value in self._own.items() if key != account_id}
        if name:
            self._own[account_id] = name
        self._names[account_id] = friendly_name(account, replace(self._review.settings, friendly_names=self._own))
        self._saved.clear()
        self._save_names()

    def _save_names(self) -> None:
        names, program = dict(self._own), self.session.program
        self.session.runner.save(
            lambda: program.settings.update(friendly_names=names), lambda _: None, self.show_problem, parent=self
        )

    def _on_choice(self, changes: dict[str, object]) -> None:
        self._read(self._reading_words(), **changes)

    def _on_save(self) -> None:
        books = self.session.books
        if books is None:
            return
        name = self.tr("Pleo categories.csv")
        path = self.session.alerts.ask_save_path(
            self.tr("Save the category file"), name, self.tr("CSV file (*.csv)"), parent=self
        )
        if path is None:
            return
        program = self.session.program
        visit = ButtonAction(self.tr("Open Pleo's categories"), lambda: self.session.links.visit(Place.PLEO_CATEGORIES))

        def done(count: int) -> None:
            words = self.tr("%n categories saved in {file}", "", count).format(file=path.name)
            self._saved.show_words(words, self.tr("In Pleo: Settings → Categories → Import."), [visit])

        self.start("", lambda _: program.save_category_file(path, books), done)

    # -- writing ---------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Writes the accounts; what Pleo refuses is told once, and is no reason to stay."""
        if self._written is not None:
            self.finished.emit()
            return
        if self._lists.wanted and self._review is not None:
            books = self._review.books
            self._lists.save(lambda _: books)
            return
        program, progress = self.session.program, Latest((0, 0))
        # Accounts name their default VAT codes, which must be there first (GEN-13).
        first = [Kind.TAX_CODES] if self._has_default_vat() else []

        def work(token: CancelToken) -> SyncReport:
            return program.reference_sync(token, lambda done, total: progress.set((done, total))).run(
                [*first, Kind.ACCOUNTS]
            )

        self._poll = Poll(progress, self._on_progress, self)
        self.start(self.tr("Sending the accounts to Pleo…"), work, self._on_written)

    def _has_default_vat(self) -> bool:
        books = self.session.books
        return books is not None and any(account.tax_code_id for account in self._table.accounts)

    def _on_progress(self, progress: tuple[int, int]) -> None:
        if self.busy:
            done, total = (self.session.texts.number(one) for one in progress)
            self.busy = self.tr("Sending the accounts to Pleo: {done} of {total}").format(done=done, total=total)
            self.changed.emit()

    def _on_written(self, report: SyncReport) -> None:
        self._written = report
        if report.problems:
            self.show_problem(report.problems[0])
            return
        words = self.tr("%n account(s) sent to Pleo", "", len(self._table.accounts))
        self.session.greetings = (words,)
        self.finished.emit()

    def leave(self) -> None:
        """The progress is looked at no more."""
        super().leave()
        if self._poll:
            self._poll.stop()
            self._poll.deleteLater()
            self._poll = None

    # -- words -----------------------------------------------------------------------------------

    def state(self) -> PageState:
        """How many, and what is new."""
        facts: tuple[str, ...] = ()
        if self._review and not self.busy:
            facts = (self._totals(self._review),)
        return PageState(
            self.tr("Review the categories your team will see"),
            self.tr(
                "Your team sees these names when it pays. Double-click a name to change it; your books keep their own names."
            ),
            self._lists.main(self._review.report if self._review else None),
            can_go_on=self._review is not None,
            busy=self.busy,
            facts=facts,
            trouble=self.trouble(),
            writes=self._lists.writes(self._review.report if self._review else None),
        )

    def _totals(self, review: CategoryReview) -> str:
        things = [thing.change for thing in review.report.things if thing.kind is Kind.ACCOUNTS]
        parts = [self.tr("%n account(s)", "", len(self._table.accounts))]
        for change, count in ((change, things.count(change)) for change in Change):
            if count and change is not Change.UNCHANGED:
                parts.append(self.changes.count(change, count))
        if len(parts) == 1 and not self._lists.wanted:
            parts.append(self.tr("all the same in Pleo"))
        if self._filter.rowCount() != len(self._table.accounts):
            shown = self._filter.rowCount()
            parts.append(self.tr("%n shown", "", shown) if shown else self.tr("nothing fits the search"))
        return ", ".join(parts)
