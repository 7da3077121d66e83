"""Whether staff advance money of their own, and the account for it; knows no other account."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pleoqb_desktop.gui.forms import FormRow, name_control
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, unit
from pleoqb_desktop.gui.wizard.choice_box import GONE, choice_box, fill

CREATE = ""
"""Chosen instead of an account's id: it shall be made."""


class PocketChoice(QWidget):
    """A box to tick, and below it the account."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.used = QCheckBox(self)
        self.used.toggled.connect(self._on_used)
        self.account = choice_box(self)
        self._row = FormRow(self.account, self)
        self._why = WrappedLabel(parent=self, tone=Tone.QUIET)
        self._found = False
        self.account.activated.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self) * 3 // 2)
        layout.addWidget(self.used)
        layout.addWidget(self._why)
        layout.addWidget(self._row)

    @property
    def makes(self) -> bool:
        """Whether an account shall be made."""
        return self.used.isChecked() and self.account.currentData() == CREATE

    @property
    def reference(self) -> str | None:
        """The chosen account (`id:35`), None where none is used or one shall be made."""
        chosen = self.account.currentData()
        return f"id:{chosen}" if self.used.isChecked() and chosen not in {None, CREATE, GONE} else None

    @property
    def asks_again(self) -> bool:
        """Whether the account that was chosen is no longer offered."""
        return self.used.isChecked() and self.account.currentData() == GONE

    def show_accounts(self, options: Sequence[tuple[str, str]], chosen: str, gone: str) -> None:
        """Accounts as (words, id), the one to be made under CREATE; `gone` are words for what is no longer offered, else empty."""
        fill(self.account, options, chosen, gone=gone)
        self._on_used()

    def show_used(self, *, used: bool, found: bool) -> None:
        """Whether it is ticked, and whether the program did that by itself: it found such expenses in Pleo."""
        self._found = found
        self.used.setChecked(used)
        self._on_used()

    @Slot()
    def _on_used(self) -> None:
        self._why.setVisible(self._found and self.used.isChecked())
        self._row.setVisible(self.used.isChecked())
        self.changed.emit()

    def retranslate_ui(self) -> None:
        """All words."""
        self.used.setText(
            self.tr("My staff sometimes pay with their own money, and Pleo pays them back (Pleo &Pocket)")
        )
        name_control(self.used, self.used.text())
        self._why.setText(self.tr("Ticked because such expenses wait in Pleo."))
        self._row.say(self.tr("Account for Pleo Pocket e&xpenses"))
