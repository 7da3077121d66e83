"""What waits in sums, by category or by person, below the selected expense; knows no table."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.models.spend_rows import Digest
from pleoqb_desktop.gui.tabs.sync.share_chart import ShareChart
from pleoqb_desktop.gui.theme import unit
from pleoqb_desktop.texts import Texts


class WaitingSums(QWidget):
    """Hidden while nothing waits."""

    def __init__(self, texts: Callable[[], Texts], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digest = Digest()
        self.by = QComboBox(self)
        self.by.addItems(["", ""])
        self.by.activated.connect(self._show)
        self.chart = ShareChart(texts, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addWidget(self.by)
        layout.addWidget(self.chart)
        self.retranslate_ui()

    def show_digest(self, digest: Digest) -> None:
        """Sums of these."""
        self._digest = digest
        self.setVisible(bool(digest.shares))
        self._show()

    @Slot()
    def _show(self) -> None:
        by_person = self.by.currentIndex() == 1
        shares = self._digest.persons if by_person else self._digest.shares
        self.chart.show_shares(shares, self.tr("nobody named") if by_person else self.tr("no category yet"))
        self.chart.setAccessibleName(self.by.currentText())

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.by.setItemText(0, self.tr("What waits, by category"))
        self.by.setItemText(1, self.tr("What waits, by person"))
        name_control(self.by, self.tr("How the sums are told"))
        self._show()
