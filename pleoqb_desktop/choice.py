"""What the command line, or the welcome page, decides before anything is built."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """Which profile, practice or real, which language.

    `practice_country` None: the practice company of the language; `language` None: as saved, else the computer's.
    """

    profile: str = "default"
    practice: bool = False
    language: str | None = None
    practice_country: str | None = None
