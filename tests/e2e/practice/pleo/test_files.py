"""Receipt links of practice Pleo: they expire, want no credentials, and give the bytes announced."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.practice.pleo.calls import company_id
from tests.e2e.practice.server_fixture import Answer, Practice, basic, request


def files(practice: Practice, receipts: list[Any]) -> list[dict[str, Any]]:
    """Return the files of an item with these receipts."""
    practice.pleo_control("expenses", method="DELETE")
    if not practice.dump()["accounts"]:
        practice.write_references()
    practice.pleo_control(
        "expenses", [{"amount": "24.00", "supplier": "Uber", "tax": "TVA 20 %", "receipts": receipts}]
    )
    job_id = practice.pleo_control("export")["id"]
    answer = practice.pleo("GET", f"/v3/export-items?job_id={job_id}")
    found: list[dict[str, Any]] = answer.json()["data"][0]["files"]
    return found


def download(practice: Practice, url: str, method: str = "GET", **headers: str) -> Answer:
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}" == practice.address
    return request(practice.address, method, f"{parts.path}?{parts.query}", headers=headers)


@pytest.mark.parametrize(
    ("kind", "mime", "start"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("png", "image/png", b"\x89PNG"),
        ("jpeg", "image/jpeg", b"\xff\xd8\xff"),
        ("heic-like", "image/heic", b"\x00\x00\x00\x18ftypheic"),
        ("text", "text/plain", b"Uber"),
    ],
)
def test_a_receipt_has_the_type_size_and_bytes_announced(
    practice: Practice, kind: str, mime: str, start: bytes
) -> None:
    [file] = files(practice, [{"kind": kind}])
    answer = download(practice, file["url"])
    assert answer.status == 200
    assert file["type"] == mime == answer.headers["content-type"].partition(";")[0]
    assert len(answer.body) == file["size"]
    assert answer.body.startswith(start)
    assert download(practice, file["url"]).body == answer.body


def test_links_are_new_at_each_fetch_and_live_24_hours(practice: Practice) -> None:
    [file] = files(practice, ["pdf"])
    job_id = practice.dump()["jobs"][0]["id"]
    again = practice.pleo("GET", f"/v3/export-items?job_id={job_id}").json()["data"][0]["files"][0]
    assert file["url"] != again["url"]
    practice.control("clock", {"advance": 24 * 3600 - 60})
    assert download(practice, file["url"]).status == 200
    practice.control("clock", {"advance": 120})
    assert download(practice, file["url"]).status == 403
    entry = practice.dump()["expenses"][0]["id"]
    fresh = practice.pleo("GET", f"/v1/accounting-entries/{entry}/receipts").json()["data"][0]
    assert download(practice, fresh["url"]).status == 200


def test_credentials_sent_to_the_storage_are_refused(practice: Practice) -> None:
    [file] = files(practice, ["pdf"])
    assert download(practice, file["url"], Authorization=basic("practice-key")).status == 400
    assert download(practice, file["url"], Cookie="a=b").status == 400


def test_an_altered_link_is_refused(practice: Practice) -> None:
    one, two = files(practice, ["pdf", "pdf"])
    other = urlsplit(two["url"]).path.split("/")[2]
    mine = urlsplit(one["url"]).path.split("/")[2]
    assert download(practice, one["url"].replace(mine, other)).status == 403
    assert download(practice, one["url"].replace("expires=", "expires=9")).status == 403
    assert request(practice.address, "GET", f"/files/{mine}/x.pdf").status == 403


@pytest.mark.parametrize(("kind", "status"), [("missing", 404), ("expired", 403), ("redirect", 302)])
def test_receipts_can_be_out_of_reach(practice: Practice, kind: str, status: int) -> None:
    [file] = files(practice, [kind])
    assert download(practice, file["url"]).status == status


def test_receipts_can_be_empty_huge_or_anything(practice: Practice) -> None:
    raw = {"base64": base64.b64encode(b"<html>").decode(), "type": "text/html", "name": "a.html", "size": 77}
    empty, huge, other = files(practice, ["empty", {"kind": "huge", "bytes": 32_000_000}, raw])
    assert (empty["size"], download(practice, empty["url"]).body) == (0, b"")
    assert huge["size"] == 32_000_000 == len(download(practice, huge["url"]).body)
    assert (other["size"], other["type"], download(practice, other["url"]).body) == (77, "text/html", b"<html>")
    assert "/a.html?" in other["url"]


def test_the_storage_only_reads(practice: Practice) -> None:
    [file] = files(practice, ["pdf"])
    assert download(practice, file["url"], "PUT").status == 405
    head = download(practice, file["url"], "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(file["size"]))


def test_receipts_are_listed_per_entry_and_searched(practice: Practice) -> None:
    files(practice, ["pdf", "png", "heic-like", "text"])
    entry = practice.dump()["expenses"][0]
    path = f"/v1/accounting-entries/{entry['id']}/receipts"
    listed = practice.pleo("GET", path).json()["data"]
    assert [row["mimeType"] for row in listed] == ["application/pdf", "image/png", "image/heic", "unknown"]
    assert [row["id"] for row in listed] == [receipt["id"] for receipt in entry["receipts"]]
    assert practice.pleo("GET", f"{path}/{listed[1]['id']}").json()["data"]["sizeInBytes"] == listed[1]["sizeInBytes"]
    assert practice.pleo("GET", f"{path}/{entry['id']}").status == 404
    by_size = practice.pleo("GET", f"{path}?sorting_keys=size&sorting_order=ASC").json()["data"]
    assert [row["sizeInBytes"] for row in by_size] == sorted(row["sizeInBytes"] for row in listed)
    search = f"/v1/accounting-entries/receipts:search?company_id={company_id(practice)}"
    words = {"includeDeleted": False, "accountingEntryIds": [entry["id"]], "mimeType": ["image/png"]}
    assert [row["id"] for row in practice.pleo("POST", search, words).json()["data"]] == [listed[1]["id"]]
