"""What a sync changed, in words: a notice with the counts of each list, and the first reasons of what was refused."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.sync.report import Change, SyncReport

_MOST_REASONS = 5


class SyncReportNotice(Notice):
    """Tells a report; a notice like others meanwhile."""

    def __init__(self, context: TabContext, show_changes: Callable[[], object], parent: QWidget | None = None) -> None:
        """`show_changes` brings the list of changes to the front."""
        super().__init__(Tone.CAUTION, parent)
        self._context = context
        self._show_changes = show_changes

    def show_report(self, report: SyncReport) -> None:
        """Counts, and reasons."""
        texts = self._context.texts
        done = [thing for thing in report.things if thing.change is not Change.REFUSED]
        heading = (
            self.tr("%Ln change(s) in Pleo", "", len(done))
            if done
            else self.tr("Pleo is up to date: nothing had to change")
        )
        changed = {kind: self._kind_words(report, kind) for kind in Kind}
        together = self.tr("{list}: {changes}")
        parts = [together.format(list=texts.synced_kind(one), changes=words) for one, words in changed.items() if words]
        reasons = [f"{texts.sentence(one)} {texts.remedy(one)}" for one in report.problems[:_MOST_REASONS]]
        self.show_words(
            heading,
            "\n".join([" · ".join(parts), *reasons]).strip(),
            [ButtonAction(self.tr("Show the changes"), self._show_changes)] if report.things else [],
            tone=Tone.CAUTION if report.problems else Tone.GOOD,
        )

    def _kind_words(self, report: SyncReport, kind: Kind) -> str:
        counts = report.counts[kind]
        shown = [change for change in Change if counts.get(change) and change is not Change.UNCHANGED]
        return ", ".join(self._counted(change, counts[change]) for change in shown)

    def _counted(self, change: Change, count: int) -> str:
        return {
            Change.CREATED: self.tr("%Ln new", "", count),
            Change.UPDATED: self.tr("%Ln changed", "", count),
            Change.UNARCHIVED: self.tr("%Ln brought back", "", count),
            Change.ARCHIVED: self.tr("%Ln archived", "", count),
            Change.UNCHANGED: self.tr("%Ln unchanged", "", count),
            Change.REFUSED: self.tr("%Ln refused by Pleo", "", count),
        }[change]
