"""What an installed program owes its system: the installer sees it run, and its helpers are the program that has a console."""

import re
import sys
from pathlib import Path

import pytest

from pleoqb_desktop.services.system import installed

SETUP = Path(__file__).resolve().parents[4] / "packaging" / "windows" / "setup.nsi"


def test_a_helper_of_a_source_tree_is_python_with_a_module() -> None:
    assert installed.own_program("pleoqb_desktop.practice") == [sys.executable, "-m", "pleoqb_desktop.practice"]


@pytest.mark.parametrize(
    ("platform", "there", "started"),
    [
        ("win32", ["PleoQB Desktop.exe", "pleoqb-desktop.exe"], "pleoqb-desktop.exe"),
        ("win32", ["PleoQB Desktop.exe"], "PleoQB Desktop.exe"),
        ("linux", ["PleoQB Desktop.exe", "pleoqb-desktop.exe"], "PleoQB Desktop.exe"),
    ],
)
def test_a_helper_of_a_built_program_has_streams(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, there: list[str], started: str
) -> None:
    for name in there:
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "PleoQB Desktop.exe"))
    assert installed.own_program() == [str(tmp_path / started)]


def test_the_installer_asks_for_what_the_program_holds() -> None:
    said = dict(re.findall(r'^!define (\w+) "(.*)"$', SETUP.read_text("utf-8"), re.MULTILINE))
    assert (said["MUTEX"], said["APP_ID"]) == (installed.MUTEX, installed.APP_ID)


@pytest.mark.skipif(sys.platform != "win32", reason="Windows alone has such a mutex")
def test_the_installer_finds_the_program_running() -> None:
    import ctypes

    kernel = ctypes.WinDLL("kernel32")
    installed.announce()
    handle = kernel.OpenMutexW(0x100000, 0, installed.MUTEX)
    assert handle
    kernel.CloseHandle(handle)
