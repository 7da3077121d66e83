"""Moving in: Pleo's exported expenses paired with entries that stood in QuickBooks before this program came (design.md 4.4).

It posts nothing. Pairs are told by the table of look-alikes; what the clear ones show of how entries were made is used for the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.domain.rules.families import is_laid_out, likely_type
from pleoqb_desktop.domain.rules.look_alikes import LooksLike, Sign, Sought, is_near, pair, pattern_of
from pleoqb_desktop.domain.rules.wallet import wallet_movement
from pleoqb_desktop.domain.spend import QueueEntry
from pleoqb_desktop.export.adopt import Adoption
from pleoqb_desktop.export.books_window import BooksWindow, Days
from pleoqb_desktop.export.context import ExportContext
from pleoqb_desktop.export.look_alikes import bystander
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.questions import EntryId
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus
from pleoqb_desktop.ports.settings import Settings

_EXPORTED = "EXPORTED"
_NEAR = timedelta(days=31)
PairIds = tuple[str, EntryId]
"""The accounting entry of an expense, and an entry in QuickBooks."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An expense of Pleo's and the entry that is taken for it, or that may be it; `sure` as LooksLike tells; `day` is the expense's
    in the company's time zone."""

    expense: QueueEntry
    entry: PostedEntry
    score: int
    signs: tuple[Sign, ...]
    sure: bool
    day: date

    @property
    def ids(self) -> PairIds:
        """Which expense, and which entry."""
        return self.expense.id, (self.entry.kind, self.entry.id)


@dataclass(frozen=True, slots=True)
class MovedIn:
    """What was found: pairs, and what has none on either side; `adopted` counts pairs that were kept, in run `run_id`."""

    pairs: tuple[Pair, ...]
    alone_in_pleo: tuple[QueueEntry, ...]
    alone_in_books: tuple[PostedEntry, ...]
    adopted: int = 0
    run_id: int | None = None

    @property
    def sure(self) -> tuple[Pair, ...]:
        """Pairs that may be kept without asking."""
        return tuple(one for one in self.pairs if one.sure)

    @property
    def doubtful(self) -> tuple[Pair, ...]:
        """Pairs that only a person can tell."""
        return tuple(one for one in self.pairs if not one.sure)


class MovingIn:
    """Looks, and keeps what is sure when asked to. Not while an export runs."""

    def __init__(self, context: ExportContext, settings: Settings) -> None:
        self._context = context
        self._settings = settings
        self._zone = periods.zone(settings.time_zone or "UTC")
        self._window = BooksWindow(context.ledger)

    def unmarked(self, first: date, last: date) -> int:
        """How many entries of these days, both included, stand on the Pleo accounts and bear no mark of ours. Raises as `run` does,
        but for a running export."""
        self._window.cover([Days(tuple(EntryKind), first, last)])
        return sum(first <= entry.day <= last and not entry.is_void for entry in self._unmarked().values())

    def run(self, first: date, last: date, keep: Callable[[Pair], bool] = lambda _: False) -> MovedIn:
        """Pairs expenses dated `first` to `last`, both included, that Pleo tells as exported and that stand nowhere as ours.

        Those of which `keep` says so are kept, the others told alone.
        Raises SignInAgainError, UnavailableError, ExportRunningError, Cancelled.
        """
        with self._context.locks.export():
            found = self._found(first, last)
            kept = [one for one in found.pairs if keep(one)]
            return self._kept(found, kept) if kept else found

    def _found(self, first: date, last: date) -> MovedIn:
        day = timedelta(days=1)
        told = [
            one
            for one in self._context.source.entries(periods.moved(first, -day), periods.moved(last, day))
            if one.export_status == _EXPORTED
        ]
        expenses = [one for one in told if first <= one.day_in(self._zone) <= last]
        self._window.cover([Days(tuple(EntryKind), periods.moved(first, -_NEAR), periods.moved(last, _NEAR))])
        unmarked = self._unmarked()
        waiting = [
            one for one in expenses if not self._window.naming(one.id) and not self._context.runs.last_item(one.id)
        ]
        looks = self._paired(waiting, unmarked)
        pairs = [
            Pair(
                one,
                unmarked[looks[one.id].ids[0]],
                looks[one.id].score,
                tuple(sorted(looks[one.id].signs)),
                looks[one.id].sure,
                one.day_in(self._zone),
            )
            for one in waiting
            if one.id in looks
        ]
        taken = {(one.entry.kind, one.entry.id) for one in pairs}
        return MovedIn(
            tuple(pairs),
            tuple(one for one in waiting if one.id not in looks),
            tuple(entry for key, entry in unmarked.items() if key not in taken and first <= entry.day <= last),
        )

    def _unmarked(self) -> dict[EntryId, PostedEntry]:
        """Entries on the Pleo accounts that bear no mark of ours and that the store does not know."""
        ours = {self._settings.wallet_account_id, self._settings.pocket_account_id} - {None}
        found = {
            (entry.kind, entry.id): entry
            for entry in self._window
            if ours & entry.movements.keys() and not self._window.is_marked(entry)
        }
        owned = self._context.questions.owners(sorted(found))
        return {key: entry for key, entry in found.items() if key not in owned}

    def _paired(
        self, expenses: Sequence[QueueEntry], unmarked: dict[EntryId, PostedEntry]
    ) -> dict[str, LooksLike[EntryId]]:
        by_movement: defaultdict[tuple[str, Decimal], list[PostedEntry]] = defaultdict(list)
        for entry in unmarked.values():
            for movement in entry.movements.items():
                by_movement[movement].append(entry)
        fits = [
            (sought, [entry for entry in by_movement[movement] if is_near(sought, entry.day)])
            for sought, movement in self._sought(expenses)
        ]
        clues = [(sought, [bystander(entry) for entry in entries]) for sought, entries in fits]
        pattern = pattern_of(pair(clues).values())
        return pair(clues, {Sign.IDENTITY, *pattern})

    def _sought(self, expenses: Iterable[QueueEntry]) -> Iterable[tuple[Sought, tuple[str, Decimal]]]:
        """Expenses whose movement Pleo tells, with the account that it is on: what people laid out moves the Pocket account, a
        supplier's invoice neither."""
        wallet, pocket = self._settings.wallet_account_id, self._settings.pocket_account_id
        for one in expenses:
            account, amount = wallet, wallet_movement(one, self._settings.home_currency or "")
            if is_laid_out(one.family):
                account, amount = pocket, -abs(_money(one).amount)
            if account and amount:
                yield Sought(one.id, (one.day_in(self._zone),), supplier=one.note or ""), (account, amount)

    def _kept(self, found: MovedIn, pairs: Iterable[Pair]) -> MovedIn:
        records = [(self._record(one), one.entry) for one in pairs]
        run = Adoption(self._context, self._settings.realm_id or "").keep(records)
        return replace(found, adopted=len(records), run_id=run.id)

    def _record(self, one: Pair) -> ItemRecord:
        return ItemRecord(
            "",
            one.expense.id,
            likely_type(one.expense.family),
            ItemStatus.ALREADY_THERE,
            receipts_expected=one.expense.receipts,
            supplier=one.entry.vendor_name or one.expense.note or "",
            day=one.expense.day_in(self._zone),
            amount=_money(one.expense),
        )


def last_months(today: date) -> tuple[date, date]:
    """The days that are looked at unless a person says others: this month and three before it."""
    return periods.months_back(today, 3), today


def _money(entry: QueueEntry) -> Money:
    return entry.wallet_amount or entry.amount
