"""Folders, settings and service addresses of a profile."""

import dataclasses
import errno
import json
import os
import stat
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules.chart import ConventionName
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.ports.errors import SetupIncompleteError, UnavailableError, WrongUsageError
from pleoqb_desktop.ports.settings import AccountWay, Appearance, Door, Settings
from pleoqb_desktop.services.storage.profile import Endpoints, Folders, JsonSettings, PleoEndpoints, QuickBooksEndpoints
from tests.e2e.services.storage.places import end, open_folder, read_only, start_python
from tests.patience import PATIENCE

FULL = Settings(
    door=Door.FILE,
    language="fr",
    appearance=Appearance.DARK,
    pleo_company_id="c",
    pleo_company_name="Boulangerie Martin – « été »",
    pleo_activated=True,
    pleo_told_ended=True,
    realm_id="9130350000000000101",
    company_name="Martin",
    country="FR",
    home_currency="EUR",
    convention=ConventionName.FRANCE,
    intuit_client_id="AB",
    wallet_account_id="35",
    pocket_used=False,
    pocket_account_id="36",
    account_plan=AccountWay.EXISTS,
    contra_account_id="35",
    funding_account_id="37",
    fees_account_id="38",
    cash_account_id="39",
    employees_account_id="40",
    external_reimbursement_account_id="41",
    no_tax_code_id="5",
    journal_code_id="6",
    time_zone="Europe/Paris",
    dimensions=(Dimension.CLASSES, Dimension.PROJECTS),
    start_date=date(2026, 11, 1),
    closed_periods=ClosedPeriods.FIRST_OPEN_DAY,
    single_vendor=True,
    use_account_numbers=True,
    account_types=("Expense",),
    accounts_in=("1", "2"),
    accounts_out=("3",),
    friendly_names={"7": "Repas d'équipe"},
    written_accounts=("7", "8"),
    last_sync=datetime(2026, 11, 24, 4, 12, 30, 123456, tzinfo=UTC),
    update_notice=True,
    tray=True,
    tray_told=True,
    watched_folder="/home/anne/Downloads",
    pleo_key_ends=date(2027, 11, 1),
    synced=("accounts", "tax_codes"),
    wizard_done=True,
)


# -- folders ---------------------------------------------------------------------------------------------------------------


def test_cleared_folders_are_empty_but_for_one_thing_though_one_lies_in_another(tmp_path: Path) -> None:
    folders = Folders.from_environment({"PLEOQB_HOME": str(tmp_path)}, "shop-2", None)
    folders.make()
    for folder in (folders.data, folders.log, folders.cache):
        (folder / "old").write_text("old", "utf-8")
    (folders.data / "kept").mkdir()
    folders.clear(keep="kept")
    assert sorted(path.name for path in folders.data.rglob("*")) == ["cache", "kept", "logs"]


def test_one_folder_holds_everything_of_a_profile(tmp_path: Path) -> None:
    folders = Folders.from_environment({"PLEOQB_HOME": str(tmp_path)}, "shop-2", None)
    own = tmp_path / "profiles" / "shop-2"
    assert folders == Folders(config=own, data=own, log=own / "logs", cache=own / "cache")


def test_practice_companies_have_folders_apart_from_profiles(tmp_path: Path) -> None:
    folders = Folders.from_environment({"PLEOQB_HOME": str(tmp_path)}, "default", "FR")
    assert folders.data == tmp_path / "practice" / "FR"


def test_without_one_folder_the_systems_places_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    for environ in ({}, {"PLEOQB_HOME": ""}):
        folders = Folders.from_environment(environ, "default", None)
        for folder in (folders.config, folders.data, folders.log, folders.cache):
            assert folder.is_absolute()
            assert folder.match("*pleoqb-desktop*/**/profiles/default") or "pleoqb-desktop" in folder.parts


def test_a_relative_home_is_taken_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folders = Folders.from_environment({"PLEOQB_HOME": "here"}, "default", None)
    monkeypatch.chdir("/")
    assert folders.data == tmp_path / "here" / "profiles" / "default"


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", "a b", "é", "x" * 41, "a\n", "a\0", "CON", "lpt1", "~"])
def test_a_profile_name_that_could_lead_elsewhere_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUsageError) as caught:
        Folders.from_environment({"PLEOQB_HOME": str(tmp_path)}, name, None)
    assert caught.value.problem.code is Code.PROFILE_NAME
    assert caught.value.problem.params == {"profile": name}


def test_a_profile_name_of_forty_letters_is_taken(tmp_path: Path) -> None:
    folders = Folders.from_environment({"PLEOQB_HOME": str(tmp_path)}, "Aa0_-" * 8, None)
    assert folders.data.name == "Aa0_-" * 8


