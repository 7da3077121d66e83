"""Words for what a sync would do to things in Pleo; one class, for plurals are found by the class they are asked of."""

from PySide6.QtCore import QObject

from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.sync.report import Change, ChangedThing, SyncReport


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

    def main(self, report: SyncReport | None, kind: Kind) -> str:
        """The main button's words: whether it sends something."""
        return self.tr("Send and continue") if report and _changed(report, kind) else self.tr("Continue")

    def writes(self, report: SyncReport | None, kind: Kind) -> str:
        """What the main button will write to Pleo; "" while it is not known."""
        if report is None:
            return ""
        changed = _changed(report, kind)
        if not changed:
            return self.tr("Continue sends nothing: Pleo has it all.")
        words = {
            Kind.ACCOUNTS: self.tr(
                "%n account(s) will be sent to Pleo; nothing changes in QuickBooks. For your team to see these names, save the "
                "file, then import it in Pleo.",
                "",
                len(changed),
            ),
            Kind.TAX_CODES: self.tr(
                "%n VAT rate(s) will be sent to Pleo; nothing changes in QuickBooks.", "", len(changed)
            ),
            Kind.TAGS: self.tr("%n tag(s) will be sent to Pleo; nothing changes in QuickBooks.", "", len(changed)),
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


def _changed(report: SyncReport, kind: Kind) -> list[ChangedThing]:
    return [thing for thing in report.things if thing.kind is kind and thing.change is not Change.UNCHANGED]
