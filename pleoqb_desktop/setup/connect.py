"""Connecting the two services: a key checked before it is kept, a sign-in that stays with its company."""

from collections.abc import Callable
from typing import Protocol

from pleoqb_desktop.domain.books import Company
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import PleoCompany
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError, SetupIncompleteError, SignInAgainError
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.settings import Door, SettingsStore
from pleoqb_desktop.ports.spend import PleoConnection
from pleoqb_desktop.ports.system import SecretName, Secrets
from pleoqb_desktop.setup.choices import Side, forgotten_with
from pleoqb_desktop.setup.installation import PleoInstallation

_LONGEST_KEY = 1000


class ConnectPleo:
    """Takes an API key (KEY-05, KEY-07, KEY-08, KEY-15)."""

    def __init__(
        self, connection: Callable[[str], PleoConnection], secrets: Secrets, settings: SettingsStore, address: str
    ) -> None:
        """`connection` makes one for a key; `address` is the service the key is bound to."""
        self._connection = connection
        self._secrets = secrets
        self._settings = settings
        self._address = address

    def connect(self, key: str) -> PleoCompany:
        """Checks the key, keeps it, and remembers its company.

        Raises SignInAgainError for a key that is empty, refused, lacks permissions, or belongs to another company than the one
        connected before; SetupIncompleteError without a safe password store. Nothing is kept then.
        """
        key = key.strip()
        if not key or len(key) > _LONGEST_KEY or not key.isprintable() or not key.isascii() or " " in key:
            raise SignInAgainError(problem(Code.PLEO_KEY_EMPTY))
        connection = self._connection(key)
        company = connection.check()
        known = self._settings.load()
        if known.pleo_company_id and known.pleo_company_id.lower() != company.id.lower():
            raise SignInAgainError(
                problem(
                    Code.PLEO_OTHER_COMPANY,
                    company=company.name,
                    known=known.pleo_company_name or known.pleo_company_id,
                )
            )
        if lacking := connection.missing_scopes():
            raise SignInAgainError(problem(Code.PLEO_KEY_SCOPES, scopes=", ".join(lacking)))
        self._secrets.set(SecretName.PLEO_API_KEY, self._address, key)
        self._settings.update(
            pleo_company_id=company.id,
            pleo_company_name=company.name,
            pleo_activated=False,
            pleo_told_ended=False,
            door=Door.KEY,
        )
        return company

    def without_key(self) -> None:
        """This company's expenses come by Pleo's own file; a key that is kept stays (design.md 7)."""
        self._settings.update(door=Door.FILE)

    def connected(self) -> bool:
        """Whether a key is kept for this service."""
        return self._secrets.get(SecretName.PLEO_API_KEY, self._address) is not None

    def disconnect(self) -> bool:
        """Removes the installation and forgets the key; settings stay. False when Pleo could not be told."""
        key = self._secrets.get(SecretName.PLEO_API_KEY, self._address)
        told = True
        if key:
            try:
                self._connection(key).remove()
            except KnownError:
                told = False
        self._secrets.forget(SecretName.PLEO_API_KEY, self._address)
        return told


class SignIn(Protocol):
    """Intuit's sign-in, as the adapter offers it."""

    def redirect_uri(self, receiver: str) -> str:
        """Where Intuit shall send the browser: the relay page where there is one, else the receiver."""

    def begin(self, redirect_uri: str, state: str, cancel: CancelToken | None = None) -> str:
        """The address to open in the browser. Raises SetupIncompleteError without an Intuit app's keys, Cancelled."""

    def finish(self, code: str, realm_id: str, redirect_uri: str) -> None:
        """Exchanges the code and keeps the sign-in."""

    def revoke(self) -> bool:
        """Ends and forgets it; False when Intuit could not be told."""


class Answer(Protocol):
    """What the browser brought."""

    @property
    def code(self) -> str:
        """For one exchange."""

    @property
    def realm_id(self) -> str:
        """The company it is for."""


