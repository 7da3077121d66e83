"""Connections to the hosts that receipts come from: none to a forbidden address, nothing sent along; knows no receipt."""

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from requests.exceptions import InvalidProxyURL, InvalidSchema
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ProxyError, ProxySchemeUnknown
from urllib3.util import parse_url

from pleoqb_desktop.services.http.addresses import is_loopback
from pleoqb_desktop.services.http.proxies import proxy_for, proxy_trouble
from pleoqb_desktop.services.http.trust import TrustingAdapter, TrustingConnection

_AT_ONCE = 32


class RefusedAddressError(Exception):
    """The host is not one that receipts may come from."""


class GuardedHosts:
    """Asks hosts by urllib3 itself: a thousand receipts are a thousand requests, and requests' own layer costs each as much again.

    No cookies, no netrc, no redirects followed. Certificates and proxies are those that requests would take. Usable from several
    threads at once.
    """

    def __init__(self, user_agent: str, may_connect: Callable[[str], bool]) -> None:
        """`may_connect` judges an IP address, before and after connecting: names can change what they mean."""
        self._headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        self._may_connect = may_connect
        self._adapters: dict[str, _GuardedAdapter] = {}
        self._proxies: dict[str, str | None] = {}

    def get(self, url: str, timeouts: tuple[float, float]) -> BaseHTTPResponse:
        """The answer, its body not read yet; to be closed. `timeouts`: seconds to connect, and of silence.

        Raises RefusedAddressError, UnavailableError when the proxy cannot be used, urllib3's HTTPError, UnicodeError.
        """
        connect, silence = timeouts
        try:
            return self._manager(url).urlopen(
                "GET",
                url,
                headers=self._headers,
                timeout=Timeout(connect=connect, read=silence),
                redirect=False,
                retries=False,
                preload_content=False,
            )
        except (ProxyError, ProxySchemeUnknown, InvalidProxyURL, InvalidSchema) as error:
            raise proxy_trouble(error, url) or error from None

    def close(self) -> None:
        """Closes idle connections."""
        for adapter in self._adapters.values():
            adapter.close()

    def _manager(self, url: str) -> PoolManager:
        bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or ""
        adapter = self._adapters.setdefault(bundle, _GuardedAdapter(self._may_connect, bundle))
        proxy = self._proxy(url)
        manager: PoolManager = adapter.proxy_manager_for(proxy) if proxy else adapter.poolmanager
        return manager

    def _proxy(self, url: str) -> str | None:
        """The proxy for a host, looked for once: on some systems that is slow."""
        parts = parse_url(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._proxies:
            here = is_loopback((parts.host or "").strip("[]").lower())
            self._proxies[host] = None if here else proxy_for(host)
        return self._proxies[host]


class _GuardedAdapter(TrustingAdapter):
    """The pools of the system's certificates, and of a bundle beside them where one is named.

    Connections through a proxy are the proxy's to judge; only its own address would be seen here.
    """

    def __init__(self, may_connect: Callable[[str], bool], bundle: str) -> None:
        self.pools = _guarded_pools(may_connect)
        self._trust = {"cert_reqs": "CERT_REQUIRED", **({"ca_certs": bundle} if bundle else {})}
        super().__init__(pool_connections=4, pool_maxsize=_AT_ONCE, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002 - as requests has it
        super().init_poolmanager(connections, maxsize, block, **kwargs, **self._trust)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, **kwargs, **self._trust)


def _guarded_pools(may_connect: Callable[[str], bool]) -> dict[str, type[HTTPConnectionPool]]:
    def check(addresses: list[str]) -> None:
        if not all(may_connect(address) for address in addresses):
            raise RefusedAddressError

    def resolve(connection: HTTPConnection) -> None:
        with suppress(OSError):  # connecting will meet the same trouble and name it
            found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
            check([str(entry[4][0]) for entry in found])

    def connected(sock: socket.socket) -> socket.socket:
        try:
            check([str(sock.getpeername()[0])])
        except BaseException:
            sock.close()
            raise
        return sock

    class Guarded(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            resolve(self)
            return connected(super()._new_conn())

    class GuardedTls(TrustingConnection):
        def _new_conn(self) -> socket.socket:
            resolve(self)
            return connected(super()._new_conn())

    class Pool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = GuardedTls

    return {"http": Pool, "https": TlsPool}
