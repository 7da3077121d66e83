"""The practice server: open connections, latency, injected faults, counters."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from werkzeug import Request, Response

from pleoqb_desktop.practice.conditions import Conditions
from pleoqb_desktop.practice.server import PracticeApplication, PracticeServer
from tests.e2e.practice.server_fixture import Answer, Practice, request, running_practice
from tests.patience import PATIENCE


class Echo:
    """A service that counts its work and says what it was asked."""

    def __init__(self) -> None:
        self.worked = 0

    def __call__(self, request: Request) -> Response:
        self.worked += 1
        said = {
            "path": request.path,
            "root": request.script_root,
            "body": request.get_data(as_text=True),
            "query": dict(request.args),
        }
        return Response(json.dumps(said), content_type="application/json")


class Running:
    """An echo behind a practice server."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self.echo = Echo()
        self.application = PracticeApplication(
            {"pleo": self.echo, "quickbooks": self.echo, "practice": self.echo}, conditions
        )
        self.server = PracticeServer(self.application)
        self.server.start()

    def get(self, path: str = "/pleo/v1/x") -> Answer:
        return request(self.server.address, "GET", path)

    def fault(self, kind: str, **members: Any) -> None:
        self.conditions.change({"fault": {"kind": kind, **members}})


@pytest.fixture
def running() -> Iterator[Running]:
    made = Running(Conditions())
    yield made
    made.server.stop()


def test_a_service_sees_the_path_below_its_prefix(running: Running) -> None:
    answer = request(running.server.address, "POST", "/pleo/v1/things:search?a=%C3%A9", {"b": 1}).json()
    assert answer == {"path": "/v1/things:search", "root": "/pleo", "body": '{"b": 1}', "query": {"a": "é"}}
    assert running.get("/nowhere/x").status == 404


