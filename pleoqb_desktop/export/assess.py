"""What the books say of an expense before anything is sent: what of it stands, what looks like it, what changed since (design.md 4.2 to 4.8).

Export and dry run ask the same questions here; a person's earlier answers are heeded.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.entries import EntryKind, Posting
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.naming import part_marker
from pleoqb_desktop.domain.rules.periods import ClosedPeriods, is_closed, is_zone, local_day
from pleoqb_desktop.domain.rules.posting import Held, PostingSettings
from pleoqb_desktop.domain.rules.spend_types import NUMBERED, Row, possible_kinds, rules_of
from pleoqb_desktop.domain.spend import ExportItem, SpendType
from pleoqb_desktop.export import changed_since
from pleoqb_desktop.export.already_posted import AlreadyPosted, Wanted, one_of_each, wanted_of
from pleoqb_desktop.export.books_window import BooksWindow
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.export.look_alikes import LookAlikeFinder, LookAlikes, asked
from pleoqb_desktop.export.receipt_trace import ReceiptTrace
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.questions import Answer, AnswerKind, Questions
from pleoqb_desktop.ports.runs import ItemRecord, Runs

_CARD_SPEND = frozenset(one for one in SpendType if rules_of(one).row is Row.CARD_SPEND)


class Assessor:
    """Assesses the expenses of one run. Used by one thread at a time."""

    def __init__(
        self,
        ledger: Ledger,
        runs: Runs,
        questions: Questions,
        window: BooksWindow,
        books: Books,
        settings: PostingSettings,
        today: date,
        look_alikes: LookAlikes,
        as_if_open: Callable[[ExportItem], Posting | Held],
    ) -> None:
        """`today` is the company's; `as_if_open` decides what an item would become if no period were closed."""
        self._runs = runs
        self._questions = questions
        self._books = books
        self._today = today
        self._zone = settings.time_zone
        self._money_accounts = settings.money_accounts
        self._moves = settings.closed_periods is ClosedPeriods.FIRST_OPEN_DAY
        self._policy = look_alikes
        self._as_if_open = as_if_open
        receipts = ReceiptTrace(ledger, today)
        self._posted = AlreadyPosted(ledger, window, receipts)
        self.look_alikes = LookAlikeFinder(window, receipts, runs, questions, settings.money_accounts)

    def assess(self, expenses: Sequence[Expense]) -> None:
        """Notes in each, which must be decided: what of it stands, what is asked about it, what changed. Raises what the ledger raises."""
        wanted = [self._wanted(one) for one in expenses]
        found = self._posted.find_several(wanted)
        for one, sought in zip(expenses, wanted, strict=True):
            one.already_posted, one.released = one_of_each(found.get(one.id, ())), sought.released
            for entry in one.already_posted.values():
                self.look_alikes.claimed((entry.kind, entry.id))
        answers = self._questions.answers([one.id for one in expenses])
        for one in expenses:
            voided = [entry for entry in found.get(one.id, ()) if entry.is_void]
            self._heed_voided(one, voided, answers.get(one.id, ()))
            if one.waits:
                self._compare(one, answers.get(one.id, ()))
        self._seek_look_alikes([one for one in expenses if one.waits], answers)

    # -- what stands -----------------------------------------------------------------------------

    def _wanted(self, one: Expense) -> Wanted:
        """Where it may stand: on its own day or on a first open day. Where first open days are used, an entry may have gone to any
        of those until today, and only a number tells it then."""
        if isinstance(one.decision, Posting):
            numbered = {entry.kind for entry in one.decision.entries} | _other_kinds(one.record.type)
        else:
            numbered = set(possible_kinds(one.record.type))
        days = [one.spend_day, *self._open_days(one)]
        until = self._today if self._moves else None
        return wanted_of(one.id, self._runs.intents_of_entry(one.id), days, frozenset(numbered & NUMBERED), until)

    def _open_days(self, one: Expense) -> Iterator[date]:
        if isinstance(one.decision, Posting):
            yield one.decision.document.header.day
        elif isinstance(one.decision, Held) and (told := one.decision.problem.params.get("open_date")):
            yield date.fromisoformat(told)  # where it would have gone
        closed = self._books.company.close_date
        if closed and is_closed(one.spend_day, closed) and closed < date.max:
            yield closed + timedelta(days=1)

    # -- what a person is asked ------------------------------------------------------------------

    def _heed_voided(self, one: Expense, voided: Sequence[PostedEntry], answers: Sequence[Answer]) -> None:
        """A person took its money out of the books: whether it shall be there again is hers to say (design.md 4.2), of each entry
        that she voided."""
        if one.standing is None or not one.standing.is_void:
            return
        answered = {id_ for answer in answers if answer.kind is AnswerKind.AGAIN for id_ in answer.about}
        asked = tuple(sorted({(entry.kind, entry.id) for entry in voided} - answered))
        if not asked:
            one.already_posted = {kind: entry for kind, entry in one.already_posted.items() if not entry.is_void}
            one.decision = _numbered_anew(one.id, one.decision, self._times_posted(one))
            return
        standing = one.standing.id if (one.standing.kind, one.standing.id) in asked else asked[-1][1]
        one.asked = problem(Code.VOIDED_BY_HAND, entry_id=one.id, external_id=standing)
        one.about = asked

    def _times_posted(self, one: Expense) -> int:
        """How many documents of it were made before, so that the next one gets a number of its own."""
        ids = {intent.external_id for intent in self._runs.intents_of_entry(one.id) if intent.external_id}
        return max(1, len(ids))

    def _compare(self, one: Expense, answers: Sequence[Answer]) -> None:
        """An expense that changed in Pleo after its export (design.md 4.8); not again once a person left it as it is.

        What the entry was made of stays on record until the books hold what Pleo tells.
        """
        standing, decision = one.standing, one.decision
        if standing and isinstance(decision, Held) and one.item:
            decision = self._as_if_open(one.item)
        if decision is None or one.item is None:
            return
        facts = changed_since.facts_of(decision, one.spend_day, abs(one.item.amount.amount), self._money_accounts)
        told, exported = changed_since.encoded(facts), self._runs.last_item(one.id) if standing else None
        kept = exported.facts if exported else None
        # What is held tells its amount alone: what the entry was made of is not forgotten for that.
        one.record = replace(one.record, facts=kept if standing and isinstance(decision, Held) else told)
        if standing is None or one.asked or one.from_interrupted_run:
            return
        before = changed_since.decoded(kept)
        members = changed_since.changed_members(before, facts, decision, standing)
        if not members:
            return
        one.record = replace(one.record, facts=kept)
        if not any(
            answer.kind is AnswerKind.LEAVE and changed_since.tell_the_same(answer.facts, told) for answer in answers
        ):
            differences = changed_since.described(members, facts, before, decision, standing, self._books)
            # Without a record of what Pleo told then, nothing says on which side it was changed.
            exported_on = self._exported_on(exported) if before else None
            one.record = replace(one.record, differences=differences, changed_since=exported_on)
            one.changed_to = told

    def _exported_on(self, exported: ItemRecord | None) -> date:
        """The day of the export that made its entry, as far as this computer knows; else today."""
        job = self._runs.job(exported.job_id) if exported else None
        run = self._runs.run(job.run_id) if job else None
        if run is None:
            return self._today
        began = run.run.started_at
        return local_day(began, self._zone) if is_zone(self._zone) else began.date()

    def _seek_look_alikes(self, expenses: Sequence[Expense], answers: Mapping[str, Sequence[Answer]]) -> None:
        if self._policy is LookAlikes.POST:
            return
        new = [one for one in expenses if isinstance(one.decision, Posting) and not one.already_posted]
        by_id = {one.id: one for one in new}
        for expense_id, looks in self.look_alikes.seek(new, answers).items():
            one = by_id[expense_id]
            entry = self.look_alikes.entry(looks.ids[0])
            if entry is None:
                continue
            # What an interrupted run may have sent is never taken back with what somebody else made: a person says which is which.
            if self._policy is LookAlikes.ADOPT and looks.sure and not one.from_interrupted_run:
                one.adopts = entry
                one.already_posted = {entry.kind: entry}
                self.look_alikes.claimed((entry.kind, entry.id))
            else:
                one.asked, one.about = asked(one.id, looks, entry), looks.ids


def _numbered_anew(entry_id: str, decision: Posting | Held | None, times: int) -> Posting | Held | None:
    """The same posting under numbers that the entries before did not use: those are taken while the voided ones stand (6140)."""
    if not isinstance(decision, Posting):
        return decision
    entries = tuple(
        replace(entry, header=replace(entry.header, doc_number=part_marker(entry_id, 2 * times + position)))
        if entry.header.doc_number
        else entry
        for position, entry in enumerate(decision.entries)
    )
    return replace(decision, entries=entries)


def _other_kinds(spend_type: str) -> frozenset[EntryKind]:
    """What else it may have become on another computer, under other choices, and be found by its number far from its day.

    Card spend, which is most of all, is asked for under its present kinds alone: each kind costs metered reads (design.md 5).
    Near its day the memo tells it under any kind.
    """
    return frozenset() if spend_type in _CARD_SPEND else possible_kinds(spend_type)
