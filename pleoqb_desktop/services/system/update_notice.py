"""The signed notice of a newer version: read from one https address, believed only when everything about it is right; downloads nothing."""

import base64
import logging
import threading
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal
from unicodedata import category
from urllib.parse import urlsplit

import msgspec
import msgspec.structs
import requests

from pleoqb_desktop.domain.rules.versions import is_newer
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.ports.updates import NewVersion, ReleasedFile
from pleoqb_desktop.services.http.exchange import Call, Exchange, OutOfTimeError
from pleoqb_desktop.services.http.session import NO_CREDENTIALS, Session
from pleoqb_desktop.services.storage.disk import replace_file

_log = logging.getLogger("pleoqb.updates")

SOURCE_FILE = "updates.json"
"""Among the resources of a program that a release made (packaging/notice.py); sources have none."""

DAY = 24 * 60 * 60.0
MOST_BYTES = 64 * 1024
_SILENCE_SECONDS, _LONGEST_SECONDS = 15.0, 30.0
_USER_AGENT = "PleoQB-Desktop"  # no version: nothing is said of this computer
_KEY_BYTES = 32

Version = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}\Z")]


# -- where a program looks ---------------------------------------------------------------------------------------------------


class UpdateSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a build knows: the notice's address, the host whose pages it may open, and the public key (Ed25519, base64)."""

    address: str
    host: str
    key: str

    def __post_init__(self) -> None:
        """Raises ValueError unless the address is https and the key is one."""
        parts = urlsplit(self.address)
        if parts.scheme != "https" or not parts.hostname or parts.username is not None or parts.fragment:
            raise ValueError(f"{self.address!r} must be an https address without user name or fragment")
        if not _is_page(f"https://{self.host}/", self.host):
            raise ValueError(f"{self.host!r} must be the name of a host")
        if len(base64.b64decode(self.key, validate=True)) != _KEY_BYTES:
            raise ValueError("the key must be 32 bytes in base64")


def source_of_build() -> UpdateSource | None:
    """Where this program looks; None: nowhere, for no release has made it, or its file is damaged."""
    try:
        return msgspec.json.decode(
            files("pleoqb_desktop.resources").joinpath(SOURCE_FILE).read_bytes(), type=UpdateSource
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.warning("%s cannot be used: %s", SOURCE_FILE, error)
        return None


# -- the notice --------------------------------------------------------------------------------------------------------------


class NoticeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the release."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+~-]{0,99}\Z")]
    size: Annotated[int, msgspec.Meta(gt=0)]
    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed. `expires` is its last day (UTC); `words` by language, in one line each."""

    program: Literal["pleoqb-desktop"]
    version: Version
    released: date
    expires: date
    words: Annotated[
        dict[
            Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}\Z")],
            Annotated[str, msgspec.Meta(min_length=1, max_length=400)],
        ],
        msgspec.Meta(min_length=1, max_length=20),
    ]
    page: str
    files: Annotated[tuple[NoticeFile, ...], msgspec.Meta(max_length=20)] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for words that hold more than letters and signs."""
        if any(category(letter).startswith("C") for text in self.words.values() for letter in text):
            raise ValueError("words hold control characters")


class Fault(StrEnum):
    """Why a notice is ignored."""

    SIGNATURE = "wrong signature"
    FORM = "not a notice"
    HOST = "a page of another host"
    EXPIRED = "expired"
    OLDER = "older than the newest one seen"


