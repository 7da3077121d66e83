import gc
import json
import logging
import warnings
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop import profile
from pleoqb_desktop.app import App, Choice, World
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import BUG_EXIT_CODE, SetupIncompleteError, SignInAgainError, WrongUsageError
from pleoqb_desktop.reconcile import default_period
from pleoqb_desktop.services.intuit import endpoint
from pleoqb_desktop.texts import Language
from tests.e2e.practice_set_up import Browser, PracticeSetUp, QuickClock, purchase


def environ(home: Path, **more: str) -> dict[str, str]:
    """A home of its own, in English."""
    return {"PLEOQB_HOME": str(home), "LC_ALL": "en_GB.UTF-8", **more}


def test_a_program_of_the_real_services_is_built_without_asking_them(tmp_path: Path) -> None:
    with App(Choice(), World(environ(tmp_path))) as program:
        assert program.practice is None
        assert program.endpoints.quickbooks.api == "https://quickbooks.api.intuit.com"
        assert program.request_counts() == (0, 0, 0)
        assert program.folders.data == tmp_path / "profiles" / "default"


def test_the_real_sign_in_asks_intuit_once_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def read(address: str, *_: object) -> dict[str, str]:
        asked.append(address)
        return {"authorize": "https://new.intuit.com/connect"}

    monkeypatch.setattr(endpoint, "read_addresses", read)
    keys = {"PLEOQB_INTUIT_CLIENT_ID": "id", "PLEOQB_INTUIT_CLIENT_SECRET": "secret"}
    with App(Choice(), World(environ(tmp_path, **keys))) as program:
        for _ in range(2):
            address = program.connect_quickbooks(CancelToken()).address(Browser("", "1"))
            assert address.startswith("https://new.intuit.com/connect?")
            program.keep_secrets_for_this_time_only()  # the sign-in is built anew
    assert asked == ["https://developer.api.intuit.com/.well-known/openid_configuration"]


