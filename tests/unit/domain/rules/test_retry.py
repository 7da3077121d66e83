"""Whether something is tried again, and after how long."""

import pytest

from pleoqb_desktop.domain.rules.retry import RetryRule

RULE = RetryRule(attempts=5, first_pause=1.0, longest_pause=3.0)


def test_pauses_double_up_to_the_longest_and_end_with_the_last_attempt() -> None:
    assert [RULE.pause(failed) for failed in range(1, 6)] == [1.0, 2.0, 3.0, 3.0, None]


def test_the_services_own_word_counts_more_than_the_rule_but_gives_no_attempt_more() -> None:
    assert RULE.pause(1, told=60.0) == 60.0
    assert RULE.pause(2, told=0.0) == 0.0
    assert RULE.pause(5, told=1.0) is None


@pytest.mark.parametrize(("chance", "pause"), [(0.0, 0.5), (0.5, 0.75), (1.0, 1.0)])
def test_chance_spreads_a_pause_between_its_half_and_its_whole(chance: float, pause: float) -> None:
    assert RULE.pause(1, chance=chance) == pause


def test_a_loop_over_the_attempts_ends_with_the_one_after_which_no_pause_is_left() -> None:
    assert [RULE.pause(failed) is None for failed in RULE.tries()] == [False, False, False, False, True]


def test_no_pause_is_begun_that_makes_all_of_them_longer_than_the_whole_patience() -> None:
    patient = RetryRule(attempts=100, first_pause=60.0, longest_pause=60.0, longest_total=600.0)
    assert patient.pause(9, waited=540.0) == 60.0
    assert patient.pause(10, waited=600.0) is None
    assert patient.pause(2, told=600.0, waited=60.0) is None
    assert patient.pause(2, told=540.0, waited=60.0) == 540.0


def test_a_rule_without_pauses_repeats_at_once() -> None:
    assert [RetryRule(attempts=3).pause(failed) for failed in range(1, 4)] == [0.0, 0.0, None]
