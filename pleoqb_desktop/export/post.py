"""The second stage: sends entries so that each stands exactly once: intent first, an answer is the truth (design.md 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pleoqb_desktop.domain.entries import (
    Entry,
    EntryKind,
    Posting,
    with_computed_tax,
    with_documents,
    without_billable_status,
)
from pleoqb_desktop.domain.identity import batch_id, payload_hash, request_id
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules.retry import RetryRule
from pleoqb_desktop.domain.rules.spend_types import NUMBERED
from pleoqb_desktop.export.already_posted import Found, Wanted, find_existing, own_number
from pleoqb_desktop.export.batch_size import BatchSize
from pleoqb_desktop.export.books_window import ids_in
from pleoqb_desktop.export.comparison import differences
from pleoqb_desktop.export.context import ExportContext
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.export.replays import gone_since
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError, RefusalReason
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.runs import Intent, ItemStatus, Runs

_LOST = RetryRule(attempts=4, first_pause=1.0)
_PASSING = RetryRule(attempts=4, first_pause=2.0, longest_pause=6.0)
_BATCH_LASTS = 120.0
"""Seconds after which QuickBooks no longer works on a batch whose answer was lost (quickbooks.md 2)."""

_TOLD = {
    RefusalReason.NUMBER_TAKEN: Code.NUMBER_TAKEN,
    RefusalReason.PERIOD_CLOSED: Code.PERIOD_CLOSED_MEANWHILE,
    RefusalReason.PLAN_LACKS_FEATURE: Code.QUICKBOOKS_PLAN,
}
"""What is said of an entry that is not taken, the first reason that fits."""


@dataclass(frozen=True, slots=True)
class PostRequest:
    """A posting that may leave.

    `already_posted` is what of it stands, `from_interrupted_run` whether an interrupted run of this job put it there;
    `spend_day` is the day before a closed period may have moved it.
    """

    posting: Posting
    spend_day: date
    already_posted: Mapping[EntryKind, PostedEntry] = field(default_factory=dict)
    from_interrupted_run: bool = False

    @property
    def entry_id(self) -> str:
        """The accounting entry."""
        return self.posting.accounting_entry_id


@dataclass(frozen=True, slots=True)
class PostResult:
    """What came of a posting. `document` is the entry Pleo is told of, None when nothing stands."""

    entry_id: str
    status: ItemStatus
    document: PostedEntry | None = None
    problems: tuple[Problem, ...] = ()


class EntryPoster:
    """Sends the postings of one job. Safe to use from several threads; each posting from one at a time."""

    def __init__(
        self,
        context: ExportContext,
        cancel: CancelToken,
        realm_id: str,
        job_id: str,
        earlier: Sequence[Intent],
        batch_size: BatchSize,
    ) -> None:
        """`earlier` are the intents of an interrupted run of this job."""
        self._ledger = context.ledger
        self._runs = context.runs
        self._clock = context.clock
        self._cancel = cancel
        self._realm_id = realm_id
        self._job_id = job_id
        self._earlier = {(intent.accounting_entry_id, intent.position): intent for intent in earlier}
        self._found = {(intent.accounting_entry_id, intent.kind) for intent in earlier if intent.adopted}
        self.batch_size = batch_size

    def post(self, expenses: Sequence[Expense]) -> None:
        """Sends these together, or the only one alone; each gets its result, which is kept before this returns.

        Raises what stops the whole export (SignInAgainError, UnavailableError, Cancelled).
        """
        requests = [
            PostRequest(one.decision, one.spend_day, one.already_posted, one.from_interrupted_run)
            for one in expenses
            if isinstance(one.decision, Posting)
        ]
        results = self.send_batch(requests) if len(requests) > 1 else [self.send(one) for one in requests]
        repeated = {one.entry_id for one in requests if one.from_interrupted_run and not one.already_posted}
        made = [(one.entry_id, one.document) for one in results if one.entry_id in repeated and one.document]
        _note_results(expenses, results, gone_since(self._ledger, made))
        self._runs.put_items(one.record for one in expenses)

    def send_batch(self, members: Sequence[PostRequest]) -> list[PostResult]:
        """Sends purchases in one request; every member has one entry and none of it stands yet. Raises like `post`.

        After a lost answer the very same request is repeated, whole: QuickBooks may still be at work on the first one, and only
        its id keeps the second from doubling where numbers are not kept.
        """
        started = self._clock.monotonic()
        found: Mapping[str, PostedEntry] = {}
        for failed in _LOST.tries():
            try:
                results = self._post_batch(members)
            except LostAnswerError as lost:
                self.batch_size.took(len(members), lost.seconds)
                pause = _LOST.pause(failed)
                self._clock.wait(
                    pause if pause is not None else max(0.0, _BATCH_LASTS - (self._clock.monotonic() - started)),
                    self._cancel,
                )
                found = self._look_up(members)
                if len(found) == len(members):
                    break
            except LedgerRefusal:
                # A batch that is refused may be too much at once, or hold one entry that spoils it.
                return [self.send(request) for request in members]
            else:
                return [
                    self._refused(request, result)
                    if isinstance(result, LedgerRefusal)
                    else self._judge(request, result)
                    for request, result in zip(members, results, strict=True)
                ]
        return self._finished_singly(members, found)

    def _finished_singly(self, members: Sequence[PostRequest], found: Mapping[str, PostedEntry]) -> list[PostResult]:
        """What stands is judged; the rest of a batch that never got an answer is sent one by one."""
        return [
            self._judge(request, found[request.entry_id]) if request.entry_id in found else self.send(request)
            for request in members
        ]

    def send(self, request: PostRequest) -> PostResult:
        """Sends the entries of one posting in order, each alone. Raises like `post`."""
        made: dict[int, PostedEntry] = {}
        own: dict[int, PostedEntry] = {}
        for position, entry in enumerate(request.posting.entries):
            linked = with_documents(entry, {p: one.id for p, one in made.items()})
            standing = request.already_posted.get(entry.kind)
            try:
                made[position] = standing or self._post(request, position, linked)
            except LedgerRefusal as refusal:
                there = self._there_already(request, position, linked, refusal)
                if there is None:
                    return self._undo(request, own, _failed(request, linked, refusal))
                made[position] = there
                continue
            if standing and self._only_found(request, entry.kind):
                continue  # whoever made it: it stays, whatever becomes of the rest
            own[position] = made[position]
            # The answer died with the program: what nobody has touched since is compared now, as it would have been.
            untouched = standing is None or standing.sync_token == "0"
            if untouched and (changed := differences(linked, made[position])):
                return self._changed(request, own, changed)
        return PostResult(request.entry_id, ItemStatus.EXPORTED if own else ItemStatus.ALREADY_THERE, made[0])

    def _only_found(self, request: PostRequest, kind: EntryKind) -> bool:
        """Whether what stands of it was there before this job."""
        return not request.from_interrupted_run or (request.entry_id, kind) in self._found

    # -- one batch -------------------------------------------------------------------------------

    def _post_batch(self, members: Sequence[PostRequest]) -> list[PostedEntry | LedgerRefusal]:
        entries = [self._ledger.encoded(request.posting.document) for request in members]
        hashes = [payload_hash(entry.body) for entry in entries]
        ids = [request.entry_id for request in members]
        batch = batch_id(self._realm_id, self._job_id, zip(ids, hashes, strict=True))
        intents = [
            Intent(self._job_id, entry_id, 0, entry.kind, digest, batch, batch)
            for entry_id, entry, digest in zip(ids, entries, hashes, strict=True)
        ]
        self._runs.put_intents(intents)
        answer = self._ledger.post_batch(entries, batch)
        self.batch_size.took(len(entries), answer.seconds)
        self._runs.put_intents(
            replace(intent, external_id=result.id, sync_token=result.sync_token)
            for intent, result in zip(intents, answer.results, strict=True)
            if isinstance(result, PostedEntry)
        )
        return list(answer.results)

    def _refused(self, request: PostRequest, refusal: LedgerRefusal) -> PostResult:
        if refusal.is_for(RefusalReason.PASSING):
            self._clock.wait(_PASSING.first_pause, self._cancel)
            found = self._look_up([request])  # their own trouble does not tell whether the work was done
            if request.entry_id in found:
                return self._judge(request, found[request.entry_id])
            return self.send(request)
        if _left_to_quickbooks(request.posting.document, refusal):
            return self.send(request)  # alone it gets its second attempt
        there = self._there_already(request, 0, request.posting.document, refusal)
        if there:
            return PostResult(request.entry_id, ItemStatus.ALREADY_THERE, there)
        return _failed(request, request.posting.document, refusal)

    def _judge(self, request: PostRequest, posted: PostedEntry) -> PostResult:
        """Compares what stands with what was sent; takes back what QuickBooks changed."""
        if changed := differences(request.posting.document, posted):
            return self._changed(request, {0: posted}, changed)
        return PostResult(request.entry_id, ItemStatus.EXPORTED, posted)

    def _changed(self, request: PostRequest, made: Mapping[int, PostedEntry], what: Sequence[str]) -> PostResult:
        """QuickBooks changed an entry: all of the posting is taken back and the item fails, saying what (design.md 3, VAT)."""
        reason = problem(Code.CHANGED_BY_QUICKBOOKS, entry_id=request.entry_id, what=", ".join(what))
        return self._undo(request, made, PostResult(request.entry_id, ItemStatus.FAILED, None, (reason,)))

    # -- one entry -------------------------------------------------------------------------------

    def _post(self, request: PostRequest, position: int, entry: Entry, identity: str | None = None) -> PostedEntry:
        encoded = self._ledger.encoded(entry)
        identity = identity or self._identity(request.entry_id, position)
        intent = Intent(self._job_id, request.entry_id, position, entry.kind, payload_hash(encoded.body), identity)
        self._runs.put_intents([intent])
        trouble: LostAnswerError
        for failed in _LOST.tries():
            try:
                return self._record(intent, self._ledger.post(encoded, identity))
            except LostAnswerError as error:
                trouble, rule = error, _LOST
            except LedgerRefusal as refusal:
                if computed := _left_to_quickbooks(entry, refusal):
                    return self._post(request, position, computed, request_id("computed", identity))
                if not refusal.is_for(RefusalReason.PASSING):
                    raise
                trouble, rule = LostAnswerError(problem(Code.QUICKBOOKS_BUSY)), _PASSING
            pause = rule.pause(failed)
            self._clock.wait(rule.longest_pause if pause is None else pause, self._cancel)
            found = self._look_up([request], entry.kind)  # neither tells whether the work was done
            if request.entry_id in found:
                return self._record(intent, found[request.entry_id])
        raise trouble

    def _identity(self, entry_id: str, position: int) -> str:
        """The request id of one entry: the same at each repeat, but another one after the entry was taken back.

        QuickBooks would answer the old one with the entry that is gone (quickbooks.md 2.2).
        """
        earlier = self._earlier.get((entry_id, position))
        if earlier and earlier.removed:
            return request_id(self._realm_id, self._job_id, entry_id, str(position), "again", earlier.external_id or "")
        if earlier and earlier.request_id and earlier.batch_id is None:
            return earlier.request_id
        return request_id(self._realm_id, self._job_id, entry_id, str(position))

    def _record(self, intent: Intent, posted: PostedEntry) -> PostedEntry:
        made = replace(intent, kind=posted.kind, external_id=posted.id, sync_token=posted.sync_token)
        self._runs.put_intents([made])
        return posted

    def _look_up(self, members: Sequence[PostRequest], kind: EntryKind | None = None) -> dict[str, PostedEntry]:
        wanted = [replace(_wanted(one, kind), released=_released(self._runs, one.entry_id)) for one in members]
        found = _living(find_existing(self._ledger, wanted))
        if kind is None:
            self._runs.put_intents(
                _standing_intent(self._job_id, entry_id, 0, entry)
                for entry_id, kinds in found.items()
                for entry in kinds.values()
            )
        return {entry_id: next(iter(kinds.values())) for entry_id, kinds in found.items()}

    # -- refusals --------------------------------------------------------------------------------

    def _there_already(
        self, request: PostRequest, position: int, entry: Entry, refusal: LedgerRefusal
    ) -> PostedEntry | None:
        """6140: our own number means that the entry is there already, adopted; any other number is somebody else's document.

        The fault names the entry that has it, which a query may not show yet: that one is read by its id.
        """
        if not refusal.is_for(RefusalReason.NUMBER_TAKEN):
            return None
        named = self._ledger.read(entry.kind, refusal.entry_id) if refusal.entry_id else None
        standing = named or self._look_up([request], entry.kind).get(request.entry_id)
        if standing is None or standing.is_void or not _is_own(request, entry, standing):
            return None
        self._runs.put_intents(
            [replace(_standing_intent(self._job_id, request.entry_id, position, standing), adopted=True)]
        )
        return standing

    def _undo(self, request: PostRequest, made: Mapping[int, PostedEntry], failed: PostResult) -> PostResult:
        """Deletes what stands of a posting that cannot stand as a whole, last first; nothing when nothing was made."""
        for position in sorted(made, reverse=True):
            entry = made[position]
            identity = request_id(
                "remove", self._realm_id, self._job_id, request.entry_id, str(position), entry.sync_token
            )
            try:
                self._ledger.remove(entry.kind, entry.id, entry.sync_token, identity)
            except (LedgerRefusal, LostAnswerError):
                if self._ledger.read(entry.kind, entry.id) is not None:
                    left = problem(Code.CHANGED_AND_LEFT, entry_id=request.entry_id, external_id=entry.id)
                    return PostResult(request.entry_id, ItemStatus.FAILED, entry, (*failed.problems, left))
            self._runs.put_intents(
                [replace(_standing_intent(self._job_id, request.entry_id, position, entry), removed=True)]
            )
        return failed


def _note_results(expenses: Sequence[Expense], results: Sequence[PostResult], gone: Mapping[str, Problem]) -> None:
    """What came of each; `gone` are entries that a person deleted since they were made."""
    by_id = {one.id: one for one in expenses}
    for result in results:
        one = by_id[result.entry_id]
        if reason := gone.get(one.id):
            one.fails(ItemStatus.FAILED, reason)
        elif result.document and result.status.stands_in_books:
            one.stands(result.status, result.document)
            one.ask_first = result.status is ItemStatus.ALREADY_THERE or bool(one.already_posted)
        else:
            one.fails(result.status, *result.problems, document=result.document)


def _failed(request: PostRequest, entry: Entry, refusal: LedgerRefusal) -> PostResult:
    """Why QuickBooks does not take it."""
    number, day = entry.header.doc_number or "", entry.header.day.isoformat()
    reason = refusal.told_as(_TOLD, Code.REFUSED_BY_QUICKBOOKS, entry_id=request.entry_id, number=number, date=day)
    return PostResult(request.entry_id, ItemStatus.FAILED, None, (reason,))


def _standing_intent(job_id: str, entry_id: str, position: int, entry: PostedEntry) -> Intent:
    """That an entry stands, wherever it came from: there was no request of ours to note."""
    return Intent(job_id, entry_id, position, entry.kind, "", "", None, entry.id, entry.sync_token)


def _wanted(request: PostRequest, kind: EntryKind | None) -> Wanted:
    """What is looked for: the document, or an entry of this kind, on its own day or where a closed period moved it."""
    days = (request.spend_day, request.posting.document.header.day)
    kinds = frozenset({kind or request.posting.document.kind})
    return Wanted(request.entry_id, min(days), max(days), kinds & NUMBERED, kinds)


def _released(runs: Runs, entry_id: str) -> frozenset[tuple[EntryKind, str]]:
    """What of an expense was taken back, or let go."""
    intents = runs.intents_of_entry(entry_id)
    return frozenset((one.kind, one.external_id) for one in intents if one.removed and one.external_id)


def _living(found: Found) -> Found:
    """Without what a person voided: that is never what we just sent."""
    return {
        entry_id: living
        for entry_id, kinds in found.items()
        if (living := {kind: entry for kind, entry in kinds.items() if not entry.is_void})
    }


def _is_own(request: PostRequest, entry: Entry, standing: PostedEntry) -> bool:
    """Whether the entry that has the number is this expense's: our number, or a bill that names the expense in its memo."""
    number = entry.header.doc_number
    if standing.doc_number != number:
        return False
    return own_number(request.entry_id, number) or request.entry_id.lower() in ids_in(standing.note)


def _left_to_quickbooks(entry: Entry, refusal: LedgerRefusal) -> Entry | None:
    """The next attempt after a broken rule (6000): without a billable status where the refusal names it, else with VAT untold
    where QuickBooks computes the same; None where there is none.
    """
    if not refusal.is_for(RefusalReason.BUSINESS_RULE):
        return None
    named = f"{refusal.element} {refusal.detail}".casefold()
    if any(word in named for word in _BILLABLE):
        return without_billable_status(entry)
    return with_computed_tax(entry)


_BILLABLE = ("billable", "facturable")  # QuickBooks speaks the company's language (quickbooks.md 3.2)
