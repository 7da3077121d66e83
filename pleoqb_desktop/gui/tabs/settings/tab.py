"""The Settings tab: sections on the left, one page on the right; reads the facts and saves what a page asks for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.tabs.settings.bookkeeping import AccountsPage, PostingPage, TagsSettingsPage
from pleoqb_desktop.gui.tabs.settings.connections import ConnectionsPage
from pleoqb_desktop.gui.tabs.settings.facts import SettingsFacts, local_facts, with_services
from pleoqb_desktop.gui.tabs.settings.page import SettingsPage
from pleoqb_desktop.gui.tabs.settings.page_dialog import PageDialog
from pleoqb_desktop.gui.tabs.settings.practice import PracticePage
from pleoqb_desktop.gui.tabs.settings.program import AppearancePage, HelpPage
from pleoqb_desktop.gui.tabs.settings.schedule import SchedulePage
from pleoqb_desktop.gui.tabs.settings.this_program import ProgramPage
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tasks import BusySign, Task
from pleoqb_desktop.gui.theme import Tone, letters, text_width, unit
from pleoqb_desktop.gui.wizard.choose_account import ChooseAccountPage
from pleoqb_desktop.gui.wizard.connect_pleo import ConnectPleoPage
from pleoqb_desktop.gui.wizard.connect_quickbooks import ConnectQuickBooksPage
from pleoqb_desktop.gui.wizard.page import Page
from pleoqb_desktop.gui.wizard.tags import TagsPage
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.choices import CHOICES
from pleoqb_desktop.setup.flow import Facts
from pleoqb_desktop.setup.sections import Section

_CHANGES_EXPORT = frozenset(choice.member for choice in CHOICES if choice.affects_export)


class SettingsTab(Tab):
    """Everything that was chosen once and may be chosen again."""

    changed = Signal()
    """What an export would do is different now."""
    saved = Signal(object)
    """A page's change is kept; the settings as they are now."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._facts: SettingsFacts | None = None
        self._asking: SettingsFacts | None = None
        self._trouble: Problem | None = None
        self._task: Task | None = None
        self.dialog: PageDialog | None = None
        self._sign = BusySign(self)
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    def _build(self) -> None:
        context, step = self.context, unit(self)
        self.accounts, self.tags, self.posting = AccountsPage(context), TagsSettingsPage(context), PostingPage(context)
        self.connections, self.appearance, self.practice = (
            ConnectionsPage(context),
            AppearancePage(context),
            PracticePage(context),
        )
        self.help, self.this_program = HelpPage(context), ProgramPage(context)
        self.schedule = SchedulePage(context)
        self.pages: dict[Section, SettingsPage] = {
            Section.ACCOUNTS: self.accounts,
            Section.TAGS: self.tags,
            Section.POSTING: self.posting,
            Section.SCHEDULE: self.schedule,
            Section.CONNECTIONS: self.connections,
            Section.APPEARANCE: self.appearance,
            Section.PROGRAM: self.this_program,
            Section.PRACTICE: self.practice,
            Section.HELP: self.help,
        }
        self.list = QListWidget(self)
        self.list.setSpacing(max(step // 4, 1))
        self.stack = QStackedWidget(self)
        for page in self.pages.values():
            self.list.addItem("")
            area = QScrollArea(self.stack)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(page)
            self.stack.addWidget(area)
            page.change_requested.connect(self._on_change)
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self._busy = BusyLine(self)
        self._busy.hide()
        self.notice = Notice(Tone.CAUTION, self)
        right = QVBoxLayout()
        right.setSpacing(step)
        right.addWidget(self._busy)
        right.addWidget(self.notice)
        right.addWidget(self.stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step)
        layout.setSpacing(step)
        layout.addWidget(self.list)
        layout.addLayout(right, 1)
        self._connect()

    def _connect(self) -> None:
        self.accounts.choose_requested.connect(lambda: self.open_page(ChooseAccountPage))
        self.accounts.check_requested.connect(self.read)
        self.tags.choose_requested.connect(lambda: self.open_page(TagsPage))
        self.connections.pleo_requested.connect(self.connect_pleo)
        self.connections.quickbooks_requested.connect(self.connect_quickbooks)
        self.connections.disconnect_requested.connect(self._on_disconnect)

    @property
    def facts(self) -> SettingsFacts | None:
        """What was read last."""
        return self._facts

    @property
    def busy(self) -> bool:
        """Whether the facts are being read."""
        return self._task is not None

    def title(self) -> str:
        """The word on the tab."""
        return self.tr("S&ettings")

    # -- reading ---------------------------------------------------------------------------------

    def see(self) -> None:
        """Facts are read each time: other tabs and other programs change them."""
        super().see()
        self.read()

    @Slot()
    def read(self) -> None:
        """Reads the facts: first what this computer knows, then what the services tell."""
        if self._task:
            return
        program, before = self.context.program, self._facts
        self._start(lambda _: local_facts(program, before), self._on_local)

    def _on_local(self, facts: SettingsFacts) -> None:
        self._on_read(facts)
        self._asking = facts

    def _start(self, work: Callable[[CancelToken], Any], done: Callable[[Any], None]) -> None:
        self._trouble = None
        self._sign.set_busy(True)
        self._task = self.context.runner.run(work, done, self._on_problem, parent=self, ended=self._on_ended)

    def _on_read(self, facts: SettingsFacts) -> None:
        self._facts, self._trouble = facts, facts.trouble
        for page in self.pages.values():
            page.show_facts(facts)

    def _on_problem(self, what: Problem) -> None:
        self._trouble = what

    def _on_ended(self) -> None:
        self._task = None
        facts, self._asking = self._asking, None
        if facts:
            program = self.context.program
            self._start(lambda cancel: with_services(program, facts, cancel), self._on_read)
            return
        self._sign.set_busy(False)
        self.refresh()

    @Slot()
    def _on_selected(self) -> None:
        """A screen reader selects without making current."""
        for item in self.list.selectedItems():
            self.list.setCurrentItem(item)

    def open_section(self, section: Section) -> None:
        """Shows one section."""
        self.list.setCurrentRow(tuple(self.pages).index(section))
        self.list.setFocus()

    # -- changing --------------------------------------------------------------------------------

    @Slot(dict)
    def _on_change(self, changes: dict[str, object]) -> None:
        program = self.context.program

        def done(settings: Settings) -> None:
            self.saved.emit(settings)
            if _CHANGES_EXPORT & set(changes):
                self.changed.emit()

        self.context.runner.save(lambda: program.settings.update(**changes), done, self._on_not_saved, parent=self)

    def _on_not_saved(self, what: Problem) -> None:
        self._trouble = what
        self.refresh()
        if self._facts:
            for page in self.pages.values():
                page.show_facts(self._facts)

    @Slot()
    def connect_pleo(self) -> None:
        """Another key for Pleo."""
        self.open_page(ConnectPleoPage)

    @Slot()
    def connect_quickbooks(self) -> None:
        """Sign in again."""
        self.open_page(ConnectQuickBooksPage)

    def open_page(self, make: type[Page]) -> None:
        """A page of the wizard in a window of its own; what it changes shows everywhere afterwards."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        program = self.context.program

        def done(facts: Facts) -> None:
            dialog = PageDialog(self.context, make, facts, self)
            self.dialog = dialog
            dialog.finished.connect(self._on_page_closed)
            dialog.open()

        self.context.runner.run(lambda _: program.facts(), done, self._on_not_saved, parent=self)

    @Slot(int)
    def _on_page_closed(self, _result: int) -> None:
        self.dialog = None
        self.read()
        self.changed.emit()

    @Slot(str)
    def _on_disconnect(self, service: str) -> None:
        title = "Pleo" if service == "pleo" else "QuickBooks"
        program = self.context.program

        def work(cancel: CancelToken) -> bool:
            if service == "pleo":
                return program.connect_pleo().disconnect()
            return program.connect_quickbooks(cancel).disconnect()

        def done(told: bool) -> None:  # noqa: FBT001 - a result
            body = (
                ""
                if told
                else self.tr("{service} could not be told; its own settings page shows the access until it ends.")
            )
            self.notice.show_words(
                self.tr("{service} is disconnected. Your settings are kept.").format(service=title),
                body.format(service=title),
                tone=Tone.INFO,
            )
            self.read()
            self.changed.emit()

        self.context.runner.run(work, done, self._on_not_saved, parent=self)

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """The message above the page."""
        what, texts = self._trouble, self.texts
        if what:
            action = self.context.remedies.button_action(what, retry=self.read)
            self.notice.show_words(
                texts.sentence(what), texts.remedy(what), [action] if action else [], tone=Tone.CAUTION
            )
        elif self.notice.tone is Tone.CAUTION:
            self.notice.clear()

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.list.setAccessibleName(self.tr("Sections of the settings"))
        self._busy.say(self.tr("Reading the settings…"))
        widest = 0
        for number, page in enumerate(self.pages.values()):
            item = self.list.item(number)
            item.setText(page.name())
            widest = max(widest, text_width(self.list.font(), page.name()))
            page.retranslate_ui()
        self.list.setFixedWidth(widest + letters(self, 5))
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.refresh()
