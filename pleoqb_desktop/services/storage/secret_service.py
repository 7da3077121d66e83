"""The keyring of a Linux desktop (Secret Service), written so that nobody is asked; reads what the library keeps, and it what we keep.

KeePassXC asks a person before a secret is replaced or deleted, and waits for ever; what is changed within an entry it takes at once.
"""

import threading
from contextlib import suppress

import secretstorage
from jeepney.io.blocking import DBusConnection
from keyring.backend import KeyringBackend
from keyring.backends.SecretService import Keyring
from keyring.errors import KeyringLocked, PasswordDeleteError
from secretstorage.exceptions import ItemNotFoundException, LockedException, PromptDismissedException

from pleoqb_desktop.ports.beside import beside

_DELETE_SECONDS = 3.0


class SecretServiceItems:
    """Reads and writes what the library's own backend does, with the same attributes.

    One connection serves for as long as the object lives: KeePassXC allows an entry to a connection, and would ask at each.
    """

    def __init__(self, backend: Keyring, *, asks: bool = True) -> None:
        """`asks`: whether a person is there to unlock what is locked."""
        self._asks = asks
        self._path: str | None = getattr(backend, "preferred_collection", None)
        self._bus: DBusConnection | None = None
        self._lock = threading.RLock()

    def exists(self) -> bool:
        """Whether there is a keyring already; making one asks the person for a password."""
        with self._lock:
            return self._existing() is not None

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept, None for nothing. Where there is no keyring yet, nobody is asked to make one."""
        with self._lock:
            for item in self._items(service, username):
                self._unlock(item)
                return item.get_secret().decode("utf-8")
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps it, within the entry that is there or in a new one; a keyring is made where there is none."""
        with self._lock:
            if items := self._items(service, username):
                for item in items:
                    self._unlock(item)
                    item.set_secret(password.encode())
                return
            collection = self._existing() or secretstorage.get_default_collection(self._connection())
            self._unlock(collection)
            attributes = {**_query(service, username), "application": Keyring.appid}
            collection.create_item(f"Password for '{username}' on '{service}'", attributes, password.encode())

    def delete_password(self, service: str, username: str) -> None:
        """Empties the entry, then asks for its end: a person may be asked for that, and need not answer."""
        with self._lock:
            items = self._items(service, username)
            if not items:
                raise PasswordDeleteError("No such password!")
            for item in items:
                self._unlock(item)
                item.set_secret(b"")
            for item in items:
                with suppress(TimeoutError, PromptDismissedException):
                    beside(item.delete, seconds=_DELETE_SECONDS)

    def close(self) -> None:
        """Lets the connection go; the next use makes another."""
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.close()

    def _connection(self) -> DBusConnection:
        if self._bus is None:
            self._bus = secretstorage.dbus_init()
        return self._bus

    def _items(self, service: str, username: str) -> list[secretstorage.Item]:
        collection = self._existing()
        if collection is None:
            return []
        self._unlock(collection)
        return list(collection.search_items(_query(service, username)))

    def _existing(self) -> secretstorage.Collection | None:
        try:
            return secretstorage.Collection(self._connection(), *((self._path,) if self._path else ()))
        except ItemNotFoundException:
            return None

    def _unlock(self, thing: secretstorage.Item | secretstorage.Collection) -> None:
        """Asks the person where it is locked. Raises KeyringLocked when that is declined, and where nobody is to be asked."""
        try:
            if thing.is_locked() and (not self._asks or thing.unlock() or thing.is_locked()):
                raise KeyringLocked("not unlocked")
        except LockedException as error:
            raise KeyringLocked("not unlocked") from error


def quiet(backend: KeyringBackend, *, asks: bool = True) -> SecretServiceItems | None:
    """The quiet way to a backend of the Secret Service, None for any other; `asks`: whether a person may be asked to unlock it."""
    return (
        SecretServiceItems(backend, asks=asks) if isinstance(backend, Keyring) and backend.scheme == "default" else None
    )


def _query(service: str, username: str) -> dict[str, str]:
    return {"service": service, "username": username}
