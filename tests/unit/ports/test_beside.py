"""Work beside us, and waiting for it, for futures and for locks: all of it can be stopped."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from pleoqb_desktop.ports.beside import awaited, beside, taken
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled
from tests.patience import PATIENCE


def test_what_work_returns_or_raises_is_handed_on() -> None:
    assert beside(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        beside(lambda: 1 / 0)


def test_a_stop_and_an_end_of_patience_let_go_of_the_work() -> None:
    held, cancel = threading.Event(), CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        beside(lambda: held.wait(PATIENCE), cancel=cancel)
    with pytest.raises(TimeoutError):
        beside(lambda: held.wait(PATIENCE), seconds=0.0)
    held.set()


def test_a_stop_waits_where_it_may_not_leave() -> None:
    held, cancel, asked = threading.Event(), CancelToken(), []
    cancel.cancel()

    def may_leave() -> bool:
        asked.append(True)
        held.set()
        return False

    assert beside(lambda: held.wait(PATIENCE), cancel=cancel, may_leave=may_leave)
    assert asked


def test_work_that_is_done_before_the_stop_is_heard_is_handed_on() -> None:
    cancel = CancelToken()
    assert beside(lambda: cancel.cancel() or 7, cancel=cancel) == 7


@pytest.mark.parametrize("error", [TimeoutError("its own"), Cancelled()])
def test_a_future_is_waited_for_to_its_end_whatever_it_raises(error: Exception) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert awaited(pool.submit(lambda: 7)) == 7
    failed: Future[int] = Future()
    failed.set_exception(error)
    with pytest.raises(type(error)):
        awaited(failed)


def test_a_lock_that_another_holds_is_waited_for_until_a_stop() -> None:
    lock, cancel = threading.Lock(), CancelToken()
    with taken(lock, cancel):
        cancel.cancel()
        with pytest.raises(Cancelled), taken(lock, cancel):
            pytest.fail("the other one holds it")
    with taken(lock, cancel):
        assert lock.locked()
    assert not lock.locked()
