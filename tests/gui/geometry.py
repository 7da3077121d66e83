"""Finds text that does not fit: every visible label, button and header must have the room it asks for; no test lives here."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QWidget,
)

SLACK = 1
_LETTERS = str.maketrans("aeiouAEIOUcn", "àéîöûÀÉÎÖÛçñ")


def cut_off(window: QWidget) -> list[str]:
    """A line for every visible text that is cut off; empty when all fits."""
    return [*_labels(window), *_buttons(window), *_headers(window), *_outside(window)]


def _labels(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            needed, room = label.heightForWidth(label.width()), label.height()
        else:
            needed, room = label.sizeHint().width(), label.width()
        if needed > room + SLACK:
            yield f"label {label.text()[:60]!r} needs {needed}, has {room}"


def _buttons(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and button.minimumSizeHint().width() > button.width() + SLACK:
            yield f"button {button.text()!r} needs {button.minimumSizeHint().width()}, has {button.width()}"
    for combo in window.findChildren(QComboBox):
        needed = combo.minimumSizeHint().height()
        if combo.isVisible() and needed > combo.height() + SLACK:
            yield f"choice {combo.currentText()!r} needs {needed}, has {combo.height()}"


def _headers(window: QWidget) -> Iterator[str]:
    for table in window.findChildren(QTableView):
        header: QHeaderView = table.horizontalHeader()
        if not table.isVisible() or header.isHidden() or table.model() is None:
            continue
        for section in range(header.count()):
            if (
                not header.isSectionHidden(section)
                and header.sectionSizeHint(section) > header.sectionSize(section) + SLACK
            ):
                words = table.model().headerData(section, header.orientation())
                yield f"header {words!r} needs {header.sectionSizeHint(section)}, has {header.sectionSize(section)}"


def _outside(window: QWidget) -> Iterator[str]:
    """Widgets that stick out of what holds them, where nothing scrolls."""
    for widget in window.findChildren(QWidget):
        parent = widget.parentWidget()
        if (
            not widget.isVisible()
            or parent is None
            or widget.isWindow()
            or not isinstance(widget, QLabel | QAbstractButton)
        ):
            continue
        if isinstance(parent, QAbstractScrollArea) or isinstance(parent.parentWidget(), QScrollArea):
            continue
        if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry()):
            yield f"{widget.text()[:40]!r} sticks out of {type(parent).__name__}: {widget.geometry()} in {parent.rect()}"
    for area in window.findChildren(QAbstractScrollArea):
        never = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if never and area.isVisible() and area.horizontalScrollBar().maximum() > SLACK:
            yield f"{type(area).__name__} lacks {area.horizontalScrollBar().maximum()} and does not scroll"


class PseudoLocale(QTranslator):
    """English 40 % longer and with accents: finds words that nobody translated and places that are too small."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        """Never: Qt tells no widget of a translator that has nothing to say."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Longer, with placeholders and mnemonics left alone."""
        if not source or context == "QPlatformTheme":
            return source
        padding = "~" * max(round(len(source) * 0.4), 1)
        return source + padding if "{" in source or "%" in source else source.translate(_LETTERS) + padding


def install_pseudo_locale() -> PseudoLocale:
    """On top of what is installed; remove it again with `QApplication.removeTranslator`."""
    translator = PseudoLocale()
    QApplication.installTranslator(translator)
    return translator
