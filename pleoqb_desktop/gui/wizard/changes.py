"""Words for what a sync would do to things in Pleo; one class, for plurals are found by the class they are asked of."""

from PySide6.QtCore import QObject

from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.sync.report import Change, SyncReport


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

    def writes(self, report: SyncReport | None, kind: Kind) -> str:
        """What Continue will write to Pleo; "" while it is not known."""
        if report is None:
            return ""
        changed = [thing for thing in report.things if thing.kind is kind and thing.change is not Change.UNCHANGED]
        if not changed:
            return self.tr("Continue writes nothing: Pleo has it all.")
        words = {
            Kind.ACCOUNTS: self.tr(
                "Continue writes %n account(s) to Pleo. Nothing changes in QuickBooks.", "", len(changed)
            ),
            Kind.TAX_CODES: self.tr(
                "Continue writes %n VAT rate(s) to Pleo. Nothing changes in QuickBooks.", "", len(changed)
            ),
            Kind.TAGS: self.tr("Continue writes %n tag(s) to Pleo. Nothing changes in QuickBooks.", "", len(changed)),
        }
        return words[kind]

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
