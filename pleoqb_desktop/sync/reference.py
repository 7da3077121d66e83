"""Brings Pleo's accounts, VAT rates, tags and vendors up to date with QuickBooks; a second run writes nothing (COA, TXC, TAG, VEN)."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SpendRefusal
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.reference import Kind, SpendReference
from pleoqb_desktop.ports.settings import Settings, SettingsStore
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.setup.set_up import available_dimensions
from pleoqb_desktop.sync.accounts import AccountSync
from pleoqb_desktop.sync.report import SyncReport
from pleoqb_desktop.sync.tags import TagSync
from pleoqb_desktop.sync.tax_codes import TaxCodeSync
from pleoqb_desktop.sync.vendors import VendorSync


class ReferenceSync:
    """One sync."""

    def __init__(
        self,
        ledger: Ledger,
        reference: SpendReference,
        settings: SettingsStore,
        clock: Clock,
        today: Callable[[], date],
        cancel: CancelToken,
        group_names: Mapping[Dimension, str],
        on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        """`today` tells the company's day; `group_names` are the names of new tag groups, in the owner's language."""
        self._ledger = ledger
        self._reference = reference
        self._store = settings
        self._clock = clock
        self._today = today
        self._cancel = cancel
        self._group_names = group_names
        self._on_progress = on_progress

    def run(self, only: Iterable[Kind] = tuple(Kind)) -> SyncReport:
        """Reads both sides and writes what differs, VAT first, then accounts, then tags (GEN-13), then vendors.

        Raises SignInAgainError, UnavailableError, Cancelled; a refusal of one thing is counted and told, the rest goes on.
        """
        settings, report, wanted = self._store.load(), SyncReport(), set(only)
        # Reads only what this sync needs: six requests at the most (design.md 5).
        dimensions = [d for d in settings.dimensions or () if {Kind.TAG_GROUPS, Kind.TAGS} & wanted]
        books = self._ledger.books(dimensions)
        usable = available_dimensions(books.company)
        selected = [dimension for dimension in dimensions if dimension in usable]
        if Kind.TAX_CODES in wanted and books.company.taxes_purchases:
            TaxCodeSync(self._reference, report, self._cancel, self._today).write_all(books)
        if Kind.ACCOUNTS in wanted:
            self._accounts(report).write_all(books, settings)
        if {Kind.TAG_GROUPS, Kind.TAGS} & wanted and settings.dimensions is not None:
            tags = TagSync(self._reference, report, self._cancel, self._group_names, self._on_progress)
            tags.write_all(books, selected)
        if Kind.VENDORS in wanted:
            vendors = VendorSync(self._ledger, self._reference, report, self._cancel)
            vendors.write_all(books.company.home_currency)
        self._activate(settings)
        synced = {*self._store.load().synced, *(kind.value for kind in wanted)}
        self._store.update(last_sync=self._clock.now(), synced=tuple(sorted(synced)))
        return report

    def write_bank_accounts(self) -> SyncReport:
        """Writes only the accounts that must be chosen as contra accounts in Pleo (COA-12), so that they can be; archives nothing.

        The accounts count as synced only after a whole `run`. Raises like `run`.
        """
        settings, report = self._store.load(), SyncReport()
        self._accounts(report).write_banks(self._ledger.books(()), settings)
        return report

    def _accounts(self, report: SyncReport) -> AccountSync:
        return AccountSync(self._reference, self._store, report, self._cancel, self._on_progress)

    def _activate(self, settings: Settings) -> None:
        """Once: Pleo shows the installation as active when its reference data has arrived (INS-03), and after it was told of an error."""
        if not settings.pleo_activated or settings.pleo_told_ended:
            with suppress(SpendRefusal):
                self._reference.set_status("ACTIVATED")
                self._store.update(pleo_activated=True, pleo_told_ended=False)
