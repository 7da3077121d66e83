"""How far an export is: four phases, a bar, rate and time left, and Stop; told by Progress values."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.export.progress import Phase, Progress
from pleoqb_desktop.gui.theme import IconLabel, Tone, icon, letters, unit
from pleoqb_desktop.texts import Texts

_FULL = 1000


class _Figures(QLabel):
    """Words that change many times a second. Their room only grows, and by a few letters at once: a label that asks for
    another size has the whole window laid out and painted anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._said: tuple[str, bool] | None = None

    def say(self, text: str, *, bold: bool = False) -> None:
        """Shows these words."""
        if (text, bold) == self._said:
            return
        self._said = (text, bold)
        font = self.font()
        if font.bold() != bold:
            font.setBold(bold)
            self.setFont(font)
        self.setText(text)
        needed = self.sizeHint()
        if not self._fits(needed):
            wider = needed + QSize(letters(self, 4), 0)
            self.setFixedSize(wider.expandedTo(self.minimumSize()))

    def _fits(self, needed: QSize) -> bool:
        return needed.width() <= self.minimumWidth() and needed.height() == self.minimumHeight()

    def give_room_back(self) -> None:
        """Forgets how wide it had to be, for other words or letters."""
        self._said = None
        self.setMinimumSize(0, 0)


class ExportPanel(QFrame):
    """Shown while an export runs."""

    stop_requested = Signal()

    def __init__(self, texts: Callable[[], Texts], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._progress = Progress()
        self._stopping = self._by_file = False
        step = unit(self)
        phases = QHBoxLayout()
        phases.setSpacing(step * 2)
        self._signs: dict[Phase, IconLabel] = {}
        self._words: dict[Phase, _Figures] = {}
        for phase in Phase:
            sign, words = IconLabel("ahead", Tone.QUIET, parent=self), _Figures(self)
            one = QHBoxLayout()
            one.setSpacing(step // 2)
            one.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            one.addWidget(words)
            one.addStretch(1)
            phases.addLayout(one, 1)  # the same room for each: nothing moves while the counts grow
            self._signs[phase], self._words[phase] = sign, words
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _FULL)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(max(self.fontMetrics().height() * 2 // 3, 8))
        self.line = _Figures(self)
        self.stop_button = QPushButton(self)
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self._on_stop)
        below = QHBoxLayout()
        below.addWidget(self.line)
        below.addStretch(1)
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

    def begin(self, *, by_file: bool = False) -> None:
        """A new export, by key or by file."""
        self._stopping, self._by_file = False, by_file
        self.stop_button.setEnabled(True)
        self._give_room_back()
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
            name = self._texts().phase(phase, by_file=self._by_file)
            count = self.tr("{done} of {total}").format(done=number(done), total=number(total))
            self._words[phase].say(f"{name}\n{count if total else '–'}", bold=phase is here)
        self.bar.setRange(0, _FULL if progress.total else 0)
        self.bar.setValue(round(progress.share * _FULL))
        self.line.say(self._line_words())
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
            self.line.say(self._line_words())
            self.stop_requested.emit()

    def _give_room_back(self) -> None:
        for words in (*self._words.values(), self.line):
            words.give_room_back()

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self._give_room_back()
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setAccessibleDescription(self.tr("What is done is kept; the next export goes on from there."))
        self.recolour()
        self.show_progress(self._progress)

    def recolour(self) -> None:
        """Draws the icon anew."""
        self.stop_button.setIcon(icon("stop", QApplication.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
        elif event.type() == QEvent.Type.PaletteChange:
            self.recolour()
        elif event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.retranslate_ui()
