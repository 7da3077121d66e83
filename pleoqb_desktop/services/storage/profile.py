"""Where a profile lives and what stands in its files: folders, settings, service addresses; holds no secrets."""

import os
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import msgspec
import platformdirs

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import SetupIncompleteError, UnavailableError, WrongUsageError
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.services.http.addresses import check_address
from pleoqb_desktop.services.storage.disk import disk_errors, locked, make_private, replace_file

_APP = "pleoqb-desktop"
_PROFILE_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_COUNTRY = re.compile(r"[A-Z]{2}")
# Windows gives these names to devices, whatever the folder.
_DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))])
_LOCK_SECONDS = 10.0
_SETTINGS_VERSION = 1
"""Goes up where an older program would misread the file or lose a choice by saving it."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one profile, or of one practice company. They need not exist before `make`."""

    config: Path
    data: Path
    log: Path
    cache: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], profile: str, practice: str | None) -> Self:
        """`profiles/NAME`, or `practice/COUNTRY` when a practice country is given, under PLEOQB_HOME or the system's folders.

        Raises WrongUsageError for a profile name that is not 1 to 40 letters, digits, hyphens and underscores.
        """
        if not _PROFILE_NAME.fullmatch(profile) or profile.lower() in _DEVICES:
            raise WrongUsageError(problem(Code.PROFILE_NAME, profile=profile))
        if practice is not None and not _COUNTRY.fullmatch(practice):
            raise ValueError(f"not a country code: {practice!r}")
        place = Path("practice", practice) if practice else Path("profiles", profile)
        if home := environ.get("PLEOQB_HOME"):
            own = Path(home).expanduser().absolute() / place
            return cls(config=own, data=own, log=own / "logs", cache=own / "cache")
        return cls(
            config=platformdirs.user_config_path(_APP, appauthor=False) / place,
            data=platformdirs.user_data_path(_APP, appauthor=False) / place,
            log=platformdirs.user_log_path(_APP, appauthor=False) / place,
            cache=platformdirs.user_cache_path(_APP, appauthor=False) / place,
        )

    def make(self) -> None:
        """Makes the folders, each for this user alone (0700). Raises UnavailableError."""
        for folder in (self.config, self.data, self.log, self.cache):
            make_private(folder)

    def clear(self, keep: str) -> None:
        """Removes all that is in them but what is called `keep`. Raises UnavailableError."""
        for folder in (self.config, self.data, self.log, self.cache):
            with disk_errors(folder):
                for path in folder.iterdir() if folder.is_dir() else ():  # one may lie in another
                    if path.name == keep:
                        continue
                    if path.is_dir():
                        shutil.rmtree(path)
                    else:
                        path.unlink()
        self.make()


class _Versioned(msgspec.Struct, frozen=True):
    """What is read of a settings file first: the rest of a newer one may mean anything."""

    version: int = _SETTINGS_VERSION


class JsonSettings:
    """The settings file of a profile (ports.settings.SettingsStore).

    Members that we do not know are ignored, and gone with the next save: a program whose file must not lose them writes a higher
    version. Beside what the port says, every method raises UnavailableError when the disk is full or the folder refuses.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Settings:
        """The settings; all defaults when there is no file. Raises SetupIncompleteError (SETTINGS_DAMAGED, SETTINGS_NEWER)."""
        with disk_errors(self._path):
            try:
                data = self._path.read_bytes()
            except FileNotFoundError:
                return Settings()
        try:
            if msgspec.json.decode(data, type=_Versioned).version > _SETTINGS_VERSION:
                raise SetupIncompleteError(problem(Code.SETTINGS_NEWER, path=self._path))
            return msgspec.json.decode(data, type=Settings)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SetupIncompleteError(problem(Code.SETTINGS_DAMAGED, path=self._path, reason=error)) from error

    def save(self, settings: Settings) -> None:
        """Replaces the file at once, never half; a damaged file is never overwritten: it raises like `load`."""
        with self._locked():
            self.load()
            self._write(settings)

    def update(self, **changes: Any) -> Settings:
        """Re-reads, changes these members, saves, and returns the result; safe between threads and processes."""
        with self._locked():
            settings = replace(self.load(), **changes)
            self._write(settings)
        return settings

    def set_aside(self) -> Path | None:
        """Renames a damaged file, so that the next save makes a new one; its new name, None when there is no file."""
        with self._locked(), disk_errors(self._path):
            if not self._path.exists():
                return None
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
            return self._path.rename(self._path.with_name(f"{self._path.stem}.damaged-{stamp}{self._path.suffix}"))

    def _write(self, settings: Settings) -> None:
        written = {"version": _SETTINGS_VERSION} | msgspec.to_builtins(settings)
        replace_file(self._path, msgspec.json.format(msgspec.json.encode(written)) + b"\n")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        taken = UnavailableError(problem(Code.FILE_BUSY, path=self._path))
        with locked(self._path.with_name(f"{self._path.name}.lock"), _LOCK_SECONDS, taken):
            yield


class PleoEndpoints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Addresses of Pleo: the API and the web product."""

    api: str = "https://external.pleo.io"
    web: str = "https://app.pleo.io"


