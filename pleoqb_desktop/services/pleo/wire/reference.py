"""Accounts, tax codes, tags, vendors and people."""

from decimal import Decimal
from typing import Any

import msgspec

from pleoqb_desktop.ports.reference import PleoAccount, PleoTag, PleoTagGroup, PleoTaxCode, PleoVendor
from pleoqb_desktop.services.pleo.wire.envelope import Wire, check_number


class AccountKeyWire(Wire):
    """Which account was asked for, within a batch."""

    external_id: str


class RefusedAccountWire(Wire):
    """What a batch did not make, and why."""

    request: AccountKeyWire
    reasons: tuple[str, ...] = ()


class AccountBatchWire(Wire):
    """The answer to a batch of accounts (pleo.md 6)."""

    failed: tuple[RefusedAccountWire, ...] | None = None


class AccountWire(Wire):
    """BookkeepingAccountRestModelV1."""

    id: str
    external_id: str
    name: str
    archived: bool
    code: str | None = None
    tax_code_external_id: str | None = None
    metadata: dict[str, Any] | None = None

    def value(self) -> PleoAccount:
        """As a value."""
        return PleoAccount(
            self.id,
            self.external_id,
            self.name,
            self.code or None,
            self.archived,
            self.tax_code_external_id,
            self.metadata,
        )


def account_item(account: PleoAccount) -> dict[str, Any]:
    """Body of a create or update, without company and external id."""
    body: dict[str, Any] = {"name": account.name, "code": account.code, "archived": account.archived}
    if account.tax_code_external_id:
        body["taxCodeExternalId"] = account.tax_code_external_id
    return body


def account_update(account: PleoAccount) -> dict[str, Any]:
    """Body of an update; whether a member that is left out stays or goes is not published (pleo.md 6), so that none is."""
    told = {"taxCodeExternalId": account.tax_code_external_id}
    return account_item(account) | told | ({} if account.metadata is None else {"metadata": account.metadata})


class TaxCodeWire(Wire):
    """TaxCodeModel."""

    id: str
    name: str
    rate: Decimal
    type: str
    archived: bool
    code: str | None = None
    ingoing_tax_account: str | None = None
    outgoing_tax_account: str | None = None

    def __post_init__(self) -> None:
        check_number(self.rate)

    def value(self) -> PleoTaxCode:
        """As a value."""
        return PleoTaxCode(
            self.id,
            self.code or None,
            self.name,
            self.rate,
            self.type,
            self.archived,
            self.ingoing_tax_account,
            self.outgoing_tax_account,
        )


class TagGroupWire(Wire):
    """TagGroupModel."""

    id: str
    code: str
    name: str
    archived: bool
    metadata: dict[str, str] = msgspec.field(default_factory=dict)

    def value(self) -> PleoTagGroup:
        """As a value."""
        return PleoTagGroup(self.id, self.code, self.name, self.archived, self.metadata)


class TagModelWire(Wire):
    """TagModel."""

    id: str
    group_id: str
    code: str
    archived: bool
    name: str | None = None

    def value(self) -> PleoTag:
        """As a value."""
        return PleoTag(self.id, self.group_id, self.code, self.name or "", self.archived)


class PersonWire(Wire):
    """Employee (pleo.md 10)."""

    id: str
    first_name: str = ""
    last_name: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class VendorModelWire(Wire):
    """VendorResponse."""

    id: str
    name: str
    default_currency: str
    state: str
    external_id: str | None = None
    code: str | None = None
    country: str | None = None
    registration_number: str | None = None
    tax_registration_number: str | None = None

    def value(self) -> PleoVendor:
        """As a value."""
        return PleoVendor(
            self.id,
            self.name,
            self.external_id or None,
            self.code or None,
            self.default_currency,
            self.state,
            self.country,
            self.registration_number,
            self.tax_registration_number,
        )
