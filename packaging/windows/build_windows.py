"""Makes PleoQB-Desktop-Setup.exe on a Debian computer: a pinned Windows Python and wheels, frozen under Wine, packed by NSIS."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from wine import Wine, windows_path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "packaging"))
from notice import put_source  # noqa: E402 - a script in the folder above

CONSOLE, WINDOWED = "pleoqb-desktop.exe", "PleoQB Desktop.exe"
SETUP = "PleoQB-Desktop-Setup.exe"
TARGET = ["--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp", "--only-binary=:all:"]
REQUIREMENTS = ("requirements.txt", "requirements-freeze.txt")
"""What the program carries, and what freezes it: versions and hashes (pin.py)."""

PUBLISHERS = ("O=Python Software Foundation", "O=Microsoft Corporation")
CRUTCHES = re.compile(r"(^|/)(icuuc|bcryptprimitives)\.dll$|(^|/)sitecustomize|/system32/", re.IGNORECASE)
"""What stands in for Windows under Wine, and must never reach anybody's computer."""

MOST_SETUP, MOST_INSTALLED = 45_000_000, 135_000_000
"""Bytes."""


def main() -> int:
    """Build; each step tells how long it took. Returns 0, or ends with what is wrong."""
    options = _parser().parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", _date_of_commit())
    started = time.monotonic()
    build = Build(options.source, options.cache, options.work, options.dist, options.sign)
    for step in (build.download, build.prepare_python, build.stage, build.freeze, build.check, build.pack):
        begun = time.monotonic()
        step()
        print(f"{step.__name__}: {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{build.setup}: {build.setup.stat().st_size:,} bytes in {time.monotonic() - started:.0f} s")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    cache = Path(os.environ.get("PLEOQB_BUILD_CACHE", Path.home() / ".cache" / "pleoqb-desktop-build"))
    parser.add_argument("--source", type=Path, default=ROOT, help="the tree to build, this one unless told")
    parser.add_argument("--cache", type=Path, default=cache, help="downloads, the Windows Python and the Wine prefix")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "windows")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist" / "windows")
    parser.add_argument(
        "--sign", default=os.environ.get("PLEOQB_SIGN", ""), help="a command that signs the file it is given"
    )
    return parser


