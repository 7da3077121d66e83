"""Brings the window's translations up to date: .ts from the sources, .qm from the .ts; with --check it only looks.

python tools/translations.py            update all .ts and .qm
python tools/translations.py --check    fail when a string is new or unfinished, or a .qm is out of date
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET  # our own files
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUI = ROOT / "pleoqb_desktop" / "gui"
FOLDER = ROOT / "pleoqb_desktop" / "resources" / "translations"
LANGUAGES = sorted(
    file.parent.name for file in (ROOT / "pleoqb_desktop" / "texts" / "catalogues").glob("*/language.toml")
)
_MAIN_FOLDERS = ("tabs", "expense", "models")
"""Rooms of the main window; the others, and what all of them share, belong to the wizard, which is seen first."""


@dataclass(frozen=True)
class Catalogue:
    """One .ts file: which sources it is made from, its language, and whether it holds plurals only (English)."""

    name: str
    language: str
    sources: tuple[Path, ...]

    @property
    def plurals_only(self) -> bool:
        """English stands in the sources; only its plurals need a catalogue."""
        return self.language == "en"

    def ts(self, folder: Path = FOLDER) -> Path:
        """Its source file."""
        return folder / f"{self.name}_{self.language}.ts"

    def qm(self, folder: Path = FOLDER) -> Path:
        """Its compiled file."""
        return folder / f"{self.name}_{self.language}.qm"


def catalogues() -> list[Catalogue]:
    """All catalogues of the window."""
    main = sorted(path for folder in _MAIN_FOLDERS for path in (GUI / folder).rglob("*.py"))
    wizard = sorted(set(GUI.rglob("*.py")) - set(main))
    return [
        Catalogue(name, language, tuple(sources))
        for name, sources in (("wizard", wizard), ("main", main))
        for language in LANGUAGES
    ]


def main() -> int:
    """Updates, or checks; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is to do")
    parser.add_argument("--only", choices=["wizard", "main"], help="one part of the window")
    options = parser.parse_args()
    wanted = [one for one in catalogues() if options.only in (None, one.name)]
    if options.check:
        faults = [fault for one in wanted for fault in _faults(one)]
        sys.stderr.writelines(f"{fault}\n" for fault in faults)
        return 1 if faults else 0
    for one in wanted:
        _update(one, FOLDER)
        _release(one, FOLDER)
        for fault in _unfinished(one, FOLDER):
            sys.stdout.write(f"{fault}\n")
    return 0


def _faults(one: Catalogue) -> Iterator[str]:
    if not one.ts().exists():
        yield f"{one.ts().name} is missing"
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copy(one.ts(), one.ts(place))
        _release(one, place)
        if not one.qm().exists() or one.qm().read_bytes() != one.qm(place).read_bytes():
            yield f"{one.qm().name} is out of date"
        _update(one, place)
        yield from _unfinished(one, place)


def _unfinished(one: Catalogue, folder: Path) -> Iterator[str]:
    """Strings without a whole translation."""
    for context in ET.parse(one.ts(folder)).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [] if translation is None else [form.text or "" for form in translation.iter("numerusform")]
            whole = translation is not None and translation.get("type") is None
            whole = whole and (all(forms) if forms else bool(translation is not None and translation.text))
            if not whole:
                yield f"{one.ts(folder).name}: {context.findtext('name')}: {message.findtext('source')!r} is unfinished"


def _update(one: Catalogue, folder: Path) -> None:
    command = [_tool("lupdate"), *map(str, one.sources), "-ts", str(one.ts(folder))]
    command += [
        "-no-obsolete",
        "-locations",
        "none",
        "-source-language",
        "en",
        "-target-language",
        one.language,
        "-silent",
    ]
    _run([*command, "-pluralonly"] if one.plurals_only else command)


def _release(one: Catalogue, folder: Path) -> None:
    _run([_tool("lrelease"), "-silent", str(one.ts(folder)), "-qm", str(one.qm(folder))])


def _tool(name: str) -> str:
    found = shutil.which(f"pyside6-{name}", path=str(Path(sys.executable).parent)) or shutil.which(f"pyside6-{name}")
    if found is None:
        raise SystemExit(f"pyside6-{name} is missing: install PySide6-Essentials")
    return found


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
