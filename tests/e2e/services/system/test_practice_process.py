import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from filelock import FileLock

from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.system.practice_process import PracticeProcess
from tests.patience import PATIENCE


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("practice") / "services"


@pytest.fixture(name="running", scope="module")
def _running(folder: Path) -> Iterator[PracticeProcess]:
    with PracticeProcess(folder, "FR") as services:
        yield services


def contra_accounts(services: PracticeProcess) -> dict[str, Any]:
    """What is chosen in Pleo."""
    company_id = services.company["pleo"]["company_id"]
    dump = requests.get(f"{services.data['address']}/practice/pleo/{company_id}/dump", timeout=PATIENCE).json()
    found: dict[str, Any] = dump["contra_accounts"]
    return found


def test_it_serves_one_company_with_its_credentials(running: PracticeProcess) -> None:
    company = running.company
    assert company["country"] == "FR"
    assert len(running.data["companies"]) == 1
    answer = requests.get(
        f"{running.data['endpoints']['pleo']['api']}/v1/companies",
        auth=(company["pleo"]["api_key"], ""),
        timeout=PATIENCE,
    )
    assert answer.status_code == 200


def test_a_second_program_uses_the_same_services_and_leaves_them_running(
    running: PracticeProcess, folder: Path
) -> None:
    with PracticeProcess(folder, "FR") as second:
        assert second.data["address"] == running.data["address"]
    assert requests.get(f"{running.data['address']}/practice/state", timeout=PATIENCE).status_code == 200


def test_what_only_a_person_can_do(running: PracticeProcess) -> None:
    assert running.choose_contra_account("nobody's", "EUR") is False
    assert contra_accounts(running) == {}
    assert running.press_export() is True


def test_a_program_that_comes_while_they_start_waits_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is taken a moment before the card is written, and a card of an earlier day may lie there."""
    folder = tmp_path / "services"
    folder.mkdir()
    lock = FileLock(folder / "services.lock", thread_local=False)
    lock.acquire()
    card = folder / "services.json"
    found: list[dict[str, Any]] = []
    looked = threading.Semaphore(0)
    read_card = PracticeProcess._running

    def look(process: PracticeProcess) -> dict[str, Any] | None:
        card_read = read_card(process)
        looked.release()
        return card_read

    monkeypatch.setattr(PracticeProcess, "_running", look)
    second = threading.Thread(target=lambda: found.append(PracticeProcess(folder, "FR").data))
    second.start()
    try:
        assert looked.acquire(timeout=PATIENCE)
        assert looked.acquire(timeout=PATIENCE), "it looks again and again"
        assert found == []
        card.write_text(json.dumps({"address": "new"}), "utf-8")
        second.join(PATIENCE)
        assert found == [{"address": "new"}]
    finally:
        lock.release()


def test_a_card_of_an_earlier_day_is_gone_before_new_services_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "services"
    folder.mkdir()
    card = folder / "services.json"
    card.write_text('{"address": "old"}', "utf-8")
    seen: list[bool] = []

    def fails(*_arguments: Any, **_words: Any) -> None:
        seen.append(card.exists())
        raise OSError

    monkeypatch.setattr("subprocess.Popen", fails)
    with pytest.raises(UnavailableError, match="practice_failed"):
        PracticeProcess(folder, "FR")
    assert seen == [False]


def test_services_that_cannot_start_are_told_and_leave_the_lock_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    folder = tmp_path / "services"
    with pytest.raises(UnavailableError, match="practice_failed"):
        PracticeProcess(folder, "FR")
    with FileLock(folder / "services.lock", timeout=0):
        pass


def test_what_happened_in_practice_is_there_again_the_next_day(tmp_path: Path) -> None:
    folder = tmp_path / "services"
    with PracticeProcess(folder, "GB") as first:
        assert first.press_export()
        process = first._process
    assert process
    assert process.returncode == 0
    assert not (folder / "services.json").exists()
    with PracticeProcess(folder, "GB") as second:
        company_id = second.company["pleo"]["company_id"]
        dump = requests.get(f"{second.data['address']}/practice/pleo/{company_id}/dump", timeout=PATIENCE).json()
        assert len(dump["jobs"]) == 1
        assert second.press_export() is False


def test_another_thread_may_close_what_one_has_opened(tmp_path: Path) -> None:
    folder = tmp_path / "services"
    opened: list[PracticeProcess] = []
    opening = threading.Thread(target=lambda: opened.append(PracticeProcess(folder, "GB")))
    opening.start()
    opening.join(PATIENCE)
    opened[0].close()
    with FileLock(folder / "services.lock", timeout=0):
        pass


def test_the_second_day_comes_after_an_export_alone_and_everything_starts_again(tmp_path: Path) -> None:
    with PracticeProcess(tmp_path / "services", "GB") as services:
        assert services.second_day() is False
        assert services.press_export() is True
        services.start_again()
        assert services.press_export() is True, "all waits as on the first day"
