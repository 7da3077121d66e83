"""Keyring backends for tests: in memory, in a file that several processes share, and two that refuse; never chosen unasked."""

import json
import os
from pathlib import Path

from filelock import FileLock
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from tests.patience import PATIENCE


class MemoryKeyring(KeyringBackend):
    """Keeps passwords while the object lives."""

    priority = -1

    def __init__(self) -> None:
        super().__init__()
        self.passwords: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.passwords.pop((service, username), None) is None:
            raise PasswordDeleteError("no such password")


class FileKeyring(KeyringBackend):
    """Keeps passwords in the file that PLEOQB_TEST_KEYRING names; for PYTHON_KEYRING_BACKEND in other processes."""

    priority = -1

    @property
    def _path(self) -> Path:
        return Path(os.environ["PLEOQB_TEST_KEYRING"])

    def _load(self) -> dict[str, dict[str, str]]:
        return json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}

    def _lock(self) -> FileLock:
        return FileLock(f"{self._path}.lock", timeout=PATIENCE)

    def _save(self, passwords: dict[str, dict[str, str]]) -> None:
        self._path.write_text(json.dumps(passwords), "utf-8")

    def get_password(self, service: str, username: str) -> str | None:
        with self._lock():
            return self._load().get(service, {}).get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        with self._lock():
            passwords = self._load()
            passwords.setdefault(service, {})[username] = password
            self._save(passwords)

    def delete_password(self, service: str, username: str) -> None:
        with self._lock():
            passwords = self._load()
            if passwords.get(service, {}).pop(username, None) is None:
                raise PasswordDeleteError("no such password")
            self._save({name: kept for name, kept in passwords.items() if kept})


class LockedKeyring(KeyringBackend):
    """A keyring whose owner does not unlock it."""

    priority = -1

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"locked: {password}")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("locked")


class BrokenKeyring(MemoryKeyring):
    """A keyring that fails in a way of its own, and deletes nothing."""

    def get_password(self, service: str, username: str) -> str | None:
        if not self.passwords:
            raise ConnectionResetError("the password service went away")
        return super().get_password(service, username)

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("denied")
