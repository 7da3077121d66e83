"""Whatever the services, the network, the disk, the clock or a person do to an export, the books end as without it."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.services.http.transport import NoAnswerError, Transport
from pleoqb_desktop.services.quickbooks import requests
from pleoqb_desktop.services.storage.runs.database import set_aside
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests.e2e.practice_set_up import read_whole
from tests.endure.expenses import LAST, entry_id
from tests.endure.points import WRITES, Point, Points
from tests.endure.practice_set_up import ENTRIES_BATCH, PracticeSetUp, standing_house
from tests.endure.trial import Undisturbed, recover

# One request of each sort that an export makes; the numbers choose the writing batch and the closing event.
TARGETS: tuple[dict[str, Any], ...] = (
    {"service": "quickbooks", "path": "/query$", "nth": 2},
    {"service": "quickbooks", "path": "/batch$"},
    {"service": "quickbooks", "path": "/batch$", "nth": ENTRIES_BATCH + 1},
    *(
        {"service": "quickbooks", "path": f"/{route}$", "method": "POST"}
        for route in ("vendor", "deposit", "transfer", "bill", "billpayment", "journalentry", "upload")
    ),
    {"service": "pleo", "path": "/export-jobs$", "method": "GET"},
    {"service": "pleo", "path": "/export-jobs$", "method": "POST"},
    {"service": "pleo", "path": ":search$"},
    {"service": "pleo", "path": "/export-job-events$"},
    {"service": "pleo", "path": "/export-job-events$", "nth": 3},
    {"service": "pleo", "path": "/export-items$"},
    {"service": "pleo", "path": "/items$", "method": "PUT"},
    {"service": "files", "path": "", "nth": 2},
    {"service": "intuit", "path": "/bearer$"},
)
KINDS: dict[str, dict[str, Any]] = {
    "connection reset": {"kind": "reset"},
    "reset after the work": {"kind": "reset", "work_done": True},
    "answer lost": {"kind": "lost_answer"},
    "half an answer": {"kind": "truncated"},
    "HTML": {"kind": "html"},
    "HTML with status 200": {"kind": "html", "status": 200, "work_done": True},
    "half a JSON": {"kind": "not_json", "work_done": True},
    "nothing": {"kind": "empty", "work_done": True},
    "500": {"kind": "status", "status": 500},
    "503 after the work": {"kind": "status", "status": 503, "work_done": True},
    "lower-case fault": {"kind": "gateway_fault", "work_done": True},
    "XML": {"kind": "xml_fault"},
    "fault inside 200": {"kind": "status", "status": 200, "code": "10000", "work_done": True},
    "429": {"kind": "status", "status": 429, "code": "3001"},
    "redirect": {"kind": "redirect"},
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeSetUp]:
    """A company and a set-up profile."""
    with standing_house(tmp_path_factory.mktemp("faults")) as standing:
        yield standing


@pytest.fixture(scope="module")
def undisturbed(house: PracticeSetUp) -> Undisturbed:
    """How an export without any trouble ends."""
    return Undisturbed.of(house)


@pytest.fixture(autouse=True)
def _morning(house: PracticeSetUp, undisturbed: Undisturbed) -> None:
    house.back()


def ends_well(house: PracticeSetUp, home: Any, undisturbed: Undisturbed) -> int:
    """Exports until it is done, demands an undisturbed run's books, and tells how many exports it took."""
    ending = recover(house, home, undisturbed)
    assert ending.good, ending.told()
    return ending.exports


def codes(outcome: RunOutcome) -> dict[str, list[str]]:
    return {one.record.accounting_entry_id: [p.code.value for p in one.record.problems] for one in outcome.items}


def test_the_batch_that_these_tests_spoil_is_the_one_that_makes_the_purchases(house: PracticeSetUp) -> None:
    house.fault("status", "/batch$", service="quickbooks", nth=ENTRIES_BATCH, times=0, status=503)
    assert house.export(house.home()).problem is None
    # The batch never gets an answer, so that its purchases are sent one by one.
    assert len([one for one in house.requests() if one["path"].endswith("/purchase")]) == 6


