"""Pins the wheels that the Windows program is made of: versions from constraints.txt, what Windows asks for, a hash for each."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from email.parser import BytesParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = ["--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp", "--only-binary=:all:"]
"""The wheels that pip must take: those of the pinned Windows Python, not of the one that runs here."""

WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.13.2",
    "python_version": "3.13",
    "sys_platform": "win32",
}
NOT_FOR_WINDOWS = frozenset({"ruff", "mypy", "import-linter", "types-requests", "types-requests-oauthlib"})
"""What checks sources: it checks them on the computer that builds."""


def main() -> int:
    """Write what the program carries, what freezes it, and what its tests ask for besides: a file for each."""
    home = Path(os.environ.get("PLEOQB_BUILD_CACHE", Path.home() / ".cache" / "pleoqb-desktop-build"))
    cache = home / "wheels"
    cache.mkdir(parents=True, exist_ok=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    carried = _closure([*project["dependencies"], *extras["practice"]], {}, cache)
    frozen = _closure(extras["bundle"], carried, cache)
    tested = _closure(extras["test"], frozen, cache)
    _write("requirements.txt", carried)
    _write("requirements-freeze.txt", {name: wheel for name, wheel in frozen.items() if name not in carried})
    _write("requirements-test.txt", {name: wheel for name, wheel in tested.items() if name not in frozen})
    return 0


def _closure(wanted: Iterable[str], known: dict[str, Path], cache: Path) -> dict[str, Path]:
    """The wheel of everything that these requirements lead to on Windows, by name."""
    pins = dict(_pins())
    found, waiting = dict(known), [Requirement(one) for one in wanted]
    while waiting:
        named = {canonicalize_name(one.name) for one in waiting if _applies(one)} - set(found) - NOT_FOR_WINDOWS
        fresh = sorted(name for name in named if name != "pleoqb-desktop")
        found |= _downloaded([pins[name] for name in fresh], cache)
        waiting = [Requirement(line) for name in fresh for line in _requires(found[name])]
    return found


def _pins() -> Iterable[tuple[str, str]]:
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        yield canonicalize_name(line.partition("==")[0]), line


def _applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**WINDOWS, "extra": ""})


def _downloaded(pins: list[str], cache: Path) -> dict[str, Path]:
    if not pins:
        return {}
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *TARGET, "--dest", str(cache), *pins]
    subprocess.run(command, check=True)
    versions = {canonicalize_name(pin.partition("==")[0]): pin.partition("==")[2] for pin in pins}
    wheels = {parse_wheel_filename(path.name)[:2]: path for path in cache.glob("*.whl")}
    return {name: path for (name, version), path in wheels.items() if versions.get(name) == str(version)}


def _requires(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        name = next(one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        metadata = BytesParser().parsebytes(archive.read(name))
    return metadata.get_all("Requires-Dist") or []


def _write(name: str, wheels: dict[str, Path]) -> None:
    lines = [
        f"{one}=={parse_wheel_filename(wheel.name)[1]} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
        for one, wheel in sorted(wheels.items())
    ]
    (HERE / name).write_text("".join(lines), "utf-8", newline="\n")
    print(f"{name}: {len(lines)} wheels")


if __name__ == "__main__":
    sys.exit(main())
