"""Collects the licences of Python, of the letters and of every library that the program carries into pleoqb_desktop/resources/licences, one file for each."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).resolve().parent.parent / "pleoqb_desktop" / "resources" / "licences"
PROGRAM, EXTRAS = "pleoqb-desktop", frozenset({"practice"})
"""A bundle carries the practice companies too."""

LINUX = {"os_name": "posix", "platform_system": "Linux", "sys_platform": "linux"}
WINDOWS = {"os_name": "nt", "platform_system": "Windows", "sys_platform": "win32"}
SYSTEMS = (LINUX, WINDOWS)
"""The texts are one collection for all systems, whichever of them collects."""

LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|licenses_bundled|copying|notice|authors)[^/]*$|/licenses/", re.IGNORECASE)
NOT_OURS = re.compile(r"/(android|cibw_musl|pbin_musl|all_except_musl|v8_xfa)/")
"""Parts of pdfium that are in no build for a desktop."""

ADDED = {
    "fpdf2": ("GPL-3.0",),  # LGPL 3 adds to GPL 3, so both belong there
    "pillow-heif": ("GPL-2.0", "LGPL-3.0", "GPL-3.0"),  # its wheels carry x265 (GPL 2), libheif and libde265 (LGPL 3)
    "pyside6-essentials": ("LGPL-3.0", "GPL-3.0"),
    "shiboken6": ("LGPL-3.0", "GPL-3.0"),
}
"""Texts that packages name without bringing them along."""

LETTERS = "Source Sans Pro 2.020 · OFL-1.1 · https://github.com/adobe-fonts/source-sans"
"""The letters of pages that have more than a reader of PDF knows by itself."""

ADDRESSES = ("homepage", "source", "source code", "repository", "github", "documentation")
"""What packages call the address where a reader finds them, the best first."""


def main() -> int:
    """Write the files, or with --check say which of them are not as they would be written. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail when a file is missing or out of date"
    )
    check = parser.parse_args().check
    every = [one for system in SYSTEMS for one in carried(PROGRAM, EXTRAS, set(), system)]
    wanted = {f"{canonicalize_name(one.name)}.txt": _text(one) for one in every}
    wanted["python.txt"] = f"Python\n\n{_common('Python')}"
    wanted["source-sans-pro.txt"] = f"{LETTERS}\n\n\n{_common('Source-Sans-Pro')}\n"
    stale = [name for name, text in wanted.items() if not _stands(FOLDER / name, text)]
    if check:
        sys.stdout.writelines(
            f"out of date: pleoqb_desktop/resources/licences/{name} (make licences)\n" for name in sorted(stale)
        )
        return 1 if stale else 0
    for name in stale:
        (FOLDER / name).write_text(wanted[name], "utf-8", newline="\n")
    print(f"{len(wanted)} licences, {len(stale)} written")
    return 0


def _stands(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def carried(
    name: str, extras: Iterable[str], seen: set[str], system: Mapping[str, str] = LINUX
) -> Iterator[Distribution]:
    """What the program needs at run time on a system, and what that needs; not the program itself."""
    for requirement in map(Requirement, distribution(name).requires or ()):
        key, marker = canonicalize_name(requirement.name), requirement.marker
        needed = marker is None or any(marker.evaluate({**system, "extra": extra}) for extra in {"", *extras})
        if key in seen or not needed:
            continue
        seen.add(key)
        try:
            yield distribution(key)
        except PackageNotFoundError:
            sys.exit(f"{requirement.name} is not installed: run make practice first")
        yield from carried(key, requirement.extras, seen, system)


def _text(package: Distribution) -> str:
    """One line that names the package, its version, licence and address; then every licence text that belongs to it."""
    metadata = package.metadata
    named = [metadata.get_all(name) for name in ("License-Expression", "License")]
    licence = next((lines[0] for lines in named if lines), None) or _classified(package)
    head = " · ".join([f"{metadata['Name']} {package.version}", licence.strip().splitlines()[0], *_address(package)])
    names = ADDED.get(canonicalize_name(package.name), ())
    parts = [*_own_texts(package), *(_common(name) for name in names)]
    if not parts:
        sys.exit(f"{metadata['Name']} brings no licence text: add it to ADDED")
    return "\n\n\n".join([head, *parts]) + "\n"


def _address(package: Distribution) -> list[str]:
    """Where the package is at home: one address, or none when it tells none."""
    named = [line.partition(",") for line in package.metadata.get_all("Project-URL") or ()]
    found = {label.strip().lower(): address.strip() for label, _, address in named}
    return [found[label] for label in ADDRESSES if label in found][:1] or package.metadata.get_all("Home-page") or []


def _classified(package: Distribution) -> str:
    classifiers = package.metadata.get_all("Classifier") or ()
    return ", ".join(one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")) or "see below"


def _own_texts(package: Distribution) -> Iterator[str]:
    for file in sorted(package.files or (), key=str):
        path = file.as_posix()
        if ".dist-info/" in path and LICENCE_FILE.search(path) and not NOT_OURS.search(path):
            yield Path(str(file.locate())).read_text("utf-8", errors="replace").strip()


def _common(name: str) -> str:
    return (FOLDER / "common" / f"{name}.txt").read_text("utf-8").strip()


if __name__ == "__main__":
    sys.exit(main())
