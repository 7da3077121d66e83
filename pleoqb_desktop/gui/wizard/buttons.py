"""The row of buttons below a page: Help, Cancel, Back, and the page's main button; says what was pressed, decides nothing."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pleoqb_desktop.gui.theme import unit


class MainButton(QPushButton):
    """The page's main button. The second half of a double click is no click: it would press the next page's button."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Swallowed."""
        event.accept()


class WizardButtons(QWidget):
    """Main is the default button; Return does what it says."""

    back_pressed = Signal()
    main_pressed = Signal()
    cancel_pressed = Signal()
    help_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = QPushButton(self)
        self.main = MainButton(self)
        self.main.setDefault(True)
        self.cancel = QPushButton(self)
        self.help = QPushButton(self)
        for button in (self.back, self.cancel, self.help):
            button.setAutoDefault(False)
        self.back.clicked.connect(self.back_pressed)
        self.main.clicked.connect(self.main_pressed)
        self.cancel.clicked.connect(self.cancel_pressed)
        self.help.clicked.connect(self.help_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit(self))
        row.addWidget(self.help)
        row.addStretch(1)
        for button in (self.cancel, self.back, self.main):
            row.addWidget(button)

    def retranslate_ui(self) -> None:
        """The words that are the same on every page."""
        self.back.setText(self.tr("&Back"))
        self.cancel.setText(self.tr("F&inish later"))
        self.help.setText(self.tr("&Help"))
