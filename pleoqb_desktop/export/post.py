"""Sends entries so that each stands exactly once: intent first, three locks, an answer is the truth (DESIGN 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pleoqb_desktop.domain.entries import Entry, EntryKind, Posting, with_documents
from pleoqb_desktop.domain.identity import batch_id, payload_hash, request_id
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.export.already_posted import Wanted, find_existing, own_number
from pleoqb_desktop.export.comparison import differences
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.runs import Intent, ItemStatus, Runs
from pleoqb_desktop.ports.system import Clock

_ATTEMPTS = 4
_NUMBER_TAKEN = "6140"
_PERIOD_CLOSED = frozenset({"6200", "6210"})
_PASSING = frozenset({"3001", "003001", "10000"})  # throttled or their own trouble, inside a good answer


@dataclass(frozen=True, slots=True)
class Ready:
    """A posting that may leave.

    `existing` is what of it stands already, `own` whether an interrupted run of this job put it there; `spend_day` is the day
    before it may have moved.
    """

    posting: Posting
    spend_day: date
    existing: Mapping[EntryKind, PostedEntry] = field(default_factory=dict)
    own: bool = False

    @property
    def entry_id(self) -> str:
        """The accounting entry."""
        return self.posting.accounting_entry_id


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a posting. `document` is the entry Pleo is told of, None when nothing stands."""

    entry_id: str
    status: ItemStatus
    document: PostedEntry | None = None
    problems: tuple[Problem, ...] = ()


