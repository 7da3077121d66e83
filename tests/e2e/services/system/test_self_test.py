import shutil
from pathlib import Path

import pytest
import tzdata

from pleoqb_desktop.services.system import self_test

RESOURCES = Path(__file__).parents[4] / "pleoqb_desktop" / "resources"


@pytest.fixture(name="resources")
def _resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the resources, as a program that was put together badly may hold it."""
    copy = tmp_path / "resources"
    shutil.copytree(RESOURCES, copy)
    monkeypatch.setattr(self_test, "files", lambda _package: copy)
    return copy


def test_the_version_of_the_time_zones_is_told() -> None:
    assert f"time zones {tzdata.IANA_VERSION}" in self_test.run_checks()


def test_a_whole_program_passes() -> None:
    assert {name: wrong for name, wrong in self_test.run_checks().items() if wrong} == {}


@pytest.mark.parametrize(
    ("check", "lost"),
    [
        ("resources", "relay/index.html"),
        ("resources", "guide/fr.md"),
        ("resources", "licences/python.txt"),
        ("icons", "icons"),
        ("translations", "translations/main_fr.qm"),
        ("translations", "translations/wizard_fr.qm"),
    ],
)
def test_what_was_left_behind_is_told(resources: Path, check: str, lost: str) -> None:
    path = resources / lost
    if path.is_dir():
        shutil.rmtree(path)
        path.mkdir()
    else:
        path.unlink()
    wrong = self_test.run_checks()
    assert wrong[check]
    assert [name for name, what in wrong.items() if what] == [check]


def test_a_damaged_drawing_is_named(resources: Path) -> None:
    (resources / "icons" / "receipt.svg").write_bytes(b"")
    assert "receipt.svg" in str(self_test.run_checks()["icons"])


def test_a_damaged_translation_is_named(resources: Path) -> None:
    (resources / "translations" / "main_fr.qm").write_bytes(b"something else")
    assert "main_fr.qm" in str(self_test.run_checks()["translations"])


def test_where_to_look_for_newer_versions_must_be_readable(resources: Path) -> None:
    (resources / "updates.json").write_text('{"address": "http://downloads.example/"}', "utf-8")
    wrong = self_test.run_checks()
    assert [name for name, what in wrong.items() if what] == ["update notices"]


def test_a_program_without_what_verifies_signatures_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise ImportError("cryptography")

    monkeypatch.setattr(self_test, "check_signature", refuses)
    assert self_test.run_checks()["update notices"] == "ImportError: cryptography"
