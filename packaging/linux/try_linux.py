"""Tries the Linux programs in a Debian that has nothing else (debootstrap): install, use, upgrade, remove; for root alone."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import build_linux
from build_linux import APP_ID, NAME, ROOT

sys.path.insert(0, str(ROOT / "packaging"))
from screen import DRAWN, Screen

OLDER = "dbba8ce"
"""The commit of version 0.1.0: its store and settings are the ones that an upgrade meets."""

SUITE, OWNER = "bookworm", "owner"
KEPT = (".cache/", ".config/", ".local/share/pleoqb-desktop/", ".local/state/", "en/", "fr/", "window/")
"""Settings, history and logs in the person's home, and the homes that the trial itself gives the program."""
MOUNTS = ("proc", "sys", "dev", "tmp/.X11-unix")


def main() -> int:
    """Try what is asked for; 1 when anything was not as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    cache = Path(os.environ.get("PLEOQB_BUILD_CACHE", Path.home() / ".cache" / "pleoqb-desktop-build"))
    parser.add_argument("what", choices=["deb", "archive"], nargs="+")
    parser.add_argument("--cache", type=Path, default=cache)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist" / "linux")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "try-linux", help="pictures and the chroot")
    options = parser.parse_args()
    if os.geteuid():
        sys.exit("a chroot is for root alone")
    older = _older(options.cache, options.work)
    failures = []
    for what in options.what:
        with _debian(options.cache, options.work) as chroot, Screen() as screen:
            trial = Trial(chroot, screen, options.dist, older, options.work)
            getattr(trial, what)()
            failures += [f"{what}: {failure}" for failure in trial.failures]
    for failure in failures:
        print(f"FAILED: {failure}")
    return 1 if failures else 0


def _older(cache: Path, work: Path) -> Path:
    """The packages of version 0.1.0, made by the same recipe; kept in the cache."""
    dist = cache / f"older-linux-{OLDER}"
    if not dist.exists():
        tree = work / "older"
        shutil.rmtree(tree, ignore_errors=True)
        tree.mkdir(parents=True)
        packed = subprocess.run(["git", "-C", str(ROOT), "archive", OLDER], check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(tree)], input=packed, check=True)
        os.environ.setdefault("SOURCE_DATE_EPOCH", "1704067200")
        build = build_linux.Build(tree, work / "older-build", dist, quick=True)
        for step in (build.freeze, build.deb, build.archive):
            step()
    return dist


@contextmanager
def _debian(cache: Path, work: Path) -> Iterator[Path]:
    """A Debian of its own, as debootstrap leaves it, with a person who is nobody special."""
    clean = cache / f"debian-{SUITE}"
    if not (clean / "etc" / "debian_version").exists():
        shutil.rmtree(clean, ignore_errors=True)
        subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(clean)], check=True, stdout=subprocess.DEVNULL)
    chroot = work / "debian"
    subprocess.run(["rm", "-rf", "--one-file-system", str(chroot)], check=True)
    chroot.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", str(clean), str(chroot)], check=True)
    (chroot / "etc/hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")  # as every installed Debian has it
    subprocess.run(["chroot", str(chroot), "useradd", "--create-home", OWNER], check=True)
    for place in MOUNTS:
        Path("/", place).mkdir(exist_ok=True)
        (chroot / place).mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "--bind", f"/{place}", str(chroot / place)], check=True)
    try:
        yield chroot
    finally:
        for place in reversed(MOUNTS):
            subprocess.run(["umount", "--lazy", str(chroot / place)], check=False)


class Trial:
    """One clean Debian, one screen."""

    def __init__(self, chroot: Path, screen: Screen, dist: Path, older: Path, work: Path) -> None:
        self._chroot, self._screen, self._dist, self._older, self._work = chroot, screen, dist, older, work
        self._home = chroot / "home" / OWNER
        self.failures: list[str] = []

    def deb(self) -> None:
        """The Debian package, by apt, over version 0.1.0."""
        old, new = (next(folder.glob("*.deb")) for folder in (self._older, self._dist))
        self._lint(new)
        self._step("the older package installs", lambda: self._apt_install(old))
        self._use(f"/usr/bin/{NAME}", lambda: self._apt_install(new))
        self._step("removing", lambda: self._root("apt-get", "remove", "--yes", "-qq", NAME))
        left = list(self._chroot.glob("usr/**/*pleoqb*"))
        self._must(not left, f"nothing is left in /usr: {left[:5]}")
        self._must(bool(list(self._home.rglob("runs.sqlite"))), "the person's history stays")

    def archive(self) -> None:
        """The archive, by its script, for one person; libraries of the system come from the .deb's list."""
        old, new = (next(folder.glob("*.tar.xz")) for folder in (self._older, self._dist))
        deb = next(self._dist.glob("*.deb"))
        depends = subprocess.run(
            ["dpkg-deb", "--field", str(deb), "Depends"], check=True, capture_output=True, text=True
        )
        names = [one.split("|")[0].split()[0] for one in depends.stdout.strip().split(", ")]
        self._step("libraries of the system", lambda: self._install_with_needs([*names, "xz-utils"], []))
        before = self._files()
        self._step("the older archive installs", lambda: self._unpack(old))
        self._use(f"/home/{OWNER}/.local/bin/{NAME}", lambda: self._unpack(new))
        self._owner(f"/home/{OWNER}/.local/lib/{NAME}/install.sh", "--remove")
        left = {name for name in self._files() - before if not name.startswith(KEPT)}
        self._must(not left, f"nothing is left: {sorted(left)[:10]}")
        self._must(bool(list(self._home.rglob("runs.sqlite"))), "the person's history stays")

    def _lint(self, package: Path) -> None:
        """What Debian's own checkers say; an override is explained where it stands."""
        said = subprocess.run(
            ["lintian", "--allow-root", "--fail-on", "error,warning", str(package)],
            check=False,
            capture_output=True,
            text=True,
        )
        self._must(said.returncode == 0, f"lintian: {said.stdout[-3000:]}")
        shared = self._work / "unpacked"
        shutil.rmtree(shared, ignore_errors=True)
        subprocess.run(["dpkg-deb", "--extract", str(package), str(shared)], check=True)
        told = subprocess.run(
            ["appstreamcli", "validate", "--no-net", str(shared / f"usr/share/metainfo/{APP_ID}.metainfo.xml")],
            check=False,
            capture_output=True,
            text=True,
        )
        self._must(told.returncode == 0, f"appstreamcli: {told.stdout}")
        entry = shared / f"usr/share/applications/{NAME}.desktop"
        self._must(
            subprocess.run(["desktop-file-validate", str(entry)], check=False).returncode == 0, "desktop-file-validate"
        )
        print(f"  lintian, appstreamcli and desktop-file-validate: {told.stdout.strip()}")

    def _use(self, program: str, upgrade: Callable[[], int]) -> None:
        """The days of an owner with an installed program."""
        self._must(self._tour(program, "en", None) > 0, "the older program exports")
        settings = next(self._home.rglob("settings.json"))
        kept = settings.read_bytes()
        self._step("upgrade", upgrade)
        self._must(settings.read_bytes() == kept, "settings are kept to the byte")
        history = self._json(program, "--practice", "history", "--json")
        self._must(
            [run["state"] for run in history["runs"]] == ["done"], f"the old run stands in the history: {history}"
        )
        again = self._json(program, "--practice", "export", "--json")
        self._must(again["counts"]["exported"] == 0, f"nothing is exported twice: {again['counts']}")
        checks = self._json(program, "self-test", "--json")
        print(f"  self-test: {json.dumps(checks)}")
        for language in ("en", "fr"):
            self._must(self._tour(program, language, f"/home/{OWNER}/{language}") > 0, f"the tour in {language}")
        self._window(program)

    def _tour(self, program: str, language: str, home: str | None) -> int:
        done = self._owner(program, "--language", language, "tour", "--json", home=home)
        result = json.loads(done.stdout or b"{}")
        counts, items = result.get("counts", {}), result.get("items", [])
        print(f"  tour in {language}: exit code {done.returncode}, {counts}", flush=True)
        if done.returncode:
            print(done.stderr.decode("utf-8", "replace")[-1500:])
        whole = items and all(item["receipts"]["expected"] == item["receipts"]["attached"] for item in items)
        return len(items) if done.returncode == 0 and whole and counts["exported"] == len(items) else 0

    def _window(self, program: str) -> None:
        command = ["chroot", f"--userspec={OWNER}", str(self._chroot), program, "--practice", "--language", "en"]
        environment = {**_environment(f"/home/{OWNER}/window"), "DISPLAY": self._screen.display}
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
        seconds = self._screen.seconds_until("PleoQB Desktop")
        picture = self._work / f"window-{'deb' if program.startswith('/usr') else 'archive'}.png"
        colours = self._screen.drawn(picture)
        self._must(seconds is not None and colours >= DRAWN and process.poll() is None, "the window comes and stays")
        print(f"  window after {seconds or 0:.1f} s, {colours} colours: {picture}")
        for window in self._screen.windows("PleoQB Desktop"):
            self._screen.press(window, "alt+F4")
        try:
            self._must(process.wait(60) == 0, "closing the window ends the program")
        except subprocess.TimeoutExpired:
            process.kill()
            self.failures.append("closing the window does not end the program")
        said = process.communicate()[1].decode("utf-8", "replace")
        self._must("Traceback" not in said, f"the window says nothing of an error: {said[-1000:]}")

    def _apt_install(self, package: Path) -> int:
        shutil.copy(package, self._chroot / "package.deb")
        return self._install_with_needs([str(package.resolve())], ["/package.deb"])

    def _install_with_needs(self, wanted: list[str], named: list[str]) -> int:
        """Installs by the chroot's own apt; what is needed besides is fetched by this computer's, which knows the way."""
        place = self._chroot / "archives"
        shutil.rmtree(place, ignore_errors=True)
        (place / "partial").mkdir(parents=True)
        options = {"Dir::State::status": self._chroot / "var/lib/dpkg/status", "Dir::Cache::archives": place}
        fetch = ["apt-get", "-qq", "--yes", "--no-install-recommends", "--download-only", "-o", "Debug::NoLocking=1"]
        fetch += [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        subprocess.run([*fetch, "install", *wanted], check=True, stdout=subprocess.DEVNULL)
        needed = [f"/archives/{path.name}" for path in sorted(place.glob("*.deb"))]
        return self._root(*_APT, *needed, *named)

    def _unpack(self, package: Path) -> int:
        place = self._home / "Downloads"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(
            package.parent, place, ignore=lambda _folder, names: [name for name in names if name != package.name]
        )
        self._root("chown", "-R", OWNER, f"/home/{OWNER}/Downloads")
        script = f"cd ~/Downloads && tar -xf {package.name} && ./*/install.sh && rm -r ~/Downloads"
        return self._owner("sh", "-c", script).returncode

    def _root(self, *command: str) -> int:
        environment = {"PATH": _PATH, "DEBIAN_FRONTEND": "noninteractive", "LANG": "C.UTF-8"}
        done = subprocess.run(
            ["chroot", str(self._chroot), *command], env=environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            print(done.stdout[-1500:], done.stderr[-1500:])
        return done.returncode

    def _owner(self, *command: str, home: str | None = None) -> subprocess.CompletedProcess[bytes]:
        full = ["chroot", f"--userspec={OWNER}", str(self._chroot), *command]
        environment = {**_environment(home), "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run(full, env=environment, check=False, capture_output=True, timeout=300)

    def _json(self, *command: str) -> Any:
        done = self._owner(*command)
        self._must(done.returncode == 0, f"{' '.join(command)}: exit code {done.returncode}, {done.stderr[-500:]!r}")
        return json.loads(done.stdout)

    def _files(self) -> set[str]:
        return {path.relative_to(self._home).as_posix() for path in self._home.rglob("*") if not path.is_dir()}

    def _step(self, name: str, step: Callable[[], int]) -> None:
        begun = time.monotonic()
        self._must(step() == 0, name)
        print(f"{name}: {time.monotonic() - begun:.1f} s", flush=True)

    def _must(self, holds: object, promise: str) -> None:
        if not holds:
            self.failures.append(promise)
            print(f"  NOT SO: {promise}", flush=True)


_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_APT = ("apt-get", "install", "--yes", "-qq", "--no-install-recommends")


def _environment(home: str | None) -> dict[str, str]:
    own = {"PATH": _PATH, "HOME": f"/home/{OWNER}", "USER": OWNER, "LANG": "C.UTF-8"}
    return own | ({"PLEOQB_HOME": home} if home else {})


if __name__ == "__main__":
    sys.exit(main())
