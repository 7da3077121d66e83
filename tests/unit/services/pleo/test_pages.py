"""Lists read several pages at once, and from both ends: every row once, and nothing lost where the order is not kept."""

import threading
from collections.abc import Iterator, Sequence

import pytest

from pleoqb_desktop.services.pleo.pages import PAGE, Page, by_offset, from_both_ends


def rows(count: int) -> list[str]:
    return [f"entry-{number:05}" for number in range(count)]


class Listed:
    """A list of a service, in the order it chooses; notes which pages were asked for and how many were held at once."""

    def __init__(self, count: int, size: int = PAGE) -> None:
        self.rows = rows(count)
        self.size = size
        self.asked: list[int] = []
        self.by_cursor = 0
        self._lock = threading.Lock()

    def at(self, start: int) -> Page[str]:
        with self._lock:
            self.asked.append(start)
        found = self.rows[start : start + self.size]
        return Page(found, start + len(found) < len(self.rows))

    def again(self) -> Iterator[Sequence[str]]:
        self.by_cursor += 1
        for start in range(0, len(self.rows), self.size):
            yield self.rows[start : start + self.size]

    def read(self, expected: int) -> list[str]:
        return [row for page in by_offset(self.at, self.again, str, expected) for row in page]


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250, 1000])
def test_every_row_comes_once_and_in_order(count: int) -> None:
    listed = Listed(count)
    assert listed.read(count) == listed.rows
    assert listed.by_cursor == 0


def test_a_service_that_hands_out_shorter_pages_is_asked_for_all_of_them() -> None:
    listed = Listed(250, size=20)
    assert listed.read(250) == listed.rows


@pytest.mark.parametrize("expected", [150, 350])
def test_more_or_fewer_rows_than_expected_are_read_again_by_cursor(expected: int) -> None:
    listed = Listed(250)
    assert sorted(listed.read(expected)) == listed.rows
    assert listed.by_cursor == 1


def test_pages_that_overlap_are_read_again_by_cursor() -> None:
    listed = Listed(250)
    real = listed.at
    found = [
        row
        for page in by_offset(lambda start: Page(real(min(start, 90)).rows, real(start).more), listed.again, str, 250)
        for row in page
    ]
    assert sorted(found) == listed.rows


def test_rows_without_a_key_are_not_taken_for_each_other() -> None:
    unreadable = ["", ""]
    pages = by_offset(lambda _: Page(unreadable, more=False), lambda: iter([unreadable]), str, 1)
    assert [row for page in pages for row in page] == unreadable


def test_only_a_few_pages_are_read_ahead_of_a_slow_reader() -> None:
    listed = Listed(5000)
    pages = by_offset(listed.at, listed.again, str, 5000)
    for taken in range(1, 10):
        next(pages)
        assert len(listed.asked) <= taken + 5
    pages.close()  # type: ignore[attr-defined]


def both_ends(listed: Sequence[str], *, kept: bool = True) -> tuple[list[str], int]:
    """The rows, and how many pages were read."""
    read = 0

    def pages(order: Sequence[str]) -> Iterator[Sequence[str]]:
        nonlocal read
        for start in range(0, len(order), PAGE):
            read += 1
            yield order[start : start + PAGE]

    found = from_both_ends(pages(listed), lambda: pages(list(reversed(listed)) if kept else listed), str)
    return list(found), read


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 199, 200, 201, 999, 1000, 1001])
def test_from_both_ends_every_row_comes_once(count: int) -> None:
    found, read = both_ends(rows(count))
    assert sorted(found) == rows(count)
    assert read <= count // PAGE + 4


@pytest.mark.parametrize("count", [100, 250, 1000])
def test_where_the_order_is_not_kept_the_list_is_read_to_its_end(count: int) -> None:
    found, _ = both_ends(rows(count), kept=False)
    assert sorted(found) == rows(count)
