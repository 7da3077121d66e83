"""The Lists tab: accounts with their names for employees, VAT, tags and suppliers on both sides, and what a sync changed."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QTabWidget, QToolButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.books import Vendor, fold
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.models.table import Column
from pleoqb_desktop.gui.notices import BusyLine, ButtonAction, Notice
from pleoqb_desktop.gui.tabs.list_pane import ListPane
from pleoqb_desktop.gui.tabs.lists.reading import AccountRow, InPleo, Lists, TagRow, TaxRow, read_lists
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tasks import BusySign, Latest, Poll, Task
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, enlarged, icon, unit
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.sync.category_file import checked_name, friendly_name
from pleoqb_desktop.sync.report import Change, ChangedThing, SyncReport

_MOST_REASONS = 5


class ListsTab(Tab):
    """What Pleo and QuickBooks share."""

    synced = Signal()
    """Pleo's lists are up to date now."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lists: Lists | None = None
        self._own: dict[str, str] = {}
        self._report: SyncReport | None = None
        self._trouble: Problem | None = None
        self._task: Task | None = None
        self._poll: Poll | None = None
        self._icons: dict[InPleo, QIcon] = {}
        self._sign = BusySign(self)
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    def _build(self) -> None:
        self.headline = WrappedLabel(parent=self)
        self.headline.setFont(enlarged(self.font(), 1.5, bold=True))
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
        self.notice = Notice(Tone.CAUTION, self)
        self._busy = BusyLine(self)
        self._busy.hide()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(unit(self))
        self.bar.hide()
        self.accounts = self._pane(self._account_columns(), lambda row: row.account.id)
        self.taxes = self._pane(self._tax_columns(), lambda row: row.code.id)
        self.tags = self._pane(self._tag_columns(), lambda row: (row.dimension, row.value.id))
        self.vendors = self._pane(self._vendor_columns(), lambda row: row.id)
        self.changes = self._pane(self._change_columns(), lambda row: row)
        self.panes = QTabWidget(self)
        self.panes.setDocumentMode(True)
        for pane in (self.accounts, self.taxes, self.tags, self.vendors, self.changes):
            self.panes.addTab(pane, "")
        self._lay_out()

    def _pane(self, columns: Sequence[Column[Any]], identity: Callable[[Any], Any]) -> ListPane:
        return ListPane(columns, identity, lambda count: self.texts.number(count), self)

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

    # -- columns ---------------------------------------------------------------------------------

    def _account_columns(self) -> Sequence[Column[AccountRow]]:
        return (
            Column(
                lambda: self.tr("Number"),
                lambda row: row.account.number or "",
                lambda row: row.account.number,
                optional=True,
            ),
            Column(
                lambda: self.tr("Name in QuickBooks"),
                lambda row: row.account.full_name or row.account.name,
                lambda row: fold(row.account.full_name or row.account.name),
                width=44,
                stretches=True,
            ),
            Column(
                lambda: self.tr("Name for employees"),
                self._friendly,
                lambda row: fold(self._friendly(row)),
                edit=self._rename,
                width=36,
                tool_tip=lambda row: f"{self._friendly(row)}\n{self.tr('Double-click or press F2 to change it.')}",
            ),
            Column(lambda: self.tr("Type"), lambda row: self.texts.account_type_name(row.account.type), width=24),
            Column(lambda: self.tr("Default VAT"), lambda row: row.tax_code, lambda row: row.tax_code or None),
            self._pleo_column(),
        )

    def _tax_columns(self) -> Sequence[Column[TaxRow]]:
        return (
            Column(lambda: self.tr("VAT code"), lambda row: row.code.name, width=30, stretches=True),
            Column(lambda: self.tr("Rate"), lambda row: self.texts.percent(row.rate), lambda row: row.rate, right=True),
            Column(
                lambda: self.tr("Kind"),
                lambda row: self.tr("reverse charge") if row.reverse_charge else self.tr("normal"),
            ),
            Column(lambda: self.tr("Description"), lambda row: row.code.description or "", width=50),
            self._pleo_column(),
        )

    def _tag_columns(self) -> Sequence[Column[TagRow]]:
        return (
            Column(lambda: self.tr("List"), lambda row: self.texts.dimension_name(row.dimension)),
            Column(
                lambda: self.tr("Name"),
                lambda row: row.value.full_name,
                lambda row: fold(row.value.full_name),
                width=60,
                stretches=True,
            ),
            self._pleo_column(),
        )

    def _vendor_columns(self) -> Sequence[Column[Vendor]]:
        return (
            Column(lambda: self.tr("Name"), lambda row: row.name, lambda row: fold(row.name), width=60, stretches=True),
            Column(lambda: self.tr("Currency"), lambda row: row.currency or self._home_currency()),
            Column(lambda: self.tr("Account number"), lambda row: row.account_number or ""),
        )

    def _change_columns(self) -> Sequence[Column[ChangedThing]]:
        return (
            Column(lambda: self.tr("What happened"), lambda row: self._change_words(row.change)),
            Column(lambda: self.tr("List"), lambda row: self.texts.synced_kind(row.kind)),
            Column(lambda: self.tr("Name"), lambda row: row.name, lambda row: fold(row.name), width=60, stretches=True),
        )

    def _pleo_column(self) -> Column[Any]:
        return Column(
            lambda: self.tr("In Pleo"),
            lambda row: self._in_pleo_words(row.in_pleo),
            lambda row: tuple(InPleo).index(row.in_pleo),
            icon=lambda row: self._icons.get(row.in_pleo),
        )

    def _in_pleo_words(self, state: InPleo) -> str:
        return {
            InPleo.THERE: self.tr("yes"),
            InPleo.ARCHIVED: self.tr("archived"),
            InPleo.TO_COME: self.tr("with the next sync"),
            InPleo.NOT_OFFERED: self.tr("not offered"),
            InPleo.UNKNOWN: "",
        }[state]

    def _change_words(self, change: Change) -> str:
        return {
            Change.CREATED: self.tr("new in Pleo"),
            Change.UPDATED: self.tr("renamed or changed"),
            Change.UNARCHIVED: self.tr("brought back"),
            Change.ARCHIVED: self.tr("archived"),
            Change.UNCHANGED: self.tr("same as before"),
            Change.REFUSED: self.tr("refused by Pleo"),
        }[change]

    def _home_currency(self) -> str:
        return self._lists.books.company.home_currency if self._lists else ""

    # -- names for employees ---------------------------------------------------------------------

    def _friendly(self, row: AccountRow) -> str:
        return friendly_name(row.account, Settings(friendly_names=self._own))

    def _rename(self, row: AccountRow, text: str) -> bool:
        name, account_id = checked_name(text), row.account.id
        before = dict(self._own)
        self._own = {key: value for key, value in self._own.items() if key != account_id}
        if name and name != self._friendly(row):
            self._own[account_id] = name
        self.accounts.forget(row)
        names, program = dict(self._own), self.context.program

        def failed(what: Problem) -> None:
            self._own = before
            self.accounts.model.retranslate()
            self._on_problem(what)

        self.context.runner.save(
            lambda: program.settings.update(friendly_names=names), lambda _: self.refresh(), failed, parent=self
        )
        return True

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
        program, progress = self.context.program, Latest((0, 0))

        def work(cancel: CancelToken) -> SyncReport:
            return program.sync(cancel, lambda done, total: progress.set((done, total))).run()

        self._poll = Poll(progress, self._on_progress, self)
        self._start(work, self._on_synced)

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
        self._lists, self._own = lists, dict(lists.settings.friendly_names)
        self.accounts.set_rows(
            sorted(lists.accounts, key=lambda row: (row.account.number or "~", fold(row.account.name)))
        )
        self.taxes.set_rows(lists.taxes)
        self.tags.set_rows(lists.tags)
        self.vendors.set_rows(sorted(lists.vendors, key=lambda vendor: fold(vendor.name)))

    def _on_synced(self, report: SyncReport) -> None:
        self._report = report
        self.changes.set_rows(report.things)
        self.panes.setCurrentWidget(self.changes)
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
        titles = (
            (self.accounts, self.tr("Accounts")),
            (self.taxes, self.tr("VAT")),
            (self.tags, self.tr("Tags")),
            (self.vendors, self.tr("Suppliers")),
            (self.changes, self.tr("What the last sync changed")),
        )
        for pane, title in titles:
            count = len(pane.model.rows)
            words = self.tr("{list} ({count})").format(list=title, count=self.texts.number(count)) if count else title
            self.panes.setTabText(self.panes.indexOf(pane), words)
        self._show_notice()

    def _subline_words(self) -> str:
        if self._lists is None:
            return self.tr("Accounts, VAT rates and tags of QuickBooks appear here, and how they stand in Pleo.")
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
            return
        report = self._report
        if report is None or self._task:
            return
        done = [thing for thing in report.things if thing.change is not Change.REFUSED]
        heading = (
            self.tr("%Ln change(s) in Pleo", "", len(done))
            if done
            else self.tr("Pleo is up to date: nothing had to change")
        )
        changed = {kind: self._kind_words(report, kind) for kind in Kind}
        together = self.tr("{list}: {changes}")
        parts = [together.format(list=texts.synced_kind(one), changes=words) for one, words in changed.items() if words]
        reasons = [f"{texts.sentence(one)} {texts.remedy(one)}" for one in report.problems[:_MOST_REASONS]]
        self.notice.show_words(
            heading,
            "\n".join([" · ".join(parts), *reasons]).strip(),
            [ButtonAction(self.tr("Show the changes"), lambda: self.panes.setCurrentWidget(self.changes))]
            if report.things
            else [],
            tone=Tone.CAUTION if report.problems else Tone.GOOD,
        )

    def _kind_words(self, report: SyncReport, kind: Kind) -> str:
        counts = report.counts[kind]
        shown = [change for change in Change if counts.get(change) and change is not Change.UNCHANGED]
        return ", ".join(self._counted(change, counts[change]) for change in shown)

    def _counted(self, change: Change, count: int) -> str:
        return {
            Change.CREATED: self.tr("%Ln new", "", count),
            Change.UPDATED: self.tr("%Ln changed", "", count),
            Change.UNARCHIVED: self.tr("%Ln brought back", "", count),
            Change.ARCHIVED: self.tr("%Ln archived", "", count),
            Change.UNCHANGED: self.tr("%Ln unchanged", "", count),
            Change.REFUSED: self.tr("%Ln refused by Pleo", "", count),
        }[change]

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.sync_button.setText(self.tr("S&ync now"))
        self.sync_button.setAccessibleDescription(
            self.tr("Brings Pleo's accounts, VAT rates and tags up to date with QuickBooks")
        )
        self.save_button.setText(self.tr("Save a file for Pleo's category &import…"))
        self.refresh_button.setText(self.tr("Refresh"))
        self._busy.say(self.tr("Reading the lists of both sides…"))
        self.bar.setAccessibleName(self.tr("Progress of the sync"))
        self.panes.setAccessibleName(self.tr("Lists"))
        self.accounts.say(
            self.tr("Accounts"),
            self.tr("Search the accounts"),
            self.tr(
                "Names for employees are yours: double-click one to change it. They go into the file for Pleo's category import."
            ),
        )
        self.taxes.say(self.tr("VAT"), self.tr("Search the VAT codes"))
        self.tags.say(self.tr("Tags"), self.tr("Search the tags"))
        self.vendors.say(self.tr("Suppliers"), self.tr("Search the suppliers"))
        self.changes.say(
            self.tr("What the last sync changed"),
            self.tr("Search the changes"),
            self.tr("After “Sync now” this list shows what is new, renamed or archived in Pleo."),
        )
        self.recolour()
        self.refresh()

    def recolour(self) -> None:
        """Draws the icons anew."""
        palette = self.palette()
        self._icons = {
            InPleo.THERE: icon("check", palette, Tone.GOOD),
            InPleo.ARCHIVED: icon("cross", palette, Tone.QUIET),
            InPleo.TO_COME: icon("clock", palette, Tone.INFO),
        }
        self.sync_button.setIcon(icon("refresh", palette))
        self.save_button.setIcon(icon("save", palette))
        self.refresh_button.setIcon(icon("refresh", palette))
