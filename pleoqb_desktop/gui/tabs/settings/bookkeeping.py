"""How expenses come into the books: the pages of accounts, tags, and of what needs a decision."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QRadioButton,
    QWidget,
)

from pleoqb_desktop.domain.books import Account
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tabs.settings.facts import SettingsFacts
from pleoqb_desktop.gui.tabs.settings.page import Card, SettingsPage
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, enlarged, unit
from pleoqb_desktop.status import chosen_accounts


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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(account_id: str, account: Account | None) -> str:
    return account.title if account else f"id {account_id}"