class Callback(Protocol):
    """Where the browser brings the answer."""

    @property
    def redirect_uri(self) -> str:
        """The receiver's own address."""

    @property
    def state(self) -> str:
        """The single-use value that ties the answer to this sign-in."""

    def wait(self, cancel: CancelToken) -> Answer:
        """Raises SignInAgainError when the sign-in was denied or abandoned, Cancelled."""


class ConnectQuickBooks:
    """Signs in with Intuit and reads the company."""

    def __init__(
        self,
        sign_in: SignIn,
        ledger: Callable[[str], Ledger],
        settings: SettingsStore,
        installation: PleoInstallation,
    ) -> None:
        """`ledger` makes a client for a realm."""
        self._sign_in = sign_in
        self._ledger = ledger
        self._settings = settings
        self._installation = installation

    def address(self, callback: Callback, cancel: CancelToken | None = None) -> str:
        """What to open in the browser. Raises SetupIncompleteError without an Intuit app's keys, Cancelled."""
        return self._sign_in.begin(self._sign_in.redirect_uri(callback.redirect_uri), callback.state, cancel)

    def finish(
        self, callback: Callback, cancel: CancelToken, confirm: Callable[[Company], bool] = lambda _company: True
    ) -> Company:
        """Waits for the browser's answer, exchanges it, reads the company and remembers it.

        `confirm` shows a company that was not connected before: the sign-in's address stands in the browser's arguments, where
        another user of this computer may read it and answer first. Raises SignInAgainError when the sign-in was denied, abandoned,
        or is for another company than before (the code is not even exchanged then), or when the company is not confirmed
        (QUICKBOOKS_NOT_CONFIRMED; the sign-in is ended and nothing is kept).
        """
        answer = callback.wait(cancel)
        realm_id = answer.realm_id
        known = self._settings.load()
        if known.realm_id and known.realm_id != realm_id:
            raise SignInAgainError(
                problem(Code.QUICKBOOKS_OTHER_COMPANY, known=known.company_name or known.realm_id, realm=realm_id)
            )
        self._sign_in.finish(answer.code, realm_id, self._sign_in.redirect_uri(callback.redirect_uri))
        company = self._ledger(realm_id).company()
        if known.realm_id is None and not confirm(company):
            self._sign_in.revoke()
            raise SignInAgainError(problem(Code.QUICKBOOKS_NOT_CONFIRMED, company=company.name))
        self._settings.update(
            realm_id=realm_id,
            company_name=company.name,
            country=company.country,
            home_currency=company.home_currency,
        )
        self._installation.signed_in_again()
        return company

    def disconnect(self) -> bool:
        """Revokes and forgets the sign-in; settings stay. False when Intuit could not be told."""
        self._installation.signed_out()
        return self._sign_in.revoke()


class KeepIntuitKeys:
    """Takes the keys of the owner's own Intuit app."""

    def __init__(
        self, tried: Callable[[str, str], None], secrets: Secrets, settings: SettingsStore, address: str
    ) -> None:
        """`tried` asks Intuit; `address` is the service the secret is bound to."""
        self._tried = tried
        self._secrets = secrets
        self._settings = settings
        self._address = address

    def keep(self, client_id: str, client_secret: str) -> None:
        """Tries the keys, then keeps them.

        Raises SetupIncompleteError when one is empty or there is no safe password store, SignInAgainError(INTUIT_KEYS_REFUSED),
        UnavailableError; nothing is kept then.
        """
        client_id, client_secret = client_id.strip(), client_secret.strip()
        if not client_id or not client_secret:
            raise SetupIncompleteError(problem(Code.INTUIT_KEYS_MISSING))
        self._tried(client_id, client_secret)
        self._secrets.set(SecretName.INTUIT_CLIENT_SECRET, self._address, client_secret)
        self._settings.update(intuit_client_id=client_id)


def start_over(settings: SettingsStore, *, pleo: bool, quickbooks: bool) -> None:
    """Forgets which companies were connected and what was chosen for them: the other way out of a wrong company."""
    changes: dict[str, object] = {}
    for side, wanted in ((Side.PLEO, pleo), (Side.QUICKBOOKS, quickbooks)):
        if wanted:
            changes |= forgotten_with(side)
    settings.update(**changes, wizard_done=False)
