"""The second page: why Pleo needs an account of its own, and who makes it; nothing is made here."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.gui.forms import CopyField, FormRow
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.theme import IconLabel, Sheet, Tone, WrappedLabel, unit
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.ports.settings import AccountWay
from pleoqb_desktop.setup.flow import Step

_EDITIONS = {"FR": 0, "GB": 1}
"""Countries whose edition of QuickBooks has a place of its own in the list; the last place is for all others."""
_ANOTHER_COUNTRY = 2


class FlowPicture(Sheet):
    """The way of the money: card, Pleo's account, expense."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = [QLabel(self) for _ in range(3)]
        step = unit(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 3 // 2, step * 2, step * 3 // 2)
        layout.setSpacing(step * 2)
        for position, (name, words) in enumerate(zip(("card", "bank", "receipt"), self._words, strict=True)):
            if position:
                layout.addWidget(IconLabel("arrow", Tone.QUIET, 1.4, self))
            part = QVBoxLayout()
            part.addWidget(IconLabel(name, Tone.INFO, 2.4, self), 0, Qt.AlignmentFlag.AlignHCenter)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setTextFormat(Qt.TextFormat.PlainText)
            part.addWidget(words)
            layout.addLayout(part, 1)

    def say(self, *captions: str) -> None:
        """One caption for each part."""
        for label, caption in zip(self._words, captions, strict=True):
            label.setText(caption)


class FormPicture(Sheet):
    """QuickBooks' form for a new account as it looks when it is filled in; each value can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        step = unit(self)
        self._grid.setContentsMargins(step * 2, step * 3 // 2, step * 2, step * 3 // 2)
        self._grid.setHorizontalSpacing(step * 2)
        self._grid.setColumnStretch(1, 1)
        self._rows = [(QLabel(self), CopyField(self)) for _ in range(4)]
        for row, (label, value) in enumerate(self._rows):
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(value, row, 1)

    def say(self, values: list[tuple[str, str]], copy: str) -> None:
        """Labels and values, from the top."""
        for row, (label, field) in enumerate(self._rows):
            shown = row < len(values)
            label.setVisible(shown)
            field.setVisible(shown)
            if shown:
                label.setText(values[row][0])
                field.set_text(values[row][1])
                field.field.setAccessibleName(values[row][0])
                field.say(copy)


class PleoAccountPage(Page):
    """What the Pleo account in QuickBooks is for, and how it comes there."""

    step = Step.PLEO_ACCOUNT

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._picture = FlowPicture(self)
        self._choices = {plan: QRadioButton(self) for plan in AccountWay}
        group = QButtonGroup(self)
        self.body.addWidget(self._picture)
        for button in self._choices.values():
            group.addButton(button)
            self.body.addWidget(button)
            button.toggled.connect(self._on_chosen)
        self._edition = QComboBox(self)
        self._edition.addItems(["", "", ""])
        self._edition.setCurrentIndex(_EDITIONS.get(session.texts.country, _ANOTHER_COUNTRY))
        self._edition.activated.connect(self.retranslate_ui)
        self._edition_row = FormRow(self._edition, self)
        self._steps = WrappedLabel(parent=self)
        self._form = FormPicture(self)
        self._notice = Notice(Tone.INFO, self)
        for part in (self._edition_row, self._steps, self._form, self._notice):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._choices[session.account_plan].setChecked(True)

    def choose(self, plan: AccountWay) -> None:
        """Answers the question."""
        self._choices[plan].setChecked(True)

    def _on_chosen(self) -> None:
        for plan, button in self._choices.items():
            if button.isChecked() and plan is not self.session.account_plan:
                self.session.choose_account_plan(plan, self.show_problem, self)
        by_hand = self.session.account_plan is AccountWay.BY_HAND
        for part in (self._edition_row, self._steps, self._form):
            part.setVisible(by_hand)
        self.retranslate_ui()

    def retranslate_ui(self) -> None:
        """All words; those of the steps by hand follow the edition."""
        self._picture.say(self.tr("Pleo card"), self.tr("Pleo account"), self.tr("Expense with its receipt"))
        self._choices[AccountWay.MAKE].setText(self.tr("This program makes it for me (recommended)"))
        self._choices[AccountWay.BY_HAND].setText(self.tr("I make it myself"))
        self._choices[AccountWay.EXISTS].setText(self.tr("It exists already"))
        editions = [self.tr("France"), self.tr("United Kingdom and Ireland"), self.tr("Another country")]
        for position, name in enumerate(editions):
            self._edition.setItemText(position, name)
        self._edition_row.say(self.tr("Your QuickBooks &edition"))
        self._say_by_hand()
        words = {
            AccountWay.MAKE: self.tr(
                "Nothing is made yet: once QuickBooks is connected you see the account, and one click makes it."
            ),
            AccountWay.BY_HAND: self.tr(
                "Make it now or later: you choose it from a list once QuickBooks is connected."
            ),
            AccountWay.EXISTS: self.tr("Good: you choose it from a list once QuickBooks is connected."),
        }
        actions = []
        if self.session.account_plan is AccountWay.BY_HAND:
            actions = [
                ButtonAction(self.tr("Open QuickBooks"), lambda: self.session.links.visit(Place.QUICKBOOKS_ACCOUNTS))
            ]
        self._notice.show_words(words[self.session.account_plan], actions=actions)
        self.changed.emit()

    def _say_by_hand(self) -> None:
        edition = self._edition.currentIndex()
        number = (self.tr("Number"), "512100")
        name = self.tr("Name")
        if edition == 0:
            steps = self.tr("In QuickBooks: Chart of accounts → New (top right). Fill in this, then Save and close.")
            values = [number, (name, "Banque Pleo"), (self.tr("Type"), "Banque"), (self.tr("Journal code"), "BQ")]
        elif edition == 1:
            steps = self.tr("In QuickBooks: Chart of accounts → New. Fill in this, then Save and close.")
            values = [
                (self.tr("Account type"), "Cash at bank and in hand"),
                (self.tr("Detail type"), "Current"),
                (name, "Pleo Bank"),
            ]
        else:
            steps = self.tr("In QuickBooks: Chart of accounts → New. Fill in this, then Save and close.")
            values = [(self.tr("Account type"), "Bank"), (self.tr("Detail type"), "Checking"), (name, "Pleo")]
        self._steps.setText(steps)
        self._form.say(values, self.tr("Copy"))

    def state(self) -> PageState:
        """One choice, already made."""
        return PageState(
            self.tr("Pleo needs an account of its own in QuickBooks"),
            self.tr(
                "It is no real bank account: nothing to open, nothing to pay. It shows in your books what is left in Pleo."
            ),
            self.tr("Continue"),
        )
