"""The pages of the settings, one for each section; each shows facts and asks for changes by a signal, and reads nothing."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.domain.books import Account
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.gui.forms import FormRow, name_control
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tabs.settings.facts import SettingsFacts
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Appearance, IconLabel, Tone, WrappedLabel, enlarged, letters, unit
from pleoqb_desktop.status import chosen_accounts
from pleoqb_desktop.texts import Language

_WIDEST_LETTERS, _COMBO_LETTERS = 120, 40


class SettingsPage(QWidget):
    """One section: a title, a line why, and its controls."""

    change_requested = Signal(dict)
    """Save these members of the settings."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.facts: SettingsFacts | None = None
        step = unit(self)
        inner = QWidget(self)
        inner.setMaximumWidth(letters(self, _WIDEST_LETTERS))
        self._title = WrappedLabel(parent=inner)
        self._title.setFont(enlarged(self.font(), 1.3, bold=True))
        self._reason = WrappedLabel(parent=inner, tone=Tone.QUIET)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(step * 2, step, step * 2, step * 2)
        self.body.setSpacing(step)
        self.body.addWidget(self._title)
        self.body.addWidget(self._reason)
        self.body.addSpacing(step)
        # Side by side with empty space: only then does a layout reckon heights from the bounded width.
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner, 1000, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)

    def say(self, title: str, reason: str = "") -> None:
        """Title and reason."""
        self._title.setText(title)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def name(self) -> str:
        """The word in the list of sections."""
        raise NotImplementedError

    def show_facts(self, facts: SettingsFacts) -> None:
        """What is so now."""
        self.facts = facts
        self.refresh()

    def refresh(self) -> None:
        """Writes the facts."""

    def retranslate_ui(self) -> None:
        """Writes every word again."""

    def _button(self, slot: object) -> QPushButton:
        button = QPushButton(self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _row(self, *buttons: QPushButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(unit(self))
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        return row


class Card(QFrame):
    """Facts as label and value, in a frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        step = unit(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(step * 2, step, step * 2, step)
        self._grid.setHorizontalSpacing(step * 3)
        self._grid.setVerticalSpacing(step)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, WrappedLabel]] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Shows these facts."""
        while len(self._rows) < len(lines):
            label, value = QLabel(self), WrappedLabel(parent=self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._grid.addWidget(label, len(self._rows), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, len(self._rows), 1)
            self._rows.append((label, value))
        for number, (label, value) in enumerate(self._rows):
            there = number < len(lines)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                label.setText(lines[number][0])
                value.setText(lines[number][1])
                value.setAccessibleName(": ".join(lines[number]))


class AccountsPage(SettingsPage):
    """Which accounts are used, and the contra account in Pleo."""

    choose_requested = Signal()
    check_requested = Signal()

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._card = Card(self)
        self.choose_button = self._button(self.choose_requested)
        self._contra = Notice(Tone.INFO, self)
        self.body.addWidget(self._card)
        self.body.addLayout(self._row(self.choose_button))
        self.body.addWidget(self._contra)

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Accounts")

    def refresh(self) -> None:
        """The chosen accounts."""
        facts, texts = self.facts, self.context.texts
        if facts is None:
            return
        settings, books = facts.settings, facts.books
        lines = [
            (_capital(texts.role_name(role)), _title(found, account))
            for role, (found, account) in chosen_accounts(settings, books).items()
        ]
        if settings.pocket_used is False:
            lines.insert(1, (_capital(texts.role_name(Role.POCKET)), self.tr("not used")))
        if settings.no_tax_code_id:
            code = books.tax_codes.get(settings.no_tax_code_id) if books else None
            lines.append((self.tr("VAT code for lines without VAT"), code.name if code else settings.no_tax_code_id))
        if settings.journal_code_id:
            journal = books.journal_codes.get(settings.journal_code_id) if books else None
            lines.append((self.tr("Journal code"), journal.name if journal else settings.journal_code_id))
        if settings.time_zone:
            lines.append((self.tr("Time zone"), settings.time_zone))
        self._card.show_lines(lines)
        self._show_contra(facts)

    def _show_contra(self, facts: SettingsFacts) -> None:
        check = ButtonAction(self.tr("Check again"), self.check_requested.emit)
        currency = facts.settings.home_currency or ""
        if facts.contra_chosen:
            words = self.tr("Pleo uses this account as contra account for {currency}.").format(currency=currency)
            self._contra.show_words(words, tone=Tone.GOOD)
        elif facts.contra_chosen is False:
            self._contra.show_words(
                self.tr("In Pleo, choose the Pleo bank account as contra account for {currency}.").format(
                    currency=currency
                ),
                self.tr("Settings → Accounting → Contra accounts. Only you can do this, and Export now needs it."),
                [
                    ButtonAction(self.tr("Open Pleo"), partial(self.context.links.visit, Place.PLEO_CONTRA_ACCOUNTS)),
                    check,
                ],
                tone=Tone.CAUTION,
            )
        else:
            self._contra.clear()

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(self.tr("Accounts"), self.tr("The accounts in QuickBooks that the program uses."))
        self.choose_button.setText(self.tr("Ch&ange the accounts…"))
        self.refresh()


class TagsSettingsPage(SettingsPage):
    """Which lists become tags."""

    choose_requested = Signal()

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._card = Card(self)
        self.choose_button = self._button(self.choose_requested)
        self.body.addWidget(self._card)
        self.body.addLayout(self._row(self.choose_button))

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Tags")

    def refresh(self) -> None:
        """The chosen dimensions."""
        if self.facts is None:
            return
        texts, books = self.context.texts, self.facts.books
        dimensions = self.facts.settings.dimensions or ()
        lines = []
        for one in dimensions:
            count = sum(value.active for value in books.dimension(one).values()) if books else None
            lines.append((texts.dimension_name(one), "" if count is None else self.tr("%Ln value(s)", "", count)))
        self._card.show_lines(
            lines or [(self.tr("No tags"), self.tr("expenses go without classes, projects and locations"))]
        )

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(self.tr("Tags"), self.tr("Lists of QuickBooks that people choose from in Pleo."))
        self.choose_button.setText(self.tr("Ch&ange the tags…"))
        self.refresh()


class PostingPage(SettingsPage):
    """Closed periods and vendors."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._closed_title, self._vendor_title = WrappedLabel(parent=self), WrappedLabel(parent=self)
        self.hold, self.first_open_day = QRadioButton(self), QRadioButton(self)
        self.create_vendors, self.single_vendor = QRadioButton(self), QRadioButton(self)
        self._books_date = WrappedLabel(parent=self, tone=Tone.QUIET)
        self._vendor_hint = WrappedLabel(parent=self, tone=Tone.QUIET)
        self._groups = (QButtonGroup(self), QButtonGroup(self))
        for title in (self._closed_title, self._vendor_title):
            title.setFont(enlarged(self.font(), 1.0, bold=True))
        for group, buttons in zip(
            self._groups, ((self.hold, self.first_open_day), (self.create_vendors, self.single_vendor)), strict=True
        ):
            for button in buttons:
                group.addButton(button)
        for part in (self._closed_title, self.hold, self.first_open_day, self._books_date):
            self.body.addWidget(part)
        self.body.addSpacing(unit(self) * 2)
        for part in (self._vendor_title, self.create_vendors, self.single_vendor, self._vendor_hint):
            self.body.addWidget(part)
        self.hold.clicked.connect(partial(self._change, "closed_periods", ClosedPeriods.HOLD))
        self.first_open_day.clicked.connect(partial(self._change, "closed_periods", ClosedPeriods.FIRST_OPEN_DAY))
        self.create_vendors.clicked.connect(partial(self._change, "single_vendor", False))
        self.single_vendor.clicked.connect(partial(self._change, "single_vendor", True))

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Closed periods and suppliers")

    def _change(self, member: str, value: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt adds it
        self.change_requested.emit({member: value})

    def refresh(self) -> None:
        """What is chosen."""
        facts = self.facts
        if facts is None:
            return
        holding = facts.settings.closed_periods is ClosedPeriods.HOLD
        (self.hold if holding else self.first_open_day).setChecked(True)
        (self.single_vendor if facts.settings.single_vendor else self.create_vendors).setChecked(True)
        closed = facts.books.company.close_date if facts.books else None
        if facts.books is None:
            self._books_date.setText("")
        elif closed:
            self._books_date.setText(
                self.tr("The books are closed up to {date} in QuickBooks.").format(date=self.context.texts.date(closed))
            )
        else:
            self._books_date.setText(self.tr("No period is closed in QuickBooks at the moment."))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(self.tr("Closed periods and suppliers"), self.tr("What happens to expenses that need a decision."))
        self._closed_title.setText(self.tr("An expense dated in a closed period"))
        self.hold.setText(self.tr("waits, and is told (recommended)"))
        self.first_open_day.setText(self.tr("is posted on the first open day, its own date in the memo"))
        self._vendor_title.setText(self.tr("A supplier that QuickBooks does not know"))
        self.create_vendors.setText(self.tr("becomes a new vendor in QuickBooks (recommended)"))
        self.single_vendor.setText(self.tr("is posted under one common vendor, “Pleo”"))
        self._vendor_hint.setText(self.tr("Suppliers that QuickBooks knows are always used under their own name."))
        for button, title in (
            (self.hold, self._closed_title),
            (self.first_open_day, self._closed_title),
            (self.create_vendors, self._vendor_title),
            (self.single_vendor, self._vendor_title),
        ):
            name_control(button, f"{title.text()} {button.text()}")
        self.refresh()


class ConnectionRow(QFrame):
    """One service: how it stands, and what can be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        step = unit(self)
        self._sign = IconLabel(parent=self)
        self.heading = WrappedLabel(parent=self)
        self.heading.setFont(enlarged(self.font(), 1.0, bold=True))
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

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.pleo, self.quickbooks = ConnectionRow(self), ConnectionRow(self)
        self.pleo.reconnect.clicked.connect(self.pleo_requested)
        self.quickbooks.reconnect.clicked.connect(self.quickbooks_requested)
        self.pleo.disconnect_button.clicked.connect(partial(self._disconnect, "pleo"))
        self.quickbooks.disconnect_button.clicked.connect(partial(self._disconnect, "quickbooks"))
        self.body.addWidget(self.pleo)
        self.body.addWidget(self.quickbooks)

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Connections")

    def _disconnect(self, service: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt adds it
        self.disconnect_requested.emit(service)

    def refresh(self) -> None:
        """How both stand."""
        facts = self.facts
        if facts is None:
            return
        settings = facts.settings
        if facts.pleo_connected:
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
        self.refresh()


class AppearancePage(SettingsPage):
    """Language and colours."""

    language_requested = Signal(object)
    appearance_requested = Signal(str)

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.language, self.appearance = QComboBox(self), QComboBox(self)
        for language, name in ((Language.FRENCH, "Français"), (Language.ENGLISH, "English")):
            self.language.addItem(name, language)
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
        self.language_requested.emit(self.language.currentData())

    @Slot()
    def _on_appearance(self) -> None:
        chosen = str(self.appearance.currentData())
        self.change_requested.emit({"appearance": chosen})
        self.appearance_requested.emit(chosen)

    def refresh(self) -> None:
        """What is chosen."""
        with QSignalBlocker(self.language), QSignalBlocker(self.appearance):
            self.language.setCurrentIndex(self.language.findData(self.context.texts.language))
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


class PracticePage(SettingsPage):
    """Practice companies, or the real ones."""

    practice_requested = Signal(bool)

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._state = Notice(Tone.INFO, self)
        self.body.addWidget(self._state)

    @property
    def _practising(self) -> bool:
        return self.context.program.practice is not None

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Practice mode")

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(
            self.tr("Practice mode"),
            self.tr("The whole program with a made-up company on this computer: nothing real is read or changed."),
        )
        practice = self.context.program.practice
        if practice:
            self._state.show_words(
                self.tr("You are practising with {company}").format(company=practice.company["name"]),
                self.tr("Your own companies and their settings wait unchanged."),
                [
                    ButtonAction(
                        self.tr("Open the practice company's Pleo"), partial(self.context.links.visit, Place.PLEO)
                    ),
                    ButtonAction(self.tr("Leave practice mode"), partial(self.practice_requested.emit, False)),
                ],
            )
        else:
            self._state.show_words(
                self.tr("You are working with your real company"),
                self.tr("Your settings stay as they are; you can come back at any time."),
                [ButtonAction(self.tr("Try it with a practice company"), partial(self.practice_requested.emit, True))],
            )


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
                self.tr("Save a support &bundle…"),
                self.tr("Versions, settings and logs in one file, without keys, sign-ins or amounts."),
            ),
            (self.tr("&About and licences…"), self.tr("Version, licence, and the libraries the program is built on.")),
        )
        for (button, label), (text, help_text) in zip(self._rows, words, strict=True):
            button.setText(text)
            name_control(button, text, help_text)
            label.setText(help_text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(account_id: str, account: Account | None) -> str:
    return account.title if account else f"id {account_id}"
