"""The practice services as a process: first line, ends, snapshots."""

from __future__ import annotations

import os
import signal
import tomllib
from pathlib import Path

import pytest

from tests.e2e.practice.server_fixture import PracticeProcess, request


def test_the_first_line_says_all_that_a_client_needs() -> None:
    process = PracticeProcess("--owned")
    try:
        practice = process.practice
        assert tomllib.loads(practice.endpoints_toml) == practice.endpoints
        assert practice.endpoints["pleo"] == {"api": f"{practice.address}/pleo", "web": f"{practice.address}/practice"}
        assert set(practice.endpoints["quickbooks"]) == {"api", "authorize", "token", "revoke", "web"}
        assert [company["name"] for company in practice.companies] == [
            "Boulangerie Martin SARL",
            "Studio Lark Ltd",
            "Atelier Tremblay inc.",
        ]
        for company in practice.companies:
            assert set(company["pleo"]) == {"company_id", "api_key"}
            assert set(company["quickbooks"]) == {"realm_id", "client_id", "client_secret"}
            assert practice.pleo("GET", "/v1/introspect", country=company["country"]).status == 200
        assert practice.control("state", method="GET")["person"] == f"{practice.address}/practice/"
    finally:
        assert process.stop() == 0


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_quietly(number: int) -> None:
    process = PracticeProcess("--country", "GB")
    assert len(process.practice.companies) == 1
    assert process.stop(number) == 0


def test_options_are_followed() -> None:
    process = PracticeProcess("--country", "CA", "--items", "120", "--latency", "30", "--no-limits", "--owned")
    try:
        assert len(process.practice.dump("CA")["expenses"]) == 120
        conditions = process.practice.control("conditions", method="GET")
        assert (conditions["latency"], conditions["limits"]) == (30.0, False)
    finally:
        process.stop()


def test_a_folder_keeps_companies_clock_and_port(tmp_path: Path) -> None:
    process = PracticeProcess("--country", "FR", "--data", str(tmp_path), "--owned")
    first = process.practice
    first.write_references()
    job = first.pleo_control("export")["id"]
    url = first.pleo("GET", f"/v3/export-items?job_id={job}&limit=1").json()["data"][0]["files"][0]["url"]
    receipt = request(first.address, "GET", url.removeprefix(first.address)).body
    first.control("clock", {"advance": 600})
    before = first.dump()
    assert process.stop() == 0
    assert [file.name for file in tmp_path.iterdir()] == ["practice.json"]

    process = PracticeProcess("--country", "FR", "--data", str(tmp_path), "--owned")
    try:
        again = process.practice
        assert again.address == first.address
        assert again.dump() == before
        assert again.control("clock", method="GET")["offset"] == 600
        assert request(again.address, "GET", url.removeprefix(first.address)).body == receipt
        assert again.pleo("POST", "/v3/export-job-events", {"jobId": job, "event": "started"}).status == 202
    finally:
        process.stop()


def test_wrong_options_are_refused(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AssertionError, match="ended with 2"):
        PracticeProcess("--country", "XX")
    assert "invalid choice" in capfd.readouterr().err
