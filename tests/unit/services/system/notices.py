"""Makes notices of new versions with a key of its own, as packaging/notice.py does; no test lives here."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.services.system.update_notice import UpdateNotices, UpdateSource
from tests.on_paper.computer import HandClock

HOST = "downloads.example"
TODAY = HandClock().now().date()
OURS = "1.4.0"


@dataclass
class Publisher:
    """Who signs notices, and where they are fetched from. `answer`: what is there now, None: nobody answers; `asked`: addresses."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    answer: bytes | None = None
    asked: list[str] = field(default_factory=list)

    @property
    def source(self) -> UpdateSource:
        """What the build knows."""
        public = base64.b64encode(self.key.public_key().public_bytes_raw()).decode()
        return UpdateSource(f"https://{HOST}/notice.txt", HOST, public)

    def sign(self, signed: bytes) -> bytes:
        """These bytes with their signature."""
        return base64.b64encode(self.key.sign(signed)) + b"\n" + signed

    def notice(self, version: str = "1.5.0", released: date = TODAY, **members: Any) -> bytes:
        """A good notice, but for these members."""
        told = {
            "program": "pleoqb-desktop",
            "version": version,
            "released": released,
            "expires": released + timedelta(days=90),
            "words": {"en": "Faster exports.", "fr": "Des exports plus rapides."},
            "page": f"https://{HOST}/download",
            "files": [{"name": "PleoQB-Desktop-Setup.exe", "size": 37_969_287, "sha256": "ab" * 32}],
        }
        return self.sign(msgspec.json.encode({**told, **members}))

    def publish(self, *arguments: Any, **members: Any) -> None:
        """Puts a notice in place."""
        self.answer = self.notice(*arguments, **members)

    def ask(self, address: str, _cancel: CancelToken) -> bytes | None:
        """As the network would."""
        self.asked.append(address)
        return self.answer


def program(
    publisher: Publisher, folder: Path, clock: HandClock, version: str = OURS
) -> tuple[UpdateNotices, Callable[[], str | None]]:
    """A program of this version that has just been started, and what it finds when it looks: a version."""
    notices = UpdateNotices(publisher.source, version, folder / "updates.json", clock, publisher.ask)

    def look() -> str | None:
        found = notices.look(CancelToken())
        return found.version if found else None

    return notices, look
