"""What must be known before anything can be exported, and the posting settings that follow from the owner's choices."""

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.naming import MemoWords
from pleoqb_desktop.domain.rules.posting import PostingSettings
from pleoqb_desktop.ports.errors import SetupIncompleteError, SignInAgainError
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.setup.choices import CHOICES

COMMON_VENDOR = "Pleo"


def missing(settings: Settings, *, pleo_connected: bool, quickbooks_connected: bool) -> tuple[str, ...]:
    """Names of what set-up still lacks, in the order of the wizard; empty when it is complete (design.md 7, `status`)."""
    connections = {
        "pleo": settings.door is Door.FILE or (pleo_connected and settings.pleo_company_id is not None),
        "quickbooks": quickbooks_connected and settings.realm_id is not None,
    }
    unconnected = [name for name, connected in connections.items() if not connected]
    undecided = [choice.missing for choice in CHOICES if choice.missing and choice.lacks and choice.lacks(settings)]
    return (*unconnected, *undecided)


class Readiness:
    """Whether an export, a sync or a comparison can begin."""

    def __init__(self, settings: Settings, *, pleo_connected: bool, quickbooks_connected: bool) -> None:
        self._settings = settings
        self._pleo_connected = pleo_connected
        self._quickbooks_connected = quickbooks_connected

    def missing(self) -> tuple[str, ...]:
        """Names of what set-up still lacks, as `missing` tells them."""
        return missing(
            self._settings, pleo_connected=self._pleo_connected, quickbooks_connected=self._quickbooks_connected
        )

    def check(self) -> None:
        """Raises SignInAgainError when a connection that was there is gone, SetupIncompleteError when a choice is missing."""
        lacking = self.missing()
        if "pleo" in lacking and self._settings.pleo_company_id:
            raise SignInAgainError(problem(Code.PLEO_NOT_CONNECTED))
        if "quickbooks" in lacking and self._settings.realm_id:
            raise SignInAgainError(problem(Code.QUICKBOOKS_SIGN_IN_ENDED))
        if lacking:
            raise SetupIncompleteError(problem(Code.SETUP_INCOMPLETE, missing=", ".join(lacking)))


def pleo_company(settings: Settings) -> str:
    """Pleo's id of the company; a file does not tell one, so that without a key it is empty on both sides."""
    return settings.pleo_company_id or ""


def posting_settings(settings: Settings, words: MemoWords) -> PostingSettings:
    """The rules' view of the settings. Raises SetupIncompleteError when something needed was never chosen."""
    lacking = missing(settings, pleo_connected=True, quickbooks_connected=True)
    if settings.wallet_account_id is None or settings.time_zone is None or lacking:
        raise SetupIncompleteError(problem(Code.SETUP_INCOMPLETE, missing=", ".join(lacking)))
    return PostingSettings(
        pleo_company_id=pleo_company(settings),
        wallet_account_id=settings.wallet_account_id,
        time_zone=settings.time_zone,
        pocket_account_id=settings.pocket_account_id if settings.pocket_used else None,
        funding_account_id=settings.funding_account_id,
        fees_account_id=settings.fees_account_id,
        cash_account_id=settings.cash_account_id,
        employees_account_id=settings.employees_account_id,
        external_reimbursement_account_id=settings.external_reimbursement_account_id,
        no_tax_code_id=settings.no_tax_code_id,
        journal_code_id=settings.journal_code_id,
        start_date=settings.start_date,
        closed_periods=settings.closed_periods,
        single_vendor=COMMON_VENDOR if settings.single_vendor else None,
        words=words,
    )


def check_books(settings: PostingSettings, books: Books) -> None:
    """What every expense needs still stands in the books (design.md 4.7): the accounts of wallet and Pocket, the code for no VAT.

    Raises SetupIncompleteError, which names it: forty expenses would fail for it otherwise.
    """
    for role, account_id in (("wallet", settings.wallet_account_id), ("pocket", settings.pocket_account_id)):
        account = books.accounts.get(account_id or "")
        if account_id and account is None:
            raise SetupIncompleteError(problem(Code.CONFIGURED_ACCOUNT_MISSING, role=role))
        if account and not account.active:
            raise SetupIncompleteError(problem(Code.ACCOUNT_INACTIVE, category=role, account=account.title))
    code = books.tax_codes.get(settings.no_tax_code_id or "")
    if code and not code.active:
        raise SetupIncompleteError(problem(Code.TAX_CODE_INACTIVE, tax_code=code.name))
