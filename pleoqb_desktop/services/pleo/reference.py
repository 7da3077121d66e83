"""Pleo's reference data: accounts, tax codes, tags, vendors and people, read and written."""

from collections.abc import Iterator, Sequence

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import SignInAgainError, SpendRefusal
from pleoqb_desktop.ports.reference import PleoAccount, PleoTag, PleoTagGroup, PleoTaxCode, PleoVendor
from pleoqb_desktop.services.pleo import faults
from pleoqb_desktop.services.pleo.requests import Requests, chunks, decode
from pleoqb_desktop.services.pleo.wire.envelope import DataWire
from pleoqb_desktop.services.pleo.wire.reference import (
    AccountBatchWire,
    AccountWire,
    PersonWire,
    TagGroupWire,
    TagModelWire,
    TaxCodeWire,
    VendorModelWire,
    account_item,
    account_update,
)

_BATCH_SIZE = 1000  # accounts in one batch (pleo.md 6)
_BULK_TAGS = 100  # pleo.md 7


class ReferenceSide:
    """Reference data of one company."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def accounts(self) -> list[PleoAccount]:
        """POST /v1/chart-of-accounts:search; both exclude flags are required (pleo.md 6)."""
        return [account.value() for account in self._accounts(exclude_contra=False)]

    def contra_accounts(self, external_ids: Sequence[str]) -> set[str]:
        """No endpoint tells contra accounts; a search that leaves them out does (pleo.md 5)."""
        wanted = set(external_ids)
        known = {a.external_id for a in self._accounts(exclude_contra=False)} & wanted
        free = {a.external_id for a in self._accounts(exclude_contra=True)}
        return known - free

    def _accounts(self, *, exclude_contra: bool) -> Iterator[AccountWire]:
        body = {
            "companyId": self._requests.company_id(),
            "excludeIfAssignedToCategory": False,
            "excludeIfAssignedToContraAccount": exclude_contra,
        }
        return self._requests.all("POST", "/v1/chart-of-accounts:search", AccountWire, body=body)

    def create_accounts(self, accounts: Sequence[PleoAccount]) -> list[tuple[str, str]]:
        """POST /v1/chart-of-accounts/batch: processed ones and refused ones come in one answer."""
        refused: list[tuple[str, str]] = []
        for chunk in chunks(accounts, _BATCH_SIZE):
            items = [{"externalId": a.external_id} | account_item(a) for a in chunk]
            body = {"companyId": self._requests.company_id(), "items": items}
            answer = faults.check(self._requests.send("POST", "/v1/chart-of-accounts/batch", body=body))
            failed = decode(decode(answer, DataWire).data, AccountBatchWire).failed or ()
            refused.extend(
                (one.request.external_id, ", ".join(one.reasons))
                for one in failed
                # Made by an earlier request whose answer was lost: there, as wanted.
                if "EXTERNAL_ID_ALREADY_EXISTS" not in one.reasons
            )
        return refused

    def update_account(self, account: PleoAccount) -> None:
        """PUT /v1/chart-of-accounts/{id}."""
        faults.check(self._requests.send("PUT", f"/v1/chart-of-accounts/{account.id}", body=account_update(account)))

    def tax_codes(self) -> list[PleoTaxCode]:
        """POST /v0/tax-codes:search; without a filter it tells archived ones too."""
        params = [("company_id", self._requests.company_id())]
        return [code.value() for code in self._requests.all("POST", "/v0/tax-codes:search", TaxCodeWire, params, {})]

    def write_tax_code(self, code: PleoTaxCode) -> None:
        """POST /v0/tax-codes or PUT /v0/tax-codes/{id}."""
        body = {
            "companyId": self._requests.company_id(),
            "code": code.code,
            "name": code.name,
            "rate": code.rate,
            "type": code.type,
            "archived": code.archived,
        }
        accounts = {"ingoingTaxAccount": code.ingoing_account, "outgoingTaxAccount": code.outgoing_account}
        body |= {key: value for key, value in accounts.items() if value}
        method, path = ("PUT", f"/v0/tax-codes/{code.id}") if code.id else ("POST", "/v0/tax-codes")
        faults.check(self._requests.send(method, path, body=body, repeatable=bool(code.id)))

    def tag_groups(self) -> list[PleoTagGroup]:
        """GET /v0/tag-groups, archived ones too (TAG-11)."""
        params = [("company_id", self._requests.company_id()), ("include_archived", "true")]
        return [group.value() for group in self._requests.all("GET", "/v0/tag-groups", TagGroupWire, params)]

    def write_tag_group(self, group: PleoTagGroup) -> PleoTagGroup:
        """POST /v0/tag-groups or PUT /v0/tag-groups/{id}; the update needs metadata (pleo.md 7)."""
        body = {"code": group.code, "name": group.name, "archived": group.archived, "metadata": dict(group.metadata)}
        if group.id:
            answer = faults.check(self._requests.send("PUT", f"/v0/tag-groups/{group.id}", body=body))
        else:
            params = [("company_id", self._requests.company_id())]
            answer = faults.check(
                self._requests.send("POST", "/v0/tag-groups", body=body, params=params, repeatable=False)
            )
        return decode(decode(answer, DataWire).data, TagGroupWire).value()

    def tags(self, group_ids: Sequence[str]) -> list[PleoTag]:
        """POST /v0/tags:search, archived ones too."""
        if not group_ids:
            return []
        body = {"tagGroupIds": list(group_ids), "includeArchived": True}
        params = [("company_id", self._requests.company_id())]
        return [tag.value() for tag in self._requests.all("POST", "/v0/tags:search", TagModelWire, params, body)]

    def create_tag(self, tag: PleoTag) -> None:
        """POST /v0/tag-groups/{id}/tags; 409 means that an earlier request made it."""
        body = {"code": tag.code, "name": tag.name, "archived": tag.archived}
        try:
            faults.check(self._requests.send("POST", f"/v0/tag-groups/{tag.group_id}/tags", body=body))
        except SpendRefusal as refusal:
            if refusal.status != 409:
                raise

    def update_tag(self, tag: PleoTag) -> None:
        """PUT /v0/tags/{id}."""
        body = {"code": tag.code, "name": tag.name, "archived": tag.archived}
        faults.check(self._requests.send("PUT", f"/v0/tags/{tag.id}", body=body))

    def archive_tags(self, tag_ids: Sequence[str], *, archived: bool) -> None:
        """POST /v0/tags/archive, 100 at a time."""
        for chunk in chunks(tag_ids, _BULK_TAGS):
            body = {"companyId": self._requests.company_id(), "tagIds": list(chunk), "archived": archived}
            faults.check(self._requests.send("POST", "/v0/tags/archive", body=body))

    def vendors(self) -> list[PleoVendor] | None:
        """POST /v1/vendors:search; early access, so a refusal means that there is no vendor sync (VEN-04)."""
        params = [("company_id", self._requests.company_id())]
        try:
            return [v.value() for v in self._requests.all("POST", "/v1/vendors:search", VendorModelWire, params, {})]
        except SignInAgainError as error:
            if error.problem.code is Code.PLEO_KEY_SCOPES:
                return None
            raise
        except SpendRefusal:
            return None

    def write_vendor(self, vendor: PleoVendor) -> None:
        """POST /v1/vendors or PUT /v1/vendors/{id}."""
        body = {"companyId": self._requests.company_id(), "name": vendor.name, "defaultCurrency": vendor.currency}
        told = {
            "externalId": vendor.external_id,
            "code": vendor.code,
            "country": vendor.country,
            "registrationNumber": vendor.registration_number,
            "taxRegistrationNumber": vendor.tax_registration_number,
        }
        body |= {key: value for key, value in told.items() if value}
        if vendor.id:
            faults.check(self._requests.send("PUT", f"/v1/vendors/{vendor.id}", body=body | {"state": vendor.state}))
            return
        try:
            faults.check(self._requests.send("POST", "/v1/vendors", body=body))
        except SpendRefusal as refusal:
            if refusal.status != 409:
                raise

    def archive_vendor(self, vendor_id: str) -> None:
        """POST /v1/vendors/{id}:archive."""
        faults.check(self._requests.send("POST", f"/v1/vendors/{vendor_id}:archive"))

    def people(self) -> dict[str, str]:
        """GET /v2/employees (pleo.md 10); empty when the key may not read them, since nothing hangs on it."""
        try:
            found = self._requests.all("GET", "/v2/employees", PersonWire, [("companyId", self._requests.company_id())])
            return {person.id: person.name for person in found}
        except SignInAgainError as error:
            if error.problem.code is Code.PLEO_KEY_SCOPES:
                return {}
            raise
        except SpendRefusal:
            return {}
