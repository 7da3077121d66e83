"""A notice of a new version is believed only when everything about it is right, and asked for once a day whatever the clocks do."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.system import update_notice
from pleoqb_desktop.services.system.update_notice import DAY, UpdateNotices, UpdateSource
from tests.on_paper.computer import HandClock
from tests.unit.services.system.notices import HOST, OURS, TODAY, Publisher, program

HOUR = 3600.0
YEAR = 365 * DAY


@pytest.fixture(name="publisher")
def _publisher() -> Publisher:
    return Publisher()


@pytest.fixture(name="clock")
def _clock() -> HandClock:
    return HandClock()


class Restless(HandClock):
    """A computer's clock that somebody sets; the other one only goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.off = 0.0

    def now(self) -> Any:
        """What it shows."""
        return super().now() + timedelta(seconds=self.off)


# -- what is told --------------------------------------------------------------------------------------------------------


def test_a_newer_version_is_told_with_its_words_and_its_page(publisher: Publisher, tmp_path: Path, clock) -> None:
    publisher.publish()
    notices, _ = program(publisher, tmp_path, clock)
    assert notices.known() is None
    found = notices.look(CancelToken())
    assert found is not None
    assert (found.version, found.released, found.page) == ("1.5.0", TODAY, f"https://{HOST}/download")
    assert found.words_in("fr") == "Des exports plus rapides."
    assert found.words_in("es") == "Faster exports."
    assert [(one.name, one.size) for one in found.files] == [("PleoQB-Desktop-Setup.exe", 37_969_287)]
    assert publisher.asked == [f"https://{HOST}/notice.txt"]


def test_it_is_told_at_the_next_start_too_until_the_program_is_that_version(publisher, tmp_path: Path, clock) -> None:
    publisher.publish()
    program(publisher, tmp_path, clock)[1]()
    publisher.answer = None
    assert program(publisher, tmp_path, clock)[1]() == "1.5.0"
    assert program(publisher, tmp_path, clock, "1.5.0")[1]() is None
    assert len(publisher.asked) == 1


def test_what_was_declined_is_known_as_declined_until_another_version_comes(publisher, tmp_path: Path, clock) -> None:
    publisher.publish()
    notices, look = program(publisher, tmp_path, clock)
    look()
    notices.decline("1.5.0")
    found = program(publisher, tmp_path, clock)[0].known()
    assert found is not None
    assert found.declined
    publisher.publish("1.6.0")
    clock.move(DAY)
    look()
    found = notices.known()
    assert found is not None
    assert not found.declined


@pytest.mark.parametrize("version", [OURS, "1.3.9", "0.9.0"])
def test_this_version_and_older_ones_are_no_news(version: str, publisher, tmp_path: Path, clock) -> None:
    publisher.publish(version)
    assert program(publisher, tmp_path, clock)[1]() is None


def test_a_build_without_an_address_asks_nobody(publisher: Publisher, tmp_path: Path, clock) -> None:
    publisher.publish()
    notices = UpdateNotices(None, OURS, tmp_path / "updates.json", clock, publisher.ask)
    assert notices.page_host is None
    assert notices.look(CancelToken()) is None
    assert publisher.asked == []


# -- what is ignored -----------------------------------------------------------------------------------------------------


