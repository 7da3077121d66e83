"""What is told of a refusal: the first reason that somebody has words for, else what fits any."""

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason

WORDS = {RefusalReason.GONE: Code.UNDO_GONE, RefusalReason.PERIOD_CLOSED: Code.UNDO_CLOSED}


def refused(*reasons: RefusalReason) -> LedgerRefusal:
    """A refusal for these, in QuickBooks' own words."""
    return LedgerRefusal(frozenset(reasons), "6200", "closed")


def test_the_first_that_fits_is_told_with_quickbooks_own_words() -> None:
    both = refused(RefusalReason.PERIOD_CLOSED, RefusalReason.GONE)
    told = both.told_as(WORDS, Code.UNDO_REFUSED, entry_id="e1", external_id="7")
    assert told == problem(Code.UNDO_GONE, entry_id="e1", external_id="7", code="6200", detail="closed")


def test_a_reason_without_words_is_told_as_any_other() -> None:
    assert refused(RefusalReason.LINKED).told_as(WORDS, Code.UNDO_REFUSED).code is Code.UNDO_REFUSED
