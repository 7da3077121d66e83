"""Where buttons lead outside the program: known pages of the two services, and the only door to the browser."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from pleoqb_desktop.texts import Action

_HOSTS = ("pleo.io", "intuit.com")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Place(StrEnum):
    """Pages a person is sent to."""

    PLEO = "pleo"
    PLEO_API_KEYS = "pleo_api_keys"
    PLEO_ACCOUNTING = "pleo_accounting"
    PLEO_CONTRA_ACCOUNTS = "pleo_contra_accounts"
    PLEO_CATEGORIES = "pleo_categories"
    PLEO_EXPORT = "pleo_export"
    QUICKBOOKS = "quickbooks"
    QUICKBOOKS_ACCOUNTS = "quickbooks_accounts"
    QUICKBOOKS_TAX = "quickbooks_tax"
    QUICKBOOKS_SETTINGS = "quickbooks_settings"
    QUICKBOOKS_VENDORS = "quickbooks_vendors"
    INTUIT_APPS = "intuit_apps"


# Pages below QuickBooks' web address. Pleo publishes no addresses of its settings pages: its start page is opened, and the words
# beside the button say the way from there.
_QUICKBOOKS_PATHS: dict[Place, str] = {
    Place.QUICKBOOKS: "/app/homepage",
    Place.QUICKBOOKS_ACCOUNTS: "/app/chartofaccounts",
    Place.QUICKBOOKS_TAX: "/app/tax",
    Place.QUICKBOOKS_SETTINGS: "/app/settings",
    Place.QUICKBOOKS_VENDORS: "/app/vendors",
}
_INTUIT_APPS = "https://developer.intuit.com/app/developer/dashboard"

_OF_ACTIONS: dict[Action, Place] = {
    Action.OPEN_ACCOUNT: Place.QUICKBOOKS_ACCOUNTS,
    Action.OPEN_PLEO_SETTINGS: Place.PLEO_API_KEYS,
    Action.OPEN_PLEO_CONTRA_ACCOUNTS: Place.PLEO_CONTRA_ACCOUNTS,
    Action.OPEN_QUICKBOOKS: Place.QUICKBOOKS,
    Action.OPEN_QUICKBOOKS_TAX: Place.QUICKBOOKS_TAX,
    Action.OPEN_QUICKBOOKS_SETTINGS: Place.QUICKBOOKS_SETTINGS,
    Action.OPEN_QUICKBOOKS_VENDORS: Place.QUICKBOOKS_VENDORS,
}


@dataclass(frozen=True, slots=True)
class Sites:
    """Where the two services are seen in a browser: their web products, and Intuit's sign-in; without a slash at the end. `updates`:
    the host where newer versions of the program are, None where this one looks for none."""

    pleo: str
    quickbooks: str
    sign_in: str
    updates: str | None = None


class Links:
    """Opens https addresses of known hosts, and this computer's where the services themselves are on it."""

    def __init__(self, sites: Sites, open_address: Callable[[str], object]) -> None:
        """`open_address` starts the browser; it must not wait."""
        self._sites = sites
        self._open_address = open_address
        own = [sites.pleo, sites.quickbooks, sites.sign_in]
        self._own_hosts = {urlsplit(address).netloc for address in own}
        self._is_local = any(urlsplit(address).hostname in _LOOPBACK for address in own)

    def allows(self, address: str) -> bool:
        """Whether an address may be opened."""
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            return False
        if not address.isascii() or not address.isprintable() or " " in address or parts.username is not None:
            return False
        if host in _LOOPBACK:
            return self._is_local and parts.scheme in {"http", "https"}
        known = parts.netloc in {*self._own_hosts, self._sites.updates} or any(
            host == one or host.endswith(f".{one}") for one in _HOSTS
        )
        return parts.scheme == "https" and known

    def open(self, address: str) -> bool:
        """Opens it in the browser; False when it is not allowed."""
        if not self.allows(address):
            return False
        self._open_address(address)
        return True

    def address(self, place: Place) -> str:
        """The address of a page."""
        if place is Place.INTUIT_APPS:
            return _INTUIT_APPS
        if place in _QUICKBOOKS_PATHS:
            return self._sites.quickbooks + _QUICKBOOKS_PATHS[place]
        return f"{self._sites.pleo}/"

    def visit(self, place: Place) -> bool:
        """Opens a page."""
        return self.open(self.address(place))

    def place_of(self, action: Action) -> Place | None:
        """The page that an action of a problem leads to; None for actions that the window does itself."""
        return _OF_ACTIONS.get(action)
