"""The page of both connections: how each stands, connect again, disconnect."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.gui.alerts import downloads
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.tabs.settings.facts import SettingsFacts
from pleoqb_desktop.gui.tabs.settings.page import SettingsPage
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import TEXT, IconLabel, Sheet, Tone, WrappedLabel, enlarged, unit
from pleoqb_desktop.ports.settings import Door


class ConnectionRow(Sheet):
    """One service: how it stands, and what can be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        step = unit(self)
        self._sign = IconLabel(parent=self)
        self.heading = WrappedLabel(parent=self)
        self.heading.setFont(enlarged(self.font(), TEXT, bold=True))
        self.details = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.reconnect, self.disconnect_button = QPushButton(self), QPushButton(self)
        words = QVBoxLayout()
        words.addWidget(self.heading)
        words.addWidget(self.details)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(step * 2, step, step * 2, step)
        layout.setSpacing(step)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(step)
        for button in (self.reconnect, self.disconnect_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        words.addSpacing(step // 2)
        words.addLayout(buttons)

    def show_state(self, heading: str, details: str, tone: Tone) -> None:
        """How it stands."""
        self._sign.show_icon("check" if tone is Tone.GOOD else "caution", tone)
        self.heading.setText(heading)
        self.details.setText(details)


class ConnectionsPage(SettingsPage):
    """Pleo and QuickBooks."""

    pleo_requested = Signal()
    quickbooks_requested = Signal()
    disconnect_requested = Signal(str)
    """The person was asked, and agreed."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.pleo, self.quickbooks = ConnectionRow(self), ConnectionRow(self)
        self.pleo.reconnect.clicked.connect(self.pleo_requested)
        self.quickbooks.reconnect.clicked.connect(self.quickbooks_requested)
        self.pleo.disconnect_button.clicked.connect(partial(self._disconnect, "pleo"))
        self.quickbooks.disconnect_button.clicked.connect(partial(self._disconnect, "quickbooks"))
        self.body.addWidget(self.pleo)
        self.body.addWidget(self.quickbooks)
        self.watch, self._folder = QCheckBox(self), WrappedLabel(parent=self, tone=Tone.QUIET)
        self.watch.clicked.connect(self._on_watch)
        self.another = self._button(self._on_another)
        self.body.addWidget(self.watch)
        self.body.addWidget(self._folder)
        self.body.addLayout(self._row(self.another))

    @Slot()
    def _on_watch(self) -> None:
        self._choose(downloads() if self.watch.isChecked() else None)

    @Slot()
    def _on_another(self) -> None:
        if path := self.context.alerts.ask_folder(self.tr("Folder to watch"), parent=self):
            self._choose(str(path))

    def _choose(self, folder: str | None) -> None:
        if self.facts:
            self.facts = replace(self.facts, settings=replace(self.facts.settings, watched_folder=folder))
        self.refresh()
        self.change_requested.emit({"watched_folder": folder})

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Connections")

    def _disconnect(self, service: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt adds it
        if self.context.alerts.ask(
            self.tr("Disconnect {service}?").format(service="Pleo" if service == "pleo" else "QuickBooks"),
            self.tr(
                "The program forgets its access. Your settings and the history are kept; you can connect again at any time."
            ),
            yes=self.tr("Disconnect"),
            no=self.tr("Stay connected"),
            parent=self,
        ):
            self.disconnect_requested.emit(service)

    def refresh(self) -> None:
        """How both stand."""
        facts = self.facts
        if facts is None:
            return
        settings = facts.settings
        by_file = settings.door is Door.FILE
        self._show_watched(settings.watched_folder, by_file=by_file)
        if by_file:
            self.pleo.show_state(
                self.tr("Pleo: with its file"),
                self.tr("You download it in Pleo and drop it on this window; nothing is written into Pleo."),
                Tone.GOOD,
            )
        elif facts.pleo_connected:
            self.pleo.show_state(
                self.tr("Pleo: {company}").format(company=settings.pleo_company_name or ""),
                self.tr("Connected by an API key, kept in this computer's password store."),
                Tone.GOOD,
            )
        else:
            self.pleo.show_state(self.tr("Pleo: not connected"), self.tr("Your settings are kept."), Tone.CAUTION)
        if facts.quickbooks_connected:
            heading = self.tr("QuickBooks: {company}").format(company=settings.company_name or "")
            self.quickbooks.show_state(heading, self._days_words(facts), Tone.CAUTION if facts.ends_soon else Tone.GOOD)
        else:
            self.quickbooks.show_state(
                self.tr("QuickBooks: not connected"), self.tr("Your settings are kept."), Tone.CAUTION
            )
        self.pleo.disconnect_button.setEnabled(facts.pleo_connected)
        self.quickbooks.disconnect_button.setEnabled(facts.quickbooks_connected)

    def _show_watched(self, folder: str | None, *, by_file: bool) -> None:
        self.watch.setChecked(folder is not None)
        there = self.tr("What you download from Pleo there appears among your expenses by itself: {folder}")
        words = self.tr("Your downloads, or another folder: what you download from Pleo there then appears by itself.")
        self._folder.setText(there.format(folder=folder) if folder else words)
        for part in (self.watch, self._folder, self.another):
            part.setVisible(by_file)
        self.pleo.reconnect.setText(self.tr("Change how expenses come…") if by_file else self.tr("Reconnect Pleo"))

    def _days_words(self, facts: SettingsFacts) -> str:
        if facts.days_left is None:
            return self.tr("Connected by a sign-in in the browser.")
        if facts.ends_soon:
            return self.tr(
                "The sign-in ends in %Ln day(s): connect again before, it takes a minute.", "", facts.days_left
            )
        return self.tr("The sign-in is good for %Ln more day(s); every export renews it.", "", facts.days_left)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(self.tr("Connections"), self.tr("The program works for one company on each side."))
        for row, service in ((self.pleo, "Pleo"), (self.quickbooks, "QuickBooks")):
            row.reconnect.setText(self.tr("Reconnect {service}").format(service=service))
            row.disconnect_button.setText(self.tr("Disconnect {service}…").format(service=service))
        self.watch.setText(self.tr("&Watch a folder for Pleo's files"))
        name_control(self.watch, self.watch.text())
        self.another.setText(self.tr("Another folder…"))
        self.refresh()
