"""What stands between this computer and the Internet, and what is said when it does not let us through; sends nothing."""

from requests.exceptions import InvalidProxyURL, InvalidSchema, InvalidURL, ProxyError
from requests.utils import get_environ_proxies, select_proxy
from urllib3.exceptions import LocationParseError, ProxySchemeUnknown
from urllib3.exceptions import ProxyError as RawProxyError
from urllib3.util import parse_url

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import UnavailableError


def proxy_for(url: str) -> str | None:
    """The proxy that this computer names for an address: variables first, then the system's; None for none, NO_PROXY heeded."""
    return select_proxy(url, get_environ_proxies(url))


def proxy_trouble(error: Exception, url: str) -> UnavailableError | None:
    """What to say when the way to `url`, a checked http address, failed at the proxy; None when it failed elsewhere.

    The proxy's name and password are never part of it.
    """
    if isinstance(error, ProxyError | RawProxyError):
        return UnavailableError(problem(Code.PROXY_FAILED, address=_place(proxy_for(url))))
    # The address itself was checked before: a scheme that cannot be used is the proxy's (SOCKS without its library, a typing error)
    of_proxy = isinstance(error, InvalidURL) and any(isinstance(one, ProxySchemeUnknown) for one in error.args)
    if of_proxy or isinstance(error, InvalidProxyURL | InvalidSchema | ProxySchemeUnknown):
        return UnavailableError(problem(Code.PROXY_UNUSABLE, address=_place(proxy_for(url))))
    return None


def _place(proxy: str | None) -> str:
    """Scheme, host and port alone; empty when they cannot be read."""
    try:
        parts = parse_url(proxy or "")
    except LocationParseError:
        return ""
    scheme = f"{parts.scheme}://" if parts.scheme else ""
    return f"{scheme}{parts.netloc}" if parts.netloc else ""