def bad(publisher: Publisher) -> dict[str, tuple[bytes, str]]:
    """Answers that must be ignored, with what the log says."""
    good = publisher.notice()
    signature, _, signed = good.partition(b"\n")
    stranger = Publisher()
    form, host = "not a notice", "a page of another host"
    wrong = "wrong signature"
    return {
        "tampered words": (good.replace(b"Faster", b"Better"), wrong),
        "tampered version": (good.replace(b"1.5.0", b"9.5.0"), wrong),
        "a byte more": (good + b" ", wrong),
        "a byte less": (good[:-1], wrong),
        "another line end": (signature + b"\r\n" + signed.replace(b"\n", b"\r\n") + b"\r\n", wrong),
        "another's key": (stranger.notice(), wrong),
        "no signature": (signed, wrong),
        "half a signature": (signature[:40] + b"\n" + signed, wrong),
        "a signature of nothing": (b"\n" + signed, wrong),
        "empty": (b"", wrong),
        "a page of a hotel": (b"<html>Welcome to our Wi-Fi</html>", wrong),
        "not JSON": (publisher.sign(b"version 1.5.0"), form),
        "not an object": (publisher.sign(b"[]"), form),
        "deep": (publisher.sign(b"[" * 20_000), form),
        "another program": (publisher.notice(program="other"), form),
        "a member that nobody knows": (publisher.notice(run="rm"), form),
        "a version of words": (publisher.notice("newest"), form),
        "a version with an ending": (publisher.notice("1.5.0\n"), form),
        "no words": (publisher.notice(words={}), form),
        "empty words": (publisher.notice(words={"en": ""}), form),
        "words of two lines": (publisher.notice(words={"en": "a\nb"}), form),
        "words that turn round": (publisher.notice(words={"en": "a\u202eb"}), form),
        "a language that is none": (publisher.notice(words={"English": "a"}), form),
        "a file elsewhere": (publisher.notice(files=[{"name": "../x", "size": 1, "sha256": "ab" * 32}]), form),
        "a file of no size": (publisher.notice(files=[{"name": "x", "size": 0, "sha256": "ab" * 32}]), form),
        "a hash that is none": (publisher.notice(files=[{"name": "x", "size": 1, "sha256": "?" * 64}]), form),
        "another host": (publisher.notice(page="https://evil.example/download"), host),
        "a host that looks alike": (publisher.notice(page=f"https://{HOST}.evil.example/"), host),
        "a host as a name": (publisher.notice(page=f"https://{HOST}@evil.example/"), host),
        "another port": (publisher.notice(page=f"https://{HOST}:8443/"), host),
        "a page without TLS": (publisher.notice(page=f"http://{HOST}/download"), host),
        "no page at all": (publisher.notice(page="javascript:alert(1)"), host),
        "half an address": (publisher.notice(page="https://["), host),
        "expired": (publisher.notice(expires=TODAY - timedelta(days=1)), "expired"),
    }


@pytest.mark.parametrize("name", list(bad(Publisher())))
def test_what_is_not_right_is_ignored_and_logged(name: str, publisher, tmp_path: Path, clock, caplog) -> None:
    publisher.answer, said = bad(publisher)[name]
    with caplog.at_level(logging.INFO, "pleoqb.updates"):
        assert program(publisher, tmp_path, clock)[1]() is None
    assert caplog.messages == [f"notice ignored: {said}"]


def test_what_is_ignored_does_not_replace_what_was_good(publisher: Publisher, tmp_path: Path, clock) -> None:
    publisher.publish()
    _, look = program(publisher, tmp_path, clock)
    look()
    publisher.answer = b"<html>"
    clock.move(DAY)
    assert look() == "1.5.0"
    assert len(publisher.asked) == 2


@pytest.mark.parametrize(
    ("version", "days"), [("1.5.0", 1), ("1.4.5", 0), ("1.4.5", -1)], ids=["older day", "older version", "both"]
)
def test_a_notice_older_than_the_newest_one_seen_is_ignored(version, days, publisher, tmp_path, clock, caplog) -> None:
    publisher.publish("1.5.0", TODAY, words={"en": "First."})
    _, look = program(publisher, tmp_path, clock)
    look()
    publisher.publish(version, TODAY - timedelta(days=days), words={"en": "Second."})
    clock.move(DAY)
    notices, look = program(publisher, tmp_path, clock)
    with caplog.at_level(logging.INFO, "pleoqb.updates"):
        assert look() == "1.5.0"
    assert caplog.messages == ["notice ignored: older than the newest one seen"]
    known = notices.known()
    assert known is not None
    assert known.words == {"en": "First."}


def test_an_older_notice_is_ignored_by_the_newer_program_too(publisher: Publisher, tmp_path: Path, clock) -> None:
    publisher.publish("1.6.0")
    program(publisher, tmp_path, clock)[1]()
    clock.move(DAY)
    publisher.publish("1.5.0")
    assert program(publisher, tmp_path, clock)[1]() == "1.6.0"


def test_words_put_right_on_the_same_day_are_told(publisher: Publisher, tmp_path: Path, clock) -> None:
    publisher.publish()
    notices, look = program(publisher, tmp_path, clock)
    look()
    publisher.publish(words={"en": "Put right."})
    clock.move(DAY)
    look()
    found = notices.known()
    assert found is not None
    assert found.words_in("en") == "Put right."


def test_what_was_told_is_told_no_more_once_it_has_expired(publisher: Publisher, tmp_path: Path, clock) -> None:
    publisher.publish()
    _, look = program(publisher, tmp_path, clock)
    assert look() == "1.5.0"
    publisher.answer = None
    clock.move(91 * DAY)
    assert look() is None


