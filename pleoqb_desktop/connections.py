"""The lasting connections of one profile: transports, their pace, the sign-in, and the clients that speak through them."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from pleoqb_desktop import __version__
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError, SetupIncompleteError
from pleoqb_desktop.ports.settings import Settings, SettingsStore
from pleoqb_desktop.ports.system import Clock, Locks, SecretName, Secrets
from pleoqb_desktop.services.http.pace_memory import PaceMemory
from pleoqb_desktop.services.http.pacing import Pacer, Tally
from pleoqb_desktop.services.http.transport import Transport
from pleoqb_desktop.services.intuit.endpoint import GrantRefusedError, IntuitAddresses, IntuitEndpoint, IntuitKeys
from pleoqb_desktop.services.intuit.receiver import PATH as CALLBACK_PATH
from pleoqb_desktop.services.intuit.receiver import PORTS
from pleoqb_desktop.services.intuit.sign_in import IntuitSignIn
from pleoqb_desktop.services.pleo import client as pleo
from pleoqb_desktop.services.quickbooks import client as quickbooks
from pleoqb_desktop.services.storage.profile import Endpoints
from pleoqb_desktop.setup.installation import PleoInstallation

USER_AGENT = f"PleoQB-Desktop/{__version__}"


class Connections:
    """Made once for a profile, ended with it; the sign-in is made anew when the keys of the Intuit app change."""

    def __init__(
        self,
        endpoints: Endpoints,
        settings: SettingsStore,
        secrets: Secrets,
        locks: Locks,
        clock: Clock,
        environ: Mapping[str, str],
        pace: Path,
        intuit_keys: tuple[str, str] | None,
    ) -> None:
        """`pace` is the file that remembers recent requests; `intuit_keys` are those of practice, None for a real company."""
        self.endpoints = endpoints
        self.secrets = secrets
        self._settings = settings
        self._locks = locks
        self._clock = clock
        self._environ = environ
        self._intuit_keys = intuit_keys
        self._pleo_tally, self._quickbooks_tally = Tally(), Tally()
        self._pleo_pacer = Pacer(pleo.LIMITS, pleo.AT_ONCE, clock)
        self._quickbooks_pacer = Pacer(quickbooks.LIMITS, quickbooks.AT_ONCE, clock, gap=quickbooks.GAP)
        pacers = {"pleo": self._pleo_pacer, "quickbooks": self._quickbooks_pacer}
        self._pace = PaceMemory(pace, pacers, clock)
        self._pace.recall()
        self.installation = PleoInstallation(lambda: self.spend(CancelToken()), settings)
        self._intuit = IntuitEndpoint(self._intuit_addresses(), clock, USER_AGENT)
        self.sign_in = self._build_sign_in()
        self._pleo_transport = self._transport_pleo(
            lambda: self.secrets.get(SecretName.PLEO_API_KEY, endpoints.pleo.api)
        )
        self._quickbooks_transport = self._transport_quickbooks()

    def close(self) -> None:
        """Ends what is open."""
        self._pleo_transport.close()
        self._quickbooks_transport.close()
        self._pace.keep()

    def request_counts(self) -> tuple[int, int, int]:
        """Requests so far: to Pleo, to QuickBooks, the metered ones among the latter."""
        return self._pleo_tally.requests, self._quickbooks_tally.requests, self._quickbooks_tally.metered

    # -- Pleo ------------------------------------------------------------------------------------

    def spend(self, cancel: CancelToken) -> pleo.PleoClient:
        """Pleo, with the kept key and company."""
        return pleo.PleoClient(self._pleo_transport, lambda: self._settings.load().pleo_company_id, cancel)

    def spend_with(self, key: str) -> pleo.PleoClient:
        """Pleo, with a key that is only tried."""
        return pleo.PleoClient(self._transport_pleo(lambda: key), lambda: None)

    def _transport_pleo(self, key: Callable[[], str | None]) -> Transport:
        return Transport(
            self.endpoints.pleo.api,
            pleo.ApiKeyAuth(key),
            self._pleo_pacer,
            self._pleo_tally,
            self._clock,
            Code.PLEO_UNREACHABLE,
            user_agent=USER_AGENT,
        )

    # -- QuickBooks ------------------------------------------------------------------------------

    def ledger(self, cancel: CancelToken, realm_id: str | None = None) -> quickbooks.QuickBooksClient:
        """QuickBooks, with the kept sign-in. Raises SetupIncompleteError when it was never connected."""
        realm_id = realm_id or self._settings.load().realm_id
        if realm_id is None:
            raise SetupIncompleteError(problem(Code.QUICKBOOKS_NOT_CONNECTED))
        return quickbooks.QuickBooksClient(
            self._quickbooks_transport, realm_id, self.endpoints.quickbooks.web, cancel=cancel
        )

    def ledger_addresses(self) -> quickbooks.QuickBooksClient:
        """QuickBooks, only to tell where a person sees an entry: no company is needed for that."""
        return quickbooks.QuickBooksClient(self._quickbooks_transport, "", self.endpoints.quickbooks.web)

    def replace_secrets(self, secrets: Secrets) -> None:
        """Another password store, for instance one that lasts as long as the program."""
        self.secrets = secrets
        self.renew_sign_in()

    def renew_sign_in(self) -> None:
        """The owner's own Intuit app was entered: the sign-in is built anew."""
        self.sign_in = self._build_sign_in()
        self._quickbooks_transport = self._transport_quickbooks()

    def redirect_addresses(self) -> tuple[str, ...]:
        """What the owner of an Intuit app registers with Intuit: the relay page where there is one, else the receiver's own."""
        relay = self.endpoints.quickbooks.redirect
        return (relay,) if relay else tuple(f"http://localhost:{port}{CALLBACK_PATH}" for port in PORTS)

    def try_intuit_keys(self, client_id: str, client_secret: str) -> None:
        """Asks Intuit whether it knows these keys, as far as that goes without a person.

        Raises SignInAgainError(INTUIT_KEYS_REFUSED), UnavailableError.
        """
        with suppress(GrantRefusedError):  # known keys get as far as a code that does not exist
            self._intuit.exchange(IntuitKeys(client_id, client_secret), "0", self.redirect_addresses()[0])

    def _intuit_addresses(self) -> IntuitAddresses:
        addresses = self.endpoints.quickbooks
        return IntuitAddresses(
            addresses.authorize, addresses.token, addresses.revoke, addresses.redirect, addresses.discovery
        )

    def _build_sign_in(self) -> IntuitSignIn:
        return IntuitSignIn(
            self._intuit,
            self._client_id(),
            self._client_secret,
            self.secrets,
            self._locks,
            self._clock,
            self.installation.sign_in_ended,
        )

    def _transport_quickbooks(self) -> Transport:
        return Transport(
            self.endpoints.quickbooks.api,
            self.sign_in,
            self._quickbooks_pacer,
            self._quickbooks_tally,
            self._clock,
            Code.QUICKBOOKS_UNREACHABLE,
            user_agent=USER_AGENT,
        )

    def _client_id(self) -> str | None:
        if self._intuit_keys:
            return self._intuit_keys[0]
        return self._environ.get("PLEOQB_INTUIT_CLIENT_ID") or self._saved(lambda settings: settings.intuit_client_id)

    def _client_secret(self) -> str | None:
        if self._intuit_keys:
            return self._intuit_keys[1]
        return self._environ.get("PLEOQB_INTUIT_CLIENT_SECRET") or self.secrets.get(
            SecretName.INTUIT_CLIENT_SECRET, self.endpoints.quickbooks.token
        )

    def lends_secret(self) -> bool:
        """Whether the secret of the owner's Intuit app comes from this environment alone, so that a start in another one lacks it. Raises
        KnownError when the password store cannot be read."""
        lent = None if self._intuit_keys else self._environ.get("PLEOQB_INTUIT_CLIENT_SECRET")
        return bool(lent) and not self.secrets.get(SecretName.INTUIT_CLIENT_SECRET, self.endpoints.quickbooks.token)

    def _saved(self, member: Callable[[Settings], str | None]) -> str | None:
        try:
            return member(self._settings.load())
        except KnownError:
            return None  # a damaged file is told where settings are needed
