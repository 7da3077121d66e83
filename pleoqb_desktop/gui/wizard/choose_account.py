"""The fifth page: which account is Pleo's, Pocket, and what an accountant may want otherwise; makes what is asked for, tells Pleo."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pleoqb_desktop.domain.books import Account, Books
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.domain.rules import chart
from pleoqb_desktop.domain.rules.chart import ConventionName, Role
from pleoqb_desktop.gui.forms import FormRow
from pleoqb_desktop.gui.notices import ButtonAction
from pleoqb_desktop.gui.wizard.accounts_words import AccountsWords
from pleoqb_desktop.gui.wizard.accounts_work import AppliedAccounts, FoundAccounts, apply_accounts, find_accounts
from pleoqb_desktop.gui.wizard.answered_company import AnsweredCompany
from pleoqb_desktop.gui.wizard.further_accounts import FurtherAccounts
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.pocket_choice import CREATE, PocketChoice
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.gui.wizard.tables import Cell, Table, table_view
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.ledger import NewAccount
from pleoqb_desktop.ports.settings import AccountWay
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.setup.set_up import Answers, Proposals
from pleoqb_desktop.texts import Texts


class ChooseAccountPage(Page):
    """The accounts that exports need: proposals, each to be kept, changed or made."""

    step = Step.CHOOSE_ACCOUNT

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._words = AccountsWords(self)
        self._accounts: list[Account | NewAccount] = []
        self._shown_for: Books | None = None
        self._table = Table(self)
        self.list = table_view(self, stretched=1)
        self.list.setModel(self._table)
        self.list.horizontalHeader().setSectionsClickable(False)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.changed.emit())
        self._list_row = FormRow(self.list, self)
        self._answered = AnsweredCompany(self)
        self._refresh = QPushButton(self)
        self._refresh.setAutoDefault(False)
        self._refresh.clicked.connect(self._read)
        self._pocket = PocketChoice(self)
        self.pocket, self.pocket_account = self._pocket.used, self._pocket.account
        self._pocket.changed.connect(self.changed)
        self._convention: ConventionName | None = None
        self.further = FurtherAccounts(self)
        self.further.convention_chosen.connect(self._on_convention)
        self.further.chosen.connect(self.changed)
        refresh = QHBoxLayout()
        refresh.addWidget(self._refresh)
        refresh.addStretch(1)
        self.body.addWidget(self._answered)
        self.body.addWidget(self._list_row)
        self.body.addLayout(refresh)
        for part in (self._pocket, self.further):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def retranslate_ui(self) -> None:
        """All words."""
        self._list_row.say(self.tr("&Accounts in QuickBooks"), self.tr("Choose neither your bank nor your usual card."))
        self._refresh.setText(self.tr("Refresh the list"))
        self._pocket.retranslate_ui()
        self.further.retranslate_ui(self.session.texts)
        if self._shown_for:
            self._show_accounts()

    # -- reading ---------------------------------------------------------------------------------

    def enter(self) -> None:
        """The accounts as they are now; what was chosen here before stays chosen."""
        if self.session.books is None or self.session.proposals is None or self._shown_for is not self.session.books:
            self._read()

    def _read(self) -> None:
        if self.session.books is None:  # perhaps another company
            self._convention = None
        program, convention = self.session.program, self._convention

        self.start(
            self.tr("Reading your accounts from QuickBooks…"),
            lambda token: find_accounts(program, convention, token),
            self._on_read,
        )

    def _on_read(self, found: FoundAccounts) -> None:
        session = self.session
        session.books, session.proposals, session.company = found.books, found.proposals, found.books.company
        self._show_accounts()
        self._show_choices()

    def _show_accounts(self) -> None:
        books, proposals = self.session.books, self.session.proposals
        if books is None or proposals is None:
            return
        before = self.chosen
        self._shown_for = books
        standing = proposals.accounts[Role.WALLET]
        self._accounts = _offered(books, proposals.new_wallet)
        header = [self.tr("Number"), self.tr("Name"), self.tr("Currency"), self.tr("Balance")]
        words, texts = (
            self.tr("New: {account}") if standing else self.tr("New: {account} (advised)"),
            self.session.texts,
        )
        self._table.show_rows(header, [_cells(account, books, texts, words) for account in self._accounts])
        self.list.fit()
        self._choose(before, standing)

    def _choose(self, *wanted: Account | NewAccount | None) -> None:
        """The same again, else what was found, else the new one; nothing when the owner has said that it exists."""
        found = (row for one in wanted for row, account in enumerate(self._accounts) if _same(account, one))
        position = next(found, None)
        makes = self.session.account_plan is AccountWay.MAKE and "wallet_account_id" not in self._gone
        if position is None and makes and self._accounts:
            position = 0 if isinstance(self._accounts[0], NewAccount) else None
        if position is not None:
            self.list.selectRow(position)

    def _show_choices(self) -> None:
        books, proposals = self.session.books, self.session.proposals
        if books is None or proposals is None:
            return
        self._pocket.show_used(used=proposals.pocket_used, found=proposals.pocket_found)
        pocket = proposals.accounts[Role.POCKET]
        self._show_pocket(books, proposals, pocket.id if pocket else CREATE)
        self.further.show_proposals(books, proposals)
        self.further.say_conventions(self.session.texts)

    def _show_pocket(self, books: Books, proposals: Proposals, chosen: str) -> None:
        new = proposals.new_pocket
        taken = {account.name.casefold() for account in books.accounts.values()}
        options = [(account.title, account.id) for account in chart.suitable(books, Role.POCKET)]
        if new.name.casefold() not in taken:
            options.insert(0, (self.tr("New: {account}").format(account=_title(new)), CREATE))
        self._pocket.show_accounts(options, chosen, self.further.gone(proposals, "pocket_account_id"))

    # -- answers ---------------------------------------------------------------------------------

    @property
    def chosen(self) -> Account | NewAccount | None:
        """The account of the selected row."""
        rows = self.list.selectionModel().selectedRows()
        return self._accounts[rows[0].row()] if rows and rows[0].row() < len(self._accounts) else None

    @property
    def _gone(self) -> Mapping[str, str]:
        return self.session.proposals.gone if self.session.proposals else {}

    def _on_convention(self, convention: ConventionName) -> None:
        """Another country's chart: what would be made is named and numbered anew; what stands and was chosen stays."""
        books, program = self.session.books, self.session.program
        self._convention = convention
        if books is None:
            return

        def work(token: CancelToken) -> Proposals:
            return program.set_up(token).propose(books, convention)

        def done(proposals: Proposals) -> None:
            pocket = self.pocket_account.currentData()
            self.session.proposals = proposals
            self._show_accounts()
            self._show_pocket(books, proposals, pocket)
            self.further.show_rules(proposals)

        self.start(self.tr("Naming the new accounts…"), work, done)

    def _answers(self) -> Answers:
        chosen = self.chosen
        accounts = self.further.accounts()
        if isinstance(chosen, Account):
            accounts[Role.WALLET] = f"id:{chosen.id}"
        if pocket := self._pocket.reference:
            accounts[Role.POCKET] = pocket
        return Answers(
            accounts=accounts,
            create_wallet=isinstance(chosen, NewAccount),
            create_pocket=self._pocket.makes,
            pocket_used=self.pocket.isChecked(),
            no_tax_code=self.further.no_tax_code(),
            journal_code=self.further.journal_code(),
            time_zone=self.further.time_zone(),
            convention=self._convention,
        )

    def go_on(self) -> None:
        """Makes what is asked for, saves, and writes the bank accounts to Pleo."""
        answers, books, program = self._answers(), self.session.books, self.session.program
        if books is None:
            return
        words = self._words.working(makes=self._makes, by_file=self.session.facts.by_file)
        self.start(words, lambda token: apply_accounts(program, answers, books, token), self._on_applied)

    def _on_applied(self, applied: AppliedAccounts) -> None:
        self.session.books = applied.books
        if applied.problems:
            self.show_problem(applied.problems[0])
            return
        made = [_title(one) for one in applied.made]
        self.session.greetings = tuple(self.tr("Made in QuickBooks: {account}").format(account=name) for name in made)
        self.finished.emit()

    @property
    def _makes(self) -> bool:
        return isinstance(self.chosen, NewAccount) or self._pocket.makes

    @property
    def _waits_for_choice(self) -> bool:
        """Whether a box in sight, or folded away, holds what is no longer offered."""
        return self._pocket.asks_again or self.further.asks_again()

    # -- words -----------------------------------------------------------------------------------

    def button_actions(self, problem: Problem) -> Sequence[ButtonAction]:
        """What is to be chosen further down is shown."""
        if problem.code in {Code.TIME_ZONE_MISSING, Code.TIME_ZONE_UNKNOWN}:
            self.further.open()
        return super().button_actions(problem)

    def state(self) -> PageState:
        """Create and continue when something will be made."""
        self._answered.refresh()
        books = self.session.books
        facts: tuple[str, ...] = ()
        if books is not None and not self.busy:
            offered = chart.suitable(books, Role.WALLET)
            facts = (self.tr("%n account(s) in QuickBooks to choose from", "", len(offered)),)
            if self._waits_for_choice or (self.chosen is None and "wallet_account_id" in self._gone):
                facts = (*facts, self.tr("Something that was chosen is no longer offered: choose again"))
        return PageState(
            self.tr("Where shall your Pleo expenses go?"),
            self.tr("Into an account of their own in QuickBooks: everything paid with Pleo is taken from it."),
            self.tr("Create and continue") if self._makes else self.tr("Continue"),
            can_go_on=self.chosen is not None and books is not None and not self._waits_for_choice,
            busy=self.busy,
            facts=facts,
            trouble=self.trouble(),
            writes=self._writes(),
        )

    def _writes(self) -> str:
        books, proposals = self.session.books, self.session.proposals
        if books is None or proposals is None or self.chosen is None:
            return ""
        plans = [
            (isinstance(self.chosen, NewAccount), proposals.new_wallet),
            (self._pocket.makes, proposals.new_pocket),
        ]
        names = [_title(new) for made, new in plans if made]
        return self._words.writes(names, books.company.name, by_file=self.session.facts.by_file)


