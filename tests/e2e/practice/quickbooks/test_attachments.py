"""Uploads, notes, references and links that expire."""

# ruff: noqa: S608 - statements of QuickBooks' own language for a service in this process
from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from tests.e2e.practice.quickbooks.api import Answer, Api

Row = dict[str, Any]
PDF = b"%PDF-1.4 \r\n\x00\xff bytes"


def spent(api: Api) -> str:
    body = {"PaymentType": "Cash", "AccountRef": api.ref("512000"), "Line": [api.line("625100", "10", "8")]}
    return str(api.create("Purchase", body)["Id"])


def part(
    suffix: str, metadata: Row | str | None, content: bytes | None, kind: str = "application/pdf", name: str = "r.pdf"
) -> bytes:
    found = b""
    if metadata is not None:
        text = metadata if isinstance(metadata, str) else json.dumps(metadata)
        found += f'--B\r\nContent-Disposition: form-data; name="file_metadata_{suffix}"\r\nContent-Type: application/json\r\n\r\n{text}\r\n'.encode()
    if content is not None:
        head = f'--B\r\nContent-Disposition: form-data; name="file_content_{suffix}"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
        found += head.encode() + content + b"\r\n"
    return found


def upload(api: Api, *parts: bytes, path: str = "upload") -> Answer:
    body = b"".join(parts) + b"--B--\r\n"
    return api.call("POST", path, data=body, headers={"Content-Type": "multipart/form-data; boundary=B"})


def about(*ids: str, kind: str = "Purchase", **more: Any) -> Row:
    references = [{"EntityRef": {"type": kind, "value": id_}, "IncludeOnSend": False} for id_ in ids]
    return {
        "AttachableRef": references,
        "FileName": "receipt.pdf",
        "ContentType": "application/pdf",
        "Category": "Receipt",
    } | more


