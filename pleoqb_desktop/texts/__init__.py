"""Words for codes and values, in French and English, for window and command line; decides nothing and does no I/O."""

from typing import TYPE_CHECKING, Any

from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.language import Language, language_of

if TYPE_CHECKING:
    from pleoqb_desktop.texts.wording import Texts

__all__ = ["Action", "Language", "Texts", "language_of"]


def __getattr__(name: str) -> Any:
    """The tables of all sentences are loaded when they are first asked for: the window stands before that."""
    if name == "Texts":
        from pleoqb_desktop.texts.wording import Texts

        return Texts
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
