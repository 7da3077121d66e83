"""What this program is, its version, and the licences of everything it carries."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop import __version__
from pleoqb_desktop.gui.forms import FormRow, name_control
from pleoqb_desktop.gui.theme import TITLE, IconLabel, Tone, WrappedLabel, enlarged, letters, unit

_LETTERS, _LINES = 84, 38


def licences() -> dict[str, Traversable]:
    """The licence texts inside the program by the name of what they are for, in order; common ones after the libraries'."""
    folder = files("pleoqb_desktop.resources").joinpath("licences")
    if not folder.is_dir():
        return {}
    found = {entry.name.removesuffix(".txt"): entry for entry in folder.iterdir() if entry.name.endswith(".txt")}
    common = folder.joinpath("common")
    shared = {entry.name.removesuffix(".txt"): entry for entry in common.iterdir()} if common.is_dir() else {}
    in_order = sorted(found.items(), key=lambda pair: pair[0].casefold())
    return dict([*in_order, *sorted(shared.items())])


class About(QDialog):
    """The program's name, version and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About PleoQB Desktop"))
        title = WrappedLabel(f"PleoQB Desktop {__version__}", self)
        title.setFont(enlarged(self.font(), TITLE, bold=True))
        words = WrappedLabel(
            self.tr(
                "Joins Pleo and QuickBooks Online on your own computer: every expense once, with its VAT, tags and receipt. It is "
                "not made by Pleo or Intuit. It comes under the MIT licence, without any warranty, and carries the libraries below "
                "under licences of their own. Built with Qt {version}."
            ).format(version=qVersion()),
            self,
        )
        contact = WrappedLabel(
            self.tr(
                "Questions, or something is wrong? Ask where you got this program: its maintainers answer there. Settings → Help and "
                "set-up → Save a report for support collects what they need, without secrets. A weakness is reported privately."
            ),
            self,
            tone=Tone.QUIET,
        )
        self._texts = licences()
        self.choice = QComboBox(self)
        self.choice.addItems(list(self._texts))
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        name_control(self.text, self.tr("Text of the licence"))
        row = FormRow(self.choice, self)
        row.say(self.tr("&Licence of"))
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.close)
        buttons = QDialogButtonBox(self)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        head = QHBoxLayout()
        head.setSpacing(unit(self) * 2)
        head.addWidget(IconLabel("once", Tone.INFO, 2.4, self), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        layout = QVBoxLayout(self)
        layout.setSpacing(unit(self))
        layout.addLayout(head)
        for part in (words, contact, row):
            layout.addWidget(part)
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)
        self.choice.currentTextChanged.connect(self._show)
        self._show(self.choice.currentText())
        self.resize(letters(self, _LETTERS), self.fontMetrics().height() * _LINES)

    def _show(self, name: str) -> None:
        text = self._texts.get(name)
        self.text.setPlainText(text.read_bytes().decode("utf-8", "replace") if text else "")
