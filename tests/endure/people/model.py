"""What must stand in the books after an export, whoever touched them: design.md 4 in plain Python, without the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

WINDOW = timedelta(days=29)
"""How far from its day a memo is read: 30 days, less one that a time zone may take."""
ALIKE = timedelta(days=5)
NUMBERED = frozenset({"Purchase", "JournalEntry"})
MARK = "PLEO-"
OURS = "Pleo "
"""How the memo of every entry of ours begins when it is made."""


class Kind(StrEnum):
    """How an export can go wrong, and what nothing could have known."""

    DOUBLED = "doubled"
    LOST = "lost"
    TOLD = "told exported that is not there"
    SILENT = "silent"
    RECEIPT_LOST = "receipts lost"
    RECEIPT_DOUBLED = "receipts doubled"
    STUCK = "stuck"
    BUG = "bugs"
    UNKNOWABLE = "unknowable"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it must be; `expense` is its number in the plan."""

    kind: Kind
    expense: int
    words: str


@dataclass(frozen=True)
class Entry:
    """An entry as it stands, or as it was first; `moves` are debits less credits by account."""

    id: str
    kind: str
    day: date
    number: str | None
    note: str
    moves: Mapping[str, Decimal]

    @property
    def void(self) -> bool:
        """Whether all its amounts are 0."""
        return not any(self.moves.values())

    @property
    def marked(self) -> bool:
        """Whether number or memo say that somebody of us made it."""
        return self.note.startswith(OURS) or (self.number or "").startswith(MARK)


@dataclass(frozen=True)
class File:
    """A file in the books and the entries that it stands on."""

    on: tuple[str, ...]
    sha256: str | None
    note: str


@dataclass(frozen=True)
class Seen:
    """The books at one moment, and every entry that was ever made, as it was first."""

    made: Mapping[str, Entry]
    standing: Mapping[str, Entry]
    files: tuple[File, ...]
    closed_until: date | None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Seen:
        """What the witness of the practice services tells."""
        closed = told["closed_until"]
        return cls(
            {one["id"]: _entry(one) for one in told["made"]},
            {one["id"]: _entry(one) for one in told["standing"]},
            tuple(File(tuple(one["on"]), one["sha256"], one["note"] or "") for one in told["files"]),
            date.fromisoformat(closed) if closed else None,
        )

    def of_expense(self, expense: Expense) -> list[Entry]:
        """What stands of an expense, told by what each entry was when it was made."""
        own = (id_ for id_, one in self.made.items() if expense.id in one.note or id_ in expense.adopted)
        return [self.standing[id_] for id_ in own if id_ in self.standing]

    def strangers(self) -> list[Entry]:
        """Entries that nobody of us made."""
        return [one for one in self.standing.values() if not self.made.get(one.id, one).note.startswith(OURS)]


def _entry(told: Mapping[str, Any]) -> Entry:
    moves = {account: Decimal(amount) for account, amount in told["moves"].items()}
    return Entry(told["id"], told["kind"], date.fromisoformat(told["day"]), told["number"], told["note"] or "", moves)


@dataclass(frozen=True)
class Expense:
    """An expense as Pleo tells it now. `moves` is what its entry does to which account (debits less credits).

    What a person answered: `adopted` are ids of entries that are the same, `others` of those that are another one, `again` of void
    ones beside which it is posted again, `left` the amounts of which she wants to hear no more.
    """

    number: int
    id: str
    type: str
    day: date
    account: str
    moves: Decimal
    receipts: tuple[str, ...] = ()
    adopted: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    left: frozenset[Decimal] = frozenset()

    def with_amount(self, amount: Decimal) -> Expense:
        """The same of another amount."""
        return replace(self, moves=amount.copy_sign(self.moves))


@dataclass(frozen=True)
class Computer:
    """What the program on a computer can lean on: the ids that its store holds by expense, what it was told to do, and whether
    queries show it what was written before (a read by id and a refused number always do). `taken` are the entries of others of which
    a person said that they are an expense's."""

    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    first_open_day: bool = False
    sees: bool = True
    taken: frozenset[str] = frozenset()


