"""What comes of one job: Pleo's items as expenses, and what an interrupted run of the same job left of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.spend import ExportItem
from pleoqb_desktop.export.attach import ReceiptUploader
from pleoqb_desktop.export.expense import Expense, expense_of
from pleoqb_desktop.ports.runs import Intent, ItemRecord, Runs
from pleoqb_desktop.ports.spend import UnreadableItem

Page = Sequence[ExportItem | UnreadableItem]


@dataclass(slots=True)
class Before:
    """What an interrupted run of this job left: its records by entry, and the entries it had written that it would send, and that nobody
    took back since; what it only found is not among them.

    `undone` are those that were taken back since; `sent_singly` travelled alone, under an id of their own, or go so from now on since
    they were taken back.
    """

    records: dict[str, ItemRecord] = field(default_factory=dict)
    intents: list[Intent] = field(default_factory=list)
    begun: frozenset[str] = frozenset()
    sent_singly: frozenset[str] = frozenset()
    undone: frozenset[str] = frozenset()

    def stands(self, entry_id: str) -> bool:
        """Whether its entry stands: only its receipts and its report are left."""
        record = self.records.get(entry_id)
        return record is not None and record.status.stands_in_books and entry_id not in self.undone


def left_before(runs: Runs, job_id: str) -> Before:
    """Of the run store. Raises as Runs does."""
    intents = runs.intents(job_id)
    return Before(
        {record.accounting_entry_id: record for record in runs.items(job_id)},
        intents,
        frozenset(intent.accounting_entry_id for intent in intents if not (intent.removed or intent.adopted)),
        frozenset(intent.accounting_entry_id for intent in intents if intent.removed or not intent.batch_id),
        frozenset(intent.accounting_entry_id for intent in intents if intent.removed),
    )


class Arrival:
    """Pleo's items as expenses, as they come in; those that have a result in Pleo already are passed over. Used by one thread."""

    def __init__(
        self,
        job_id: str,
        zone: str,
        before: Before,
        unreported: set[str],
        runs: Runs,
        uploader: ReceiptUploader,
    ) -> None:
        self._job_id = job_id
        self._zone = zone
        self._before = before
        self._unreported = unreported
        self._runs = runs
        self._uploader = uploader
        self.payments: list[Expense] = []

    def pages(self, pages: Iterator[Page]) -> Iterator[list[Expense]]:
        """What walks at once; payments are put aside, since each changes what is still owed."""
        for page in pages:
            come = [one for item in page if (one := self._arrived(item))]
            self.payments += [one for one in come if one.is_payment]
            yield [one for one in come if not one.is_payment]

    def never_came(self) -> list[Expense]:
        """In the job, but not among its items in any readable way: told as failed, or the job could never be closed."""
        lost = (
            expense_of(self._job_id, UnreadableItem(entry_id, "-"), self._zone) for entry_id in sorted(self._unreported)
        )
        return [self._as_it_stands(one) for one in lost]

    def _as_it_stands(self, one: Expense) -> Expense:
        """What cannot be read any more is told as it was noted, where its entry stands."""
        if self._before.stands(one.id):
            one.record = self._before.records[one.id]
        return one

    def _arrived(self, item: ExportItem | UnreadableItem) -> Expense | None:
        one = expense_of(self._job_id, item, self._zone)
        if one.id not in self._unreported:
            return None
        self._unreported.discard(one.id)
        if one.item is None:
            return self._as_it_stands(one)
        one.from_interrupted_run = one.id in self._before.begun
        one.sent_singly = one.id in self._before.sent_singly
        if self._before.stands(one.id):
            noted = self._before.records[one.id]
            told = tuple(each for each in noted.problems if each.code is Code.CHANGED_SINCE)
            one.record = replace(noted, problems=told)
            one.unconfirmed = one.ask_first = True
        elif not self._runs.intents_of_entry(one.id):
            self._uploader.fetch_ahead(one)  # never met before: nothing of it can be there
        return one
