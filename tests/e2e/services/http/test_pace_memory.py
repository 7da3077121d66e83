from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.services.http.pace_memory import PaceMemory
from pleoqb_desktop.services.http.pacing import Limit, Pacer

LIMITS = (Limit(10, 1.1), Limit(500, 61.0), Limit(40, 61.0, only="batch"))


class MovedClock:
    """A clock that waiting moves. `boot`: what a process counts from, different in every process."""

    def __init__(self, now: datetime, boot: float) -> None:
        self._start, self._boot = now, boot
        self.passed = 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self._boot + self.passed

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        self.passed += seconds


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


class Process:
    """One command: what it waited before each request."""

    def __init__(self, path: Path, now: datetime, boot: float) -> None:
        self.clock = MovedClock(now, boot)
        self._pacer = Pacer(LIMITS, 9, self.clock)
        self._memory = PaceMemory(path, {"quickbooks": self._pacer}, self.clock)
        self._memory.recall()

    def send(self, count: int, kind: str = "read") -> float:
        before = self.clock.passed
        for _ in range(count):
            with self._pacer.slot(kind, None):
                pass
        return self.clock.passed - before

    def end(self) -> datetime:
        self._memory.keep()
        return self.clock.now()


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "pace.json"


def test_a_command_counts_what_the_one_before_it_has_just_sent(path: Path) -> None:
    first = Process(path, NOW, boot=5000.0)
    assert first.send(8) == 0
    second = Process(path, first.end(), boot=12.0)
    assert second.send(2) == 0
    assert second.send(1) == pytest.approx(1.1)


def test_batches_of_the_minute_before_count_too(path: Path) -> None:
    first = Process(path, NOW, boot=0.0)
    first.send(40, "batch")
    second = Process(path, first.end() + timedelta(seconds=20), boot=0.0)
    assert 35 < second.send(1, "batch") < 41


def test_what_two_commands_ago_sent_still_counts(path: Path) -> None:
    now = NOW
    for _ in range(2):
        process = Process(path, now, boot=0.0)
        process.send(20, "batch")
        now = process.end()
    assert Process(path, now, boot=0.0).send(1, "batch") > 50


def test_after_the_time_of_the_limit_nothing_counts(path: Path) -> None:
    first = Process(path, NOW, boot=0.0)
    first.send(40, "batch")
    assert Process(path, first.end() + timedelta(seconds=61), boot=0.0).send(10, "batch") == 0


@pytest.mark.parametrize("day", [timedelta(days=-1), timedelta(days=1)])
def test_a_clock_that_was_moved_holds_nothing_up(path: Path, day: timedelta) -> None:
    first = Process(path, NOW, boot=0.0)
    first.send(10)
    assert Process(path, first.end() + day, boot=0.0).send(10) == 0


@pytest.mark.parametrize("content", [b"", b"[]", b'{"at": "x"}', b"\xff\xfe", b'{"at": 0, "ages": {"other": [[0]]}}'])
def test_a_damaged_file_holds_nothing_up(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert Process(path, NOW, boot=0.0).send(10) == 0


def test_a_folder_that_takes_no_file_is_no_trouble(tmp_path: Path) -> None:
    process = Process(tmp_path / "gone" / "pace.json", NOW, boot=0.0)
    process.send(1)
    process.end()
