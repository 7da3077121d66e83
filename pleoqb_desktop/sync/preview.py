"""What a sync would do to Pleo, found by the sync itself with its writing hand tied; writes nothing anywhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from pleoqb_desktop.domain.books import Books, Dimension
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.reference import (
    Kind,
    PleoAccount,
    PleoTag,
    PleoTagGroup,
    PleoTaxCode,
    PleoVendor,
    SpendReference,
)
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.sync.reference import ReferenceSync
from pleoqb_desktop.sync.report import SyncReport


def preview_sync(
    books: Books,
    reference: SpendReference,
    settings: Settings,
    clock: Clock,
    today: Callable[[], date],
    cancel: CancelToken,
    group_names: Mapping[Dimension, str],
    only: Iterable[Kind],
) -> SyncReport:
    """The report that a sync of these kinds would give now. Reads Pleo; the books are those given.

    Raises SignInAgainError, UnavailableError, Cancelled.
    """
    ledger = cast("Ledger", _KnownBooks(books))
    sync = ReferenceSync(ledger, _ReadOnly(reference), _Unsaved(settings), clock, today, cancel, group_names)
    return sync.run(only)


class _KnownBooks:
    """As much of a ledger as a sync reads, already read."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def books(self, dimensions: Iterable[Dimension]) -> Books:  # noqa: ARG002 - all that is known is there
        return self._books


class _Unsaved:
    """Settings that stay as they are."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def load(self) -> Settings:
        return self._settings

    def save(self, settings: Settings) -> None:
        pass

    def update(self, **changes: Any) -> Settings:  # noqa: ARG002 - a preview changes nothing
        return self._settings


class _ReadOnly:
    """Pleo, read but not written. Reads of what would have been made find nothing."""

    def __init__(self, reference: SpendReference) -> None:
        self._reference = reference

    def set_status(self, status: str, error: str | None = None) -> None:
        pass

    def accounts(self) -> list[PleoAccount]:
        return self._reference.accounts()

    def create_accounts(self, accounts: Sequence[PleoAccount]) -> list[tuple[str, str]]:  # noqa: ARG002
        return []

    def update_account(self, account: PleoAccount) -> None:
        pass

    def contra_accounts(self, external_ids: Sequence[str]) -> set[str]:
        return self._reference.contra_accounts(external_ids)

    def tax_codes(self) -> list[PleoTaxCode]:
        return self._reference.tax_codes()

    def write_tax_code(self, code: PleoTaxCode) -> None:
        pass

    def tag_groups(self) -> list[PleoTagGroup]:
        return self._reference.tag_groups()

    def write_tag_group(self, group: PleoTagGroup) -> PleoTagGroup:
        return group

    def tags(self, group_ids: Sequence[str]) -> list[PleoTag]:
        standing = [group_id for group_id in group_ids if group_id]
        return self._reference.tags(standing) if standing else []

    def create_tag(self, tag: PleoTag) -> None:
        pass

    def update_tag(self, tag: PleoTag) -> None:
        pass

    def archive_tags(self, tag_ids: Sequence[str], *, archived: bool) -> None:
        pass

    def vendors(self) -> list[PleoVendor] | None:
        return self._reference.vendors()

    def write_vendor(self, vendor: PleoVendor) -> None:
        pass

    def archive_vendor(self, vendor_id: str) -> None:
        pass
