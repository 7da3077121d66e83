"""Secrets are bound to the address they were entered for, and unsafe keyrings are refused."""

import json
import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.core
import keyrings.alt.file
import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import SetupIncompleteError
from pleoqb_desktop.ports.system import SecretName, Secrets
from pleoqb_desktop.services.storage.secrets import FileSecrets, KeyringSecrets, SessionSecrets, bound_name
from tests.e2e.services.storage.places import start_python
from tests.keyring_backends import BrokenKeyring, LockedKeyring, MemoryKeyring
from tests.patience import PATIENCE

KEY = SecretName.PLEO_API_KEY
PLEO = "https://external.pleo.io"


@pytest.fixture(autouse=True)
def _keyring_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)


@pytest.fixture
def backend() -> Iterator[MemoryKeyring]:
    memory = MemoryKeyring()
    keyring.set_keyring(memory)
    return memory


@pytest.fixture(params=["keyring", "session", "file"])
def secrets(request: pytest.FixtureRequest, tmp_path: Path) -> Secrets:
    if request.param == "session":
        return SessionSecrets()
    if request.param == "file":
        return FileSecrets(tmp_path / "secrets.json")
    request.getfixturevalue("backend")
    return KeyringSecrets("default")


def test_a_kept_secret_comes_back_until_it_is_forgotten(secrets: Secrets) -> None:
    assert secrets.get(KEY, PLEO) is None
    secrets.set(KEY, PLEO, "first")
    secrets.set(KEY, PLEO, "clé-ü-🔑")
    assert secrets.get(KEY, PLEO) == "clé-ü-🔑"
    secrets.forget(KEY, PLEO)
    secrets.forget(KEY, PLEO)
    assert secrets.get(KEY, PLEO) is None


@pytest.mark.parametrize(
    "other",
    [
        "http://external.pleo.io",
        "https://external.pleo.io:8443",
        "https://external.pleo.io.example.com",
        "https://external.staging.pleo.io",
        "http://127.0.0.1:5000",
        "http://[::1]:5000",
    ],
)
def test_another_address_never_gets_a_secret(secrets: Secrets, other: str) -> None:
    secrets.set(KEY, PLEO, "secret")
    assert secrets.get(KEY, other) is None
    secrets.forget(KEY, other)
    assert secrets.get(KEY, PLEO) == "secret"


@pytest.mark.parametrize("same", [f"{PLEO}/", f"{PLEO}:443", "https://EXTERNAL.pleo.io/v3/export-jobs?x=1"])
def test_the_same_service_gets_its_secret_however_it_is_written(secrets: Secrets, same: str) -> None:
    secrets.set(KEY, PLEO, "secret")
    assert secrets.get(KEY, same) == "secret"


def test_secrets_of_one_address_do_not_mix(secrets: Secrets) -> None:
    secrets.set(SecretName.INTUIT_CLIENT_SECRET, PLEO, "a")
    secrets.set(SecretName.QUICKBOOKS_SIGN_IN, PLEO, "b")
    assert secrets.get(SecretName.INTUIT_CLIENT_SECRET, PLEO) == "a"
    assert secrets.get(KEY, PLEO) is None


@pytest.mark.parametrize("value", ["", "x" * 1280, "🔑" * 640])
def test_a_value_that_windows_could_not_keep_is_a_programming_error_that_does_not_tell_it(
    secrets: Secrets, value: str
) -> None:
    with pytest.raises(ValueError, match="characters, not 1 to 1279") as caught:
        secrets.set(KEY, PLEO, value)
    assert not value or value not in str(caught.value)
    assert secrets.get(KEY, PLEO) is None


def test_the_longest_value_is_kept(secrets: Secrets) -> None:
    secrets.set(KEY, PLEO, "x" * 1279)
    assert secrets.get(KEY, PLEO) == "x" * 1279


@pytest.mark.parametrize("address", ["", "external.pleo.io", "ftp://example.com", "https://"])
def test_what_is_no_service_address_binds_nothing(address: str) -> None:
    with pytest.raises(ValueError, match="not a service address"):
        bound_name(KEY, address)


def test_every_secret_has_a_service_of_its_own(backend: MemoryKeyring) -> None:
    secrets = KeyringSecrets("shop")
    for name in SecretName:
        secrets.set(name, PLEO, "secret")
    assert len({service for service, _ in backend.passwords}) == len(SecretName)
    assert ("PleoQB Desktop shop pleo_api_key@https://external.pleo.io:443", bound_name(KEY, PLEO)) in backend.passwords


