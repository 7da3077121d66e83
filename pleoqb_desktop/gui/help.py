"""The short guide inside the program: opens at the place a page asks for; it shows only our own texts."""

from enum import StrEnum
from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from pleoqb_desktop.gui.theme import letters, unit
from pleoqb_desktop.texts import Language

_LETTERS, _LINES = 84, 36


class Topic(StrEnum):
    """Places in the guide, in its order: each is one second-level heading of resources/guide/*.md."""

    WELCOME = "welcome"
    PLEO_ACCOUNT = "pleo_account"
    CONNECT_PLEO = "connect_pleo"
    CONNECT_QUICKBOOKS = "connect_quickbooks"
    CHOOSE_ACCOUNT = "choose_account"
    CONTRA_ACCOUNT = "contra_account"
    CATEGORIES = "categories"
    VAT = "vat"
    TAGS = "tags"
    READY = "ready"
    SYNC = "sync"
    HISTORY = "history"
    LISTS = "lists"
    RECONCILE = "reconcile"
    SETTINGS = "settings"
    KEYBOARD = "keyboard"


def guide_text(language: Language) -> str:
    """The guide in a language, as Markdown."""
    return files("pleoqb_desktop.resources").joinpath("guide", f"{language.code}.md").read_text("utf-8")


class Guide(QDialog):
    """The guide's window; it stays open beside the program."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(self.tr("Guide"))
        self.text.setMarkdown(guide_text(language))
        self.text.document().setDocumentMargin(unit(self) * 2)
        self.text.setOpenLinks(False)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.close)
        buttons = QDialogButtonBox(self)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        self.resize(letters(self, _LETTERS), self.fontMetrics().height() * _LINES)

    @classmethod
    def open_at(cls, topic: str, language: Language, parent: QWidget) -> "Guide":
        """Opens the guide, or the one that is open already, at a topic; an unknown one shows the beginning."""
        for old in parent.findChildren(Guide):
            old.close()
        guide = cls(language, parent)
        guide.show()
        guide.go_to(topic)
        return guide

    def go_to(self, topic: str) -> None:
        """Scrolls a topic's heading to the top."""
        position = list(Topic).index(Topic(topic)) if topic in set(Topic) else 0
        headings = self.headings()
        if position < len(headings):
            cursor = QTextCursor(headings[position])
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.text.setTextCursor(cursor)
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + self.text.cursorRect(cursor).top() - unit(self))

    def headings(self) -> list[QTextBlock]:
        """The second-level headings, in order."""
        found = []
        block = self.text.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == 2:
                found.append(block)
            block = block.next()
        return found
