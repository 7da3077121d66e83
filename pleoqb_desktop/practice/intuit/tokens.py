"""Authorisation codes and tokens of the practice sign-in: their lives, rotation and ends; speaks no HTTP."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

ACCESS_SECONDS = 3600
CODE_SECONDS = 600
"""The real lifetime of a code is "minutes" (quickbooks.md 1.2, UNVERIFIED)."""
REFRESH_SECONDS = 8_640_000
HARD_SECONDS = 157_680_000
ROTATION_SECONDS = 86_400
AT_ONCE_SECONDS = 1
ACCOUNTING = "com.intuit.quickbooks.accounting"


class TokenError(Exception):
    """A token or code that gives nothing: ``invalid_grant``."""


@dataclass(slots=True)
class Code:
    """An authorisation code, good once."""

    client_id: str
    realm: str
    redirect_uri: str
    scope: str
    expires: float


@dataclass(slots=True)
class Grant:
    """One authorisation of a client for a company."""

    client_id: str
    realm: str
    scope: str
    authorised: float
    refresh_token: str
    refresh_made: float
    refresh_expires: float
    user_allowed: bool = True

    @property
    def accounting(self) -> bool:
        """Whether the accounting scope was given."""
        return ACCOUNTING in self.scope.split()

    @property
    def hard_end(self) -> float:
        """The absolute end, five years after the authorisation, never extended (1.4)."""
        return self.authorised + HARD_SECONDS


@dataclass(frozen=True, slots=True)
class Issued:
    """What the token endpoint hands out; seconds are counted from now."""

    access_token: str
    refresh_token: str
    refresh_seconds: int
    hard_seconds: int


class Tokens:
    """All codes and tokens. Thread-safe; ``now`` gives the practice time in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Start with nothing issued."""
        self._now = now
        self._lock = threading.RLock()
        self._codes: dict[str, Code] = {}
        self._grants: dict[str, Grant] = {}
        self._refresh: dict[str, str] = {}
        self._access: dict[str, tuple[str, float]] = {}
        self._busy: dict[str, float] = {}

    def authorise(self, client_id: str, realm: str, redirect_uri: str, scope: str) -> str:
        """Return a fresh code for what a person allowed."""
        code = f"AB1{secrets.token_hex(24)}"
        with self._lock:
            self._codes[code] = Code(client_id, realm, redirect_uri, scope, self._now() + CODE_SECONDS)
        return code

    def exchange(self, code: str, client_id: str, redirect_uri: str) -> Issued:
        """Turn a code into tokens, once. Raises TokenError."""
        with self._lock:
            found = self._codes.pop(code, None)
            if found is None or found.expires < self._now():
                raise TokenError
            if found.client_id != client_id or found.redirect_uri != redirect_uri:
                raise TokenError
            now = self._now()
            name = secrets.token_hex(8)
            grant = Grant(client_id, found.realm, found.scope, now, "", now, now + REFRESH_SECONDS)
            self._grants[name] = grant
            self._rotate(name, grant)
            return self._issue(name, grant)

    def begin_refresh(self, token: str, client_id: str) -> None:
        """Claim a refresh token; the second of two at the same time gets nothing (1.4). Raises TokenError."""
        with self._lock:
            name = self._refresh.get(token)
            grant = self._grants.get(name or "")
            if grant is None or grant.client_id != client_id or self._now() < self._busy.get(token, 0.0):
                raise TokenError
            if min(grant.refresh_expires, grant.hard_end) < self._now():
                raise TokenError
            self._busy[token] = self._now() + AT_ONCE_SECONDS

    def end_refresh(self, token: str) -> Issued:
        """Hand out tokens for a claimed refresh token; its value changes when it is a day old. Raises TokenError."""
        with self._lock:
            self._busy.pop(token, None)
            name = self._refresh.get(token)
            if name is None:
                raise TokenError
            grant = self._grants[name]
            if self._now() - grant.refresh_made >= ROTATION_SECONDS:
                self._rotate(name, grant)
            grant.refresh_expires = min(self._now() + REFRESH_SECONDS, grant.hard_end)
            return self._issue(name, grant)

    def _rotate(self, name: str, grant: Grant) -> None:
        self._refresh.pop(grant.refresh_token, None)
        grant.refresh_token = f"RT1-{secrets.randbelow(900) + 100}-H0-{secrets.token_urlsafe(40)}"
        grant.refresh_made = self._now()
        self._refresh[grant.refresh_token] = name

    def _issue(self, name: str, grant: Grant) -> Issued:
        access = f"eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..{secrets.token_urlsafe(600)}"
        now = self._now()
        self._access = {token: entry for token, entry in self._access.items() if entry[1] > now}
        self._access[access] = (name, now + ACCESS_SECONDS)
        refresh = round(min(grant.refresh_expires, grant.hard_end) - now)
        return Issued(access, grant.refresh_token, refresh, round(grant.hard_end - now))

    def access(self, token: str) -> Grant | None:
        """Return the authorisation behind an access token, ``None`` when it is unknown, expired or revoked."""
        with self._lock:
            name, expires = self._access.get(token, ("", 0.0))
            return self._grants.get(name) if expires > self._now() else None

    def revoke(self, token: str, client_id: str) -> bool:
        """End the pair that an access or refresh token belongs to; False for a token that is none of the client's."""
        with self._lock:
            name = self._refresh.get(token) or self._access.get(token, ("", 0.0))[0]
            grant = self._grants.get(name)
            if grant is None or grant.client_id != client_id:
                return False
            self._end(name)
            return True

    def _end(self, name: str) -> None:
        grant = self._grants.pop(name)
        self._refresh.pop(grant.refresh_token, None)
        self._access = {token: entry for token, entry in self._access.items() if entry[0] != name}

    def revoke_all(self, realm: str = "") -> None:
        """End every authorisation, of one company or of all."""
        with self._lock:
            for name in [name for name, grant in self._grants.items() if realm in ("", grant.realm)]:
                self._end(name)

    def expire_access(self) -> None:
        """Let every access token expire; refresh tokens stay good."""
        with self._lock:
            self._access.clear()

    def expire_refresh(self) -> None:
        """Let every refresh token expire as after 100 days."""
        with self._lock:
            for grant in self._grants.values():
                grant.refresh_expires = self._now() - 1

    def allow_user(self, *, allowed: bool) -> None:
        """Take the person's access to the companies away, or give it back."""
        with self._lock:
            for grant in self._grants.values():
                grant.user_allowed = allowed

    def rotate_all(self) -> None:
        """Make every refresh token change at its next use."""
        with self._lock:
            for grant in self._grants.values():
                grant.refresh_made = self._now() - ROTATION_SECONDS

    def grants(self) -> list[dict[str, Any]]:
        """Return what is authorised, without any token."""
        with self._lock:
            return [
                {
                    "client_id": grant.client_id,
                    "realm_id": grant.realm,
                    "scope": grant.scope,
                    "authorised": grant.authorised,
                }
                for grant in self._grants.values()
            ]

    def snapshot(self) -> dict[str, Any]:
        """Return the state as JSON data."""
        with self._lock:
            return {
                "codes": {code: asdict(found) for code, found in self._codes.items()},
                "grants": {name: asdict(grant) for name, grant in self._grants.items()},
                "access": {token: list(entry) for token, entry in self._access.items()},
            }

    def restore(self, data: dict[str, Any]) -> None:
        """Take over a snapshot."""
        with self._lock:
            self._codes = {code: Code(**found) for code, found in data["codes"].items()}
            self._grants = {name: Grant(**grant) for name, grant in data["grants"].items()}
            self._refresh = {grant.refresh_token: name for name, grant in self._grants.items()}
            self._access = {token: (name, expires) for token, (name, expires) in data["access"].items()}
            self._busy.clear()
