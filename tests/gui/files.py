"""Files of Pleo's as a person has them on her computer, and how she drops them; no test lives here."""

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from pleoqb_desktop.app import App
from pleoqb_desktop.choice import Choice
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.setup.set_up import available_dimensions
from tests.e2e.practice.server_fixture import Practice
from tests.gui.windows import agree


def downloaded(practice: Practice, country: str, folder: Path, shape: str = "custom", **words: object) -> Path:
    """What a person downloads in Pleo."""
    made = practice.pleo_control("file", {"shape": shape} | words, country=country)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / str(made["name"])
    path.write_bytes(base64.b64decode(made["base64"]))
    return path


def give_lists(company: dict, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pleo knows the accounts, VAT codes and tags of QuickBooks, as after an import: done by a profile of somebody else's."""
    token = CancelToken()
    with monkeypatch.context() as patch:
        patch.setenv("PLEOQB_HOME", str(home))
        with App(Choice()) as program:
            program.connect_pleo().connect(company["pleo"]["api_key"])
            use_case = program.connect_quickbooks(token)
            with program.receiver() as receiver:
                agree(use_case.address(receiver), company["quickbooks"]["realm_id"])
                use_case.finish(receiver, token)
            set_up = program.set_up(token)
            about = set_up.books().company
            set_up.choose_dimensions(available_dimensions(about), about)
            program.reference_sync(token).run([Kind.TAX_CODES, Kind.ACCOUNTS, Kind.TAG_GROUPS, Kind.TAGS])


def drop(target: QWidget, *paths: Path) -> bool:
    """Drags files over a widget and lets them go there; whether they were welcome."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, action = QPoint(target.width() // 2, target.height() // 2), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, action, data, left, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(place), action, data, left, none))
    return True
