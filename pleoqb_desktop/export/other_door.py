"""Entries of ours that the other door into Pleo may have made of the same expense, under an id of its own (design.md 10.2)."""

from pleoqb_desktop.domain.rules.look_alikes import Bystander, Sign, Sought, signs_of
from pleoqb_desktop.domain.spend import ADOPTION, FILE_JOB
from pleoqb_desktop.ports.questions import EntryId
from pleoqb_desktop.ports.runs import ItemRecord

_LINK = "https://"


def came_otherwise(job_id: str, owner: ItemRecord | None, note: str | None) -> bool:
    """Whether an entry of ours came through the other door than this job: as the store noted of its expense, else as its memo
    shows, since a file tells no link."""
    by_file = job_id.startswith(FILE_JOB)
    if owner is None:
        return (_LINK in (note or "")) is by_file
    return not owner.job_id.startswith(ADOPTION) and owner.job_id.startswith(FILE_JOB) is not by_file


def may_be_one(sought: Sought, entry: Bystander[EntryId]) -> bool:
    """Whether an entry that moves the same money shows Pleo's number of an expense, or its day and merchant. A merchant that either
    does not tell (a deposit has none) is no reason against it."""
    signs = signs_of(sought, entry)
    nameless = not (sought.supplier and entry.vendor)
    return Sign.IDENTITY in signs or (Sign.DAY in signs and (nameless or bool(signs & {Sign.VENDOR, Sign.WORDS})))
