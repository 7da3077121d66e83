"""Folded away on the page of accounts: the further accounts, the VAT code of lines without VAT, the time zone; all proposed."""

from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.rules import chart
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.gui.forms import Folded, FormRow, stacked
from pleoqb_desktop.gui.theme import Tone, WrappedLabel
from pleoqb_desktop.gui.wizard.choices import choice_box, fill
from pleoqb_desktop.setup.set_up import Proposals

_ROLES = (Role.FUNDING, Role.FEES, Role.CASH, Role.EMPLOYEES, Role.EXTERNAL_REIMBURSEMENT)


class FurtherAccounts(Folded):
    """Right for most companies as they are proposed."""

    def __init__(self, parent: QWidget) -> None:
        boxes = {role: choice_box(parent) for role in _ROLES}
        rows = {role: FormRow(box) for role, box in boxes.items()}
        no_tax, zone = choice_box(parent), choice_box(parent)
        no_tax_row, zone_row = FormRow(no_tax), FormRow(zone)
        words = WrappedLabel(tone=Tone.QUIET)
        super().__init__(stacked(words, *rows.values(), no_tax_row, zone_row), parent)
        self.boxes, self.no_tax, self.zone = boxes, no_tax, zone
        self._rows, self._no_tax_row, self._zone_row, self._words = rows, no_tax_row, zone_row, words

    def show_proposals(self, books: Books, proposals: Proposals) -> None:
        """What can be chosen, and what is proposed; opens where something must be chosen."""
        for role, box in self.boxes.items():
            chosen = proposals.accounts[role]
            options = [(account.title, account.id) for account in chart.suitable(books, role)]
            fill(box, options, chosen.id if chosen else None, self.tr("Not chosen"))
        offered = sorted((code.name, code.id) for code in books.tax_codes.values() if code.offered)
        no_tax = proposals.no_tax_code
        fill(self.no_tax, offered, no_tax.id if no_tax else None, self.tr("Not chosen"))
        self._no_tax_row.setVisible(books.company.taxes_purchases)
        zones = [(zone, zone) for zone in _zones()]
        fill(self.zone, zones, proposals.time_zone, self.tr("Not chosen"))
        if proposals.time_zone is None:
            self.open()

    def accounts(self) -> dict[Role, str]:
        """The chosen accounts as references (`id:35`)."""
        return {role: f"id:{box.currentData()}" for role, box in self.boxes.items() if box.currentData()}

    def no_tax_code(self) -> str | None:
        """The chosen VAT code as a reference, None for none."""
        chosen = self.no_tax.currentData()
        return f"id:{chosen}" if chosen else None

    def time_zone(self) -> str | None:
        """The chosen zone, None for none."""
        return self.zone.currentData() or None

    def retranslate_ui(self) -> None:
        """All words."""
        self.say(self.tr("Further accounts"))
        self._words.setText(
            self.tr(
                "These are proposed from your accounts and are right for most companies. None of them is ever made unasked."
            )
        )
        labels = {
            Role.FUNDING: self.tr("Account that tops up the Pleo account"),
            Role.FEES: self.tr("Pleo's fees"),
            Role.CASH: self.tr("Cash withdrawn with the card"),
            Role.EMPLOYEES: self.tr("Amounts owed by employees"),
            Role.EXTERNAL_REIMBURSEMENT: self.tr("Account from which staff are reimbursed outside Pleo"),
        }
        for role, row in self._rows.items():
            row.say(labels[role])
        self._no_tax_row.say(self.tr("VAT code for lines without VAT"))
        self._zone_row.say(self.tr("Time zone of the company"), self.tr("It decides the day of each expense."))


def _zones() -> list[str]:
    from zoneinfo import available_timezones

    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
