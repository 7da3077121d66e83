"""The keyring of a Linux desktop is written so that nobody is asked: against one on paper that asks as KeePassXC does."""

import sys
from typing import Any

import keyring
import keyring.core
import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("the Secret Service is Linux's", allow_module_level=True)

from keyring.backends.SecretService import Keyring
from secretstorage.exceptions import ItemNotFoundException

from pleoqb_desktop.ports.system import SecretName
from pleoqb_desktop.services.storage import secret_service
from pleoqb_desktop.services.storage.secrets import KeyringSecrets

KEY, PLEO = SecretName.PLEO_API_KEY, "https://external.pleo.io"


class Item:
    """An entry, allowed to the connections that made it or were let in by its owner."""

    def __init__(self, desk: "Desk", attributes: dict[str, str], secret: bytes, bus: object) -> None:
        self.desk, self.attributes, self.secret, self.allowed = desk, attributes, secret, [bus]
        self.bus: object = bus

    def is_locked(self) -> bool:
        return self.bus not in self.allowed

    def unlock(self) -> bool:
        self.desk.asked.append("allow")
        self.allowed.append(self.bus)
        return False

    def get_secret(self) -> bytes:
        assert not self.is_locked()
        return self.secret

    def set_secret(self, secret: bytes) -> None:
        assert not self.is_locked()
        self.secret = secret

    def delete(self) -> None:
        self.desk.asked.append("delete")


class Desk:
    """The module `secretstorage`, with one keyring or none, and what a person was asked."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.asked: list[str] = []
        self.has_keyring = True

    def dbus_init(self) -> Any:
        class Bus:
            def close(self) -> None:
                """Gone."""

        return Bus()

    def Collection(self, bus: object, *_path: str) -> Any:  # noqa: N802 - the library's name
        if not self.has_keyring:
            raise ItemNotFoundException("no such object")
        desk = self

        class Collection:
            def is_locked(self) -> bool:
                return False

            def search_items(self, query: dict[str, str]) -> list[Item]:
                found = [one for one in desk.items if query.items() <= one.attributes.items()]
                for one in found:
                    one.bus = bus
                return found

            def create_item(
                self, _label: str, attributes: dict[str, str], secret: bytes, replace: bool = False
            ) -> None:
                if replace:
                    desk.asked.append("overwrite")
                desk.items.append(Item(desk, attributes, secret, bus))

        return Collection()

    def get_default_collection(self, bus: object) -> Any:
        self.asked.append("make a keyring")
        self.has_keyring = True
        return self.Collection(bus)


@pytest.fixture(name="desk")
def _desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk()
    monkeypatch.setattr(secret_service, "secretstorage", desk)
    monkeypatch.setattr(keyring.core, "_keyring_backend", Keyring())
    return desk


def test_a_secret_is_replaced_within_its_entry_and_nobody_is_asked(desk: Desk) -> None:
    secrets = KeyringSecrets("default")
    for value in ("one", "two", "three"):
        secrets.set(KEY, PLEO, value)
    assert (secrets.get(KEY, PLEO), len(desk.items), desk.asked) == ("three", 1, [])
    assert desk.items[0].attributes["application"] == Keyring.appid  # the library's own backend finds it too


def test_a_program_asks_for_an_entry_once(desk: Desk) -> None:
    KeyringSecrets("default").set(KEY, PLEO, "one")
    other = KeyringSecrets("default")
    for _ in range(3):
        other.set(KEY, PLEO, "two")
        assert other.get(KEY, PLEO) == "two"
    assert desk.asked == ["allow"]


def test_a_forgotten_secret_is_gone_even_where_its_entry_is_not(desk: Desk) -> None:
    secrets = KeyringSecrets("default")
    secrets.set(KEY, PLEO, "one")
    secrets.forget(KEY, PLEO)
    assert (secrets.get(KEY, PLEO), desk.items[0].secret) == (None, b"")


def test_looking_for_a_secret_makes_no_keyring_and_keeping_one_says_so_before(desk: Desk) -> None:
    desk.has_keyring = False
    secrets = KeyringSecrets("default")
    assert secrets.get(KEY, PLEO) is None
    assert secrets.must_be_made()
    assert desk.asked == []
    secrets.set(KEY, PLEO, "one")
    assert (secrets.get(KEY, PLEO), secrets.must_be_made(), desk.asked) == ("one", False, ["make a keyring"])