class Poster:
    """Sends the postings of one job. Safe to use from several threads; each posting from one at a time."""

    def __init__(
        self,
        ledger: Ledger,
        runs: Runs,
        clock: Clock,
        cancel: CancelToken,
        realm_id: str,
        job_id: str,
        earlier: Sequence[Intent] = (),
    ) -> None:
        """`earlier` are the intents of an interrupted run of this job."""
        self._ledger = ledger
        self._runs = runs
        self._clock = clock
        self._cancel = cancel
        self._realm_id = realm_id
        self._job_id = job_id
        self._earlier = {(intent.accounting_entry_id, intent.position): intent for intent in earlier}

    def send_batch(self, members: Sequence[Ready]) -> list[Sent]:
        """Sends purchases in one request; every member has one entry and none of it stands yet.

        Raises what stops the whole export (SignInAgainError, UnavailableError, Cancelled).
        """
        done: list[Sent] = []
        waiting = list(members)
        for attempt in range(_ATTEMPTS):
            try:
                results = self._post_batch(waiting)
            except LostAnswerError:
                self._clock.wait(2.0**attempt, self._cancel)
                found = self._look_up(waiting)
                done.extend(self._judge(ready, found[ready.entry_id]) for ready in waiting if ready.entry_id in found)
                waiting = [ready for ready in waiting if ready.entry_id not in found]
                if not waiting:
                    return done
                continue
            except LedgerRefusal:
                break
            for ready, result in zip(waiting, results, strict=True):
                done.append(
                    self._refused(ready, result) if isinstance(result, LedgerRefusal) else self._judge(ready, result)
                )
            return done
        # A batch that is refused, or never gets an answer, may be too much at once, or hold one entry that spoils it.
        return [*done, *(self.send(ready) for ready in waiting)]

    def send(self, ready: Ready) -> Sent:
        """Sends the entries of one posting in order, each alone. Raises like send_batch."""
        made: dict[int, PostedEntry] = {}
        adopted = set() if ready.own else set(ready.existing)
        for position, entry in enumerate(ready.posting.entries):
            linked = with_documents(entry, {p: one.id for p, one in made.items()})
            standing = ready.existing.get(entry.kind)
            if standing:
                made[position] = standing
                # The answer died with the program: what nobody has touched since is compared now, as it would have been.
                if ready.own and standing.sync_token == "0" and (changed := differences(linked, standing)):
                    return self._changed(ready, made, changed)
                continue
            try:
                made[position] = self._post(ready, position, linked)
            except LedgerRefusal as refusal:
                there = self._there_already(ready, position, linked, refusal)
                if there is None:
                    return self._take_back(ready, made, self._failed(ready, linked, refusal))
                made[position] = there
                adopted.add(entry.kind)
                continue
            if changed := differences(linked, made[position]):
                return self._changed(ready, made, changed)
        document = made[0]
        wholly_there = all(entry.kind in adopted for entry in ready.posting.entries)
        return Sent(ready.entry_id, ItemStatus.ALREADY_THERE if wholly_there else ItemStatus.EXPORTED, document)

    # -- one batch -------------------------------------------------------------------------------

    def _post_batch(self, members: Sequence[Ready]) -> list[PostedEntry | LedgerRefusal]:
        entries = [ready.posting.document for ready in members]
        hashes = [payload_hash(self._ledger.payload(entry)) for entry in entries]
        ids = [ready.entry_id for ready in members]
        batch = batch_id(self._realm_id, self._job_id, zip(ids, hashes, strict=True))
        self._runs.put_intents(
            Intent(self._job_id, entry_id, 0, entry.kind, digest, batch, batch)
            for entry_id, entry, digest in zip(ids, entries, hashes, strict=True)
        )
        results = self._ledger.post_batch(entries, batch)
        self._runs.put_intents(
            Intent(self._job_id, entry_id, 0, entry.kind, digest, batch, batch, result.id, result.sync_token)
            for entry_id, entry, digest, result in zip(ids, entries, hashes, results, strict=True)
            if isinstance(result, PostedEntry)
        )
        return results

    def _refused(self, ready: Ready, refusal: LedgerRefusal) -> Sent:
        if set(refusal.codes) & _PASSING:
            self._clock.wait(2.0, self._cancel)
            found = self._look_up([ready])  # their own trouble does not tell whether the work was done
            return self._judge(ready, found[ready.entry_id]) if ready.entry_id in found else self.send(ready)
        there = self._there_already(ready, 0, ready.posting.document, refusal)
        if there:
            return Sent(ready.entry_id, ItemStatus.ALREADY_THERE, there)
        return self._failed(ready, ready.posting.document, refusal)

    def _judge(self, ready: Ready, posted: PostedEntry) -> Sent:
        """Compares what stands with what was sent; takes back what QuickBooks changed."""
        if changed := differences(ready.posting.document, posted):
            return self._changed(ready, {0: posted}, changed)
        return Sent(ready.entry_id, ItemStatus.EXPORTED, posted)

    def _changed(self, ready: Ready, made: Mapping[int, PostedEntry], what: Sequence[str]) -> Sent:
        """QuickBooks changed an entry: all of the posting is taken back and the item fails, saying what (DESIGN 3, VAT)."""
        reason = problem(Code.CHANGED_BY_QUICKBOOKS, entry_id=ready.entry_id, what=", ".join(what))
        return self._take_back(ready, made, Sent(ready.entry_id, ItemStatus.FAILED, None, (reason,)))

    # -- one entry -------------------------------------------------------------------------------

    def _post(self, ready: Ready, position: int, entry: Entry) -> PostedEntry:
        digest = payload_hash(self._ledger.payload(entry))
        identity = self._identity(ready.entry_id, position)
        intent = Intent(self._job_id, ready.entry_id, position, entry.kind, digest, identity)
        self._runs.put_intents([intent])
        lost: LostAnswerError | None = None
        for attempt in range(_ATTEMPTS):
            try:
                return self._record(intent, self._ledger.post(entry, identity))
            except LostAnswerError as error:
                lost = error
                self._clock.wait(2.0**attempt, self._cancel)
            except LedgerRefusal as refusal:
                if not set(refusal.codes) & _PASSING:
                    raise
                self._clock.wait(2.0 * (attempt + 1), self._cancel)
            found = self._look_up([ready], entry.kind)  # neither tells whether the work was done
            if ready.entry_id in found:
                return self._record(intent, found[ready.entry_id])
        if lost:
            raise lost
        raise LostAnswerError(problem(Code.QUICKBOOKS_REFUSES, status=429))

    def _identity(self, entry_id: str, position: int) -> str:
        """The request id of one entry: the same at each repeat, but another one after the entry was taken back.

        QuickBooks would answer the old one with the entry that is gone (quickbooks-api.md 2.2).
        """
        earlier = self._earlier.get((entry_id, position))
        if earlier and earlier.removed:
            return request_id(self._realm_id, self._job_id, entry_id, str(position), "again", earlier.external_id or "")
        if earlier and earlier.request_id and earlier.batch_id is None:
            return earlier.request_id
        return request_id(self._realm_id, self._job_id, entry_id, str(position))

    def _record(self, intent: Intent, posted: PostedEntry) -> PostedEntry:
        made = Intent(
            intent.job_id,
            intent.accounting_entry_id,
            intent.position,
            posted.kind,
            intent.payload_hash,
            intent.request_id,
            intent.batch_id,
            posted.id,
            posted.sync_token,
        )
        self._runs.put_intents([made])
        return posted

    def _look_up(self, members: Sequence[Ready], kind: EntryKind | None = None) -> dict[str, PostedEntry]:
        wanted = [
            Wanted(
                ready.entry_id,
                frozenset({kind or ready.posting.document.kind}),
                min(ready.spend_day, ready.posting.document.header.day),
                max(ready.spend_day, ready.posting.document.header.day),
            )
            for ready in members
        ]
        found = find_existing(self._ledger, wanted)
        self._runs.put_intents(
            Intent(self._job_id, entry_id, 0, entry.kind, "", "", None, entry.id, entry.sync_token)
            for entry_id, kinds in found.items()
            for entry in kinds.values()
            if kind is None
        )
        return {entry_id: next(iter(kinds.values())) for entry_id, kinds in found.items()}

    # -- refusals --------------------------------------------------------------------------------

    def _there_already(self, ready: Ready, position: int, entry: Entry, refusal: LedgerRefusal) -> PostedEntry | None:
        """6140: our marker means that the entry is there already, adopted; any other number is somebody else's document."""
        if _NUMBER_TAKEN not in refusal.codes:
            return None
        standing = self._look_up([ready], entry.kind).get(ready.entry_id)
        if standing is None or not (
            own_number(ready.entry_id, standing.doc_number) or entry.kind in {EntryKind.BILL, EntryKind.VENDOR_CREDIT}
        ):
            return None
        adopted = Intent(
            self._job_id,
            ready.entry_id,
            position,
            standing.kind,
            "",
            "",
            None,
            standing.id,
            standing.sync_token,
            adopted=True,
        )
        self._runs.put_intents([adopted])
        return standing

    def _failed(self, ready: Ready, entry: Entry, refusal: LedgerRefusal) -> Sent:
        """Why QuickBooks does not take it."""
        params = {"code": refusal.code, "detail": refusal.detail}
        if _NUMBER_TAKEN in refusal.codes:
            number = entry.header.doc_number or ""
            reason = problem(Code.NUMBER_TAKEN, entry_id=ready.entry_id, number=number, detail=refusal.detail)
        elif _PERIOD_CLOSED & set(refusal.codes):
            reason = problem(Code.PERIOD_CLOSED_MEANWHILE, entry_id=ready.entry_id, date=entry.header.day.isoformat())
        elif "5030" in refusal.codes:
            reason = problem(Code.QUICKBOOKS_PLAN, entry_id=ready.entry_id, **params)
        else:
            reason = problem(Code.REFUSED_BY_QUICKBOOKS, entry_id=ready.entry_id, **params)
        return Sent(ready.entry_id, ItemStatus.FAILED, None, (reason,))

    def _take_back(self, ready: Ready, made: Mapping[int, PostedEntry], failed: Sent) -> Sent:
        """Removes what stands of a posting that cannot stand as a whole, last first; nothing when nothing was made."""
        for position in sorted(made, reverse=True):
            entry = made[position]
            identity = request_id(
                "remove", self._realm_id, self._job_id, ready.entry_id, str(position), entry.sync_token
            )
            try:
                self._ledger.remove(entry.kind, entry.id, entry.sync_token, identity)
            except (LedgerRefusal, LostAnswerError):
                if self._ledger.read(entry.kind, entry.id) is not None:
                    left = problem(Code.CHANGED_AND_LEFT, entry_id=ready.entry_id, external_id=entry.id)
                    return Sent(ready.entry_id, ItemStatus.FAILED, entry, (*failed.problems, left))
            self._runs.put_intents(
                [
                    Intent(
                        self._job_id,
                        ready.entry_id,
                        position,
                        entry.kind,
                        "",
                        "",
                        None,
                        entry.id,
                        entry.sync_token,
                        removed=True,
                    )
                ]
            )
        return failed
