"""Whatever is met, taken back and met again, in whatever order: the run store's own sums are those of its records."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.export.changed_since import Facts, encoded
from pleoqb_desktop.ports.runs import Intent, ItemRecord, ItemStatus, JobRecord, JobState
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests.on_paper.runs import RunsOnPaper

_DAYS = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30)]
_FIRST, _LAST = min(_DAYS), max(_DAYS)
_NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
_ids = st.sampled_from(["e1", "e2", "e3"])
_jobs = st.sampled_from(["j1", "j2", "j3"])
_external = st.sampled_from(["7", "8", None])
_amounts = st.sampled_from(["12.00", "-3.5", "4", "0.125"]).map(lambda amount: Money(Decimal(amount), "EUR"))
_facts = st.none() | st.builds(
    lambda amount, day: encoded(Facts(amount, day.isoformat())), st.sampled_from(["10.00", "7"]), st.sampled_from(_DAYS)
)
_items = st.builds(
    lambda job_id, entry_id, **members: replace(ItemRecord(job_id, entry_id, "card_purchase"), **members),
    _jobs,
    _ids,
    status=st.sampled_from(ItemStatus),
    kind=st.just(EntryKind.PURCHASE),
    external_id=_external,
    day=st.sampled_from(_DAYS),
    amount=_amounts,
    facts=_facts,
)
_intents = st.builds(
    lambda job_id, entry_id, external_id, removed: Intent(
        job_id,
        entry_id,
        0,
        EntryKind.PURCHASE,
        "hash",
        "request",
        external_id=external_id,
        removed=removed and external_id is not None,
    ),
    _jobs,
    _ids,
    _external,
    st.booleans(),
)


@given(st.lists(st.lists(_items, max_size=4) | st.lists(_intents, max_size=3), max_size=12))
def test_sums_are_those_of_the_records(writes: list[list[ItemRecord] | list[Intent]]) -> None:
    with TemporaryDirectory() as folder:
        sqlite, paper = SqliteRuns(Path(folder) / "runs.sqlite"), RunsOnPaper()
        for store in (sqlite, paper):
            store.start_run("9130", _NOW)
            for job_id in ("j1", "j2", "j3"):
                store.set_job(JobRecord(job_id, 1, JobState.STARTED))
            for records in writes:
                store.put_items([one for one in records if isinstance(one, ItemRecord)])
                store.put_intents([one for one in records if isinstance(one, Intent)])
        assert sqlite.in_books(_FIRST, _LAST) == paper.in_books(_FIRST, _LAST)
        assert sqlite.without_receipts(_FIRST, _LAST) == paper.without_receipts(_FIRST, _LAST)
        sqlite.close()
