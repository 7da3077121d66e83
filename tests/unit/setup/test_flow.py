from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.setup.flow import (
    ORDER,
    Facts,
    Mark,
    Step,
    can_go_to,
    facts_from,
    is_complete,
    is_done,
    mark,
    next_step,
    previous_step,
    resume_at,
    steps,
)

NOTHING = Facts()
EVERYTHING = replace(Facts(**{field.name: True for field in fields(Facts)}), by_file=False)
some_facts = st.builds(Facts, **{field.name: st.booleans() for field in fields(Facts)})


def test_the_first_start_opens_the_first_page() -> None:
    assert resume_at(NOTHING) is Step.WELCOME
    assert not is_complete(NOTHING)


def test_with_everything_known_the_last_page_is_left() -> None:
    assert resume_at(EVERYTHING) is Step.READY
    assert is_complete(EVERYTHING)
    assert all(is_done(step, EVERYTHING) for step in Step)


@pytest.mark.parametrize("by_file", [False, True])
def test_next_and_previous_walk_the_same_way(by_file: bool) -> None:
    step: Step | None = ORDER[0]
    walked: list[Step] = []
    while step:
        walked.append(step)
        following = next_step(step, by_file=by_file)
        if following:
            assert previous_step(following, by_file=by_file) is step
        step = following
    assert tuple(walked) == steps(by_file=by_file)
    assert previous_step(ORDER[0]) is None


def test_without_a_key_nobody_is_asked_for_a_contra_account() -> None:
    assert set(ORDER) - set(steps(by_file=True)) == {Step.CONTRA_ACCOUNT}
    facts = facts_from(Settings(language="fr", door=Door.FILE), ("quickbooks",), account_explained=True)
    assert facts.by_file
    assert is_done(Step.CONTRA_ACCOUNT, facts)
    assert resume_at(facts) is Step.CONNECT_QUICKBOOKS


@given(some_facts)
def test_it_resumes_at_the_first_step_whose_facts_are_missing(facts: Facts) -> None:
    step = resume_at(facts)
    assert all(is_done(before, facts) for before in ORDER[: ORDER.index(step)])
    assert step is ORDER[-1] or not is_done(step, facts)


@given(some_facts, st.sampled_from(ORDER))
def test_a_step_can_be_opened_only_when_all_before_it_are_done(facts: Facts, step: Step) -> None:
    needed = (before for before in ORDER[: ORDER.index(step)] if before is not Step.CONTRA_ACCOUNT)
    assert can_go_to(step, facts) == all(is_done(before, facts) for before in needed)
    assert can_go_to(resume_at(facts), facts)


@given(some_facts, st.sampled_from(ORDER), st.sampled_from(ORDER))
def test_marks_say_what_is_so(facts: Facts, step: Step, here: Step) -> None:
    found = mark(step, here, facts)
    assert (found is Mark.HERE) == (step is here)
    if step is not here:
        assert (found is Mark.DONE) == is_done(step, facts)
        assert (found is Mark.TO_MEND) == (not is_done(step, facts) and ORDER.index(step) < ORDER.index(here))


@pytest.mark.parametrize(
    ("fact", "step"),
    [
        ("pleo_connected", Step.CONNECT_PLEO), ("quickbooks_connected", Step.CONNECT_QUICKBOOKS),
        ("accounts_chosen", Step.CHOOSE_ACCOUNT), ("categories_written", Step.CATEGORIES), ("vat_written", Step.VAT),
        ("tags_decided", Step.TAGS), ("language_chosen", Step.WELCOME),
    ],
)  # fmt: skip
def test_a_fact_that_is_lost_sends_the_owner_back_to_its_page(fact: str, step: Step) -> None:
    facts = replace(EVERYTHING, finished=False, set_up_by_command=False, **{fact: False})
    assert resume_at(facts) is step
    assert mark(step, Step.READY, facts) is Mark.TO_MEND
    assert not is_complete(facts)


@pytest.mark.parametrize("fact", ["account_explained", "pleo_connected", "accounts_chosen"])
def test_the_explanation_of_the_account_is_not_shown_again(fact: str) -> None:
    assert is_done(Step.PLEO_ACCOUNT, replace(NOTHING, **{fact: True}))


def test_facts_are_read_from_the_settings_and_from_what_is_missing() -> None:
    lacking = ("pleo", "quickbooks", "wallet_account", "pocket_account", "time_zone", "dimensions")
    assert facts_from(Settings(), lacking) == NOTHING
    done = Settings(
        language="fr",
        dimensions=(Dimension.CLASSES,),
        synced=("accounts", "tax_codes", "tags"),
        wizard_done=True,
    )
    assert not facts_from(done, (), account_explained=True).contra_account_chosen
    done = replace(done, wallet_account_id="35", contra_account_id="35")
    assert facts_from(done, (), account_explained=True) == EVERYTHING
    assert not facts_from(replace(done, contra_account_id="36"), ()).contra_account_chosen


@pytest.mark.parametrize(
    ("synced", "complete"), [((), True), (("accounts", "tax_codes", "tags"), True), (("accounts",), False)]
)
def test_who_has_set_up_by_command_is_not_asked_again_and_a_wizard_goes_on_where_it_was_left(
    synced: tuple[str, ...], complete: bool
) -> None:
    facts = facts_from(Settings(dimensions=(), synced=synced), ())
    assert is_complete(facts) is complete
    assert not is_complete(facts_from(Settings(synced=synced), ("dimensions",)))


def test_the_contra_account_is_asked_for_and_holds_nothing_up() -> None:
    facts = replace(EVERYTHING, finished=False, set_up_by_command=False, contra_account_chosen=False)
    assert resume_at(facts) is Step.CONTRA_ACCOUNT
    assert can_go_to(Step.READY, facts)
    assert is_complete(facts)


@pytest.mark.parametrize("name", ["wallet_account", "pocket_account", "time_zone"])
def test_the_accounts_are_chosen_when_nothing_of_their_page_is_missing(name: str) -> None:
    assert not facts_from(Settings(), (name,)).accounts_chosen
    assert facts_from(Settings(), ("dimensions",)).accounts_chosen


def test_tags_are_decided_when_they_were_chosen_and_written() -> None:
    assert not facts_from(Settings(synced=("tags",)), ()).tags_decided
    assert not facts_from(Settings(dimensions=()), ()).tags_decided
    assert facts_from(Settings(dimensions=(), synced=("tags",)), ()).tags_decided
