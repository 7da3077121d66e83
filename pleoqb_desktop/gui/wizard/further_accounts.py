"""Folded away on the page of accounts: what an accountant may want otherwise, journal code to time zone; all proposed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.rules import chart, periods
from pleoqb_desktop.domain.rules.chart import ConventionName, Role
from pleoqb_desktop.gui.forms import Folded, FormRow, stacked
from pleoqb_desktop.gui.theme import Tone, WrappedLabel
from pleoqb_desktop.gui.wizard.choice_box import GONE, choice_box, fill
from pleoqb_desktop.setup.choices import ACCOUNT_MEMBERS, CHOICES
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.setup.set_up import Proposals
from pleoqb_desktop.texts import Texts

_IN_SIGHT = ("wallet_account_id", "pocket_used", "pocket_account_id")
_FOLDED = sorted(
    (choice for choice in CHOICES if choice.step is Step.CHOOSE_ACCOUNT and choice.member not in _IN_SIGHT),
    key=lambda choice: choice.member != "journal_code_id",
)
"""What the page of accounts asks beside the controls that it has in sight; the journal of what is made comes first."""


class FurtherAccounts(Folded):
    """Right for most companies as they are proposed."""

    convention_chosen = Signal(object)
    """Another country's chart (ConventionName): new accounts are to be named anew."""
    chosen = Signal()
    """The person chose something."""

    def __init__(self, parent: QWidget) -> None:
        boxes = {choice.member: choice_box(parent) for choice in _FOLDED}
        rows = {member: FormRow(box) for member, box in boxes.items()}
        words = WrappedLabel(tone=Tone.QUIET)
        super().__init__(stacked(words, *rows.values()), parent)
        self.boxes = {choice.role: boxes[choice.member] for choice in _FOLDED if choice.role}
        self.no_tax, self.zone, self.convention = boxes["no_tax_code_id"], boxes["time_zone"], boxes["convention"]
        self.journal = boxes["journal_code_id"]
        self.convention.activated.connect(self._on_convention)
        self._rows, self._words = rows, words
        self._all_boxes = tuple(boxes.values())
        for box in self._all_boxes:
            box.activated.connect(self.chosen)

    def show_proposals(self, books: Books, proposals: Proposals) -> None:
        """What can be chosen, and what is proposed; opens where something must be chosen."""
        codes = [code for code in books.journal_codes.values() if code.active]
        titles = [(f"{code.name} {code.description or ''}".strip(), code.id) for code in codes]
        code = proposals.journal_code
        fill(self.journal, titles, code.id if code else None, gone=self.gone(proposals, "journal_code_id"))
        self.show_rules(proposals)
        for role, box in self.boxes.items():
            chosen = proposals.accounts[role]
            options = [(account.title, account.id) for account in chart.suitable(books, role)]
            gone = self.gone(proposals, ACCOUNT_MEMBERS[role])
            fill(box, options, chosen.id if chosen else None, self.tr("Not chosen"), gone)
        offered = sorted((code.name, code.id) for code in books.tax_codes.values() if code.offered)
        no_tax = proposals.no_tax_code
        gone = self.gone(proposals, "no_tax_code_id")
        fill(self.no_tax, offered, no_tax.id if no_tax else None, self.tr("Not chosen"), gone)
        self._rows["no_tax_code_id"].setVisible(books.company.taxes_purchases)
        zones = [(zone, zone) for zone in _zones(proposals.time_zone)]
        fill(self.zone, zones, proposals.time_zone, self.tr("Not chosen"), self.gone(proposals, "time_zone"))
        # A member of an enum would not be found again: Qt keeps the plain text.
        fill(self.convention, [("", one.value) for one in ConventionName], proposals.rules.name.value)
        if proposals.time_zone is None or self.asks_again():
            self.open()

    def show_rules(self, proposals: Proposals) -> None:
        """A journal is asked for where the chart of accounts has journals."""
        self._rows["journal_code_id"].setVisible(proposals.rules.journal_codes and self.journal.count() > 0)

    def asks_again(self) -> bool:
        """Whether something stands here that is no longer offered."""
        wanted = (
            box for box in self._all_boxes if box is not self.journal or not self._rows["journal_code_id"].isHidden()
        )
        return any(box.currentData() == GONE for box in wanted)

    def journal_code(self) -> str | None:
        """The chosen journal as a reference, None for none."""
        chosen = self.journal.currentData()
        return f"id:{chosen}" if chosen and chosen != GONE else None

    def gone(self, proposals: Proposals, member: str) -> str:
        """Words for what was chosen and is gone, empty when it stands."""
        if member not in proposals.gone:
            return ""
        name = proposals.gone[member]
        return self.tr("“{name}” is no longer offered").format(name=name) if name else self.tr("No longer offered")

    def say_conventions(self, texts: Texts) -> None:
        """Whose chart of accounts can be followed, in words."""
        for position in range(self.convention.count()):
            self.convention.setItemText(position, texts.convention_name(self.convention.itemData(position)))

    def accounts(self) -> dict[Role, str]:
        """The chosen accounts as references (`id:35`)."""
        chosen = {role: box.currentData() for role, box in self.boxes.items()}
        return {role: f"id:{id_}" for role, id_ in chosen.items() if id_ and id_ != GONE}

    def no_tax_code(self) -> str | None:
        """The chosen VAT code as a reference, None for none."""
        chosen = self.no_tax.currentData()
        return f"id:{chosen}" if chosen and chosen != GONE else None

    def time_zone(self) -> str | None:
        """The chosen zone, None for none."""
        chosen: str | None = self.zone.currentData()
        return chosen if chosen and chosen != GONE else None

    def _on_convention(self) -> None:
        self.convention_chosen.emit(ConventionName(self.convention.currentData()))

    def retranslate_ui(self, texts: Texts) -> None:
        """All words."""
        self.say_conventions(texts)
        self.say(self.tr("For your accountant"))
        self._words.setText(
            self.tr(
                "These are proposed from your accounts and are right for most companies. None of them is ever made unasked."
            )
        )
        words = {
            "journal_code_id": (
                self.tr("&Journal code"),
                self.tr(
                    "The part of your books that holds the new account's entries. If in doubt, keep what is proposed."
                ),
            ),
            "funding_account_id": (self.tr("Account that tops up the Pleo account"), ""),
            "fees_account_id": (self.tr("Pleo's fees"), ""),
            "cash_account_id": (self.tr("Cash withdrawn with the card"), ""),
            "employees_account_id": (self.tr("Amounts owed by employees"), ""),
            "external_reimbursement_account_id": (
                self.tr("Account from which staff are reimbursed outside Pleo"),
                "",
            ),
            "no_tax_code_id": (self.tr("VAT code for what was bought without VAT"), ""),
            "time_zone": (self.tr("Time zone of the company"), self.tr("It decides the day of each expense.")),
            "convention": (
                self.tr("Country of the chart of accounts"),
                self.tr("It decides name, number and journal of new accounts. Your company's own country is proposed."),
            ),
        }
        for member, row in self._rows.items():
            row.say(*words[member])


def _zones(chosen: str | None) -> list[str]:
    """Places; and the present zone, which a computer may know by another kind of name (UTC, Etc/UTC, Japan)."""
    places = {zone for zone in periods.zones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))}
    return sorted(places | ({chosen} if chosen else set()))
