"""Pleo's reference data on paper, and the connection to it: lists that we write, and whose key it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from pleoqb_desktop.domain.spend import PleoCompany
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import PleoAccount, PleoTag, PleoTagGroup, PleoTaxCode, PleoVendor
from tests.on_paper.paper import Paper


class ReferenceOnPaper(Paper):
    """The lists of one company (ports.reference.SpendReference)."""

    def __init__(
        self, connection: "ConnectionOnPaper", *, vendors_open: bool = True, cancel: CancelToken | None = None
    ) -> None:
        """`vendors_open`: Pleo lets this key see its vendors."""
        super().__init__(cancel)
        self._connection = connection
        self.chosen: set[str] = set()
        """External ids of the accounts that a person chose as contra accounts."""
        self._vendors_open = vendors_open
        self._numbers = _numbers()
        self._accounts: dict[str, PleoAccount] = {}
        self._tax_codes: dict[str, PleoTaxCode] = {}
        self._tag_groups: dict[str, PleoTagGroup] = {}
        self._tags: dict[str, PleoTag] = {}
        self._vendors: dict[str, PleoVendor] = {}

    def accounts(self) -> list[PleoAccount]:
        """All of them."""
        with self._request("accounts"):
            return list(self._accounts.values())

    def create_accounts(self, accounts: Sequence[PleoAccount]) -> list[tuple[str, str]]:
        """An external id stands for one account."""
        with self._request("create_accounts"):
            known = {one.external_id for one in self._accounts.values()}
            for account in (one for one in accounts if one.external_id not in known):
                made = replace(account, id=next(self._numbers))
                self._accounts[made.id] = made
            return [(one.external_id, "exists") for one in accounts if one.external_id in known]

    def update_account(self, account: PleoAccount) -> None:
        """Name, code and archived."""
        with self._request("update_account"):
            kept = self._accounts[account.id]
            self._accounts[account.id] = replace(kept, name=account.name, code=account.code, archived=account.archived)

    def contra_accounts(self, external_ids: Sequence[str]) -> set[str]:
        """Those that a person chose."""
        with self._request("contra_accounts"):
            return self.chosen & set(external_ids)

    def tax_codes(self) -> list[PleoTaxCode]:
        """All of them."""
        with self._request("tax_codes"):
            return list(self._tax_codes.values())

    def write_tax_code(self, code: PleoTaxCode) -> None:
        """New, or in its place."""
        with self._request("write_tax_code"):
            made = replace(code, id=code.id or next(self._numbers))
            self._tax_codes[made.id] = made

    def tag_groups(self) -> list[PleoTagGroup]:
        """All of them."""
        with self._request("tag_groups"):
            return list(self._tag_groups.values())

    def write_tag_group(self, group: PleoTagGroup) -> PleoTagGroup:
        """New, or in its place."""
        with self._request("write_tag_group"):
            made = replace(group, id=group.id or next(self._numbers))
            self._tag_groups[made.id] = made
            return made

    def tags(self, group_ids: Sequence[str]) -> list[PleoTag]:
        """Those of these groups."""
        with self._request("tags"):
            return [tag for tag in self._tags.values() if tag.group_id in group_ids]

    def create_tag(self, tag: PleoTag) -> None:
        """A new one."""
        with self._request("create_tag"):
            made = replace(tag, id=next(self._numbers))
            self._tags[made.id] = made

    def update_tag(self, tag: PleoTag) -> None:
        """Code, name and archived."""
        with self._request("update_tag"):
            self._tags[tag.id] = replace(self._tags[tag.id], code=tag.code, name=tag.name, archived=tag.archived)

    def archive_tags(self, tag_ids: Sequence[str], *, archived: bool) -> None:
        """Many at once."""
        with self._request("archive_tags"):
            self._tags |= {tag_id: replace(self._tags[tag_id], archived=archived) for tag_id in tag_ids}

    def vendors(self) -> list[PleoVendor] | None:
        """All of them, where they are open."""
        with self._request("vendors"):
            return list(self._vendors.values()) if self._vendors_open else None

    def write_vendor(self, vendor: PleoVendor) -> None:
        """New, or in its place."""
        with self._request("write_vendor"):
            made = replace(vendor, id=vendor.id or next(self._numbers))
            self._vendors[made.id] = made

    def archive_vendor(self, vendor_id: str) -> None:
        """It stays in the list."""
        with self._request("archive_vendor"):
            self._vendors[vendor_id] = replace(self._vendors[vendor_id], state="archived")

    def set_status(self, status: str, error: str | None = None) -> None:
        """Of the connection's installation."""
        self._connection.set_status(status, error)


class ConnectionOnPaper(Paper):
    """A key and its installation (ports.spend.PleoConnection); `status` None: there is no installation."""

    def __init__(self, company: PleoCompany, *, lacks: Sequence[str] = ()) -> None:
        super().__init__()
        self.status: tuple[str, str | None] | None = None
        self._company = company
        self._lacks = list(lacks)

    def check(self) -> PleoCompany:
        """Makes the installation where there is none."""
        with self._request("check"):
            self.status = self.status or ("PENDING_INTEGRATION", None)
            return self._company

    def missing_scopes(self) -> list[str]:
        """What it lacks."""
        with self._request("missing_scopes"):
            return list(self._lacks)

    def set_status(self, status: str, error: str | None = None) -> None:
        """Keeps the last word."""
        with self._request("set_status"):
            self.status = (status, error)

    def remove(self) -> None:
        """What is not there is removed already."""
        with self._request("remove"):
            self.status = None


def _numbers() -> Iterator[str]:
    return (f"pleo-{number}" for number in count(1))
