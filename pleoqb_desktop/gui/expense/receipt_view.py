"""The receipts of an expense: fetched when they are looked at, shown page by page, zoomable; a damaged one is explained."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.app import App
from pleoqb_desktop.domain.problems import Problem, problem
from pleoqb_desktop.gui.expense.receipt_pages import Pages, read_pages
from pleoqb_desktop.gui.expense.remedies import Remedies
from pleoqb_desktop.gui.forms import announce
from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.tasks import BusySign, Task, TaskRunner
from pleoqb_desktop.gui.theme import ThemedButtons, Tone, WrappedLabel, unit
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import ReceiptRefusal
from pleoqb_desktop.ports.receipts import FetchedReceipt

_KEPT_BYTES = 64 * 1024 * 1024
_STEP = 1.25
_SMALLEST, _LARGEST = 0.05, 8.0
_PAUSE_MILLISECONDS = 200  # somebody who walks through the list by arrow keys does not want each receipt


@dataclass(frozen=True, slots=True)
class Shown:
    """One receipt: its pages, or what is wrong with it."""

    pages: Pages | None
    content_type: str = ""
    problem: Problem | None = None

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return self.pages.size if self.pages else 0


def fetch_receipts(program: App, entry_id: str, cancel: CancelToken) -> tuple[Shown, ...]:
    """All receipts of an expense, drawn. Raises SignInAgainError, UnavailableError, Cancelled."""
    with program.receipts(entry_id, cancel) as fetched:
        return tuple(_shown(program, one, cancel) for one in fetched)


def _shown(program: App, one: FetchedReceipt | Problem, cancel: CancelToken) -> Shown:
    if isinstance(one, Problem):
        return Shown(None, problem=one)
    try:
        pages = read_pages(partial(program.draw_sheets, cancel=cancel), one.path, one.content_type)
    except ReceiptRefusal as refusal:
        return Shown(None, one.content_type, problem(refusal.code, **refusal.params))
    return Shown(pages, one.content_type)


class Paper(QGraphicsView):
    """A picture that can be zoomed and moved, by mouse and by keys (plus, minus, 0 to fit)."""

    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMinimumSize(QSize(unit(self) * 12, unit(self) * 12))
        self._fitting = True

    @property
    def percent(self) -> int:
        """The size it is shown at."""
        return round(self.transform().m11() * 100)

    def show_picture(self, picture: QPixmap) -> None:
        """Shows a page, fitted."""
        self._item.setPixmap(picture)
        self._scene.setSceneRect(QRectF(picture.rect()))
        self.fit()

    def fit(self) -> None:
        """The whole page."""
        self._fitting = True
        if not self._item.pixmap().isNull():
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)
        self.zoomed.emit()

    def zoom(self, factor: float) -> None:
        """Larger or smaller, within reason."""
        wanted = self.transform().m11() * factor
        if _SMALLEST <= wanted <= _LARGEST:
            self._fitting = False
            self.scale(factor, factor)
            self.zoomed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stays fitted until somebody zooms."""
        super().resizeEvent(event)
        if self._fitting:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and 0; arrows move."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(_STEP)
            case Qt.Key.Key_Minus:
                self.zoom(1 / _STEP)
            case Qt.Key.Key_0:
                self.fit()
            case _:
                super().keyPressEvent(event)


