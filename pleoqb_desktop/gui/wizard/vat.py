"""The seventh page: the VAT rates switched on in QuickBooks, as Pleo will offer them; writes them to Pleo."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.rules.naming import cut
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import Notice
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.saved_lists import SavedLists
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.gui.wizard.tables import Cell, Table, table_view
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.sync.report import NAME_LENGTH, Change, SyncReport


@dataclass(frozen=True, slots=True)
class _Review:
    books: Books
    report: SyncReport


class VatPage(Page):
    """The VAT rates of QuickBooks as Pleo will offer them."""

    step = Step.VAT

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._review: _Review | None = None
        self._written = False
        self._lists = SavedLists(self, Kind.TAX_CODES)
        self._table = Table(self)
        self.view = table_view(self, stretched=0)
        self.view.setModel(self._table)
        self.view.horizontalHeader().setSectionsClickable(False)
        self._open, self._refresh = QPushButton(self), QPushButton(self)
        self._open.clicked.connect(lambda: session.links.visit(Place.QUICKBOOKS_TAX))
        self._refresh.clicked.connect(self._read_anew)
        self.icons.add(self._open, "link")
        self.icons.add(self._refresh, "refresh")
        self._hint = Notice(Tone.INFO, self)
        row = QHBoxLayout()
        for button in (self._open, self._refresh):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._hint)
        self.body.addLayout(row)

    def retranslate_ui(self) -> None:
        """All words."""
        name_control(self.view, self.tr("VAT rates"))
        self._open.setText(self.tr("Open VAT in QuickBooks"))
        self._refresh.setText(self.tr("Refresh"))
        if self._review:
            self._show(self._review)

    def enter(self) -> None:
        """Both sides, read now."""
        self._written = False
        self._read(self.session.books)

    def _read_anew(self) -> None:
        self.session.greetings = ()
        self._read(None)

    def _read(self, known: Books | None) -> None:
        program, by_file = self.session.program, self._lists.wanted

        def work(token: CancelToken) -> _Review:
            books = known or program.set_up(token).books()
            if by_file:
                return _Review(books, SyncReport())
            return _Review(books, program.preview_sync(books, token, [Kind.TAX_CODES]))

        comparing = self.tr("Comparing your VAT rates with Pleo…")
        self.start(self.tr("Reading your VAT rates…") if by_file else comparing, work, self._on_read)

    def _on_read(self, review: _Review) -> None:
        self.session.books, self._review = review.books, review
        self._show(review)

    def _show(self, review: _Review) -> None:
        books, texts = review.books, self.session.texts
        changes = {thing.name: thing.change for thing in review.report.things if thing.kind is Kind.TAX_CODES}
        day = self.session.program.today()
        offered = (code for code in books.tax_codes.values() if code.offered)
        codes = sorted(offered, key=lambda code: (books.rate(code, day), code.name))
        rows = []
        for code in codes:
            rate = books.rate(code, day)
            kind = (
                self.tr("reverse charge: you declare the VAT yourself")
                if books.is_reverse_charge(code, day)
                else self.tr("normal")
            )
            change = changes.get(cut(code.name, NAME_LENGTH), changes.get(code.name, Change.UNCHANGED))
            rows.append(
                [
                    Cell(code.name),
                    Cell(texts.percent(rate), rate, right=True),
                    Cell(kind),
                    Cell(self.changes.word(change), change=change),
                ]
            )
        header = [self.tr("Name"), self.tr("Rate"), self.tr("Type"), self.tr("In Pleo")]
        if self._lists.wanted:  # nobody can look into Pleo
            header, rows = header[:-1], [cells[:-1] for cells in rows]
        self._table.show_rows(header, rows)
        self.view.fit()
        used = books.company.taxes_purchases
        for part in (self.view, self._open, self._refresh):
            part.setVisible(used)
        if used:
            self._hint.show_words(
                self.tr("Is a rate missing?"),
                self.tr("In QuickBooks: VAT → Edit VAT → switch the rate on. Then press Refresh here."),
            )
        else:
            self._hint.show_words(
                self.tr("Your company does not use VAT on purchases in QuickBooks: nothing to do here.")
            )

    def go_on(self) -> None:
        """Writes the rates; what Pleo refuses is told once, and is no reason to stay."""
        if self._written:
            self.finished.emit()
            return
        if self._lists.wanted and self._review is not None:
            books = self._review.books
            self._lists.save(lambda _: books)
            return
        program = self.session.program

        def work(token: CancelToken) -> SyncReport:
            return program.reference_sync(token).run([Kind.TAX_CODES])

        self.start(self.tr("Sending the VAT rates to Pleo…"), work, self._on_done)

    def _on_done(self, report: SyncReport) -> None:
        self._written = True
        if report.problems:
            self.show_problem(report.problems[0])
            return
        if self._table.rowCount():
            self.session.greetings = (self.tr("%n VAT rate(s) sent to Pleo", "", self._table.rowCount()),)
        self.finished.emit()

    def state(self) -> PageState:
        """How many, and what is new."""
        facts: tuple[str, ...] = ()
        if self._review and not self.busy and self._table.rowCount():
            new = sum(1 for thing in self._review.report.things if thing.change is Change.CREATED)
            words = self.tr("%n rate(s) switched on in QuickBooks", "", self._table.rowCount())
            facts = (f"{words}, {self.changes.count(Change.CREATED, new)}" if new else words,)
        return PageState(
            self.tr("Review the VAT rates"),
            self.tr(
                "Pleo offers exactly the rates that are switched on in QuickBooks, so that your VAT is right to the cent."
            ),
            self._lists.main(self._review.report if self._review else None),
            can_go_on=self._review is not None,
            busy=self.busy,
            facts=facts,
            trouble=self.trouble(),
            writes=self._lists.writes(self._review.report if self._review else None),
        )
