"""Makes the Linux programs: a folder with everything inside, frozen here, then a .deb or an archive of it."""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "packaging"))
from notice import put_source  # noqa: E402 - a script in the folder above

NAME = "pleoqb-desktop"
APP_ID = "com.pleoqb.desktop"
SYSTEM = {
    "ld-linux-x86-64.so.2": "",
    "libc.so.6": "",
    "libdl.so.2": "",
    "libm.so.6": "",
    "libpthread.so.0": "",
    "libresolv.so.2": "",
    "librt.so.1": "",
    "libutil.so.1": "",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
}
"""Libraries that are the system's own, those of the C library without a package beside it."""

NEEDED = ("fontconfig-config", "xkb-data")
"""Fonts and keyboards, which no library names."""


def main() -> int:
    """Build what is asked for. Returns 0, or ends with what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["deb", "archive"], nargs="+")
    parser.add_argument("--source", type=Path, default=ROOT, help="the tree to build, this one unless told")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "linux")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist" / "linux")
    parser.add_argument("--frozen", action="store_true", help="what was frozen before is packed again")
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", _date_of_commit())
    build = Build(options.source, options.work, options.dist)
    steps = [] if options.frozen else [build.freeze]
    for step in [*steps, *(getattr(build, what) for what in options.what)]:
        begun = time.monotonic()
        step()
        print(f"{step.__name__}: {time.monotonic() - begun:.0f} s", flush=True)
    return 0


def _date_of_commit() -> str:
    """Seconds since 1970 of the last commit: the time that everything built from it bears."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip() or "1704067200"


