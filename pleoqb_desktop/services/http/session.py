"""Sessions as every request of ours has them: the system's certificates, no redirects, no netrc, this computer past any proxy."""

from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from pleoqb_desktop.services.http.addresses import is_loopback
from pleoqb_desktop.services.http.trust import TrustingAdapter


class Header(AuthBase):
    """Sets one header, and keeps requests from looking into a netrc file."""

    def __init__(self, value: str | None) -> None:
        self._value = value

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._value is not None:
            request.headers["Authorization"] = self._value
        else:
            request.headers.pop("Authorization", None)
        return request


NO_CREDENTIALS = Header(None)


class Session(requests.Session):
    """Sees no redirects: following one would carry credentials elsewhere, and requests reads its whole body first."""

    def __init__(self, user_agent: str, *, at_once: int = 1) -> None:
        super().__init__()
        self._environments: dict[str, Any] = {}
        self.headers.update({"User-Agent": user_agent, "Accept": "application/json"})
        adapter = TrustingAdapter(pool_connections=1, pool_maxsize=at_once, max_retries=0)
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        """None, always."""
        return None

    def merge_environment_settings(self, url: Any, *others: Any) -> Any:
        """As the system says, but what is on this computer is asked without a proxy.

        Looked up once for a host: the variables are read anew for each request otherwise, a fifth of what a request costs.
        """
        host = urlsplit(str(url)).hostname or ""
        if host not in self._environments:
            settings = super().merge_environment_settings(url, *others)
            self._environments[host] = {**settings, "proxies": {}} if is_loopback(host) else settings
        return self._environments[host]