def carriers(expense: Expense, entry: Entry, seen: Seen, computer: Computer) -> list[str]:
    """What still tells that an entry is this expense's (design.md 4.2); empty: nothing of ours does."""
    first = seen.made[entry.id].number or ""
    marked = entry.kind in NUMBERED and first.startswith(MARK) and entry.number == first
    found = {
        "store": entry.id in computer.known.get(expense.id, ()),
        "number": marked,
        "memo": computer.sees and expense.id in entry.note and _in_window(expense, entry, seen, computer),
        "note of an attachment": computer.sees
        and any(entry.id in file.on and expense.id in file.note for file in seen.files),
    }
    return [name for name, there in found.items() if there]


def _in_window(expense: Expense, entry: Entry, seen: Seen, computer: Computer) -> bool:
    days = [expense.day]
    if seen.closed_until and expense.day <= seen.closed_until:
        days.append(seen.closed_until + timedelta(days=1))
    if any(abs(entry.day - day) <= WINDOW for day in days):
        return True
    return computer.first_open_day and entry.kind not in NUMBERED and entry.day >= expense.day - WINDOW


def alike(expense: Expense, entry: Entry) -> bool:
    """Whether an entry passes the gates of look-alikes (design.md 4.3)."""
    return entry.moves.get(expense.account) == expense.moves and abs(entry.day - expense.day) <= ALIKE


def why_not_new(expense: Expense, seen: Seen, computer: Computer) -> str:
    """Why nothing may be posted for an expense as the books are; empty when it may."""
    for entry in seen.of_expense(expense):
        if entry.id in expense.others | expense.again:
            continue
        if found := carriers(expense, entry, seen, computer):
            return f"{entry.kind} {entry.id} stands, known by {', '.join(found)}"
        if computer.sees and alike(expense, entry):
            return f"{entry.kind} {entry.id} stands and looks like it, though nothing of ours is left"
    for entry in seen.strangers():
        if computer.sees and alike(expense, entry) and entry.id not in expense.others | computer.taken:
            return f"{entry.kind} {entry.id} of somebody else looks like it"
    return ""


@dataclass(frozen=True)
class Result:
    """What the program said of an expense, with the codes of its problems and the entry that the first is about."""

    status: str
    external_id: str | None
    codes: tuple[str, ...]
    about: str | None = None

    @property
    def stands(self) -> bool:
        """Whether it was said to be in the books."""
        return self.status in {"exported", "already_there"}


@dataclass(frozen=True)
class Exported:
    """One export: the books before and after it, what the program said (empty where it died), what Pleo was told, and of which
    expenses people touched something meanwhile."""

    before: Seen
    after: Seen
    computer: Computer
    results: Mapping[str, Result]
    told: Mapping[str, str]
    touched: frozenset[str] = frozenset()


def judge(expense: Expense, export: Exported) -> Iterable[Finding]:
    """What is wrong with one expense after one export."""
    yield from _doubles(expense, export)
    yield from _told(expense, export)
    result = export.results.get(expense.id)
    if result and result.stands and not result.codes and expense.id not in export.touched:
        yield from _silent(expense, export, result)


def _doubles(expense: Expense, export: Exported) -> Iterable[Finding]:
    before, after = export.before, export.after
    new = [one for one in after.of_expense(expense) if one.id not in before.made]
    if len(new) > 1:
        ids = ", ".join(f"{one.kind} {one.id}" for one in new)
        yield Finding(Kind.DOUBLED, expense.number, f"made in one export: {ids}")
    if not new:
        return
    why = why_not_new(expense, before, export.computer)
    if why and expense.id in export.touched:
        # somebody edited meanwhile: only what held before and after counts
        late = replace(after, standing={id_: one for id_, one in after.standing.items() if id_ in before.standing})
        why = why_not_new(expense, late, export.computer)
    if why:
        yield Finding(Kind.DOUBLED, expense.number, f"{new[0].kind} {new[0].id} was made although {why}")
    elif {one.id for one in before.of_expense(expense)} - expense.others - expense.again:
        yield Finding(Kind.UNKNOWABLE, expense.number, f"{new[0].kind} {new[0].id} beside what nothing tells is ours")