class Build:
    """One tree, frozen once and packed in several ways."""

    def __init__(self, source: Path, work: Path, dist: Path, *, quick: bool = False) -> None:
        """`quick`: packed loosely, for a package that lives as long as a trial."""
        self._source, self._work, self._dist, self._quick = source, work, dist, quick
        text = (source / "pleoqb_desktop" / "__init__.py").read_text("utf-8")
        self.version = re.findall(r'__version__ = "(.+)"', text)[0]
        self.folder = work / "dist" / NAME

    def freeze(self) -> None:
        """PyInstaller, run where the tree is: Python looks for packages there."""
        shutil.rmtree(self._work, ignore_errors=True)
        tree = self._work / "tree"
        left_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
        for name in ("pleoqb_desktop", "resources"):  # the second is where 0.1.0 had them
            if (self._source / name).is_dir():
                shutil.copytree(self._source / name, tree / name, ignore=left_out)
        for name in ("pyinstaller.spec", "pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(self._source / name, tree / name)
        put_source(tree)
        icons = tree / "build" / "icons"
        subprocess.run([sys.executable, str(ROOT / "packaging" / "icons.py"), str(icons)], check=True)
        parts = tree / "build" / "parts"
        parts.mkdir()
        compiler = ["gcc", "-O2", "-s", "-shared", "-fPIC", "-Wl,--build-id=none", "-o", str(parts / "x265.so")]
        subprocess.run([*compiler, str(ROOT / "packaging" / "parts" / "x265.c")], check=True)
        metadata = self._work / "metadata"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-compile"]
        subprocess.run([*pip, "--target", str(metadata), str(tree)], check=True)
        for one in metadata.iterdir():  # sources are read where they are
            if one.suffix != ".dist-info":
                shutil.rmtree(one)
        environment = {**os.environ, "PYTHONPATH": str(metadata), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        options = ["--noconfirm", "--log-level", "ERROR", "--distpath", str(self._work / "dist")]
        options += ["--workpath", str(self._work / "work"), "pyinstaller.spec"]
        subprocess.run([sys.executable, "-m", "PyInstaller", *options], check=True, cwd=tree, env=environment)
        shutil.rmtree(self._work / "work")
        for path in _files(self.folder):
            # Libraries in a folder of a wheel were rewritten by the wheel's tools, and strip is known to break such.
            if ".so" in path.name and not path.parent.name.endswith(".libs") and path.read_bytes()[:4] == b"\x7fELF":
                subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)

    def deb(self) -> None:
        """The Debian package: program, menu entry, icons, AppStream, man page."""
        root = self._work / "deb"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.folder, root / "usr/lib" / NAME, symlinks=True)
        (root / "usr/bin").mkdir(parents=True)
        (root / "usr/bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
        self._shared(root / "usr/share")
        documents = root / "usr/share/doc" / NAME
        documents.mkdir(parents=True)
        shutil.copy(ROOT / "packaging/debian/copyright", documents / "copyright")
        _gzip(documents / "changelog.gz", self._changelog())
        overrides = root / "usr/share/lintian/overrides" / NAME
        overrides.parent.mkdir(parents=True)
        shutil.copy(ROOT / "packaging/debian/lintian-overrides", overrides)
        self._control(root)
        _permissions(root)
        self._dist.mkdir(parents=True, exist_ok=True)
        package = self._dist / f"{NAME}_{self.version}_amd64.deb"
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zgzip" if self._quick else "-Zxz", "--build", str(root), str(package)],
            check=True,
        )
        print(f"{package}: {package.stat().st_size:,} bytes")

    def archive(self) -> None:
        """The same for any Linux of these processors: unpack, run install.sh, or the program where it lies."""
        name = f"{NAME}-{self.version}-linux-x86_64"
        root = self._work / "archive" / name
        shutil.rmtree(root.parent, ignore_errors=True)
        shutil.copytree(self.folder, root / "program", symlinks=True)
        self._shared(root / "share")
        shutil.copy(HERE / "install.sh", root / "install.sh")
        shutil.copy(self._source / "LICENSE", root / "LICENSE")
        _permissions(root)
        self._dist.mkdir(parents=True, exist_ok=True)
        package = self._dist / f"{name}.tar.xz"
        stamp = int(os.environ["SOURCE_DATE_EPOCH"])
        with tarfile.open(package, "w:xz", preset=0 if self._quick else 6) as packed:
            for path in [root, *sorted(root.rglob("*"))]:
                member = packed.gettarinfo(path, path.relative_to(root.parent).as_posix())
                member.uid = member.gid = 0
                member.uname = member.gname = ""
                member.mtime = stamp
                if member.isreg():
                    with path.open("rb") as data:
                        packed.addfile(member, data)
                else:
                    packed.addfile(member)
        print(f"{package}: {package.stat().st_size:,} bytes")

    def _shared(self, share: Path) -> None:
        """Menu entry, icons, AppStream and man page."""
        date = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date().isoformat()

        def filled(name: str) -> bytes:
            text = (HERE / name).read_text("utf-8").replace("@VERSION@", self.version).replace("@DATE@", date)
            return text.encode()

        for place, name in (("applications", f"{NAME}.desktop"), ("metainfo", f"{APP_ID}.metainfo.xml")):
            (share / place).mkdir(parents=True)
            (share / place / name).write_bytes(filled(name))
        (share / "man/man1").mkdir(parents=True)
        _gzip(share / "man/man1" / f"{NAME}.1.gz", filled(f"{NAME}.1"))
        drawn = self._work / "tree" / "build" / "icons" / "hicolor"
        shutil.copytree(drawn, share / "icons/hicolor")
        vector = share / "icons/hicolor/scalable/apps" / f"{NAME}.svg"
        vector.parent.mkdir(parents=True)
        shutil.copy(ROOT / "pleoqb_desktop/resources/icons/app.svg", vector)

    def _control(self, root: Path) -> None:
        size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
        text = (ROOT / "packaging/debian/control.in").read_text("utf-8")
        said = {"VERSION": self.version, "SIZE": str(size // 1024), "DEPENDS": ", ".join(self._depends(root))}
        for name, value in said.items():
            text = text.replace(f"@{name}@", value)
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(text, "utf-8")
        sums = ["md5sum", *sorted(str(path.relative_to(root)) for path in _files(root) if "DEBIAN" not in path.parts)]
        (root / "DEBIAN" / "md5sums").write_bytes(
            subprocess.run(sums, cwd=root, check=True, capture_output=True).stdout
        )

    def _depends(self, root: Path) -> list[str]:
        """The packages of every library that the folder names and does not hold. Ends where one of them is new to us."""
        binaries = [path for path in _files(root / "usr/lib" / NAME) if path.read_bytes()[:4] == b"\x7fELF"]
        told = "".join(
            subprocess.run(["objdump", "-p", str(path)], check=True, capture_output=True, text=True).stdout
            for path in binaries
        )
        missing = set(re.findall(r"NEEDED\s+(\S+)", told)) - {path.name for path in root.rglob("*")}
        if unknown := sorted(missing - set(SYSTEM)):
            sys.exit(f"no package is known for {', '.join(unknown)}")
        libc = max(re.findall(r"GLIBC_(\d+)\.(\d+)", told), key=lambda numbers: tuple(map(int, numbers)))
        return sorted({f"libc6 (>= {'.'.join(libc)})", *NEEDED, *(SYSTEM[name] for name in missing if SYSTEM[name])})

    def _changelog(self) -> bytes:
        """What Debian's tools read; the words are in CHANGELOG.md."""
        date = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
        entry = f"{NAME} ({self.version}) stable; urgency=medium\n\n  * Version {self.version}.\n\n"
        return f"{entry} -- PleoQB Desktop maintainers <maintainers@pleoqb.example>  {date}\n".encode()


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _gzip(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(data, 9, mtime=0))


def _permissions(root: Path) -> None:
    """Readable by all, writable by root; libraries are not programs."""
    for path in [root, *root.rglob("*")]:
        if path.is_symlink():
            continue
        program = path.is_dir() or (
            path.name in {NAME, "install.sh"} and path.parent.name in {NAME, "program", root.name}
        )
        path.chmod(0o755 if program else 0o644)


if __name__ == "__main__":
    sys.exit(main())