def _date_of_commit() -> str:
    """Seconds since 1970 of the last commit: the time that everything built from it bears."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip() or "1704067200"


class Build:
    """The steps of the recipe, in their order."""

    def __init__(self, source: Path, cache: Path, work: Path, dist: Path, sign: str, *, quick: bool = False) -> None:
        """`sign`: a command or nothing. `quick`: packed loosely, for a Setup that lives as long as a trial."""
        self._quick = quick
        self._source, self._cache, self._work, self._dist, self._sign = source, cache, work, dist, sign
        pins = b"".join((HERE / name).read_bytes() for name in ("python.txt", *REQUIREMENTS))
        self.python = cache / f"python-{hashlib.sha256(pins).hexdigest()[:12]}"
        self._tree, self.metadata = work / "tree", work / "metadata"
        self.folder = dist / "PleoQB Desktop"
        self.setup = dist / SETUP

    def download(self) -> None:
        """Everything from its registry, refused unless its hash is the pinned one."""
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"]
        wheels = self._cache / "wheels"
        sdists = self._cache / "python"
        subprocess.run([*pip, *TARGET, "--dest", str(wheels), *_pinned()], check=True)
        if not any(sdists.glob("*.tar.gz")) or not self.python.exists():
            # What asks for its metadata has to be built by the pinned setuptools too.
            environment = {**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt")}
            command = [*pip, "--no-binary=:all:", "--dest", str(sdists), "-r", str(HERE / "python.txt")]
            subprocess.run(command, check=True, env=environment)

    def prepare_python(self) -> None:
        """The official Windows Python with the wheels inside; kept in the cache as long as the pins are the same."""
        if self.python.exists():
            return
        making = self.python.with_name("python-making")
        shutil.rmtree(making, ignore_errors=True)
        (sdist,) = (self._cache / "python").glob("*.tar.gz")
        with tarfile.open(sdist) as archive:
            member = next(one for one in archive.getmembers() if one.name.endswith("/data.zip"))
            packed = archive.extractfile(member)
            assert packed
            with zipfile.ZipFile(packed) as files:
                files.extractall(making)  # noqa: S202 - of the pinned hash
        python = making / "cp313"
        _check_signatures(python)
        packages = python / "Lib" / "site-packages"
        shutil.rmtree(packages)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile", *TARGET]
        pip += ["--find-links", str(self._cache / "wheels"), "--require-hashes"]
        subprocess.run([*pip, "--target", str(packages), *_pinned()], check=True)
        python.rename(self.python)
        shutil.rmtree(making)

    def stage(self) -> None:
        """What is frozen, in a folder of its own: sources, icons, and the program's own metadata."""
        shutil.rmtree(self._work, ignore_errors=True)
        left_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(self._source / "pleoqb_desktop", self._tree / "pleoqb_desktop", ignore=left_out)
        for name in ("pyinstaller.spec", "pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(self._source / name, self._tree / name)
        for folder in (one for one in (self._source / "resources",) if one.exists()):  # where 0.1.0 had them
            shutil.copytree(folder, self._tree / folder.name, ignore=left_out)
        put_source(self._tree)
        subprocess.run(
            [sys.executable, str(ROOT / "packaging" / "icons.py"), str(self._tree / "build" / "icons")], check=True
        )
        parts = self._tree / "build" / "parts"
        parts.mkdir()
        compiler = [
            "x86_64-w64-mingw32-gcc",
            "-O2",
            "-s",
            "-shared",
            "-Wl,--no-insert-timestamp",
            "-o",
            str(parts / "x265.dll"),
        ]
        subprocess.run([*compiler, str(ROOT / "packaging" / "parts" / "x265.c")], check=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--no-build-isolation"]
        subprocess.run([*pip, "--target", str(self.metadata), str(self._tree)], check=True)
        for one in self.metadata.iterdir():  # sources are read where they are
            if one.suffix != ".dist-info":
                shutil.rmtree(one)
        shutil.rmtree(self._tree / "build" / "lib", ignore_errors=True)

    def freeze(self) -> None:
        """PyInstaller, run by the Windows Python."""
        wine = Wine(self._cache / "wine")
        wine.make()
        environment = {
            "PYTHONPATH": ";".join(map(windows_path, (HERE / "stand_ins", self.metadata))),
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYINSTALLER_CONFIG_DIR": windows_path(self._work / "pyinstaller"),
        }
        frozen = self._work / "dist"
        options = ["--noconfirm", "--log-level", "WARN", "--distpath", windows_path(frozen)]
        options += ["--workpath", windows_path(self._work / "work"), windows_path(self._tree / "pyinstaller.spec")]
        python = windows_path(self.python / "python.exe")
        # Python looks for packages where it is started: in the tree that is frozen, and in no other.
        freezer = [python, "-m", "PyInstaller", *options]
        print(wine.must(*freezer, seconds=3600, environment=environment, cwd=self._tree)[-2000:])
        wine.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(frozen / "pleoqb-desktop", self.folder)
        shutil.copy(self.python / "LICENSE.txt", self.folder / "LICENSE-Python.txt")
        shutil.copy(self._source / "LICENSE", self.folder / "LICENSE.txt")
        for program in self.programs():
            self._signed(program)

    def programs(self) -> list[Path]:
        """The programs of the folder."""
        return sorted(self.folder.glob("*.exe"))

    def check(self) -> None:
        """Nothing of Wine's is inside, and what is inside is not too much."""
        names = [path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()]
        if strange := [name for name in names if CRUTCHES.search(name)]:
            sys.exit(f"of Wine's crutches: {', '.join(strange)}")
        size = sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
        print(f"installed: {size:,} bytes in {len(names)} files")
        if size > MOST_INSTALLED:
            print(f"more than the {MOST_INSTALLED:,} bytes that were promised")

    def pack(self) -> None:
        """The folder into one Setup.exe."""
        (self._work / "install.nsh").write_text("".join(_install_lines(self.folder)), "utf-8")
        (self._work / "remove.nsh").write_text("".join(_remove_lines(self.folder)), "utf-8")
        _date_everything(self.folder)
        size = sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
        windowed = WINDOWED if (self.folder / WINDOWED).exists() else CONSOLE  # 0.1.0 had one program
        said = {
            "VERSION": self.version(),
            "FOLDER": str(self.folder),
            "LISTS": str(self._work),
            "ICON": str(self._tree / "build" / "icons" / "pleoqb-desktop.ico"),
            "WINDOWED": windowed,
            "CONSOLE": CONSOLE,
            "KILOBYTES": str(size // 1024 + 1),
            "OUT": str(self.setup),
            **({"SIGN": self._sign} if self._sign else {}),
            **({"QUICK": "1"} if self._quick else {}),
        }
        self.setup.unlink(missing_ok=True)
        command = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{key}={one}" for key, one in said.items())]
        subprocess.run([*command, str(HERE / "setup.nsi")], check=True)
        if self.setup.stat().st_size > MOST_SETUP:
            print(f"more than the {MOST_SETUP:,} bytes that were promised")

    def version(self) -> str:
        """The version of the tree that is built."""
        text = (self._tree / "pleoqb_desktop" / "__init__.py").read_text("utf-8")
        found = re.search(r'__version__ = "(.+)"', text)
        assert found
        return found[1]

    def _signed(self, program: Path) -> None:
        if self._sign:
            subprocess.run([*self._sign.split(), str(program)], check=True)


def _pinned() -> list[str]:
    return [word for name in REQUIREMENTS for word in ("-r", str(HERE / name))]


def _check_signatures(python: Path) -> None:
    """Every program and library of the Windows Python is unchanged since its publisher signed it.

    Debian carries no root of Microsoft's, so the chain ends at what the file itself brings; the pinned hash of the whole stands beside it.
    """
    binaries = [*python.glob("*.exe"), *python.glob("*.dll"), *(python / "DLLs").glob("*.[dp][ly][ld]")]
    for path in sorted(binaries):
        said = subprocess.run(["osslsigncode", "verify", str(path)], check=False, capture_output=True, text=True).stdout
        digests = dict(re.findall(r"(Current|Calculated) message digest\s*: ([0-9A-F]+)", said))
        signer = next(iter(re.findall(r"Subject: (.+)", said)), "")
        equal = len(digests) == 2 and digests["Current"] == digests["Calculated"]
        if not equal or not any(publisher in signer for publisher in PUBLISHERS):
            sys.exit(f"{path.name} is not as Python's publishers signed it: {signer or 'no signature'}")
    print(f"signatures of {len(binaries)} files stand")


def _install_lines(folder: Path) -> Iterator[str]:
    """Every file by name, in one order on every computer."""
    for place, files in _by_folder(folder):
        yield f'SetOutPath "$Fresh{place}"\n'
        for path in files:
            yield f'File "{path}"\n'


def _remove_lines(folder: Path) -> Iterator[str]:
    """Only what was installed is removed; a folder that holds something else stays."""
    places = list(_by_folder(folder))
    for place, files in places:
        for path in files:
            yield f'Delete "$INSTDIR{place}\\{path.name}"\n'
    for place, _ in reversed(places):
        if place:
            yield f'RMDir "$INSTDIR{place}"\n'


def _by_folder(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    for place in sorted([folder, *(path for path in folder.rglob("*") if path.is_dir())]):
        files = sorted(path for path in place.iterdir() if path.is_file())
        relative = place.relative_to(folder).as_posix()
        yield ("" if relative == "." else "\\" + relative.replace("/", "\\")), files


def _date_everything(folder: Path) -> None:
    """The time of the last commit for every file: the same bytes twice."""
    stamp = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (stamp, stamp))


if __name__ == "__main__":
    sys.exit(main())
