"""Where the keyboard stands in the wizard: on what a page asks first, else on the main button, as soon as that can be pressed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPushButton, QWidget


class PageFocus(QObject):
    """While a page works the focus rests on the wizard itself: Qt would hand it to the next button, which is Cancel."""

    def __init__(self, wizard: QWidget, main: QPushButton, first_field: Callable[[], QWidget | None]) -> None:
        """`first_field` is the present page's, None where it has none."""
        super().__init__(wizard)
        self._wizard, self._main, self._first_field = wizard, main, first_field
        self._wanted = False
        wizard.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # never met by the Tab key
        wizard.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was wanted before there was anything to see is taken when there is."""
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self.take)
        return super().eventFilter(watched, event)

    def presses_main(self, event: QKeyEvent) -> bool:
        """Return presses the main button, but in a field: there it ends what is written. Whether it did."""
        written = isinstance(QApplication.focusWidget(), QLineEdit | QAbstractSpinBox)
        pressed = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._main.isEnabled() and not written
        if pressed:
            self._main.click()
        return pressed

    def want(self) -> None:
        """Another page is shown."""
        self._wanted = True

    def enable_main(self, *, enabled: bool) -> None:
        """The focus leaves with the button, and comes back with it."""
        if self._main.hasFocus() and not enabled:
            self._wanted = True
            self._wizard.setFocus(Qt.FocusReason.OtherFocusReason)
        self._main.setEnabled(enabled)

    @Slot()
    def take(self) -> None:
        """Gives the focus to what wants it, once, unless that cannot be seen or pressed yet."""
        if not self._wanted:
            return
        wanted = self._first_field() or self._main
        if wanted.isEnabled() and wanted.isVisible():
            self._wanted = False
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._wizard.setFocus(Qt.FocusReason.OtherFocusReason)
