"""What the command line, or the welcome page, decides before anything is built, and whether it can be had here."""

from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window stands before anything can be wrong
    from pleoqb_desktop.domain.problems import Problem

CARRIED = ("PLEOQB_HOME", "PLEOQB_ENDPOINTS", "PLEOQB_INTUIT_CLIENT_ID", "PYTHON_KEYRING_BACKEND")
"""What of the environment a planned start is given along: a scheduler starts programs in one of its own. Secrets never are."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which profile, practice or real, which language.

    `practice_country` None: the practice company of the language; `language` None: as saved, else the computer's. `fresh`: the practice
    company starts again, and what was kept of it on this computer is forgotten first.
    """

    profile: str = "default"
    practice: bool = False
    language: str | None = None
    practice_country: str | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class PracticeWish:
    """What a person asks for in the window: to practise or not, with the company of a country (None: the present one), and fresh."""

    practice: bool = True
    country: str | None = None
    fresh: bool = False

    def of(self, choice: Choice) -> Choice:
        """The choice as she wishes it."""
        return replace(
            choice,
            practice=self.practice,
            practice_country=self.country or choice.practice_country,
            fresh=self.fresh,
        )


def lacking(choice: Choice) -> "Problem | None":
    """What this installation lacks for that choice, None when nothing: the library that serves the practice companies is an extra."""
    if not choice.practice or find_spec("werkzeug"):
        return None
    from pleoqb_desktop.domain.problems import Code, problem

    return problem(Code.PRACTICE_NOT_INSTALLED)