def test_one_connection_serves_many_requests(running: Running) -> None:
    parts = urlsplit(running.server.address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.connect()
    own = connection.sock
    for number in range(5):
        connection.request("POST", "/pleo/v1/x", body=b"b" * 70_000 * number)
        assert connection.getresponse().read()
        assert connection.sock is own
    connection.close()


def test_latency_is_added_to_each_request_and_not_one_after_the_other(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.conditions.change({"latency": 200})
    all_wait, waited = threading.Barrier(8), []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        all_wait.wait(PATIENCE)

    monkeypatch.setattr("pleoqb_desktop.practice.server.time.sleep", sleep)
    threads = [threading.Thread(target=running.get) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waited == [0.2] * 8
    assert running.conditions.requests()["at_once"] == {"pleo": 8}


def test_controls_know_neither_latency_nor_faults(running: Running) -> None:
    running.fault("reset", times=0)
    assert running.get("/practice/x").status == 200
    assert running.conditions.requests()["log"] == []


def test_faults_meet_the_request_they_are_meant_for(running: Running) -> None:
    running.fault("status", service="pleo", method="GET", path="v1/x$", nth=2, times=2, status=500)
    assert running.get("/pleo/v1/y").status == 200
    assert [running.get().status for _ in range(4)] == [200, 500, 500, 200]
    assert running.conditions.as_json()["faults"] == []


def test_a_fault_without_end_stays(running: Running) -> None:
    running.fault("status", times=0)
    assert [running.get().status for _ in range(3)] == [503] * 3
    running.conditions.change({"faults": []})
    assert running.get().status == 200


@pytest.mark.parametrize(
    ("kind", "status", "start"),
    [
        ("status", 503, b'{"type": "SERVICE_UNAVAILABLE"'),
        ("gateway_fault", 503, b'{"warnings": null'),
        ("xml_fault", 503, b"<?xml"),
        ("html", 502, b"<!DOCTYPE html>"),
        ("empty", 200, b""),
        ("not_json", 200, b'{"data": ['),
        ("redirect", 302, b""),
    ],
)
def test_faults_take_the_answers_place(running: Running, kind: str, status: int, start: bytes) -> None:
    running.fault(kind)
    answer = running.get()
    assert (answer.status, running.echo.worked) == (status, 0)
    assert answer.body.startswith(start)
    assert bool(answer.body) is bool(start)


def test_a_status_fault_of_quickbooks_has_its_envelope(running: Running) -> None:
    running.fault("status", status=500, code="10000")
    assert running.get("/quickbooks/v3/company/1/query").json()["Fault"]["Error"][0]["code"] == "10000"
    running.fault("gateway_fault", status=429, code="3001", headers={"Retry-After": "3"})
    answer = running.get("/quickbooks/v3/company/1/query")
    assert answer.json()["fault"]["error"][0]["message"].endswith("errorCode=003001; statusCode=429")
    assert answer.headers["retry-after"] == "3"


@pytest.mark.parametrize(("kind", "worked"), [("reset", 0), ("lost_answer", 1)])
def test_a_connection_can_end_before_or_after_the_work(running: Running, kind: str, worked: int) -> None:
    running.fault(kind)
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        running.get()
    assert running.echo.worked == worked
    assert running.get().status == 200


def test_any_fault_can_come_after_the_work(running: Running) -> None:
    running.fault("status", status=500, work_done=True)
    assert running.get().status == 500
    assert running.echo.worked == 1


def test_an_answer_can_be_cut(running: Running) -> None:
    running.fault("truncated")
    with pytest.raises(http.client.IncompleteRead):
        running.get()
    assert running.echo.worked == 1


def test_a_time_out_holds_the_connection_then_drops_it(running: Running) -> None:
    running.fault("timeout", seconds=0.1)
    started = time.perf_counter()
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        running.get()
    assert time.perf_counter() - started >= 0.1
    assert running.echo.worked == 0


def test_stopping_does_not_wait_for_held_or_idle_connections() -> None:
    running = Running(Conditions())
    running.fault("timeout", seconds=10 * PATIENCE)
    parts = urlsplit(running.server.address)
    idle = socket.create_connection((parts.hostname, parts.port))

    def hold() -> None:
        with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
            running.get()

    held = threading.Thread(target=hold)
    held.start()
    while running.conditions.as_json()["faults"]:
        pass
    running.server.stop()
    held.join(PATIENCE)
    assert not held.is_alive()
    assert idle.recv(1) == b""
    idle.close()


def test_requests_are_counted_and_metered_as_intuit_does(running: Running) -> None:
    base = "/quickbooks/v3/company/1"
    for method, path in [
        ("GET", "/purchase/1"), ("GET", "/query?query=select"), ("POST", "/query"), ("POST", "/batch"), ("GET", "/cdc"),
        ("POST", "/purchase"), ("POST", "/upload"),
    ]:  # fmt: skip
        request(running.server.address, method, base + path)
    running.get("/quickbooks/app/expense")
    running.fault("status", status=500)
    running.get(f"{base}/purchase/1")
    told = running.conditions.requests()
    assert (told["total"], told["metered"]) == ({"quickbooks": 9}, {"quickbooks": 5})
    assert told["log"][-1] | {"at": 0, "seconds": 0} == {
        "number": 9, "service": "quickbooks", "method": "GET", "path": f"{base}/purchase/1", "query": "", "status": 500,
        "metered": False, "at": 0, "seconds": 0, "at_once": 1, "fault": "status",
    }  # fmt: skip
    running.conditions.forget_requests()
    assert running.conditions.requests()["log"] == []


@pytest.mark.parametrize(
    "data",
    [
        {"latency": "slow"},
        {"limits": 1},
        {"weather": "bad"},
        {"fault": {"kind": "rain"}},
        {"fault": {}},
        {"fault": {"kind": "html", "nth": 0}},
        {"fault": {"kind": "html", "path": "("}},
        {"faults": ["html"]},
    ],
)
def test_unknown_conditions_are_refused_and_change_nothing(running: Running, data: dict[str, Any]) -> None:
    before = running.conditions.as_json()
    with pytest.raises(ValueError, match=r"\w"):
        running.conditions.change({"latency": 5.0} | data)
    assert running.conditions.as_json() == before


def test_a_bug_in_a_service_is_answered_and_remembered(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_: Request) -> Response:
        raise RuntimeError("a bug")

    application = PracticeApplication({"pleo": broken}, Conditions())
    server = PracticeServer(application)
    server.start()
    try:
        answer = request(server.address, "GET", "/pleo/x")
        assert (answer.status, answer.json()["type"]) == (500, "PRACTICE_BUG")
        assert "a bug" in application.errors[0]
        assert "a bug" in capsys.readouterr().err
    finally:
        server.stop()


def test_a_port_that_is_taken_is_replaced_by_another(running: Running) -> None:
    port = int(running.server.address.rsplit(":", 1)[1])
    other = PracticeServer(running.application, port)
    assert other.server_address[1] != port
    other.server_close()


def test_all_services_answer_behind_one_address() -> None:
    with running_practice(("FR", "GB", "CA")) as practice:
        assert [company["country"] for company in practice.companies] == ["FR", "GB", "CA"]
        assert practice.pleo("GET", "/v1/introspect", country="CA").status == 200
        assert request(practice.address, "GET", "/intuit/.well-known/openid_configuration").status == 200
        realm = practice.company("GB")["quickbooks"]["realm_id"]
        assert request(practice.address, "GET", f"/quickbooks/v3/company/{realm}/companyinfo/{realm}").status == 401
        assert practice.control(f"quickbooks/{realm}/books", method="GET")["home_currency"] == "GBP"


def test_faults_can_be_injected_by_control(practice: Practice) -> None:
    practice.control(
        "conditions", {"fault": {"kind": "status", "service": "pleo", "path": "introspect", "status": 502}}
    )
    assert [practice.pleo("GET", "/v1/introspect").status for _ in range(2)] == [502, 200]
    log = practice.control("requests", method="GET")["log"]
    assert [(record["path"], record["status"]) for record in log] == [
        ("/pleo/v1/introspect", 502),
        ("/pleo/v1/introspect", 200),
    ]
    practice.control("requests", method="DELETE")
    assert practice.control("requests", method="GET")["total"] == {}


def test_a_program_that_dies_while_it_sends_is_no_error(running: Running, capfd: pytest.CaptureFixture[str]) -> None:
    where = urlsplit(running.server.address)
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as dying:
        dying.sendall(b"POST /pleo/v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
        dying.shutdown(socket.SHUT_WR)
        assert dying.recv(1) == b"", "the server gave up its end"
    assert (running.echo.worked, running.get().status) == (0, 200)
    assert capfd.readouterr().err == ""
