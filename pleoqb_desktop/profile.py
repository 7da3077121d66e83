"""Builds what lasts of one profile, from a choice and the world: folders, settings, store, connections, words, readiness. No use case lives here."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import tzlocal

from pleoqb_desktop import __version__
from pleoqb_desktop.choice import Choice, lacking
from pleoqb_desktop.connections import USER_AGENT, Connections
from pleoqb_desktop.domain.csv_text import csv_text
from pleoqb_desktop.domain.paper import Paper
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError, SetupIncompleteError
from pleoqb_desktop.ports.receipts import ReceiptFetcher, Sheets
from pleoqb_desktop.ports.schedule import Notifier, Scheduler
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.ports.system import Clock, Secrets
from pleoqb_desktop.services.http.addresses import is_loopback
from pleoqb_desktop.services.intuit.browser import open_browser
from pleoqb_desktop.services.intuit.receiver import LoopbackReceiver
from pleoqb_desktop.services.intuit.sign_in import IntuitSignIn
from pleoqb_desktop.services.pleo.client import PleoClient
from pleoqb_desktop.services.pleo_file.kept import KeptFiles
from pleoqb_desktop.services.pleo_file.receipts import FileReceiptFetcher
from pleoqb_desktop.services.quickbooks.client import QuickBooksClient
from pleoqb_desktop.services.receipts.files import HttpReceiptFetcher
from pleoqb_desktop.services.receipts.reader import ReceiptReader
from pleoqb_desktop.services.storage.disk import disk_errors, write_text
from pleoqb_desktop.services.storage.locks import FileLocks
from pleoqb_desktop.services.storage.profile import Endpoints, Folders, JsonSettings
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from pleoqb_desktop.services.storage.secrets import FileSecrets, KeyringSecrets, SessionSecrets
from pleoqb_desktop.services.system import logs, self_test, support
from pleoqb_desktop.services.system.clock import SystemClock
from pleoqb_desktop.services.system.notify import DesktopNotifier
from pleoqb_desktop.services.system.practice_process import PracticeProcess
from pleoqb_desktop.services.system.schedule import system_scheduler
from pleoqb_desktop.services.system.update_notice import UpdateNotices, UpdateSource, source_of_build
from pleoqb_desktop.setup.connect import ConnectPleo
from pleoqb_desktop.setup.readiness import Readiness
from pleoqb_desktop.texts import Language, Texts, language_of


def computer_zone() -> str | None:
    """This computer's IANA time zone, None when it does not tell."""
    try:
        return str(tzlocal.get_localzone_name()) or None
    except (OSError, LookupError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class World:
    """Everything of the world that the program is handed; the defaults are the real one, tests compose their own.

    `secrets` makes the password store of a profile, `practice` starts the practice services of a country in a folder, `scheduler` is the
    system's for entries of that name, `update_source` says where this build looks for newer versions, None: nowhere.
    """

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Clock = field(default_factory=SystemClock)
    secrets: Callable[[str], Secrets] = KeyringSecrets
    open_browser: Callable[[str], bool] = open_browser
    computer_zone: Callable[[], str | None] = computer_zone
    practice: Callable[[Path, str], PracticeProcess] = PracticeProcess
    update_source: Callable[[], UpdateSource | None] = source_of_build
    scheduler: Callable[[str], Scheduler] = system_scheduler
    notifier: Notifier = field(default_factory=DesktopNotifier)

    def unattended(self) -> "World":
        """The same where nobody can be asked: a password store that is locked is refused, not opened."""
        return replace(self, secrets=partial(KeyringSecrets, asks=False)) if self.secrets is KeyringSecrets else self


_SERVICES = "services"
"""The folder of a practice profile that is the practice services' own."""


class Profile:
    """What lasts as long as the program is open for one profile; close it at the end."""

    def __init__(self, choice: Choice, world: World | None = None) -> None:
        """`world` None: the real one.

        Raises WrongUsageError for a bad profile name or endpoints file, UnavailableError when practice cannot start,
        SetupIncompleteError when it is not installed.
        """
        if lack := lacking(choice):
            raise SetupIncompleteError(lack)
        self.world = world = world or World()
        self.choice = choice
        self.clock = world.clock
        wanted = language_of(choice.language, world.environ)
        country = (choice.practice_country or Texts(wanted).practice_country) if choice.practice else None
        self.folders = Folders.from_environment(world.environ, choice.profile, country)
        self.folders.make()
        self.practice = world.practice(self.folders.data / _SERVICES, country) if country else None
        if self.practice and choice.fresh:
            self.practice.start_again()
            self.folders.clear(keep=_SERVICES)
            self.choice = replace(choice, fresh=False)
        self.endpoints = (
            Endpoints.practice(self.practice.data) if self.practice else Endpoints.from_environment(world.environ)
        )
        self._log = logs.open_log(self.folders.log)  # what is refused above leaves no file open
        self.settings = JsonSettings(self.folders.config / "settings.json")
        self.language = language_of(choice.language or self._saved_language(), world.environ)
        self.texts = Texts(self.language)
        self.locks = FileLocks(self.folders.data)
        self._runs: SqliteRuns | None = None
        self._reader = ReceiptReader()
        source = None if self.practice else world.update_source()  # practice asks nobody outside this computer
        self.updates = UpdateNotices(source, __version__, self.folders.data / "updates.json", self.clock)
        self._connections = Connections(
            self.endpoints,
            self.settings,
            FileSecrets(self.folders.data / "secrets.json") if self.practice else world.secrets(choice.profile),
            self.locks,
            self.clock,
            world.environ,
            self.folders.data / "pace.json",
            self.practice.intuit_keys if self.practice else None,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends connections, the store, the practice services and the log."""
        self._connections.close()
        if self._runs:
            self._runs.close()
        if self.practice:
            self.practice.close()
        self._log.close()

    def _saved_language(self) -> str | None:
        try:
            return self.settings.load().language
        except KnownError:
            return None  # a damaged file is told where settings are needed

    # -- what is connected and chosen ------------------------------------------------------------

    @property
    def door(self) -> Door:
        """How expenses come out of Pleo; by a key until the other door was chosen."""
        return self.settings.load().door or Door.KEY

    def connect_pleo(self) -> ConnectPleo:
        """Takes an API key."""
        return ConnectPleo(self._connections.spend_with, self.secrets, self.settings, self.endpoints.pleo.api)

    def pleo_connected(self) -> bool:
        """Whether a Pleo key is kept."""
        return self.connect_pleo().connected()

    def quickbooks_connected(self) -> bool:
        """Whether a QuickBooks sign-in is kept."""
        return self.sign_in.signed_in()

    def missing(self) -> tuple[str, ...]:
        """What set-up still lacks (setup.readiness)."""
        return self._readiness().missing()

    def check_ready(self) -> None:
        """Raises SignInAgainError when a connection that was there is gone, SetupIncompleteError when a choice is missing."""
        self._readiness().check()

    def _readiness(self) -> Readiness:
        return Readiness(
            self.settings.load(),
            pleo_connected=self.pleo_connected(),
            quickbooks_connected=self.quickbooks_connected(),
        )

    # -- what it is built of ---------------------------------------------------------------------

    @property
    def runs(self) -> SqliteRuns:
        """The run store as the connected company sees it, opened when first needed. Raises KnownError when it is damaged."""
        if self._runs is None:
            self._runs = SqliteRuns(self.folders.data / "runs.sqlite")
        return self._runs.of(self.settings.load().realm_id or "")

    @property
    def secrets(self) -> Secrets:
        """The password store."""
        return self._connections.secrets

    @property
    def sign_in(self) -> IntuitSignIn:
        """The sign-in to QuickBooks."""
        return self._connections.sign_in

    def request_counts(self) -> tuple[int, int, int]:
        """Requests so far: to Pleo, to QuickBooks, the metered ones among the latter."""
        return self._connections.request_counts()

    def keep_secrets_for_this_time_only(self) -> None:
        """Where there is no safe password store: secrets live in memory until the program ends."""
        self._connections.replace_secrets(SessionSecrets())

    def makes_password_store(self) -> bool:
        """Whether keeping the first secret makes the system's password store, which asks for a password of its own.

        Raises SetupIncompleteError where there is no safe one.
        """
        secrets = self.secrets
        return isinstance(secrets, KeyringSecrets) and secrets.must_be_made()

    def lends_secret(self) -> bool:
        """Whether the secret of the Intuit app is the environment's. Raises as Connections.lends_secret does."""
        return self._connections.lends_secret()

    def redirect_addresses(self) -> tuple[str, ...]:
        """What the owner of an Intuit app registers with Intuit."""
        return self._connections.redirect_addresses()

    def spend(self, cancel: CancelToken) -> PleoClient:
        """Pleo, with the kept key and company."""
        return self._connections.spend(cancel)

    def ledger(self, cancel: CancelToken, realm_id: str | None = None) -> QuickBooksClient:
        """QuickBooks, with the kept sign-in. Raises SetupIncompleteError when it was never connected."""
        return self._connections.ledger(cancel, realm_id)

    def receiver(self, *, by_hand: bool = False) -> LoopbackReceiver:
        """Where the browser brings the answer of a sign-in.

        Raises UnavailableError when all ports are busy, unless the address will be pasted by hand.
        """
        return LoopbackReceiver(self.texts, by_hand=by_hand)

    def open_in_browser(self, address: str) -> bool:
        """Opens the person's browser; False when there is none. May take a second. Raises UnavailableError(ADDRESS_UNSAFE)."""
        return self.world.open_browser(address)

    def save_list(self, path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
        """Writes a table as a CSV file, cells neutralised, with the mark by which spreadsheets know UTF-8. Raises UnavailableError."""
        write_text(path, csv_text(header, rows), "utf-8-sig")
        return path

    def save_page(self, path: Path, paper: Paper) -> Path:
        """Writes a page as PDF, or as a table where the file is called .csv. Raises UnavailableError."""
        if path.suffix.lower() == ".csv":
            first, *rest = paper.table()
            return self.save_list(path, first, rest)
        from pleoqb_desktop.services.papers.pdf import write_pdf  # what draws pages is loaded when somebody wants one

        write_pdf(path, paper)
        return path

    def write_support_bundle(self, path: Path) -> Path:
        """Versions, settings and logs without secrets, zipped. Raises UnavailableError when the file cannot be written."""
        return support.write_bundle(path, self.folders, self.runs if self._runs else None)

    def self_test(self) -> dict[str, str | None]:
        """The installed program checks itself: each check with None, or what is wrong."""
        return self_test.run_checks()

    def note_bug(self, error: BaseException) -> None:
        """Keeps where an unexpected error happened, without its values, for a report."""
        support.note_bug(self.folders.log, error)

    @property
    def kept_files(self) -> KeptFiles:
        """The copies of Pleo's downloads."""
        return KeptFiles(self.folders.data / "files")

    @contextmanager
    def fetching(self, *, by_file: bool = False) -> Iterator[tuple[ReceiptFetcher, Path]]:
        """What fetches receipts, from Pleo or out of kept files, and a folder for them that is gone afterwards."""
        local = is_loopback(urlsplit(self.endpoints.pleo.api).hostname)
        fetcher = HttpReceiptFetcher(USER_AGENT, trust_loopback=local, waiter=self.clock, reader=self._reader)
        copier = FileReceiptFetcher(self.kept_files.copy_receipt, self._reader)
        with self.scratch_folder("receipts-") as scratch:
            try:
                yield copier if by_file else fetcher, scratch
            finally:
                fetcher.close()

    def draw_sheets(self, path: Path, content_type: str, most: int, cancel: CancelToken) -> Sheets:
        """The first `most` pages of a receipt, none for a damaged one.

        Raises ReceiptRefusal (RECEIPT_TOO_LARGE_TO_READ), Cancelled.
        """
        return self._reader.sheets(path, content_type, most, cancel)

    @contextmanager
    def scratch_folder(self, prefix: str) -> Iterator[Path]:
        """A folder of the profile's that is gone at the end."""
        with disk_errors(self.folders.cache):
            scratch = Path(tempfile.mkdtemp(prefix=prefix, dir=self.folders.cache))
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def with_language(self, language: Language) -> None:
        """Switches the language at once and remembers it."""
        self.language, self.texts = language, Texts(language)
        self.settings.update(language=language.code)
        self.choice = replace(self.choice, language=language.code)
