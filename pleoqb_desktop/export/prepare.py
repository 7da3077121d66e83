"""The first stage: decides each expense, finds what stands already, and sees to the vendors; sends no entry."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.books import fold
from pleoqb_desktop.domain.entries import Party, Posting
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules.periods import is_zone, local_day
from pleoqb_desktop.domain.rules.posting import Held, PostingRules, PostingSettings
from pleoqb_desktop.domain.rules.vendors import spend_name
from pleoqb_desktop.export.adopt import ADOPTED, adopt, is_adopted
from pleoqb_desktop.export.assess import Assessor
from pleoqb_desktop.export.bills import DocumentFinder
from pleoqb_desktop.export.books_window import BooksWindow
from pleoqb_desktop.export.context import BooksSnapshot, ExportContext
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.export.vendors import VendorHistory, VendorResolver
from pleoqb_desktop.ports.errors import LedgerRefusal
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.questions import Question
from pleoqb_desktop.ports.runs import Intent, ItemStatus

_ROUNDS = 12  # names taken by others are met one round at a time
_FIRST, _FURTHER = 200, 400  # expenses looked up together, by one metered read for each kind


class LedgerRates:
    """QuickBooks' exchange rates, each asked for once. Implements Rates."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[tuple[str, date], Decimal | None] = {}

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Home units for one unit of `currency`."""
        key = (currency, day)
        if key not in self._known:
            self._known[key] = self._ledger.exchange_rate(currency, day)
        return self._known[key]


class PrepareGroups:
    """How many expenses are prepared together: few at first, so that posting begins; then many, since looks are metered."""

    def __init__(self) -> None:
        self._enough = _FIRST

    def together(self, waiting: Sequence[object], last: bool) -> int:  # noqa: FBT001 - the shape of Stage.together
        """How many of those that wait go together now; 0 waits for more."""
        if not last and len(waiting) < self._enough:
            return 0
        count, self._enough = min(len(waiting), self._enough), _FURTHER
        return count


class Preparer:
    """Prepares the expenses of one job against one snapshot of the books. Used by one thread at a time."""

    def __init__(
        self,
        context: ExportContext,
        snapshot: BooksSnapshot,
        resolver: VendorResolver,
        settings: PostingSettings,
        documents: DocumentFinder,
        window: BooksWindow,
        look_alikes: LookAlikes,
    ) -> None:
        self._ledger = ledger = context.ledger
        self._questions = questions = context.questions
        self._clock = context.clock
        self._runs = runs = context.runs
        self._resolver = resolver
        now = self._clock.now()
        # A zone that is not known holds every expense by itself.
        self.today = local_day(now, settings.time_zone) if is_zone(settings.time_zone) else now.date()
        self._rules = PostingRules(snapshot.books, resolver.index, settings, documents, LedgerRates(ledger), self.today)
        self._history = VendorHistory(ledger, runs, resolver.index)
        self._assessor = Assessor(
            ledger,
            runs,
            questions,
            window,
            snapshot.books,
            settings,
            self.today,
            look_alikes,
            self._rules.decide_as_if_open,
        )

    def prepare(self, expenses: Sequence[Expense], *, make_vendors: bool) -> None:
        """Gives each its decision and what stands of it; makes vendors (or only foresees their names).

        Raises SignInAgainError, UnavailableError or Cancelled.
        """
        self._history.recall(spend_name(one.item) for one in expenses if one.waits and one.item)
        for one in expenses:
            if one.waits:
                self._decide(one)
        self._assessor.assess(expenses)
        self._with_vendors([one for one in expenses if one.waits], make_vendors=make_vendors)

    def settle(self, expenses: Sequence[Expense]) -> None:
        """What is held, or stands already, is final; the rest may be sent. All of it is kept in the run store."""
        for one in expenses:
            if not one.waits:
                self._confirm(one)
                continue
            if one.already_posted:
                self._note_standing(one)
            if one.adopts and not self._adopted(one, one.adopts):
                continue
            planned = isinstance(one.decision, Posting) and one.decision.document.kind in one.already_posted
            if one.asked:
                one.fails(ItemStatus.HELD, one.asked)
            elif one.standing and not (one.from_interrupted_run and planned):
                # An answer of ours was lost, or another job or computer put it there (design.md 4.2).
                one.stands(ItemStatus.EXPORTED if one.from_interrupted_run else ItemStatus.ALREADY_THERE, one.standing)
                one.ask_first = True
            elif lost := self._deleted_since(one):
                one.fails(ItemStatus.FAILED, lost)
            elif isinstance(one.decision, Held):
                one.fails(ItemStatus.HELD, one.decision.problem)
        self._runs.put_items(one.record for one in expenses)
        self._questions.ask(question for one in expenses if (question := self._question(one)))

    def _adopted(self, one: Expense, entry: PostedEntry) -> bool:
        """Marks it, after the store knows it, which alone tells that somebody else made it. False where it was deleted meanwhile."""
        try:
            adopt(self._ledger, one.record, entry)
        except LedgerRefusal:
            noted = (it for it in self._runs.intents_of_entry(one.id) if it.job_id == one.record.job_id)
            self._runs.put_intents([replace(it, removed=True) for it in noted if it.external_id == entry.id])
            one.fails(ItemStatus.FAILED, problem(Code.DELETED_BY_HAND, entry_id=one.id, external_id=entry.id))
            return False
        return True

    def _deleted_since(self, one: Expense) -> Problem | None:
        """An interrupted run of this job got the answer to its request, and nothing of it stands any more: a person deleted it
        before Pleo was told (design.md 4.5)."""
        if not one.from_interrupted_run or one.already_posted:
            return None
        intents = self._runs.intents_of_entry(one.id)
        own = [it for it in intents if it.job_id == one.record.job_id and it.request_id and not it.removed]
        made = next((intent for intent in own if intent.external_id), None)
        return problem(Code.DELETED_BY_HAND, entry_id=one.id, external_id=made.external_id) if made else None

    def _question(self, one: Expense) -> Question | None:
        """What a person is to be asked about an expense, with what her answer will act on."""
        job, facts, now = one.record.job_id, one.changed_to or one.record.facts, self._clock.now()
        if one.asked:
            return Question(job, one.id, one.asked.code, one.about, now, facts=facts)
        if not (one.changed_to and one.standing):
            return None
        standing, payload = one.standing, self._correction(one, one.standing)
        about = ((standing.kind, standing.id),)
        return Question(job, one.id, Code.CHANGED_SINCE, about, now, standing.sync_token, payload, facts)

    def _correction(self, one: Expense, standing: PostedEntry) -> str | None:
        """The entry as it would be now, to be written over the one that stands; None where that is not offered."""
        if not isinstance(one.decision, Posting):
            return None
        document, intents = one.decision.document, self._runs.intents_of_entry(one.id)
        made = {intent.external_id: intent.sync_token for intent in intents if not intent.adopted}
        # A vendor that would have to be made first has no id that an entry could be corrected to.
        known = document.kind is standing.kind and not one.decision.new_vendors
        offered = known and made.get(standing.id) == standing.sync_token
        return self._ledger.encoded(document).body.decode() if offered else None

    def _confirm(self, one: Expense) -> None:
        """An interrupted run noted that its entry stands: it is told to Pleo only if it still does (design.md 4.5).

        That an entry is gone is believed only when it cannot be read by its id either: queries may lag behind.
        """
        record = one.record
        if one.asked:
            one.fails(ItemStatus.HELD, one.asked)  # voided meanwhile
        elif record.kind is None or record.external_id is None:
            return
        elif standing := one.already_posted.get(record.kind):
            one.record = replace(record, external_id=standing.id)
        elif self._ledger.read(record.kind, record.external_id) is None:
            reason = problem(Code.DELETED_BY_HAND, entry_id=one.id, external_id=record.external_id)
            one.fails(ItemStatus.FAILED, reason)

    def _note_standing(self, one: Expense) -> None:
        """Entries that stand get their place in the posting, so that an undo takes them back in the right order."""
        planned = [entry.kind for entry in one.decision.entries] if isinstance(one.decision, Posting) else []
        known = self._runs.intents_of_entry(one.id)
        found = {(it.kind, it.external_id) for it in known if it.job_id == one.record.job_id and it.adopted}
        places = [*planned, *(kind for kind in one.already_posted if kind not in planned)]
        self._runs.put_intents(
            Intent(
                one.record.job_id,
                one.id,
                places.index(entry.kind),
                entry.kind,
                ADOPTED if one.adopts or is_adopted(entry.kind, entry.id, known) else "",
                "",
                None,
                entry.id,
                entry.sync_token,
                adopted=not one.from_interrupted_run or (entry.kind, entry.id) in found,
            )
            for entry in one.already_posted.values()
        )

    def _decide(self, one: Expense) -> None:
        if one.held_by_source is not None:
            one.decision = Held(one.id, one.held_by_source)
        elif one.item is not None:
            one.decision = self._rules.decide(one.item)

    # -- vendors ---------------------------------------------------------------------------------

    def _with_vendors(self, expenses: Sequence[Expense], *, make_vendors: bool) -> None:
        """Makes what is missing and decides again, until every party is known or foreseen."""
        refused: dict[Party, Problem] = {}
        for _ in range(_ROUNDS):
            needed = [party for party in _new_parties(expenses) if party not in refused]
            if not needed:
                break
            if make_vendors:
                self._make(needed, refused)  # a name that a customer or employee holds is met there (6240)
            elif not self._resolver.reserve(needed):
                break
            for one in expenses:
                if _new_vendors(one):
                    self._decide(one)
        for one in expenses:
            new = _new_vendors(one)
            if reason := next((refused[party] for party in new if party in refused), None):
                one.decision = Held(one.id, replace(reason, entry_id=one.id))
            elif new and make_vendors:  # who is still nobody after all rounds is not sent as a name in place of an id
                one.decision = Held(one.id, problem(Code.VENDOR_UNKNOWN, entry_id=one.id, vendor=new[0].name))

    def _make(self, needed: Sequence[Party], refused: dict[Party, Problem]) -> None:
        try:
            self._resolver.make(needed)
        except LedgerRefusal:
            for party in needed:  # one of them is refused: find out which
                try:
                    if not self._resolver.index.is_taken(party.name):
                        self._resolver.make([party])
                except LedgerRefusal as refusal:
                    refused[party] = problem(Code.REFUSED_BY_QUICKBOOKS, code=refusal.code, detail=refusal.detail)


def _new_vendors(one: Expense) -> tuple[Party, ...]:
    if not isinstance(one.decision, Posting) or one.standing or one.asked:
        return ()
    return one.decision.new_vendors


def _new_parties(expenses: Sequence[Expense]) -> list[Party]:
    """Vendors to be made, one for all spellings of a name: the next decision finds it under each of them."""
    parties: dict[tuple[str, str | None], Party] = {}
    for one in expenses:
        for party in _new_vendors(one):
            parties.setdefault((fold(party.name), party.currency), party)
    return list(parties.values())
