"""The box that changes to another practice company; it only tells what was chosen."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from pleoqb_desktop.gui.forms import name_control

COUNTRIES = ("FR", "GB", "CA")
"""Of the practice companies that the practice services know."""


class PracticeCompanyBox(QComboBox):
    """Every practice company by its trade and its currency."""

    chosen = Signal(str)
    """The country of another one than the present."""

    def __init__(self, country: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._country = country
        for one in COUNTRIES:
            self.addItem("", one)
        self.setCurrentIndex(self.findData(country))
        self.activated.connect(self._on_activated)

    @Slot(int)
    def _on_activated(self, position: int) -> None:
        country = str(self.itemData(position))
        if country != self._country:
            self.chosen.emit(country)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        names = (
            self.tr("A bakery in Lyon, EUR"),
            self.tr("A studio in London, GBP"),
            self.tr("A joiner in Montréal, CAD"),
        )
        name_control(self, self.tr("Practice company"))
        with QSignalBlocker(self):
            for place, name in enumerate(names):
                self.setItemText(place, name)
