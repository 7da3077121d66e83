"""Files and notes attached to transactions: which are taken, what they refer to and links that live 15 minutes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from pleoqb_desktop.practice.quickbooks import shapes
from pleoqb_desktop.practice.quickbooks.company import TRANSACTIONS, Company
from pleoqb_desktop.practice.quickbooks.faults import Refusal, business, missing, not_found, refusal
from pleoqb_desktop.practice.quickbooks.query import ENTITIES
from pleoqb_desktop.practice.quickbooks.wire import Part

Row = dict[str, Any]

LINK_SECONDS = 15 * 60
MOST_BYTES = 100 * 1024 * 1024
ATTACHES_TO = (*TRANSACTIONS, "Vendor", "Customer", "Employee")
EXTENSIONS = frozenset("ai csv doc docx eps gif jpeg jpg ods pdf png rtf tif tiff txt xls xlsx xml".split())
TYPES = frozenset(
    (
        "application/postscript",
        "text/csv",
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "image/gif",
        "image/jpeg",
        "image/jpg",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/pdf",
        "image/png",
        "text/rtf",
        "application/rtf",
        "image/tif",
        "image/tiff",
        "text/plain",
        "application/vnd/ms-excel",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/xml",
        "application/xml",
    )
)
"""Allowed file types (quickbooks.md 15.1); no heic, webp or zip."""

_KEY = secrets.token_bytes(32)


def check(company: Company, row: Row, *, with_file: bool = False) -> None:
    """Check an Attachable's meaning. Raises Refusal 2020 for neither file name nor note, 610, 2500, 6050 for its references."""
    if not with_file and not row.get("Note") and not row.get("FileName"):
        raise Refusal([missing("Note")])
    for reference in row.get("AttachableRef", []):
        entity = reference.get("EntityRef")
        if entity is None:
            if not reference.get("NoRefOnly"):
                raise Refusal([missing("EntityRef")])
            continue
        if "type" not in entity:
            raise Refusal([missing("type")])
        kind = ENTITIES.get(entity["type"].casefold())
        if kind not in ATTACHES_TO:
            raise refusal("6050", f"{entity['type']} cannot take attachments.", "EntityRef")
        if entity["value"] not in company.rows[kind]:
            raise not_found()
        reference["EntityRef"] = {"value": entity["value"], "type": kind}
        reference.setdefault("IncludeOnSend", False)


def upload(company: Company, metadata: Any, content: Part) -> Row:
    """Keep one uploaded file with its metadata and return the Attachable. Raises Refusal, of which the other files know nothing."""
    if metadata is not None and not isinstance(metadata, dict):
        raise refusal("6040", "The metadata is not an Attachable.")
    row = {name: value for name, value in shapes.read("Attachable", metadata or {}).items() if value is not None}
    for name in ("Id", "SyncToken"):
        row.pop(name, None)
    row.setdefault("FileName", content.file_name)
    row.setdefault("ContentType", content.content_type)
    _allowed(row["FileName"], row["ContentType"])
    if not content.data:
        raise business("The file is empty.")
    check(company, row, with_file=True)
    digest = hashlib.sha256(content.data).hexdigest()
    company.contents[digest] = content.data
    row |= {"Size": len(content.data), "_sha256": digest, "Id": company.next_id("Attachable")}
    return company.store("Attachable", row)


def _allowed(name: str, kind: str) -> None:
    if not name:
        raise Refusal([missing("FileName")])
    extension = PurePosixPath(name.lower()).suffix.removeprefix(".")
    if extension not in EXTENSIONS or kind.partition(";")[0].strip().lower() not in TYPES:
        raise refusal("6041", f"File type not allowed: {extension or 'none'} ({kind or 'none'}).", "ContentType")


def complete(company: Company, row: Row) -> None:
    """Give an Attachable with a file its two addresses; the second is made anew for each answer."""
    if "Size" in row:
        row["FileAccessUri"] = f"/v3/company/{company.realm}/download/{row['Id']}"
        row["TempDownloadUri"] = link(company, row["Id"], row["FileName"])


def link(company: Company, id_: str, name: str) -> str:
    """Return an address that gives the file's bytes for 15 minutes, without credentials."""
    expires = int(company.clock.now().timestamp()) + LINK_SECONDS
    return f"{company.address}/files/{company.realm}/{id_}/{expires}/{_signature(company.realm, id_, expires)}/{quote(name, safe='')}"


def linked(company: Company, id_: str, expires: str, signature: str) -> tuple[bytes, str] | None:
    """Return content and type behind a link; ``None`` when it is forged, expired or of a deleted file."""
    row = company.rows["Attachable"].get(id_)
    if row is None or "_sha256" not in row or not expires.isdigit():
        return None
    genuine = hmac.compare_digest(signature, _signature(company.realm, id_, int(expires)))
    if not genuine or company.clock.now().timestamp() > int(expires):
        return None
    return company.contents[row["_sha256"]], str(row["ContentType"])


def _signature(realm: str, id_: str, expires: int) -> str:
    return hmac.new(_KEY, f"{realm}/{id_}/{expires}".encode(), hashlib.sha256).hexdigest()
