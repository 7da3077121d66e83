import re
import subprocess
from typing import Any

import pytest

from tools import set_up


class Computer:
    """A Debian that notes the commands it is given; nothing is installed anywhere."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, user: int = 0, apt: bool = True, works: bool = True) -> None:
        self.commands: list[list[str]] = []
        self._works = works
        monkeypatch.setattr(set_up.sys, "platform", "linux")
        monkeypatch.setattr(set_up.os, "geteuid", lambda: user)
        monkeypatch.setattr(set_up.shutil, "which", lambda program: f"/usr/bin/{program}" if apt else None)
        monkeypatch.setattr(set_up.subprocess, "run", self._run)

    def _run(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        self.commands.append(command)
        return subprocess.CompletedProcess(command, 0 if self._works else 100)


def test_as_root_lists_are_read_and_packages_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Computer(monkeypatch)
    assert set_up._system_packages(["libegl1"], "a library")
    assert [command[1] for command in computer.commands] == ["update", "install"]
    assert computer.commands[1][-1] == "libegl1"


def test_nothing_is_installed_when_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Computer(monkeypatch)
    assert set_up._system_packages([], "a library")
    assert computer.commands == []


@pytest.mark.parametrize("computer", [{"user": 1000}, {"works": False}])
def test_otherwise_the_exact_command_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], computer: dict[str, Any]
) -> None:
    Computer(monkeypatch, **computer)
    assert not set_up._system_packages(["libegl1", "libgl1"], "two libraries")
    told = capsys.readouterr().err
    assert re.search(r"sudo apt-get update && sudo apt-get install .* libegl1 libgl1$", told, re.MULTILINE)


def test_without_apt_the_packages_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    computer = Computer(monkeypatch, apt=False)
    assert not set_up._system_packages(["libegl1"], "a library")
    assert "libegl1" in capsys.readouterr().err
    assert computer.commands == []


def test_a_library_that_cannot_be_loaded_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up.sys, "platform", "linux")
    assert set_up._missing({"libnosuchthing.so.9": "libnosuchthing9"}) == ["libnosuchthing9"]


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_qt_brings_its_own_libraries_elsewhere(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(set_up.sys, "platform", system)
    assert set_up._missing({"libnosuchthing.so.9": "libnosuchthing9"}) == []


def test_of_a_recipe_s_packages_only_what_is_missing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Computer(monkeypatch)
    monkeypatch.setattr(set_up.subprocess, "run", lambda command, **_: answered(computer, command))
    monkeypatch.setattr(set_up.sys, "argv", ["set_up.py", "--debian", "nsis", "wine"])
    assert set_up.main() == 0
    assert computer.commands[-1][-1] == "nsis"
    assert "wine" not in computer.commands[-1]


def answered(computer: Computer, command: list[str]) -> subprocess.CompletedProcess[Any]:
    """A Debian on which wine is installed and nsis was removed."""
    if command[0] == "dpkg-query":
        return subprocess.CompletedProcess(command, 1, stdout="config-files nsis\ninstalled wine\n")
    return computer._run(command)
