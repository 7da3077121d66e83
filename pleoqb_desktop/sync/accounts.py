"""QuickBooks' accounts into Pleo's chart: which are offered, written by id, archived only where we wrote them (COA)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pleoqb_desktop.domain.books import Account, AccountType, Books
from pleoqb_desktop.domain.rules.naming import cut
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SpendRefusal
from pleoqb_desktop.ports.reference import Kind, PleoAccount, SpendReference
from pleoqb_desktop.ports.settings import Settings, SettingsStore
from pleoqb_desktop.setup.choices import names_by_number
from pleoqb_desktop.sync.report import NAME_LENGTH, Change, SyncReport


class AccountSync:
    """Accounts of one sync."""

    def __init__(
        self,
        reference: SpendReference,
        settings: SettingsStore,
        report: SyncReport,
        cancel: CancelToken,
        on_progress: Callable[[int, int], None],
    ) -> None:
        self._reference = reference
        self._store = settings
        self._report = report
        self._cancel = cancel
        self._on_progress = on_progress

    def write_all(self, books: Books, settings: Settings) -> None:
        """Writes what differs, and archives what is offered no longer."""
        standing = {account.external_id: account for account in self._reference.accounts()}
        offered = offered_accounts(books, settings)
        wanted = {one.id: self._pleo_account(one, books, settings, standing.get(one.id)) for one in offered}
        written = {*settings.written_accounts, *self._write(wanted, standing)}
        self._archive_accounts(standing, wanted, set(settings.written_accounts))
        if written != set(settings.written_accounts):
            self._store.update(written_accounts=tuple(sorted(written)))

    def write_banks(self, books: Books, settings: Settings) -> None:
        """Writes only the accounts that must be chosen as contra accounts (COA-12); archives nothing."""
        chosen = offered_accounts(books, replace(settings, account_types=(), accounts_in=()))
        standing = {account.external_id: account for account in self._reference.accounts()}
        wanted = {one.id: self._pleo_account(one, books, settings, standing.get(one.id)) for one in chosen}
        written = self._write(wanted, standing)
        self._store.update(written_accounts=tuple(sorted({*settings.written_accounts, *written})))

    def _write(self, wanted: Mapping[str, PleoAccount], standing: Mapping[str, PleoAccount]) -> set[str]:
        """Updates what stands, makes the rest; the ids of all that Pleo took."""
        to_create = [account for external_id, account in wanted.items() if external_id not in standing]
        self._write_accounts(wanted, standing)
        try:
            refused = dict(self._reference.create_accounts(to_create)) if to_create else {}
        except SpendRefusal as refusal:  # the whole batch
            refused = dict.fromkeys((one.external_id for one in to_create), refusal.message or str(refusal.status))
        for account in to_create:
            if account.external_id in refused:
                self._report.refused(Kind.ACCOUNTS, account.name, refused[account.external_id])
            else:
                self._report.note(Kind.ACCOUNTS, Change.CREATED, account.name)
        return set(wanted) - set(refused)

    def _pleo_account(
        self, account: Account, books: Books, settings: Settings, there: PleoAccount | None
    ) -> PleoAccount:
        """`there` as it stands in Pleo: where QuickBooks names no VAT for it that is offered, what a person chose stays."""
        numbers = names_by_number(settings, books.company)
        named = (account.tax_code_id, there.tax_code_external_id if there else None)
        codes = (books.tax_codes.get(code_id or "") for code_id in named)
        offered = (code.id for code in codes if code and code.offered and books.company.taxes_purchases)
        tax_code = next(offered, None)
        name = cut(account.full_name or account.name, NAME_LENGTH)
        return PleoAccount(
            "", account.id, name, account.number if numbers else None, archived=False, tax_code_external_id=tax_code
        )

    def _write_accounts(self, wanted: Mapping[str, PleoAccount], standing: Mapping[str, PleoAccount]) -> None:
        both = [(account, standing[external_id]) for external_id, account in wanted.items() if external_id in standing]
        for number, (account, there) in enumerate(both, 1):
            self._cancel.check()
            self._on_progress(number, len(wanted))
            target = replace(account, id=there.id, metadata=there.metadata)
            if target == there:
                self._report.note(Kind.ACCOUNTS, Change.UNCHANGED, account.name)
                continue
            change = Change.UNARCHIVED if there.archived else Change.UPDATED
            self._report.attempt(Kind.ACCOUNTS, change, self._reference.update_account, target, account.name)

    def _archive_accounts(
        self,
        standing: Mapping[str, PleoAccount],
        wanted: Mapping[str, PleoAccount],
        written: set[str],
    ) -> None:
        """Only accounts that this program wrote, and never one that is chosen as contra account (pleo.md 5)."""
        gone = [
            a for a in standing.values() if a.external_id not in wanted and a.external_id in written and not a.archived
        ]
        if not gone:
            return
        contra = self._reference.contra_accounts([account.external_id for account in gone])
        for account in gone:
            if account.external_id not in contra:
                target = replace(account, archived=True)
                self._report.attempt(
                    Kind.ACCOUNTS, Change.ARCHIVED, self._reference.update_account, target, account.name
                )


def offered_accounts(books: Books, settings: Settings) -> list[Account]:
    """Accounts that people see in Pleo: by type, single ones in or out, and those to be chosen as contra accounts (COA-12)."""
    needed = {settings.wallet_account_id, settings.pocket_account_id, settings.external_reimbursement_account_id}
    return [
        account
        for account in books.accounts.values()
        if account.active
        and (
            account.id in needed
            or account.id in settings.accounts_in
            or (
                account.id not in settings.accounts_out
                and (account.type in settings.account_types or holds_other_currency(account, books))
            )
        )
    ]


def holds_other_currency(account: Account, books: Books) -> bool:
    """Whether it can stand for a wallet of Pleo's in another currency than the company's: each has a contra account (CUR-08)."""
    return (
        books.company.multi_currency
        and account.type in {AccountType.BANK, AccountType.CREDIT_CARD}
        and books.currency_of(account) != books.company.home_currency
    )
