"""Rows of the Expenses table: what waits, or what became of it, with everything that is known written ready to read. No Qt."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.books import fold
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.spend import FILE_JOB
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.gui.models.entry_picture import EntryPicture, Names, pictures
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.sync.pleo_names import PleoNames, known
from pleoqb_desktop.texts import Texts

_BETWEEN = ", "
_NUMBERED, _NEXT_NUMBER = re.compile(r"^(\d\S*) (.+)$"), re.compile(r", (?=\d\S* )")
"""A name may hold a comma; what comes after one with a number is the next account."""


@dataclass(frozen=True, slots=True)
class SpendRow:
    """One expense. `vat` None: not known yet; `vat_code` names the rate meanwhile. `account` and `tags` are empty when there is
    none, or none is known. `words` is everything that a search looks through, folded. `undone`: an undo removed its entry.
    `is_note`: Pleo has not told the supplier yet, and `supplier` is the note that somebody wrote.
    """

    item: ItemOutcome
    supplier: str
    person: str
    amount: Money | None
    vat: Decimal | None = None
    vat_code: str = ""
    account: str = ""
    tags: str = ""
    pictures: tuple[EntryPicture, ...] = ()
    words: str = ""
    undone: bool = False
    is_note: bool = False

    @property
    def id(self) -> str:
        """The accounting entry."""
        return self.item.record.accounting_entry_id

    @property
    def identity(self) -> str:
        """Tells rows apart."""
        return self.id

    @property
    def day(self) -> date | None:
        """The item's day."""
        return self.item.record.day

    @property
    def status(self) -> ItemStatus:
        """What became of it."""
        return self.item.record.status

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it."""
        return self.item.record.problems

    @property
    def needs_attention(self) -> bool:
        """Whether a person should do something about it."""
        record = self.item.record
        return bool(record.problems) or record.status is ItemStatus.FAILED or record.status is ItemStatus.HELD

    @property
    def month(self) -> date | None:
        """The first day of the item's month."""
        return self.day.replace(day=1) if self.day else None

    @property
    def lacks_receipt(self) -> bool:
        """Whether nobody has given a receipt for it in Pleo."""
        return not self.item.record.receipts_expected

    @property
    def in_job(self) -> bool:
        """Whether Pleo has put it into an export job already: it then goes with its job."""
        job_id = self.item.record.job_id
        return bool(job_id) and not job_id.startswith(FILE_JOB)


def spend_rows(items: Iterable[ItemOutcome], names: Names, pleo: PleoNames, texts: Texts) -> list[SpendRow]:
    """The rows of a preview or of an export."""
    return [_row(item, names, pleo, texts) for item in items]


def _row(item: ItemOutcome, names: Names, pleo: PleoNames, texts: Texts) -> SpendRow:
    record, queued = item.record, item.queued
    note = (queued.note or "") if queued and not record.supplier else ""
    supplier = record.supplier or note or texts.spend_type_name(record.type)
    if queued:
        accounts = [pleo.accounts[one] for one in queued.account_ids if one in pleo.accounts]
        titles = [f"{a.code} {a.name}" if a.code else a.name for a in accounts]
        row = SpendRow(
            item,
            supplier,
            pleo.people.get(queued.employee_id or "", record.person),
            queued.wallet_amount or record.amount,
            vat_code=_BETWEEN.join(known(queued.tax_code_ids, pleo.tax_codes)),
            account=_BETWEEN.join(titles),
            tags=_BETWEEN.join(known(queued.tag_ids, pleo.tags)),
            is_note=bool(note),
        )
    else:
        row = _exact(SpendRow(item, supplier, record.person, record.amount, record.tax), names)
    return replace(row, words=searched(row, texts))


def _exact(row: SpendRow, names: Names) -> SpendRow:
    shown = pictures(row.item, names)
    if not shown:
        return row
    document = shown[0]
    codes = dict.fromkeys(line.vat_code for line in document.lines if line.vat_code)
    return replace(
        row,
        vat=document.vat if document.exact else None,
        vat_code=_BETWEEN.join(codes),
        account=_BETWEEN.join(document.accounts),
        tags=_BETWEEN.join(document.tags),
        pictures=shown,
    )


def searched(row: SpendRow, texts: Texts) -> str:
    """What a search looks through: names, the day and amounts as they are shown, and the bare amount."""
    record = row.item.record
    parts = [
        row.supplier,
        (row.item.queued.note or "") if row.item.queued else "",
        row.person,
        row.account,
        row.tags,
        row.vat_code,
        texts.spend_type_name(record.type),
        texts.status_name(record.status),
        texts.date(record.day) if record.day else "",
        texts.money(row.amount) if row.amount else "",
        str(row.amount.amount) if row.amount else "",
    ]
    return fold(" ".join(parts))


def with_results(before: Sequence[SpendRow], results: Sequence[SpendRow]) -> list[SpendRow]:
    """Results of an export, each with what the preview knew and the result does not tell."""
    known_rows = {row.id: row for row in before}
    return [_merged(row, known_rows[row.id]) if row.id in known_rows else row for row in results]


def _merged(row: SpendRow, before: SpendRow) -> SpendRow:
    return replace(
        row,
        supplier=row.supplier if row.item.record.supplier else before.supplier,
        is_note=before.is_note and not row.item.record.supplier,
        person=row.person or before.person,
        amount=row.amount or before.amount,
        vat=before.vat if row.vat is None else row.vat,
        vat_code=row.vat_code or before.vat_code,
        account=row.account or before.account,
        tags=row.tags or before.tags,
        pictures=row.pictures or before.pictures,
        words=f"{row.words} {before.words}",
    )


