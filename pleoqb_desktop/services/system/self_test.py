"""The installed program checks itself: what a frozen build most easily leaves behind must be there and work."""

import base64
import sqlite3
import ssl
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import certifi
import keyring.backend
import msgspec
import pypdfium2
from PIL import Image

from pleoqb_desktop.domain.paper import Paper
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.services.http.trust import issuer_of, system_context
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from pleoqb_desktop.services.system.update_notice import SOURCE_FILE, UpdateSource, check_signature

_QM = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
"""How a file of Qt translations begins."""


def run_checks() -> dict[str, str | None]:
    """Each check by name with None, or what is wrong with it. Raises nothing."""
    return {name: _tried(check) for name, check in _CHECKS.items()}


def _tried(check: Callable[[], None]) -> str | None:
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the result
        return f"{type(error).__name__}: {error}"
    return None


def _certificates() -> None:
    """The system's own are asked, and what a refusal names can be read."""
    system_context().wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost")
    first = Path(certifi.where()).read_text("utf-8").partition("-----BEGIN")[2].partition("-----END")[0]
    if not issuer_of(ssl.PEM_cert_to_DER_cert(f"-----BEGIN{first}-----END CERTIFICATE-----")):
        raise ValueError("nobody issued the first certificate")


def _keyring_backends() -> None:
    if not list(keyring.backend.get_all_keyring()):
        raise ValueError("no keyring backend is inside")


def _store() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteRuns(Path(folder) / "runs.sqlite")
        store.runs()
        store.close()


def _time_zones() -> None:
    for zone in ("Europe/Paris", "Europe/London", "America/Toronto"):
        periods.zone(zone)


def _pictures() -> None:
    import pillow_heif

    if not pillow_heif.libheif_version():
        raise ValueError("no HEIF library")
    Image.new("RGB", (2, 2)).tobytes()


def _documents() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(10, 10)
    document.close()


def _papers() -> None:
    """With letters that no reader of PDF has by itself."""
    from pleoqb_desktop.services.papers.pdf import pdf_bytes  # what draws pages is loaded when somebody wants one

    if b"SourceSansPro" not in pdf_bytes(Paper("Łódź", (), "", good=True, sections=())):
        raise ValueError("no letters of our own")


def _resources() -> None:
    folder = files("pleoqb_desktop.resources")
    for name in ("relay/index.html", "guide/en.md", "guide/fr.md", "licences/python.txt"):
        if not folder.joinpath(name).is_file():
            raise FileNotFoundError(name)


def _icons() -> None:
    drawings = {path.name: path.read_bytes() for path in files("pleoqb_desktop.resources").joinpath("icons").iterdir()}
    damaged = sorted(name for name, drawing in drawings.items() if b"<svg" not in drawing)
    if damaged or not drawings:
        raise ValueError(f"damaged or missing: {', '.join(damaged) or 'all'}")


def _translations() -> None:
    for name in ("main_en.qm", "main_fr.qm", "wizard_en.qm", "wizard_fr.qm"):
        if not files("pleoqb_desktop.resources").joinpath("translations", name).read_bytes().startswith(_QM):
            raise ValueError(f"{name} is damaged")


def _update_notices() -> None:
    """What verifies signatures is inside, and what a release put in is readable (RFC 8032 7.1, test 1)."""
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    check_signature(base64.b64encode(bytes.fromhex(signature)), b"", base64.b64encode(key).decode())
    place = files("pleoqb_desktop.resources").joinpath(SOURCE_FILE)
    if place.is_file():
        msgspec.json.decode(place.read_bytes(), type=UpdateSource)


_CHECKS: dict[str, Callable[[], None]] = {
    "certificates": _certificates,
    "keyring backends": _keyring_backends,
    f"SQLite {sqlite3.sqlite_version}": _store,
    f"time zones {periods.zone_data()}": _time_zones,
    "pictures": _pictures,
    "documents": _documents,
    "papers": _papers,
    "resources": _resources,
    "icons": _icons,
    "translations": _translations,
    "update notices": _update_notices,
}
