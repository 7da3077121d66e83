"""The program itself: the pages of language and colours, and of help."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QWidget,
)

from pleoqb_desktop.gui.forms import FormRow, name_control
from pleoqb_desktop.gui.tabs.settings.page import SettingsPage
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, letters, unit
from pleoqb_desktop.ports.settings import Appearance
from pleoqb_desktop.texts import Language
from pleoqb_desktop.texts.catalogue import language_names

_COMBO_LETTERS = 40


class AppearancePage(SettingsPage):
    """Language and colours."""

    language_requested = Signal(object)
    appearance_requested = Signal(object)

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.language, self.appearance = QComboBox(self), QComboBox(self)
        for language, name in language_names().items():
            self.language.addItem(name, language.code)
        self._language_row, self._appearance_row = FormRow(self.language, self), FormRow(self.appearance, self)
        for row in (self._language_row, self._appearance_row):
            row.control.setMaximumWidth(letters(self, _COMBO_LETTERS))
            self.body.addWidget(row)
        self.language.activated.connect(self._on_language)
        self.appearance.activated.connect(self._on_appearance)

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Language and appearance")

    @Slot()
    def _on_language(self) -> None:
        self.language_requested.emit(Language(self.language.currentData()))

    @Slot()
    def _on_appearance(self) -> None:
        chosen = Appearance(self.appearance.currentData())
        self.change_requested.emit({"appearance": chosen})
        self.appearance_requested.emit(chosen)

    def refresh(self) -> None:
        """What is chosen."""
        with QSignalBlocker(self.language), QSignalBlocker(self.appearance):
            self.language.setCurrentIndex(self.language.findData(self.context.texts.language.code))
            if self.facts:
                self.appearance.setCurrentIndex(max(self.appearance.findData(self.facts.settings.appearance), 0))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(self.tr("Language and appearance"))
        self._language_row.say(self.tr("Lan&guage"), self.tr("Switched at once, also for the memos of coming entries."))
        self._appearance_row.say(self.tr("&Appearance"))
        chosen = self.appearance.currentData()
        with QSignalBlocker(self.appearance):
            self.appearance.clear()
            for one, words in (
                (Appearance.SYSTEM, self.tr("As the system")),
                (Appearance.LIGHT, self.tr("Light")),
                (Appearance.DARK, self.tr("Dark")),
            ):
                self.appearance.addItem(words, one.value)
            self.appearance.setCurrentIndex(max(self.appearance.findData(chosen), 0))
        self.refresh()


class HelpPage(SettingsPage):
    """The guide, keys, the wizard, a report, and what the program is made of."""

    guide_requested = Signal()
    keys_requested = Signal()
    wizard_requested = Signal()
    report_requested = Signal()
    about_requested = Signal()

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: list[tuple[QPushButton, WrappedLabel]] = []
        signals = (
            self.guide_requested,
            self.keys_requested,
            self.wizard_requested,
            self.report_requested,
            self.about_requested,
        )
        for signal in signals:
            button, words = self._button(signal), WrappedLabel(parent=self, tone=Tone.QUIET)
            self.body.addLayout(self._row(button))
            self.body.addWidget(words)
            self.body.addSpacing(unit(self))
            self._rows.append((button, words))

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Help and set-up")

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(self.tr("Help and set-up"))
        words = (
            (self.tr("Open the &guide"), self.tr("What each step does and why (F1 opens it at the right place).")),
            (
                self.tr("&Keyboard shortcuts"),
                self.tr("Ctrl+E exports, F5 refreshes, Ctrl+F searches, Ctrl+1 to Ctrl+5 change the tab."),
            ),
            (
                self.tr("Run the &wizard again"),
                self.tr("Every answer is filled in already; nothing is lost by looking."),
            ),
            (
                self.tr("Save a report for su&pport…"),
                self.tr("Versions, settings and logs in one file, without keys, sign-ins or amounts."),
            ),
            (self.tr("&About and licences…"), self.tr("Version, licence, and the libraries the program is built on.")),
        )
        for (button, label), (text, help_text) in zip(self._rows, words, strict=True):
            button.setText(text)
            name_control(button, text, help_text)
            label.setText(help_text)
