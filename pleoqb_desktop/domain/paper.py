"""A page of words and figures for somebody who has no window of ours: written as PDF or as a table; knows no words itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a table, and a line below it. `columns` are its headings, none for a table without; of each row the first cell is
    words, the others are figures."""

    heading: str
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture: `share` is its length as a part of the longest, from 0 to 1; `faint`: it is of nobody in particular."""

    name: str
    words: str
    share: float
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars below each other."""

    heading: str
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """The page. `verdict` is its main sentence, `good` whether nothing is wrong; `about` are lines about whose page it is; `picture` None for a page
    without."""

    title: str
    about: tuple[str, ...]
    verdict: str
    good: bool
    sections: tuple[Section, ...]
    picture: Picture | None = None

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same as rows of a table, one part after the other."""
        rows: list[tuple[str, ...]] = [(self.title,), *((line,) for line in self.about), (self.verdict,)]
        for section in self.sections:
            rows += [(), (section.heading, *section.columns[1:]), *section.rows]
            rows += [(section.note,)] if section.note else []
        if self.picture:
            rows += [(), (self.picture.heading,), *((bar.name, bar.words) for bar in self.picture.bars)]
        return tuple(rows)
