"""Keeps one profile signed in to QuickBooks: the refresh token in the password store, the access token in memory, and no settings."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.beside import beside, taken
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError, SetupIncompleteError, SignInAgainError
from pleoqb_desktop.ports.system import Clock, Locks, SecretName, Secrets
from pleoqb_desktop.services.intuit.endpoint import (
    Grant,
    GrantRefusedError,
    IntuitEndpoint,
    IntuitKeys,
)

_MARGIN_SECONDS = 60.0
_SAME_VALUE_SECONDS = 20 * 3600
"""For so long a refresh surely hands out the value that is kept: Intuit changes it about every 24 h (quickbooks.md 1.4)."""
_REFUSED_PAUSE = 2.0
"""Of two refreshes at the same time, Intuit refuses one (quickbooks.md 1.4): a program that was killed may have asked just before."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What stands in the password store, as one JSON object. Moments are seconds since 1970 in UTC; `since`: when this value came,
    None for one that an earlier version kept."""

    refresh_token: str = field(repr=False)
    realm_id: str
    expires_at: int
    hard_expires_at: int | None
    client_id: str
    since: int | None = None


@dataclass(frozen=True, slots=True)
class _Access:
    """An access token as a header, and its end by both clocks: either of them may jump or sleep."""

    header: str = field(repr=False)
    ends: datetime
    monotonic_end: float


class IntuitSignIn:
    """The sign-in of one profile; a RenewableAuth for the transport. Safe between threads and between processes.

    `client_secret` is asked when it is needed and answers None when there is none. What is kept is bound to the configured token
    address, whatever Intuit's discovery document tells.
    """

    def __init__(
        self,
        endpoint: IntuitEndpoint,
        client_id: str | None,
        client_secret: Callable[[], str | None],
        secrets: Secrets,
        locks: Locks,
        clock: Clock,
        on_ended: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_ended` is called when Intuit has ended the sign-in, outside all locks; by two threads where two met it at once."""
        self._addresses = endpoint.addresses
        self._client_id = client_id
        self._client_secret = client_secret
        self._secrets = secrets
        self._locks = locks
        self._clock = clock
        self._on_ended = on_ended
        self._endpoint = endpoint
        self._lock = threading.Lock()
        self._access: _Access | None = None
        self._ended = False  # told to every thread that asks, not to the one alone that met it
        self._unsaved: tuple[_Kept, _Access] | None = None  # a fresh grant that the password store did not take

    # -- signing in and out

    def has_keys(self) -> bool:
        """Whether there is a client id and a client secret."""
        return bool(self._client_id and self._client_secret())

    def redirect_uri(self, receiver: str) -> str:
        """Where Intuit shall send the browser: the relay page where one is configured, else the receiver's own address."""
        return self._addresses.redirect or receiver

    def begin(self, redirect_uri: str, state: str, cancel: CancelToken | None = None) -> str:
        """The address to open in the browser. Raises SetupIncompleteError(INTUIT_KEYS_MISSING), Cancelled."""
        return self._endpoint.authorize_address(self._keys().client_id, redirect_uri, state, cancel)

    def finish(self, code: str, realm_id: str, redirect_uri: str) -> None:
        """Exchanges the code and keeps the sign-in; it replaces the one before, so check first that the company may change.

        Raises SignInAgainError (SIGN_IN_CODE_REFUSED, INTUIT_KEYS_REFUSED), SetupIncompleteError, UnavailableError, or what the
        password store raises; nothing is changed then.
        """
        keys, asked = self._keys(), self._now()
        try:
            grant = self._endpoint.exchange(keys, code, redirect_uri)
        except GrantRefusedError as refused:
            raise SignInAgainError(problem(Code.SIGN_IN_CODE_REFUSED)) from refused
        with self._lock, self._locks.sign_in():
            self._save(*self._made(keys, realm_id, grant, asked, None))

    def revoke(self) -> bool:
        """Signs out: tells Intuit, then forgets. False when Intuit could not be told; it is forgotten here all the same."""
        with self._lock, self._locks.sign_in():
            kept, self._access, self._unsaved = self._read(), None, None
            told = kept is None or self._tell_revoked(kept)
            self._secrets.forget(SecretName.QUICKBOOKS_SIGN_IN, self._addresses.token)
            return told

    # -- facts

    def signed_in(self) -> bool:
        """Whether a sign-in is kept that belongs to the present client id."""
        return self._kept() is not None

    def realm_id(self) -> str | None:
        """The company that is signed in to, None without a sign-in."""
        kept = self._kept()
        return kept.realm_id if kept else None

    def days_left(self) -> int | None:
        """Whole days until the person must sign in again: the earlier of the rolling and the absolute end (quickbooks.md 1.4)."""
        kept = self._kept()
        if kept is None:
            return None
        end = kept.expires_at if kept.hard_expires_at is None else min(kept.expires_at, kept.hard_expires_at)
        return max((datetime.fromtimestamp(end, UTC) - self._clock.now()).days, 0)

    # -- for the transport

    def header(self, cancel: CancelToken | None = None) -> str:
        """The Authorization header, renewed a minute before its end.

        Raises SignInAgainError (QUICKBOOKS_NOT_CONNECTED, QUICKBOOKS_SIGN_IN_ENDED, INTUIT_KEYS_REFUSED), SetupIncompleteError,
        UnavailableError, Cancelled, or what the password store raises.
        """
        access = self._access
        if access is None or self._is_old(access):
            access = self._renewed(None, cancel)
        return access.header

    def renew(self, rejected: str, cancel: CancelToken | None = None) -> bool:
        """Called with a header that was refused; True when there is another one to try. Raises like `header`."""
        return self._renewed(rejected, cancel).header != rejected

    def _renewed(self, rejected: str | None, cancel: CancelToken | None) -> _Access:
        """The access token that another thread fetched meanwhile, else a fresh one.

        A stop lets go of it at once. Where Intuit may hand out a new value, it is kept all the same, by the end of the program at
        the latest; where it hands out the one that is kept, nobody waits for it.
        """

        def renewed() -> _Access:
            with taken(self._lock, cancel):
                access = self._access
                if access is not None and access.header != rejected and not self._is_old(access):
                    return access
                with self._locks.sign_in(cancel):
                    return self._refresh(cancel)

        ended_before = self._ended
        try:
            return beside(renewed, cancel=cancel)
        except SignInAgainError:
            if self._ended and not ended_before:
                self._on_ended()
            raise

    def _refresh(self, cancel: CancelToken | None) -> _Access:
        """Under both locks: read again what is kept, refresh, keep what came, and only then use it (quickbooks.md 1.4)."""
        if self._unsaved is not None:
            access = self._save(*self._unsaved)  # what is kept may be worthless since: a new value ends the one before
            if not self._is_old(access):
                return access
        kept = self._kept()
        if kept is None:
            self._access = None
            code = Code.QUICKBOOKS_SIGN_IN_ENDED if self._ended else Code.QUICKBOOKS_NOT_CONNECTED
            raise SignInAgainError(problem(code))
        try:
            return self._refreshed(kept, cancel)
        except GrantRefusedError:
            self._clock.wait(_REFUSED_PAUSE, None)
        try:
            return self._refreshed(kept, cancel)
        except GrantRefusedError as refused:
            self._access, self._ended = None, True
            with contextlib.suppress(
                KnownError
            ):  # a store that cannot forget now changes nothing: the token is worthless
                self._secrets.forget(SecretName.QUICKBOOKS_SIGN_IN, self._addresses.token)
            raise SignInAgainError(problem(Code.QUICKBOOKS_SIGN_IN_ENDED)) from refused

    def _refreshed(self, kept: _Kept, cancel: CancelToken | None) -> _Access:
        keys = self._keys()
        self._endpoint.discover(cancel)  # a stop is heard here still, and the program's end waits for nothing
        asked = self._now()

        def fetched() -> _Access:
            grant = self._endpoint.refresh(keys, kept.refresh_token)
            self._unsaved = self._made(keys, kept.realm_id, grant, asked, kept)
            return self._save(*self._unsaved)

        is_young = kept.since is not None and 0 <= asked[0].timestamp() - kept.since < _SAME_VALUE_SECONDS
        return fetched() if is_young else beside(fetched, lasting=True)

    def _made(
        self,
        keys: IntuitKeys,
        realm_id: str,
        grant: Grant,
        asked: tuple[datetime, float],
        before: _Kept | None,
    ) -> tuple[_Kept, _Access]:
        at, monotonic = asked
        hard_expires_at = before.hard_expires_at if before else None
        if grant.hard_seconds is not None:
            hard_expires_at = int(at.timestamp()) + grant.hard_seconds
        expires_at = int(at.timestamp()) + grant.refresh_seconds
        is_same = before is not None and before.refresh_token == grant.refresh_token
        since = before.since if before and is_same else int(at.timestamp())
        kept = _Kept(grant.refresh_token, realm_id, expires_at, hard_expires_at, keys.client_id, since)
        life = grant.access_seconds
        return kept, _Access(f"Bearer {grant.access_token}", at + timedelta(seconds=life), monotonic + life)

    def _save(self, kept: _Kept, access: _Access) -> _Access:
        self._secrets.set(SecretName.QUICKBOOKS_SIGN_IN, self._addresses.token, msgspec.json.encode(kept).decode())
        self._unsaved = None
        self._access, self._ended = access, False
        return access

    def _is_old(self, access: _Access) -> bool:
        now, monotonic = self._now()
        return (
            now >= access.ends - timedelta(seconds=_MARGIN_SECONDS)
            or monotonic >= access.monotonic_end - _MARGIN_SECONDS
        )

    def _now(self) -> tuple[datetime, float]:
        return self._clock.now(), self._clock.monotonic()

    def _keys(self) -> IntuitKeys:
        client_secret = self._client_secret()
        if not self._client_id or not client_secret:
            raise SetupIncompleteError(problem(Code.INTUIT_KEYS_MISSING))
        return IntuitKeys(self._client_id, client_secret)

    def _kept(self) -> _Kept | None:
        """The sign-in that is kept; None also when it was made with another app's keys, which could not refresh it."""
        kept = self._read()
        return kept if kept is not None and kept.client_id == self._client_id else None

    def _read(self) -> _Kept | None:
        text = self._secrets.get(SecretName.QUICKBOOKS_SIGN_IN, self._addresses.token)
        if text is None:
            return None
        try:
            return msgspec.json.decode(text, type=_Kept)
        except msgspec.DecodeError:
            return None

    def _tell_revoked(self, kept: _Kept) -> bool:
        if kept.client_id != self._client_id or not self.has_keys():
            return False
        return self._endpoint.revoke(self._keys(), kept.refresh_token)
