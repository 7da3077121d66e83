"""A small file of the profile: when a planned run was last started and what came of it (ports.schedule.ScheduleNotes)."""

from pathlib import Path

import msgspec

from pleoqb_desktop.ports.schedule import Noted
from pleoqb_desktop.services.storage.disk import replace_file


class NotesFile:
    """A file that cannot be read counts as empty: nothing that was exported depends on it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Noted:
        """What stands in it."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Noted)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return Noted()

    def save(self, noted: Noted) -> None:
        """Replaces it at once, never half."""
        replace_file(self._path, msgspec.json.encode(noted))
