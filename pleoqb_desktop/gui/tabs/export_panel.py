"""How far an export is: four phases, a bar, rate and time left, and Stop; told by Progress values."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.core.progress import Phase, Progress
from pleoqb_desktop.gui.theme import IconLabel, Tone, icon, unit
from pleoqb_desktop.texts import Texts

_FULL = 1000


class ExportPanel(QFrame):
    """Shown while an export runs."""

    stop_requested = Signal()

    def __init__(self, texts: Callable[[], Texts], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._progress = Progress()
        self._stopping = False
        self._last: Phase | None = None
        step = unit(self)
        phases = QHBoxLayout()
        phases.setSpacing(step * 2)
        self._signs: dict[Phase, IconLabel] = {}
        self._words: dict[Phase, QLabel] = {}
        for phase in Phase:
            sign, words = IconLabel("ahead", Tone.QUIET, parent=self), QLabel(self)
            words.setTextFormat(Qt.TextFormat.PlainText)
            one = QHBoxLayout()
            one.setSpacing(step // 2)
            one.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            one.addWidget(words, 1)
            phases.addLayout(one, 1)  # the same room for each: nothing moves while the counts grow
            self._signs[phase], self._words[phase] = sign, words
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _FULL)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(max(self.fontMetrics().height() * 2 // 3, 8))
        self.line = QLabel(self)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.stop_button = QPushButton(self)
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self._on_stop)
        below = QHBoxLayout()
        below.addWidget(self.line, 1)
        below.addWidget(self.stop_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, step, 0, step)
        layout.setSpacing(step)
        layout.addLayout(phases)
        layout.addWidget(self.bar)
        layout.addLayout(below)
        self.retranslate_ui()

    @property
    def progress(self) -> Progress:
        """What is shown."""
        return self._progress

    def begin(self) -> None:
        """A new export."""
        self._stopping = False
        self._last = None
        self.stop_button.setEnabled(True)
        self.show_progress(Progress())

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self._progress = progress
        number = self._texts().number
        here = progress.phase
        counts = {
            Phase.PREPARE: (progress.prepared, progress.total),
            Phase.SEND: (progress.sent, progress.total),
            Phase.RECEIPTS: (progress.receipts_done, progress.receipts_expected),
            Phase.CONFIRM: (progress.confirmed, progress.total),
        }
        for phase, (done, total) in counts.items():
            complete = bool(progress.total) and done >= total and phase is not here and self._is_past(phase, here)
            drawing = "check" if complete else "here" if phase is here else "ahead"
            tone = Tone.GOOD if complete else Tone.INFO if phase is here else Tone.QUIET
            self._signs[phase].show_icon(drawing, tone)
            name = self._texts().phase(phase)
            count = self.tr("{done} of {total}").format(done=number(done), total=number(total))
            self._words[phase].setText(f"{name}\n{count if total else '–'}")
            font = self._words[phase].font()
            font.setBold(phase is here)
            self._words[phase].setFont(font)
        self.bar.setRange(0, _FULL if progress.total else 0)
        self.bar.setValue(round(progress.share * _FULL))
        self.line.setText(self._line_words())
        self.bar.setAccessibleDescription(self.line.text())

    def _is_past(self, phase: Phase, here: Phase) -> bool:
        order = tuple(Phase)
        return order.index(phase) < order.index(here)

    def _line_words(self) -> str:
        if self._stopping:
            return self.tr("Stopping after the answers in flight… What is done is kept.")
        progress, texts = self._progress, self._texts()
        if not progress.total:
            return self.tr("Asking Pleo what waits…")
        parts = [
            self.tr("{done} of {total}").format(
                done=texts.number(progress.confirmed), total=texts.number(progress.total)
            )
        ]
        if (rate := progress.rate) and rate >= 1:
            parts.append(self.tr("{rate} a second").format(rate=texts.number(round(rate))))
        if (left := progress.seconds_left) is not None:
            parts.append(self.tr("{time} left").format(time=texts.duration(left)))
        return " · ".join(parts)

    def _on_stop(self) -> None:
        if not self._stopping:
            self._stopping = True
            self.stop_button.setEnabled(False)
            self.line.setText(self._line_words())
            self.stop_requested.emit()

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setAccessibleDescription(self.tr("What is done is kept; the next export goes on from there."))
        self.recolour()
        self.show_progress(self._progress)

    def recolour(self) -> None:
        """Draws the icon anew."""
        self.stop_button.setIcon(icon("stop", self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
        elif event.type() == QEvent.Type.PaletteChange:
            self.recolour()
