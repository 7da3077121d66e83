"""Boxes to choose one of a list from: as wide as their words need, filled with words and values."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from pleoqb_desktop.gui.theme import unit

_LETTERS = 30


def choice_box(parent: QWidget) -> QComboBox:
    """An empty box."""
    combo = QComboBox(parent)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_LETTERS)
    combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    combo.setMaximumWidth(unit(parent) * 90)
    combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return combo


GONE = "gone"
"""The value of a choice that is no longer offered: it stands there until another is made."""


def fill(
    combo: QComboBox, options: Sequence[tuple[str, str]], chosen: str | None, nothing: str = "", gone: str = ""
) -> None:
    """Options as (words, value). `nothing` are the words for no choice, offered only while nothing is chosen; `gone` those for
    what was chosen and is no longer offered. A value that is not among the options is never replaced by another one."""
    combo.clear()
    if gone:
        combo.addItem(gone, GONE)
    if nothing and chosen is None:
        combo.addItem(nothing, None)
    for words, value in options:
        combo.addItem(words, value)
    combo.setCurrentIndex(combo.findData(chosen) if chosen is not None and not gone else 0)
