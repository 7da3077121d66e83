"""What the command line, or the welcome page, decides before anything is built, and whether it can be had here."""

from dataclasses import dataclass
from importlib.util import find_spec

from pleoqb_desktop.domain.problems import Code, Problem, problem


@dataclass(frozen=True, slots=True)
class Choice:
    """Which profile, practice or real, which language.

    `practice_country` None: the practice company of the language; `language` None: as saved, else the computer's.
    """

    profile: str = "default"
    practice: bool = False
    language: str | None = None
    practice_country: str | None = None


def lacking(choice: Choice) -> Problem | None:
    """What this installation lacks for that choice, None when nothing: the library that serves the practice companies is an extra."""
    if not choice.practice or find_spec("werkzeug"):
        return None
    return problem(Code.PRACTICE_NOT_INSTALLED)
