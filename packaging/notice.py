"""The notice of a new version, and what a build must know to believe it; the private key stays outside this tree.

Once:   python packaging/notice.py key /safe/place/notice.pem          makes a key; its password is asked for
        python packaging/notice.py source /safe/place/notice.pem --address https://… --to updates.json
Build:  PLEOQB_UPDATES=updates.json make installer-windows             this program looks there from now on
Notice: PLEOQB_UPDATES=updates.json PLEOQB_NOTICE=notice.toml PLEOQB_NOTICE_KEY=/safe/place/notice.pem make release

notice.toml: `page` (https, on the host that the build knows), `days` that the notice is good for (180 unless told), and in `[words]` a line
for each language of the program. PLEOQB_NOTICE_PASSWORD_FILE names a file with the key's password, for a computer where nobody sits.
"""

from __future__ import annotations

import argparse
import base64
import getpass
import hashlib
import os
import sys
import tomllib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from pleoqb_desktop.services.system import update_notice  # noqa: E402 - of this tree, wherever the program is installed
from pleoqb_desktop.services.system.update_notice import Notice, NoticeFile, UpdateSource  # noqa: E402
from pleoqb_desktop.texts.language import languages  # noqa: E402

NAME = "update-notice.txt"


class Said(msgspec.Struct, forbid_unknown_fields=True):
    """What a person writes of a release: where it is downloaded, what it brings, and for how many days the notice is good."""

    page: str
    words: dict[str, str]
    days: Annotated[int, msgspec.Meta(gt=0, le=730)] = 180


def main() -> int:
    """Make a key, or what a build must know. Returns 0; ends with what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    key = commands.add_parser("key", help="makes a private key; an existing file is never replaced")
    key.add_argument("file", type=Path)
    source = commands.add_parser("source", help="writes what a build must know")
    source.add_argument("file", type=Path, help="the private key")
    source.add_argument("--address", required=True, help="where the notice will be: https")
    source.add_argument("--host", help="whose pages a notice may open; the address's host unless told")
    source.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    if options.command == "key":
        make_key(options.file, _new_password())
    else:
        made = source_of(read_key(options.file), options.address, options.host)
        options.to.write_bytes(msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    return 0


def make_key(path: Path, password: bytes) -> None:
    """Writes a new private key (PKCS#8) that its owner alone may read; without a password when it is empty. Raises FileExistsError."""
    locked: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password:
        locked = serialization.BestAvailableEncryption(password)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)


def read_key(path: Path) -> Ed25519PrivateKey:
    """The private key, its password asked for where it has one. Raises ValueError for another kind of key."""
    pem = path.read_bytes()
    password = _password() if b"ENCRYPTED" in pem else None
    key = serialization.load_pem_private_key(pem, password)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key")  # noqa: TRY004 - a wrong file, not a wrong type of ours
    return key


def _password() -> bytes:
    if name := os.environ.get("PLEOQB_NOTICE_PASSWORD_FILE"):
        return Path(name).read_bytes().strip()
    return getpass.getpass("Password of the key: ").encode()


def _new_password() -> bytes:
    if os.environ.get("PLEOQB_NOTICE_PASSWORD_FILE"):
        return _password()
    password = getpass.getpass("A new password for the key (empty: none): ")
    if password != getpass.getpass("Once more: "):
        raise ValueError("these were two passwords")
    return password.encode()


def source_of(key: Ed25519PrivateKey, address: str, host: str | None = None) -> UpdateSource:
    """What a build must know. Raises ValueError for an address that is not https."""
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    return UpdateSource(address, host or urlsplit(address).hostname or "", public)


def source_of_release() -> UpdateSource | None:
    """Where the builds of this release look, by the file that PLEOQB_UPDATES names; None: nowhere. Raises ValueError."""
    name = os.environ.get("PLEOQB_UPDATES")
    return msgspec.json.decode(Path(name).read_bytes(), type=UpdateSource) if name else None


def put_source(tree: Path) -> None:
    """Puts what PLEOQB_UPDATES names among the resources of a tree that is about to be built; none: the program never looks."""
    if told := source_of_release():
        path = tree / "pleoqb_desktop" / "resources" / update_notice.SOURCE_FILE
        path.write_bytes(msgspec.json.encode(told))
        print(f"new versions are told by {told.address}")


def signed_notice(
    key: Ed25519PrivateKey,
    said: Said,
    version: str,
    files: Iterable[Path],
    source: UpdateSource,
    today: date | None = None,
) -> bytes:
    """The notice of a version, as it is published; read once as a program that knows `source` reads it. `today` None: this day.

    Raises ValueError for words that are missing in a language, msgspec's and NoticeRefusedError for what no such program would believe.
    """
    if lacking := {language.code for language in languages()} ^ set(said.words):
        raise ValueError(f"words for each language of the program, not: {', '.join(sorted(lacking))}")
    released = today or datetime.now(UTC).date()
    listed = tuple(
        NoticeFile(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files
    )
    expires = released + timedelta(days=said.days)
    notice = Notice("pleoqb-desktop", version, released, expires, said.words, said.page, listed)
    signed = msgspec.json.format(msgspec.json.encode(notice)) + b"\n"
    answer = base64.b64encode(key.sign(signed)) + b"\n" + signed
    update_notice.read_notice(answer, source)
    if len(answer) > update_notice.MOST_BYTES:
        raise ValueError(f"{len(answer)} bytes are more than a program reads")
    return answer


def write_notice(folder: Path, version: str, files: Iterable[Path]) -> None:
    """Signs the notice of a release where a key, its words and what the builds know are given; else there is none, and that is told."""
    key, words, source = os.environ.get("PLEOQB_NOTICE_KEY"), os.environ.get("PLEOQB_NOTICE"), source_of_release()
    if not (key and words and source):
        print(
            "no notice of a new version: PLEOQB_NOTICE_KEY, PLEOQB_NOTICE and PLEOQB_UPDATES name no key, words and source"
        )
        return
    said = msgspec.convert(tomllib.loads(Path(words).read_text("utf-8")), Said)
    (folder / NAME).write_bytes(signed_notice(read_key(Path(key)), said, version, files, source))


if __name__ == "__main__":
    sys.exit(main())
