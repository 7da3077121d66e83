"""The files of a company as a source of spend: jobs of their own, results noted, copies kept as long as they are needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.spend import ExportJob, JobItemStatus, JobStatus
from pleoqb_desktop.domain.spend_file import DateOrder, EqualRows, ExportState, FileAnswers, SpendSign
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SetupIncompleteError, SpendRefusal
from pleoqb_desktop.ports.spend import Report
from pleoqb_desktop.services.pleo_file.items import Owner
from pleoqb_desktop.services.pleo_file.kept import KeptFiles
from pleoqb_desktop.services.pleo_file.kept_readings import Readings
from pleoqb_desktop.services.pleo_file.source import FileSpendSource
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests import builders as make
from tests.unit.services.pleo_file.files import GENERIC, csv_bytes, entry_id, generic, hash_of, zipped

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Stopped:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        raise AssertionError("nothing waits")


@dataclass
class Company:
    """Kept files of one company."""

    runs: SqliteRuns
    files: KeptFiles
    folder: Path

    def keep(
        self, name: str, rows: list[list[str]], receipts: dict[str, bytes] | None = None, when: datetime = NOW
    ) -> str:
        table = csv_bytes(GENERIC, rows, ";")
        path = zipped(self.folder / f"{name}.zip", {"x/a.csv": table, **(receipts or {})})
        file_id = self.files.keep(path)
        self.runs.file_door().keep(file_id, path.name, when)
        return file_id

    def source(self, current: str | None = None) -> FileSpendSource:
        owner = Owner("", "Europe/Paris", "EUR")
        readings = Readings(self.runs.file_door(), self.files, make.books, _nobody)
        return FileSpendSource(self.runs.file_door(), readings, owner, Stopped(), CancelToken(), current)


def _nobody(_books: Books) -> frozenset[str]:
    return frozenset()


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    runs = SqliteRuns(tmp_path / "runs.sqlite")
    yield Company(runs.of("9130"), KeptFiles(tmp_path / "files"), tmp_path)
    runs.close()


def job_of(source: FileSpendSource) -> ExportJob:
    made = source.create_job([entry.id for entry in source.queue()])
    assert made
    return made


def told(*names: str, successful: bool = True) -> list[Report]:
    return [Report(entry_id(name), successful=successful, external_id="7") for name in names]


def test_a_job_comes_from_the_content_and_each_export_has_its_own(company: Company) -> None:
    file_id = company.keep("one", [generic("a"), generic("b")])
    source = company.source(file_id)
    job = job_of(source)
    assert job.id == f"file-{file_id[:16]}-1"
    assert source.owns(job.id)
    assert not source.owns("2e00a286-0000-4000-8000-000000000000")
    assert source.create_job([entry_id("a")]) is None
    assert source.start_job(job.id)
    assert not source.start_job(job.id)
    assert source.finish_job(job.id, JobStatus.COMPLETED)
    assert job_of(source).id == f"file-{file_id[:16]}-2"


def test_items_are_those_of_the_job_and_end_with_it(company: Company) -> None:
    source = company.source(company.keep("one", [generic(name) for name in "abc"]))
    job = source.create_job([entry_id("a"), entry_id("c")])
    assert job
    pages = list(source.item_pages(job))
    assert [item.accounting_entry_id for page in pages for item in page] == [entry_id("a"), entry_id("c")]  # type: ignore[union-attr]
    source.start_job(job.id)
    source.report(job.id, told("a"))
    assert [(item.accounting_entry_id, item.status) for item in source.job_items(job)] == [
        (entry_id("a"), JobItemStatus.SUCCESSFUL),
        (entry_id("c"), JobItemStatus.PENDING),
    ]
    source.finish_job(job.id, JobStatus.COMPLETED_WITH_ERRORS)
    with pytest.raises(SpendRefusal):
        list(source.item_pages(job))


def test_a_copy_that_somebody_removed_ends_its_job_and_nothing_else(company: Company) -> None:
    source = company.source(company.keep("one", [generic("a")]))
    job = job_of(source)
    for file in (company.folder / "files").rglob("table.*"):
        file.unlink()
    with pytest.raises(SpendRefusal):
        company.source().item_pages(job)
    assert list(company.source().entries(date.min, date.max)) == []


def test_without_a_current_file_nothing_waits_and_no_job_is_made(company: Company) -> None:
    source = company.source()
    assert list(source.queue()) == []
    with pytest.raises(SetupIncompleteError):
        source.create_job(["x"])


def test_the_queue_is_what_pleo_holds_for_final_unless_told_otherwise(company: Company) -> None:
    rows = [generic("a"), generic("b", Export_Status="NOT_EXPORTED"), generic("c", Export_Status="EXPORTED")]
    rows.append(generic("d", Export_Status="Something new"))
    source = company.source(company.keep("one", rows))
    assert [entry.id for entry in source.queue()] == [entry_id("a"), entry_id("c")]
    assert source.reading().left_out(FileAnswers()) == 2
    store = company.runs.file_door()
    store.put_answers(source.reading().understood.fingerprint, FileAnswers(states=frozenset(ExportState)))
    assert len(list(source.queue())) == 4


def test_of_an_expense_in_two_files_the_newer_row_counts(company: Company) -> None:
    company.keep("one", [generic("a", "-10,00"), generic("b", "-11,00")])
    company.keep("two", [generic("a", "-12,00")])
    found = {entry.id: str(entry.amount) for entry in company.source().entries(date(2026, 10, 1), date(2026, 10, 31))}
    assert found == {entry_id("a"): "12.00 EUR", entry_id("b"): "11.00 EUR"}
    assert company.source().covered() == (date(2026, 10, 30), date(2026, 10, 30))
    assert list(company.source().entries(date(2026, 11, 1), date(2026, 11, 30))) == []


def test_when_days_were_told_is_when_a_file_of_those_days_was_kept_last(company: Company) -> None:
    october = (date(2026, 10, 1), date(2026, 10, 31))
    assert company.source().told_at(*october) is None
    company.keep("one", [generic("a")])
    later = NOW + timedelta(days=1)
    company.keep("two", [generic("b", Date="2026-11-02")], when=later)
    assert company.source().told_at(*october) == NOW
    assert company.source().told_at(date(2026, 11, 1), date(2026, 11, 30)) == later
    assert company.source().told_at(date(2026, 12, 1), date(2026, 12, 31)) is None


def test_receipts_are_kept_until_all_expenses_of_their_file_are_final(company: Company) -> None:
    name = f"x/receipts/26{hash_of('a'):05d}.pdf"
    file_id = company.keep("one", [generic("a"), generic("b")], {name: b"%PDF"})
    source = company.source(file_id)
    (receipt,) = source.receipts(entry_id("a"))
    assert (receipt.id, receipt.size) == (None, 4)
    assert source.receipts(entry_id("b")) == []
    with pytest.raises(SpendRefusal):
        source.receipts(entry_id("z"))
    job = job_of(source)
    source.start_job(job.id)
    source.report(job.id, [*told("a"), *told("b", successful=False)])
    source.finish_job(job.id, JobStatus.COMPLETED_WITH_ERRORS)
    assert len(company.source().receipts(entry_id("a"))) == 1
    again = job_of(company.source(file_id))
    other = company.source(file_id)
    other.start_job(again.id)
    other.report(again.id, told("a", "b"))
    other.finish_job(again.id, JobStatus.COMPLETED)
    assert company.source().receipts(entry_id("a")) == []
    assert len(list(company.source().entries(date.min, date.max))) == 2


def test_what_was_answered_about_writing_is_of_the_headings_and_about_accounts_of_the_company(tmp_path: Path) -> None:
    runs = SqliteRuns(tmp_path / "runs.sqlite")
    said = FileAnswers(
        {"Wert": "amount"}, DateOrder.MDY, None, SpendSign.POSITIVE, EqualRows.COPY, frozenset({ExportState.QUEUED}), {"Papier": "7"}, {"Papier @ 20 %": "20"}
    )  # fmt: skip
    runs.of("1").file_door().put_answers("f", said)
    assert runs.of("1").file_door().answers("f") == said
    other = runs.of("2").file_door().answers("f")
    assert (other.dates, other.accounts, other.tax_codes) == (DateOrder.MDY, {}, {})
    assert runs.of("1").file_door().answers("g") == FileAnswers(
        accounts={"Papier": "7"}, tax_codes={"Papier @ 20 %": "20"}
    )
    runs.close()


def test_what_the_store_holds_of_one_company_is_not_the_others(company: Company) -> None:
    source = company.source(company.keep("one", [generic("a")]))
    job = job_of(source)
    others = company.runs.of("other").file_door()
    assert (others.files(), others.job(job.id), others.jobs(JobStatus)) == ([], None, [])
