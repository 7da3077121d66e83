"""Words for codes and values, in French and English, for window and command line; decides nothing and does no I/O."""

from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.language import Language, language_of
from pleoqb_desktop.texts.wording import Texts

__all__ = ["Action", "Language", "Texts", "language_of"]
