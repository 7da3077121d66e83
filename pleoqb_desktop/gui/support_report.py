"""Saves a report for support, without secrets, where the person wants it; the one way to it from every part of the window."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.gui.alerts import Alerts
from pleoqb_desktop.gui.tasks import TaskRunner

if TYPE_CHECKING:  # loaded with the program, after the window stands
    from pleoqb_desktop.app import App


def save_report(
    program: "App", runner: TaskRunner, alerts: Alerts, saved: Callable[[Path], None], parent: QWidget
) -> None:
    """`saved` is told where it was written; nothing happens when the person changes her mind."""
    title = QCoreApplication.translate("SupportReport", "Save the report for support")
    kind = QCoreApplication.translate("SupportReport", "Zip file (*.zip)")
    path = alerts.ask_save_path(title, "pleoqb-report.zip", kind, parent=parent)
    if path is not None:
        runner.run(lambda _: program.write_support_bundle(path), saved, parent=parent)