class ReceiptView(QWidget):
    """The receipts of one expense at a time."""

    def __init__(self, program: App, runner: TaskRunner, remedies: Remedies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program, self._runner, self._remedies = program, runner, remedies
        self._kept: OrderedDict[str, tuple[Shown, ...]] = OrderedDict()
        self._entry_id: str | None = None
        self._expected = 0
        self._person = ""
        self._receipts: tuple[Shown, ...] = ()
        self._number = 0
        self._page = 0
        self._task: Task | None = None
        self._trouble: Problem | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MILLISECONDS)
        self._wait.timeout.connect(self._fetch)
        self._sign = BusySign(self)
        self._icons = ThemedButtons()
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    def _build(self) -> None:
        self.paper = Paper(self)
        self.paper.zoomed.connect(self._name_paper)
        self._message = WrappedLabel(parent=self, tone=Tone.QUIET)
        self._message.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._notice = Notice(Tone.CAUTION, self)
        self._busy = BusyLine(self)
        self._busy.hide()
        self._which = QLabel(self)
        self._which.setTextFormat(Qt.TextFormat.PlainText)
        self.previous = self._button("back", self._on_previous)
        self.next = self._button("forward", self._on_next)
        self.smaller = self._button("minus", partial(self.paper.zoom, 1 / _STEP))
        self.larger = self._button("plus", partial(self.paper.zoom, _STEP))
        self.fitted = self._button("fit", self.paper.fit)
        self._bar = QWidget(self)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(unit(self) // 2)
        for part in (self.previous, self._which, self.next):
            bar.addWidget(part)
        bar.addStretch(1)
        for part in (self.smaller, self.fitted, self.larger):
            bar.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit(self), unit(self), unit(self), unit(self))
        layout.setSpacing(unit(self))
        layout.addWidget(self._busy)
        layout.addWidget(self._notice)
        layout.addWidget(self._message)
        layout.addWidget(self._bar)
        layout.addWidget(self.paper, 1)
        self._rest = QWidget(self)
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        layout.addWidget(self._rest, 1)

    def _button(self, drawing: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: slot())  # type: ignore[operator]
        self._icons.add(button, drawing)
        return button

    # -- what to show ----------------------------------------------------------------------------

    def show_entry(self, entry_id: str | None, expected: int = 0, person: str = "") -> None:
        """The receipts of an accounting entry; None: of nothing. `expected`: how many Pleo counts."""
        if entry_id == self._entry_id and expected == self._expected:
            return
        self._entry_id, self._expected, self._person = entry_id, expected, person
        self._stop()
        self._trouble = None
        self._receipts = self._kept.get(entry_id or "", ())
        self._number = self._page = 0
        if entry_id and not self._receipts and expected and self.isVisible():
            self._wait.start()
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Receipts are fetched only when they are looked at."""
        super().showEvent(event)
        if self._entry_id and self._expected and not self._receipts and not self._task:
            self._wait.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._stop()

    def _stop(self) -> None:
        self._wait.stop()
        if self._task:
            self._task.cancel()
            self._task = None
        self._sign.set_busy(False)

    @Slot()
    def _fetch(self) -> None:
        entry_id = self._entry_id
        if entry_id is None:
            return
        program = self._program
        self._sign.set_busy(True)
        self._trouble = None
        self._task = self._runner.run(
            lambda cancel: fetch_receipts(program, entry_id, cancel),
            partial(self._on_fetched, entry_id),
            self._on_failed,
            parent=self,
        )
        self._refresh()

    def _on_fetched(self, entry_id: str, receipts: tuple[Shown, ...]) -> None:
        self._task = None
        self._sign.set_busy(False)
        self._keep(entry_id, receipts)
        self._receipts = receipts
        if not receipts:
            self._expected = 0
        self._refresh()
        announce(self, self._which.text() or self._message.text())

    def _keep(self, entry_id: str, receipts: tuple[Shown, ...]) -> None:
        """Keeps what was fetched for a second look, and forgets the oldest that no longer fit."""
        self._kept[entry_id] = receipts
        self._kept.move_to_end(entry_id)
        while len(self._kept) > 1 and sum(one.size for shown in self._kept.values() for one in shown) > _KEPT_BYTES:
            self._kept.popitem(last=False)

    def _on_failed(self, what: Problem) -> None:
        self._task = None
        self._sign.set_busy(False)
        self._trouble = what
        self._refresh()

    # -- pages -----------------------------------------------------------------------------------

    def _move(self, by: int) -> None:
        places = _places(self._receipts)
        at = places.index((self._number, self._page)) + by
        if 0 <= at < len(places):
            self._number, self._page = places[at]
            self._refresh()
            announce(self, self._which.text())

    @Slot()
    def _on_previous(self) -> None:
        self._move(-1)

    @Slot()
    def _on_next(self) -> None:
        self._move(1)

    # -- one place decides what is seen ----------------------------------------------------------

    def _refresh(self) -> None:
        one = self._receipts[self._number] if self._receipts else None
        pages = one.pages if one else None
        readable = bool(pages and pages.readable)
        self._message.setText(self._words())
        self._message.setVisible(bool(self._message.text()))
        self._show_notice(one)
        self.paper.setVisible(readable)
        self._rest.setVisible(not readable)
        self._bar.setVisible(bool(self._receipts))
        for button in (self.smaller, self.fitted, self.larger):
            button.setVisible(readable)
        if pages and readable:
            self.paper.show_picture(QPixmap.fromImage(pages.image(self._page)))
        places = _places(self._receipts)
        at = places.index((self._number, self._page)) if places else 0
        self.previous.setVisible(len(places) > 1)
        self.next.setVisible(len(places) > 1)
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at + 1 < len(places))
        self._which.setText(self._place_words(pages))
        self._name_paper()

    def _words(self) -> str:
        if self._entry_id is None:
            return self.tr("Select an expense to see its receipts.")
        if not self._expected and not self._receipts:
            return self.tr("This expense has no receipt in Pleo.")
        return ""

    def _show_notice(self, one: Shown | None) -> None:
        trouble = self._trouble or (one.problem if one else None)
        if trouble:
            if self._person:
                trouble = replace(trouble, params={**trouble.params, "person": self._person})
            texts = self._program.texts
            action = self._remedies.button_action(trouble, retry=self._fetch)
            self._notice.show_words(texts.sentence(trouble), texts.remedy(trouble), [action] if action else [])
        elif one and one.pages and not one.pages.readable:
            body = self.tr(
                "The file is damaged, or of a kind that cannot be shown here. It is attached to the entry as it is."
            )
            if self._person:
                body += " " + self.tr("Ask {person} for a better one.").format(person=self._person)
            self._notice.show_words(self.tr("This receipt cannot be shown"), body)
        else:
            self._notice.clear()

    def _place_words(self, pages: Pages | None) -> str:
        if not self._receipts:
            return ""
        words = self.tr("Receipt {number} of {total}").format(number=self._number + 1, total=len(self._receipts))
        if pages and pages.total > 1:
            page = self.tr("page {number} of {total}").format(number=self._page + 1, total=pages.total)
            words = f"{words}, {page}"
        return words

    @Slot()
    def _name_paper(self) -> None:
        zoom = self._program.texts.number(self.paper.percent)
        self.paper.setAccessibleName(self._which.text() or self.tr("Receipt"))
        self.paper.setAccessibleDescription(self.tr("Shown at {zoom} %; plus and minus zoom, 0 fits").format(zoom=zoom))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self._busy.say(self.tr("Fetching the receipts from Pleo…"))
        for button, words in (
            (self.previous, self.tr("Previous page")),
            (self.next, self.tr("Next page")),
            (self.smaller, self.tr("Smaller")),
            (self.larger, self.tr("Larger")),
            (self.fitted, self.tr("Whole page")),
        ):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
        elif event.type() == QEvent.Type.PaletteChange:
            self._icons.refresh()


def _places(receipts: tuple[Shown, ...]) -> list[tuple[int, int]]:
    """Every page of every receipt, as (receipt, page)."""
    return [
        (number, page)
        for number, one in enumerate(receipts)
        for page in range(max(len(one.pages.packed) if one.pages else 0, 1))
    ]
