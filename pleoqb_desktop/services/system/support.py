"""The support bundle and the note of a bug: versions, settings, logs and where it happened; never a secret or a value."""

import json
import platform
import sys
import traceback
import zipfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pleoqb_desktop import __version__
from pleoqb_desktop.domain.rules.periods import zone_data
from pleoqb_desktop.ports.runs import Runs
from pleoqb_desktop.services.storage.disk import disk_errors
from pleoqb_desktop.services.storage.profile import Folders

_LIBRARIES = ("PySide6-Essentials", "requests", "requests-oauthlib", "keyring", "msgspec", "filelock", "pillow")
_LARGEST = 5_000_000


def write_bundle(path: Path, folders: Folders, runs: Runs | None) -> Path:
    """Writes the zip file and returns its path. Raises UnavailableError when the disk refuses."""
    path = path.expanduser().absolute()
    with disk_errors(path), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("versions.json", json.dumps(_versions(), indent=2))
        settings = folders.config / "settings.json"
        if settings.exists():
            bundle.write(settings, "settings.json")
        for log in sorted(folders.log.glob("*.log*")):
            if log.stat().st_size <= _LARGEST:
                bundle.write(log, f"logs/{log.name}")
        if runs:
            lines = [
                f"{summary.run.id} {summary.run.state.value} {summary.run.started_at.isoformat()} "
                + " ".join(f"{status.value}={count}" for status, count in summary.counts.items())
                for summary in runs.runs()
            ]
            bundle.writestr("runs.txt", "\n".join(lines))
    return path


def note_bug(folder: Path, error: BaseException) -> None:
    """Adds where an unexpected error happened: types, files and lines, no messages, since those may hold values."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    text = f"{stamp} {__version__} {type(error).__name__}\n  " + "\n  ".join(lines) + "\n"
    try:
        with (folder / "bugs.log").open("a", encoding="utf-8") as log:
            log.write(text)
    except OSError:
        sys.stderr.write(text)


def _versions() -> dict[str, str]:
    found = {
        "program": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "time zones": zone_data(),
    }
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    return found
