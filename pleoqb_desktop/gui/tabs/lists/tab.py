"""The Lists tab: accounts with their names for employees, VAT, tags and suppliers on both sides, and what a sync changed."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.notices import BusyLine
from pleoqb_desktop.gui.tabs.lists.panes import ListPanes
from pleoqb_desktop.gui.tabs.lists.reading import Lists, read_lists
from pleoqb_desktop.gui.tabs.lists.report import SyncReportNotice
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tasks import BusySign, Latest, Poll, Task
from pleoqb_desktop.gui.theme import TITLE, Tone, WrappedLabel, enlarged, icon, unit
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.sync.import_files import WrittenFile
from pleoqb_desktop.sync.report import SyncReport


class ListsTab(Tab):
    """What Pleo and QuickBooks share."""

    synced = Signal()
    """Pleo's lists are up to date now."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lists: Lists | None = None
        self._report: SyncReport | None = None
        self._trouble: Problem | None = None
        self._task: Task | None = None
        self._poll: Poll | None = None
        self._sign = BusySign(self)
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    def _build(self) -> None:
        self.headline = WrappedLabel(parent=self)
        self.headline.setFont(enlarged(self.font(), TITLE, bold=True))
        self.subline = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.sync_button = QPushButton(self)
        self.sync_button.clicked.connect(self.sync_now)
        self.save_button = QPushButton(self)
        self.refresh_button = QToolButton(self)
        self.refresh_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.refresh_button.clicked.connect(self.read)
        self.save_button.clicked.connect(self._on_save)
        for button in (self.sync_button, self.save_button):
            button.setAutoDefault(False)
        self.notice = SyncReportNotice(self.context, lambda: self.panes.tabs.setCurrentWidget(self.panes.changes), self)
        self._busy = BusyLine(self)
        self._busy.hide()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(unit(self))
        self.bar.hide()
        self.panes = ListPanes(self.context, self._on_problem, self)
        self._lay_out()

    def _lay_out(self) -> None:
        step = unit(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.headline)
        words.addWidget(self.subline)
        top = QHBoxLayout()
        top.setSpacing(step)
        top.addLayout(words, 1)
        for button in (self.refresh_button, self.save_button, self.sync_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step)
        layout.setSpacing(step)
        layout.addLayout(top)
        for part in (self._busy, self.bar, self.notice):
            layout.addWidget(part)
        layout.addWidget(self.panes, 1)

    @property
    def busy(self) -> bool:
        """Whether something is read or written."""
        return self._task is not None

    def title(self) -> str:
        """The word on the tab."""
        return self.tr("&Lists")

    @Slot()
    def _on_save(self) -> None:
        lists = self._lists
        if lists is None:
            return
        name = self.tr("pleo-categories.csv")
        path = self.context.alerts.ask_save_path(
            self.tr("Save the category file"), name, self.tr("CSV file (*.csv)"), parent=self
        )
        if path is None:
            return
        program, books = self.context.program, lists.books

        def done(count: int) -> None:
            self.notice.show_words(
                self.tr("%Ln categorie(s) saved", "", count),
                self.tr("Import the file in Pleo: Settings → Categories → Import."),
                tone=Tone.GOOD,
            )

        self.context.runner.run(lambda _: program.save_category_file(path, books), done, self._on_problem, parent=self)

    # -- reading and syncing ---------------------------------------------------------------------

    def shown_first(self) -> None:
        """Reads both sides."""
        self.read()

    @Slot()
    def read(self) -> None:
        """Reads both sides; what was read before stays readable meanwhile."""
        if self._task:
            return
        program = self.context.program
        self._start(lambda cancel: read_lists(program, cancel), self._on_read)

    @Slot()
    def sync_now(self) -> None:
        """Brings Pleo up to date, then reads again."""
        if self._task:
            return
        if self._by_file:
            self._save_files()
            return
        program, progress = self.context.program, Latest((0, 0))

        def work(cancel: CancelToken) -> SyncReport:
            return program.sync(cancel, lambda done, total: progress.set((done, total))).run()

        self._poll = Poll(progress, self._on_progress, self)
        self._start(work, self._on_synced)

    @property
    def _by_file(self) -> bool:
        return self._lists is not None and self._lists.settings.door is Door.FILE

    def _save_files(self) -> None:
        """Without a key nothing is written into Pleo: a person imports the files there."""
        lists = self._lists
        folder = self.context.alerts.ask_folder(self.tr("Folder for the files"), parent=self)
        if lists is None or folder is None:
            return
        program, books = self.context.program, lists.books

        def done(written: Sequence[WrittenFile]) -> None:
            names = ", ".join(file.path.name for file in written)
            self.notice.show_words(
                self.tr("Saved in {folder}: {files}").format(folder=folder, files=names),
                self.tr("Import them in Pleo: Settings → Accounting → Categories, Tax codes and Tags."),
                tone=Tone.GOOD,
            )

        work = program.save_import_files
        self.context.runner.run(lambda _: work(folder, books), done, self._on_problem, parent=self)

    def _start(self, work: Callable[[CancelToken], Any], done: Callable[[Any], None]) -> None:
        self._trouble = None
        self.notice.clear()
        self._sign.set_busy(True)
        self._task = self.context.runner.run(work, done, self._on_problem, parent=self, ended=self._on_ended)
        self.refresh()

    def _on_progress(self, progress: tuple[int, int]) -> None:
        self.bar.setRange(0, progress[1])
        self.bar.setValue(progress[0])
        self.bar.setVisible(progress[1] > 0)

    def _on_read(self, lists: Lists) -> None:
        self._lists = lists
        self.panes.show_lists(lists)

    def _on_synced(self, report: SyncReport) -> None:
        self._report = report
        self.panes.show_changes(report.things)
        self.synced.emit()

    def _on_problem(self, what: Problem) -> None:
        self._trouble = what
        self.refresh()

    def _on_ended(self) -> None:
        self._task = None
        if self._poll:
            self._poll.stop()
            self._poll.deleteLater()
            self._poll = None
            self.bar.hide()
            if self._report:
                self.read()
        else:
            self._sign.set_busy(False)
        if self._task is None:
            self._sign.set_busy(False)
        self.refresh()

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """Every headline, button and message, from what is known."""
        lists = self._lists
        self.headline.setText(lists.books.company.name if lists else self.tr("Lists of both sides"))
        self.subline.setText(self._subline_words())
        free = self._task is None
        self.sync_button.setEnabled(free)
        self.refresh_button.setEnabled(free)
        self.save_button.setEnabled(free and lists is not None)
        self.save_button.setVisible(not self._by_file)
        self._say_sync()
        self.panes.name_tabs()
        self._show_notice()

    def _say_sync(self) -> None:
        if self._by_file:
            self.sync_button.setText(self.tr("&Save the files for Pleo's import…"))
            self.sync_button.setAccessibleDescription(self.tr("Saves categories, VAT codes and tags as files"))
            return
        self.sync_button.setText(self.tr("S&ync now"))
        self.sync_button.setAccessibleDescription(
            self.tr("Brings Pleo's accounts, VAT rates and tags up to date with QuickBooks")
        )

    def _subline_words(self) -> str:
        if self._lists is None:
            return self.tr("Accounts, VAT rates and tags of QuickBooks appear here, and whether Pleo has them.")
        if self._by_file:
            return self.tr("Of QuickBooks; without a key nobody but you can look into Pleo.")
        last = self._lists.settings.last_sync
        return (
            self.tr("Last sync: {when}").format(when=self.texts.moment(last)) if last else self.tr("Never synced yet")
        )

    def _show_notice(self) -> None:
        texts = self.texts
        if self._trouble:
            action = self.context.remedies.button_action(self._trouble, retry=self.read)
            self.notice.show_words(
                texts.sentence(self._trouble),
                texts.remedy(self._trouble),
                [action] if action else [],
                tone=Tone.CAUTION,
            )
        elif self._report and not self._task:
            self.notice.show_report(self._report)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.save_button.setText(self.tr("Save a file for Pleo's category &import…"))
        self.refresh_button.setText(self.tr("Refresh"))
        self._busy.say(self.tr("Reading the lists of both sides…"))
        self.bar.setAccessibleName(self.tr("Progress of the sync"))
        self.panes.retranslate_ui()
        self.recolour()
        self.refresh()

    def recolour(self) -> None:
        """Draws the icons anew."""
        palette = self.palette()
        self.sync_button.setIcon(icon("save" if self._by_file else "refresh", palette))
        self.save_button.setIcon(icon("save", palette))
        self.refresh_button.setIcon(icon("refresh", palette))
        self.panes.recolour()