@pytest.mark.parametrize("country", ["", "fr", "../FR", "FRA"])
def test_a_practice_company_of_no_country_is_a_programming_error(tmp_path: Path, country: str) -> None:
    with pytest.raises(ValueError, match="not a country code"):
        Folders.from_environment({"PLEOQB_HOME": str(tmp_path)}, "default", country)


def test_made_folders_are_for_one_user_and_the_home_above_is_left_as_it_was(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    folders = Folders.from_environment({"PLEOQB_HOME": str(tmp_path)}, "default", None)
    folders.make()
    folders.make()
    for folder in (folders.config, folders.data, folders.log, folders.cache):
        assert folder.is_dir()
        if os.name != "nt":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    if os.name != "nt":
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_folders_that_cannot_be_made_are_a_known_error() -> None:
    with open_folder() as home, read_only(home):
        folders = Folders.from_environment({"PLEOQB_HOME": str(home)}, "default", None)
        with pytest.raises(UnavailableError) as caught:
            folders.make()
    assert caught.value.problem.code is Code.FOLDER_UNWRITABLE


# -- settings --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> JsonSettings:
    return JsonSettings(tmp_path / "settings.json")


def test_without_a_file_everything_is_at_its_default(store: JsonSettings, tmp_path: Path) -> None:
    assert store.load() == Settings()
    assert list(tmp_path.iterdir()) == []


def test_every_member_survives(store: JsonSettings, tmp_path: Path) -> None:
    unchanged = [
        field.name
        for field in dataclasses.fields(Settings)
        if getattr(FULL, field.name) == getattr(Settings(), field.name)
    ]
    assert unchanged == []
    store.save(FULL)
    assert JsonSettings(tmp_path / "settings.json").load() == FULL


def test_none_and_nothing_chosen_stay_apart(store: JsonSettings) -> None:
    store.save(Settings(dimensions=(), pocket_used=None))
    assert store.load().dimensions == ()
    assert store.load().pocket_used is None


def test_the_file_is_readable_text_for_its_owner_alone(store: JsonSettings, tmp_path: Path) -> None:
    store.save(FULL)
    path = tmp_path / "settings.json"
    assert '\n  "company_name": "Martin",\n' in path.read_text("utf-8")
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_members_of_another_version_are_tolerated(store: JsonSettings, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"language": "fr", "of_tomorrow": {"a": [1]}}', "utf-8")
    assert store.load() == Settings(language="fr")
    store.update(country="FR")
    assert "of_tomorrow" not in json.loads((tmp_path / "settings.json").read_text("utf-8"))


DAMAGE = [b"", b"{", b"[]", b"null", b'{"language": 1}', b'{"dimensions": ["martian"]}', b"\xff\xfe{", b"\0" * 100]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_named_and_never_overwritten(store: JsonSettings, tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    for use in (store.load, lambda: store.save(Settings()), lambda: store.update(language="fr")):
        with pytest.raises(SetupIncompleteError) as caught:
            use()
        assert caught.value.problem.code is Code.SETTINGS_DAMAGED
        assert caught.value.problem.params["path"] == str(path)
    assert path.read_bytes() == damage


def test_a_damaged_file_set_aside_is_kept_and_makes_room(store: JsonSettings, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b"{")
    aside = store.set_aside()
    assert aside is not None
    assert aside.read_bytes() == b"{"
    assert aside.suffix == ".json"
    assert store.set_aside() is None
    store.save(Settings(language="fr"))
    assert store.load().language == "fr"
    (tmp_path / "settings.json").write_bytes(b"[")
    assert store.set_aside() not in (None, aside)
    assert aside.read_bytes() == b"{"


def test_words_of_an_earlier_and_of_a_later_version_are_read(store: JsonSettings, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"appearance": "dark", "account_plan": "by_hand", "language": "fr"}', "utf-8")
    assert (store.load().appearance, store.load().account_plan) == (Appearance.DARK, AccountWay.BY_HAND)
    path.write_text('{"appearance": "purple", "account_plan": "rent", "language": "fr"}', "utf-8")
    found = store.load()
    assert (found.appearance, found.account_plan, found.language) == (Appearance.SYSTEM, AccountWay.MAKE, "fr")
    store.update(appearance=Appearance.LIGHT)
    assert '"appearance": "light"' in path.read_text("utf-8")


def test_settings_of_a_newer_program_are_refused_and_left_as_they_are(store: JsonSettings, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"language": {"spoken": "fr"}, "version": 99}', "utf-8")
    for use in (store.load, lambda: store.save(Settings()), lambda: store.update(language="fr")):
        with pytest.raises(SetupIncompleteError) as refused:
            use()
        assert refused.value.problem.code is Code.SETTINGS_NEWER
    assert path.read_text("utf-8") == '{"language": {"spoken": "fr"}, "version": 99}'


def test_an_update_changes_only_what_it_names(store: JsonSettings) -> None:
    store.save(FULL)
    assert store.update(language="en", wizard_done=False) == dataclasses.replace(FULL, language="en", wizard_done=False)
    assert store.load() == dataclasses.replace(FULL, language="en", wizard_done=False)


def test_an_update_of_an_unknown_member_is_a_programming_error(store: JsonSettings) -> None:
    with pytest.raises(TypeError):
        store.update(langage="fr")


def test_updates_of_many_threads_are_all_kept(store: JsonSettings, tmp_path: Path) -> None:
    members = [name for name in Settings.__dataclass_fields__ if name.endswith("_account_id")]

    def work(member: str) -> None:
        JsonSettings(tmp_path / "settings.json").update(**{member: member})

    threads = [threading.Thread(target=work, args=(member,)) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [getattr(store.load(), member) for member in members] == members


_UPDATE = """
import sys
from pathlib import Path
from pleoqb_desktop.services.storage.profile import JsonSettings
store = JsonSettings(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    names = store.load().friendly_names
    store.update(**{sys.argv[2]: str(number)})
"""


def test_updates_of_two_processes_are_all_kept(store: JsonSettings, tmp_path: Path) -> None:
    path = str(tmp_path / "settings.json")
    children = [start_python(_UPDATE, path, member) for member in ("wallet_account_id", "fees_account_id")]
    try:
        assert [child.stdout.readline() for child in children] == ["ready\n", "ready\n"]
        for child in children:
            child.stdin.write("\n")
            child.stdin.flush()
        for child in children:
            child.communicate(timeout=PATIENCE)
            assert child.returncode == 0
    finally:
        for child in children:
            end(child)
    assert (store.load().wallet_account_id, store.load().fees_account_id) == ("19", "19")


def test_a_full_disk_keeps_the_settings_of_before(store: JsonSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(FULL)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(UnavailableError) as caught:
            store.update(language="en")
    assert caught.value.problem.code is Code.DISK_FULL
    assert store.load() == FULL


def test_settings_in_a_read_only_folder_can_be_read_and_say_why_they_cannot_be_saved() -> None:
    with open_folder() as folder:
        path = folder / "settings.json"
        path.write_text('{"language": "fr"}', "utf-8")
        with read_only(folder):
            store = JsonSettings(path)
            assert store.load().language == "fr"
            with pytest.raises(UnavailableError) as caught:
                store.update(language="en")
    assert caught.value.problem.code is Code.FOLDER_UNWRITABLE


def test_settings_that_another_process_keeps_locked_are_a_known_error(
    store: JsonSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pleoqb_desktop.services.storage.profile._LOCK_SECONDS", 0.1)
    with JsonSettings(tmp_path / "settings.json")._locked(), pytest.raises(UnavailableError) as caught:
        store.save(FULL)
    assert caught.value.problem.code is Code.FILE_BUSY


# -- service addresses -----------------------------------------------------------------------------------------------------


def _file(tmp_path: Path, text: str | bytes) -> dict[str, str]:
    path = tmp_path / "endpoints.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {"PLEOQB_ENDPOINTS": str(path)}


@pytest.mark.parametrize("environ", [{}, {"PLEOQB_ENDPOINTS": ""}])
def test_without_a_file_the_real_services_are_meant(environ: dict[str, str]) -> None:
    assert msgspec.to_builtins(Endpoints.from_environment(environ)) == {
        "pleo": {"api": "https://external.pleo.io", "web": "https://app.pleo.io"},
        "quickbooks": {
            "api": "https://quickbooks.api.intuit.com",
            "authorize": "https://appcenter.intuit.com/connect/oauth2",
            "token": "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
            "revoke": "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
            "web": "https://qbo.intuit.com",
            "redirect": None,
        },
    }


def test_a_file_changes_only_the_addresses_it_names(tmp_path: Path) -> None:
    environ = _file(
        tmp_path,
        """
        [pleo]
        api = "http://127.0.0.1:5000/pleo/"
        [quickbooks]
        web = "http://[::1]:5000/quickbooks"
        redirect = "https://example.github.io/relay/"
        """,
    )
    assert Endpoints.from_environment(environ) == Endpoints(
        pleo=PleoEndpoints(api="http://127.0.0.1:5000/pleo"),
        quickbooks=QuickBooksEndpoints(web="http://[::1]:5000/quickbooks", redirect="https://example.github.io/relay/"),
    )


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("", True), ('api = "https://sandbox-quickbooks.api.intuit.com"\nredirect = "https://relay.example/"', True),
        ('token = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer/"', True),
        *((f'{name} = "https://sign-in.example/x"', False) for name in ("authorize", "token", "revoke")),
    ],
)  # fmt: skip
def test_intuit_is_asked_for_its_sign_in_addresses_only_where_nobody_gave_others(
    tmp_path: Path, text: str, is_asked: bool
) -> None:
    quickbooks = Endpoints.from_environment(_file(tmp_path, f"[quickbooks]\n{text}")).quickbooks
    address = "https://developer.api.intuit.com/.well-known/openid_configuration"
    assert quickbooks.discovery == (address if is_asked else None)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    environ = _file(tmp_path, b'\xef\xbb\xbf[pleo]\napi = "https://pleo.example"\n')
    assert Endpoints.from_environment(environ).pleo.api == "https://pleo.example"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[pleo]\napi = \n", "line 2"),
        (b"\xff\xfe", "decode"),
        ('[pleo]\napi = "https://a.example"\napis = "x"', "unknown field `apis`"),
        ('[xero]\napi = "https://a.example"', "unknown field `xero`"),
        ("[pleo]\napi = 5", "$.pleo.api"),
        ('pleo = "https://a.example"', "$.pleo"),
        ('[pleo]\napi = "https://me:secret@a.example"', "without user name"),
        ('[pleo]\napi = "https://a.example?x=1"', "without user name, query"),
        ('[pleo]\napi = "https://a.example:99999"', "Port"),
        ('[pleo]\napi = "https://[::1"', "IPv6"),
        ('[quickbooks]\nredirect = "https://a.example/#x"', "fragment"),
    ],
)
def test_what_is_wrong_with_the_file_is_told_with_its_name(tmp_path: Path, text: str | bytes, reason: str) -> None:
    environ = _file(tmp_path, text)
    with pytest.raises(WrongUsageError) as caught:
        Endpoints.from_environment(environ)
    assert caught.value.problem.code is Code.ENDPOINTS_FILE
    assert caught.value.problem.params["path"] == environ["PLEOQB_ENDPOINTS"]
    assert reason in caught.value.problem.params["reason"]


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(WrongUsageError) as caught:
            Endpoints.from_environment({"PLEOQB_ENDPOINTS": str(path)})
        assert caught.value.problem.code is Code.ENDPOINTS_FILE
        assert caught.value.problem.params["path"] == str(path)
        assert caught.value.problem.params["reason"]


@pytest.mark.parametrize("member", [("pleo", name) for name in PleoEndpoints.__struct_fields__])
def test_pleo_is_only_reached_by_https_or_on_this_computer(tmp_path: Path, member: tuple[str, str]) -> None:
    _refuses_plain_http(tmp_path, *member)


@pytest.mark.parametrize("member", [("quickbooks", name) for name in QuickBooksEndpoints.__struct_fields__])
def test_quickbooks_is_only_reached_by_https_or_on_this_computer(tmp_path: Path, member: tuple[str, str]) -> None:
    _refuses_plain_http(tmp_path, *member)


def _refuses_plain_http(tmp_path: Path, table: str, name: str) -> None:
    for address in ("http://a.example", "ftp://a.example", "a.example", "http://localhost.a.example", ""):
        with pytest.raises(WrongUsageError) as caught:
            Endpoints.from_environment(_file(tmp_path, f'[{table}]\n{name} = "{address}"'))
        assert caught.value.problem.code is Code.ADDRESS_UNSAFE
        assert caught.value.problem.params == {"address": address}


def test_the_practice_services_tell_their_addresses() -> None:
    base = "http://127.0.0.1:5000"
    told = {
        "address": base,
        "endpoints": {
            "pleo": {"api": f"{base}/pleo", "web": f"{base}/practice"},
            "quickbooks": {
                "api": f"{base}/quickbooks",
                "authorize": f"{base}/intuit/connect/oauth2",
                "token": f"{base}/intuit/oauth2/v1/tokens/bearer",
                "revoke": f"{base}/intuit/v2/oauth2/tokens/revoke",
                "web": f"{base}/quickbooks",
            },
        },
    }
    endpoints = Endpoints.practice(told)
    assert msgspec.to_builtins(endpoints) == {
        "pleo": told["endpoints"]["pleo"],
        "quickbooks": {**told["endpoints"]["quickbooks"], "redirect": None},
    }
    assert endpoints.quickbooks.discovery is None
