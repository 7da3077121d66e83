"""An entry that somebody else made is taken for an expense's: our id joins its memo, and leaves it when it is let go (design.md 4.3)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.identity import request_id
from pleoqb_desktop.domain.rules.naming import NOTE_LENGTH, memo_mark
from pleoqb_desktop.domain.spend import ADOPTION
from pleoqb_desktop.export.context import ExportContext
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.runs import Intent, ItemRecord, ItemStatus, JobRecord, JobState, RunRecord, RunState

ADOPTED = "adopted"
"""What stands in place of a payload's hash in the intent for an entry that somebody else made."""


def adopt(ledger: Ledger, record: ItemRecord, entry: PostedEntry) -> PostedEntry:
    """The entry with our id in its memo, so that every computer knows it; the run store alone knows it where the period is
    closed, the memo full, or QuickBooks would change more than the memo. Raises what the ledger raises otherwise, LedgerRefusal
    for one that is gone.
    """
    mark = memo_mark(record.reconciliation_id, record.accounting_entry_id)

    def marked(note: str) -> str | None:
        if record.accounting_entry_id.lower() in note.lower():
            return None
        joined = f"{note} | {mark}" if note else mark
        return joined if len(joined.encode("utf-16-le")) <= 2 * NOTE_LENGTH else None

    return _amended(ledger, entry, record, "adopt", marked)


def let_go(ledger: Ledger, record: ItemRecord, entry: PostedEntry) -> PostedEntry:
    """The entry without our id; it stays. Raises as `adopt` does."""
    mark = re.compile(rf"(?: \| )?Pleo[^|]*\| {re.escape(record.accounting_entry_id)}", re.IGNORECASE)
    return _amended(ledger, entry, record, "let go", lambda note: mark.sub("", note))


def _amended(
    ledger: Ledger, entry: PostedEntry, record: ItemRecord, what: str, amend: Callable[[str], str | None]
) -> PostedEntry:
    identity = request_id(what, record.job_id, record.accounting_entry_id, entry.id, entry.sync_token)
    try:
        return ledger.amend_note(entry.kind, entry.id, amend, identity)
    except LedgerRefusal as refusal:
        if refusal.is_for(RefusalReason.GONE):
            raise
        return entry


def is_adopted(kind: EntryKind, external_id: str, intents: Sequence[Intent]) -> bool:
    """Whether the store noted that an entry, which somebody else made, was taken for an expense's."""
    adopted = (one for one in intents if one.payload_hash == ADOPTED and not one.removed)
    return any((one.kind, one.external_id) == (kind, external_id) for one in adopted)


class Adoption:
    """Keeps pairs of expenses and entries that somebody else made, as a run of its own, so that the history shows it and an undo
    lets them go."""

    def __init__(self, context: ExportContext, realm_id: str) -> None:
        self._context = context
        self._realm_id = realm_id

    def keep(self, pairs: Sequence[tuple[ItemRecord, PostedEntry]]) -> RunRecord:
        """First in the store, then in each memo; their receipts follow with the next export. Raises as `adopt` does."""
        runs, now = self._context.runs, self._context.clock.now()
        run = runs.start_run(self._realm_id, now)
        job_id = f"{ADOPTION}{run.id}"
        runs.set_job(JobRecord(job_id, run.id, JobState.CLOSED))
        runs.put_items(_adopted(record, entry, job_id) for record, entry in pairs)
        runs.put_intents(
            Intent(
                job_id,
                record.accounting_entry_id,
                0,
                entry.kind,
                ADOPTED,
                "",
                None,
                entry.id,
                entry.sync_token,
                adopted=True,
            )
            for record, entry in pairs
        )
        for record, entry in pairs:
            adopt(self._context.ledger, replace(record, job_id=job_id), entry)
        runs.end_run(run.id, RunState.DONE, self._context.clock.now())
        return run


def _adopted(record: ItemRecord, entry: PostedEntry, job_id: str) -> ItemRecord:
    return replace(
        record,
        job_id=job_id,
        status=ItemStatus.ALREADY_THERE,
        kind=entry.kind,
        external_id=entry.id,
        receipts_attached=0,
        problems=(),
        reported=False,
    )