class QuickBooksEndpoints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Addresses of QuickBooks and of Intuit's sign-in (quickbooks.md 1).

    `redirect` is the address of the relay page, to the letter as it is registered with Intuit; None: the receiver itself.
    """

    api: str = "https://quickbooks.api.intuit.com"
    authorize: str = "https://appcenter.intuit.com/connect/oauth2"
    token: str = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"
    revoke: str = "https://developer.api.intuit.com/v2/oauth2/tokens/revoke"
    web: str = "https://qbo.intuit.com"
    redirect: str | None = None

    @property
    def discovery(self) -> str | None:
        """Where Intuit tells the addresses of its sign-in (quickbooks.md 1.1); None where others were given: those are meant."""
        own = QuickBooksEndpoints()
        if (self.authorize, self.token, self.revoke) != (own.authorize, own.token, own.revoke):
            return None
        return "https://developer.api.intuit.com/.well-known/openid_configuration"


class Endpoints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All service addresses: https, or http to this computer; without a slash at the end, except `redirect`."""

    pleo: PleoEndpoints = msgspec.field(default_factory=PleoEndpoints)
    quickbooks: QuickBooksEndpoints = msgspec.field(default_factory=QuickBooksEndpoints)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Endpoints":
        """The addresses of the TOML file that PLEOQB_ENDPOINTS names (design.md 7), else the real services'.

        Raises WrongUsageError: ENDPOINTS_FILE with the file and the reason, ADDRESS_UNSAFE with the address.
        """
        name = environ.get("PLEOQB_ENDPOINTS")
        if not name:
            return cls()
        try:
            data = tomllib.loads(Path(name).expanduser().read_text("utf-8-sig"))
            return _checked(msgspec.convert(data, cls))
        except OSError as error:
            raise _bad_file(name, error.strerror or type(error).__name__) from error
        except UnavailableError as unsafe:
            raise WrongUsageError(unsafe.problem) from unsafe
        except (ValueError, msgspec.ValidationError) as error:  # a TOML or encoding fault is a ValueError
            raise _bad_file(name, str(error)) from error

    @classmethod
    def practice(cls, data: Mapping[str, Any]) -> "Endpoints":
        """The addresses in the first line that the practice services print (its member `endpoints`)."""
        return _checked(msgspec.convert(data["endpoints"], cls))


def _checked(endpoints: Endpoints) -> Endpoints:
    quickbooks = endpoints.quickbooks
    if quickbooks.redirect is not None:
        _address(quickbooks.redirect)
    return Endpoints(
        pleo=PleoEndpoints(api=_address(endpoints.pleo.api), web=_address(endpoints.pleo.web)),
        quickbooks=QuickBooksEndpoints(
            api=_address(quickbooks.api),
            authorize=_address(quickbooks.authorize),
            token=_address(quickbooks.token),
            revoke=_address(quickbooks.revoke),
            web=_address(quickbooks.web),
            redirect=quickbooks.redirect,
        ),
    )


def _address(address: str) -> str:
    """Like check_address, and ValueError for what can be no base of other addresses."""
    parts = urlsplit(address)
    if parts.query or parts.fragment or parts.username is not None or parts.port == 0 or re.search(r"\s", address):
        raise ValueError(f"{address!r} must be an address without user name, query or fragment")
    return check_address(address)


def _bad_file(name: str, reason: str) -> WrongUsageError:
    return WrongUsageError(problem(Code.ENDPOINTS_FILE, path=os.fspath(name), reason=reason))