# -- the services ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_one_request_of_each_sort_changes_nothing_in_the_end(
    house: PracticeSetUp, undisturbed: Undisturbed, kind: str
) -> None:
    house.conditions(faults=[target | KINDS[kind] for target in TARGETS])
    assert ends_well(house, house.home(), undisturbed) <= len(TARGETS)


@pytest.mark.parametrize("kind", ["reset", "html", "status"])
def test_a_service_that_is_down_ends_the_export_with_5_and_loses_nothing(
    house: PracticeSetUp, undisturbed: Undisturbed, kind: str
) -> None:
    home = house.home()
    for service, nth in (("quickbooks", 1), ("quickbooks", 9), ("pleo", 6), ("pleo", 1)):
        house.fault(kind, service=service, nth=nth, times=0)
        outcome = house.export(home)
        house.conditions(faults=[])
        assert outcome.exit_code == 5, outcome.problem
    ends_well(house, home, undisturbed)


def test_a_request_that_hangs_is_given_up_and_looked_up(
    house: PracticeSetUp, undisturbed: Undisturbed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "_LONG_TIMEOUT", 0.4)
    house.fault("timeout", "/batch$", service="quickbooks", nth=ENTRIES_BATCH, seconds=1.0, work_done=True)
    house.fault("timeout", "/upload$", service="quickbooks", seconds=1.0, work_done=True)
    assert ends_well(house, house.home(), undisturbed) == 1


@pytest.mark.parametrize(("told", "least"), [({"Retry-After": "77"}, 77.0), ({}, 60.0)])
@pytest.mark.parametrize("service", ["quickbooks", "pleo"])
def test_429_is_waited_out_as_told_else_a_minute(
    house: PracticeSetUp, undisturbed: Undisturbed, service: str, told: dict[str, str], least: float
) -> None:
    house.fault("status", service=service, nth=4, times=2, status=429, code="3001", headers=told)
    home, clock = house.home(), house.clock()
    assert house.export(home, clock).problem is None
    # Two that are refused at the same moment wait out the same time, not one after the other.
    assert clock.waited >= least
    assert ends_well(house, home, undisturbed) == 1


@pytest.mark.parametrize("code", ["10000", "3001"])
@pytest.mark.parametrize("entity", ["Purchase", "Deposit", "Transfer", "Bill", "JournalEntry"])
def test_a_passing_fault_inside_a_good_answer_is_tried_again(
    house: PracticeSetUp, undisturbed: Undisturbed, code: str, entity: str
) -> None:
    house.change({"fail_next": {"code": code, "entity": entity, "times": 2}})
    assert ends_well(house, house.home(), undisturbed) == 1


def test_a_batch_that_is_refused_as_a_whole_is_sent_entry_by_entry(
    house: PracticeSetUp, undisturbed: Undisturbed
) -> None:
    house.fault("status", "/batch$", service="quickbooks", nth=ENTRIES_BATCH, status=400, code="2500")
    assert ends_well(house, house.home(), undisturbed) == 1


def test_faults_in_lower_case_mean_the_same(house: PracticeSetUp, undisturbed: Undisturbed) -> None:
    house.conditions(lower_case_faults=True)
    outcome = house.export(house.home())
    assert codes(outcome)[entry_id(15)] == ["number_taken"]
    assert house.picture() == undisturbed.books