def _told(expense: Expense, export: Exported) -> Iterable[Finding]:
    external_id = export.told.get(expense.id)
    if external_id is None or expense.id in export.touched:
        return
    entry = export.after.standing.get(external_id)
    if entry is None:
        yield Finding(Kind.TOLD, expense.number, f"Pleo was told {external_id}, which does not stand")
    elif entry.void:
        yield Finding(Kind.TOLD, expense.number, f"Pleo was told {entry.kind} {external_id}, which is void")
    elif expense.id not in export.after.made.get(external_id, entry).note and external_id not in expense.adopted:
        yield Finding(Kind.TOLD, expense.number, f"Pleo was told {entry.kind} {external_id}, which is another's")


def _silent(expense: Expense, export: Exported, result: Result) -> Iterable[Finding]:
    """An amount that changed at Pleo after the export, and nobody says so (design.md 4.8)."""
    entry = export.after.standing.get(result.external_id or "")
    if entry is None or entry.moves != export.after.made[entry.id].moves:
        return
    there = entry.moves.get(expense.account, Decimal(0))
    if there != expense.moves and expense.moves not in expense.left:
        yield Finding(Kind.SILENT, expense.number, f"{there} stands, Pleo has {expense.moves}, told {result.status}")


def judge_end(expense: Expense, export: Exported, state: str) -> Iterable[Finding]:
    """What is wrong with one expense in the end, when all trouble is over and it was exported once more. `state` is Pleo's."""
    result = export.results.get(expense.id)
    alive = [one for one in export.after.of_expense(expense) if not one.void]
    if result is None:
        yield Finding(Kind.LOST, expense.number, f"nothing is said of it, Pleo says {state}, {len(alive)} stand")
        return
    if result.stands != (state == "EXPORTED"):
        yield Finding(Kind.TOLD, expense.number, f"{result.status} here, {state} at Pleo")
    if not result.stands:
        if not result.codes and not alive:
            yield Finding(Kind.LOST, expense.number, f"{result.status} without a word")
        elif not _may_wait(expense, export, result):
            yield Finding(Kind.STUCK, expense.number, f"{result.status}: {', '.join(result.codes)}")
        return
    if not alive:
        yield Finding(Kind.LOST, expense.number, f"{result.status}, and nothing stands")
        return
    on_it = Counter(file.sha256 for file in export.after.files if result.external_id in file.on)
    for place, receipt in enumerate(expense.receipts):
        if not on_it[receipt]:
            yield Finding(Kind.RECEIPT_LOST, expense.number, f"receipt {place} is not on {result.external_id}")
    for number in on_it.values():
        if number > 1:
            yield Finding(Kind.RECEIPT_DOUBLED, expense.number, f"{number} times the same on {result.external_id}")


def _may_wait(expense: Expense, export: Exported, result: Result) -> bool:
    """Whether there is a reason not to post."""
    seen = export.after
    mine = seen.of_expense(expense)
    if mine and all(one.void for one in mine):
        return True
    closed = seen.closed_until is not None and expense.day <= seen.closed_until
    if not mine and closed and not export.computer.first_open_day:
        return True
    if expense.type == "invoice" and mine:
        return True  # QuickBooks does not let its number stand twice, whoever knows whose it is
    looked = [one for one in seen.standing.values() if not one.marked]
    looked += [one for one in mine if not carriers(expense, one, seen, export.computer)]
    return bool(result.codes) and any(_somewhat_alike(expense, one) for one in looked)


def _somewhat_alike(expense: Expense, entry: Entry) -> bool:
    """Whether a program may ask: a transfer moves two of our accounts, and days may be those of another time zone."""
    by_amount = any(abs(amount) == abs(expense.moves) for amount in entry.moves.values())
    return by_amount and abs(entry.day - expense.day) <= ALIKE + timedelta(days=1)
