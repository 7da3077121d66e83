"""The second day of the practice companies: what people did overnight is met by the next export, told, and repaired to the end."""

import pytest

from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.questions import AnswerKind
from tests.e2e.practice.server_fixture import PracticeRefusedError
from tests.e2e.practice_set_up import PracticeSetUp, codes, house, item_of

EXPECTED = {
    "amount_corrected": ["changed_since"],
    "receipt_replaced": ["receipt_replaced"],
    "entry_edited": [],
    "entry_voided": ["voided_by_hand"],
    "month_closed": ["period_closed"],
    "looks_alike": ["looks_like"],
    "account_inactive": ["account_inactive"],
}


@pytest.fixture(name="own", params=["FR", "GB", "CA"])
def _own(request, tmp_path, monkeypatch):
    with house(tmp_path, monkeypatch, request.param) as found:
        found.make_ready()
        yield found


def second_day(own: PracticeSetUp) -> dict[str, str]:
    """It comes; the accounting entry of each event."""
    company = own.company["pleo"]["company_id"]
    events: dict[str, str] = own.practice.control(f"second-day/{company}", {})["events"]
    return events


def answer(own: PracticeSetUp, entry_id: str, kind: AnswerKind) -> None:
    """A person answers; of two entries that look alike she takes the only one."""
    with own.program() as program, program.exports.answering(CancelToken()) as answering:
        answering.take_all([entry_id], kind)


def export_again(own: PracticeSetUp, *ids: str) -> RunOutcome:
    """A person exports these again in Pleo, and the program exports."""
    own.practice.pleo_control("queue", {"accounting_entry_ids": list(ids)}, country=own.country)
    return own.export()


def test_every_event_is_met_by_its_own_cause_and_can_be_repaired_to_the_end(own):
    own.export()
    before = {row["Id"] for row in own.rows("Purchase")}
    active = {row["Id"] for row in own.rows("Account") if row["Active"]}
    events = second_day(own)
    outcome = own.export()
    assert {event: codes(item_of(outcome, entry_id)) for event, entry_id in events.items()} == EXPECTED
    with own.program() as program:
        program.settings.update(closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
    inactive = next(row["Id"] for row in own.rows("Account") if not row["Active"] and row["Id"] in active)
    own.change_books(update={"Account": {"Id": inactive, "Active": True}})
    answer(own, events["amount_corrected"], AnswerKind.CORRECT)
    answer(own, events["entry_voided"], AnswerKind.AGAIN)
    answer(own, events["looks_alike"], AnswerKind.SAME)
    export_again(own, *(events[one] for one in ("entry_voided", "looks_alike", "month_closed", "account_inactive")))
    with own.program() as program:
        assert program.not_in_books() == []
        assert not program.needs_you()
    after = {row["Id"] for row in own.rows("Purchase")}
    assert len(after - before) == 4, "the bank's, the voided one anew, that of the closed month, that of the account"
    exported = {one["id"]: one["exportStatus"] for one in own.practice.dump(own.country)["expenses"]}
    assert {exported[entry_id] for entry_id in events.values()} == {"EXPORTED"}


def test_it_comes_only_after_a_first_export_and_as_often_as_wanted(tmp_path, monkeypatch):
    with house(tmp_path, monkeypatch, "GB") as own:
        own.make_ready()
        with pytest.raises(PracticeRefusedError, match="409"):
            second_day(own)
        own.export()
        first, second = second_day(own), second_day(own)
        assert not set(first.values()) & set(second.values())
