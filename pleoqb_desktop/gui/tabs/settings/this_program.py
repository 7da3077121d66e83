"""The settings' page of the program itself: whether newer versions are told, and whether it stays beside the clock."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon, QWidget

from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tabs.settings.page import Card, SettingsPage
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, unit


class ProgramPage(SettingsPage):
    """Two choices, both off at first; where one cannot be had, words say so in its place."""

    def __init__(
        self,
        context: TabContext,
        parent: QWidget | None = None,
        *,
        has_tray: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        super().__init__(context, parent)
        self._has_tray = has_tray
        self.update_notice, self.tray = QCheckBox(self), QCheckBox(self)
        self._update_words = WrappedLabel(parent=self, tone=Tone.QUIET)
        self._tray_words = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.newer, self._card = Notice(Tone.INFO, self), Card(self)
        for part in (self.update_notice, self._update_words, self.newer, self._card):
            self.body.addWidget(part)
        self.body.addSpacing(unit(self) * 2)
        self.body.addWidget(self.tray)
        self.body.addWidget(self._tray_words)
        self.update_notice.toggled.connect(self._on_update_notice)
        self.tray.toggled.connect(lambda on: self.change_requested.emit({"tray": on}))

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("This program")

    @Slot(bool)
    def _on_update_notice(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self.change_requested.emit({"update_notice": on})
        self._show_newer()

    def refresh(self) -> None:
        """What is chosen, and what was told."""
        self.update_notice.setVisible(self.context.program.updates.page_host is not None)
        self.tray.setVisible(self._has_tray())
        if self.facts is None:
            return
        with QSignalBlocker(self.update_notice), QSignalBlocker(self.tray):
            self.update_notice.setChecked(self.facts.settings.update_notice)
            self.tray.setChecked(self.facts.settings.tray)
        self._show_newer()

    def _show_newer(self) -> None:
        newer = self.facts.new_version if self.facts and self.update_notice.isChecked() else None
        self._card.setVisible(newer is not None)
        if newer is None:
            self.newer.clear()
            return
        texts = self.context.texts
        self.newer.show_words(
            self.tr("Version {version} of {date} is here").format(
                version=newer.version, date=texts.date(newer.released)
            ),
            newer.words_in(texts.code),
            [ButtonAction(self.tr("Open the download page"), partial(self.context.links.open, newer.page))],
        )
        self._card.setVisible(bool(newer.files))
        self._card.show_lines(
            [
                (one.name, self.tr("%Ln byte(s), SHA-256 {hash}", "", one.size).format(hash=_in_groups(one.sha256)))
                for one in newer.files
            ]
        )

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(self.tr("This program"))
        program = self.context.program
        words = self.tr("This copy does not look for newer versions: you find them where you got it.")
        if program.practice:
            words = self.tr("While you practise, nothing outside this computer is asked for newer versions.")
        elif program.updates.page_host:
            words = self.tr(
                "Once a day a small signed note is read from {host}. Nothing is sent or downloaded."
            ).format(host=program.updates.page_host)
        self._update_words.setText(words)
        self.update_notice.setText(self.tr("Tell me when a &newer version is out"))
        name_control(self.update_notice, self.update_notice.text(), words)
        words = self.tr("This desktop has no place beside the clock for programs that go on.")
        if self._has_tray():
            words = self.tr("The icon there says what waits, exports, and opens and ends the program.")
        self._tray_words.setText(words)
        self.tray.setText(self.tr("Stay beside the &clock when the window is closed"))
        name_control(self.tray, self.tray.text(), words)
        self.refresh()


def _in_groups(digits: str) -> str:
    """In groups of eight, so that a line may break and an eye may compare."""
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))
