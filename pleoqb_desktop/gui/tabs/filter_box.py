"""A choice of one value among those that rows have, or of all; knows no rows."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QWidget

from pleoqb_desktop.gui.theme import letters

_LETTERS = 9


class FilterBox(QComboBox):
    """As narrow as a word; what is longer is cut in the box, and whole in its list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setMinimumWidth(letters(self, _LETTERS))

    def offer(self, everything: str, values: Iterable[tuple[str, str]]) -> None:
        """Offers all, and each of these as (words, value); keeps what is chosen while it is offered. Hidden while there is nothing to
        choose."""
        chosen = self.currentData()
        self.clear()
        self.addItem(everything, "")
        for words, value in values:
            self.addItem(words, value)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        self.setVisible(self.count() > 2)
