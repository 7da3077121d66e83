"""How expenses come into the books: the pages of accounts, tags, and of what needs a decision."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.books import Account, Books
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.start_date import StartDate
from pleoqb_desktop.gui.tabs.settings.facts import SettingsFacts
from pleoqb_desktop.gui.tabs.settings.page import Card, SettingsPage
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone, unit
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.choices import CHOICES, OwnerChoice, choice_of
from pleoqb_desktop.setup.sections import Section

_OF_ACCOUNTS = [choice for choice in CHOICES if choice.section is Section.ACCOUNTS]


class AccountsPage(SettingsPage):
    """Which accounts are used, how Pleo names them, and the contra account in Pleo."""

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
        self.body.addSpacing(unit(self))
        self.in_pleo = self._radio("use_account_numbers", (True, False))

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Accounts")

    def refresh(self) -> None:
        """The chosen accounts."""
        facts = self.facts
        if facts is None:
            return
        settings, books = facts.settings, facts.books
        lines = [(self._name(one), words) for one in _OF_ACCOUNTS if (words := self._value(one, settings, books))]
        self._card.show_lines(lines)
        self._show_contra(facts)
        numbers = choice_of("use_account_numbers")
        known = books is not None or settings.use_account_numbers is not None
        self.in_pleo.setEnabled(known)
        self.in_pleo.show_answer(numbers.value(settings, books.company) if books else settings.use_account_numbers)

    def _name(self, choice: OwnerChoice) -> str:
        texts = self.context.texts
        role = Role.POCKET if choice.member == "pocket_used" else choice.role
        return _capital(texts.role_name(role) if role else texts.choice_name(choice.member))

    def _value(self, choice: OwnerChoice, settings: Settings, books: Books | None) -> str:
        """What is chosen, in words; nothing where it is not, or shown by a control of its own."""
        chosen = choice.value(settings, books.company) if books else getattr(settings, choice.member)
        match choice.member:
            case _ if choice.role:
                account = books.accounts.get(chosen) if books else None
                return _title(chosen, account) if chosen else ""
            case "pocket_used":
                return self.tr("not used") if chosen is False else ""
            case "no_tax_code_id":
                code = books.tax_codes.get(chosen) if books else None
                return code.name if code else chosen or ""
            case "journal_code_id":
                journal = books.journal_codes.get(chosen) if books else None
                return journal.name if journal else chosen or ""
            case "time_zone":
                return chosen or ""
            case "convention":
                return self.context.texts.convention_name(chosen) if chosen else ""
            case _:
                return ""

    def _show_contra(self, facts: SettingsFacts) -> None:
        check = ButtonAction(self.tr("Check again"), self.check_requested.emit)
        currency = facts.settings.home_currency or ""
        if facts.contra_chosen:
            words = self.tr("In Pleo, {currency} expenses are paid from this account (contra account).").format(
                currency=currency
            )
            self._contra.show_words(words, tone=Tone.GOOD)
        elif facts.contra_chosen is False:
            self._contra.show_words(
                self.tr("In Pleo, choose the Pleo bank account as contra account for {currency}.").format(
                    currency=currency
                ),
                self.tr("Settings → Accounting → Contra accounts. Only you can do this, and the export needs it."),
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
        self.in_pleo.say(
            self.tr("Pleo names your accounts"),
            [self.tr("by their number, where they have one"), self.tr("by their name alone")],
        )
        self.in_pleo.say_help(self.tr("Pleo is told with the next sync of the lists."))
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
    """From which day on, closed periods and vendors."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.start = StartDate(self)
        self.start.chosen.connect(lambda day: self.change_requested.emit({"start_date": day}))
        self.body.addWidget(self.start)
        self.move_button = self._button(self._on_move)
        self.body.addLayout(self._row(self.move_button))
        self.body.addSpacing(unit(self) * 2)
        self._closed = self._radio("closed_periods", (ClosedPeriods.HOLD, ClosedPeriods.FIRST_OPEN_DAY))
        self.hold, self.first_open_day = self._closed.buttons
        self.body.addSpacing(unit(self) * 2)
        self._vendors = self._radio("single_vendor", (False, True))
        self.create_vendors, self.single_vendor = self._vendors.buttons

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Days and suppliers")

    @Slot()
    def _on_move(self) -> None:
        from pleoqb_desktop.gui.moving_in.dialog import MoveInDialog  # loaded when somebody wants it

        self.dialog = MoveInDialog(self.context.program, self.context.runner, self)
        self.dialog.open()

    def refresh(self) -> None:
        """What is chosen."""
        facts = self.facts
        if facts is None:
            return
        self.start.show_answer(facts.settings.start_date)
        self._closed.show_answer(facts.settings.closed_periods)
        self._vendors.show_answer(facts.settings.single_vendor)
        closed = facts.books.company.close_date if facts.books else None
        if facts.books is None:
            self._closed.say_help("")
        elif closed:
            self._closed.say_help(
                self.tr("The books are closed up to {date} in QuickBooks.").format(date=self.context.texts.date(closed))
            )
        else:
            self._closed.say_help(self.tr("No period is closed in QuickBooks at the moment."))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(self.tr("Days and suppliers"), self.tr("What happens to expenses that need a decision."))
        self.move_button.setText(self.tr("Pair what was in the books before this program…"))
        self._closed.say(
            self.tr("An expense dated in a closed month"),
            [
                self.tr("waits, and is told (recommended)"),
                self.tr("is recorded on the day after the closing, its own date in the memo"),
            ],
        )
        self._vendors.say(
            self.tr("A supplier that QuickBooks does not know"),
            [
                self.tr("becomes a new vendor in QuickBooks (recommended)"),
                self.tr("is posted under one common vendor, “Pleo”"),
            ],
        )
        self._vendors.say_help(self.tr("Suppliers that QuickBooks knows are always used under their own name."))
        self.refresh()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(account_id: str, account: Account | None) -> str:
    return account.title if account else f"id {account_id}"
