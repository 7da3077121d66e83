"""The columns of the table of expenses: what stands in each cell, in words, and how rows are ordered by it; asks no service."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon, QPalette

from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow, name_first, unquoted
from pleoqb_desktop.gui.models.table import Column, ordering
from pleoqb_desktop.gui.theme import Tone, icon
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.texts import Texts

_STATUSES = tuple(ItemStatus)


class SpendColumns(QObject):
    """Words in the present language, icons in the present colours."""

    def __init__(self, texts: Callable[[], Texts], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._icons: dict[str, QIcon] = {}
        self._holds_notes = False

    def all(self) -> Sequence[Column[SpendRow]]:
        """From left to right; what is known of all rows together is a Digest."""
        return (
            Column(lambda: self.tr("State"), self.state, self._state_order, icon=self._state_icon, width=17),
            Column(
                lambda: self.tr("Date"),
                self._day,
                lambda row: row.day,
                spoken=lambda row: f"{self._day(row)}, {self.state(row)}",
            ),
            Column(
                self._supplier_title,
                self._supplier,
                lambda row: ordering(row.supplier),
                tool_tip=self._supplier_tip,
                width=28,
                stretches=True,
            ),
            Column(
                lambda: self.tr("Person"),
                lambda row: row.person,
                lambda row: ordering(row.person) or None,
                width=13,
                said=_any_person,
                gives_way=2,
            ),
            Column(
                lambda: self.tr("Amount"),
                self._amount,
                lambda row: row.amount.amount if row.amount else None,
                right=True,
            ),
            Column(lambda: self.tr("VAT"), self._vat, lambda row: row.vat, right=True, width=9, gives_way=4),
            Column(
                lambda: self.tr("Account"),
                lambda row: name_first(row.account),
                lambda row: row.account or None,
                tool_tip=lambda row: row.account,
                width=17,
                said=_any_account,
                gives_way=3,
            ),
            Column(
                lambda: self.tr("Tags"),
                lambda row: row.tags,
                lambda row: row.tags or None,
                width=11,
                said=_any_tags,
                gives_way=6,
            ),
            Column(
                lambda: self.tr("Receipts"),
                self._receipts,
                lambda row: (row.item.record.receipts_expected, row.item.record.receipts_attached),
                right=True,
                gives_way=1,
            ),
            Column(
                lambda: self.tr("Entry"),
                self._link,
                lambda row: row.item.external_url,
                link=True,
                said=_any_link,
                gives_way=5,
            ),
        )

    # -- cells -----------------------------------------------------------------------------------

    def _day(self, row: SpendRow) -> str:
        return self._texts().date(row.day) if row.day else ""

    def show_about(self, about: Digest) -> None:
        """All rows together: while some have a note in place of a supplier, the column is called by what it holds."""
        self._holds_notes = about.notes

    def _supplier_title(self) -> str:
        return self.tr("Expense") if self._holds_notes else self.tr("Supplier")

    def _supplier(self, row: SpendRow) -> str:
        """Before an export Pleo tells only what somebody noted: it is quoted, so that nobody takes it for a name."""
        return self.tr("“{note}”").format(note=unquoted(row.supplier)) if row.is_note else row.supplier

    def _supplier_tip(self, row: SpendRow) -> str:
        if not row.is_note:
            return row.supplier
        return self.tr("{note}\nA note. The supplier's name comes when you send.").format(note=row.supplier)

    def _amount(self, row: SpendRow) -> str:
        return self._texts().money(row.amount) if row.amount else ""

    def _vat(self, row: SpendRow) -> str:
        if row.vat is not None and row.amount:
            return self._texts().amount(row.vat, row.amount.currency)
        return row.vat_code

    def _receipts(self, row: SpendRow) -> str:
        record = row.item.record
        if row.status.stands_in_books and record.receipts_expected:
            return f"{record.receipts_attached}/{record.receipts_expected}"
        return self._texts().number(record.receipts_expected) if record.receipts_expected else ""

    def state(self, row: SpendRow) -> str:
        """The state in a word or two."""
        if row.status is ItemStatus.WAITING:
            return self.tr("To complete") if row.problems else self.tr("Ready")
        return self.tr("Taken back") if row.undone else self._texts().status_name(row.status)

    def _state_order(self, row: SpendRow) -> tuple[bool, int]:
        return not row.needs_attention, _STATUSES.index(row.status)

    def _state_icon(self, row: SpendRow) -> QIcon:
        if row.needs_attention:
            return self._icons["caution"]
        return self._icons["check" if row.status.stands_in_books and not row.undone else "clock"]

    def _link(self, row: SpendRow) -> str:
        return self.tr("Open ↗") if row.item.external_url and not row.undone else ""

    def recolour(self, palette: QPalette) -> None:
        """Draws the icons anew."""
        self._icons = {
            "caution": icon("caution", palette, Tone.CAUTION),
            "check": icon("check", palette, Tone.GOOD),
            "clock": icon("clock", palette, Tone.QUIET),
        }


def _any_person(about: Digest) -> bool:
    return bool(about.people)


def _any_account(about: Digest) -> bool:
    return about.accounts


def _any_tags(about: Digest) -> bool:
    return about.tags


def _any_link(about: Digest) -> bool:
    return about.links
