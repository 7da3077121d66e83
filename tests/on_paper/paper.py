"""What every service on paper has: one request after the other, counted by name, stopped by the token, spoilt where a test says so."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pleoqb_desktop.ports.cancel import CancelToken


@dataclass
class _Plan:
    """What happens at the `nth` request of a name from now on: `before` it is done, or after."""

    name: str
    nth: int
    times: int
    before: bool
    act: Callable[[], None]


class Paper:
    """The base of the services on paper. Requests of several threads follow each other."""

    def __init__(self, cancel: CancelToken | None = None) -> None:
        """`cancel` None: nobody can stop it."""
        self.cancel = cancel
        self.asked: Counter[str] = Counter()
        """How often each request was made."""
        self.watch: Callable[[str], object] = lambda _moment: None
        """Told "before NAME" and "after NAME" of each request, outside the lock."""
        self._lock = threading.RLock()
        self._plans: list[_Plan] = []

    def spoil(self, name: str, error: Exception, *, nth: int = 1, times: int = 1, done: bool = False) -> None:
        """The `nth` request of this name from now on, and the next ones up to `times`, end in an error; `done`: the work is done all the same."""

        def fail() -> None:
            raise error

        self._plans.append(_Plan(name, nth, times, not done, fail))

    def when(self, name: str, act: Callable[[], object], *, nth: int = 1, after: bool = False) -> None:
        """Something happens in the world just before the `nth` request of this name from now on, or just after it."""

        def happen() -> None:
            act()

        self._plans.append(_Plan(name, nth, 1, not after, happen))

    def calm(self) -> None:
        """Nothing that was planned happens any more."""
        self._plans.clear()

    @contextmanager
    def _request(self, name: str) -> Iterator[None]:
        if self.cancel:
            self.cancel.check()
        self.watch(f"before {name}")
        with self._lock:
            self.asked[name] += 1
            due = [plan for plan in self._plans if plan.name == name and self._is_due(plan)]
        for plan in due:
            if plan.before:
                plan.act()
        with self._lock:
            yield
        self.watch(f"after {name}")
        for plan in due:
            if not plan.before:
                plan.act()

    def _is_due(self, plan: _Plan) -> bool:
        plan.nth -= 1
        if plan.nth > 0 or plan.times == 0:
            return False
        plan.times -= 1
        return True
