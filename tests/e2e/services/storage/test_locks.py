"""One export at a time, across threads and processes; a dead process holds nothing."""

import queue
import threading
import time
from pathlib import Path

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import ExportRunningError, UnavailableError
from pleoqb_desktop.ports.system import Locks
from pleoqb_desktop.services.storage.locks import FileLocks
from tests.e2e.services.storage.places import end, open_folder, read_only, start_python
from tests.patience import PATIENCE

_HOLD = """
import sys
from pathlib import Path
from pleoqb_desktop.services.storage.locks import FileLocks
with getattr(FileLocks(Path(sys.argv[1])), sys.argv[2])():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> "queue.Queue[float]":
    """The pauses in which somebody waits for a lock, as they begin."""
    begun: queue.Queue[float] = queue.Queue()
    sleep = time.sleep

    def noted(seconds: float) -> None:
        begun.put(seconds)
        sleep(seconds)

    monkeypatch.setattr("filelock._api.time.sleep", noted)
    return begun


def _is_refused(locks: Locks) -> bool:
    try:
        with locks.export():
            return False
    except ExportRunningError as error:
        return error.problem.code is Code.EXPORT_RUNNING


def test_a_second_export_in_the_same_thread_is_refused_and_a_later_one_is_not(tmp_path: Path) -> None:
    locks = FileLocks(tmp_path)
    with locks.export():
        assert _is_refused(locks)
        assert _is_refused(FileLocks(tmp_path))
    assert not _is_refused(locks)


def test_a_second_export_is_refused_without_a_wait(tmp_path: Path, waits: "queue.Queue[float]") -> None:
    locks = FileLocks(tmp_path)
    with locks.export():
        assert all(_is_refused(locks) for _ in range(50))
    assert waits.empty()


def test_a_second_export_in_another_thread_is_refused_and_does_not_free_the_first(tmp_path: Path) -> None:
    locks, refused = FileLocks(tmp_path), []
    with locks.export():
        for _ in range(2):
            thread = threading.Thread(target=lambda: refused.append(_is_refused(locks)))
            thread.start()
            thread.join()
    assert refused == [True, True]


def test_an_export_that_fails_frees_the_lock(tmp_path: Path) -> None:
    locks = FileLocks(tmp_path)
    with pytest.raises(KeyError), locks.export():
        raise KeyError
    assert not _is_refused(locks)


def test_another_process_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    locks = FileLocks(tmp_path)
    process = start_python(_HOLD, str(tmp_path), "export")
    try:
        assert process.stdout.readline() == "held\n"
        assert _is_refused(locks)
    finally:
        end(process)
    assert not _is_refused(locks)


def test_profiles_do_not_disturb_each_other(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with FileLocks(tmp_path / "a").export():
        assert not _is_refused(FileLocks(tmp_path / "b"))


def test_a_sign_in_waits_for_the_one_that_is_refreshed(tmp_path: Path, waits: "queue.Queue[float]") -> None:
    locks, order = FileLocks(tmp_path), []

    def second() -> None:
        with FileLocks(tmp_path).sign_in():
            order.append("second")

    thread = threading.Thread(target=second)
    with locks.sign_in():
        thread.start()
        waits.get(timeout=PATIENCE)  # it was refused, and will try again
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_sign_in_that_stays_taken_is_a_known_error(tmp_path: Path) -> None:
    process = start_python(_HOLD, str(tmp_path), "sign_in")
    try:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(UnavailableError) as caught, FileLocks(tmp_path, sign_in_seconds=0.1).sign_in():
            pass
    finally:
        end(process)
    assert caught.value.problem.code is Code.FILE_BUSY


def test_an_export_and_a_sign_in_go_together(tmp_path: Path) -> None:
    locks = FileLocks(tmp_path)
    with locks.export(), locks.sign_in():
        assert _is_refused(locks)


def test_a_folder_that_refuses_lock_files_is_a_known_error() -> None:
    with open_folder() as folder, read_only(folder):
        locks = FileLocks(folder)
        with pytest.raises(UnavailableError) as caught:
            locks.export().__enter__()
    assert caught.value.problem.code is Code.FOLDER_UNWRITABLE
