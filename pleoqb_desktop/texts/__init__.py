"""Words for codes and values, one catalogue a language, for window, command line and browser; decides nothing."""

from typing import TYPE_CHECKING, Any

from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.language import ENGLISH, Language, language_of, languages

if TYPE_CHECKING:
    from pleoqb_desktop.texts.wording import Texts

__all__ = ["ENGLISH", "Action", "Language", "Texts", "language_of", "languages"]


def __getattr__(name: str) -> Any:
    """What writes sentences is loaded when it is first asked for: the window stands before that."""
    if name == "Texts":
        from pleoqb_desktop.texts.wording import Texts

        return Texts
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
