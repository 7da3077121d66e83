"""The box at the top right of the wizard that changes the language at once; it only tells what was chosen."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.texts import Language
from pleoqb_desktop.texts.catalogue import language_names


class LanguageBox(QComboBox):
    """Every language by the name that its speakers use."""

    chosen = Signal(object)
    """A Language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for language, name in language_names().items():
            self.addItem(name, language.code)
        self.activated.connect(self._on_activated)

    @Slot(int)
    def _on_activated(self, position: int) -> None:
        self.chosen.emit(Language(self.itemData(position)))

    def show_language(self, language: Language) -> None:
        """The present one, and the box's own name in it."""
        name_control(self, self.tr("&Language"))
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(language.code))
