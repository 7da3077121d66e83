"""The first stage: decides each expense, finds what stands already, and sees to the vendors; sends no entry."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from pleoqb_desktop.domain.books import fold
from pleoqb_desktop.domain.entries import EntryKind, Party, Posting
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules.periods import ClosedPeriods, is_zone, local_day
from pleoqb_desktop.domain.rules.posting import Held, PostingRules, PostingSettings
from pleoqb_desktop.domain.rules.spend_types import NUMBERED, Row, possible_kinds, rules_of
from pleoqb_desktop.domain.spend import SpendType
from pleoqb_desktop.export.already_posted import AlreadyPosted, Found, Wanted
from pleoqb_desktop.export.bills import DocumentFinder
from pleoqb_desktop.export.books_window import BooksWindow
from pleoqb_desktop.export.context import BooksSnapshot
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.export.vendors import VendorResolver
from pleoqb_desktop.ports.errors import LedgerRefusal
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.runs import Intent, ItemStatus, Runs
from pleoqb_desktop.ports.system import Clock

_ROUNDS = 12  # names taken by others are met one round at a time
_CARD_SPEND = frozenset(one for one in SpendType if rules_of(one).row is Row.CARD_SPEND)
_LEAST, _MOST = 400, 700  # expenses looked up together, by one metered read for each kind


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
    """How many expenses are prepared together: the first page at once, so that posting begins; then many, since looks are metered."""

    def __init__(self) -> None:
        self._begun = False

    def together(self, waiting: Sequence[object], last: bool) -> int:  # noqa: FBT001 - the shape of Stage.together
        """How many of those that wait go together now; 0 waits for more."""
        if self._begun and not last and len(waiting) < _LEAST:
            return 0
        self._begun = True
        return min(len(waiting), _MOST)


class Preparer:
    """Prepares the expenses of one job against one snapshot of the books. Used by one thread at a time."""

    def __init__(
        self,
        ledger: Ledger,
        runs: Runs,
        snapshot: BooksSnapshot,
        resolver: VendorResolver,
        settings: PostingSettings,
        documents: DocumentFinder,
        clock: Clock,
        window: BooksWindow,
    ) -> None:
        self._ledger = ledger
        self._runs = runs
        self._resolver = resolver
        now = clock.now()
        # A zone that is not known holds every expense by itself.
        self._today = local_day(now, settings.time_zone) if is_zone(settings.time_zone) else now.date()
        self._rules = PostingRules(
            snapshot.books, resolver.index, settings, documents, LedgerRates(ledger), self._today
        )
        self._posted = AlreadyPosted(ledger, window)
        self._closed = snapshot.books.company.close_date
        self._moves = settings.closed_periods is ClosedPeriods.FIRST_OPEN_DAY

    def prepare(self, expenses: Sequence[Expense], *, make_vendors: bool) -> None:
        """Gives each its decision and what stands of it; makes vendors (or only foresees their names).

        Raises SignInAgainError, UnavailableError or Cancelled.
        """
        for one in expenses:
            if one.waits:
                self._decide(one)
        found = self.look_up(expenses)
        for one in expenses:
            one.already_posted = found.get(one.id, {})
        self._with_vendors([one for one in expenses if one.waits], make_vendors=make_vendors)

    def settle(self, expenses: Sequence[Expense]) -> None:
        """What is held, or stands already, is final; the rest may be sent. All of it is kept in the run store."""
        for one in expenses:
            if not one.waits:
                self._confirm(one)
                continue
            if one.already_posted:
                self._note_standing(one)
            planned = isinstance(one.decision, Posting) and one.decision.document.kind in one.already_posted
            if one.standing and one.standing.is_void:
                # A person took its money out of the books: whether it shall be there again is hers to say (design.md 4.2).
                one.fails(ItemStatus.HELD, problem(Code.VOIDED_BY_HAND, entry_id=one.id, external_id=one.standing.id))
            elif one.standing and not (one.from_interrupted_run and planned):
                # An answer of ours was lost, or another job or computer put it there (design.md 4.2).
                one.stands(ItemStatus.EXPORTED if one.from_interrupted_run else ItemStatus.ALREADY_THERE, one.standing)
                one.ask_first = True
            elif isinstance(one.decision, Held):
                one.fails(ItemStatus.HELD, one.decision.problem)
        self._runs.put_items(one.record for one in expenses)

    def _confirm(self, one: Expense) -> None:
        """An interrupted run noted that its entry stands: it is told to Pleo only if it still does (design.md 4.5).

        That an entry is gone is believed only when it cannot be read by its id either: queries may lag behind.
        """
        record = one.record
        if one.already_posted or record.kind is None or record.external_id is None:
            return
        if self._ledger.read(record.kind, record.external_id) is None:
            reason = problem(Code.DELETED_BY_HAND, entry_id=one.id, external_id=record.external_id)
            one.fails(ItemStatus.FAILED, reason)

    def _note_standing(self, one: Expense) -> None:
        """Entries that stand get their place in the posting, so that an undo takes them back in the right order."""
        planned = [entry.kind for entry in one.decision.entries] if isinstance(one.decision, Posting) else []
        places = [*planned, *(kind for kind in one.already_posted if kind not in planned)]
        self._runs.put_intents(
            Intent(
                one.record.job_id,
                one.id,
                places.index(entry.kind),
                entry.kind,
                "",
                "",
                None,
                entry.id,
                entry.sync_token,
                adopted=not one.from_interrupted_run,
            )
            for entry in one.already_posted.values()
        )

    def look_up(self, expenses: Sequence[Expense]) -> Found:
        """What stands already for these: under the kinds they would become, or may have become before."""
        return self._posted.find([self._wanted(one) for one in expenses])

    def _decide(self, one: Expense) -> None:
        if one.item is not None:
            one.decision = self._rules.decide(one.item)

    def _wanted(self, one: Expense) -> Wanted:
        """Where it may stand: on its own day or on a first open day. Where first open days are used, an entry may have gone to any
        of those until today, and only a number tells it then."""
        noted = [intent for intent in self._runs.intents_of_entry(one.id) if not intent.removed]
        known = frozenset((intent.kind, intent.external_id) for intent in noted if intent.external_id)
        days = [one.spend_day, *self._open_days(one)]
        numbered = {intent.kind for intent in noted}
        if isinstance(one.decision, Posting):
            numbered |= {entry.kind for entry in one.decision.entries} | _other_kinds(one.record.type)
        else:
            numbered |= possible_kinds(one.record.type)
        until = self._today if self._moves else None
        return Wanted(one.id, min(days), max(days), frozenset(numbered & NUMBERED), known=known, until=until)

    def _open_days(self, one: Expense) -> Iterator[date]:
        if isinstance(one.decision, Posting):
            yield one.decision.document.header.day
        yield from _moved_to(one.decision)
        if self._closed and one.spend_day <= self._closed < date.max:
            yield self._closed + timedelta(days=1)

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
            if reason := next((refused[party] for party in _new_vendors(one) if party in refused), None):
                one.decision = Held(one.id, replace(reason, entry_id=one.id))

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
    return one.decision.new_vendors if isinstance(one.decision, Posting) and one.standing is None else ()


def _new_parties(expenses: Sequence[Expense]) -> list[Party]:
    """Vendors to be made, one for all spellings of a name: the next decision finds it under each of them."""
    parties: dict[tuple[str, str | None], Party] = {}
    for one in expenses:
        for party in _new_vendors(one):
            parties.setdefault((fold(party.name), party.currency), party)
    return list(parties.values())


def _moved_to(decision: Posting | Held | None) -> list[date]:
    """The first open day that a held expense would have gone to."""
    told = decision.problem.params.get("open_date") if isinstance(decision, Held) else None
    return [date.fromisoformat(told)] if told else []


def _other_kinds(spend_type: str) -> frozenset[EntryKind]:
    """What else it may have become on another computer, under other choices, and be found by its number far from its day.

    Card spend, which is most of all, is asked for under its present kinds alone: each kind costs metered reads (design.md 5).
    Near its day the memo tells it under any kind.
    """
    return frozenset() if spend_type in _CARD_SPEND else possible_kinds(spend_type)