def test_of_a_batch_only_the_refused_purchases_fail(house: PracticeSetUp, undisturbed: Undisturbed) -> None:
    house.change(
        {"fail_next": {"code": "2500", "entity": "Purchase", "detail": "no such thing", "skip": 1, "times": 2}}
    )
    outcome = house.export(house.home())
    refused = [one for one, found in codes(outcome).items() if found == ["refused_by_quickbooks"]]
    assert len(refused) == 2
    assert outcome.count(ItemStatus.EXPORTED) == undisturbed.standing - 2
    states = house.export_states()
    assert [states[one] for one in refused] == ["NOT_EXPORTED"] * 2
    house.practice.pleo_control("queue", {"accounting_entry_ids": refused}, country="GB")
    again = house.export(house.home())
    assert again.count(ItemStatus.EXPORTED) == 2
    assert house.picture() == undisturbed.books


def test_of_an_upload_only_the_refused_files_are_missing_and_the_next_export_brings_them(
    house: PracticeSetUp, undisturbed: Undisturbed
) -> None:
    house.change({"fail_next": {"code": "6000", "entity": "Attachable", "detail": "broken", "skip": 1, "times": 2}})
    home = house.home()
    outcome = house.export(home)
    assert sum("receipt_refused" in found for found in codes(outcome).values()) == 2
    assert outcome.count(ItemStatus.EXPORTED) == undisturbed.standing
    assert ends_well(house, home, undisturbed) == 1


def test_receipts_that_pleo_does_not_hand_out_any_more_stop_nothing(
    house: PracticeSetUp, undisturbed: Undisturbed
) -> None:
    """One receipt is missing for good, so that each export asks for the entry's receipts again."""
    home = house.home()
    assert house.export(home).problem is None
    house.fault("status", "/receipts$", service="pleo", times=0, status=404, code="NOT_FOUND")
    assert house.export(home).problem is None
    house.conditions(faults=[])
    ends_well(house, home, undisturbed)


def test_links_that_expire_under_way_are_asked_for_anew(house: PracticeSetUp, undisturbed: Undisturbed) -> None:
    house.fault("status", service="files", status=403, body="<Error><Code>AccessDenied</Code></Error>")
    assert ends_well(house, house.home(), undisturbed) == 1


# -- the sign-in -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["expire_access_tokens", "rotate"])
def test_a_token_that_ends_under_way_is_renewed_without_anybody_noticing(
    house: PracticeSetUp, undisturbed: Undisturbed, what: str
) -> None:
    def reached(point: Point, number: int) -> None:
        if number == 80:
            house.practice.control("intuit", {what: True, "expire_access_tokens": True})

    home = house.home()
    with Points(reached):
        assert house.export(home).problem is None
    assert ends_well(house, home, undisturbed) == 1


@pytest.mark.parametrize("number", [30, 60, 90, 120])
def test_a_sign_in_that_is_revoked_under_way_ends_with_4_and_the_next_one_completes(
    house: PracticeSetUp, undisturbed: Undisturbed, number: int
) -> None:
    def reached(_point: Point, counted: int) -> None:
        if counted == number:
            house.practice.control("intuit", {"revoke_all": True})

    home = house.home()
    with Points(reached):
        outcome = house.export(home)
    assert outcome.exit_code == 4
    with house.program(home) as program:
        house.connect(program, CancelToken())
    ends_well(house, home, undisturbed)


@pytest.mark.parametrize("number", [40, 100])
def test_a_key_that_is_revoked_under_way_ends_with_4_and_loses_nothing(
    house: PracticeSetUp, undisturbed: Undisturbed, number: int
) -> None:
    def reached(_point: Point, counted: int) -> None:
        if counted == number:
            house.practice.pleo_control("key", {"revoked": True}, country="GB")

    home = house.home()
    with Points(reached):
        assert house.export(home).exit_code == 4
    house.practice.pleo_control("key", {"revoked": False}, country="GB")
    ends_well(house, home, undisturbed)


