"""One entry of the tables of sentences: what a problem says in both languages, and the way out of it; holds no words."""

from dataclasses import dataclass
from typing import NamedTuple

from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.language import Language


class Say(NamedTuple):
    """What happened and to which thing, and what to do; both are templates (templates.py)."""

    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """The words for one code. `action` None: nothing a button could do, only waiting or a person helps."""

    fr: Say
    en: Say
    action: Action | None = None

    def say(self, language: Language) -> Say:
        """The words in a language."""
        return self.fr if language is Language.FRENCH else self.en
