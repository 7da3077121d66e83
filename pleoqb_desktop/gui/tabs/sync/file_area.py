"""Without a key, the file that waits: takes a new one, says which it is, asks what is open about it; exports nothing itself."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.spend_file import FINAL_STATES, ExportState, FileWords
from pleoqb_desktop.gui.file.drop import several
from pleoqb_desktop.gui.file.questions import FileQuestions
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tabs.sync.facts import State, SyncFacts
from pleoqb_desktop.gui.tabs.sync.waiting import WaitingFile
from pleoqb_desktop.gui.tabs.sync.watched_folder import Files, WatchedFolder
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.tasks import Task
from pleoqb_desktop.gui.theme import IconLabel, ThemedButtons, Tone, WrappedLabel, unit
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError
from pleoqb_desktop.texts import Action


class FileArea(QFrame):
    """Hidden where expenses come by a key."""

    changed = Signal()
    """Another file waits, or something was answered about it."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self._file: WaitingFile | None = None
        self._name = WrappedLabel(parent=self)
        self.choose = QPushButton(self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._on_choose)
        self._icons = ThemedButtons()
        self._icons.add(self.choose, "receipt")
        self.practice = QPushButton(self)
        self.practice.setAutoDefault(False)
        self.practice.clicked.connect(self._on_practice)
        self.open_states = QCheckBox(self)
        self.open_states.clicked.connect(self._on_states)
        self._come: list[Path] = []
        self._state = State.READING
        self.watched = WatchedFolder(self._beside, self)
        self.watched.arrived.connect(self._on_arrived)
        self.trouble = Notice(Tone.CAUTION, self)
        self.questions = FileQuestions(self)
        self.questions.answered.connect(self._answer)
        step = unit(self)
        row = QHBoxLayout()
        row.setSpacing(step)
        row.addWidget(IconLabel("receipt", Tone.INFO, parent=self))
        row.addWidget(self._name, 1)
        row.addWidget(self.practice)
        row.addWidget(self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(step // 2)
        layout.addLayout(row)
        layout.addWidget(self.open_states)
        layout.addWidget(self.trouble)
        layout.addWidget(self.questions)
        self.hide()

    # -- taking a file ---------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._task is not None

    @property
    def ready(self) -> bool:
        """Whether a file that is dropped now can be taken."""
        return self._file is not None and not self.isHidden() and self._state is not State.EXPORTING and not self.busy

    def take(self, paths: Sequence[Path]) -> None:
        """A file that was dropped or chosen; what is wrong with it is told here, and the one before stays."""
        if trouble := several(paths):
            self._on_problem(trouble)
            return
        path, program = paths[0], self._context.program
        self._start(lambda cancel: program.files.keep(path, cancel), again=paths)

    def _beside(self, work: Callable[[], Files], done: Callable[[Files], None]) -> None:
        self._context.runner.run(lambda _: work(), done, lambda _: None, parent=self)

    @Slot(object)
    def _on_arrived(self, paths: Sequence[Path]) -> None:
        """They wait where none can be taken now: while an export runs, and until what came of it is put away."""
        self._come = [*paths, *(path for path in self._come if path not in paths)]
        self._take_come()

    def _take_come(self) -> None:
        """Takes the newest that is one of Pleo's, and names the others: one file waits at a time. What is none of Pleo's is nobody's concern
        here: it was not given to us."""
        if not self._come or not self.ready or self._state is not State.READY:
            return
        program, paths = self._context.program, self._come
        self._come = []

        def work(cancel: CancelToken) -> Path | None:
            for path in paths:
                with suppress(KnownError):
                    program.files.keep(path, cancel)
                    return path
            return None

        def done(taken: Path | None) -> None:
            if taken is None:
                return
            words = self.tr("Taken from the folder that is watched: {file}").format(file=taken.name)
            if others := ", ".join(path.name for path in paths if path != taken):
                words += " · " + self.tr("Also new there, not taken: {files}").format(files=others)
            self._context.remedies.said.emit(words)
            self.changed.emit()

        self._task = self._context.runner.run(work, done, lambda _: None, parent=self, ended=self._on_ended)

    def _start(self, work: object, again: Sequence[Path] = ()) -> None:
        if self._task:
            return
        self.trouble.clear()

        def failed(what: Problem) -> None:
            self._on_problem(what, again)

        self._task = self._context.runner.run(
            work,  # type: ignore[arg-type]
            lambda _: self.changed.emit(),
            failed,
            parent=self,
            ended=self._on_ended,
        )

    def _on_ended(self) -> None:
        self._task = None
        self._take_come()

    def _on_problem(self, what: Problem, again: Sequence[Path] = ()) -> None:
        texts = self._context.texts
        actions = [ButtonAction(texts.action_label(Action.RETRY), lambda: self.take(again))] if again else []
        self.trouble.show_words(texts.sentence(what), texts.remedy(what), actions)

    @Slot()
    def _on_choose(self) -> None:
        kind = self.tr("Pleo's files (*.zip *.csv *.xlsx)")
        if path := self._context.alerts.ask_open_path(self.tr("Pleo's file"), kind, parent=self):
            self.take((path,))

    @Slot()
    def _on_practice(self) -> None:
        self._start(self._context.program.practise_by_file)

    # -- answering -------------------------------------------------------------------------------

    @Slot(object)
    def _answer(self, words: FileWords) -> None:
        program = self._context.program

        def work(cancel: CancelToken) -> None:
            program.files.newest_report(words, cancel)

        self._start(work)

    @Slot()
    def _on_states(self) -> None:
        wanted = frozenset(ExportState) if self.open_states.isChecked() else FINAL_STATES
        self._answer(FileWords(states=wanted))

    # -- what is shown ---------------------------------------------------------------------------

    def show_facts(self, facts: SyncFacts) -> None:
        """Which file it is; while an export runs nothing can be changed."""
        waiting, self._state = facts.waiting, facts.state
        by_file = waiting is not None and waiting.file is not None
        self.setVisible(by_file)
        if waiting is None or waiting.file is None:
            self._watch(None, None)
            return
        self._watch(waiting.file.watched, waiting.file.kept_at)
        exporting = facts.state is State.EXPORTING
        self._file = waiting.file
        self._name.setText(self._name_words(waiting.file))
        for part in (self.choose, self.practice, self.open_states, self.questions):
            part.setEnabled(not exporting)
        self.practice.setVisible(self._context.program.practice is not None)
        self.open_states.setVisible(bool(waiting.file.still_open))
        self.open_states.setChecked(waiting.file.takes_open)
        words = self.tr(
            "Take the %Ln too that Pleo may still change: not exported there yet", "", waiting.file.still_open
        )
        self.open_states.setText(words)
        name_control(self.open_states, words, self.tr("What changes in Pleo afterwards is asked about here."))
        report = None if exporting else waiting.file.report
        self.questions.show_report(report, waiting.file.books, self._context.texts)
        self._take_come()

    def _watch(self, folder: str | None, since: datetime | None) -> None:
        if folder != self.watched.folder:
            self.watched.watch(folder, since)

    def _name_words(self, file: WaitingFile) -> str:
        if not file.name:
            return self.tr("No file yet: drop the one that you downloaded from Pleo on this window.")
        parts = [file.name]
        if file.standing:
            parts.append(self.tr("%Ln already in your books", "", file.standing))
        if file.left_out:
            parts.append(self.tr("%Ln left out, not final in Pleo", "", file.left_out))
        return " · ".join(parts)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.choose.setText(self.tr("Choose Pleo's file…"))
        self.practice.setText(self.tr("Make a file in practice Pleo"))
        self.questions.retranslate_ui()

    def recolour(self) -> None:
        """Draws the icons anew."""
        self._icons.refresh()
