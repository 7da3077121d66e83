"""Stages, queues and threads between them, with numbers in place of expenses."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain

import pytest

from pleoqb_desktop.export.pipeline import Pipeline, Stage
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled


class Noted:
    """What each stage was given together, in order."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self._lock = threading.Lock()

    def work(self, numbers: Sequence[int]) -> None:
        with self._lock:
            self.groups.append(list(numbers))

    @property
    def all(self) -> list[int]:
        return sorted(number for group in self.groups for number in group)


def by(size: int):  # type: ignore[no-untyped-def]
    """Groups of a size, or what is left."""
    return lambda waiting, last: min(size, len(waiting)) if last or len(waiting) >= size else 0


def pages(count: int, size: int) -> Iterator[list[int]]:
    for start in range(0, count, size):
        yield list(range(start, min(start + size, count)))


def line(*stages: Stage[int], room: int = 1000, cancel: CancelToken | None = None) -> Pipeline[int]:
    return Pipeline(stages, cancel or CancelToken(), room=room)


def test_everything_walks_through_all_stages_that_want_it() -> None:
    even, every = Noted(), Noted()
    with closing(
        line(Stage("even", even.work, lambda n: n % 2 == 0, 3), Stage("all", every.work, lambda _: True))
    ) as walk:
        walk.feed(pages(100, 7))
        walk.drain()
    assert even.all == list(range(0, 100, 2))
    assert every.all == list(range(100))


def test_groups_wait_to_be_full_and_what_is_left_goes_at_the_end() -> None:
    noted = Noted()
    with closing(line(Stage("post", noted.work, lambda _: True, 1, by(30)))) as walk:
        walk.feed(pages(100, 10))
        walk.drain()
    assert [len(group) for group in noted.groups] == [30, 30, 30, 10]


def test_draining_through_one_stage_leaves_the_next_to_wait() -> None:
    first, second = Noted(), Noted()
    with closing(
        line(
            Stage("post", first.work, lambda _: True, 1, by(30)),
            Stage("report", second.work, lambda _: True, 1, by(100)),
        )
    ) as walk:
        walk.feed(pages(10, 10))
        walk.drain(through="post")
        assert first.all == list(range(10))
        assert second.groups == []
        walk.put([10])
        walk.drain()
    assert second.groups == [list(range(11))]


def test_never_more_is_under_way_than_there_is_room_for_and_a_page() -> None:
    gate = threading.Semaphore(0)
    read: list[int] = []

    def counted() -> Iterator[list[int]]:
        for page in pages(100, 10):
            read.append(len(page))
            yield page

    def work(_numbers: Sequence[int]) -> None:
        assert sum(read) <= done + 20 + 10 + 10
        gate.acquire(timeout=0.001)

    done = 0

    def on_done(_stage: str, numbers: Sequence[int]) -> None:
        nonlocal done
        done += len(numbers)

    walk: Pipeline[int] = Pipeline((Stage("work", work, lambda _: True),), CancelToken(), room=20, on_done=on_done)
    with closing(walk):
        walk.feed(counted())
        walk.drain()
    assert done == 100


def test_groups_that_all_wait_for_more_than_there_is_room_for_go_on_all_the_same() -> None:
    noted = Noted()
    with closing(line(Stage("report", noted.work, lambda _: True, 1, by(100)), room=20)) as walk:
        walk.feed(pages(90, 10))
        walk.drain()
    assert noted.all == list(range(90))


@pytest.mark.parametrize("where", ["stage", "pages"])
def test_what_a_thread_raises_is_raised_by_the_deciding_one(where: str) -> None:
    def breaks(_numbers: Sequence[int]) -> None:
        if where == "stage":
            raise LookupError("here")

    def broken() -> Iterator[list[int]]:
        yield [1]
        if where == "pages":
            raise LookupError("here")

    def whole() -> None:
        with closing(line(Stage("work", breaks, lambda _: True))) as walk:
            walk.feed(broken())
            walk.drain()

    with pytest.raises(LookupError, match="here"):
        whole()


def test_a_stop_is_heard_while_an_answer_is_awaited_and_what_runs_ends_in_peace() -> None:
    cancel, begun, release, ended = CancelToken(), threading.Event(), threading.Event(), Noted()

    def work(numbers: Sequence[int]) -> None:
        begun.set()
        assert release.wait(60)
        ended.work(numbers)

    walk = line(Stage("work", work, lambda _: True), cancel=cancel)
    threading.Thread(target=lambda: (begun.wait(60), cancel.cancel())).start()
    with pytest.raises(Cancelled):
        walk.feed(chain(pages(3, 1), iter(list, None)))
    release.set()
    walk.close()
    assert ended.all == [0], "what had begun is done, what waited never began"
