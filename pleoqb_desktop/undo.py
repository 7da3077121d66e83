"""Takes a run back: its entries unless changed since, their receipts, and vendors it made that nothing else uses (design.md 4.10)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.identity import request_id
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules.spend_types import NUMBERED
from pleoqb_desktop.export.adopt import is_adopted, let_go
from pleoqb_desktop.export.already_posted import Wanted, find_existing
from pleoqb_desktop.export.standing_receipts import standing_receipts
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError, RefusalReason, WrongUsageError
from pleoqb_desktop.ports.ledger import Attachment, Ledger, PostedEntry
from pleoqb_desktop.ports.runs import AttachmentRecord, Intent, ItemRecord, RunRecord, Runs, RunState, VendorRecord
from pleoqb_desktop.ports.system import Clock, Locks

_LEFT = {
    RefusalReason.GONE: Code.UNDO_GONE,
    RefusalReason.CHANGED_SINCE: Code.UNDO_CHANGED,
    RefusalReason.MATCHED_TO_BANK: Code.UNDO_MATCHED,
    RefusalReason.PERIOD_CLOSED: Code.UNDO_CLOSED,
    RefusalReason.LINKED: Code.UNDO_LINKED,
}
"""What is said of an entry that QuickBooks does not let go, the first reason that fits."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of one item: `problem` says why something was left, None when everything of it is gone."""

    record: ItemRecord
    removed: int
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class UndoOutcome:
    """The report of an undo. `vendors_left` names vendors that something else uses."""

    run_id: int
    items: tuple[Undone, ...]
    entries_removed: int
    attachments_removed: int
    vendors_inactive: tuple[str, ...]
    vendors_left: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing was left."""
        return not any(item.problem for item in self.items)


class Undo:
    """Takes one run back. Safe to interrupt and to repeat: what is gone already is not asked for again."""

    def __init__(
        self,
        ledger: Ledger,
        runs: Runs,
        locks: Locks,
        clock: Clock,
        cancel: CancelToken,
        realm_id: str,
        on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self._ledger = ledger
        self._runs = runs
        self._locks = locks
        self._clock = clock
        self._cancel = cancel
        self._realm_id = realm_id
        self._on_progress = on_progress

    def run(self, run_id: int) -> UndoOutcome:
        """Removes what the run created and says what it left.

        Raises WrongUsageError for a run that is unknown or of another company, ExportRunningError while an export runs,
        SignInAgainError, UnavailableError, Cancelled.
        """
        with self._locks.export():
            summary = self._runs.run(run_id)
            if summary is None or summary.run.realm_id != self._realm_id:
                raise WrongUsageError(problem(Code.RUN_UNKNOWN, run=run_id))
            self._runs.end_run(run_id, RunState.UNDOING, summary.run.ended_at)
            return self._undo(summary.run)

    def _undo(self, run: RunRecord) -> UndoOutcome:
        records = self._runs.run_items(run.id)
        self._learn_lost_ids(records, run)
        intents, attachments = self._made(run)
        # Payments before the bills they settle, which refuse to go while they are paid (quickbooks.md 3.2, 6400). What was
        # sent tells of a payment also where the program died before its result was noted.
        records.sort(key=lambda record: not _pays(intents.get((record.job_id, record.accounting_entry_id), ())))
        items: list[Undone] = []
        removed_files = 0
        for number, record in enumerate(records, 1):
            self._cancel.check()
            key = (record.job_id, record.accounting_entry_id)
            files = self._all_files(record, intents.get(key, []), attachments.get(key, []))
            undone = self._undo_item(record, intents.get(key, []))
            if undone is None:
                continue
            if undone.problem is None:
                removed_files += self._remove_attachments(files)
            items.append(undone)
            self._on_progress(number, len(records))
        inactive, left = self._vendors(run)
        outcome = UndoOutcome(run.id, tuple(items), sum(one.removed for one in items), removed_files, inactive, left)
        state = RunState.UNDONE if outcome.complete else RunState.PARTLY_UNDONE
        self._runs.end_run(run.id, state, run.ended_at or self._clock.now())
        return outcome

    def _made(
        self, run: RunRecord
    ) -> tuple[dict[tuple[str, str], list[Intent]], dict[tuple[str, str], list[AttachmentRecord]]]:
        intents: dict[tuple[str, str], list[Intent]] = {}
        attachments: dict[tuple[str, str], list[AttachmentRecord]] = {}
        for job_id in run.jobs:
            for intent in self._runs.intents(job_id):
                intents.setdefault((job_id, intent.accounting_entry_id), []).append(intent)
            for attachment in self._runs.attachments(job_id):
                attachments.setdefault((job_id, attachment.accounting_entry_id), []).append(attachment)
        return intents, attachments

    # -- what an interrupted export could not note -------------------------------------------------

    def _learn_lost_ids(self, records: Sequence[ItemRecord], run: RunRecord) -> None:
        """Entries whose answer never came, since the program died: they are looked for by their marker (design.md 4.2)."""
        days = {(one.job_id, one.accounting_entry_id): one.day for one in records}
        unknown = [
            intent
            for job_id in run.jobs
            for intent in self._runs.intents(job_id)
            if intent.external_id is None and not intent.removed and days.get((job_id, intent.accounting_entry_id))
        ]
        if not unknown:
            return
        today = self._clock.now().date()
        wanted: list[Wanted] = []
        for intent in unknown:
            day, kinds = days[intent.job_id, intent.accounting_entry_id] or today, frozenset({intent.kind})
            wanted.append(Wanted(intent.accounting_entry_id, day, max(day, today), kinds & NUMBERED, kinds))
        found = find_existing(self._ledger, wanted)
        self._runs.put_intents(
            replace(intent, external_id=standing.id, sync_token=standing.sync_token)
            for intent in unknown
            if (standing := found.get(intent.accounting_entry_id, {}).get(intent.kind))
            and not self._is_of_another_job(intent, standing)
        )

    def _is_of_another_job(self, intent: Intent, standing: PostedEntry) -> bool:
        """Whether another job made it: this one's request was refused, or never left."""
        return any(
            one.external_id == standing.id and one.job_id != intent.job_id and not one.adopted
            for one in self._runs.intents_of_entry(intent.accounting_entry_id)
        )

    def _all_files(
        self, record: ItemRecord, intents: list[Intent], known: list[AttachmentRecord]
    ) -> list[tuple[AttachmentRecord, Attachment | None]]:
        """The receipts of ours on the entry that the run made: those that are noted, by this job or a later one, and those that
        carry our signs without being noted. With what stands of each now, None for what was not among the entry's files.
        """
        document = next((i for i in intents if i.position == 0 and i.external_id), None)
        if document is None or document.external_id is None:
            return [(one, None) for one in known]
        entry_id, kind, external_id = record.accounting_entry_id, document.kind, document.external_id
        records = {one.attachment_id: one for one in (*known, *self._runs.attachments_on(entry_id, kind, external_id))}
        if document.removed or not (records or record.receipts_expected):
            return [(one, None) for one in records.values()]
        files = self._ledger.attachments(kind, external_id)
        standing = {one.attachment.id: one for one in standing_receipts(entry_id, files, records.values())}
        unknown = [
            AttachmentRecord(record.job_id, entry_id, id_, one.attachment.file_name, one.signs.receipt_id)
            for id_, one in standing.items()
            if id_ not in records
        ]
        self._runs.put_attachments(unknown)
        seen = {id_: one.attachment for id_, one in standing.items()}
        return [(one, seen.get(one.attachment_id)) for one in (*records.values(), *unknown)]

    # -- entries ---------------------------------------------------------------------------------

    def _undo_item(self, record: ItemRecord, intents: list[Intent]) -> Undone | None:
        """Removes an item's entries, the last one first, and lets those go that it only found; None when the run made nothing for it."""
        made = [intent for intent in intents if intent.external_id]
        if not made:
            return None
        removed = 0
        left = [intent for intent in made if not intent.removed]
        for intent in sorted((one for one in left if not one.adopted), key=lambda one: one.position, reverse=True):
            reason = self._remove(intent, record)
            if reason and reason.code is not Code.UNDO_GONE:
                return Undone(record, removed, reason)
            removed += reason is None
            self._runs.put_intents([replace(intent, removed=True)])
        return Undone(record, removed, self._let_go(record, [intent for intent in left if intent.adopted]))

    def _let_go(self, record: ItemRecord, adopted: Sequence[Intent]) -> Problem | None:
        """Entries that somebody else made stay and lose our id; what this run only found is left to the run that made or adopted it.

        Where the memo cannot be changed (a closed period), the store knows that it was let go (design.md 4.10).
        """
        known = self._runs.intents_of_entry(record.accounting_entry_id)
        for intent in adopted:
            entry = self._ledger.read(intent.kind, intent.external_id or "")
            first = next(one for one in known if one.external_id == intent.external_id and not one.removed)
            if first.job_id != intent.job_id or (entry and not is_adopted(entry.kind, entry.id, known)):
                return problem(Code.UNDO_NOT_OURS, entry_id=record.accounting_entry_id)
            if entry:
                let_go(self._ledger, record, entry)
            same = [one for one in known if one.external_id == intent.external_id]  # later runs found it too
            self._runs.put_intents(replace(one, removed=True) for one in same)
        return None

    def _remove(self, intent: Intent, record: ItemRecord) -> Problem | None:
        """Deletes one entry; None when it is gone by our doing, else why it was left (UNDO_GONE: somebody deleted it)."""
        entry_id, external_id = record.accounting_entry_id, intent.external_id or ""
        identity = _new_id(self._clock, "undo", self._realm_id, entry_id, external_id)
        standing = self._ledger.read(intent.kind, external_id)
        if standing is None:
            return problem(Code.UNDO_GONE, entry_id=entry_id, external_id=external_id)
        if self._changed(standing, intent, record):
            return problem(Code.UNDO_CHANGED, entry_id=entry_id, external_id=external_id)
        try:
            self._ledger.remove(intent.kind, external_id, standing.sync_token, identity)
        except LedgerRefusal as refusal:
            return _refused(refusal, entry_id, external_id)
        except LostAnswerError:
            if self._ledger.read(intent.kind, external_id) is not None:
                raise
        return None

    def _changed(self, standing: PostedEntry, intent: Intent, record: ItemRecord) -> bool:
        """Whether somebody changed the entry since: its sync token moved (design.md 4.10).

        A bill's token may also move when a payment of ours is applied to it and taken away again; then it counts as
        unchanged while it is wholly unpaid, of the amount we sent, and still carries our memo.
        """
        if standing.sync_token == intent.sync_token:
            return False
        if intent.kind not in {EntryKind.BILL, EntryKind.VENDOR_CREDIT}:
            return True
        sent = abs(record.amount.amount) if record.amount else None
        marked = intent.accounting_entry_id.lower() in (standing.note or "").lower()
        return not (marked and standing.total == sent == standing.balance)

    # -- receipts and vendors --------------------------------------------------------------------

    def _remove_attachments(self, files: list[tuple[AttachmentRecord, Attachment | None]]) -> int:
        """Deleting an entry leaves its files in the company (quickbooks.md 15.2): they are deleted by themselves."""
        removed = 0
        for record, seen in files:
            if record.removed:
                continue
            attachment = seen or self._ledger.attachment(record.attachment_id)
            if attachment:
                identity = _new_id(self._clock, "undo-file", self._realm_id, attachment.id)
                try:
                    self._ledger.remove_attachment(attachment, identity)
                    removed += 1
                except LedgerRefusal as refusal:
                    if not refusal.is_for(RefusalReason.GONE):
                        continue
            self._runs.put_attachments([replace(record, removed=True)])
        return removed

    def _vendors(self, run: RunRecord) -> tuple[tuple[str, ...], tuple[str, ...]]:
        made = [self._known(vendor) for vendor in self._runs.vendors(run.id) if not vendor.removed]
        made = [vendor for vendor in made if vendor.vendor_id]
        if not made:
            return (), ()
        used = self._ledger.vendors_in_use(run.started_at)
        inactive: list[str] = []
        left: list[str] = []
        for vendor in made:
            if vendor.vendor_id in used or not self._set_inactive(vendor):
                left.append(vendor.name)
            else:
                inactive.append(vendor.name)
                self._runs.put_vendor(replace(vendor, removed=True))
        return tuple(inactive), tuple(left)

    def _known(self, vendor: VendorRecord) -> VendorRecord:
        """A vendor whose answer never came is the one that stands there by its name, for nobody held it before."""
        if vendor.vendor_id:
            return vendor
        standing = self._ledger.vendor_named(vendor.name)
        return replace(vendor, vendor_id=standing.id) if standing and standing.active else vendor

    def _set_inactive(self, vendor: VendorRecord) -> bool:
        identity = _new_id(self._clock, "undo-vendor", self._realm_id, str(vendor.run_id), vendor.vendor_id or "")
        try:
            self._ledger.deactivate_vendor(vendor.vendor_id or "", identity)
        except LedgerRefusal as refusal:
            return refusal.is_for(RefusalReason.GONE)
        return True


def _new_id(clock: Clock, *about: str) -> str:
    """Its own each time: what came back must go anew, and whether a refusal is repeated under a known id is UNVERIFIED (quickbooks.md 2.2)."""
    return request_id(*about, clock.now().isoformat())


def _pays(intents: Sequence[Intent]) -> bool:
    """Whether an item's own document is a payment."""
    return any(intent.position == 0 and intent.kind is EntryKind.BILL_PAYMENT for intent in intents)


def _refused(refusal: LedgerRefusal, entry_id: str, external_id: str) -> Problem:
    return refusal.told_as(_LEFT, Code.UNDO_REFUSED, entry_id=entry_id, external_id=external_id)