def test_what_an_earlier_version_kept_is_still_read_until_it_is_replaced(backend: MemoryKeyring) -> None:
    old = ("PleoQB Desktop shop", bound_name(KEY, PLEO))
    backend.passwords[old] = "old"
    secrets = KeyringSecrets("shop")
    assert secrets.get(KEY, PLEO) == "old"
    secrets.set(KEY, PLEO, "new")
    assert secrets.get(KEY, PLEO) == "new"
    assert old not in backend.passwords
    backend.passwords[old] = "old again"
    secrets.forget(KEY, PLEO)
    assert (secrets.get(KEY, PLEO), backend.passwords) == (None, {})


class _LateKeyring(MemoryKeyring):
    """Hands out nothing for a while, as KWallet does."""

    empty_answers = 2

    def get_password(self, service: str, username: str) -> str | None:
        found = super().get_password(service, username)
        if found and self.empty_answers:
            self.empty_answers -= 1
            return ""
        return found


def test_an_empty_secret_is_none_and_a_new_one_is_read_before_it_counts() -> None:
    late = _LateKeyring()
    keyring.set_keyring(late)
    KeyringSecrets("default").set(KEY, PLEO, "secret")
    assert late.empty_answers == 0
    late.empty_answers = 1
    assert KeyringSecrets("default").get(KEY, PLEO) is None
    assert KeyringSecrets("default").get(KEY, PLEO) == "secret"


class _ForgetfulKeyring(MemoryKeyring):
    """Takes a secret and keeps the one before."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.passwords.setdefault((service, username), password)


def test_a_secret_that_the_store_does_not_hand_out_is_not_kept() -> None:
    keyring.set_keyring(_ForgetfulKeyring())
    secrets = KeyringSecrets("default", settle_seconds=0.0)
    secrets.set(KEY, PLEO, "first")
    with pytest.raises(SetupIncompleteError) as caught:
        secrets.set(KEY, PLEO, "second")
    assert caught.value.problem.code is Code.KEYRING_REFUSED
    assert secrets.get(KEY, PLEO) == "first"


class _AskingKeyring(MemoryKeyring):
    """Waits for its owner before a secret is written."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answered.wait(PATIENCE)
        super().set_password(service, username, password)


def test_a_store_that_waits_for_its_owner_is_not_waited_for_without_end() -> None:
    asking = _AskingKeyring()
    keyring.set_keyring(asking)
    with pytest.raises(SetupIncompleteError) as caught:
        KeyringSecrets("default", answer_seconds=0.0).set(KEY, PLEO, "secret")
    asking.answered.set()
    assert caught.value.problem.code is Code.KEYRING_WAITS


def test_profiles_have_their_own_secrets(backend: MemoryKeyring) -> None:
    KeyringSecrets("a").set(KEY, PLEO, "secret")
    assert KeyringSecrets("b").get(KEY, PLEO) is None


def _plain_text(tmp_path: Path) -> keyrings.alt.file.PlaintextKeyring:
    plain = keyrings.alt.file.PlaintextKeyring()
    plain.file_path = str(tmp_path / "plain.cfg")
    return plain


def _every_call(secrets: Secrets) -> list[Callable[[], object]]:
    return [
        lambda: secrets.set(KEY, PLEO, "the-secret"),
        lambda: secrets.get(KEY, PLEO),
        lambda: secrets.forget(KEY, PLEO),
    ]


def _codes(secrets: Secrets) -> set[Code]:
    codes = set()
    for call in _every_call(secrets):
        with pytest.raises(SetupIncompleteError) as caught:
            call()
        assert "the-secret" not in repr(caught.value.problem)
        codes.add(caught.value.problem.code)
    return codes


def test_keyrings_that_keep_nothing_are_no_keyring() -> None:
    for nothing in (keyring.backends.fail.Keyring(), keyring.backends.null.Keyring()):
        keyring.set_keyring(nothing)
        assert _codes(KeyringSecrets("default")) == {Code.KEYRING_MISSING}


def test_a_plain_text_file_is_refused_and_never_written(tmp_path: Path) -> None:
    keyring.set_keyring(_plain_text(tmp_path))
    assert _codes(KeyringSecrets("default")) == {Code.KEYRING_UNSAFE}
    assert list(tmp_path.iterdir()) == []


class _OwnPlaintext(keyrings.alt.file.PlaintextKeyring):
    priority = -1


def test_a_plain_text_file_under_another_name_is_refused(tmp_path: Path) -> None:
    plain = _OwnPlaintext()
    plain.file_path = str(tmp_path / "plain.cfg")
    keyring.set_keyring(plain)
    assert _codes(KeyringSecrets("default")) == {Code.KEYRING_UNSAFE}


