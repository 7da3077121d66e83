"""Which entry that nobody of us marked may be an expense of Pleo's (look-alikes.md): signs, points, and who is paired with whom.

Whatever moves the same account by the same amount within a few days passes the gates; points only order what passed, and tell
the sure from the doubtful. A sign that is missing never makes a pair: it leaves a question.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from pleoqb_desktop.domain.books import fold

NEAR_DAYS = 5
"""Days between a purchase and its entry: settlement comes within four as a rule (look-alikes.md 6)."""
_SHORTEST_WORD = 3
_ENOUGH, _NEARLY_ALL = 5, 0.9
"""So many clear pairs, and such a part of them, make a pattern."""
_WORD = re.compile(r"[^\W_]+")


class Sign(StrEnum):
    """What else than account, amount and day speaks for a pair."""

    IDENTITY = "identity"
    RECEIPT = "receipt"
    VENDOR = "vendor"
    WORDS = "words"
    DAY = "day"


POINTS: Mapping[Sign, int] = {
    Sign.IDENTITY: 8,  # Pleo's own number or id stands in the entry's number or memo: nothing else bears it
    Sign.RECEIPT: 4,  # a file of the very size of one of its receipts
    Sign.VENDOR: 3,  # the supplier's name, folded
    Sign.WORDS: 2,  # what the bank calls the merchant, in memo or payee
    Sign.DAY: 1,  # the very day; twins of one day are ordinary, so that it decides nothing
}
"""What a sign is worth; only their order and their sum count."""

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of an expense. `days` are those it may have been given; `receipt_number` Pleo's, empty where it tells none."""

    accounting_entry_id: str
    days: tuple[date, ...]
    receipt_number: str = ""
    supplier: str = ""
    receipt_sizes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bystander(Generic[Id]):
    """What is known of an entry that stands. `file_sizes` are those of its attachments, empty where nobody looked."""

    id: Id
    day: date
    number: str = ""
    memo: str = ""
    vendor: str = ""
    file_sizes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LooksLike(Generic[Id]):
    """What an expense looks like: `ids` the entries that fit, the likeliest first; signs and score are those of the first.

    `sure`: one sign beside the day, and nothing else fits on either side.
    """

    ids: tuple[Id, ...]
    signs: frozenset[Sign]
    score: int
    sure: bool


def is_near(sought: Sought, day: date) -> bool:
    """The gate of the day."""
    return any(abs((day - own).days) <= NEAR_DAYS for own in sought.days)


def signs_of(sought: Sought, entry: Bystander[Id]) -> frozenset[Sign]:
    """What speaks for the pair."""
    return frozenset(
        sign
        for sign, shows in (
            (Sign.IDENTITY, _bears_identity(sought, entry)),
            (Sign.RECEIPT, bool(sought.receipt_sizes & entry.file_sizes)),
            (Sign.VENDOR, bool(sought.supplier) and _folded(sought.supplier) == _folded(entry.vendor)),
            (Sign.WORDS, _telling_word(sought.supplier) in (_words(entry.memo) | _words(entry.vendor))),
            (Sign.DAY, entry.day in sought.days),
        )
        if shows
    )


def score_of(signs: Collection[Sign]) -> int:
    """The sum of their points."""
    return sum(POINTS[sign] for sign in signs)


def _bears_identity(sought: Sought, entry: Bystander[Id]) -> bool:
    words = {word.strip(".,;|#") for word in entry.memo.lower().split()} | {entry.number.lower()}
    own = {sought.accounting_entry_id.lower(), sought.receipt_number.lower()} - {""}
    return bool(own & words)


@lru_cache(maxsize=10_000)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=10_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_folded(text)))


@lru_cache(maxsize=10_000)
def _telling_word(supplier: str) -> str | None:
    """The first telling word of a supplier: banks cut names at their end."""
    words = _WORD.findall(_folded(supplier))
    return next((word for word in words if len(word) >= _SHORTEST_WORD and not word.isdigit()), None)