@pytest.mark.parametrize("name", ["../up", "a/b", "", "con", "x" * 41, "é"])
def test_a_bad_profile_name_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUsageError, match="profile_name"):
        App(Choice(name), World(environ(tmp_path)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nonsense [", "endpoints_file"), ("[pleo]\nbase = 'x'", "endpoints_file"),
        ("[pleo]\napi = 'http://pleo.example'", "address_unsafe"),
    ],
)  # fmt: skip
def test_a_bad_endpoints_file_is_wrong_usage_and_leaves_no_file_open(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "endpoints.toml"
    file.write_text(text, "utf-8")
    handlers = list(logging.getLogger("pleoqb").handlers)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(WrongUsageError, match=code):
            App(Choice(), World(environ(tmp_path, PLEOQB_ENDPOINTS=str(file))))
        gc.collect()
    assert logging.getLogger("pleoqb").handlers == handlers


def test_the_language_is_chosen_saved_or_the_computers(tmp_path: Path) -> None:
    with App(Choice(), World(environ(tmp_path, LC_ALL="fr_FR.UTF-8"))) as program:
        assert program.language == Language("fr")
        program.with_language(Language("en"))
        assert program.language == Language("en")
    with App(Choice(), World(environ(tmp_path, LC_ALL="fr_FR.UTF-8"))) as program:
        assert program.language == Language("en")
    with App(Choice(language="fr"), World(environ(tmp_path))) as program:
        assert program.language == Language("fr")


def test_damaged_settings_are_told_where_they_are_needed_and_not_before(tmp_path: Path) -> None:
    with App(Choice(), World(environ(tmp_path))) as program:
        path = program.folders.config / "settings.json"
    path.write_text("{", "utf-8")
    with (
        App(Choice(), World(environ(tmp_path))) as program,
        pytest.raises(SetupIncompleteError, match="settings_damaged"),
    ):
        program.check_ready()


def test_on_the_first_day_everything_is_missing(tmp_path: Path) -> None:
    with App(Choice(), World(environ(tmp_path))) as program:
        program.keep_secrets_for_this_time_only()
        assert program.missing() == (
            "pleo", "quickbooks", "wallet_account", "pocket_account", "time_zone", "dimensions",
        )  # fmt: skip
        with pytest.raises(SetupIncompleteError, match="setup_incomplete"):
            program.check_ready()
        with pytest.raises(SetupIncompleteError, match="quickbooks_not_connected"):
            program.ledger(CancelToken())


def test_a_connection_that_was_there_and_is_gone_asks_to_connect_again(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        program.check_ready()
        program.connect_quickbooks(CancelToken()).disconnect()
        with pytest.raises(SignInAgainError, match="quickbooks_sign_in_ended"):
            program.check_ready()
        program.connect_pleo().disconnect()
        with pytest.raises(SignInAgainError, match="pleo_not_connected"):
            program.check_ready()


def test_the_wizards_facts_follow_what_was_done(new_house: PracticeSetUp) -> None:
    with new_house.program() as program:
        assert not program.facts().pleo_connected
        new_house.connect(program)
        facts = program.facts()
        assert (facts.pleo_connected, facts.quickbooks_connected, facts.accounts_chosen) == (True, True, False)
        new_house.set_up(program)
        facts = program.facts()
        assert (facts.accounts_chosen, facts.categories_written, facts.vat_written) == (True, False, False)
        program.sync(CancelToken()).run()
        facts = program.facts()
        assert (facts.categories_written, facts.vat_written, facts.tags_decided) == (True, True, True)
        assert not program.contra_account_chosen(CancelToken())
        new_house.choose_contra(program)
        assert program.contra_account_chosen(CancelToken())


class Stopped(QuickClock):
    """A clock that stands."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self._now = now

    def now(self) -> datetime:
        return self._now


@pytest.mark.parametrize(
    ("zone", "period"),
    [
        ("Europe/Paris", (date(2026, 2, 1), date(2026, 4, 1))),
        ("America/Toronto", (date(2026, 1, 1), date(2026, 3, 31))),
        (None, (date(2026, 1, 1), date(2026, 3, 31))),
    ],
)
def test_near_midnight_today_is_the_companys_day_else_this_computers(
    tmp_path: Path, zone: str | None, period: tuple[date, date]
) -> None:
    clock = Stopped(datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
    world = World(environ(tmp_path), clock, computer_zone=lambda: "America/Vancouver")
    with App(Choice(), world) as program:
        program.settings.update(time_zone=zone)
        assert program.today() == period[1]
        assert default_period(program.today(), program.runs) == period


def test_secrets_for_this_time_only_leave_nothing_on_disk(new_house: PracticeSetUp) -> None:
    with App(Choice(), World(new_house.environ)) as program:
        program.keep_secrets_for_this_time_only()
        new_house.connect(program)
        assert program.pleo_connected()
        assert program.quickbooks_connected()
        new_house.set_up(program)
        program.sync(CancelToken()).run()
    text = "".join(path.read_text("utf-8", "replace") for path in new_house.home.rglob("*") if path.is_file())
    assert new_house.company["pleo"]["api_key"] not in text
    assert "refresh_token" not in text


def test_scratch_files_of_an_export_are_gone_afterwards(bakery: PracticeSetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    bakery.wait_in_pleo(purchase("12.00", receipts=[{"kind": "pdf"}]))
    bakery.export()
    with bakery.program() as program:
        assert list(program.folders.cache.iterdir()) == []

    def fall_over(*_arguments: Any) -> None:
        raise ZeroDivisionError

    bakery.wait_in_pleo(purchase("12.00", receipts=[{"kind": "pdf"}]))
    monkeypatch.setattr("pleoqb_desktop.export.attach.ReceiptUploader.attach", fall_over)
    outcome = bakery.export()
    assert outcome.exit_code == BUG_EXIT_CODE
    assert outcome.run_id, "what was done before the bug is still told"
    with bakery.program() as program:
        assert list(program.folders.cache.iterdir()) == []


def test_settings_hold_no_secret(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        text = (program.folders.config / "settings.json").read_text("utf-8")
    assert bakery.company["pleo"]["api_key"] not in text
    assert bakery.company["quickbooks"]["client_secret"] not in text
    assert set(json.loads(text)) >= {"pleo_company_id", "realm_id"}


@pytest.mark.parametrize("error", [OSError, LookupError, ValueError])
def test_a_computer_that_does_not_tell_its_time_zone(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def refuses() -> str:
        raise error

    monkeypatch.setattr(profile.tzlocal, "get_localzone_name", refuses)
    assert profile.computer_zone() is None
