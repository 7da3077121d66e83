"""Stages with queues, threads and one deciding thread between them; knows no expense.

Things walk through the stages in order, past those that do not want them. What a stage does, it does in threads of its own and
keeps itself, so that closing loses nothing; where a thing goes next is decided in the caller's thread alone.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from pleoqb_desktop.ports.cancel import CancelToken

T = TypeVar("T")
_TURN_SECONDS = 0.2
"""The longest wait for an answer between two looks at the cancel token."""


def singly(_waiting: Sequence[object], _last: bool) -> int:  # noqa: FBT001 - the shape of Stage.together
    """One at a time."""
    return 1


@dataclass(frozen=True, slots=True)
class Stage(Generic[T]):
    """One step of the way.

    `work` is called in one of `threads` threads with what goes together; what it raises ends the whole. `wants` tells which
    things do not pass by. `together` says how many of those that wait, from the front, go together: 0 waits for more; its second
    argument tells that nothing more will come for now.
    """

    name: str
    work: Callable[[Sequence[T]], None]
    wants: Callable[[T], bool]
    threads: int = 1
    together: Callable[[Sequence[T], bool], int] = singly


@dataclass(slots=True)
class _Post(Generic[T]):
    """A stage at work: what waits for it, and how much is in its threads."""

    stage: Stage[T]
    pool: ThreadPoolExecutor
    waiting: deque[T] = field(default_factory=deque)
    running: int = 0

    @property
    def empty(self) -> bool:
        return not self.waiting and not self.running


@dataclass(frozen=True, slots=True)
class _Answer(Generic[T]):
    """What came out of a thread: things that a stage is done with (at `place`), or the next page (`place` -1)."""

    place: int
    things: Sequence[T] | None
    error: BaseException | None = None


class Pipeline(Generic[T]):
    """Runs stages. Used by one thread, which decides; `on_turn` is called in it again and again, `on_done` after each work."""

    def __init__(
        self,
        stages: Sequence[Stage[T]],
        cancel: CancelToken,
        *,
        room: int,
        on_done: Callable[[str, Sequence[T]], None] = lambda _stage, _things: None,
        on_turn: Callable[[], None] = lambda: None,
    ) -> None:
        """`room`: so many things are under way at once at most, as far as pages allow; the next page is read when there is room."""
        self._posts = [_Post(stage, ThreadPoolExecutor(stage.threads, stage.name)) for stage in stages]
        self._reader = ThreadPoolExecutor(1, "pages")
        self._cancel = cancel
        self._room = room
        self._on_done = on_done
        self._on_turn = on_turn
        self._answers: SimpleQueue[_Answer[T]] = SimpleQueue()
        self._under_way = 0
        self._reading = False

    def feed(self, pages: Iterator[Sequence[T]]) -> None:
        """Reads pages in a thread and lets their things walk. Raises what a stage or the pages raise, or Cancelled."""
        self._read(pages)
        while self._reading:
            page = self._turn()
            if page is None:
                continue
            self._under_way += len(page)
            self._walk(page, 0)
            while self._under_way > self._room:
                idle = not any(post.running for post in self._posts)
                self._turn(flush=len(self._posts) if idle else 0)
            self._read(pages)

    def put(self, things: Sequence[T]) -> None:
        """Lets these walk too."""
        self._under_way += len(things)
        self._walk(things, 0)

    def drain(self, through: str | None = None) -> None:
        """Until everything has walked through this stage, or through all. Raises as `feed` does."""
        names = [post.stage.name for post in self._posts]
        count = len(names) if through is None else names.index(through) + 1
        while not all(post.empty for post in self._posts[:count]):
            self._turn(flush=count)

    def close(self) -> None:
        """Waits for what is in the stages' threads; starts nothing new."""
        for post in self._posts:
            post.waiting.clear()
        for pool in (self._reader, *(post.pool for post in self._posts)):
            pool.shutdown(wait=True)

    # -- the deciding thread -----------------------------------------------------------------------

    def _read(self, pages: Iterator[Sequence[T]]) -> None:
        self._reading = True
        self._reader.submit(self._run, -1, lambda: next(pages, None))

    def _turn(self, *, flush: int = 0) -> Sequence[T] | None:
        """Starts what can start, waits for an answer and takes it; the page, when it is one.

        The first `flush` stages get nothing more for now: they take what is left.
        """
        self._cancel.check()
        self._dispatch(flush)
        self._on_turn()
        try:
            answer = self._answers.get(timeout=_TURN_SECONDS)
        except Empty:
            return None
        if answer.place < 0:
            self._reading = False
        else:
            self._posts[answer.place].running -= 1
        if answer.error is not None:
            raise answer.error
        if answer.place < 0:
            return answer.things
        things = answer.things or ()
        self._on_done(self._posts[answer.place].stage.name, things)
        self._walk(things, answer.place + 1)
        return None

    def _walk(self, things: Sequence[T], place: int) -> None:
        """Each goes to the next stage that wants it, or has arrived."""
        for thing in things:
            for post in islice(self._posts, place, None):
                if post.stage.wants(thing):
                    post.waiting.append(thing)
                    break
            else:
                self._under_way -= 1

    def _dispatch(self, flush: int) -> None:
        last = True
        for place, post in enumerate(self._posts):
            last = last and place < flush
            while post.waiting and post.running < post.stage.threads:
                count = post.stage.together(post.waiting, last)
                if not count:
                    break
                taken = [post.waiting.popleft() for _ in range(min(count, len(post.waiting)))]
                post.running += 1
                post.pool.submit(self._run, place, partial(_worked, post.stage.work, taken))
            last = last and post.empty

    def _run(self, place: int, work: Callable[[], Sequence[T] | None]) -> None:
        """In a thread: the work, and its answer to the deciding thread."""
        try:
            self._answers.put(_Answer(place, work()))
        except BaseException as error:  # noqa: BLE001 - carried to the deciding thread and raised there
            self._answers.put(_Answer(place, None, error))


def _worked(work: Callable[[Sequence[T]], None], things: Sequence[T]) -> Sequence[T]:
    work(things)
    return things
