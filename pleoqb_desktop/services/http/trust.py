"""Whom a TLS connection trusts: the system's own certificates; and what is said of one that they do not vouch for. Sends nothing."""

import ssl
from contextlib import closing, suppress
from typing import Any
from urllib.parse import urlsplit

import truststore
from requests.adapters import HTTPAdapter
from urllib3 import make_headers
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util import parse_url

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.services.http.addresses import is_loopback
from pleoqb_desktop.services.http.proxies import proxy_for

_LOOK_SECONDS = 5.0
_DEEPEST_CAUSE = 8


def system_context() -> ssl.SSLContext:
    """Checks certificates as the system does (design.md 6): a company's proxy or a virus scanner has its own there."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class TrustingConnection(HTTPSConnection):
    """A connection with a context of its own: truststore lets one hand shake at a time only through the same one."""

    def connect(self) -> None:
        """Connects, unless a context of another kind was handed in."""
        if self.ssl_context is None:
            self.ssl_context = system_context()
        super().connect()


class TrustingPool(HTTPSConnectionPool):
    """Connections to one host."""

    ConnectionCls = TrustingConnection


class TrustingAdapter(HTTPAdapter):
    """requests' adapter on the system's certificates. A bundle that REQUESTS_CA_BUNDLE names counts beside them, certifi's never."""

    pools: dict[str, type[HTTPConnectionPool]] = {"http": HTTPConnectionPool, "https": TrustingPool}  # noqa: RUF012 - as urllib3 has it

    def init_poolmanager(self, *arguments: Any, **members: Any) -> None:
        """The pools without a proxy."""
        super().init_poolmanager(*arguments, **members)
        self.poolmanager.pool_classes_by_scheme = self.pools

    def proxy_manager_for(self, proxy: str, **members: Any) -> Any:
        """The pools behind a proxy, which may be spoken to by TLS itself."""
        manager = super().proxy_manager_for(proxy, **members, proxy_ssl_context=system_context())
        manager.pool_classes_by_scheme = {"http": HTTPConnectionPool, "https": TrustingPool}
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Always checked, and not by requests' own list."""
        if isinstance(verify, str):
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]
        conn.cert_reqs = "CERT_REQUIRED"


def refused_certificate(error: BaseException, url: str) -> Problem | None:
    """CERTIFICATE_REFUSED with the host, and the issuer where the certificate can be looked at; None for another error."""
    if not _is_about_certificate(error, _DEEPEST_CAUSE):
        return None
    return problem(Code.CERTIFICATE_REFUSED, host=urlsplit(url).hostname or "", issuer=_issuer(url) or "")


def _is_about_certificate(error: object, deep: int) -> bool:
    if isinstance(error, ssl.SSLCertVerificationError):
        return True
    if deep == 0 or not isinstance(error, BaseException):
        return False
    inner = (*error.args, getattr(error, "reason", None), error.__cause__, error.__context__)
    return any(_is_about_certificate(one, deep - 1) for one in inner)


def _issuer(url: str) -> str | None:
    """Who signed the certificate that is shown, by its own claim. Asks for it without a check and says nothing to the host."""
    try:
        with closing(_unchecked(url)) as connection:
            connection.connect()
            shown = connection.sock.getpeercert(binary_form=True)
    except Exception:  # noqa: BLE001 - a kindness only: whatever goes wrong, the refusal is told without a name
        return None
    return issuer_of(shown) if shown else None


def _unchecked(url: str) -> Any:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    proxy = None if is_loopback(host) else proxy_for(url)
    if proxy is None:
        return HTTPSConnection(host, port, timeout=_LOOK_SECONDS, cert_reqs="CERT_NONE", assert_hostname=False)
    way = parse_url(proxy)
    connection = HTTPSConnection(
        way.host or "", way.port or 80, timeout=_LOOK_SECONDS, cert_reqs="CERT_NONE", assert_hostname=False
    )
    connection.set_tunnel(host, port, make_headers(proxy_basic_auth=way.auth) if way.auth else None, scheme="http")
    return connection


def issuer_of(certificate: bytes) -> str | None:
    """Who issued a certificate (DER), by organisation, else by name; None for what is no certificate."""
    from cryptography import x509  # needed in trouble only, and not small
    from cryptography.x509.oid import NameOID

    with suppress(ValueError):
        issuer = x509.load_der_x509_certificate(certificate).issuer
        for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME):
            if found := issuer.get_attributes_for_oid(kind):
                return str(found[0].value)
    return None
