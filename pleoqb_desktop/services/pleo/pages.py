"""Reading Pleo's lists page by page: by cursor, several pages at once by offset, or from both ends; knows no list by name."""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from pleoqb_desktop.ports.beside import awaited

T = TypeVar("T")
PAGE = 100
"""The only published maximum (accounting entries); others publish none (pleo.md 2)."""
_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page; `more` as the service says it."""

    rows: Sequence[T]
    more: bool


def by_offset(
    at: Callable[[int], Page[T]],
    again: Callable[[], Iterator[Sequence[T]]],
    key: Callable[[T], Hashable],
    expected: int,
) -> Iterator[Sequence[T]]:
    """The pages of a list that should hold `expected` rows and does not change: the first one, then several at once by offset.

    `at` reads the page that begins after so many rows. The order of a list is not published (pleo.md 2), nor is how many rows a
    page takes: when rows are missing at the end, or there are more than expected, `again` reads all of it by cursor. A row that
    came already does not come again, whichever way; an empty key tells none apart.
    """
    page = at(0)
    found: set[Hashable] = set()

    def fresh(rows: Sequence[T]) -> list[T]:
        new = [row for row in rows if not key(row) or key(row) not in found]
        found.update(key(row) for row in new)
        return new

    first = fresh(page.rows)
    if not (page.more and page.rows):
        yield first
    else:
        starts = iter(range(len(page.rows), expected, len(page.rows)))
        with ThreadPoolExecutor(_AT_ONCE, "pages") as pool:
            # On their way while the first one is looked at. No more than a few are in memory, however slowly they are taken.
            coming = deque(pool.submit(at, start) for start in islice(starts, _AT_ONCE))
            yield first
            while coming:
                page = awaited(coming.popleft())
                yield fresh(page.rows)
                coming.extend(pool.submit(at, start) for start in islice(starts, 1))
    if len(found) < expected or page.more:
        for rows in again():
            yield fresh(rows)


def from_both_ends(
    forward: Iterator[Sequence[T]], backward: Callable[[], Iterator[Sequence[T]]], key: Callable[[T], Hashable]
) -> Iterator[T]:
    """The rows of a sorted list, each once, read from both ends at the same time until the two readings meet.

    `backward` begins a reading in the opposite order. It is not asked for when the first page is not full, and not believed when
    its own first page holds a row of the first one: then the order may not have been kept, and `forward` is read to its end.
    """
    seen: set[Hashable] = set()

    def fresh(page: Sequence[T] | None) -> list[T]:
        rows = [row for row in page or () if key(row) not in seen]
        seen.update(key(row) for row in rows)
        return rows

    first = next(forward, None)
    yield from fresh(first)
    if first is not None and len(first) >= PAGE:
        start = {key(row) for row in first}
        other = backward()
        with ThreadPoolExecutor(2, "pages") as pool:
            while True:
                come, gone = pool.map(lambda reading: next(reading, None), (forward, other))
                yield from fresh(come)
                if any(key(row) in start for row in gone or ()):
                    break
                met = come is None or gone is None or any(key(row) in seen for row in gone)
                yield from fresh(gone)
                if met:
                    return
    for page in forward:
        yield from fresh(page)