def test_what_is_kept_is_believed_no_more_than_what_comes(publisher: Publisher, tmp_path: Path, clock) -> None:
    publisher.publish()
    program(publisher, tmp_path, clock)[1]()
    path = tmp_path / "updates.json"
    kept = msgspec.json.decode(path.read_bytes())
    stranger = Publisher()
    stranger.publish("9.0.0")
    assert stranger.answer is not None
    path.write_bytes(msgspec.json.encode({**kept, "answer": stranger.answer}))
    assert program(publisher, tmp_path, clock)[0].known() is None


# -- how often -----------------------------------------------------------------------------------------------------------


def test_it_is_asked_once_a_day_however_often_the_program_looks(publisher: Publisher, tmp_path: Path, clock) -> None:
    for hour in range(72):
        if hour % 5 == 0:  # started anew
            _, look = program(publisher, tmp_path, clock)
        look()
        clock.move(HOUR)
    assert len(publisher.asked) == 3


def test_who_gets_no_answer_asks_again_the_next_day_only(publisher: Publisher, tmp_path: Path, clock) -> None:
    for _ in range(24):
        program(publisher, tmp_path, clock)[1]()
        clock.move(HOUR)
    assert len(publisher.asked) == 1


def test_a_clock_in_the_past_has_nobody_asked_over_and_over(publisher: Publisher, tmp_path: Path) -> None:
    clock = Restless()
    program(publisher, tmp_path, clock)[1]()
    clock.off = -10 * YEAR
    for _ in range(48):
        program(publisher, tmp_path, clock)[1]()
        clock.move(HOUR)
    assert len(publisher.asked) == 2, "the day began anew, and was over after a day"


def test_a_clock_in_the_future_stops_nothing_for_ever(publisher: Publisher, tmp_path: Path) -> None:
    clock = Restless()
    clock.off = 50 * YEAR
    program(publisher, tmp_path, clock)[1]()
    clock.off = 0.0
    for _ in range(2):
        program(publisher, tmp_path, clock)[1]()
        clock.move(DAY)
    assert len(publisher.asked) == 2


def test_a_clock_that_jumps_while_the_program_is_open_has_nobody_asked_over_and_over(publisher, tmp_path: Path) -> None:
    clock = Restless()
    _, look = program(publisher, tmp_path, clock)
    for hour in range(20):
        clock.off = YEAR * (hour % 3)
        look()
        clock.move(HOUR)
    assert len(publisher.asked) == 1


def test_who_cannot_write_does_not_ask(publisher: Publisher, tmp_path: Path, clock, monkeypatch, caplog) -> None:
    def full(path: Path, _data: bytes) -> None:
        raise UnavailableError(problem(Code.DISK_FULL, path=path))

    monkeypatch.setattr(update_notice, "replace_file", full)
    with caplog.at_level(logging.INFO, "pleoqb.updates"):
        assert program(publisher, tmp_path, clock)[1]() is None
    assert publisher.asked == []
    assert caplog.messages == ["not asked: disk_full"]


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b'{"asked_at": "yesterday"}', b"\xff"])
def test_a_damaged_file_is_as_none(kept: bytes, publisher: Publisher, tmp_path: Path, clock) -> None:
    (tmp_path / "updates.json").write_bytes(kept)
    publisher.publish()
    assert program(publisher, tmp_path, clock)[1]() == "1.5.0"


# -- what a build knows --------------------------------------------------------------------------------------------------


def test_sources_know_no_address() -> None:
    assert update_notice.source_of_build() is None


@pytest.mark.parametrize(
    "members",
    [
        {"address": "http://downloads.example/notice.txt"},
        {"address": "http://localhost/notice.txt"},
        {"address": "https://somebody@downloads.example/"},
        {"address": "https://"},
        {"host": "downloads.example/x"},
        {"host": ""},
        {"key": "AAAA"},
        {"key": "no key"},
        {"more": "of it"},
    ],
    ids=str,
)
def test_a_build_that_was_put_together_badly_looks_nowhere_and_says_so(
    members, publisher, tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr(update_notice, "files", lambda _package: tmp_path)
    told = msgspec.to_builtins(publisher.source)
    (tmp_path / update_notice.SOURCE_FILE).write_bytes(msgspec.json.encode(told))
    assert update_notice.source_of_build() == publisher.source
    (tmp_path / update_notice.SOURCE_FILE).write_bytes(msgspec.json.encode({**told, **members}))
    assert update_notice.source_of_build() is None
    assert [line.split(" ")[0] for line in caplog.messages] == [update_notice.SOURCE_FILE]


def test_an_address_is_never_plain_http(publisher: Publisher) -> None:
    with pytest.raises(ValueError, match="https"):
        UpdateSource("http://127.0.0.1/notice.txt", HOST, publisher.source.key)
