"""Work in the background: results in the window's thread, problems shown, bugs noted, nothing for the dead."""

import threading
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject, QTimer

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.gui.tasks import BusySign, Latest, Poll, StepwiseWork, TaskRunner
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason, SpendRefusal, UnavailableError
from tests.patience import PATIENCE


class Heard:
    """What came out of the runner."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.problems: list[object] = []
        self.bugs: list[BaseException] = []
        self.ends = 0
        self.threads: list[threading.Thread] = []

    def done(self, result: object) -> None:
        self.threads.append(threading.current_thread())
        self.results.append(result)

    def ended(self) -> None:
        self.ends += 1


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def runner(qapp, heard):
    made = TaskRunner(heard.problems.append, heard.bugs.append)
    yield made
    made.close()


@pytest.fixture
def parent(qapp) -> QObject:
    return QObject()


def test_the_result_arrives_in_the_windows_thread_though_the_work_ran_elsewhere(qtbot, runner, heard, parent):
    runner.run(lambda _: threading.current_thread(), heard.done, parent=parent, ended=heard.ended)
    qtbot.waitUntil(lambda: heard.ends == 1)
    assert heard.results[0] is not threading.current_thread()
    assert heard.threads == [threading.current_thread()]


def test_without_a_failure_handler_the_problem_is_shown(qtbot, runner, heard, parent):
    def work(_):
        raise UnavailableError(problem(Code.PLEO_UNREACHABLE))

    runner.run(work, heard.done, parent=parent, ended=heard.ended)
    qtbot.waitUntil(lambda: heard.ends == 1)
    assert [one.code for one in heard.problems] == [Code.PLEO_UNREACHABLE]
    assert heard.results == []


def test_with_a_failure_handler_the_problem_goes_there_alone(qtbot, runner, heard, parent):
    mine: list[object] = []

    def work(_):
        raise UnavailableError(problem(Code.PLEO_UNREACHABLE))

    runner.run(work, heard.done, mine.append, parent=parent, ended=heard.ended)
    qtbot.waitUntil(lambda: heard.ends == 1)
    assert [one.code for one in mine] == [Code.PLEO_UNREACHABLE]
    assert heard.problems == []


def test_anything_else_that_is_raised_is_a_bug_even_with_a_failure_handler(qtbot, runner, heard, parent):
    runner.run(lambda _: 1 / 0, heard.done, heard.problems.append, parent=parent, ended=heard.ended)
    qtbot.waitUntil(lambda: heard.ends == 1)
    assert [type(bug) for bug in heard.bugs] == [ZeroDivisionError]
    assert heard.problems == []


def test_work_that_stops_on_request_is_no_error_and_still_ends(qtbot, runner, heard, parent):
    task = runner.run(lambda token: token.wait(PATIENCE), heard.done, parent=parent, ended=heard.ended)
    task.cancel()
    qtbot.waitUntil(lambda: heard.ends == 1)
    assert (heard.results, heard.problems, heard.bugs) == ([], [], [])


def test_a_cancelled_task_delivers_nothing_though_the_work_went_through(qtbot, runner, heard, parent):
    go = threading.Event()
    task = runner.run(lambda _: go.wait(PATIENCE), heard.done, parent=parent, ended=heard.ended)
    task.cancel()
    go.set()
    qtbot.waitUntil(lambda: heard.ends == 1)
    assert heard.results == []


def test_a_stopped_task_still_delivers_what_the_work_hands_back(qtbot, runner, heard, parent):
    def work(token):
        while not token.cancelled:
            pass
        return "so far"

    task = runner.run(work, heard.done, parent=parent, ended=heard.ended)
    task.stop()
    qtbot.waitUntil(lambda: heard.ends == 1)
    assert heard.results == ["so far"]


def test_a_task_whose_parent_is_gone_is_cancelled_and_delivers_nothing(qtbot, runner, heard):
    import shiboken6

    parent, go = QObject(), threading.Event()
    task = runner.run(lambda _: go.wait(PATIENCE), heard.done, parent=parent, ended=heard.ended)
    shiboken6.delete(parent)
    assert task.token.cancelled
    go.set()
    other = QObject()
    runner.run(lambda _: "later", heard.done, parent=other)
    qtbot.waitUntil(lambda: heard.results == ["later"])
    assert heard.ends == 0


def test_closing_waits_for_the_work_and_delivers_nothing(qapp, heard):
    runner = TaskRunner(heard.problems.append, heard.bugs.append)
    parent, finished = QObject(), threading.Event()

    def work(token):
        try:
            token.wait(PATIENCE)
        finally:
            finished.set()

    runner.run(work, heard.done, parent=parent, ended=heard.ended)
    runner.close()
    qapp.processEvents()
    assert finished.is_set()
    assert heard.ends == 0


def test_what_was_changed_is_saved_in_its_order_and_to_the_last_when_the_window_closes(qapp, heard):
    runner = TaskRunner(heard.problems.append, heard.bugs.append)
    parent, begun, saved = QObject(), threading.Event(), []

    def save(number):
        begun.wait(PATIENCE)
        saved.append(number)

    for number in range(20):
        runner.save(lambda number=number: save(number), heard.done, parent=parent)
    begun.set()
    runner.close()
    assert saved == list(range(20))
    assert heard.results == []


def test_a_poll_tells_only_what_changed_and_the_last_value_when_it_stops(qtbot):
    parent, seen = QObject(), []
    latest = Latest(0)
    poll = Poll(latest, seen.append, parent)
    latest.set(1)
    qtbot.waitUntil(lambda: seen == [1])
    poll.look()
    assert seen == [1]
    latest.set(2)
    poll.stop()
    assert seen == [1, 2]


def test_what_is_over_in_a_moment_is_never_shown_as_busy(qtbot):
    parent, shown = QObject(), []
    sign = BusySign(parent)
    sign.changed.connect(shown.append)
    sign.set_busy(True)
    sign.set_busy(False)
    qtbot.waitUntil(lambda: not sign._timer.isActive())
    assert shown == []


def test_what_takes_longer_is_shown_and_does_not_flicker(qtbot, qapp, monkeypatch):
    monkeypatch.setattr("pleoqb_desktop.gui.tasks.BUSY_KEPT_MILLISECONDS", 3_600_000)
    parent, shown = QObject(), []
    sign = BusySign(parent)
    sign.changed.connect(shown.append)
    sign.set_busy(True)
    qtbot.waitUntil(lambda: shown == [True])
    sign.set_busy(False)
    qapp.processEvents()
    assert shown == [True], "it stays for the time that it is kept"
    sign._timer.start(0)
    qtbot.waitUntil(lambda: shown == [True, False])


def test_what_is_asked_for_after_the_end_is_never_started(qapp, heard):
    runner = TaskRunner(heard.problems.append, heard.bugs.append)
    runner.close()
    parent, started = QObject(), threading.Event()
    task = runner.run(lambda _: started.set(), heard.done, parent=parent)
    assert not task.running
    assert not started.is_set()


def test_a_services_plain_no_is_told_as_the_worlds_and_not_as_a_bug(qtbot, runner, heard, parent):
    def pleo_says_no(_):
        raise SpendRefusal(400, "", "the name is taken")

    def quickbooks_says_no(_):
        raise LedgerRefusal(frozenset({RefusalReason.OTHER}), "6000", "Business Validation Error")

    for work in (pleo_says_no, quickbooks_says_no):
        runner.run(work, heard.done, parent=parent, ended=heard.ended)
    qtbot.waitUntil(lambda: heard.ends == 2)
    assert {one.code for one in heard.problems} == {
        Code.PLEO_REFUSED_REQUEST,
        Code.QUICKBOOKS_REFUSED_REQUEST,
    }
    assert heard.bugs == []


def test_long_work_is_done_in_steps_and_the_window_answers_between_them(qtbot, parent):
    told: list[str] = []
    other = QTimer(parent)
    other.timeout.connect(lambda: told.append("-"))
    other.start(0)  # as soon as the window has nothing else to do
    work = StepwiseWork(parent)
    work.start(lambda: told.append("a"), lambda: told.append("b"))
    work.start(lambda: told.append("c"))
    assert work.running
    qtbot.waitUntil(lambda: not work.running)
    assert [one for one in told if one != "-"] == ["a", "b", "c"]
    places = [told.index(one) for one in "abc"]
    assert all(after - before > 1 for before, after in pairwise(places))


def test_a_step_may_ask_for_more_and_one_that_fails_keeps_nothing_from_its_turn(qtbot, parent):
    told: list[str] = []
    work = StepwiseWork(parent)

    def fails() -> None:
        work.start(lambda: told.append("asked for"))
        raise ValueError

    with qtbot.captureExceptions() as failures:
        work.start(fails, lambda: told.append("next"))
        qtbot.waitUntil(lambda: not work.running)
    assert (told, len(failures)) == (["next", "asked for"], 1)