def _offered(books: Books, new: NewAccount) -> list[Account | NewAccount]:
    """What can stand for Pleo; a new account first, unless its name is taken."""
    taken = {account.name.casefold() for account in books.accounts.values()}
    return [*([] if new.name.casefold() in taken else [new]), *chart.suitable(books, Role.WALLET)]


def _title(new: NewAccount) -> str:
    return " ".join(part for part in (new.number, new.name) if part)


def _cells(account: Account | NewAccount, books: Books, texts: Texts, to_make: str) -> list[Cell]:
    """A row; `to_make` are the words for an account that does not stand yet."""
    if isinstance(account, NewAccount):
        currency = account.currency or books.company.home_currency
        return [Cell(account.number or ""), Cell(to_make.format(account=_title(account))), Cell(currency), Cell("")]
    currency = books.currency_of(account)
    balance = "" if account.balance is None else texts.amount(account.balance, currency)
    return [
        Cell(account.number or ""),
        Cell(account.full_name or account.name),
        Cell(currency),
        Cell(balance, account.balance or Decimal(0), right=True),
    ]


def _same(one: Account | NewAccount, other: Account | NewAccount | None) -> bool:
    if isinstance(one, Account) and isinstance(other, Account):
        return one.id == other.id
    if isinstance(one, Account) and isinstance(other, NewAccount):
        return one.name == other.name
    return isinstance(one, NewAccount) and isinstance(other, NewAccount)
