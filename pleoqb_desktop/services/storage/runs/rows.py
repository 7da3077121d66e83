"""How records stand in the run store's tables; reads and writes nothing itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

import msgspec

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money, parse_money
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.ports.questions import Answer, AnswerKind, EntryId, Question
from pleoqb_desktop.ports.runs import (
    AttachmentRecord,
    Difference,
    Intent,
    ItemRecord,
    ItemStatus,
    JobRecord,
    JobState,
    MonthTotal,
    RunRecord,
    RunState,
    VendorRecord,
)

Record = TypeVar("Record")
Row = Sequence[Any]
Member = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """A table whose columns are the members of a record.

    `key` are the columns that tell records apart, none where each write adds one; `stored` and `read` convert single members, None stays None.
    """

    name: str
    record: Callable[..., Record]
    columns: tuple[str, ...]
    key: tuple[str, ...]
    stored: dict[str, Member]
    read: dict[str, Member]

    @property
    def upsert(self) -> str:
        """The statement that writes a record over an earlier state of it, and keeps its place in the order."""
        names = ", ".join(f'"{column}"' for column in self.columns)
        changed = ", ".join(f'"{column}" = excluded."{column}"' for column in self.columns if column not in self.key)
        key = ", ".join(f'"{column}"' for column in self.key)
        marks = ", ".join("?" * len(self.columns))
        if not key:
            return f"INSERT INTO {self.name} ({names}) VALUES ({marks})"  # noqa: S608
        return f"INSERT INTO {self.name} ({names}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {changed}"  # noqa: S608

    def select(self, rest: str) -> str:
        """The statement that reads whole records; `rest` is what follows FROM and the table's name."""
        names = ", ".join(f'{self.name}."{column}"' for column in self.columns)
        return f"SELECT {names} FROM {self.name} {rest}"  # noqa: S608 - only our own constants come here

    def row(self, record: Record) -> Row:
        """A record as a row."""
        return [_converted(self.stored.get(column), getattr(record, column)) for column in self.columns]

    def of_row(self, row: Row) -> Record:
        """A row as a record. Raises ValueError or msgspec.MsgspecError for what we never wrote."""
        return self.record(
            *(_converted(self.read.get(column), value) for column, value in zip(self.columns, row, strict=True))
        )


def _converted(convert: Member | None, value: Any) -> Any:
    return value if convert is None or value is None else convert(value)


def _names(record: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def stored_time(time: datetime) -> str:
    """An aware time as ISO text in UTC. Raises ValueError for a time without a zone."""
    if time.tzinfo is None:
        raise ValueError(f"a time without a zone: {time!r}")
    return time.astimezone(UTC).isoformat()


def run_of_row(row: Row, jobs: tuple[str, ...]) -> RunRecord:
    """A row of (id, state, started_at, ended_at, realm_id) as a record."""
    number, state, started_at, ended_at, realm_id = row
    return RunRecord(
        number,
        RunState(state),
        datetime.fromisoformat(started_at),
        _converted(datetime.fromisoformat, ended_at),
        realm_id,
        jobs,
    )


def month_totals(rows: Iterable[Row]) -> list[MonthTotal]:
    """Rows of (month, currency, decimals, digits, how many) added up, by month and currency."""
    sums: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for month, currency, decimals, digits, count in rows:
        items, total = sums.get((month, currency), (0, Decimal(0)))
        sums[month, currency] = (items + count, total + Decimal(digits).scaleb(-decimals))
    return [
        MonthTotal(date.fromisoformat(f"{month}-01"), items, Money(total, currency))
        for (month, currency), (items, total) in sorted(sums.items())
    ]


_PROBLEMS = msgspec.json.Decoder(tuple[Problem, ...])
_DIFFERENCES = msgspec.json.Decoder(tuple[Difference, ...])
_ENTRIES = msgspec.json.Decoder(tuple[EntryId, ...])


def _as_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer with the company it was given for."""

    realm_id: str
    accounting_entry_id: str
    kind: AnswerKind
    job_id: str
    about: tuple[EntryId, ...]
    facts: str | None
    answered_at: datetime

    @classmethod
    def of(cls, realm_id: str, given: Answer) -> "StoredAnswer":
        """An answer on its way into the store."""
        return cls(
            realm_id,
            given.accounting_entry_id,
            given.kind,
            given.job_id,
            given.about,
            given.facts,
            given.answered_at,
        )

    def answer(self) -> Answer:
        """On its way out."""
        return Answer(self.accounting_entry_id, self.kind, self.job_id, self.answered_at, self.about, self.facts)


JOBS: Table[JobRecord] = Table(
    name="jobs",
    record=JobRecord,
    columns=_names(JobRecord),
    key=("job_id",),
    stored={"state": str},
    read={"state": JobState},
)
ITEMS: Table[ItemRecord] = Table(
    name="items",
    record=ItemRecord,
    columns=_names(ItemRecord),
    key=("job_id", "accounting_entry_id"),
    stored={
        "status": str,
        "kind": str,
        "problems": _as_json,
        "reported": int,
        "day": date.isoformat,
        "amount": str,
        "tax": str,
        "differences": _as_json,
        "changed_since": date.isoformat,
        "receipts_next": stored_time,
    },
    read={
        "status": ItemStatus,
        "kind": EntryKind,
        "problems": _PROBLEMS.decode,
        "reported": bool,
        "day": date.fromisoformat,
        "amount": parse_money,
        "tax": Decimal,
        "differences": _DIFFERENCES.decode,
        "changed_since": date.fromisoformat,
        "receipts_next": datetime.fromisoformat,
    },
)
INTENTS: Table[Intent] = Table(
    name="intents",
    record=Intent,
    columns=_names(Intent),
    key=("job_id", "accounting_entry_id", "position"),
    stored={"kind": str, "adopted": int, "removed": int},
    read={"kind": EntryKind, "adopted": bool, "removed": bool},
)
ATTACHMENTS: Table[AttachmentRecord] = Table(
    name="attachments",
    record=AttachmentRecord,
    columns=_names(AttachmentRecord),
    key=("job_id", "accounting_entry_id", "attachment_id"),
    stored={"removed": int},
    read={"removed": bool},
)
VENDORS: Table[VendorRecord] = Table(
    name="vendors",
    record=VendorRecord,
    columns=_names(VendorRecord),
    key=("run_id", "name"),
    stored={"removed": int},
    read={"removed": bool},
)
QUESTIONS: Table[Question] = Table(
    name="questions",
    record=Question,
    columns=_names(Question),
    key=("job_id", "accounting_entry_id"),
    stored={"code": str, "about": _as_json, "asked_at": stored_time},
    read={"code": Code, "about": _ENTRIES.decode, "asked_at": datetime.fromisoformat},
)
ANSWERS: Table[StoredAnswer] = Table(
    name="answers",
    record=StoredAnswer,
    columns=_names(StoredAnswer),
    key=(),
    stored={"kind": str, "about": _as_json, "answered_at": stored_time},
    read={"kind": AnswerKind, "about": _ENTRIES.decode, "answered_at": datetime.fromisoformat},
)
