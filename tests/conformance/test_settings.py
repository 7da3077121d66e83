"""What ports.settings promises, on paper and in a file."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.ports.settings import Settings, SettingsStore
from pleoqb_desktop.services.storage.profile import JsonSettings
from tests.on_paper.computer import SettingsOnPaper

CHOSEN = Settings(
    language="fr",
    pleo_company_id="company",
    realm_id="9130",
    wallet_account_id="35",
    pocket_used=False,
    time_zone="Europe/Paris",
    dimensions=(Dimension.CLASSES, Dimension.PROJECTS),
    closed_periods=ClosedPeriods.FIRST_OPEN_DAY,
    friendly_names={"7": "Déjeuners"},
    last_sync=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    synced=("accounts",),
)


@pytest.fixture(params=["on_paper", "in_a_file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SettingsStore:
    return SettingsOnPaper() if request.param == "on_paper" else JsonSettings(tmp_path / "settings.json")


def test_before_anything_was_saved_there_are_the_defaults(store: SettingsStore) -> None:
    assert store.load() == Settings()


def test_what_was_saved_is_loaded(store: SettingsStore) -> None:
    store.save(CHOSEN)
    assert store.load() == CHOSEN
    store.save(Settings(language="en"))
    assert store.load() == Settings(language="en")


def test_an_update_changes_the_named_members_alone_and_tells_the_result(store: SettingsStore) -> None:
    store.save(CHOSEN)
    changed = store.update(time_zone="Europe/London", dimensions=())
    assert changed == store.load()
    assert (changed.time_zone, changed.dimensions) == ("Europe/London", ())
    assert (changed.language, changed.friendly_names) == (CHOSEN.language, CHOSEN.friendly_names)


def test_a_member_that_does_not_exist_is_a_programming_error_and_changes_nothing(store: SettingsStore) -> None:
    store.save(CHOSEN)
    with pytest.raises(TypeError):
        store.update(colour="blue")
    assert store.load() == CHOSEN


def test_updates_of_several_threads_lose_nothing(store: SettingsStore) -> None:
    members = ("language", "realm_id", "company_name", "country", "home_currency", "time_zone")
    start = threading.Barrier(len(members))

    def change(member: str) -> None:
        start.wait()
        for number in range(5):
            store.update(**{member: f"{member} {number}"})

    threads = [threading.Thread(target=change, args=[member]) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = store.load()
    assert [getattr(found, member) for member in members] == [f"{member} 4" for member in members]
