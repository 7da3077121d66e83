"""The one door for messages and questions; the window asks here and nowhere else, and tests put a listener in its place."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.texts import Action, Texts


class Alerts(Protocol):
    """Messages and questions. Every text is plain text, never HTML."""

    def tell(self, title: str, text: str, *, parent: QWidget | None = None) -> None:
        """A message with one button."""

    def ask(self, title: str, text: str, *, yes: str, no: str, parent: QWidget | None = None) -> bool:
        """A question; the answer is no unless the person presses the button that says `yes`."""

    def show_problem(self, what: Problem, *, parent: QWidget | None = None) -> Action | None:
        """What happened and what to do; the problem's action when the person chose it, else None."""

    def show_bug(self, error: BaseException, *, parent: QWidget | None = None) -> None:
        """An error of the program itself, with the offer to write a report without secrets."""

    def ask_save_path(self, title: str, name: str, kind: str, *, parent: QWidget | None = None) -> Path | None:
        """Where to save a file: `name` is proposed, `kind` reads "Zip file (*.zip)"; None when the person has changed her mind."""

    def ask_open_path(self, title: str, kind: str, *, parent: QWidget | None = None) -> Path | None:
        """Which file to open, of this `kind`; None when the person has changed her mind."""

    def ask_folder(self, title: str, *, parent: QWidget | None = None) -> Path | None:
        """Which folder; None when the person has changed her mind."""


class WindowAlerts:
    """Alerts as windows of their own."""

    def __init__(self, texts: Callable[[], Texts], prepare_report: Callable[[], None]) -> None:
        """`texts` are those of the present language; `prepare_report` is what the report button does."""
        self._texts = texts
        self._prepare_report = prepare_report

    def tell(self, title: str, text: str, *, parent: QWidget | None = None) -> None:
        """A message with one button."""
        box = _box(QMessageBox.Icon.Information, title, text, parent)
        box.addButton(QCoreApplication.translate("Alerts", "Close"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        box.deleteLater()

    def ask(self, title: str, text: str, *, yes: str, no: str, parent: QWidget | None = None) -> bool:
        """A question whose default, and answer to Escape, is no."""
        box = _box(QMessageBox.Icon.Question, title, text, parent)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        decline = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(decline)
        box.setEscapeButton(decline)
        box.exec()
        answer = box.clickedButton() is agree
        box.deleteLater()
        return answer

    def show_problem(self, what: Problem, *, parent: QWidget | None = None) -> Action | None:
        """What happened, what to do, and the button that does it where there is one."""
        texts = self._texts()
        box = _box(QMessageBox.Icon.Warning, texts.sentence(what), texts.remedy(what), parent)
        action = texts.action(what)
        button = box.addButton(texts.action_label(action), QMessageBox.ButtonRole.AcceptRole) if action else None
        close = box.addButton(QCoreApplication.translate("Alerts", "Close"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.exec()
        chosen = button is not None and box.clickedButton() is button
        box.deleteLater()
        return action if chosen else None

    def show_bug(self, error: BaseException, *, parent: QWidget | None = None) -> None:
        """Says that the fault is the program's own, and offers a report."""
        if self.show_problem(problem(Code.BUG, error=type(error).__name__), parent=parent) is Action.REPORT_BUG:
            self._prepare_report()

    def ask_save_path(self, title: str, name: str, kind: str, *, parent: QWidget | None = None) -> Path | None:
        """The platform's own window; it asks before it replaces a file."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _ = QFileDialog.getSaveFileName(parent, title, str(Path(folder) / name), kind)
        return Path(path) if path else None

    def ask_open_path(self, title: str, kind: str, *, parent: QWidget | None = None) -> Path | None:
        """The platform's own window, at the downloads."""
        path, _ = QFileDialog.getOpenFileName(parent, title, downloads(), kind)
        return Path(path) if path else None

    def ask_folder(self, title: str, *, parent: QWidget | None = None) -> Path | None:
        """The platform's own window, at the downloads."""
        path = QFileDialog.getExistingDirectory(parent, title, downloads())
        return Path(path) if path else None


def downloads() -> str:
    """Where browsers put what they download."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)


def _box(icon: QMessageBox.Icon, title: str, text: str, parent: QWidget | None) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle(QCoreApplication.applicationName())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(text)
    return box
