"""The five lists of the tab: accounts with their names for employees, VAT, tags, suppliers, changes; saves a name, asks no service."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabBar, QTabWidget, QVBoxLayout, QWidget

from pleoqb_desktop.domain.books import AccountType, Vendor, fold
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.models.table import Column
from pleoqb_desktop.gui.tabs.list_pane import ListPane
from pleoqb_desktop.gui.tabs.lists.reading import AccountRow, InPleo, Lists, TagRow, TaxRow
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone, icon, unit
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.sync.category_file import checked_name, friendly_name
from pleoqb_desktop.sync.report import Change, ChangedThing

_SEEN = frozenset({InPleo.THERE, InPleo.TO_COME, InPleo.UNKNOWN})
"""Accounts that people see in Pleo, or will."""


class _Tabs(QTabBar):
    """Higher than a letter: a tab without an icon cuts the accents of capitals."""

    def tabSizeHint(self, index: int) -> QSize:
        """With room above the letters."""
        return super().tabSizeHint(index) + QSize(0, unit(self))


class ListPanes(QWidget):
    """One searchable table for each list."""

    def __init__(self, context: TabContext, failed: Callable[[Problem], None], parent: QWidget | None = None) -> None:
        """`failed`: a name could not be saved."""
        super().__init__(parent)
        self._context = context
        self._failed = failed
        self._own: dict[str, str] = {}
        self._home_currency = ""
        self._offered: tuple[int, int] | None = None
        self._icons: dict[InPleo, QIcon] = {}
        self.accounts = self._pane(self._account_columns(), lambda row: row.account.id)
        self.taxes = self._pane(self._tax_columns(), lambda row: row.code.id)
        self.tags = self._pane(self._tag_columns(), lambda row: (row.dimension, row.value.id))
        self.vendors = self._pane(self._vendor_columns(), lambda row: row.id)
        self.changes = self._pane(self._change_columns(), lambda row: row)
        self.tabs = QTabWidget(self)  # after what it shows: the Tab key meets that first
        self.tabs.setTabBar(_Tabs(self.tabs))
        self.tabs.setDocumentMode(True)
        for pane in (self.accounts, self.taxes, self.tags, self.vendors, self.changes):
            self.tabs.addTab(pane, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def _pane(self, columns: Sequence[Column[Any]], identity: Callable[[Any], Any]) -> ListPane:
        return ListPane(columns, identity, lambda count: self._context.texts.number(count), self)

    def show_lists(self, lists: Lists) -> None:
        """Both sides as they were read."""
        self._own = dict(lists.settings.friendly_names)
        self._home_currency = lists.books.company.home_currency
        types = lists.settings.account_types
        shown = sum(one.in_pleo in _SEEN and one.account.type in types for one in lists.accounts)
        self._offered = (shown, len(lists.accounts))
        self._say_accounts()
        self.accounts.set_rows(
            sorted(lists.accounts, key=lambda row: (row.account.number or "~", fold(row.account.name)))
        )
        self.taxes.set_rows(lists.taxes)
        self.tags.set_rows(lists.tags)
        self.vendors.set_rows(sorted(lists.vendors, key=lambda vendor: fold(vendor.name)))

    def show_changes(self, things: Sequence[ChangedThing]) -> None:
        """What a sync changed, in front."""
        self.changes.set_rows(things)
        self.tabs.setCurrentWidget(self.changes)

    def name_tabs(self) -> None:
        """The name of each list, with how many are in it."""
        titles = (
            (self.accounts, self.tr("Accounts")),
            (self.taxes, self.tr("VAT")),
            (self.tags, self.tr("Tags")),
            (self.vendors, self.tr("Suppliers")),
            (self.changes, self.tr("What the last sync changed")),
        )
        for pane, title in titles:
            count = len(pane.model.rows)
            words = (
                self.tr("{list} ({count})").format(list=title, count=self._context.texts.number(count))
                if count
                else title
            )
            self.tabs.setTabText(self.tabs.indexOf(pane), words)

    # -- columns ---------------------------------------------------------------------------------

    def _account_columns(self) -> Sequence[Column[AccountRow]]:
        return (
            Column(
                lambda: self.tr("Number"),
                lambda row: row.account.number or "",
                lambda row: row.account.number,
                said=lambda rows: any(row.account.number for row in rows),
            ),
            Column(
                lambda: self.tr("Name in QuickBooks"),
                lambda row: row.account.full_name or row.account.name,
                lambda row: fold(row.account.full_name or row.account.name),
                width=44,
                stretches=True,
            ),
            Column(
                lambda: self.tr("Name for employees"),
                self._friendly,
                lambda row: fold(self._friendly(row)),
                edit=self._rename,
                width=36,
                tool_tip=lambda row: f"{self._friendly(row)}\n{self.tr('Double-click or press F2 to change it.')}",
            ),
            Column(
                lambda: self.tr("Type"), lambda row: self._context.texts.account_type_name(row.account.type), width=24
            ),
            Column(lambda: self.tr("Default VAT"), lambda row: row.tax_code, lambda row: row.tax_code or None),
            self._pleo_column(self._account_words),
        )

    def _tax_columns(self) -> Sequence[Column[TaxRow]]:
        return (
            Column(lambda: self.tr("VAT code"), lambda row: row.code.name, width=30, stretches=True),
            Column(
                lambda: self.tr("Rate"),
                lambda row: self._context.texts.percent(row.rate),
                lambda row: row.rate,
                right=True,
            ),
            Column(
                lambda: self.tr("Type"),
                lambda row: self.tr("reverse charge") if row.reverse_charge else self.tr("normal"),
            ),
            Column(lambda: self.tr("Description"), lambda row: row.code.description or "", width=50),
            self._pleo_column(),
        )

    def _tag_columns(self) -> Sequence[Column[TagRow]]:
        return (
            Column(lambda: self.tr("List"), lambda row: self._context.texts.dimension_name(row.dimension)),
            Column(
                lambda: self.tr("Name"),
                lambda row: row.value.full_name.replace(":", " – "),  # QuickBooks' sign between a whole and its part
                lambda row: fold(row.value.full_name),
                width=60,
                stretches=True,
            ),
            self._pleo_column(),
        )

    def _vendor_columns(self) -> Sequence[Column[Vendor]]:
        return (
            Column(lambda: self.tr("Name"), lambda row: row.name, lambda row: fold(row.name), width=60, stretches=True),
            Column(lambda: self.tr("Currency"), lambda row: row.currency or self._home_currency),
            Column(lambda: self.tr("Account number"), lambda row: row.account_number or ""),
        )

    def _change_columns(self) -> Sequence[Column[ChangedThing]]:
        return (
            Column(lambda: self.tr("What happened"), lambda row: self._change_words(row.change)),
            Column(lambda: self.tr("List"), lambda row: self._context.texts.synced_kind(row.kind)),
            Column(lambda: self.tr("Name"), lambda row: row.name, lambda row: fold(row.name), width=60, stretches=True),
        )

    def _pleo_column(self, words: Callable[[Any], str] | None = None) -> Column[Any]:
        return Column(
            lambda: self.tr("In Pleo"),
            words or (lambda row: self._in_pleo_words(row.in_pleo)),
            lambda row: tuple(InPleo).index(row.in_pleo),
            icon=lambda row: self._icons.get(row.in_pleo),
        )

    def _account_words(self, row: AccountRow) -> str:
        """Accounts that money comes from are there to be chosen as contra accounts; no employee sees them."""
        if row.in_pleo is InPleo.THERE and row.account.type == AccountType.BANK:
            return self.tr("bank account")
        return self._in_pleo_words(row.in_pleo)

    def _in_pleo_words(self, state: InPleo) -> str:
        return {
            InPleo.THERE: self.tr("yes"),
            InPleo.ARCHIVED: self.tr("archived"),
            InPleo.TO_COME: self.tr("with the next sync"),
            InPleo.NOT_OFFERED: self.tr("not offered"),
            InPleo.UNKNOWN: "",
        }[state]

    def _change_words(self, change: Change) -> str:
        return {
            Change.CREATED: self.tr("new in Pleo"),
            Change.UPDATED: self.tr("renamed or changed"),
            Change.UNARCHIVED: self.tr("brought back"),
            Change.ARCHIVED: self.tr("archived"),
            Change.UNCHANGED: self.tr("same as before"),
            Change.REFUSED: self.tr("refused by Pleo"),
        }[change]

    # -- names for employees ---------------------------------------------------------------------

    def _friendly(self, row: AccountRow) -> str:
        return friendly_name(row.account, Settings(friendly_names=self._own))

    def _rename(self, row: AccountRow, text: str) -> bool:
        name, account_id = checked_name(text), row.account.id
        before = dict(self._own)
        self._own = {key: value for key, value in self._own.items() if key != account_id}
        if name and name != self._friendly(row):
            self._own[account_id] = name
        self.accounts.forget(row)
        names, program = dict(self._own), self._context.program

        def failed(what: Problem) -> None:
            self._own = before
            self.accounts.model.retranslate()
            self._failed(what)

        self._context.runner.save(
            lambda: program.settings.update(friendly_names=names), lambda _: None, failed, parent=self
        )
        return True

    # -- words and colours -----------------------------------------------------------------------

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.tabs.setAccessibleName(self.tr("Lists"))
        self._say_accounts()
        self.taxes.say(self.tr("VAT"), self.tr("Search the VAT codes"))
        self.tags.say(self.tr("Tags"), self.tr("Search the tags"))
        self.vendors.say(self.tr("Suppliers"), self.tr("Search the suppliers"))
        self.changes.say(
            self.tr("What the last sync changed"),
            self.tr("Search the changes"),
            self.tr("After “Sync now” this list shows what is new, renamed or archived in Pleo."),
        )

    def _say_accounts(self) -> None:
        hint = self.tr(
            "Double-click a name for employees to change it; it goes into the file for Pleo's category import."
        )
        if self._offered:
            shown, total = (self._context.texts.number(one) for one in self._offered)
            hint = (
                self.tr("{shown} of {total} accounts are offered to your team.").format(shown=shown, total=total)
                + f" {hint}"
            )
        self.accounts.say(self.tr("Accounts"), self.tr("Search the accounts"), hint)

    def recolour(self) -> None:
        """Draws the icons anew."""
        palette = self.palette()
        self._icons = {
            InPleo.THERE: icon("check", palette, Tone.GOOD),
            InPleo.ARCHIVED: icon("cross", palette, Tone.QUIET),
            InPleo.TO_COME: icon("clock", palette, Tone.INFO),
        }
