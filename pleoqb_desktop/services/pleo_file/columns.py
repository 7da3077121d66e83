"""Which column says what: by its heading, else by its cells, else by what a person answered; asks where two readings are left."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pleoqb_desktop.domain.spend_file import About, Column, FileAnswers, FileKind, Meaning, Question
from pleoqb_desktop.services.pleo_file import cells
from pleoqb_desktop.services.pleo_file.headings import GENERIC, Said, folded, meaning_named, said_by
from pleoqb_desktop.services.pleo_file.table import Table
from pleoqb_desktop.services.pleo_file.template import is_template

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_SEVERAL = frozenset({Meaning.TAG, Meaning.IGNORE, Meaning.RECEIPT_LINKS, Meaning.RECEIPT_FILES})
_ASKED = frozenset(
    {
        Meaning.ENTRY_ID, Meaning.DATE, Meaning.AMOUNT, Meaning.NET, Meaning.TAX, Meaning.DEBIT, Meaning.CREDIT,
        Meaning.ACCOUNT, Meaning.NUMBER, Meaning.CURRENCY, Meaning.TYPE, Meaning.TAX_CODE, Meaning.TAX_RATE,
    }
)  # fmt: skip
"""Two columns that both say one of these, and differ, are asked about; of others the first counts."""
SAMPLE = 5


@dataclass(frozen=True, slots=True)
class TagColumn:
    """A column of a tag group; `is_code`: it holds the group's codes, not its names."""

    at: int
    group: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """Every column with its meaning, and where each meaning stands."""

    kind: FileKind
    all: tuple[Column, ...]
    places: Mapping[Meaning, tuple[int, ...]]
    tags: tuple[TagColumn, ...]
    questions: tuple[Question, ...]

    def at(self, meaning: Meaning) -> int | None:
        """The column of a meaning, None when there is none."""
        places = self.places.get(meaning)
        return places[0] if places else None

    def has(self, *meanings: Meaning) -> bool:
        """Whether there is a column for each of these."""
        return all(meaning in self.places for meaning in meanings)


def columns_of(table: Table, answers: FileAnswers) -> Columns:
    """What the columns of a table mean. Answers about headings that are not there count for nothing."""
    given = {folded(heading): text for heading, text in answers.columns.items()}
    said = [
        _answered(heading, given) or _by_cells(said_by(heading), table, at) for at, heading in enumerate(table.headings)
    ]
    fixed = frozenset(at for at, heading in enumerate(table.headings) if folded(heading) in given)
    said = _with_ids(said, table, fixed)
    chosen, questions = _one_each(said, table, fixed)
    places: dict[Meaning, tuple[int, ...]] = {}
    for at, one in enumerate(chosen):
        if one.meaning is not Meaning.IGNORE:
            places[one.meaning] = (*places.get(one.meaning, ()), at)
    questions += _lacking(places, table, chosen)
    return Columns(
        _kind(table.headings, places),
        tuple(Column(heading, one.meaning, one.group) for heading, one in zip(table.headings, chosen, strict=True)),
        places,
        tuple(TagColumn(at, one.group, one.is_code) for at, one in enumerate(chosen) if one.meaning is Meaning.TAG),
        tuple(questions),
    )


def _answered(heading: str, given: Mapping[str, str]) -> Said | None:
    text = given.get(folded(heading))
    if text is None:
        return None
    meaning, group = meaning_named(text)
    known = said_by(heading)
    return Said(meaning, group=group, is_code=bool(known and known.is_code))


def _kind(headings: Iterable[str], meanings: Collection[Meaning]) -> FileKind:
    words = {folded(heading) for heading in headings}
    if words.issuperset(GENERIC):
        return FileKind.GENERIC
    return FileKind.TEMPLATE if is_template(meanings) else FileKind.CUSTOM


def _by_cells(said: Said | None, table: Table, at: int) -> Said | None:
    """A heading that says only "VAT": words are codes, percents are rates, figures are amounts."""
    if said is None or not said.maybe:
        return said
    texts = table.column(at)
    if texts and all("%" in text for text in texts):
        return Said(Meaning.TAX_RATE)
    if any(_is_word(text) for text in texts):
        return Said(Meaning.TAX_CODE)
    return Said(Meaning.TAX)


def _is_word(text: str) -> bool:
    return not isinstance(text, cells.Exact) and any(c.isalpha() for c in text) and len(cells.decimal_marks(text)) > 1


def _with_ids(said: Sequence[Said | None], table: Table, fixed: frozenset[int]) -> list[Said | None]:
    """The one column of UUIDs is the Expense ID, whatever it is called (pleo-file.md 1, 31)."""
    found = [
        at
        for at in range(len(said))
        if (texts := table.column(at)) and all(UUID.fullmatch(text.strip()) for text in texts)
    ]
    result = list(said)
    if len(found) == 1 and found[0] not in fixed:
        for at, one in enumerate(said):
            if one and one.meaning is Meaning.ENTRY_ID and at not in fixed:
                result[at] = None
        result[found[0]] = Said(Meaning.ENTRY_ID)
    return result


def _one_each(said: Sequence[Said | None], table: Table, fixed: frozenset[int]) -> tuple[list[Said], list[Question]]:
    """One column for each meaning: what was answered, else the surer heading, else the one that says something."""
    by_meaning: dict[Meaning, list[int]] = {}
    for at, one in enumerate(said):
        if one is not None and one.meaning not in _SEVERAL:
            by_meaning.setdefault(one.meaning, []).append(at)
    chosen = [one or Said(Meaning.IGNORE) for one in said]
    questions: list[Question] = []
    for meaning, places in by_meaning.items():
        best = [at for at in places if at in fixed] or [at for at in places if _sure(said[at])] or places
        filled = [at for at in best if table.column(at)] or best[:1]
        differing = [at for at in filled if at == filled[0] or table.column(at) != table.column(filled[0])]
        if len(differing) > 1 and meaning in _ASKED:
            choices = tuple(table.headings[at] for at in differing)
            questions.append(Question(About.COLUMN, choices, _sample(table), meaning.value))
        for at in places:
            if at != differing[0]:
                chosen[at] = Said(Meaning.IGNORE)
    return chosen, questions


def _sure(said: Said | None) -> bool:
    return said is not None and said.sure


def _lacking(places: Mapping[Meaning, tuple[int, ...]], table: Table, chosen: Sequence[Said]) -> list[Question]:
    """What no column says although an expense needs it; the Expense ID is not asked for but refused (design.md 10.2)."""
    wanted: list[Meaning] = []
    if Meaning.DATE not in places and Meaning.SETTLED not in places:
        wanted.append(Meaning.DATE)
    if Meaning.AMOUNT not in places and not (Meaning.DEBIT in places or Meaning.CREDIT in places):
        wanted.append(Meaning.AMOUNT)
    free = tuple(
        heading
        for at, (heading, one) in enumerate(zip(table.headings, chosen, strict=True))
        if one.meaning is Meaning.IGNORE and table.column(at)
    )
    return [Question(About.COLUMN, free, _sample(table), meaning.value) for meaning in wanted]


def _sample(table: Table) -> tuple[int, ...]:
    return tuple(row.number for row in table.rows[:SAMPLE])
