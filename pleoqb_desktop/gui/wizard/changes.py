"""Words for what a sync would do to things in Pleo; one class, for plurals are found by the class they are asked of."""

from PySide6.QtCore import QObject

from pleoqb_desktop.sync.report import Change


class Changes(QObject):
    """Changes in words, one and many."""

    def word(self, change: Change) -> str:
        """What a sync would do to one thing in Pleo, in a word."""
        words = {
            Change.CREATED: self.tr("new"),
            Change.UPDATED: self.tr("renamed"),
            Change.UNARCHIVED: self.tr("brought back"),
            Change.ARCHIVED: self.tr("archived"),
            Change.UNCHANGED: self.tr("same"),
            Change.REFUSED: self.tr("refused"),
        }
        return words[change]

    def count(self, change: Change, number: int) -> str:
        """How many things a sync would change in this way."""
        words = {
            Change.CREATED: self.tr("%n new", "", number),
            Change.UPDATED: self.tr("%n renamed", "", number),
            Change.UNARCHIVED: self.tr("%n brought back", "", number),
            Change.ARCHIVED: self.tr("%n archived", "", number),
            Change.UNCHANGED: self.tr("%n same", "", number),
            Change.REFUSED: self.tr("%n refused", "", number),
        }
        return words[change]
