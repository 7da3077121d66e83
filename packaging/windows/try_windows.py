"""Tries the Windows Setup as its owners would, under Wine: install, use, kill, upgrade, remove; prints what it saw."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from build_windows import CONSOLE, HERE, ROOT, SETUP, WINDOWED
from computer import DRAWN, TITLE, Computer, Screen
from others import bare_window, older_setup
from wine import LOADER, Wine, windows_path

MOST_START = 1.5
"""The window of the program against a bare one, both frozen."""
RUNNING, NEWER, NO_ROOM, TWICE = 3, 4, 5, 6
"""Exit codes of a Setup in silence (setup.nsi)."""


def main() -> int:
    """Try everything in turn; 1 when anything was not as promised."""
    options = _parser().parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1704067200")
    older = older_setup(options.cache, options.work)
    with Screen() as screen:
        wine = Wine(options.cache / "wine-try", screen.display)
        shutil.rmtree(wine.prefix, ignore_errors=True)
        wine.make()
        trial = Trial(wine, screen, options.setup, older, options.work, bare_window(options.cache, options.work))
        try:
            return trial.run(options.only)
        finally:
            wine.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    cache = Path(os.environ.get("PLEOQB_BUILD_CACHE", Path.home() / ".cache" / "pleoqb-desktop-build"))
    parser.add_argument("--cache", type=Path, default=cache)
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "try-windows", help="pictures and homes of the trial"
    )
    parser.add_argument("--setup", type=Path, default=ROOT / "dist" / "windows" / SETUP)
    parser.add_argument("--only", nargs="*", default=[], help="these trials alone, by name")
    return parser


class Trial(Computer):
    """One computer (a Wine prefix made anew), one screen, and everything that is tried on them in turn."""

    def __init__(self, wine: Wine, screen: Screen, setup: Path, older: Path, work: Path, bare: Path) -> None:
        super().__init__(wine, screen, setup, work)
        self._older, self._bare = older, bare

    def run(self, only: list[str]) -> int:
        """Everything in the order of an owner's days."""
        trials: list[Callable[[], None]] = [
            self.first_version, self.upgrade, self.self_test, self.tours, self.secrets, self.killed, self.window, self.start, self.signed,
            self.running, self.downgrade, self.twice, self.no_room, self.odd_places, self.uninstall, self.uninstall_with_data,
            self.by_hand,
        ]  # fmt: skip
        before = self._files()
        for trial in trials:
            if only and trial.__name__ not in only:
                continue
            begun = time.monotonic()
            failed = len(self._failures)
            trial()
            word = "good" if len(self._failures) == failed else "BAD"
            print(f"{trial.__name__}: {word}, {time.monotonic() - begun:.1f} s", flush=True)
        if not only:
            self._must(not (left := sorted(self._files() - before)), f"nothing is left of it: {left[:20]}")
        for failure in self._failures:
            print(f"FAILED: {failure}")
        return 1 if self._failures else 0

    # -- installing ------------------------------------------------------------------------------

    def first_version(self) -> None:
        """Version 0.1.0, with an export and settings of its own."""
        self._must(self._install(self._older) == 0, "the older Setup ends with 0")
        self._must(self._tour("en") > 0, "the older program exports")

    def upgrade(self) -> None:
        """The new version over the old one: settings stay to the byte, the run store is read on, nothing is exported twice."""
        settings = next(self._data.rglob("settings.json"))
        kept = settings.read_bytes()
        stranger = self._folder / "notes of the owner.txt"
        stranger.write_text("mine")
        self._must(self._install(self._setup) == 0, "Setup ends with 0")
        self._must(settings.read_bytes() == kept, "settings are kept to the byte")
        self._must(stranger.exists(), "what the owner put into the folder stays")
        stranger.unlink()
        self._must(
            (self._folder / WINDOWED).exists() and self._shortcut.exists(), "the program and its menu entry are there"
        )
        self._must(not self._beside(), "nothing lies beside the folder")
        history = self._json("--practice", "history", "--json")
        self._must(
            [run["state"] for run in history["runs"]] == ["done"], f"the old run stands in the history: {history}"
        )
        again = self._json("--practice", "export", "--json")
        self._must(again["counts"]["exported"] == 0, f"nothing is exported twice: {again['counts']}")
        shutil.rmtree(self._data)

    # -- using -----------------------------------------------------------------------------------

    def self_test(self) -> None:
        """The installed program checks itself."""
        found = self._json("self-test", "--json")
        print(f"  {json.dumps(found, ensure_ascii=False)}")
        self._must(bool(found) and "problem" not in found, "self-test passes")

    def tours(self) -> None:
        """Practice in one go, in both languages."""
        for language in ("en", "fr"):
            self._must(self._tour(language) > 0, f"the tour in {language} exports everything with its receipts")

    def secrets(self) -> None:
        """A key that one process keeps in the Credential Manager opens Pleo for the next one."""
        home = self._home("secrets")
        with self._practice() as card:
            endpoints = home / "endpoints.toml"
            endpoints.write_text(_toml(card["endpoints"]), "utf-8")
            environment = {"PLEOQB_ENDPOINTS": windows_path(endpoints)}
            key = card["companies"][0]["pleo"]["api_key"]
            kept = self._run("connect", "pleo", home=home, more=environment, given=f"{key}\r\n".encode("utf-16"))
            self._must(kept.returncode == 0, f"the key is kept: {kept.stderr.decode('utf-8', 'replace')}")
            told = self._json("status", "--json", home=home, more=environment)
            self._must(told["pleo"]["connected"] is True, f"another process reads it: {told['pleo']}")
            written = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
            self._must(key.encode() not in written, "no file of the profile holds the key")
            self._must(self._run("disconnect", "pleo", home=home, more=environment).returncode == 0, "it is forgotten")

    def killed(self) -> None:
        """A process that ends in the middle of an export costs nothing: the next one goes on, and nothing stands twice."""
        home = self._home("killed")
        process = subprocess.Popen(
            [LOADER, windows_path(self._folder / CONSOLE), "--language", "en", "tour"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._wine.environment({"PLEOQB_HOME": windows_path(home)}),
        )
        assert process.stdout
        said: list[bytes] = []
        for line in process.stdout:
            said.append(line)
            if line.startswith(b"Attach receipts"):
                break
        process.kill()
        process.wait()
        process.stdout.close()
        print(f"  killed after: {said[-1].decode('utf-8', 'replace').strip()}")
        history = self._json("--language", "en", "--practice", "history", "--json", home=home)
        print(f"  before: {history['runs'][0]['state']} {history['runs'][0]['counts']}")
        resumed = self._json("--language", "en", "--practice", "export", "--json", home=home)
        print(f"  resumed: {resumed['counts']}")
        statuses = {item["status"] for item in resumed["items"]}
        self._must(statuses <= {"exported", "already_there"}, f"every expense is there: {statuses}")
        self._must(len(resumed["items"]) == 40, f"all forty: {len(resumed['items'])}")
        compared = self._run("--language", "en", "--practice", "reconcile", "--json", home=home)
        self._must(compared.returncode == 0, "Pleo and the books agree")

    def window(self) -> None:
        """The windowed program, from its menu entry's target, on a screen; it has no console."""
        times = []
        for _ in range(2):  # the first start fills caches
            process = self._begin_window()
            seconds = self._screen.seconds_until(TITLE)
            self._must(seconds is not None, "the window comes")
            times.append(f"{seconds:.1f} s" if seconds else "never")
            colours = self._screen.drawn(self._work / "window.png")
            self._must(colours >= DRAWN and process.poll() is None, f"it is drawn and stays ({colours} colours)")
            self._close_window(process)
        print(f"  seen after {', '.join(times)}: {self._work / 'window.png'}")

    def start(self) -> None:
        """How long the window takes against a bare one, both warm, one after the other; the medians of seven."""
        own: list[float] = []
        bare: list[float] = []
        for _ in range(8):
            process = self._begin_window()
            own.append(self._screen.seconds_until(TITLE) or 60)
            self._close_window(process)
            process = self._wine.begin(windows_path(self._bare))
            bare.append(self._screen.seconds_until("A bare window") or 60)
            self._close_window(process, "A bare window")
        ratio = statistics.median(own[1:]) / statistics.median(bare[1:])
        print(
            f"  program {statistics.median(own[1:]):.2f} s, bare {statistics.median(bare[1:]):.2f} s: {ratio:.2f} times"
        )
        self._must(ratio <= MOST_START, f"the window comes within {MOST_START} times of a bare one: {ratio:.2f}")

    def signed(self) -> None:
        """Signing works and harms nothing, with a certificate that is made for this trial and thrown away."""
        keys = self._home("keys")
        key, certificate, both, word = (keys / name for name in ("key.pem", "cert.pem", "both.p12", "password"))
        word.write_text("throw-away")
        made = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=Trial of PleoQB Desktop",
        ]
        made += ["-addext", "extendedKeyUsage=codeSigning", "-keyout", str(key), "-out", str(certificate)]
        subprocess.run(made, check=True, capture_output=True)
        packed = ["openssl", "pkcs12", "-export", "-inkey", str(key), "-in", str(certificate), "-out", str(both)]
        subprocess.run([*packed, "-passout", f"file:{word}"], check=True, capture_output=True)
        setup = keys / SETUP
        shutil.copy(self._setup, setup)
        environment = {**os.environ, "PLEOQB_SIGN_KEY": str(both), "PLEOQB_SIGN_PASSWORD_FILE": str(word)}
        signer = [sys.executable, str(HERE / "sign.py"), str(setup)]
        self._must(subprocess.run(signer, env=environment, check=False).returncode == 0, "Setup is signed")
        verify = ["osslsigncode", "verify", "-CAfile", str(certificate), "-in", str(setup)]
        said = subprocess.run(verify, check=False, capture_output=True, text=True)
        self._must(said.returncode == 0 and "Trial of PleoQB Desktop" in said.stdout, "the signature is verified")
        self._must((code := self._install(setup)) == 0, f"the signed Setup installs: {code}")

    # -- Setup on bad days -----------------------------------------------------------------------

    def running(self) -> None:
        """While the program is open, Setup and the uninstaller change nothing."""
        process = self._begin_window()
        self._screen.seconds_until(TITLE)
        before = self._state()
        self._must((code := self._install(self._setup)) == RUNNING, f"Setup says that the program is open: {code}")
        self._must((code := self._uninstall()) == RUNNING, f"so does the uninstaller: {code}")
        self._must(self._state() == before, "nothing is changed")
        self._close_window(process)
        self._must((code := self._install(self._setup)) == 0, f"once it is closed, Setup goes on: {code}")

    def downgrade(self) -> None:
        """An older Setup leaves a newer program alone."""
        before = self._state()
        self._must((code := self._install(self._older)) == NEWER, f"the older Setup refuses: {code}")
        self._must(self._state() == before, "nothing is changed")

    def twice(self) -> None:
        """The second Setup ends, the first goes on."""
        first = self._wine.begin(windows_path(self._setup), "/S")
        time.sleep(2)
        self._must((code := self._install(self._setup)) == TWICE, f"the second one ends: {code}")
        self._must((code := first.wait(300)) == 0, f"the first goes on: {code}")
        self._must(self._run("self-test").returncode == 0, "the program works")

    def no_room(self) -> None:
        """A full disk leaves the program that is there."""
        disk = self._home("small disk")
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(disk)], check=False).returncode:
            print("  not tried: a small disk can be mounted by root alone")
            return
        (self._wine.prefix / "dosdevices" / "s:").symlink_to(disk)
        try:
            self._must((code := self._install(self._setup, "/D=S:\\small")) == NO_ROOM, f"Setup says so: {code}")
            self._must(not any(disk.iterdir()), "nothing is left on the full disk")
        finally:
            (self._wine.prefix / "dosdevices" / "s:").unlink()
            subprocess.run(["umount", str(disk)], check=True)
        self._must(self._run("self-test").returncode == 0, "the program works")

    def odd_places(self) -> None:
        """Settings in a folder of 300 characters with accents and spaces."""
        deep = self._home("é" * 100) / ("Été à Zürich " * 7).strip() / ("x" * 100)
        deep.mkdir(parents=True)
        self._must(self._tour("en", deep) > 0, f"the tour runs in a path of {len(windows_path(deep))} characters")

    # -- removing --------------------------------------------------------------------------------

    def uninstall(self) -> None:
        """The program goes, settings and history stay."""
        kept = self._files(self._data)
        self._must(any(name.endswith("runs.sqlite") for name in kept), "there is something to keep: the tours' history")
        self._must((code := self._uninstall()) == 0, f"the uninstaller ends with 0: {code}")
        self._must(not self._folder.exists() and not self._shortcut.exists(), "program and menu entry are gone")
        self._must(not self._registered(), "so is its line among the installed programs")
        self._must(self._files(self._data) == kept, "settings and run store stay")
        self._must(self._install(self._setup) == 0, "it is installed again")
        history = self._json("--practice", "history", "--json")
        self._must(len(history["runs"]) == 1, "and knows what it exported")

    def uninstall_with_data(self) -> None:
        """Asked to, it takes everything along."""
        self._must((code := self._uninstall("/DATA")) == 0, f"the uninstaller ends with 0: {code}")
        self._must(not self._folder.exists() and not self._data.exists(), "program and data are gone")

    def by_hand(self) -> None:
        """Setup with its pages, as a person sees it; its last page opens the program."""
        process = self._wine.begin(windows_path(self._setup))
        self._must(self._screen.seconds_until(f"{TITLE} Setup") is not None, "Setup shows itself")
        deadline = time.monotonic() + 300
        while not (self._registered() and not self._beside()) and time.monotonic() < deadline:
            time.sleep(1)
        time.sleep(2)
        self._screen.shot(self._work / "setup.png")
        for window in self._screen.windows(f"{TITLE} Setup"):
            self._screen.press(window, "Return")
        process.wait(60)
        time.sleep(1)
        opened = self._screen.seconds_until(f"^{TITLE}$")
        self._must(opened is not None, "its last page opens the program")
        self._screen.drawn(self._work / "first-start.png")
        for window in self._screen.windows(f"^{TITLE}$"):
            self._screen.press(window, "alt+F4")
        deadline = time.monotonic() + 60
        while self._uninstall("/DATA") == RUNNING and time.monotonic() < deadline:
            time.sleep(1)
        self._must(not self._folder.exists(), "and it is removed again")


def _toml(endpoints: dict[str, dict[str, Any]]) -> str:
    lines = []
    for service, members in endpoints.items():
        lines.append(f"[{service}]")
        lines += [f"{name} = {json.dumps(value)}" for name, value in members.items() if value is not None]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
