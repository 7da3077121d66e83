"""Brings Pleo's accounts, VAT rates, tags and vendors up to date with QuickBooks; a second run writes nothing (COA, TXC, TAG, VEN)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from pleoqb_desktop.domain.books import Account, Books, Dimension, DimensionValue, TaxCode, Vendor, fold
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules.naming import cut
from pleoqb_desktop.domain.rules.posting import CLASS_GROUP, LOCATION_GROUP, PROJECT_GROUP
from pleoqb_desktop.domain.spend import TaxType
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SpendRefusal
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.reference import (
    Kind,
    PleoAccount,
    PleoTag,
    PleoTagGroup,
    PleoTaxCode,
    PleoVendor,
    SpendReference,
)
from pleoqb_desktop.ports.settings import Settings, SettingsStore
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.setup.choices import names_by_number
from pleoqb_desktop.setup.set_up import available_dimensions

_T = TypeVar("_T")
NAME_LENGTH = 255  # COA-10
GROUPS = {Dimension.CLASSES: CLASS_GROUP, Dimension.PROJECTS: PROJECT_GROUP, Dimension.LOCATIONS: LOCATION_GROUP}


class Change(StrEnum):
    """What happened to one thing in Pleo."""

    CREATED = "created"
    UPDATED = "updated"
    UNARCHIVED = "unarchived"
    ARCHIVED = "archived"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ChangedThing:
    """One thing that the sync touched, for the list of what changed."""

    kind: Kind
    change: Change
    name: str


@dataclass(slots=True)
class SyncReport:
    """What a sync did. `things` leaves out what is unchanged."""

    counts: dict[Kind, dict[Change, int]] = field(default_factory=lambda: {kind: defaultdict(int) for kind in Kind})
    things: list[ChangedThing] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, kind: Kind, change: Change, name: str) -> None:
        """Counts one thing."""
        self.counts[kind][change] += 1
        if change is not Change.UNCHANGED:
            self.things.append(ChangedThing(kind, change, name))


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
        # Reads only what this sync needs: six requests at the most (DESIGN 5).
        dimensions = [d for d in settings.dimensions or () if {Kind.TAG_GROUPS, Kind.TAGS} & wanted]
        books = self._ledger.books(dimensions)
        usable = available_dimensions(books.company)
        selected = [dimension for dimension in dimensions if dimension in usable]
        if Kind.TAX_CODES in wanted and books.company.taxes_purchases:
            self._tax_codes(books, report)
        if Kind.ACCOUNTS in wanted:
            self._accounts(books, settings, report)
        if {Kind.TAG_GROUPS, Kind.TAGS} & wanted and settings.dimensions is not None:
            self._tags(books, selected, report)
        if Kind.VENDORS in wanted:
            self._vendors(books, report)
        self._activate(settings)
        synced = {*self._store.load().synced, *(kind.value for kind in wanted)}
        self._store.update(last_sync=self._clock.now(), synced=tuple(sorted(synced)))
        return report

    def _activate(self, settings: Settings) -> None:
        """Once: Pleo shows the installation as active when its reference data has arrived (INS-03)."""
        if not settings.pleo_activated:
            with suppress(SpendRefusal):
                self._reference.set_status("ACTIVATED")
                self._store.update(pleo_activated=True)

    # -- accounts --------------------------------------------------------------------------------

    def write_bank_accounts(self) -> SyncReport:
        """Writes only the accounts that must be chosen as contra accounts in Pleo (COA-12), so that they can be; archives nothing.

        The accounts count as synced only after a whole `run`. Raises like `run`.
        """
        settings, report = self._store.load(), SyncReport()
        books = self._ledger.books(())
        chosen = offered_accounts(books, replace(settings, account_types=(), accounts_in=()))
        wanted = {account.id: self._pleo_account(account, books, settings) for account in chosen}
        written = self._write(wanted, {account.external_id: account for account in self._reference.accounts()}, report)
        self._store.update(written_accounts=tuple(sorted({*settings.written_accounts, *written})))
        return report

    def _accounts(self, books: Books, settings: Settings, report: SyncReport) -> None:
        wanted = {a.id: self._pleo_account(a, books, settings) for a in offered_accounts(books, settings)}
        standing = {account.external_id: account for account in self._reference.accounts()}
        written = {*settings.written_accounts, *self._write(wanted, standing, report)}
        self._archive_accounts(standing, wanted, set(settings.written_accounts), report)
        if written != set(settings.written_accounts):
            self._store.update(written_accounts=tuple(sorted(written)))

    def _write(
        self, wanted: Mapping[str, PleoAccount], standing: Mapping[str, PleoAccount], report: SyncReport
    ) -> set[str]:
        """Updates what stands, makes the rest; the ids of all that Pleo took."""
        to_create = [account for external_id, account in wanted.items() if external_id not in standing]
        self._write_accounts(wanted, standing, report)
        try:
            refused = dict(self._reference.create_accounts(to_create)) if to_create else {}
        except SpendRefusal as refusal:  # the whole batch
            refused = dict.fromkeys((one.external_id for one in to_create), refusal.message or str(refusal.status))
        for account in to_create:
            if account.external_id in refused:
                self._refused(report, Kind.ACCOUNTS, account.name, refused[account.external_id])
            else:
                report.note(Kind.ACCOUNTS, Change.CREATED, account.name)
        return set(wanted) - set(refused)

    def _pleo_account(self, account: Account, books: Books, settings: Settings) -> PleoAccount:
        numbers = names_by_number(settings, books.company)
        code = books.tax_codes.get(account.tax_code_id or "")
        tax_code = code.id if code and code.offered and books.company.taxes_purchases else None
        name = cut(account.full_name or account.name, NAME_LENGTH)
        return PleoAccount(
            "", account.id, name, account.number if numbers else None, archived=False, tax_code_external_id=tax_code
        )

    def _write_accounts(
        self, wanted: Mapping[str, PleoAccount], standing: Mapping[str, PleoAccount], report: SyncReport
    ) -> None:
        both = [(account, standing[external_id]) for external_id, account in wanted.items() if external_id in standing]
        for number, (account, there) in enumerate(both, 1):
            self._cancel.check()
            self._on_progress(number, len(wanted))
            target = replace(account, id=there.id)
            if target == there:
                report.note(Kind.ACCOUNTS, Change.UNCHANGED, account.name)
                continue
            change = Change.UNARCHIVED if there.archived else Change.UPDATED
            self._attempt(report, Kind.ACCOUNTS, change, self._reference.update_account, target, account.name)

    def _archive_accounts(
        self,
        standing: Mapping[str, PleoAccount],
        wanted: Mapping[str, PleoAccount],
        written: set[str],
        report: SyncReport,
    ) -> None:
        """Only accounts that this program wrote, and never one that is chosen as contra account (DESIGN, issue of the sync)."""
        gone = [
            a for a in standing.values() if a.external_id not in wanted and a.external_id in written and not a.archived
        ]
        if not gone:
            return
        contra = self._reference.contra_accounts([account.external_id for account in gone])
        for account in gone:
            if account.external_id not in contra:
                target = replace(account, archived=True)
                self._attempt(
                    report, Kind.ACCOUNTS, Change.ARCHIVED, self._reference.update_account, target, account.name
                )

    # -- VAT -------------------------------------------------------------------------------------

    def _tax_codes(self, books: Books, report: SyncReport) -> None:
        standing: dict[str, list[PleoTaxCode]] = defaultdict(list)
        for pleo_code in self._reference.tax_codes():
            if pleo_code.code:
                standing[pleo_code.code].append(pleo_code)
        for code in books.tax_codes.values():
            self._cancel.check()
            there = sorted(standing.get(code.id, ()), key=lambda one: (one.archived, one.name != code.name, one.id))
            target = self._pleo_tax_code(code, books)
            if code.offered and there:
                self._write_tax_code(replace(target, id=there[0].id), there[0], report)
            elif code.offered:
                self._attempt(report, Kind.TAX_CODES, Change.CREATED, self._reference.write_tax_code, target, code.name)
            surplus = [one for one in (there[1:] if code.offered else there) if not one.archived]
            for one in surplus:
                archived = replace(one, archived=True)
                self._attempt(
                    report, Kind.TAX_CODES, Change.ARCHIVED, self._reference.write_tax_code, archived, one.name
                )

    def _pleo_tax_code(self, code: TaxCode, books: Books) -> PleoTaxCode:
        """Of a reverse-charge pair the positive rate; "exclusive" is not supported by Pleo yet (pleo-api.md 8)."""
        rate = books.rate(code, self._today()).normalize() + Decimal(0)
        kind = TaxType.REVERSE if books.is_reverse_charge(code) else TaxType.INCLUSIVE
        return PleoTaxCode("", code.id, cut(code.name, NAME_LENGTH), rate, kind.value, archived=False)

    def _write_tax_code(self, target: PleoTaxCode, there: PleoTaxCode, report: SyncReport) -> None:
        if target == there:
            report.note(Kind.TAX_CODES, Change.UNCHANGED, target.name)
            return
        change = Change.UNARCHIVED if there.archived else Change.UPDATED
        self._attempt(report, Kind.TAX_CODES, change, self._reference.write_tax_code, target, target.name)

    # -- tags ------------------------------------------------------------------------------------

    def _tags(self, books: Books, selected: Sequence[Dimension], report: SyncReport) -> None:
        """Groups first, then their tags (TAG-03); only groups of ours are ever archived (TAG-09, TAG-14)."""
        standing: dict[str, list[PleoTagGroup]] = defaultdict(list)
        for group in self._reference.tag_groups():
            standing[fold(group.code)].append(group)
        groups: dict[Dimension, PleoTagGroup] = {}
        for dimension, code in GROUPS.items():
            there = sorted(standing.get(code, ()), key=lambda one: (one.archived, one.id))
            if dimension in selected:
                chosen = self._selected_group(dimension, code, there, report)
                if chosen:
                    groups[dimension] = chosen
            for position, group in enumerate(there):
                if not group.archived and (dimension not in selected or position > 0):
                    self._write_group(replace(group, archived=True), Change.ARCHIVED, report)
        tags = self._reference.tags([group.id for group in groups.values()])
        for dimension, group in groups.items():
            values = books.dimension(dimension)
            self._group_tags(group, values, [tag for tag in tags if tag.group_id == group.id], report)

    def _selected_group(
        self, dimension: Dimension, code: str, there: Sequence[PleoTagGroup], report: SyncReport
    ) -> PleoTagGroup | None:
        if not there:
            new = PleoTagGroup("", code, self._group_names[dimension], archived=False, metadata={})
            return self._write_group(new, Change.CREATED, report)
        if there[0].archived:
            return self._write_group(replace(there[0], archived=False), Change.UNARCHIVED, report)
        report.note(Kind.TAG_GROUPS, Change.UNCHANGED, there[0].name)
        return there[0]

    def _write_group(self, group: PleoTagGroup, change: Change, report: SyncReport) -> PleoTagGroup | None:
        try:
            written = self._reference.write_tag_group(group)
        except SpendRefusal as refusal:
            self._refused(report, Kind.TAG_GROUPS, group.name, refusal.message or str(refusal.status))
            return None
        report.note(Kind.TAG_GROUPS, change, group.name)
        return written

    def _group_tags(
        self, group: PleoTagGroup, values: Mapping[str, DimensionValue], tags: Sequence[PleoTag], report: SyncReport
    ) -> None:
        by_code: dict[str, list[PleoTag]] = defaultdict(list)
        for tag in tags:
            by_code[fold(tag.code)].append(tag)
        surplus: list[PleoTag] = []
        active = {fold(value.id): value for value in values.values() if value.active}
        for code, value in active.items():
            self._cancel.check()
            name = cut(value.full_name, NAME_LENGTH)
            there = sorted(by_code.get(code, ()), key=lambda tag: (tag.name != name, tag.archived, tag.id))
            if there:
                # One of several with this code is kept, by name if one matches, the rest archived (TAG-17).
                self._keep_tag(there[0], name, report)
                surplus.extend(tag for tag in there[1:] if not tag.archived)
            else:
                new = PleoTag("", group.id, value.id, name, archived=False)
                self._attempt(report, Kind.TAGS, Change.CREATED, self._reference.create_tag, new, name)
        surplus.extend(tag for tag in tags if fold(tag.code) not in active and not tag.archived)
        self._archive_tags(surplus, report)

    def _keep_tag(self, there: PleoTag, name: str, report: SyncReport) -> None:
        if there.name == name and not there.archived:
            report.note(Kind.TAGS, Change.UNCHANGED, name)
            return
        change = Change.UNARCHIVED if there.archived else Change.UPDATED
        target = replace(there, name=name, archived=False)
        self._attempt(report, Kind.TAGS, change, self._reference.update_tag, target, name)

    def _archive_tags(self, tags: Sequence[PleoTag], report: SyncReport) -> None:
        if not tags:
            return
        try:
            self._reference.archive_tags([tag.id for tag in tags], archived=True)
        except SpendRefusal as refusal:
            self._refused(report, Kind.TAGS, tags[0].name, refusal.message or str(refusal.status))
            return
        for tag in tags:
            report.note(Kind.TAGS, Change.ARCHIVED, tag.name)

    # -- vendors ---------------------------------------------------------------------------------

    def _vendors(self, books: Books, report: SyncReport) -> None:
        """Where Pleo's vendor API is open (early access, VEN-04): QuickBooks' vendors into Pleo, matched by external id.

        A draft born in Pleo is tied to the vendor of the same name and currency; without one it stays a draft.
        """
        standing = self._reference.vendors()
        if standing is None:
            return
        home = books.company.home_currency
        by_id = {vendor.external_id: vendor for vendor in standing if vendor.external_id}
        drafts = {(fold(v.name), v.currency): v for v in standing if v.state == "DRAFT" and not v.external_id}
        for vendor in self._ledger.vendors():
            self._cancel.check()
            there = by_id.get(vendor.id) or drafts.get((fold(vendor.name), vendor.currency or home))
            self._vendor(vendor, there, home, report)

    def _vendor(self, vendor: Vendor, there: PleoVendor | None, home: str, report: SyncReport) -> None:
        if not vendor.active:
            if there and there.state == "ACTIVE":
                self._attempt(
                    report, Kind.VENDORS, Change.ARCHIVED, self._reference.archive_vendor, there.id, vendor.name
                )
            return
        target = PleoVendor(
            there.id if there else "", vendor.name, vendor.id, vendor.id, vendor.currency or home, "ACTIVE"
        )
        if target == there:
            report.note(Kind.VENDORS, Change.UNCHANGED, vendor.name)
            return
        change = Change.CREATED if there is None else Change.UNARCHIVED if there.state == "ARCHIVED" else Change.UPDATED
        self._attempt(report, Kind.VENDORS, change, self._reference.write_vendor, target, vendor.name)

    # -- results ---------------------------------------------------------------------------------

    def _attempt(
        self, report: SyncReport, kind: Kind, change: Change, write: Callable[[_T], None], value: _T, name: str
    ) -> None:
        try:
            write(value)
        except SpendRefusal as refusal:
            self._refused(report, kind, name, refusal.message or refusal.type or str(refusal.status))
        else:
            report.note(kind, change, name)

    def _refused(self, report: SyncReport, kind: Kind, name: str, detail: str) -> None:
        report.note(kind, Change.REFUSED, name)
        report.problems.append(problem(Code.SYNC_REFUSED, kind=kind.value, name=name, detail=detail))


def offered_accounts(books: Books, settings: Settings) -> list[Account]:
    """Accounts that people see in Pleo: by type, single ones in or out, and those to be chosen as contra accounts (COA-12)."""
    needed = {settings.wallet_account_id, settings.pocket_account_id, settings.external_reimbursement_account_id}
    return [
        account
        for account in books.accounts.values()
        if account.active
        and (
            account.id in needed
            or account.id in settings.accounts_in
            or (account.type in settings.account_types and account.id not in settings.accounts_out)
        )
    ]
