"""Questions before an export: the very first one into real books, and one that takes others along; it exports nothing itself."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.gui.tabs.sync.waiting import Waiting
from pleoqb_desktop.gui.tabs.tab import TabContext


class FirstExport(QObject):
    """Practice needs no question, and neither does who has exported before."""

    def __init__(self, context: TabContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent

    def agreed(self, waiting: Waiting | None, count: int, sums: Sequence[Money]) -> bool:
        """Whether so many expenses may be exported."""
        program, texts = self._context.program, self._context.texts
        if waiting is None or waiting.last is not None or program.practice is not None:
            return True
        becomes = self.tr(
            "%Ln expense(s), {sums}, become(s) (an) entry(ies) in QuickBooks, with VAT, tags and receipts. Pleo then shows "
            "them as exported. If something is not as you want it, History takes the whole export back.",
            "",
            count,
        )
        if waiting.file:
            becomes = self.tr(
                "%Ln expense(s) of the file, {sums}, become(s) (an) entry(ies) in QuickBooks, with VAT, tags and receipts. Nothing "
                "is written into Pleo. If something is not as you want it, History takes the whole export back.",
                "",
                count,
            )
        return self._context.alerts.ask(
            self.tr("Export into {company} for the first time?").format(company=waiting.company or "QuickBooks"),
            becomes.format(sums=" + ".join(texts.money(one) for one in sums)),
            yes=self.tr("Export"),
            no=self.tr("Not yet"),
            parent=self._window,
        )

    def agreed_to_others(self, others: int) -> bool:
        """Whether so many others, that Pleo has asked for already, may go with those that were picked."""
        return not others or self._context.alerts.ask(
            self.tr("Pleo has asked for others already"),
            self.tr(
                "%Ln other expense(s) stand(s) in an export that was asked for in Pleo, and go(es) with it.",
                "",
                others,
            ),
            yes=self.tr("Export"),
            no=self.tr("Cancel"),
            parent=self._window,
        )