def _chain(monkeypatch: pytest.MonkeyPatch, *backends: object) -> None:
    monkeypatch.setattr(keyring.backends.chainer.ChainerBackend, "backends", list(backends))
    keyring.set_keyring(keyring.backends.chainer.ChainerBackend())


def test_of_a_chain_the_first_is_judged_and_used_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory, plain = MemoryKeyring(), _plain_text(tmp_path)
    _chain(monkeypatch, plain, memory)
    assert _codes(KeyringSecrets("default")) == {Code.KEYRING_UNSAFE}
    _chain(monkeypatch, memory, plain)
    KeyringSecrets("default").set(KEY, PLEO, "secret")
    assert list(memory.passwords.values()) == ["secret"]
    _chain(monkeypatch, LockedKeyring(), plain)
    assert _codes(KeyringSecrets("default")) == {Code.KEYRING_REFUSED}
    assert list(tmp_path.iterdir()) == []
    _chain(monkeypatch)
    assert _codes(KeyringSecrets("default")) == {Code.KEYRING_MISSING}


def test_a_locked_keyring_is_said_to_refuse_without_telling_the_secret() -> None:
    keyring.set_keyring(LockedKeyring())
    assert _codes(KeyringSecrets("default")) == {Code.KEYRING_REFUSED}


def test_a_keyring_that_fails_in_its_own_way_is_said_to_refuse() -> None:
    keyring.set_keyring(BrokenKeyring())
    with pytest.raises(SetupIncompleteError) as caught:
        KeyringSecrets("default").get(KEY, PLEO)
    assert caught.value.problem.code is Code.KEYRING_REFUSED
    assert caught.value.problem.params["reason"] == "ConnectionResetError"


def test_a_secret_that_stays_although_it_was_to_be_forgotten_is_told() -> None:
    keyring.set_keyring(BrokenKeyring())
    secrets = KeyringSecrets("default")
    secrets.set(KEY, PLEO, "secret")
    with pytest.raises(SetupIncompleteError) as caught:
        secrets.forget(KEY, PLEO)
    assert caught.value.problem.code is Code.KEYRING_REFUSED


@pytest.mark.parametrize("name", ["no.such.module.Keyring", "tests.keyring_backends.NoSuchKeyring", "nonsense"])
def test_a_backend_that_does_not_exist_is_no_keyring(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    assert _codes(KeyringSecrets("default")) == {Code.KEYRING_MISSING}


_OTHER_PROCESS = """
from pleoqb_desktop.services.storage.secrets import KeyringSecrets
from pleoqb_desktop.ports.system import SecretName
secrets = KeyringSecrets("default")
print(secrets.get(SecretName.PLEO_API_KEY, "https://external.pleo.io"))
secrets.set(SecretName.PLEO_API_KEY, "https://external.pleo.io", "from the child")
"""


def test_the_backend_that_the_environment_names_is_shared_between_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyring_backends.FileKeyring")
    monkeypatch.setenv("PLEOQB_TEST_KEYRING", str(tmp_path / "keyring.json"))
    KeyringSecrets("default").set(KEY, PLEO, "from the parent")
    output, _ = start_python(_OTHER_PROCESS).communicate(timeout=PATIENCE)
    assert output == "from the parent\n"
    assert KeyringSecrets("default").get(KEY, PLEO) == "from the child"


def test_secrets_of_this_time_only_leave_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    SessionSecrets().set(KEY, PLEO, "secret")
    assert SessionSecrets().get(KEY, PLEO) is None
    assert list(tmp_path.iterdir()) == []


def test_practice_secrets_survive_the_process_in_a_private_file(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    FileSecrets(path).set(KEY, PLEO, "worthless")
    assert FileSecrets(path).get(KEY, PLEO) == "worthless"
    assert json.loads(path.read_text("utf-8")) == {"pleo_api_key@https://external.pleo.io:443": "worthless"}
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"a": 1}', b"\xff\xfe"])
def test_a_damaged_practice_file_counts_as_empty_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "secrets.json"
    path.write_bytes(damage)
    secrets = FileSecrets(path)
    assert secrets.get(KEY, PLEO) is None
    secrets.set(KEY, PLEO, "worthless")
    assert secrets.get(KEY, PLEO) == "worthless"


def test_practice_secrets_written_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    addresses = [f"http://127.0.0.1:{port}" for port in range(5000, 5016)]
    threads = [threading.Thread(target=FileSecrets(path).set, args=(KEY, address, address)) for address in addresses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [FileSecrets(path).get(KEY, address) for address in addresses] == addresses
