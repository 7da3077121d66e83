"""The order of the wizard's steps and what follows from the facts; a page number is never stored."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.settings import Door, Settings


class Step(StrEnum):
    """The pages of the wizard (design.md 8)."""

    WELCOME = "welcome"
    PLEO_ACCOUNT = "pleo_account"
    CONNECT_PLEO = "connect_pleo"
    CONNECT_QUICKBOOKS = "connect_quickbooks"
    CHOOSE_ACCOUNT = "choose_account"
    CONTRA_ACCOUNT = "contra_account"
    CATEGORIES = "categories"
    VAT = "vat"
    TAGS = "tags"
    READY = "ready"


ORDER = tuple(Step)
_DONE_IN_PLEO = frozenset({Step.CONTRA_ACCOUNT})
"""Steps that only a person in Pleo can do: they are asked for, and nothing waits for them but the export."""
_LISTS = frozenset({Kind.ACCOUNTS, Kind.TAX_CODES, Kind.TAGS})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known to be so, read from settings and connections; nothing here says which page was open.

    `account_explained`: the owner has passed the page that explains the Pleo account, in this session or by connecting.
    `by_file`: expenses come by Pleo's own file, so that nothing is written into Pleo and it needs no contra account.
    `set_up_by_command`: set-up lacks nothing, and no wizard was left between its lists.
    """

    language_chosen: bool = False
    account_explained: bool = False
    pleo_connected: bool = False
    quickbooks_connected: bool = False
    accounts_chosen: bool = False
    contra_account_chosen: bool = False
    categories_written: bool = False
    vat_written: bool = False
    tags_decided: bool = False
    set_up_by_command: bool = False
    finished: bool = False
    by_file: bool = False


def facts_from(settings: Settings, missing: Collection[str], *, account_explained: bool = False) -> Facts:
    """What is so, by the settings and what set-up still lacks (setup.readiness)."""
    return Facts(
        language_chosen=settings.language is not None,
        account_explained=account_explained,
        pleo_connected="pleo" not in missing,
        quickbooks_connected="quickbooks" not in missing,
        accounts_chosen=not any(name in missing for name in ("wallet_account", "pocket_account", "time_zone")),
        contra_account_chosen=settings.contra_account_id is not None
        and settings.contra_account_id == settings.wallet_account_id,
        categories_written=Kind.ACCOUNTS in settings.synced,
        vat_written=Kind.TAX_CODES in settings.synced,
        tags_decided=settings.dimensions is not None and Kind.TAGS in settings.synced,
        set_up_by_command=not missing and (not settings.synced or set(settings.synced) >= _LISTS),
        finished=settings.wizard_done,
        by_file=settings.door is Door.FILE,
    )


class Mark(StrEnum):
    """How a step stands in the list on the left."""

    DONE = "done"
    HERE = "here"
    TO_MEND = "to_mend"
    AHEAD = "ahead"


def is_done(step: Step, facts: Facts) -> bool:
    """Whether a step's facts are all there."""
    return {
        Step.WELCOME: facts.language_chosen,
        Step.PLEO_ACCOUNT: facts.account_explained or facts.pleo_connected or facts.accounts_chosen,
        Step.CONNECT_PLEO: facts.pleo_connected,
        Step.CONNECT_QUICKBOOKS: facts.quickbooks_connected,
        Step.CHOOSE_ACCOUNT: facts.accounts_chosen,
        Step.CONTRA_ACCOUNT: facts.contra_account_chosen or facts.by_file,
        Step.CATEGORIES: facts.categories_written,
        Step.VAT: facts.vat_written,
        Step.TAGS: facts.tags_decided,
        Step.READY: facts.finished,
    }[step]


def steps(*, by_file: bool) -> tuple[Step, ...]:
    """The steps there are, in order: without a key nobody chooses a contra account."""
    return tuple(step for step in ORDER if not (by_file and step is Step.CONTRA_ACCOUNT))


def next_step(step: Step, *, by_file: bool = False) -> Step | None:
    """The step after this one; None after the last."""
    there = steps(by_file=by_file)
    position = there.index(step) + 1
    return there[position] if position < len(there) else None


def previous_step(step: Step, *, by_file: bool = False) -> Step | None:
    """The step before this one; None before the first. Going back changes nothing."""
    there = steps(by_file=by_file)
    position = there.index(step)
    return there[position - 1] if position else None


def resume_at(facts: Facts) -> Step:
    """The first step whose facts are missing; the last one when none is."""
    return next((step for step in ORDER if not is_done(step, facts)), ORDER[-1])


def can_go_to(step: Step, facts: Facts) -> bool:
    """Whether a step may be opened from the list: everything before it is done, as far as it can be done here."""
    return all(is_done(before, facts) or before in _DONE_IN_PLEO for before in ORDER[: ORDER.index(step)])


def mark(step: Step, here: Step, facts: Facts) -> Mark:
    """How a step is marked while `here` is shown: a step behind us whose facts are gone is to mend."""
    if step is here:
        return Mark.HERE
    if is_done(step, facts):
        return Mark.DONE
    return Mark.TO_MEND if ORDER.index(step) < ORDER.index(here) else Mark.AHEAD


def is_complete(facts: Facts) -> bool:
    """Whether nothing is missing but the last click, or what the main window asks for as well."""
    rest = (step for step in ORDER if step is not Step.READY and step not in _DONE_IN_PLEO)
    return facts.set_up_by_command or all(is_done(step, facts) for step in rest)