# -- the job -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [45, 75, 105, 135, 165])
@pytest.mark.parametrize("how", ["expires", "is cancelled"])
def test_a_job_that_ends_under_way_is_given_up_and_its_entries_are_found_again(
    house: PracticeSetUp, undisturbed: Undisturbed, number: int, how: str
) -> None:
    def reached(_point: Point, counted: int) -> None:
        if counted != number:
            return
        if how == "expires":
            house.practice.control("clock", {"advance": 4000})
        for job in house.pleo()["jobs"]:
            if how == "is cancelled" and job["status"] in {"pending", "in_progress"}:
                house.practice.pleo_control("cancel", {"job_id": job["id"]}, country="GB")

    home = house.home()
    with Points(reached):
        outcome = house.export(home)
    assert outcome.exit_code in {0, 1, 5}
    ends_well(house, home, undisturbed)


def test_a_job_on_which_nothing_happens_for_long_is_kept_alive(house: PracticeSetUp, undisturbed: Undisturbed) -> None:
    """Each request that writes takes so long that the export takes more than an hour."""
    clock = house.clock()

    def reached(point: Point, _number: int) -> None:
        if point.when == "after" and point.what.startswith("POST /v3/company"):
            clock.advance(250.0)

    home = house.home()
    with Points(reached):
        outcome = house.export(home, clock)
    assert outcome.problem is None
    assert clock.waited > 3600
    assert ends_well(house, home, undisturbed) == 1


def test_results_that_pleo_refuses_inside_a_good_answer_are_told_again(
    house: PracticeSetUp, undisturbed: Undisturbed
) -> None:
    errors = [
        {"accountingEntryId": entry_id(n), "type": "EXPORT_ENTRY_STATUS_UPDATE_FAILED", "message": "try again"}
        for n in range(1, LAST + 1)
    ]
    body = {"data": [], "errors": errors}
    house.fault("status", "/items$", service="pleo", method="PUT", status=200, body=body)
    home = house.home()
    outcome = house.export(home)
    assert outcome.problem is None
    assert ends_well(house, home, undisturbed) == 1


def test_a_result_that_pleo_refuses_for_long_leaves_the_job_to_the_next_export(
    house: PracticeSetUp, undisturbed: Undisturbed
) -> None:
    refusal = {"accountingEntryId": entry_id(1), "type": "EXPORT_ENTRY_STATUS_UPDATE_FAILED", "message": "no"}
    errors = [refusal | {"accountingEntryId": entry_id(n)} for n in range(1, LAST + 1)]
    house.fault(
        "status", "/items$", service="pleo", method="PUT", times=0, status=200, body={"data": [], "errors": errors}
    )
    home = house.home()
    outcome = house.export(home)
    assert outcome.exit_code == 5
    house.conditions(faults=[])
    assert ends_well(house, home, undisturbed) <= 2


# -- the network and the clock -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [8, 30, 60, 90, 130])
def test_ten_minutes_without_a_network_lose_nothing(
    house: PracticeSetUp, undisturbed: Undisturbed, number: int
) -> None:
    clock, gone_until = house.clock(), [0.0]
    real = Transport._exchange

    def exchange(transport: Transport, *args: Any) -> Any:
        if clock.monotonic() < gone_until[0]:
            raise NoAnswerError("no network", sent=False)
        return real(transport, *args)

    def reached(_point: Point, counted: int) -> None:
        if counted == number:
            gone_until[0] = clock.monotonic() + 600

    home = house.home()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Transport, "_exchange", exchange)
        with Points(reached):
            assert house.export(home, clock).exit_code == 5
        assert house.export(home, clock).exit_code == 5
        clock.advance(600)
        assert house.export(home, clock).problem is None
    ends_well(house, home, undisturbed)


@pytest.mark.parametrize("seconds", [-86_400.0, 40 * 86_400.0])
def test_a_clock_that_is_set_under_way_changes_nothing(
    house: PracticeSetUp, undisturbed: Undisturbed, seconds: float
) -> None:
    clock = house.clock()

    def reached(_point: Point, counted: int) -> None:
        if counted % 50 == 0:
            clock.jump(seconds)

    home = house.home()
    with Points(reached):
        assert house.export(home, clock).problem is None
    assert ends_well(house, home, undisturbed) == 1


