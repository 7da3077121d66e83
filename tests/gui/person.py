"""Somebody at the window: presses what is visible and enabled by its words, writes, reads, and counts clicks; no test lives here."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget


class Person:
    """Clicks with the mouse where a button is, and only when it can be clicked."""

    def __init__(self, qtbot) -> None:
        self._qtbot = qtbot
        self.clicks = 0
        self.pastes = 0

    def press(self, window: QWidget, words: str) -> None:
        """Waits for a button of exactly these words and clicks it."""
        self.wait(
            lambda: self.find(window, words) is not None, f"no button {words!r} can be pressed: {buttons(window)}"
        )
        button = self.find(window, words)
        assert button is not None
        self.clicks += 1
        if button.window().isAncestorOf(button):
            point = QPoint(min(button.width() // 2, 10), button.height() // 2)  # a check box is hit at its words alone
            QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def find(self, window: QWidget, words: str) -> QAbstractButton | None:
        """The button of exactly these words, when it can be pressed."""
        for button in window.findChildren(QAbstractButton):
            named = words in (plain(button.text()), button.accessibleName())
            if named and button.isVisible() and button.isEnabled():
                return button
        return None

    def write(self, window: QWidget, name: str, text: str) -> None:
        """Pastes a text into the field of this name."""
        field = self.field(window, name)
        self.pastes += 1
        QApplication.clipboard().setText(text)
        field.clear()
        field.setFocus()
        field.paste()

    def field(self, window: QWidget, name: str) -> QLineEdit:
        """The visible field of this accessible name."""
        found: list[QLineEdit] = []

        def there() -> bool:
            found[:] = [f for f in window.findChildren(QLineEdit) if f.accessibleName() == name and f.isVisible()]
            return bool(found)

        self.wait(there, f"no field {name!r}")
        return found[0]

    def sees(self, window: QWidget, words: str) -> bool:
        """Whether these words stand anywhere on the screen."""
        return any(words in text for text in texts(window))

    def wait_for(self, window: QWidget, words: str) -> None:
        """Until these words stand on the screen."""
        self.wait(lambda: self.sees(window, words), f"{words!r} did not appear; on screen: {texts(window)}")

    def wait(self, until, otherwise: str = "") -> None:
        """Until something is so."""
        try:
            self._qtbot.waitUntil(until)
        except Exception as error:  # the kind of qtbot's own time-out differs between versions
            raise AssertionError(otherwise or str(error)) from error


def texts(window: QWidget) -> list[str]:
    """All words on the screen, in the order of the widgets."""
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return labels + [plain(button.text()) for button in window.findChildren(QAbstractButton) if button.isVisible()]


def buttons(window: QWidget) -> list[str]:
    """Every visible button, and whether it can be pressed."""
    return [
        f"{plain(button.text())}{'' if button.isEnabled() else ' (off)'}"
        for button in window.findChildren(QAbstractButton)
        if button.isVisible()
    ]


def plain(text: str) -> str:
    """Words without the marks of mnemonics."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
