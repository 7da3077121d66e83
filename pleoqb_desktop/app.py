"""The only place that builds things and hands them down: one Program for one profile; no globals, no singletons."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import tzlocal

from pleoqb_desktop import __version__
from pleoqb_desktop.choice import Choice, lacking
from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.csv_text import csv_text
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.export.context import ExportContext
from pleoqb_desktop.export.dry_run import DryRun
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.export.run import Export
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError, ReceiptRefusal, SetupIncompleteError, SignInAgainError
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.receipts import FetchedReceipt
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.runs import ItemRecord
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.system import SecretName, Secrets
from pleoqb_desktop.reconcile import Reconcile
from pleoqb_desktop.services.http.pace_memory import PaceMemory
from pleoqb_desktop.services.http.transport import Pacer, Tally, Transport, is_loopback
from pleoqb_desktop.services.intuit.browser import open_browser
from pleoqb_desktop.services.intuit.endpoint import GrantRefusedError, IntuitAddresses, IntuitEndpoint, IntuitKeys
from pleoqb_desktop.services.intuit.receiver import PATH as CALLBACK_PATH
from pleoqb_desktop.services.intuit.receiver import PORTS, LoopbackReceiver
from pleoqb_desktop.services.intuit.sign_in import IntuitSignIn
from pleoqb_desktop.services.pleo import client as pleo
from pleoqb_desktop.services.quickbooks import client as quickbooks
from pleoqb_desktop.services.receipts.files import HttpReceiptFetcher
from pleoqb_desktop.services.storage.disk import write_text
from pleoqb_desktop.services.storage.locks import FileLocks
from pleoqb_desktop.services.storage.profile import Endpoints, Folders, JsonSettings
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from pleoqb_desktop.services.storage.secrets import FileSecrets, KeyringSecrets, SessionSecrets
from pleoqb_desktop.services.system import logs, self_test, support
from pleoqb_desktop.services.system.clock import SystemClock
from pleoqb_desktop.services.system.practice_process import PracticeProcess
from pleoqb_desktop.setup.books import chosen_books
from pleoqb_desktop.setup.company_day import CompanyDay
from pleoqb_desktop.setup.connect import ConnectPleo, ConnectQuickBooks
from pleoqb_desktop.setup.flow import Facts, facts_from
from pleoqb_desktop.setup.pocket import pocket_waits
from pleoqb_desktop.setup.readiness import missing
from pleoqb_desktop.setup.set_up import Answers, SetUp
from pleoqb_desktop.status import Status, StatusView, Waiting
from pleoqb_desktop.sync.category_file import CategoryFile
from pleoqb_desktop.sync.pleo_names import PleoNames, read_names
from pleoqb_desktop.sync.preview import preview_sync
from pleoqb_desktop.sync.reference import ReferenceSync
from pleoqb_desktop.sync.report import SyncReport
from pleoqb_desktop.texts import Language, Texts, language_of
from pleoqb_desktop.undo import Undo

__all__ = ["Choice", "Program"]
USER_AGENT = f"PleoQB-Desktop/{__version__}"


class Program:
    """Everything of one profile, built once; close it at the end."""

    def __init__(self, choice: Choice, environ: Mapping[str, str] | None = None) -> None:
        """Raises WrongUsageError for a bad profile name or endpoints file, UnavailableError when practice cannot start,
        SetupIncompleteError when it is not installed."""
        if lack := lacking(choice):
            raise SetupIncompleteError(lack)
        environ = os.environ if environ is None else environ
        self.choice = choice
        self.clock = SystemClock()
        wanted = language_of(choice.language, environ)
        country = (choice.practice_country or Texts(wanted).practice_country) if choice.practice else None
        self.folders = Folders.from_environment(environ, choice.profile, country)
        self.folders.make()
        self.practice = PracticeProcess(self.folders.data / "services", country) if country else None
        self.endpoints = (
            Endpoints.practice(self.practice.data) if self.practice else Endpoints.from_environment(environ)
        )
        self._log = logs.open_log(self.folders.log)  # what is refused above leaves no file open
        self.settings = JsonSettings(self.folders.config / "settings.json")
        self.language = language_of(choice.language or self._saved_language(), environ)
        self.texts = Texts(self.language)
        self.secrets: Secrets = (
            FileSecrets(self.folders.data / "secrets.json") if self.practice else KeyringSecrets(choice.profile)
        )
        self.locks = FileLocks(self.folders.data)
        self._environ = environ
        self._runs: SqliteRuns | None = None
        self._pleo_tally, self._quickbooks_tally = Tally(), Tally()
        self._pleo_pacer = Pacer(pleo.LIMITS, pleo.AT_ONCE, self.clock)
        self._quickbooks_pacer = Pacer(quickbooks.LIMITS, quickbooks.AT_ONCE, self.clock)
        pacers = {"pleo": self._pleo_pacer, "quickbooks": self._quickbooks_pacer}
        self._pace = PaceMemory(self.folders.data / "pace.json", pacers, self.clock)
        self._pace.recall()
        self.sign_in = self._build_sign_in()
        self._pleo_transport = self._transport_pleo(
            lambda: self.secrets.get(SecretName.PLEO_API_KEY, self.endpoints.pleo.api)
        )
        self._quickbooks_transport = self._transport_quickbooks()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends connections, the store, the practice services and the log."""
        self._pleo_transport.close()
        self._quickbooks_transport.close()
        self._pace.keep()
        if self._runs:
            self._runs.close()
        if self.practice:
            self.practice.close()
        logs.close_log(self._log)

    def _saved_language(self) -> str | None:
        try:
            return self.settings.load().language
        except KnownError:
            return None  # a damaged file is told where settings are needed

    # -- building blocks -------------------------------------------------------------------------

    @property
    def runs(self) -> SqliteRuns:
        """The run store, opened when first needed. Raises KnownError when it is damaged."""
        if self._runs is None:
            self._runs = SqliteRuns(self.folders.data / "runs.sqlite")
        return self._runs

    def keep_secrets_for_this_time_only(self) -> None:
        """Where there is no safe password store: secrets live in memory until the program ends."""
        self.secrets = SessionSecrets()
        self.sign_in = self._build_sign_in()
        self._quickbooks_transport = self._transport_quickbooks()

    def intuit_keys_changed(self) -> None:
        """The owner's own Intuit app was entered: the sign-in is built anew."""
        self.sign_in = self._build_sign_in()
        self._quickbooks_transport = self._transport_quickbooks()

    def redirect_addresses(self) -> tuple[str, ...]:
        """What the owner of an Intuit app registers with Intuit: the relay page where there is one, else the receiver's own."""
        relay = self.endpoints.quickbooks.redirect
        return (relay,) if relay else tuple(f"http://localhost:{port}{CALLBACK_PATH}" for port in PORTS)

    def keep_intuit_keys(self, client_id: str, client_secret: str) -> None:
        """Tries the keys of the owner's own Intuit app at Intuit, as far as that goes without a person, then keeps them.

        Raises SetupIncompleteError when one is empty or there is no safe password store, SignInAgainError(INTUIT_KEYS_REFUSED),
        UnavailableError; nothing is kept then.
        """
        client_id, client_secret = client_id.strip(), client_secret.strip()
        if not client_id or not client_secret:
            raise SetupIncompleteError(problem(Code.INTUIT_KEYS_MISSING))
        endpoint = IntuitEndpoint(self._intuit_addresses(), self.clock, USER_AGENT)
        with suppress(GrantRefusedError):  # known keys get as far as a code that does not exist
            endpoint.exchange(IntuitKeys(client_id, client_secret), "0", self.redirect_addresses()[0])
        self.secrets.set(SecretName.INTUIT_CLIENT_SECRET, self.endpoints.quickbooks.token, client_secret)
        self.settings.update(intuit_client_id=client_id)
        self.intuit_keys_changed()

    def _intuit_addresses(self) -> IntuitAddresses:
        addresses = self.endpoints.quickbooks
        return IntuitAddresses(addresses.authorize, addresses.token, addresses.revoke, addresses.redirect)

    def _build_sign_in(self) -> IntuitSignIn:
        return IntuitSignIn(
            self._intuit_addresses(),
            self._client_id(),
            self._client_secret,
            self.secrets,
            self.locks,
            self.clock,
            user_agent=USER_AGENT,
        )

    def _client_id(self) -> str | None:
        if self.practice:
            return str(self.practice.company["quickbooks"]["client_id"])
        return self._environ.get("PLEOQB_INTUIT_CLIENT_ID") or self._saved(lambda settings: settings.intuit_client_id)

    def _client_secret(self) -> str | None:
        if self.practice:
            return str(self.practice.company["quickbooks"]["client_secret"])
        return self._environ.get("PLEOQB_INTUIT_CLIENT_SECRET") or self.secrets.get(
            SecretName.INTUIT_CLIENT_SECRET, self.endpoints.quickbooks.token
        )

    def _saved(self, member: Callable[[Settings], str | None]) -> str | None:
        try:
            return member(self.settings.load())
        except KnownError:
            return None

    def _transport_pleo(self, key: Callable[[], str | None]) -> Transport:
        return Transport(
            self.endpoints.pleo.api,
            pleo.ApiKeyAuth(key),
            self._pleo_pacer,
            self._pleo_tally,
            self.clock,
            Code.PLEO_UNREACHABLE,
            user_agent=USER_AGENT,
        )

    def _transport_quickbooks(self) -> Transport:
        return Transport(
            self.endpoints.quickbooks.api,
            self.sign_in,
            self._quickbooks_pacer,
            self._quickbooks_tally,
            self.clock,
            Code.QUICKBOOKS_UNREACHABLE,
            user_agent=USER_AGENT,
        )

    def spend(self, cancel: CancelToken) -> pleo.PleoClient:
        """Pleo, with the kept key and company."""
        return pleo.PleoClient(self._pleo_transport, lambda: self.settings.load().pleo_company_id, cancel)

    def ledger(self, cancel: CancelToken, realm_id: str | None = None) -> quickbooks.QuickBooksClient:
        """QuickBooks, with the kept sign-in. Raises SetupIncompleteError when it was never connected."""
        realm_id = realm_id or self.settings.load().realm_id
        if realm_id is None:
            raise SetupIncompleteError(problem(Code.QUICKBOOKS_NOT_CONNECTED))
        return quickbooks.QuickBooksClient(
            self._quickbooks_transport, realm_id, self.endpoints.quickbooks.web, cancel=cancel
        )

    # -- use cases -------------------------------------------------------------------------------

    def connect_pleo(self) -> ConnectPleo:
        """Takes an API key."""

        def connection(key: str) -> pleo.PleoClient:
            return pleo.PleoClient(self._transport_pleo(lambda: key), lambda: None)

        return ConnectPleo(connection, self.secrets, self.settings, self.endpoints.pleo.api)

    def pleo_scopes(self) -> tuple[str, ...]:
        """The permissions that a Pleo key needs, by their published names."""
        return pleo.NEEDED_SCOPES

    def connect_quickbooks(self, cancel: CancelToken) -> ConnectQuickBooks:
        """Signs in with Intuit."""
        return ConnectQuickBooks(self.sign_in, lambda realm_id: self.ledger(cancel, realm_id), self.settings)

    def receiver(self, *, by_hand: bool = False) -> LoopbackReceiver:
        """Where the browser brings the answer of a sign-in.

        Raises UnavailableError when all ports are busy, unless the address will be pasted by hand.
        """
        return LoopbackReceiver(self.texts, by_hand=by_hand)

    def open_in_browser(self, address: str) -> bool:
        """Opens the person's browser; False when there is none. May take a second. Raises UnavailableError(ADDRESS_UNSAFE)."""
        return open_browser(address)

    def set_up(self, cancel: CancelToken) -> SetUp:
        """The wizard's questions."""
        return SetUp(self.ledger(cancel), self.settings, lambda: self.pocket_waits(cancel), computer_zone)

    def reference_sync(
        self, cancel: CancelToken, on_progress: Callable[[int, int], None] = lambda _done, _total: None
    ) -> ReferenceSync:
        """Brings Pleo up to date with QuickBooks."""
        names = self.texts.group_names()
        return ReferenceSync(
            self.ledger(cancel), self.spend(cancel), self.settings, self.clock, self.today, cancel, names, on_progress
        )

    def preview_sync(
        self, books: Books, cancel: CancelToken, only: Iterable[Kind], settings: Settings | None = None
    ) -> SyncReport:
        """What a sync of these kinds would do to Pleo now; writes nothing. `settings` None: those that are kept."""
        names, kept = self.texts.group_names(), settings or self.settings.load()
        return preview_sync(books, self.spend(cancel), kept, self.clock, self.today, cancel, names, only)

    def save_category_file(self, path: Path, books: Books) -> int:
        """Writes the file for Pleo's category import, and says how many categories are in it. Raises UnavailableError."""
        return CategoryFile(self.settings, write_text).save(path, books)

    def sync(
        self, cancel: CancelToken, on_progress: Callable[[int, int], None] = lambda _done, _total: None
    ) -> ReferenceSync:
        """A sync of everything. Raises SetupIncompleteError while set-up is incomplete."""
        self.check_ready()
        return self.reference_sync(cancel, on_progress)

    @contextmanager
    def _parts(self, cancel: CancelToken) -> Iterator[ExportContext]:
        scratch = Path(tempfile.mkdtemp(prefix="receipts-", dir=self.folders.cache))
        fetcher = self._receipt_fetcher()
        try:
            yield ExportContext(
                source=self.spend(cancel),
                ledger=self.ledger(cancel),
                runs=self.runs,
                locks=self.locks,
                clock=self.clock,
                fetcher=fetcher,
                wording=self.texts,
                words=self.texts.memo_words(),
                scratch=scratch,
                request_counts=self.request_counts,
                note_bug=self.note_bug,
            )
        finally:
            fetcher.close()
            shutil.rmtree(scratch, ignore_errors=True)

    def request_counts(self) -> tuple[int, int, int]:
        """Requests so far: to Pleo, to QuickBooks, the metered ones among the latter."""
        return self._pleo_tally.requests, self._quickbooks_tally.requests, self._quickbooks_tally.metered

    @contextmanager
    def export(
        self,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        only: frozenset[str] | None = None,
    ) -> Iterator[Export]:
        """Export now. Raises SetupIncompleteError while set-up is incomplete."""
        self.check_ready()
        with self._parts(cancel) as parts:
            yield Export(parts, self.settings.load(), cancel, on_progress, only=only)

    @contextmanager
    def preview(self, cancel: CancelToken) -> Iterator[DryRun]:
        """A dry run. Raises SetupIncompleteError while set-up is incomplete."""
        self.check_ready()
        with self._parts(cancel) as parts:
            yield DryRun(parts, self.settings.load(), cancel)

    def undo(self, cancel: CancelToken, on_progress: Callable[[int, int], None] = lambda _done, _total: None) -> Undo:
        """Takes a run back. Raises SignInAgainError without a connection."""
        settings = self.settings.load()
        return Undo(
            self.ledger(cancel), self.runs, self.locks, self.clock, cancel, settings.realm_id or "", on_progress
        )

    def reconcile(self, cancel: CancelToken) -> Reconcile:
        """Compares Pleo with QuickBooks. Raises SetupIncompleteError while set-up is incomplete."""
        self.check_ready()
        return Reconcile(self.spend(cancel), self.ledger(cancel), self.runs, self.settings.load())

    def tour(self, cancel: CancelToken) -> Iterator[tuple[str, dict[str, object]]]:
        """Practice mode in one go, up to the export: each step with its name and values. Raises KnownError."""
        practice = self.practice
        if practice is None:
            raise ValueError("the tour needs the practice companies")
        yield "tour_start", {"name": practice.company["name"]}
        company = self.connect_pleo().connect(str(practice.company["pleo"]["api_key"]))
        yield "pleo_connected", {"name": company.name}
        connect = self.connect_quickbooks(cancel)
        with self.receiver() as receiver:
            practice.authorise(connect.address(receiver))
            books_company = connect.finish(receiver, cancel)
        yield "quickbooks_connected", {"name": books_company.name, "currency": books_company.home_currency}
        set_up = self.set_up(cancel)
        settings, made = set_up.apply(Answers(), set_up.books())
        for account in made:
            yield "made_account", {"name": " ".join(part for part in (account.number, account.name) if part)}
        yield "setup_done", {}
        for kind, counts in self.sync(cancel).run().counts.items():
            if counts:
                done = ", ".join(f"{change.value} {count}" for change, count in counts.items())
                yield "synced", {"kind": self.texts.synced_kind(kind), "counts": done}
        if practice.choose_contra_account(settings.wallet_account_id or "", books_company.home_currency):
            yield "tour_contra", {}

    def save_list(self, path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
        """Writes a table as a CSV file, cells neutralised, with the mark by which spreadsheets know UTF-8. Raises UnavailableError."""
        write_text(path, csv_text(header, rows), "utf-8-sig")
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

    # -- what is so ------------------------------------------------------------------------------

    def pleo_connected(self) -> bool:
        """Whether a Pleo key is kept."""
        return self.connect_pleo().connected()

    def quickbooks_connected(self) -> bool:
        """Whether a QuickBooks sign-in is kept."""
        return self.sign_in.signed_in()

    def missing(self) -> tuple[str, ...]:
        """What set-up still lacks (setup.readiness)."""
        return missing(
            self.settings.load(),
            pleo_connected=self.pleo_connected(),
            quickbooks_connected=self.quickbooks_connected(),
        )

    def check_ready(self) -> None:
        """Raises SignInAgainError when a connection that was there is gone, SetupIncompleteError when a choice is missing."""
        settings, lacking = self.settings.load(), self.missing()
        if "pleo" in lacking and settings.pleo_company_id:
            raise SignInAgainError(problem(Code.PLEO_NOT_CONNECTED))
        if "quickbooks" in lacking and settings.realm_id:
            raise SignInAgainError(problem(Code.QUICKBOOKS_SIGN_IN_ENDED))
        if lacking:
            raise SetupIncompleteError(problem(Code.SETUP_INCOMPLETE, missing=", ".join(lacking)))

    def facts(self, *, account_explained: bool = False) -> Facts:
        """What the wizard's flow goes by."""
        return facts_from(self.settings.load(), self.missing(), account_explained=account_explained)

    def pocket_waits(self, cancel: CancelToken) -> bool:
        """Whether Pocket expenses wait in Pleo's queue; False when Pleo is not connected."""
        return self.pleo_connected() and pocket_waits(self.spend(cancel))

    def status(self, cancel: CancelToken) -> StatusView:
        """Connections, set-up, what waits. Raises KnownError only when the settings or the store are damaged."""
        return self._status(cancel).view(
            pleo_kept=self.pleo_connected(), quickbooks_kept=self.quickbooks_connected(), missing=self.missing()
        )

    def waiting(self, cancel: CancelToken) -> Waiting:
        """Jobs and items that an export would take."""
        return self._status(cancel).waiting()

    def _status(self, cancel: CancelToken) -> Status:
        return Status(self.settings.load(), self.runs, lambda: self.spend(cancel), lambda: self.ledger(cancel))

    def history_item(self, record: ItemRecord) -> ItemOutcome:
        """An item of an earlier run, with its address in QuickBooks."""
        if not (record.kind and record.external_id):
            return ItemOutcome(record)
        ledger = quickbooks.QuickBooksClient(self._quickbooks_transport, "", self.endpoints.quickbooks.web)
        return ItemOutcome(record, ledger.web_address(record.kind, record.external_id))

    def contra_account_chosen(self, cancel: CancelToken) -> bool:
        """Whether the wallet's account is chosen as contra account in Pleo."""
        wallet = self.settings.load().wallet_account_id
        return wallet is not None and wallet in self.spend(cancel).contra_accounts([wallet])

    def today(self) -> date:
        """The day in the company's time zone, else this computer's."""
        return CompanyDay(self.clock, self.settings, computer_zone).today()

    def books(self, cancel: CancelToken) -> Books:
        """The books with the chosen dimensions. Raises SignInAgainError, UnavailableError, Cancelled."""
        return chosen_books(self.ledger(cancel), self.settings.load())

    def pleo_names(self, cancel: CancelToken) -> PleoNames:
        """Names for the ids in Pleo's queue. Raises SignInAgainError, UnavailableError, Cancelled."""
        return read_names(self.spend(cancel))

    def posted_entry(self, record: ItemRecord, cancel: CancelToken) -> PostedEntry | None:
        """The entry of an exported item as QuickBooks holds it now, None when it is gone or there is none."""
        if not (record.kind and record.external_id):
            return None
        return self.ledger(cancel).read(record.kind, record.external_id)

    @contextmanager
    def receipts(self, entry_id: str, cancel: CancelToken) -> Iterator[Iterator[FetchedReceipt | Problem]]:
        """An expense's receipts, fetched one by one as they are asked for, of the type QuickBooks takes; what is wrong with one
        comes in its place. The files are gone at the end. Raises SignInAgainError, UnavailableError, Cancelled."""
        scratch = Path(tempfile.mkdtemp(prefix="receipts-", dir=self.folders.cache))
        fetcher = self._receipt_fetcher()

        def fetched() -> Iterator[FetchedReceipt | Problem]:
            for number, stored in enumerate(self.spend(cancel).receipts(entry_id), 1):
                try:
                    yield fetcher.fetch(stored.url, scratch / str(number), stored.type, cancel)
                except ReceiptRefusal as error:
                    params = dict(error.params) | {"index": str(number)}
                    yield problem(error.code, entry_id=entry_id, **params)

        try:
            yield fetched()
        finally:
            fetcher.close()
            shutil.rmtree(scratch, ignore_errors=True)

    def _receipt_fetcher(self) -> HttpReceiptFetcher:
        return HttpReceiptFetcher(USER_AGENT, trust_loopback=is_loopback(urlsplit(self.endpoints.pleo.api).hostname))

    def with_language(self, language: Language) -> None:
        """Switches the language at once and remembers it."""
        self.language, self.texts = language, Texts(language)
        self.settings.update(language=language.code)
        self.choice = replace(self.choice, language=language.code)


def computer_zone() -> str | None:
    """This computer's IANA time zone, None when it does not tell."""
    try:
        return str(tzlocal.get_localzone_name()) or None
    except (OSError, LookupError, ValueError):
        return None