def test_a_computer_that_sleeps_for_a_day_under_way_finds_its_entries_again(
    house: PracticeSetUp, undisturbed: Undisturbed
) -> None:
    clock = house.clock()

    def reached(_point: Point, counted: int) -> None:
        if counted == 100:
            clock.advance(86_400)

    home = house.home()
    with Points(reached):
        house.export(home, clock)
    ends_well(house, home, undisturbed)


# -- a person ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", range(3))
def test_stop_pressed_at_any_time_keeps_what_was_done_and_the_next_export_resumes(
    house: PracticeSetUp, undisturbed: Undisturbed, first: int
) -> None:
    for number in range(4 + first * 6, 185, 18):
        house.back()
        home, cancel = house.home(), CancelToken()

        def reached(_point: Point, counted: int, at: int = number, token: CancelToken = cancel) -> None:
            if counted == at:
                token.cancel()

        with Points(reached), house.program(home) as program, program.exports.now(cancel) as export:
            outcome = read_whole(export.run())
        assert outcome.exit_code == 130 or outcome.problem is None
        ends_well(house, home, undisturbed)


# -- the disk ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [Code.DISK_FULL, Code.FILE_BUSY])
@pytest.mark.parametrize("first", range(2))
def test_a_store_that_cannot_be_written_stops_the_export_before_anything_is_lost(
    house: PracticeSetUp, undisturbed: Undisturbed, code: Code, first: int
) -> None:
    for number in range(1 + first * 3, 40, 7):
        house.back()
        home, writes = house.home(), [0]

        def refusing(real: Any, at: int = number, counted: list[int] = writes) -> Any:
            def write(*args: Any, **more: Any) -> Any:
                counted[0] += 1
                if counted[0] >= at:
                    raise UnavailableError(problem(code, path="runs.sqlite"))
                return real(*args, **more)

            return write

        with pytest.MonkeyPatch.context() as patch:
            for name in WRITES:
                patch.setattr(SqliteRuns, name, refusing(getattr(SqliteRuns, name)))
            outcome = house.export(home)
        assert outcome.problem is not None
        assert outcome.problem.code is code
        ends_well(house, home, undisturbed)


def test_a_store_that_another_program_holds_for_long_is_told_and_nothing_is_sent_unnoted(
    house: PracticeSetUp, undisturbed: Undisturbed, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = house.home()
    held: list[sqlite3.Connection] = []
    path = house.store(home)

    def reached(point: Point, _number: int) -> None:
        if point == Point("store set_job", "after", 2):
            held.append(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
            held[0].execute("BEGIN IMMEDIATE")

    monkeypatch.setattr("pleoqb_desktop.services.storage.runs.database._BUSY_SECONDS", 0.2)
    with Points(reached):
        outcome = house.export(home)
    held[0].close()
    assert outcome.problem is not None
    assert outcome.problem.code is Code.FILE_BUSY
    assert not [one for one in house.requests() if one["path"].endswith("/deposit")]
    ends_well(house, home, undisturbed)


def test_a_store_that_is_damaged_is_set_aside_and_the_look_up_finds_what_stands(
    house: PracticeSetUp, undisturbed: Undisturbed
) -> None:
    home = house.home()
    house.fault("status", "/upload$", service="quickbooks", times=0, status=503)
    house.fault("status", "/items$", service="pleo", method="PUT", times=0, status=503)
    assert house.export(home).exit_code == 5
    house.conditions(faults=[])
    path = house.store(home)
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(UnavailableError) as damaged:
        house.export(home)
    assert damaged.value.problem.code is Code.STORE_DAMAGED
    set_aside(path)
    # The job is nobody's now: it is left until Pleo ends it.
    assert house.export(home).exit_code == 5
    house.practice.control("clock", {"advance": 4000})
    house.queue_again()
    ends_well(house, home, undisturbed)
