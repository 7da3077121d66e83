"""Which QuickBooks account is meant by a line, a role or the wallet, and whether it takes the item's currency."""

from pleoqb_desktop.domain.books import Account, AccountType, Books
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.inputs import PostingSettings
from pleoqb_desktop.domain.rules.items import Spend
from pleoqb_desktop.domain.spend import LedgerAccountName, SpendLine, SpendType

_MONEY_TYPES = frozenset({AccountType.BANK, AccountType.CREDIT_CARD})
_UNMOVABLE_TYPES = frozenset({AccountType.ACCOUNTS_PAYABLE, AccountType.ACCOUNTS_RECEIVABLE, AccountType.NON_POSTING})


class AccountRules:
    """The accounts of one item (design.md 3, Accounts and Currency). Every method raises HoldError where there is none."""

    def __init__(self, spend: Spend, books: Books, settings: PostingSettings) -> None:
        self._spend = spend
        self._books = books
        self._settings = settings

    def named(self, name: LedgerAccountName | None) -> Account | None:
        """By identifier (the QuickBooks id we synced), else by number; None when nothing is found."""
        if name is None:
            return None
        if name.identifier and (found := self._books.accounts.get(name.identifier)):
            return found
        return self._books.account_by_number(name.code) if name.code else None

    def of_line(self, line: SpendLine) -> Account:
        """The account a line is booked on."""
        account, name = self.named(line.account), line.account
        if account is None and name is None:
            account = self._default()
        if account is None:
            raise HoldError(
                problem(Code.ACCOUNT_UNKNOWN, category=name.name, account=name.code or name.identifier or name.name)
                if name
                else problem(Code.ACCOUNT_MISSING)
            )
        if not account.active:
            category = name.name if name else account.name
            raise HoldError(problem(Code.ACCOUNT_INACTIVE, category=category, account=account.title))
        self.check_movable(account)
        self.check_currency(account, or_home=True)
        return account

    def _default(self) -> Account | None:
        if self._spend.type is SpendType.PERSONAL_SPEND:
            return self.employees()
        if self._spend.type is SpendType.FEE and self._settings.fees_account_id:
            return self._chosen(self._settings.fees_account_id, "fees")
        return None

    def wallet(self) -> Account:
        """The item's contra account when it is a money account of the item's currency, else the configured one."""
        contra = self.named(self._spend.item.contra_account)
        currency = self._spend.currency
        if contra and contra.active and contra.type in _MONEY_TYPES and self._books.currency_of(contra) == currency:
            self._check_books_currency()
            return contra
        wallet = self._chosen(self._settings.wallet_account_id, "wallet")
        if wallet.type not in _MONEY_TYPES:
            raise HoldError(problem(Code.ACCOUNT_TYPE, account=wallet.title, account_type=wallet.type))
        self.check_currency(wallet)
        return wallet

    def pocket(self) -> Account:
        """What employees paid themselves."""
        return self._chosen(self._settings.pocket_account_id, "pocket")

    def funding(self) -> Account:
        """Where the wallet's money comes from and returns to."""
        return self._chosen(self._settings.funding_account_id, "funding")

    def external_reimbursement(self) -> Account:
        """What reimburses employees outside Pleo."""
        return self._chosen(self._settings.external_reimbursement_account_id, "external_reimbursement")

    def employees(self) -> Account:
        """Amounts owed by employees: the Pocket account unless another is chosen (design.md 3)."""
        return self._chosen(self._settings.employees_account_id or self._settings.pocket_account_id, "employees")

    def cash(self) -> Account:
        """Cash in hand: employees unless another is chosen (design.md 3)."""
        cash_id = self._settings.cash_account_id
        return self._chosen(cash_id, "cash") if cash_id else self.employees()

    def payables(self, account_id: str | None = None) -> Account:
        """The account of amounts owed to vendors, by id when a document names it, else the first of the currency."""
        if account_id and (named := self._books.accounts.get(account_id)):
            return named
        found = [
            a
            for a in self._books.accounts.values()
            if a.active
            and a.type == AccountType.ACCOUNTS_PAYABLE
            and self._books.currency_of(a) == self._spend.currency
        ]
        if not found:
            raise HoldError(problem(Code.CONFIGURED_ACCOUNT_MISSING, role="payables"))
        return min(found, key=lambda a: (a.number or "", len(a.id), a.id))

    def _chosen(self, account_id: str | None, role: str) -> Account:
        account = self._books.accounts.get(account_id or "")
        if account is None:
            raise HoldError(problem(Code.CONFIGURED_ACCOUNT_MISSING, role=role))
        if not account.active:
            raise HoldError(problem(Code.ACCOUNT_INACTIVE, category=role, account=account.title))
        return account

    def check_movable(self, account: Account) -> None:
        """Payables and receivables take a line only with whom it concerns (quickbooks.md 14), which we cannot know."""
        if account.type in _UNMOVABLE_TYPES:
            raise HoldError(problem(Code.ACCOUNT_TYPE, account=account.title, account_type=account.type))

    def check_currency(self, account: Account, *, or_home: bool = False) -> None:
        """The account and the entry agree (CUR-07); income and expense accounts are always in home currency."""
        self._check_books_currency()
        kept, currency = self._books.currency_of(account), self._spend.currency
        if kept != currency and not (or_home and kept == self._books.company.home_currency):
            raise HoldError(
                problem(Code.CURRENCY_MISMATCH, account=account.title, account_currency=kept, currency=currency)
            )

    def _check_books_currency(self) -> None:
        company, currency = self._books.company, self._spend.currency
        if currency != company.home_currency and not company.multi_currency:
            raise HoldError(problem(Code.CURRENCY_NOT_IN_BOOKS, currency=currency, home=company.home_currency))
