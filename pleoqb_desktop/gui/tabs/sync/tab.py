"""The Sync tab: what waits, Export now with its progress, and a result for every expense; one refresh() decides all it shows."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.gui.entry_view import EntryView, picture_words
from pleoqb_desktop.gui.expense.receipt_view import ReceiptView
from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow
from pleoqb_desktop.gui.notices import BusyLine, ButtonAction, Notice, announce
from pleoqb_desktop.gui.tabs.settings.facts import SOON_DAYS
from pleoqb_desktop.gui.tabs.spend_table import Show, SpendTable
from pleoqb_desktop.gui.tabs.sync.attention import AttentionStrip
from pleoqb_desktop.gui.tabs.sync.category_chart import CategoryChart
from pleoqb_desktop.gui.tabs.sync.export_panel import ExportPanel
from pleoqb_desktop.gui.tabs.sync.waiting import Exported, Tally, Waiting, export_now, read_waiting
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tasks import BusySign, Latest, Poll, StepwiseWork, Task
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, enlarged, icon, letters, unit
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.texts import Action

_OFFLINE = frozenset({Code.PLEO_UNREACHABLE, Code.QUICKBOOKS_UNREACHABLE, Code.PLEO_REFUSES, Code.QUICKBOOKS_REFUSES})


class State(Enum):
    """What the tab is doing."""

    READING = auto()
    READY = auto()
    EXPORTING = auto()
    RESULTS = auto()


class SyncTab(Tab):
    """What waits and what came of it."""

    exporting_changed = Signal(bool)
    exported = Signal()
    """A run has ended: other tabs have something new to show."""
    names_changed = Signal(object)
    """Names of accounts, VAT codes and tags were read (models.entry_picture.Names)."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._state = State.READING
        self._waiting: Waiting | None = None
        self._results: Exported | None = None
        self._trouble: Problem | None = None
        self._task: Task | None = None
        self._poll: Poll | None = None
        self._only_next: frozenset[str] | None = None
        self._sign = BusySign(self)
        self._stepwise = StepwiseWork(self)
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    # -- widgets ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.headline = WrappedLabel(parent=self)
        self.headline.setFont(enlarged(self.font(), 1.5, bold=True))
        self.subline = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.export_button = QPushButton(self)
        self.export_button.setDefault(True)
        self.export_button.setFont(enlarged(self.font(), 1.1, bold=True))
        self.export_button.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_E))
        self.export_button.clicked.connect(self._on_export)
        self.selected_button = QPushButton(self)
        self.selected_button.setAutoDefault(False)
        self.selected_button.clicked.connect(self._on_export_selected)
        self.refresh_button = QToolButton(self)
        self.refresh_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.refresh_button.setShortcut(QKeySequence(Qt.Key.Key_F5))
        self.refresh_button.clicked.connect(self.read)
        self.panel = ExportPanel(lambda: self.texts, self)
        self.panel.stop_requested.connect(self.stop)
        self.connection = Notice(Tone.CAUTION, self)
        self.result = Notice(Tone.GOOD, self)
        self.attention = AttentionStrip(self.context.remedies, self)
        self.attention.filter_requested.connect(self._on_attention_filter)
        self._busy = BusyLine(self)
        self._busy.hide()
        self.empty = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build_body()
        self._lay_out()

    def _build_body(self) -> None:
        context = self.context
        self.spend = SpendTable(lambda: self.texts, self)
        self.spend.current_changed.connect(self._on_current)
        self.spend.chosen_changed.connect(self._on_chosen)
        self.spend.opened.connect(self._on_opened)
        self.spend.show_changed.connect(self._on_show_changed)
        self.attention.row_requested.connect(self.spend.choose)
        self.entry = EntryView(context.program, context.runner, context.links, context.remedies, self)
        self.receipt = ReceiptView(context.program, context.runner, context.remedies, self)
        self.side = QTabWidget(self)
        self.side.setDocumentMode(True)
        self.side.addTab(self.entry, "")
        self.side.addTab(self.receipt, "")
        self.chart = CategoryChart(lambda: self.texts, self)
        self.chart_title = WrappedLabel(parent=self)
        font = self.chart_title.font()
        font.setBold(True)
        self.chart_title.setFont(font)
        self.chart.hide()
        self.chart_title.hide()

    def _lay_out(self) -> None:
        step = unit(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.headline)
        words.addWidget(self.subline)
        top = QHBoxLayout()
        top.setSpacing(step)
        top.addLayout(words, 1)
        for button in (self.refresh_button, self.selected_button, self.export_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(step, 0, 0, 0)
        beside.setSpacing(step)
        beside.addWidget(self.side, 1)
        beside.addWidget(self.chart_title)
        beside.addWidget(self.chart)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.spend)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([letters(self, 130), letters(self, 54)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step)
        layout.setSpacing(step)
        layout.addLayout(top)
        for part in (self._busy, self.panel, self.connection, self.result, self.attention):
            layout.addWidget(part)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.splitter, 1)

    def title(self) -> str:
        """The word on the tab."""
        return self.tr("&Sync")

    # -- reading ---------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """What the tab is doing."""
        return self._state

    @property
    def busy(self) -> bool:
        """Whether something runs, or is still to be shown."""
        return self._task is not None or self._stepwise.running

    @property
    def exporting(self) -> bool:
        """Whether an export runs."""
        return self._state is State.EXPORTING

    def shown_first(self) -> None:
        """Reads what waits."""
        self.read()

    @Slot()
    def read(self) -> None:
        """Asks Pleo and QuickBooks what waits; what was read before stays readable meanwhile."""
        if self._state is State.EXPORTING or (self._task and self._task.running):
            return
        program, words = self.context.program, picture_words()
        self._results = None
        self._state = State.READING
        self._sign.set_busy(True)
        self._task = self.context.runner.run(
            lambda cancel: read_waiting(program, words, cancel), self._on_read, self._on_read_failed, parent=self
        )
        self.refresh()

    def _on_read(self, waiting: Waiting) -> None:
        self._task = None
        self._sign.set_busy(False)
        self._state = State.READY
        self._trouble = waiting.problem
        if waiting.problem is None or waiting.rows or self._waiting is None:
            self._waiting = waiting
            self.names_changed.emit(waiting.names)
        self._show_rows()
        self.refresh()
        announce(self, self.headline.text())
        if self._only_next is not None:
            only, self._only_next = self._only_next, None
            self._export(only)

    def _on_read_failed(self, what: Problem) -> None:
        self._task = None
        self._sign.set_busy(False)
        self._state = State.READY
        self._trouble = what
        self.refresh()

    def _rows(self) -> Sequence[SpendRow]:
        if self._results:
            return self._results.rows
        return self._waiting.rows if self._waiting else ()

    def _digest(self) -> Digest:
        if self._results:
            return self._results.digest
        return self._waiting.digest if self._waiting else Digest()

    @Slot()
    def _show_rows(self) -> None:
        rows = self._rows()
        if self._waiting:
            self.entry.set_names(self._waiting.names)
        self.spend.set_rows(rows, self._digest())
        if rows and self.spend.table.current_row() is None and self.spend.model.shown:
            self.spend.table.selectRow(0)
        shares = self._digest().shares
        self.chart.show_shares(shares)
        self.chart.setVisible(bool(shares))
        self.chart_title.setVisible(bool(shares))

    # -- exporting -------------------------------------------------------------------------------

    def why_not(self) -> Problem | None:
        """What keeps Export now from working, None when nothing does."""
        if self._trouble:
            return self._trouble
        if self._waiting and self._waiting.contra_chosen is False:
            currency = self._home_currency()
            return problem(Code.CONTRA_ACCOUNT_MISSING, currency=currency)
        return None

    def _home_currency(self) -> str:
        amount = next(iter(self._digest().sums), None)
        return amount.currency if amount else ""

    @Slot()
    def _on_export(self) -> None:
        self._export(None)

    @Slot()
    def _on_export_selected(self) -> None:
        rows = [row for row in self.spend.table.chosen_rows() if row.status is ItemStatus.WAITING]
        chosen = frozenset(row.id for row in rows)
        others = self._digest().in_jobs - chosen
        if others and not self.context.alerts.ask(
            self.tr("Pleo has asked for others already"),
            self.tr(
                "%Ln other expense(s) stand(s) in an export that was asked for in Pleo, and go(es) with it.",
                "",
                len(others),
            ),
            yes=self.tr("Export"),
            no=self.tr("Cancel"),
            parent=self,
        ):
            return
        if chosen:
            self._export(chosen)

    def export_only(self, entry_ids: frozenset[str]) -> None:
        """Exports only these of Pleo's queue, after a look at what waits."""
        self._only_next = entry_ids
        self.read()

    def _export(self, only: frozenset[str] | None) -> None:
        if self._state is not State.READY or self._waiting is None or self.why_not():
            return
        latest = Latest(Progress())
        program, before = self.context.program, self._waiting
        self._state = State.EXPORTING
        self.panel.begin()
        self._poll = Poll(latest, self.panel.show_progress, self)

        def work(cancel: CancelToken) -> Exported:
            return export_now(program, before, only, latest.set, cancel)

        self._task = self.context.runner.run(
            work, self._on_exported, self._on_export_failed, parent=self, ended=self._on_ended
        )
        self.exporting_changed.emit(True)
        self.refresh()
        self.panel.stop_button.setFocus()

    @Slot()
    def stop(self) -> None:
        """Asks the export to stop; what is done is kept."""
        if self._state is State.EXPORTING and self._task:
            self._task.stop()

    def _on_exported(self, exported: Exported) -> None:
        leaving = [self._rows()]
        self._results, self._waiting = exported, exported.left
        self._state = State.RESULTS
        self._trouble = None
        self.spend.set_show(Show.ALL)
        # Ten thousand rows take a frame to be shown, one to be painted, and one to be let go.
        self.spend.table.setUpdatesEnabled(False)
        self._stepwise.start(self._show_rows, partial(self.spend.table.setUpdatesEnabled, True), leaving.clear)

    def _on_export_failed(self, what: Problem) -> None:
        self._state = State.READY
        self._trouble = what

    def _on_ended(self) -> None:
        """After an export, however it ended."""
        self._task = None
        if self._poll:
            self._poll.stop()
            self._poll.deleteLater()
            self._poll = None
        if self._state is State.EXPORTING:  # a bug ended it; it was told
            self._state = State.READY
        self.exporting_changed.emit(False)
        self.exported.emit()
        self.refresh()
        words = self.result.heading.text() if self._results else self.connection.heading.text()
        self.announced.emit(words)
        if self._results:
            self.spend.table.setFocus()

    # -- what is selected ------------------------------------------------------------------------

    @Slot(object)
    def _on_current(self, row: SpendRow | None) -> None:
        self.entry.show_row(row)
        if row is None:
            self.receipt.show_entry(None)
        else:
            self.receipt.show_entry(row.id, row.item.record.receipts_expected, row.person)
        self._name_side()

    @Slot()
    def _on_chosen(self) -> None:
        self._refresh_buttons()

    @Slot(object)
    def _on_opened(self, row: SpendRow) -> None:
        if row.item.external_url:
            self.context.links.open(row.item.external_url)
        else:
            self.side.setCurrentWidget(self.entry)

    @Slot(bool)
    def _on_attention_filter(self, filtered: bool) -> None:  # noqa: FBT001 - a slot
        self.spend.set_show(Show.ATTENTION if filtered else Show.ALL)

    @Slot(object)
    def _on_show_changed(self, show: Show) -> None:
        self.attention.set_filtered(show is Show.ATTENTION)

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """Every headline, button, strip and message, from the state."""
        rows = self._rows()
        self.headline.setText(self._headline_words())
        self.subline.setText(self._subline_words())
        self.subline.setVisible(bool(self.subline.text()))
        self.panel.setVisible(self._state is State.EXPORTING)
        self._refresh_connection()
        self._refresh_result()
        self.attention.show_rows(() if self._state is State.EXPORTING else self._digest().attention, self.texts)
        self.splitter.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.empty.setText(self._empty_words() if not rows else "")
        self._refresh_buttons()

    def _headline_words(self) -> str:
        looking = self._state is State.READING and not self._rows()
        if looking or (self._waiting is None and self._trouble is None):
            return self.tr("Looking at what waits…")
        if self._waiting is None:
            return self.tr("What waits is not known yet")
        digest = self._digest()
        if self._state is State.EXPORTING:
            return self.tr("Exporting to QuickBooks…")
        if not digest.waiting:
            return self.tr("The export is finished") if self._results else self.tr("Nothing waits to be exported")
        sums = " + ".join(self.texts.money(one) for one in digest.sums)
        words = self.tr("%Ln expense(s) wait(s)", "", digest.waiting)
        return f"{words}, {sums}" if sums else words

    def _subline_words(self) -> str:
        if self._waiting is None:
            return ""
        last = self._waiting.last
        parts = [
            self.tr("Last export: {when}").format(when=self.texts.moment(last.run.started_at))
            if last
            else self.tr("No export yet")
        ]
        if self._state is State.READY and self._waiting.digest.estimates:
            parts.append(self.tr("estimates: Pleo tells suppliers and VAT amounts when the export starts"))
        return " · ".join(parts)

    def _refresh_connection(self) -> None:
        what = self.why_not() if self._state in {State.READY, State.RESULTS} else None
        if what is None:
            if self._state is not State.READING and not self._warn_of_end():
                self.connection.clear()
            return
        texts, retry = self.texts, ButtonAction(self.tr("Check again"), self.read)
        action = self.context.remedies.button_action(what, retry=self.read)
        actions = [
            one for one in (action, retry) if one and (one is not retry or texts.action(what) is not Action.RETRY)
        ]
        heading, body = texts.sentence(what), texts.remedy(what)
        if what.code in _OFFLINE:
            body += " " + self.tr("What was read stays readable; Export now works again once the service answers.")
        self.connection.show_words(heading, body, actions, tone=Tone.INFO if what.code in _OFFLINE else Tone.CAUTION)

    def _warn_of_end(self) -> bool:
        """A sign-in that ends soon is told in time; whether it was."""
        days = self._waiting.days_left if self._waiting else None
        if days is None or days > SOON_DAYS or self._state is State.EXPORTING:
            return False
        self.connection.show_words(
            self.tr("The sign-in to QuickBooks ends in %Ln day(s)", "", days),
            self.tr("Connect again before: it takes a minute, and nothing is lost."),
            [ButtonAction(self.tr("Reconnect QuickBooks"), self.context.remedies.sign_in_requested.emit)],
            tone=Tone.CAUTION,
        )
        return True

    def _refresh_result(self) -> None:
        if self._state is not State.RESULTS or self._results is None:
            self.result.clear()
            return
        outcome, tally = self._results.outcome, self._results.tally
        attention = bool(_wrong(tally))
        body = [self._detail_words(outcome, tally)]
        actions = [ButtonAction(self.tr("Show what waits now"), self.read)]
        trouble = outcome.problem if not outcome.cancelled else None
        if trouble:
            body.insert(0, f"{self.texts.sentence(trouble)} {self.texts.remedy(trouble)}")
            if action := self.context.remedies.button_action(trouble, retry=self.read):
                actions.insert(0, action)
        if attention:
            actions.insert(
                0, ButtonAction(self.tr("Show what is to correct"), partial(self.spend.set_show, Show.ATTENTION))
            )
        tone = Tone.CAUTION if trouble or attention or outcome.cancelled else Tone.GOOD
        words = self._result_words(outcome, tally)
        self.result.show_words(words, " ".join(one for one in body if one), actions, tone=tone)

    def _result_words(self, outcome: RunOutcome, tally: Tally) -> str:
        done = tally.states[ItemStatus.EXPORTED] + tally.states[ItemStatus.ALREADY_THERE]
        wrong = _wrong(tally)
        if not outcome.items and not outcome.problem:
            return self.tr("Nothing was waiting")
        parts = [self.tr("%Ln exported", "", done)]
        if wrong:
            parts.append(self.tr("%Ln to correct", "", wrong))
        words = ", ".join(parts)
        return self.tr("Stopped: {done}").format(done=words) if outcome.cancelled else words

    def _detail_words(self, outcome: RunOutcome, tally: Tally) -> str:
        texts = self.texts
        attached, expected = tally.receipts_attached, tally.receipts_expected
        parts = []
        if there := tally.states[ItemStatus.ALREADY_THERE]:
            parts.append(self.tr("%Ln of them stood in QuickBooks already", "", there))
        if expected:
            parts.append(
                self.tr("{attached} of {expected} receipts attached").format(
                    attached=texts.number(attached), expected=texts.number(expected)
                )
            )
        if outcome.items:
            parts.append(self.tr("in {time}").format(time=texts.duration(outcome.requests.seconds)))
        if outcome.cancelled:
            parts.append(self.tr("what is left goes on with the next Export now"))
        return " · ".join(parts)

    def _empty_words(self) -> str:
        if self._state is State.READING or self._state is State.EXPORTING:
            return ""
        if self._trouble:
            return self.tr("The expenses appear here as soon as both services answer.")
        return self.tr(
            "Expenses appear here as soon as somebody puts them into the export queue in Pleo. You can close this window meanwhile."
        )

    def _refresh_buttons(self) -> None:
        reason = self.why_not()
        waiting = bool(self._digest().waiting)
        can = self._state is State.READY and self._waiting is not None and reason is None
        self.export_button.setVisible(self._state is not State.EXPORTING)
        self.export_button.setEnabled(can and waiting)
        words = ""
        if reason:
            words = self.texts.sentence(reason)
        elif self._state is State.READY and not waiting:
            words = self.tr("Nothing waits to be exported.")
        self.export_button.setToolTip(f"<p>{words}</p>" if words else "")
        self.export_button.setAccessibleDescription(words)
        chosen = [row for row in self.spend.table.chosen_rows() if row.status is ItemStatus.WAITING]
        self.selected_button.setVisible(self._state is State.READY and waiting)
        self.selected_button.setEnabled(can and bool(chosen))
        self.selected_button.setText(
            self.tr("Export selected ({count})").format(count=self.texts.number(len(chosen)))
            if chosen
            else self.tr("Export selected")
        )
        self.refresh_button.setVisible(self._state is not State.EXPORTING)
        self.refresh_button.setEnabled(self._state in {State.READY, State.RESULTS})

    def _name_side(self) -> None:
        row = self.spend.table.current_row()
        count = row.item.record.receipts_expected if row else 0
        self.side.setTabText(0, self.tr("Entry"))
        receipts = self.tr("Receipts ({count})").format(count=self.texts.number(count))
        self.side.setTabText(1, receipts if count > 1 else self.tr("Receipt"))
        self.side.setAccessibleName(self.tr("The selected expense"))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.export_button.setText(self.tr("Export now"))
        self.export_button.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_E))
        self.refresh_button.setText(self.tr("Refresh"))
        self.refresh_button.setShortcut(QKeySequence(Qt.Key.Key_F5))
        self._busy.say(self.tr("Asking Pleo and QuickBooks what waits…"))
        self.chart_title.setText(self.tr("What waits, by category"))
        self._name_side()
        self.recolour()
        self.attention.retranslate_ui(self.texts)
        self.refresh()

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.export_button.setIcon(icon("export", self.palette()))
        self.refresh_button.setIcon(icon("refresh", self.palette()))
        self.side.setTabIcon(0, icon("book", self.palette()))
        self.side.setTabIcon(1, icon("receipt", self.palette()))


def _wrong(tally: Tally) -> int:
    return tally.states[ItemStatus.FAILED] + tally.states[ItemStatus.HELD]
