"""Finds what things are called in a catalogue, by their value in code; the words themselves stand in its names.toml."""

from collections.abc import Mapping
from enum import StrEnum

from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.domain.rules.lines import GROUP_CODES


class Table(StrEnum):
    """Sections of names.toml."""

    SPEND_TYPES = "spend_types"
    ENTRY_KINDS = "entry_kinds"
    ITEM_STATUSES = "item_statuses"
    PHASES = "phases"
    ROLES = "roles"
    DIMENSIONS = "dimensions"
    MISSING = "missing"
    CHOICES = "choices"
    CONVENTIONS = "conventions"
    ACCOUNT_TYPES = "account_types"
    TAX_TYPES = "tax_types"
    FILE_TYPES = "file_types"
    KINDS = "kinds"
    SYNC_CHANGES = "sync_changes"
    CHANGES = "changes"
    TAGS = "tags"
    ACTIONS = "actions"
    CAUSES = "causes"
    MEMO = "memo"
    QUESTIONS = "questions"
    TEMPLATE = "template"
    PLANNED = "planned"
    VERDICTS = "verdicts"
    PAGE = "page"


# What has two names in code is called one thing.
_SAME: Mapping[tuple[Table, str], tuple[Table, str]] = {
    **{(Table.DIMENSIONS, code): (Table.DIMENSIONS, dimension) for dimension, code in GROUP_CODES.items()},
    (Table.MISSING, "wallet_account"): (Table.ROLES, Role.WALLET),
    (Table.MISSING, "pocket_account"): (Table.ROLES, Role.POCKET),
    (Table.CHOICES, "time_zone"): (Table.MISSING, "time_zone"),
}


class Names:
    """What things are called in one language."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        """`tables`: those of a catalogue (Catalogue.names)."""
        self._tables = tables

    def of(self, table: Table, value: str) -> str | None:
        """The name of a value; None when the table does not have it: a word of a newer Pleo, or a stranger's."""
        found = self._tables[table].get(value)
        if found is None and (same := _SAME.get((table, value))):
            return self.of(*same)
        return found
