"""What ports.spend promises of Pleo's export side, on paper and against the practice company over HTTP."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.problems import Code, PleoReason
from pleoqb_desktop.domain.spend import ExportItem, ExportJob, JobItemStatus, JobStatus, ReceiptFile
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, SetupIncompleteError, SpendRefusal
from pleoqb_desktop.ports.spend import Report, SpendSource
from tests.builders import COMPANY_ID, item, line
from tests.conformance.letters import new
from tests.e2e.practice_set_up import purchase
from tests.on_paper.computer import HandClock
from tests.on_paper.spend import SpendOnPaper

DAY = date(2026, 11, 2)
ENDED = (JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_ERRORS, JobStatus.FAILED)
OPEN = (JobStatus.PENDING, JobStatus.IN_PROGRESS)


@dataclass(frozen=True)
class Trial:
    """A source of spend, and what persons and time do to it."""

    source: SpendSource
    wait: Callable[[date, int, int], list[str]]
    queue_again: Callable[[Sequence[str]], object]
    stop: Callable[[str], object]
    choose_contra: Callable[[bool], object]
    pass_time: Callable[[float], object]
    with_token: Callable[[CancelToken], SpendSource]

    def waiting(self, count: int = 1, *, day: date = DAY, receipts: int = 0) -> list[str]:
        """Card purchases of 12.00 that came into the queue."""
        return self.wait(day, count, receipts)

    def job(self, count: int = 1, *, started: bool = True) -> ExportJob:
        """Of so many new expenses."""
        made = self.source.create_job(self.waiting(count))
        assert made is not None
        assert not started or self.source.start_job(made.id)
        return made

    def told(self, job_id: str) -> ExportJob:
        """The job as it is now."""
        job = self.source.job(job_id)
        assert job is not None
        return job


def on_paper() -> Trial:
    clock = HandClock()
    paper = SpendOnPaper(COMPANY_ID, now=clock.now)

    def wait(day: date, count: int, receipts: int) -> list[str]:
        files = tuple(ReceiptFile(f"https://files.invalid/{n}", "image/png", 9) for n in range(receipts))
        return paper.wait(
            *(
                item(
                    accounting_entry_id=new("entry"),
                    date=datetime.combine(day, time(11), UTC),
                    lines=[line("12.00", tax=("20", "2.00"))],
                    files=files,
                )
                for _ in range(count)
            )
        )

    def with_token(token: CancelToken) -> SpendSource:
        paper.cancel = token
        return paper

    def choose_contra(chosen: bool) -> None:
        paper.contra_chosen = chosen

    return Trial(
        paper, wait, lambda ids: paper.queue_again(*ids), paper.stop_job, choose_contra, clock.move, with_token
    )


def over_http(request: pytest.FixtureRequest) -> Trial:
    house, program = request.getfixturevalue("practice_office")
    house.empty_queue()
    house.choose_contra(program)

    def wait(day: date, count: int, receipts: int) -> list[str]:
        one = purchase("12.00", date=f"{day.isoformat()}T11:00:00Z", receipts=[{"kind": "png"}] * receipts)
        ids: list[str] = house.wait_in_pleo(*[one] * count)
        return ids

    def choose_contra(chosen: bool) -> None:
        if chosen:
            house.choose_contra(program)
        else:
            house.practice.pleo_control("contra-account", {"externalId": None})

    return Trial(
        program.spend(CancelToken()),
        wait,
        lambda ids: house.practice.pleo_control("queue", {"accounting_entry_ids": list(ids)}),
        lambda job_id: house.practice.pleo_control("cancel", {"job_id": job_id}),
        choose_contra,
        lambda seconds: house.practice.control("clock", {"advance": seconds}),
        program.spend,
    )


@pytest.fixture(params=["on_paper", "over_http"])
def trial(request: pytest.FixtureRequest) -> Trial:
    return on_paper() if request.param == "on_paper" else over_http(request)


@pytest.fixture
def source(trial: Trial) -> SpendSource:
    return trial.source


def good(entry_id: str) -> Report:
    return Report(
        entry_id,
        successful=True,
        external_id="707",
        external_url="https://books.invalid/707",
        exported_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    )


def bad(entry_id: str) -> Report:
    return Report(entry_id, successful=False, reason=PleoReason.VALIDATION, reason_text="an account is missing")


def states(source: SpendSource, job: ExportJob) -> dict[str, JobItemStatus]:
    return {one.accounting_entry_id: one.status for one in source.job_items(job)}


def items(source: SpendSource, job: ExportJob) -> list[ExportItem]:
    found = [one for page in source.item_pages(job) for one in page]
    assert all(isinstance(one, ExportItem) for one in found)
    return [one for one in found if isinstance(one, ExportItem)]


def queued(source: SpendSource) -> set[str]:
    return {one.id for one in source.queue()}


# -- the life of a job ---------------------------------------------------------------------------------------------------


def test_a_job_waits_runs_and_is_completed(trial: Trial, source: SpendSource) -> None:
    ids = trial.waiting(2)
    job = source.create_job(ids)
    assert job is not None
    assert (job.status, job.number_of_items) == (JobStatus.PENDING, 2)
    assert trial.told(job.id) == job
    assert source.start_job(job.id)
    assert trial.told(job.id).status is JobStatus.IN_PROGRESS
    assert source.report(job.id, [good(one) for one in ids]) == []
    assert source.finish_job(job.id, JobStatus.COMPLETED)
    assert trial.told(job.id).status is JobStatus.COMPLETED


def test_a_job_is_started_once_and_never_completed_before(trial: Trial, source: SpendSource) -> None:
    job = trial.job(started=False)
    assert not source.finish_job(job.id, JobStatus.COMPLETED)
    assert not source.finish_job(job.id, JobStatus.COMPLETED_WITH_ERRORS)
    assert trial.told(job.id).status is JobStatus.PENDING
    assert source.start_job(job.id)
    assert not source.start_job(job.id)
    assert trial.told(job.id).status is JobStatus.IN_PROGRESS


@pytest.mark.parametrize("how", ENDED)
def test_an_ended_job_stays_as_it_ended(trial: Trial, source: SpendSource, how: JobStatus) -> None:
    job = trial.job()
    (entry_id,) = states(source, job)
    source.report(job.id, [good(entry_id) if how is JobStatus.COMPLETED else bad(entry_id)])
    assert source.finish_job(job.id, how, *(("validation_failure", "all") if how is JobStatus.FAILED else ()))
    assert not source.start_job(job.id)
    for status in ENDED:
        assert not source.finish_job(job.id, status)
    assert trial.told(job.id).status is how


def test_a_job_is_not_completed_while_a_result_is_missing(trial: Trial, source: SpendSource) -> None:
    job = trial.job(2)
    first, second = states(source, job)
    source.report(job.id, [good(first)])
    assert not source.finish_job(job.id, JobStatus.COMPLETED)
    assert trial.told(job.id).status is JobStatus.IN_PROGRESS
    source.report(job.id, [good(second)])
    assert source.finish_job(job.id, JobStatus.COMPLETED)


def test_the_closing_word_fits_the_results(trial: Trial, source: SpendSource) -> None:
    job = trial.job(2)
    first, second = states(source, job)
    source.report(job.id, [good(first), bad(second)])
    assert not source.finish_job(job.id, JobStatus.COMPLETED)
    assert source.finish_job(job.id, JobStatus.COMPLETED_WITH_ERRORS)
    job = trial.job()
    (entry_id,) = states(source, job)
    source.report(job.id, [good(entry_id)])
    assert not source.finish_job(job.id, JobStatus.COMPLETED_WITH_ERRORS)
    assert source.finish_job(job.id, JobStatus.COMPLETED)


def test_a_failed_job_keeps_its_reason_and_leaves_what_has_no_result(trial: Trial, source: SpendSource) -> None:
    job = trial.job(2)
    first, second = states(source, job)
    source.report(job.id, [good(first)])
    assert source.finish_job(job.id, JobStatus.FAILED, "validation_failure", "nothing fits")
    assert trial.told(job.id).failure_reason == "nothing fits"
    assert states(source, job) == {first: JobItemStatus.SUCCESSFUL, second: JobItemStatus.ABANDONED}


def test_a_job_that_nobody_knows_is_none_and_not_moved(source: SpendSource) -> None:
    unknown = "3f0a3a0e-0000-4000-8000-00000000beef"
    assert source.job(unknown) is None
    assert not source.start_job(unknown)
    assert not source.finish_job(unknown, JobStatus.COMPLETED)


def test_there_is_one_open_job_at_a_time(trial: Trial, source: SpendSource) -> None:
    job = trial.job(started=False)
    others = trial.waiting()
    assert source.create_job(others) is None
    assert source.start_job(job.id)
    assert source.create_job(others) is None
    assert source.jobs(OPEN) == [trial.told(job.id)]


def test_jobs_are_told_by_their_state_oldest_first(trial: Trial, source: SpendSource) -> None:
    jobs = []
    for _ in range(3):
        jobs.append(trial.job())
        trial.pass_time(5)
        trial.stop(jobs[-1].id)
    last = trial.job(started=False)
    assert [one.id for one in source.jobs([JobStatus.FAILED])] == [one.id for one in jobs]
    assert [one.id for one in source.jobs([JobStatus.PENDING, JobStatus.FAILED])] == [*(o.id for o in jobs), last.id]
    assert source.jobs([JobStatus.COMPLETED]) == []


def test_a_job_expires_an_hour_after_the_last_thing_that_happened_to_it(trial: Trial, source: SpendSource) -> None:
    job = trial.job(2)
    first, second = states(source, job)
    trial.pass_time(3000)
    source.touch(job.id, second)
    trial.pass_time(3000)
    source.report(job.id, [good(first)])
    trial.pass_time(3000)
    assert trial.told(job.id).status is JobStatus.IN_PROGRESS
    trial.pass_time(1000)
    assert trial.told(job.id).status is JobStatus.FAILED
    assert states(source, job) == {first: JobItemStatus.SUCCESSFUL, second: JobItemStatus.ABANDONED}


def test_without_contra_account_there_is_no_job_and_no_item(trial: Trial, source: SpendSource) -> None:
    job = trial.job(started=False)
    trial.choose_contra(False)
    with pytest.raises(SetupIncompleteError) as refused:
        items(source, job)
    assert refused.value.problem.code is Code.CONTRA_ACCOUNT_MISSING
    trial.stop(job.id)
    ids = trial.waiting()
    with pytest.raises(SetupIncompleteError) as refused:
        source.create_job(ids)
    assert refused.value.problem.code is Code.CONTRA_ACCOUNT_MISSING
    assert source.jobs(OPEN) == []
    assert queued(source) == set(ids)


# -- items and results ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 100, 130, 201])
def test_the_items_of_a_job_come_page_by_page_each_once(trial: Trial, source: SpendSource, count: int) -> None:
    job = trial.job(count, started=False)
    ids = [one.accounting_entry_id for one in items(source, job)]
    assert len(ids) == len(set(ids)) == count == job.number_of_items
    assert set(ids) == states(source, job).keys()
    assert len(list(source.item_pages(job))) >= -(-count // 100)


def test_an_item_tells_the_expense(trial: Trial, source: SpendSource) -> None:
    made = source.create_job(trial.waiting(receipts=2))
    assert made is not None
    (one,) = items(source, made)
    assert (one.type, one.amount.amount, one.amount.currency) == ("card_purchase", Decimal(12), "EUR")
    assert one.date.date() == DAY
    assert one.lines
    assert one.supplier
    assert one.reconciliation_id
    assert [file.type for file in one.files] == ["image/png"] * 2


def test_items_of_an_ended_job_are_refused_though_its_states_can_be_read(trial: Trial, source: SpendSource) -> None:
    job = trial.job()
    trial.stop(job.id)
    with pytest.raises(SpendRefusal) as refused:
        items(source, job)
    assert refused.value.status in {404, 422}
    assert list(states(source, job).values()) == [JobItemStatus.ABANDONED]


def test_a_result_that_was_told_is_known(trial: Trial, source: SpendSource) -> None:
    job = trial.job(3)
    first, second, third = states(source, job)
    assert source.report(job.id, [good(first), bad(second)]) == []
    told = {one.accounting_entry_id: one for one in source.job_items(job)}
    assert (told[first].status, told[first].external_id) == (JobItemStatus.SUCCESSFUL, "707")
    assert told[second].status is JobItemStatus.FAILED
    assert told[third].status is JobItemStatus.PENDING


def test_a_result_may_be_told_again_but_not_otherwise(trial: Trial, source: SpendSource) -> None:
    job = trial.job()
    (entry_id,) = states(source, job)
    source.report(job.id, [good(entry_id)])
    assert source.report(job.id, [good(entry_id)]) == []
    (refusal,) = source.report(job.id, [bad(entry_id)])
    assert refusal.accounting_entry_id == entry_id
    assert states(source, job) == {entry_id: JobItemStatus.SUCCESSFUL}


def test_a_result_of_another_entry_is_refused_by_itself_and_the_others_are_taken(
    trial: Trial, source: SpendSource
) -> None:
    (stranger,) = trial.waiting()
    job = trial.job()
    (entry_id,) = states(source, job)
    (refusal,) = source.report(job.id, [good(stranger), good(entry_id)])
    assert refusal.accounting_entry_id == stranger
    assert refusal.type
    assert refusal.message
    assert states(source, job) == {entry_id: JobItemStatus.SUCCESSFUL}


def test_results_of_a_job_that_does_not_run_are_refused(trial: Trial, source: SpendSource) -> None:
    job = trial.job()
    (entry_id,) = states(source, job)
    trial.stop(job.id)
    with pytest.raises(SpendRefusal) as refused:
        source.report(job.id, [good(entry_id)])
    assert refused.value.status in {404, 422}
    with pytest.raises(SpendRefusal):
        source.touch(job.id, entry_id)


def test_more_results_than_a_call_takes_are_a_programming_error(trial: Trial, source: SpendSource) -> None:
    job = trial.job()
    (entry_id,) = states(source, job)
    with pytest.raises(ValueError, match="100"):
        source.report(job.id, [good(entry_id)] * 101)


# -- entries -------------------------------------------------------------------------------------------------------------


def test_what_waits_stands_in_the_queue_until_a_job_takes_it(trial: Trial, source: SpendSource) -> None:
    first, second, third = trial.waiting(3)
    assert queued(source) == {first, second, third}
    job = source.create_job([first, second])
    assert job is not None
    assert queued(source) == {third}
    assert source.start_job(job.id)
    source.report(job.id, [good(first), bad(second)])
    source.finish_job(job.id, JobStatus.COMPLETED_WITH_ERRORS)
    assert queued(source) == {third}
    trial.queue_again([second])
    assert queued(source) == {second, third}


@pytest.mark.parametrize("count", [100, 230])
def test_a_long_queue_tells_each_entry_once(trial: Trial, source: SpendSource, count: int) -> None:
    ids = trial.waiting(count)
    found = [one.id for one in source.queue()]
    assert sorted(found) == sorted(ids)


def test_a_queued_entry_tells_what_pleo_knows_before_a_job(trial: Trial, source: SpendSource) -> None:
    trial.waiting(receipts=2)
    (entry,) = source.queue()
    assert (entry.family, entry.amount.amount, entry.amount.currency) == ("CARD_PURCHASE", Decimal(12), "EUR")
    assert (entry.day, entry.receipts, entry.has_account, entry.export_status) == (DAY, 2, True, "QUEUED")
    assert entry.moment is not None
    assert entry.moment.astimezone(UTC).date() == entry.day


def test_entries_are_found_between_two_days_both_included_whatever_their_state(
    trial: Trial, source: SpendSource
) -> None:
    days = [DAY + timedelta(days=n) for n in range(4)]
    early, first, last, late = (trial.waiting(day=day)[0] for day in days)
    job = source.create_job([first])
    assert job is not None
    source.start_job(job.id)
    source.report(job.id, [good(first)])
    source.finish_job(job.id, JobStatus.COMPLETED)
    found = {one.id: one.export_status for one in source.entries(days[1], days[2])}
    assert found == {first: "EXPORTED", last: "QUEUED"}
    assert {one.id for one in source.entries(days[0], days[3])} == {early, first, last, late}
    assert [one.id for one in source.exported(days[0], days[3])] == [first]
    assert list(source.exported(days[2], days[3])) == []


def test_receipts_are_handed_out_also_when_the_job_is_closed(trial: Trial, source: SpendSource) -> None:
    (entry_id,) = trial.waiting(receipts=2)
    before = source.receipts(entry_id)
    assert [one.type for one in before] == ["image/png"] * 2
    job = source.create_job([entry_id])
    assert job is not None
    source.start_job(job.id)
    source.report(job.id, [good(entry_id)])
    source.finish_job(job.id, JobStatus.COMPLETED)
    assert [one.id for one in source.receipts(entry_id)] == [one.id for one in before]
    assert source.receipts(trial.waiting()[0]) == []


def test_receipts_of_an_entry_that_nobody_knows_are_refused(source: SpendSource) -> None:
    with pytest.raises(SpendRefusal):
        source.receipts("3f0a3a0e-0000-4000-8000-00000000beef")


def test_after_a_stop_nothing_is_asked_and_nothing_is_made(trial: Trial) -> None:
    ids = trial.waiting()
    token = CancelToken()
    stopped = trial.with_token(token)
    token.cancel()
    with pytest.raises(Cancelled):
        stopped.create_job(ids)
    with pytest.raises(Cancelled):
        list(stopped.queue())
    assert trial.with_token(CancelToken()).jobs(OPEN) == []
