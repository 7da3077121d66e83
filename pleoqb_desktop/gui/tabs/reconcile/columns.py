"""The columns of the comparison: a result in words, then both sides; asks no service."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon, QPalette

from pleoqb_desktop.domain.books import fold
from pleoqb_desktop.gui.models.table import Column
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone, icon
from pleoqb_desktop.reconcile import ORDER, WRONG, ReconciledEntry, Verdict


class ComparisonColumns(QObject):
    """`home_currency` is that of the books, "" while it is not known: amounts of QuickBooks are in it."""

    def __init__(self, context: TabContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._icons: dict[bool | None, QIcon] = {}
        self.home_currency = ""

    def all(self) -> Sequence[Column[ReconciledEntry]]:
        """From left to right."""
        return (
            Column(
                lambda: self.tr("Result"),
                lambda row: self._context.texts.verdict_name(row.verdict),
                lambda row: ORDER.index(row.verdict),
                icon=self._icon,
                width=30,
            ),
            Column(
                lambda: self.tr("Supplier"),
                lambda row: row.supplier or "–",
                lambda row: fold(row.supplier) or None,
                width=30,
                stretches=True,
            ),
            Column(lambda: self.tr("Pleo: date"), lambda row: self._day(row.pleo_day), lambda row: row.pleo_day),
            Column(lambda: self.tr("Pleo: amount"), self._pleo_amount, lambda row: row.pleo_amount, right=True),
            Column(
                lambda: self.tr("QuickBooks: date"), lambda row: self._day(row.books_day), lambda row: row.books_day
            ),
            Column(lambda: self.tr("QuickBooks: amount"), self._books_amount, lambda row: row.books_amount, right=True),
            Column(
                lambda: self.tr("Kind"),
                lambda row: self._context.texts.entry_kind_name(row.kind) if row.kind else "",
                width=24,
            ),
            Column(
                lambda: self.tr("Entry"),
                lambda row: self.tr("Open ↗") if row.external_url else self.tr("Pleo ↗"),
                lambda row: row.external_url,
                link=True,
            ),
        )

    def _day(self, day: date | None) -> str:
        return self._context.texts.date(day) if day else "–"

    def _pleo_amount(self, row: ReconciledEntry) -> str:
        if row.pleo_amount is None:
            return "–"
        return self._context.texts.amount(row.pleo_amount, row.currency) if row.currency else str(row.pleo_amount)

    def _books_amount(self, row: ReconciledEntry) -> str:
        if row.books_amount is None:
            return "–"
        currency = self.home_currency or row.currency
        return self._context.texts.amount(row.books_amount, currency) if currency else str(row.books_amount)

    def _icon(self, row: ReconciledEntry) -> QIcon | None:
        if row.verdict is Verdict.NOT_EXPORTED:
            return self._icons.get(None)
        return self._icons.get(row.verdict in WRONG)

    def recolour(self, palette: QPalette) -> None:
        """Draws the icons anew."""
        self._icons = {
            False: icon("check", palette, Tone.GOOD),
            True: icon("caution", palette, Tone.CAUTION),
            None: icon("clock", palette, Tone.QUIET),
        }
