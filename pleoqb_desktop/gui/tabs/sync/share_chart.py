"""A small chart of what waits, by category or by person."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.paper import Bar
from pleoqb_desktop.gui.models.spend_rows import Share
from pleoqb_desktop.gui.tabs.bars_view import BarsView
from pleoqb_desktop.texts import Texts


class ShareChart(BarsView):
    """Name, bar, amount; a share without a name is fainter."""

    def __init__(self, texts: Callable[[], Texts], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._shares: Sequence[Share] = ()
        self._nameless = ""
        self.retranslate_ui()

    def show_shares(self, shares: Sequence[Share], nameless: str) -> None:
        """Shows these bars; `nameless` is what a share without a name is called."""
        self._shares, self._nameless = tuple(shares), nameless
        longest = max((abs(one.amount.amount) for one in shares), default=None) or 1
        self.show_bars(
            [
                Bar(
                    self._name(one),
                    self._texts().money(one.amount),
                    float(abs(one.amount.amount) / longest),
                    faint=not one.name,
                )
                for one in shares
            ]
        )

    def _name(self, share: Share) -> str:
        if share.name is None:
            return self.tr("all others")
        return share.name or self._nameless

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.show_shares(self._shares, self._nameless)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
