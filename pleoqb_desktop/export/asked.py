"""What is asked about an expense, with both sides as they are now: Pleo's as it was told last, QuickBooks' as it stands; answers nothing."""

from dataclasses import dataclass

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import WrongUsageError
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.questions import Question, Questions
from pleoqb_desktop.ports.runs import ItemRecord, Runs


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry that the question is about, and where a person sees it."""

    entry: PostedEntry
    external_url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """`record` is what the job noted of the expense; `standing` the entries it is about that are still there, the likeliest first."""

    question: Question
    record: ItemRecord
    standing: tuple[Standing, ...]


def asked_about(entry_id: str, questions: Questions, runs: Runs, ledger: Ledger) -> Asked:
    """The newest question. Raises WrongUsageError where there is none, and what Ledger.read raises."""
    question = questions.question(entry_id)
    items = runs.items(question.job_id) if question else []
    record = next((one for one in items if one.accounting_entry_id == entry_id), None)
    if question is None or record is None:
        raise WrongUsageError(problem(Code.NOTHING_ASKED, entry_id=entry_id))
    standing = [
        Standing(entry, ledger.web_address(kind, external_id))
        for kind, external_id in question.about
        if (entry := ledger.read(kind, external_id))
    ]
    return Asked(question, record, tuple(standing))