class NoticeRefusedError(Exception):
    """A notice that is ignored."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def read_notice(answer: bytes, source: UpdateSource) -> Notice:
    """The notice in an answer: a line with the signature in base64, then the bytes that are signed, JSON. Raises NoticeRefusedError."""
    line, _, signed = answer.partition(b"\n")
    check_signature(line, signed, source.key)
    try:
        notice = msgspec.json.decode(signed, type=Notice)
    except ValueError as error:  # msgspec's own among them
        raise NoticeRefusedError(Fault.FORM) from error
    if not _is_page(notice.page, source.host):
        raise NoticeRefusedError(Fault.HOST)
    return notice


def check_signature(line: bytes, signed: bytes, key: str) -> None:
    """Whether `line` (base64) is the signature over these bytes by that key (base64). Raises NoticeRefusedError."""
    from cryptography.exceptions import InvalidSignature  # once a day at most, and not small
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        signature = base64.b64decode(line, validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(signature, signed)
    except (InvalidSignature, ValueError) as error:
        raise NoticeRefusedError(Fault.SIGNATURE) from error


def _is_page(address: str, host: str) -> bool:
    try:
        parts = urlsplit(address)
        found = (parts.scheme, parts.netloc, parts.hostname)
    except ValueError:
        return False
    return found == ("https", host, host) and address.isascii() and address.isprintable() and " " not in address


def ask(address: str, cancel: CancelToken) -> bytes | None:
    """One answer in full, None where there is none: not reached, refused, moved elsewhere, or too large. Raises Cancelled."""
    call = Call("GET", "", timeout=_SILENCE_SECONDS, longest=_LONGEST_SECONDS, most=MOST_BYTES)
    with Session(_USER_AGENT) as session:
        try:
            answer = Exchange(session, address, call, NO_CREDENTIALS).run(cancel)
        except (requests.exceptions.RequestException, OSError, OutOfTimeError) as error:
            _log.info("no answer (%s)", type(error).__name__)
            return None
    if answer.status != 200 or not answer.body:
        _log.info("no notice in the answer: status %d, %d bytes taken", answer.status, len(answer.body))
        return None
    return answer.body


# -- what is kept ------------------------------------------------------------------------------------------------------------


class _Kept(msgspec.Struct, frozen=True):
    """`asked_at`: seconds since 1970; `answer`: the newest good one, whole, so that it is believed again only when it is right;
    `declined`: a version."""

    asked_at: float | None = None
    answer: bytes | None = None
    declined: str | None = None


class UpdateNotices:
    """News of the program (ports.updates.Updates) for one profile; usable from several threads at once."""

    def __init__(
        self,
        source: UpdateSource | None,
        version: str,
        path: Path,
        clock: Clock,
        ask: Callable[[str, CancelToken], bytes | None] = ask,
    ) -> None:
        """`version` is this program's; `path` the file that remembers."""
        self._source = source
        self._version = version
        self._path = path
        self._clock = clock
        self._ask = ask
        self._asked: float | None = None
        self._lock = threading.Lock()

    @property
    def page_host(self) -> str | None:
        """The host of the download pages, None where this program looks for nothing."""
        return self._source.host if self._source else None

    def known(self) -> NewVersion | None:
        """What was told last, while it is newer than this program and not expired."""
        kept = self._read()
        notice = self._newest(kept)
        if notice is None or notice.expires < self._today() or not is_newer(notice.version, self._version):
            return None
        listed = tuple(ReleasedFile(one.name, one.size, one.sha256) for one in notice.files)
        declined = kept.declined == notice.version
        return NewVersion(notice.version, notice.released, notice.words, notice.page, listed, declined)

    def look(self, cancel: CancelToken) -> NewVersion | None:
        """The same, after asking where a day has passed by every clock there is.

        That it was asked is written down before: whoever cannot write does not ask. A computer's clock that was set back makes
        the day begin anew, so that neither a wrong clock nor one put right again has anybody asked over and over, or never.
        """
        with self._lock:
            if self._source and self._is_time():
                self._take(self._ask(self._source.address, cancel), self._source)
        return self.known()

    def decline(self, version: str) -> None:
        """Keeps that this version was declined."""
        with self._lock:
            self._write(msgspec.structs.replace(self._read(), declined=version))

    def _is_time(self) -> bool:
        kept, now, passed = self._read(), self._clock.now().timestamp(), self._clock.monotonic()
        if self._asked is not None and passed - self._asked < DAY:
            return False
        went_back = kept.asked_at is not None and now < kept.asked_at
        if kept.asked_at is not None and not went_back and now - kept.asked_at < DAY:
            return False
        try:
            self._write(msgspec.structs.replace(kept, asked_at=now))
        except KnownError as error:
            _log.warning("not asked: %s", error.problem.code.value)
            return False
        self._asked = passed
        return not went_back

    def _take(self, answer: bytes | None, source: UpdateSource) -> None:
        if answer is None:
            return
        try:
            kept = self._read()
            self._check(read_notice(answer, source), self._newest(kept))
            self._write(msgspec.structs.replace(kept, answer=answer))
        except NoticeRefusedError as refused:
            _log.warning("notice ignored: %s", refused.fault.value)
        except KnownError as error:
            _log.warning("notice not kept: %s", error.problem.code.value)

    def _check(self, notice: Notice, newest: Notice | None) -> None:
        if notice.expires < self._today():
            raise NoticeRefusedError(Fault.EXPIRED)
        if newest and (is_newer(newest.version, notice.version) or newest.released > notice.released):
            raise NoticeRefusedError(Fault.OLDER)

    def _newest(self, kept: _Kept) -> Notice | None:
        """The newest notice seen; what was kept is no more believed than what comes."""
        if kept.answer is None or self._source is None:
            return None
        try:
            return read_notice(kept.answer, self._source)
        except NoticeRefusedError:
            return None

    def _today(self) -> date:
        return self._clock.now().date()

    def _read(self) -> _Kept:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, ValueError):
            return _Kept()

    def _write(self, kept: _Kept) -> None:
        replace_file(self._path, msgspec.json.encode(kept))
