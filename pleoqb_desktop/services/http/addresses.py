"""Which addresses a service may have: https, or this computer itself; asks nobody."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import UnavailableError


def is_loopback(host: str | None) -> bool:
    """Whether a host name can only mean this computer."""
    if host is None:
        return False
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_address(address: str) -> str:
    """A base address without its last slash. Raises UnavailableError unless it is https, or http to loopback (design.md 6)."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:  # an IPv6 address without its end
        host = None
    if host and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))):
        return address.rstrip("/")
    raise UnavailableError(problem(Code.ADDRESS_UNSAFE, address=address))