def test_several_files_in_one_request_each_with_its_own_answer(fr: Api) -> None:
    one, two = spent(fr), spent(fr)
    answer = upload(
        fr,
        part("01", about(one), PDF),
        part(
            "02", about(two, FileName="photo.jpg", ContentType="image/jpg"), b"\xff\xd8jpeg", "image/jpg", "photo.jpg"
        ),
        part("03", about(one, FileName="photo.heic", ContentType="image/heic"), b"heic", "image/heic", "photo.heic"),
        part("04", about("9999"), PDF),
    )
    made = answer.body["AttachableResponse"]
    assert answer.status == 200
    assert [item.get("Attachable", {}).get("FileName") for item in made] == ["receipt.pdf", "photo.jpg", None, None]
    assert [made[n]["Fault"]["Error"][0]["code"] for n in (2, 3)] == ["6041", "610"]
    kept = fr.books()["attachments"]
    assert kept[0]["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (kept[0]["size"], kept[0]["refs"]) == (len(PDF), [{"value": one, "type": "Purchase"}])
    assert len(kept[0]["id"]) == 19


def test_attachables_are_found_by_what_they_are_attached_to(fr: Api) -> None:
    one, two = spent(fr), spent(fr)
    upload(fr, part("0", about(one, two), PDF), part("1", about(two, FileName="b.pdf"), PDF))
    where = "where AttachableRef.EntityRef.Type = 'purchase' and AttachableRef.EntityRef.value = '{}'"
    assert [row["FileName"] for row in fr.query("select * from attachable " + where.format(two))["Attachable"]] == [
        "receipt.pdf",
        "b.pdf",
    ]
    assert fr.query("select count(*) from Attachable " + where.format(one)) == {"totalCount": 1}
    assert fr.query("select Id from attachable " + where.format(one))["Attachable"][0].keys() == {"Id", "sparse"}


def test_a_link_gives_the_bytes_for_fifteen_minutes(fr: Api) -> None:
    made = upload(fr, part("01", about(spent(fr)), PDF)).body["AttachableResponse"][0]["Attachable"]
    assert made["FileAccessUri"].endswith(f"/download/{made['Id']}")
    path = made["TempDownloadUri"].removeprefix("http://localhost")
    assert fr.client.get(path).data == PDF
    assert fr.client.get(path).headers["Content-Type"] == "application/pdf"
    link = fr.call("GET", f"download/{made['Id']}")
    assert link.headers["Content-Type"].startswith("text/plain")
    assert fr.client.get(link.text.removeprefix("http://localhost")).data == PDF
    assert fr.client.get(path.replace(made["Id"], "5000000000000000099")).status_code == 403
    fr.clock.advance(901)
    assert fr.client.get(path).status_code == 403
    assert fr.call("GET", "download/5").codes == ["610"]


@pytest.mark.parametrize(
    ("metadata", "content", "code"),
    [
        (about("1", FileName="a.zip", ContentType="application/zip"), PDF, "6041"),
        (about("1", FileName="a.webp", ContentType="image/webp"), PDF, "6041"),
        (about("1", FileName="a", ContentType="application/pdf"), PDF, "6041"),
        (about("1", FileName="a.pdf", ContentType="application/octet-stream"), PDF, "6041"),
        (about("1", kind="Account"), PDF, "6050"),
        (about("1", kind="Nothing"), PDF, "6050"),
        (about("1", Colour="red"), PDF, "2010"),
        (about("1", Category="receipt"), PDF, "2010"),
        (about("1", FileName="a" * 1001), PDF, "2050"),
        ("[1]", PDF, "6040"),
        ("{", PDF, "6040"),
        (about(), b"", "6000"),
    ],
)
def test_what_an_upload_does_not_take_is_said_inside_200(
    fr: Api, metadata: Row | str, content: bytes, code: str
) -> None:
    answer = upload(fr, part("01", metadata, content))
    assert answer.status == 200
    assert answer.body["AttachableResponse"][0]["Fault"]["Error"][0]["code"] == code
    assert fr.books()["attachments"] == []


def test_content_alone_makes_an_unlinked_attachment(fr: Api) -> None:
    made = upload(fr, part("x", None, PDF, name="alone.pdf")).body["AttachableResponse"][0]["Attachable"]
    assert (made["FileName"], made["ContentType"]) == ("alone.pdf", "application/pdf")


def test_base64_content_is_decoded(fr: Api) -> None:
    body = part("01", about(), None) + (
        b'--B\r\nContent-Disposition: form-data; name="file_content_01"\r\nContent-Type: application/pdf\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nUERG\r\n"
    )
    upload(fr, body)
    assert fr.books()["attachments"][0]["sha256"] == hashlib.sha256(b"PDF").hexdigest()


def test_an_upload_is_multipart_with_content(fr: Api) -> None:
    assert fr.call("POST", "upload", data=b"x", headers={"Content-Type": "application/pdf"}).codes == ["2010"]
    assert upload(fr, part("01", about(), None)).codes == ["2020"]


def test_a_request_id_does_not_keep_an_upload_from_being_done_twice(fr: Api) -> None:
    """It is documented for create, update, delete and batch alone (quickbooks.md 2.2)."""
    entry = spent(fr)
    for _ in range(2):
        assert upload(fr, part("01", about(entry), PDF), path="upload?requestid=u1").status == 200
    assert len(fr.books()["attachments"]) == 2


def test_notes_and_an_update_that_replaces_references(fr: Api) -> None:
    one, two = spent(fr), spent(fr)
    note = fr.create("Attachable", {"Note": "Ticket perdu", "AttachableRef": about(one)["AttachableRef"]})
    assert "FileAccessUri" not in note
    assert fr.refused("attachable", {"AttachableRef": about(one)["AttachableRef"]}) == ["2020"]
    assert fr.refused("attachable", {"Note": "n" * 2001}) == ["2050"]
    file = upload(fr, part("01", about(one), PDF)).body["AttachableResponse"][0]["Attachable"]
    moved = fr.create("Attachable", {"Id": file["Id"], "SyncToken": "0", "FileName": "receipt.pdf", **about(two)})
    assert [item["EntityRef"]["value"] for item in moved["AttachableRef"]] == [two]
    assert (moved["Size"], moved["SyncToken"]) == (len(PDF), "1")
    where = f"where AttachableRef.EntityRef.Type = 'Purchase' and AttachableRef.EntityRef.value = '{one}'"
    assert fr.query(f"select count(*) from Attachable {where}") == {"totalCount": 1}


def test_attachments_outlive_their_purchase_and_can_be_deleted(fr: Api) -> None:
    one = spent(fr)
    file = upload(fr, part("01", about(one), PDF)).body["AttachableResponse"][0]["Attachable"]
    fr.post("purchase?operation=delete", {"Id": one, "SyncToken": "0"})
    assert fr.get(f"attachable/{file['Id']}")["Attachable"]["Size"] == len(PDF)
    gone = fr.post("attachable?operation=delete", {"Id": file["Id"], "SyncToken": "0"})
    assert gone.body["Attachable"]["status"] == "Deleted"
    assert fr.query("select * from Attachable") == {}
