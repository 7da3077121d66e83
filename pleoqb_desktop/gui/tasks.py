"""Work in the background: threads run it, one relay brings the result back to the window's thread; nothing here draws."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, ending

T = TypeVar("T")
_THREADS = 8
POLL_MILLISECONDS = 100
TURN_MILLISECONDS = 10
BUSY_AFTER_MILLISECONDS = 300
BUSY_KEPT_MILLISECONDS = 500


class Task:
    """One piece of work. Cancelling answers at once: nothing is delivered any more, though the work itself may still end."""

    def __init__(self) -> None:
        self.token = CancelToken()
        self._delivered = False

    @property
    def running(self) -> bool:
        """Whether its result is still to come."""
        return not self._delivered and not self.token.cancelled

    def cancel(self) -> None:
        """Asks the work to stop and drops its result."""
        self.token.cancel()

    def stop(self) -> None:
        """Asks the work to stop, and still delivers what it hands back (an export that tells how far it came)."""
        self._keep_result = True
        self.token.cancel()

    _keep_result = False

    def close(self) -> bool:
        """Marks the result as handed over; whether it is still wanted."""
        wanted = not self._delivered and (self._keep_result or not self.token.cancelled)
        self._delivered = True
        return wanted


@dataclass(frozen=True, slots=True)
class _Finished:
    task: Task
    result: object = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Listener:
    parent: QObject
    done: Callable[[Any], None]
    failed: Callable[[Problem], None] | None
    ended: Callable[[], None] | None


class TaskRunner(QObject):
    """The one way to do anything that may wait: network, keyring, database, files.

    Lives in the window's thread. Without a failure handler a problem is shown; an error that is not a known one is a bug and
    is shown as such, after it was noted.
    """

    _arrived = Signal(object)

    def __init__(
        self,
        show_problem: Callable[[Problem], object],
        show_bug: Callable[[BaseException], object],
        parent: QObject | None = None,
    ) -> None:
        """`show_problem` and `show_bug` are called in the window's thread."""
        super().__init__(parent)
        self._show_problem = show_problem
        self._show_bug = show_bug
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="task")
        self._saving = ThreadPoolExecutor(1, thread_name_prefix="save")
        self._listeners: dict[Task, _Listener] = {}
        self._closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[CancelToken], T],
        done: Callable[[T], None],
        failed: Callable[[Problem], None] | None = None,
        *,
        parent: QObject,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        """Runs `work` in a thread, then `done` with its result, or `failed` with its problem, in the window's thread.

        `ended` is called after either, after a bug, and after work that stopped on request; not once `parent` is destroyed.
        """
        return self._submit(self._pool, work, _Listener(parent, done, failed, ended))

    def save(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Problem], None] | None = None,
        *,
        parent: QObject,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Like `run`, for what a person changed: one after the other as she did it, the last also when the window closes."""
        self._submit(self._saving, lambda _: work(), _Listener(parent, done, failed, ended))

    def close(self) -> None:
        """Cancels what runs, saves what was changed and waits until every thread has ended; nothing is delivered any more."""
        self._closed = True
        for task in self._listeners:
            task.cancel()
        self._listeners.clear()
        self._saving.shutdown(wait=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, threads: ThreadPoolExecutor, work: Callable[[CancelToken], object], listener: _Listener) -> Task:
        task = Task()
        if self._closed:  # a timer that fires while the window ends
            task.cancel()
            return task
        self._listeners[task] = listener
        listener.parent.destroyed.connect(task.cancel)
        threads.submit(self._work, task, work)
        return task

    def _work(self, task: Task, work: Callable[[CancelToken], object]) -> None:
        try:
            finished = _Finished(task, work(task.token))
        except BaseException as error:  # noqa: BLE001 - carried to the window's thread and told there
            finished = _Finished(task, error=error)
        if shiboken6.isValid(self):
            self._arrived.emit(finished)

    @Slot(object)
    def _on_arrived(self, finished: _Finished) -> None:
        listener = self._listeners.pop(finished.task, None)
        wanted = finished.task.close()
        if listener is None or not shiboken6.isValid(listener.parent):
            return
        listener.parent.destroyed.disconnect(finished.task.cancel)
        try:
            if wanted or _is_bug(finished.error):
                self._deliver(listener, finished)
        finally:
            if listener.ended and shiboken6.isValid(listener.parent):
                listener.ended()

    def _deliver(self, listener: _Listener, finished: _Finished) -> None:
        match finished.error:
            case None:
                listener.done(finished.result)
            case Cancelled():
                pass
            case error if (found := ending(error)).is_bug:
                self._show_bug(error)
            case _:
                (listener.failed or self._show_problem)(found.problem)


def _is_bug(error: BaseException | None) -> bool:
    return error is not None and ending(error).is_bug


class Latest(Generic[T]):
    """The latest value of something that changes often: set from any thread, read when there is time."""

    def __init__(self, value: T) -> None:
        self._lock = threading.Lock()
        self._value = value
        self._changes = 0

    def set(self, value: T) -> None:
        """Replaces the value."""
        with self._lock:
            self._value = value
            self._changes += 1

    def get(self) -> tuple[int, T]:
        """How often it changed, and the value."""
        with self._lock:
            return self._changes, self._value


class Poll(QObject):
    """Looks at a latest value ten times a second and tells when it changed; lives as long as its parent, or until stopped."""

    def __init__(self, latest: Latest[T], show: Callable[[T], None], parent: QObject) -> None:
        super().__init__(parent)
        self._latest = latest
        self._show = cast("Callable[[Any], None]", show)
        self._seen = 0
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Tells the value if it changed since the last look."""
        changes, value = self._latest.get()
        if changes != self._seen:
            self._seen = changes
            self._show(value)

    def stop(self) -> None:
        """Tells the last value and looks no more."""
        self._timer.stop()
        self.look()


class StepwiseWork(QObject):
    """Does what takes the window's thread a while in steps, each in a turn of its own: in between the window answers."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MILLISECONDS)
        self._timer.timeout.connect(self._on_time)

    @property
    def running(self) -> bool:
        """Whether a step is still to come."""
        return bool(self._steps)

    def start(self, *steps: Callable[[], object]) -> None:
        """Takes these steps, after those that are still to come."""
        self._steps.extend(steps)
        self._timer.start()

    @Slot()
    def _on_time(self) -> None:
        step = self._steps.popleft()
        if not self._steps:
            self._timer.stop()
        step()


class BusySign(QObject):
    """When to show that something runs: not for what is over in a moment, and never as a flicker."""

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown = False
        self._wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        """What is so; the sign follows in its own time."""
        self._wanted = busy
        if busy != self.shown and not self._timer.isActive():
            self._timer.start(BUSY_AFTER_MILLISECONDS if busy else 0)

    @Slot()
    def _on_time(self) -> None:
        if self._wanted == self.shown:
            return
        self.shown = self._wanted
        if self.shown:
            self._timer.start(BUSY_KEPT_MILLISECONDS)
        self.changed.emit(self.shown)
