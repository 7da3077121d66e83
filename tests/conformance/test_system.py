"""What ports.system promises of secrets, locks and time, on paper and on this computer."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, timedelta
from pathlib import Path

import keyring
import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, ExportRunningError
from pleoqb_desktop.ports.system import Clock, Locks, SecretName, Secrets
from pleoqb_desktop.services.storage.locks import FileLocks
from pleoqb_desktop.services.storage.secrets import FileSecrets, KeyringSecrets, SessionSecrets
from pleoqb_desktop.services.system.clock import SystemClock
from tests.keyring_backends import MemoryKeyring
from tests.on_paper.computer import HandClock, LocksOnPaper, SecretsOnPaper

HERE, THERE = "https://external.pleo.io", "https://pleo.example:8443"

# -- secrets -------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["on_paper", "session", "file", "keyring"])
def secrets(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Secrets:
    if request.param == "keyring":
        kept = MemoryKeyring()
        monkeypatch.setattr(keyring, "get_keyring", lambda: kept)
    kinds: dict[str, Callable[[], Secrets]] = {
        "on_paper": SecretsOnPaper,
        "session": SessionSecrets,
        "file": lambda: FileSecrets(tmp_path / "secrets.json"),
        "keyring": lambda: KeyringSecrets("default"),
    }
    return kinds[request.param]()


@pytest.mark.parametrize("name", list(SecretName))
def test_a_secret_is_kept_replaced_and_forgotten(secrets: Secrets, name: SecretName) -> None:
    assert secrets.get(name, HERE) is None
    secrets.set(name, HERE, "clé 1")
    assert secrets.get(name, HERE) == "clé 1"
    secrets.set(name, HERE, "clé 2")
    assert secrets.get(name, HERE) == "clé 2"
    secrets.forget(name, HERE)
    assert secrets.get(name, HERE) is None


def test_a_secret_of_one_service_is_never_told_to_another(secrets: Secrets) -> None:
    secrets.set(SecretName.PLEO_API_KEY, HERE, "mine")
    assert secrets.get(SecretName.PLEO_API_KEY, THERE) is None
    assert secrets.get(SecretName.INTUIT_CLIENT_SECRET, HERE) is None
    secrets.forget(SecretName.PLEO_API_KEY, THERE)
    secrets.forget(SecretName.INTUIT_CLIENT_SECRET, HERE)
    assert secrets.get(SecretName.PLEO_API_KEY, HERE) == "mine"


def test_forgetting_what_is_not_there_does_nothing(secrets: Secrets) -> None:
    secrets.forget(SecretName.PLEO_API_KEY, HERE)
    assert secrets.get(SecretName.PLEO_API_KEY, HERE) is None


# -- locks ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["on_paper", "files"])
def locks(request: pytest.FixtureRequest, tmp_path: Path) -> Locks:
    return LocksOnPaper() if request.param == "on_paper" else FileLocks(tmp_path)


def refused(locks: Locks) -> bool:
    try:
        with locks.export():
            return False
    except ExportRunningError as error:
        return error.problem.code is Code.EXPORT_RUNNING


def test_a_second_export_is_refused_while_the_first_one_runs(locks: Locks) -> None:
    answers: list[bool] = []
    with locks.export():
        answers.append(refused(locks))
        other = threading.Thread(target=lambda: answers.append(refused(locks)))
        other.start()
        other.join()
    answers.append(refused(locks))
    assert answers == [True, True, False]


def test_an_export_that_breaks_gives_its_lock_back(locks: Locks) -> None:
    def break_down() -> None:
        with locks.export():
            raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        break_down()
    assert not refused(locks)


def test_an_export_does_not_hinder_a_sign_in(locks: Locks) -> None:
    with locks.export(), locks.sign_in():
        assert refused(locks)


def test_sign_ins_follow_each_other(locks: Locks) -> None:
    inside, most, start = [0], [0], threading.Barrier(3)

    def sign_in(lock: Callable[[], AbstractContextManager[None]]) -> None:
        start.wait()
        for _ in range(3):
            with lock():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                threading.Event().wait(0.001)  # lets the others run: who is not kept out comes in
                inside[0] -= 1

    threads = [threading.Thread(target=sign_in, args=[locks.sign_in]) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_a_stop_ends_the_waiting_for_another_sign_in(locks: Locks) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with locks.sign_in(), pytest.raises(Cancelled), locks.sign_in(cancel):
        pytest.fail("the other one holds it")


# -- time ----------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["by_hand", "system"])
def clock(request: pytest.FixtureRequest) -> Clock:
    return HandClock() if request.param == "by_hand" else SystemClock()


def test_the_time_is_aware_and_in_utc(clock: Clock) -> None:
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.now().tzinfo is UTC


def test_a_wait_lasts_as_long_as_was_asked_and_time_never_goes_back(clock: Clock) -> None:
    moments = [clock.monotonic()]
    for seconds in (0.0, 0.02, 0.01):
        clock.wait(seconds, CancelToken() if seconds else None)
        moments.append(clock.monotonic())
    assert moments == sorted(moments)
    assert moments[-1] - moments[0] >= 0.03


def test_nobody_waits_after_a_stop(clock: Clock) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        clock.wait(1_000_000.0, token)
