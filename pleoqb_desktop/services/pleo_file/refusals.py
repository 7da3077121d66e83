"""How a whole file is refused: wrong usage, with the reason; decides nothing."""

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.ports.errors import WrongUsageError


def refused(reason: Problem) -> WrongUsageError:
    """The exception for a file of which nothing can be taken (exit code 2, design.md 7)."""
    return WrongUsageError(reason)