def matches(row: SpendRow, wanted: Sequence[str]) -> bool:
    """Whether a row holds all words of a search (folded)."""
    return all(word in row.words for word in wanted)


def totals(rows: Iterable[SpendRow]) -> tuple[Money, ...]:
    """Sums by currency, the largest number of rows first; amounts that could not be read count nothing."""
    sums: dict[str, Decimal] = {}
    counts: dict[str, int] = {}
    for row in rows:
        if row.amount:
            sums[row.amount.currency] = sums.get(row.amount.currency, Decimal(0)) + row.amount.amount
            counts[row.amount.currency] = counts.get(row.amount.currency, 0) + 1
    return tuple(Money(sums[one], one) for one in sorted(sums, key=lambda one: (-counts[one], one)))


@dataclass(frozen=True, slots=True)
class Share:
    """One bar of a chart: `name` empty means without one, None what is left over."""

    name: str | None
    amount: Money
    count: int


def by_category(rows: Iterable[SpendRow], most: int) -> tuple[Share, ...]:
    """What waits by account (see `_shares`)."""
    return _shares(rows, most, lambda row: row.account)


def by_person(rows: Iterable[SpendRow], most: int) -> tuple[Share, ...]:
    """What waits by the person who spent it (see `_shares`)."""
    return _shares(rows, most, lambda row: row.person)


def _shares(rows: Iterable[SpendRow], most: int, name_of: Callable[[SpendRow], str]) -> tuple[Share, ...]:
    """Sums in the currency of most rows, largest first; what is beyond `most` bars is summed in a last one."""
    rows = list(rows)
    main = next(iter(totals(rows)), None)
    if main is None:
        return ()
    sums: dict[str, tuple[Decimal, int]] = {}
    for row in rows:
        if row.amount and row.amount.currency == main.currency:
            name = name_of(row)
            amount, count = sums.get(name, (Decimal(0), 0))
            sums[name] = (amount + row.amount.amount, count + 1)
    ordered = sorted(sums.items(), key=lambda one: (-abs(one[1][0]), one[0]))
    kept = ordered if len(ordered) <= most else ordered[: most - 1]
    shares = [Share(name, Money(amount, main.currency), count) for name, (amount, count) in kept]
    if rest := ordered[len(kept) :]:
        amount = sum((amount for _, (amount, _) in rest), Decimal(0))
        shares.append(Share(None, Money(amount, main.currency), sum(count for _, (_, count) in rest)))
    return tuple(shares)


MOST_BARS = 8


@dataclass(frozen=True, slots=True)
class Digest:
    """What the screen says of all rows together; made where the rows are made, since 10,000 of them take a while.

    `waiting` counts what still waits, `sums` its amounts by currency, `shares` its categories; `attention` are the rows that
    need a person, in order; `in_jobs` the ids of those that Pleo has put into an export job. `all_sums` are the amounts of all
    rows by currency, `types` their types of expense, `months` the first days of their months, newest first, `persons` the sums of
    what waits by person; `ready` the ids of what waits and has no problem; `people` are the names of all persons in their alphabetical
    order; the last four tell whether any row has an account and so on, a note
    in place of a supplier at last.
    """

    waiting: int = 0
    sums: tuple[Money, ...] = ()
    shares: tuple[Share, ...] = ()
    attention: tuple[SpendRow, ...] = ()
    in_jobs: frozenset[str] = frozenset()
    estimates: bool = False
    all_sums: tuple[Money, ...] = ()
    types: tuple[str, ...] = ()
    months: tuple[date, ...] = ()
    persons: tuple[Share, ...] = ()
    ready: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    accounts: bool = False
    tags: bool = False
    links: bool = False
    notes: bool = False


def digest(rows: Sequence[SpendRow]) -> Digest:
    """Looks at every row once."""
    waiting = [row for row in rows if row.status is ItemStatus.WAITING]
    return Digest(
        len(waiting),
        totals(waiting),
        by_category(waiting, MOST_BARS),
        tuple(row for row in rows if row.needs_attention),
        frozenset(row.id for row in waiting if row.in_job),
        any(row.item.estimate for row in waiting),
        totals(rows),
        tuple(sorted({row.item.record.type for row in rows if row.item.record.type})),
        tuple(sorted({row.month for row in rows if row.month}, reverse=True)),
        by_person(waiting, MOST_BARS),
        frozenset(row.id for row in waiting if not row.problems),
        tuple(sorted({row.person for row in rows if row.person}, key=fold)),
        any(row.account for row in rows),
        any(row.tags for row in rows),
        any(row.item.external_url for row in rows),
        any(row.is_note for row in rows),
    )


def unquoted(note: str) -> str:
    """A note to be put between marks of quotation: its own become single ones."""
    for mark, single in (
        ("« ", "‘"),
        (" »", "’"),
        ("«\u00a0", "‘"),
        ("\u00a0»", "’"),
        ("«", "‘"),
        ("»", "’"),
        ("“", "‘"),
        ("”", "’"),
        ('"', "’"),
    ):
        note = note.replace(mark, single)
    return note


def name_first(account: str) -> str:
    """An account with its number behind its name: where there is little room the name is what can be read."""
    return _BETWEEN.join(_NUMBERED.sub(r"\2 · \1", part) for part in _NEXT_NUMBER.split(account))


def attention_first(row: SpendRow) -> bool:
    """Orders problems before everything else."""
    return not row.needs_attention
