"""The only place that builds use cases and hands them what they need: one App for one profile."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pleoqb_desktop.choice import Choice
from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.export.asked import Asked, asked_about
from pleoqb_desktop.export.needs import NeedsYou, needs_you
from pleoqb_desktop.export.outcome import ItemOutcome, outcome_of
from pleoqb_desktop.export.stored_receipts import stored_receipts
from pleoqb_desktop.exports import Exports, known_days
from pleoqb_desktop.file_door import FileDoor
from pleoqb_desktop.months.compare import month_comparison
from pleoqb_desktop.months.view import MonthView, month_view
from pleoqb_desktop.moving_in import MovingIn
from pleoqb_desktop.planned import PlannedExports
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SetupIncompleteError
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.questions import NotInBooks
from pleoqb_desktop.ports.receipts import FetchedReceipt
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.runs import ItemRecord
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.ports.spend import SpendSource
from pleoqb_desktop.ports.updates import NewVersion
from pleoqb_desktop.profile import Profile, World
from pleoqb_desktop.reconcile import Reconcile
from pleoqb_desktop.services.pleo.client import NEEDED_SCOPES
from pleoqb_desktop.services.storage.disk import make_folder, write_text
from pleoqb_desktop.services.system.practice_process import PracticeProcess
from pleoqb_desktop.setup.books import chosen_books
from pleoqb_desktop.setup.company_day import CompanyDay
from pleoqb_desktop.setup.connect import ConnectQuickBooks, KeepIntuitKeys
from pleoqb_desktop.setup.contra_account import contra_account_chosen
from pleoqb_desktop.setup.flow import Facts, facts_from
from pleoqb_desktop.setup.pocket import pocket_waits
from pleoqb_desktop.setup.set_up import SetUp
from pleoqb_desktop.setup.tour import Tour, TourStep
from pleoqb_desktop.status import Status, StatusView, Waiting
from pleoqb_desktop.sync.category_file import CategoryFile
from pleoqb_desktop.sync.import_files import LISTS, ImportFiles, WrittenFile
from pleoqb_desktop.sync.pleo_names import PleoNames, read_names
from pleoqb_desktop.sync.preview import preview_sync
from pleoqb_desktop.sync.reference import ReferenceSync
from pleoqb_desktop.sync.report import SyncReport
from pleoqb_desktop.undo import Undo

__all__ = ["App", "Choice", "World"]


class App(Profile):
    """The use cases of one profile, each built when it is asked for; those of files, exports and plans in parts of their own."""

    def __init__(self, choice: Choice, world: World | None = None) -> None:
        """Raises as Profile does."""
        super().__init__(choice, world)
        self.files = FileDoor(self)
        self.exports = Exports(self, self.files)
        self.plans = PlannedExports(self, self.exports)

    # -- use cases -------------------------------------------------------------------------------

    def pleo_scopes(self) -> tuple[str, ...]:
        """The permissions that a Pleo key needs, by their published names."""
        return NEEDED_SCOPES

    def connect_quickbooks(self, cancel: CancelToken) -> ConnectQuickBooks:
        """Signs in with Intuit."""
        ledger, installation = lambda realm_id: self.ledger(cancel, realm_id), self._connections.installation
        return ConnectQuickBooks(self.sign_in, ledger, self.settings, installation)

    def keep_intuit_keys(self, client_id: str, client_secret: str) -> None:
        """Tries the keys of the owner's own Intuit app, then keeps them. Raises as KeepIntuitKeys.keep does."""
        tried = self._connections.try_intuit_keys
        KeepIntuitKeys(tried, self.secrets, self.settings, self.endpoints.quickbooks.token).keep(
            client_id, client_secret
        )
        self._connections.renew_sign_in()

    def set_up(self, cancel: CancelToken) -> SetUp:
        """The wizard's questions."""
        return SetUp(
            self.ledger(cancel),
            self.settings,
            lambda: self.pocket_waits(cancel),
            self.world.computer_zone,
            self.today,
        )

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
        """A sync of everything. Raises SetupIncompleteError while set-up is incomplete, and where there is no key."""
        self.check_ready()
        if self.door is Door.FILE:
            raise SetupIncompleteError(problem(Code.FOLDER_NEEDED))
        return self.reference_sync(cancel, on_progress)

    def asked(self, entry_id: str, cancel: CancelToken) -> Asked:
        """What is asked about an expense, with the entries as QuickBooks holds them now. Raises as asked_about does."""
        runs = self.runs
        return asked_about(entry_id, runs.questions(), runs, self.ledger(cancel))

    @contextmanager
    def moving_in(self, cancel: CancelToken) -> Iterator[MovingIn]:
        """Pairs what Pleo exported before with what stands unmarked. Raises SetupIncompleteError while set-up is incomplete."""
        self.check_ready()
        with self.exports.context(cancel) as context:
            yield MovingIn(context, self.settings.load())

    def not_in_books(self) -> list[NotInBooks]:
        """What was met and is not in the books, nor set aside since: oldest first. Raises KnownError when the store is damaged."""
        return self.runs.questions().not_in_books()

    def needs_you(self) -> NeedsYou:
        """What needs a person, from the run store alone. Raises KnownError when the store is damaged."""
        runs = self.runs
        return needs_you(runs, runs.questions(), self.settings.load(), self.today(), runs.months().newest())

    def save_import_files(self, folder: Path, books: Books, kinds: Collection[Kind] = LISTS) -> list[WrittenFile]:
        """Writes the files for Pleo's own import into a folder, which is made, and remembers it. Raises UnavailableError."""
        make_folder(folder)
        settings = self.settings.load()
        written = ImportFiles(settings, write_text, self.today()).save(folder, books, kinds)
        if self.door is Door.FILE:
            self.settings.update(synced=tuple(sorted({*settings.synced, *(kind.value for kind in kinds)})))
        return written

    def undo(self, cancel: CancelToken, on_progress: Callable[[int, int], None] = lambda _done, _total: None) -> Undo:
        """Takes a run back. Raises SignInAgainError without a connection."""
        realm_id = self.settings.load().realm_id or ""
        return Undo(self.ledger(cancel), self.runs, self.locks, self.clock, cancel, realm_id, on_progress)

    def reconcile(self, cancel: CancelToken) -> Reconcile:
        """Compares Pleo with QuickBooks. Raises SetupIncompleteError while set-up is incomplete."""
        self.check_ready()
        return self._reconcile(self.exports.source(cancel), cancel)

    def _reconcile(self, source: SpendSource, cancel: CancelToken) -> Reconcile:
        return Reconcile(source, self.ledger(cancel), self.runs, self.settings.load(), self.today())

    def month(self, month: date) -> MonthView:
        """A month by its first day, from the run store alone. Raises KnownError when the store is damaged."""
        runs = self.runs
        return month_view(runs, runs.questions(), runs.months(), month, self.today())

    def compare_month(self, month: date, cancel: CancelToken) -> MonthView:
        """Compares a month with QuickBooks and keeps what was found. Raises as `reconcile` does, and as Reconcile.run."""
        self.check_ready()
        last, now = periods.last_of_month(month), self.clock.now()
        files = self.files.source(cancel) if self.door is Door.FILE else None  # each is read once
        known = known_days(files, month, last) if files else (month, last)
        found = self._reconcile(files or self.spend(cancel), cancel).run(*known)
        told_at = files.told_at(month, last) if files else now
        told_on = self._company_day().day_of(told_at) if told_at else month
        comparison = month_comparison(found, month, self.books(cancel), self.settings.load(), now, told_on)
        self.runs.months().keep(comparison)
        return self.month(month)

    def tour(self, cancel: CancelToken) -> Iterator[TourStep]:
        """Practice mode in one go, up to the export. Raises KnownError."""
        return self._tour(cancel).steps(cancel)

    def file_tour(self, cancel: CancelToken) -> Iterator[TourStep]:
        """The same without a key, up to the export of a file. Raises KnownError."""
        return self._tour(cancel).file_steps(cancel, lambda: self._saved_lists(cancel))

    @contextmanager
    def practice_file(self, cancel: CancelToken, shape: str = "custom") -> Iterator[Path]:
        """The practice company's file as a person exports and downloads it, gone at the end. Raises UnavailableError."""
        settings = self.settings.load()
        accounts = self.books(cancel).accounts if settings.realm_id else {}
        ids = (settings.wallet_account_id, settings.pocket_account_id)
        contra, pocket = (account.number or account.name if (account := accounts.get(id_ or "")) else "" for id_ in ids)
        with self.scratch_folder("file-") as folder:
            yield self._practising().download_file(folder, shape, contra, pocket)

    def practise_by_file(self, cancel: CancelToken) -> None:
        """What a person does in Pleo without a key, done for her: the lists are imported, what waits is exported and downloaded.

        Raises WrongUsageError(FILE_EMPTY) where nothing waits.
        """
        self._practising().import_lists(self._saved_lists(cancel))
        with self.practice_file(cancel) as path:
            self.files.keep(path, cancel)

    def _saved_lists(self, cancel: CancelToken) -> dict[str, str]:
        with self.scratch_folder("lists-") as folder:
            files = self.save_import_files(folder, self.books(cancel))
            return {file.path.name: file.path.read_text("utf-8") for file in files}

    def _practising(self) -> PracticeProcess:
        if self.practice is None:
            raise ValueError("the tour needs the practice companies")
        return self.practice

    def _tour(self, cancel: CancelToken) -> Tour:
        return Tour(
            self._practising(),
            self.connect_pleo(),
            self.connect_quickbooks(cancel),
            self.receiver,
            lambda: self.set_up(cancel),
            lambda: self.sync(cancel).run(),
        )

    # -- what is so ------------------------------------------------------------------------------

    def facts(self, *, account_explained: bool = False) -> Facts:
        """What the wizard's flow goes by."""
        return facts_from(self.settings.load(), self.missing(), account_explained=account_explained)

    def pocket_waits(self, cancel: CancelToken) -> bool:
        """Whether Pocket expenses wait in Pleo's queue, or stand in the newest file; True where nobody can look yet, by file."""
        if self.door is Door.KEY:
            return self.pleo_connected() and pocket_waits(self.spend(cancel))
        return self.files.pocket_waits(cancel)

    def status(self, cancel: CancelToken) -> StatusView:
        """Connections, set-up, what waits. Raises KnownError only when the settings or the store are damaged."""
        return self._status(cancel).view(
            pleo_kept=self.pleo_connected() or self.door is Door.FILE,
            quickbooks_kept=self.quickbooks_connected(),
            missing=self.missing(),
        )

    def waiting(self, cancel: CancelToken) -> Waiting:
        """Jobs and items that an export would take."""
        return self._status(cancel).waiting()

    def _status(self, cancel: CancelToken) -> Status:
        settings, runs = self.settings.load(), self.runs
        return Status(
            settings, runs, runs.questions(), lambda: self.exports.source(cancel), lambda: self.ledger(cancel)
        )

    def history_item(self, record: ItemRecord) -> ItemOutcome:
        """An item of an earlier run, with its address in QuickBooks."""
        return outcome_of(record, self._connections.ledger_addresses())

    def contra_account_chosen(self, cancel: CancelToken) -> bool:
        """Whether the wallet's account is chosen as contra account in Pleo. Raises as setup.contra_account does."""
        return contra_account_chosen(self.spend(cancel), self.settings)

    def new_version(self, cancel: CancelToken) -> NewVersion | None:
        """A version newer than this program, as far as the owner wants to know; may ask for it, once a day. Raises Cancelled."""
        return self.updates.look(cancel) if self.settings.load().update_notice else None

    def today(self) -> date:
        """The day in the company's time zone, else this computer's."""
        return self._company_day().today()

    def _company_day(self) -> CompanyDay:
        return CompanyDay(self.clock, self.settings, self.world.computer_zone)

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
        """An expense's receipts (export.stored_receipts). The files are gone at the end."""
        with self.fetching(by_file=self.door is Door.FILE) as (fetcher, scratch):
            yield stored_receipts(self.exports.source(cancel), fetcher, scratch, entry_id, cancel)
