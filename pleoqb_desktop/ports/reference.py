"""Pleo's reference data, which we write: accounts, VAT codes, tags, vendors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol


class Kind(StrEnum):
    """What is synced."""

    ACCOUNTS = "accounts"
    TAX_CODES = "tax_codes"
    TAG_GROUPS = "tag_groups"
    TAGS = "tags"
    VENDORS = "vendors"


@dataclass(frozen=True, slots=True)
class PleoAccount:
    """An account in Pleo's chart. `external_id` is the QuickBooks id where we wrote it; `metadata` is what others keep with it."""

    id: str
    external_id: str
    name: str
    code: str | None
    archived: bool
    tax_code_external_id: str | None = None
    metadata: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PleoTaxCode:
    """A tax code in Pleo; `code` is the QuickBooks id where we wrote it; `rate` a fraction; the accounts of its VAT are Pleo's own."""

    id: str
    code: str | None
    name: str
    rate: Decimal
    type: str
    archived: bool
    ingoing_account: str | None = None
    outgoing_account: str | None = None


@dataclass(frozen=True, slots=True)
class PleoTagGroup:
    """A tag group; matched by code, case-insensitively (TAG-12)."""

    id: str
    code: str
    name: str
    archived: bool
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PleoTag:
    """A tag of a group."""

    id: str
    group_id: str
    code: str
    name: str
    archived: bool


@dataclass(frozen=True, slots=True)
class PleoVendor:
    """A vendor in Pleo; country and registrations are what a person wrote there."""

    id: str
    name: str
    external_id: str | None
    code: str | None
    currency: str
    state: str
    country: str | None = None
    registration_number: str | None = None
    tax_registration_number: str | None = None


class SpendReference(Protocol):
    """Pleo's reference data, written by us. Raises like SpendSource; SpendRefusal when one thing is refused.

    An update replaces the whole: what of the thing is Pleo's own has to be handed in as it was read.
    """

    def accounts(self) -> list[PleoAccount]:
        """All accounts, archived ones too."""

    def create_accounts(self, accounts: Sequence[PleoAccount]) -> list[tuple[str, str]]:
        """Makes accounts (ids are ignored); the ones Pleo refused as (external id, reason)."""

    def update_account(self, account: PleoAccount) -> None:
        """Writes name, code and archived."""

    def contra_accounts(self, external_ids: Sequence[str]) -> set[str]:
        """Which of these accounts are chosen as contra accounts in Pleo."""

    def tax_codes(self) -> list[PleoTaxCode]:
        """All tax codes, archived ones too."""

    def write_tax_code(self, code: PleoTaxCode) -> None:
        """Makes it when its id is empty, else updates it."""

    def tag_groups(self) -> list[PleoTagGroup]:
        """All groups, archived ones too."""

    def write_tag_group(self, group: PleoTagGroup) -> PleoTagGroup:
        """Makes it when its id is empty, else updates it."""

    def tags(self, group_ids: Sequence[str]) -> list[PleoTag]:
        """All tags of the groups, archived ones too."""

    def create_tag(self, tag: PleoTag) -> None:
        """Makes a tag."""

    def update_tag(self, tag: PleoTag) -> None:
        """Writes code, name and archived."""

    def archive_tags(self, tag_ids: Sequence[str], *, archived: bool) -> None:
        """Archives or brings back many at once."""

    def vendors(self) -> list[PleoVendor] | None:
        """All vendors; None when Pleo's vendor API is not open to this key (early access, VEN-04)."""

    def write_vendor(self, vendor: PleoVendor) -> None:
        """Makes it when its id is empty, else updates it."""

    def archive_vendor(self, vendor_id: str) -> None:
        """Archives a vendor."""

    def set_status(self, status: str, error: str | None = None) -> None:
        """Reports the state of the installation (INS-03 to INS-05)."""
