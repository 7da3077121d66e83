"""Remembers how a house stood before its first export, so that only the first test of a kind walks all the way there; no test lives here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

from pleoqb_desktop.practice.world import PracticeWorld
from pleoqb_desktop.services.storage.secrets import SessionSecrets


@dataclass(frozen=True)
class Ready:
    """What the services, the profile's folder and the password store keep."""

    services: str
    clock: float
    files: dict[str, bytes]
    secrets: dict[str, str]

    @classmethod
    def of(cls, world: PracticeWorld, folder: Path, secrets: SessionSecrets) -> Ready:
        """Looks at everything."""
        with world.pleo.lock:
            services = json.dumps({name: service.snapshot() for name, service in world.services.items()})
        files = {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        return cls(services, world.clock.offset, files, dict(secrets._values))

    def bring_back(self, world: PracticeWorld, folder: Path, secrets: SessionSecrets) -> None:
        """Into services at the same address, and a folder that is not there yet."""
        world.clock.advance(self.clock - world.clock.offset)
        data = json.loads(self.services)
        for name, service in world.services.items():
            service.restore(data[name])
        shutil.rmtree(folder, ignore_errors=True)
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(content)
        secrets._values.update(self.secrets)


REMEMBERED: dict[Hashable, Ready] = {}
"""By company, its expenses and the address of the services."""
