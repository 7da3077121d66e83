"""Where secrets are kept: the operating system's keyring, memory, or practice mode's own file; nothing else may hold them."""

import threading
from pathlib import Path
from urllib.parse import urlsplit

import keyring
import msgspec
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import PasswordDeleteError

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import SetupIncompleteError, UnavailableError
from pleoqb_desktop.ports.system import SecretName
from pleoqb_desktop.services.storage.disk import disk_errors, locked, replace_file

# Windows Credential Manager holds 2,560 bytes of UTF-16 (design.md 6).
MAX_SECRET = 1280
_SERVICE = "PleoQB Desktop"
_ABSENT = frozenset({"keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"})
_PLAIN = frozenset({"keyrings.alt.file.PlaintextKeyring", "keyrings.alt.pyfs.PlaintextKeyring"})
_DEFAULT_PORTS = {"https": 443, "http": 80}


def bound_name(name: SecretName, address: str) -> str:
    """The name under which a secret of one service address is kept: `NAME@SCHEME://HOST:PORT`, the path left out."""
    parts = urlsplit(address)
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    if not parts.hostname or port is None:
        raise ValueError(f"not a service address: {address!r}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{name.value}@{parts.scheme}://{host}:{port}"


class KeyringSecrets:
    """The keyring that the `keyring` library finds or is told to use (ports.system.Secrets).

    Every method raises SetupIncompleteError: KEYRING_MISSING (none, or one that keeps nothing), KEYRING_UNSAFE (a plain text
    file), KEYRING_REFUSED (it is there but locked, denied or broken).
    """

    def __init__(self, profile: str) -> None:
        self._service = f"{_SERVICE} {profile}"

    def get(self, name: SecretName, address: str) -> str | None:
        """The secret that was entered for this service address, None when there is none."""
        return self._read(_backend(), bound_name(name, address))

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Keeps a secret. A value of no or 1,280 and more characters is a programming error (ValueError)."""
        _check_length(name, value)
        backend = _backend()
        try:
            backend.set_password(self._service, bound_name(name, address), value)
        except Exception as error:  # backends are foreign code and raise what they like
            raise _refused(backend, error) from error

    def forget(self, name: SecretName, address: str) -> None:
        """Removes a secret; nothing happens when there is none."""
        backend, user = _backend(), bound_name(name, address)
        try:
            backend.delete_password(self._service, user)
        except PasswordDeleteError as error:
            if self._read(backend, user) is not None:
                raise _refused(backend, error) from error
        except Exception as error:  # backends are foreign code and raise what they like
            raise _refused(backend, error) from error

    def _read(self, backend: KeyringBackend, user: str) -> str | None:
        try:
            return backend.get_password(self._service, user)
        except Exception as error:  # backends are foreign code and raise what they like
            raise _refused(backend, error) from error


class SessionSecrets:
    """Secrets "for this time only": in memory, gone with the process (ports.system.Secrets)."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._lock = threading.Lock()

    def get(self, name: SecretName, address: str) -> str | None:
        """The secret that was entered for this service address, None when there is none."""
        with self._lock:
            return self._values.get(bound_name(name, address))

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Keeps a secret until the process ends."""
        _check_length(name, value)
        with self._lock:
            self._values[bound_name(name, address)] = value

    def forget(self, name: SecretName, address: str) -> None:
        """Removes a secret; nothing happens when there is none."""
        with self._lock:
            self._values.pop(bound_name(name, address), None)


class FileSecrets:
    """Practice mode's worthless secrets, in a JSON file beside its data (ports.system.Secrets; design.md 6).

    A file that cannot be understood counts as empty: the practice services hand out the same secrets again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock_path = path.with_name(f"{path.name}.lock")

    def get(self, name: SecretName, address: str) -> str | None:
        """The secret that was entered for this service address, None when there is none. Raises UnavailableError."""
        return self._load().get(bound_name(name, address))

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Keeps a secret, on disk when this returns. Raises UnavailableError."""
        _check_length(name, value)
        self._change(bound_name(name, address), value)

    def forget(self, name: SecretName, address: str) -> None:
        """Removes a secret; nothing happens when there is none. Raises UnavailableError."""
        self._change(bound_name(name, address), None)

    def _change(self, key: str, value: str | None) -> None:
        with locked(self._lock_path, 10.0, UnavailableError(problem(Code.FILE_BUSY, path=self._path))):
            values = self._load()
            if value is not None:
                values[key] = value
            elif values.pop(key, None) is None:
                return
            replace_file(self._path, msgspec.json.encode(values))

    def _load(self) -> dict[str, str]:
        with disk_errors(self._path):
            try:
                data = self._path.read_bytes()
            except FileNotFoundError:
                return {}
        try:
            return msgspec.json.decode(data, type=dict[str, str])
        except (msgspec.DecodeError, UnicodeDecodeError):
            return {}


def _backend() -> KeyringBackend:
    """The backend that would keep our secrets. Raises SetupIncompleteError when there is none that is safe."""
    try:
        backend = keyring.get_keyring()
    except Exception as error:  # the backend named in the environment or a file may fail in any way
        raise SetupIncompleteError(problem(Code.KEYRING_MISSING, backend="", reason=type(error).__name__)) from error
    if isinstance(backend, ChainerBackend):
        # A chain would fall through to any backend behind the first, a plain text file too: only the first is used.
        chain = list(backend.backends)
        if not chain:
            raise SetupIncompleteError(problem(Code.KEYRING_MISSING, backend=_title(backend), reason=""))
        backend = chain[0]
    kinds = {f"{kind.__module__}.{kind.__qualname__}" for kind in type(backend).__mro__}
    if kinds & _ABSENT:
        raise SetupIncompleteError(problem(Code.KEYRING_MISSING, backend=_title(backend), reason=""))
    if kinds & _PLAIN:
        raise SetupIncompleteError(problem(Code.KEYRING_UNSAFE, backend=_title(backend)))
    return backend


def _refused(backend: KeyringBackend, error: Exception) -> SetupIncompleteError:
    # Only the kind of error is told: the words of a foreign backend may hold anything, the secret too.
    return SetupIncompleteError(problem(Code.KEYRING_REFUSED, backend=_title(backend), reason=type(error).__name__))


def _title(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _check_length(name: SecretName, value: str) -> None:
    length = len(value.encode("utf-16-le")) // 2
    if not 0 < length < MAX_SECRET:
        raise ValueError(f"{name.value} has {length} characters, not 1 to {MAX_SECRET - 1}")