def pair(
    fits: Iterable[tuple[Sought, Sequence[Bystander[Id]]]], telling: Collection[Sign] = (Sign.IDENTITY,)
) -> dict[str, LooksLike[Id]]:
    """What each expense looks like, of those that pass the gates; expenses that nothing fits are left out.

    An entry that shows a `telling` sign for one expense alone is nobody else's. Within a group of expenses and entries that fit each other they are
    paired one to one, the best pair first. Those for which none is left look like the likeliest one all the same: which of them
    it is, only a person can tell.
    """
    pairs = _without_identified(
        [_Pair(sought, entry, signs_of(sought, entry)) for sought, some in fits for entry in some], telling
    )
    of_expense: defaultdict[str, list[_Pair[Id]]] = defaultdict(list)
    rivals: Counter[Id] = Counter()
    for one in sorted(pairs, key=lambda pair: pair.rank):
        of_expense[one.expense_id].append(one)
        rivals[one.entry.id] += 1
    taken = _one_to_one(pairs)
    found: dict[str, LooksLike[Id]] = {}
    for expense_id, own in of_expense.items():
        own.sort(key=lambda pair: taken.get(pair.expense_id) != pair.entry.id)
        first = own[0]
        alone = len(own) == 1 and rivals[first.entry.id] == 1
        sure = alone and bool(first.signs - {Sign.DAY})
        found[expense_id] = LooksLike(tuple(one.entry.id for one in own), first.signs, score_of(first.signs), sure)
    return found


@dataclass(frozen=True, slots=True)
class _Pair(Generic[Id]):
    sought: Sought
    entry: Bystander[Id]
    signs: frozenset[Sign]

    @property
    def expense_id(self) -> str:
        return self.sought.accounting_entry_id

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """The best first: by points, then by days, then always the same way."""
        apart = min(abs((self.entry.day - day).days) for day in self.sought.days)
        return -score_of(self.signs), apart, self.expense_id, str(self.entry.id)


def _without_identified(pairs: Sequence[_Pair[Id]], telling: Collection[Sign]) -> list[_Pair[Id]]:
    """Pairs that a telling sign shows leave no other pair of either, where it shows one alone: Pleo's own number above all."""
    for sign in sorted(telling, key=POINTS.__getitem__, reverse=True):
        pairs = _told_by(sign, pairs)
    return list(pairs)


def _told_by(sign: Sign, pairs: Sequence[_Pair[Id]]) -> list[_Pair[Id]]:
    told = [pair for pair in pairs if sign in pair.signs]
    expenses, entries = Counter(pair.expense_id for pair in told), Counter(pair.entry.id for pair in told)
    clear = [pair for pair in told if expenses[pair.expense_id] == entries[pair.entry.id] == 1]
    owner, bearer = (
        {pair.entry.id: pair.expense_id for pair in clear},
        {pair.expense_id: pair.entry.id for pair in clear},
    )
    return [
        pair
        for pair in pairs
        if owner.get(pair.entry.id, pair.expense_id) == pair.expense_id
        and bearer.get(pair.expense_id, pair.entry.id) == pair.entry.id
    ]


def pattern_of(looks: Iterable[LooksLike[Id]]) -> frozenset[Sign]:
    """What the clear pairs show of how a company's entries were made: signs that nearly all of them bear (look-alikes.md 4)."""
    clear = [one for one in looks if one.sure]
    if len(clear) < _ENOUGH:
        return frozenset()
    counts = Counter(sign for one in clear for sign in one.signs)
    return frozenset(sign for sign in Sign if sign is not Sign.DAY and counts[sign] >= _NEARLY_ALL * len(clear))


def _one_to_one(pairs: Sequence[_Pair[Id]]) -> dict[str, Id]:
    """The best pair first, then the best of what is left."""
    taken: dict[str, Id] = {}
    used: set[Id] = set()
    for one in sorted(pairs, key=lambda pair: pair.rank):
        if one.expense_id not in taken and one.entry.id not in used:
            taken[one.expense_id] = one.entry.id
            used.add(one.entry.id)
    return taken
