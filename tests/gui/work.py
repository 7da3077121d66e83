"""What the window's thread does, counted instead of timed: calls within the program, turns of the loop, paintings; no test lives here."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

import pleoqb_desktop
from pleoqb_desktop.gui.tasks import TaskRunner

_OURS = str(Path(pleoqb_desktop.__file__).parent)


@dataclass
class Work:
    """Calls of the program's own functions in this thread, by turn of the loop and by module."""

    turns: list[int] = field(default_factory=lambda: [0])
    modules: Counter[str] = field(default_factory=Counter)

    @property
    def calls(self) -> int:
        """All calls."""
        return sum(self.turns)

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        """Python tells of a call (`sys.setprofile`)."""
        if event == "call" and frame.f_code.co_filename.startswith(_OURS):
            self.turns[-1] += 1
            self.modules[frame.f_globals["__name__"]] += 1

    def next_turn(self) -> None:
        """The loop goes round."""
        if self.turns[-1]:
            self.turns.append(0)


@contextmanager
def watched() -> Iterator[Work]:
    """Counts what this thread does meanwhile."""
    work = Work()
    dispatcher = QAbstractEventDispatcher.instance()
    dispatcher.awake.connect(work.next_turn)
    dispatcher.aboutToBlock.connect(work.next_turn)
    before = sys.getprofile()
    sys.setprofile(work)
    try:
        yield work
    finally:
        sys.setprofile(before)
        dispatcher.awake.disconnect(work.next_turn)
        dispatcher.aboutToBlock.disconnect(work.next_turn)


def calls_of(act: Callable[[], object]) -> int:
    """How many calls something takes, with the painting after it."""
    with watched() as work:
        act()
        QApplication.processEvents()
    return work.calls


class Paintings(QObject):
    """Notes what is painted or laid out."""

    _KINDS = frozenset({QEvent.Type.Paint, QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest})

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[QObject] = []
        self.seen = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Qt asks before every event."""
        if event.type() in self._KINDS:
            self.seen += 1
        if event.type() == QEvent.Type.Paint:
            self.painted.append(watched)
        return False


@contextmanager
def paintings() -> Iterator[Paintings]:
    """What is painted meanwhile."""
    noted, app = Paintings(), QApplication.instance()
    app.installEventFilter(noted)
    try:
        yield noted
    finally:
        app.removeEventFilter(noted)


def paint_all() -> None:
    """Lays out and paints until there is nothing left to paint."""
    with paintings() as noted:
        before = -1
        while noted.seen != before:
            before = noted.seen
            QApplication.sendPostedEvents()
            QApplication.processEvents()


def is_quiet(window: QWidget, runner: TaskRunner) -> bool:
    """Whether nothing runs beside the window's thread, and nothing is put off for a moment."""
    return not runner._listeners and not any(
        timer.isActive() and timer.isSingleShot() for timer in window.findChildren(QTimer)
    )
