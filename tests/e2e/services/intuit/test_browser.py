import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.intuit.browser import _libraries_of_the_system, open_browser
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[4]
ADDRESS = "http://localhost:45871/?a=b&c=%20d"
posix = pytest.mark.skipif(os.name == "nt", reason="the browser of this test is a shell script")


def run(browser: Path | str, address: str) -> "subprocess.CompletedProcess[str]":
    """A program that opens the browser and prints JSON of its own."""
    program = f"from pleoqb_desktop.services.intuit.browser import open_browser; print(open_browser({address!r}))"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env={**os.environ, "BROWSER": str(browser)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=PATIENCE,
        check=True,
    )


def script(folder: Path, *lines: str) -> Path:
    path = folder / "browser"
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@posix
def test_the_browser_that_the_person_named_gets_the_address(tmp_path: Path) -> None:
    browser = script(tmp_path, f'printf %s "$1" > {tmp_path}/address')
    assert run(browser, ADDRESS).stdout == "True\n"
    assert (tmp_path / "address").read_text() == ADDRESS


@posix
def test_a_browser_that_stays_open_is_not_waited_for_and_its_chatter_is_not_our_output(tmp_path: Path) -> None:
    browser = script(tmp_path, "echo chatter", f"echo $$ > {tmp_path}/pid", "exec sleep 100")
    try:
        assert run(browser, ADDRESS).stdout == "True\n"
    finally:
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)


@posix
def test_a_browser_that_fails_is_told(tmp_path: Path) -> None:
    browser = script(tmp_path, "exit 1")
    program = (
        "import webbrowser; webbrowser.register_standard_browsers(); del webbrowser._tryorder[1:];"
        f"from pleoqb_desktop.services.intuit.browser import open_browser; print(open_browser({ADDRESS!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "BROWSER": str(browser)},
        stdout=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "",
        "--help",
        "https://a.test/ b",
        "https://a.test/\n",
    ],
)
def test_only_https_and_this_computer_are_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    with pytest.raises(UnavailableError) as caught:
        open_browser(address)
    assert caught.value.problem.code is Code.ADDRESS_UNSAFE
    assert opened == []


@pytest.mark.parametrize("before", [None, "", "/opt/system/lib"])
def test_a_frozen_program_gives_the_browser_the_libraries_of_the_system(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    environment = {"LD_LIBRARY_PATH": "/opt/pleoqb/_internal"}
    if before is not None:
        environment["LD_LIBRARY_PATH_ORIG"] = before
    inside: str | None = "unset"
    with _libraries_of_the_system(environment, is_frozen=True):
        inside = environment.get("LD_LIBRARY_PATH")
    assert inside == (before or None)
    assert environment["LD_LIBRARY_PATH"] == "/opt/pleoqb/_internal"


def test_a_program_that_is_not_frozen_leaves_the_environment_alone() -> None:
    environment = {"LD_LIBRARY_PATH": "/opt/lib", "LD_LIBRARY_PATH_ORIG": "/x"}
    with _libraries_of_the_system(environment, is_frozen=False):
        assert environment["LD_LIBRARY_PATH"] == "/opt/lib"
