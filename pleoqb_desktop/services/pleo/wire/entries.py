"""Accounting entries, as the queue and a search tell them, and their receipts."""

from collections.abc import Iterable
from decimal import Decimal

from pleoqb_desktop.domain import spend
from pleoqb_desktop.domain.money import from_minors
from pleoqb_desktop.services.pleo.wire.envelope import Wire, check_number, moment_of


class MinorsWire(Wire):
    """Money of the accounting-entries API: smallest unit of the currency."""

    currency: str
    minors: Decimal

    def __post_init__(self) -> None:
        check_number(self.minors)


class EntryTagWire(Wire):
    """AccountingEntryTagV1; without a tag, or with the nil UUID, none is chosen."""

    tag_id: str | None = None


class SplitWire(Wire):
    """SplitItemV1."""

    account_id: str | None = None
    tax_code_id: str | None = None
    tags: tuple[EntryTagWire, ...] = ()


class EntryWire(Wire):
    """AccountingEntryV1, as far as the queue needs it."""

    transaction_value: MinorsWire
    id: str | None = None
    family: str = ""
    sub_family: str | None = None
    performed_at: str | None = None
    bookkeeping_date: str | None = None
    note: str | None = None
    account_id: str | None = None
    tax_code_id: str | None = None
    tags: tuple[EntryTagWire, ...] = ()
    employee_id: str | None = None
    receipt_ids: tuple[str, ...] = ()
    split_items: tuple[SplitWire, ...] = ()
    export_status: str = "QUEUED"
    total_bill_value: MinorsWire | None = None

    def __post_init__(self) -> None:
        for text in (self.performed_at, self.bookkeeping_date):
            if text is not None:
                moment_of(text)

    def value(self) -> spend.QueueEntry:
        """As a value. The nil UUID as account means that no category is chosen (pleo.md 12)."""
        text = self.bookkeeping_date or self.performed_at
        moment = moment_of(text) if text else None
        whole: list[EntryWire | SplitWire] = [self, *self.split_items]
        parts = whole[1:] or whole
        accounts = [part.account_id for part in parts]
        wallet = self.total_bill_value
        return spend.QueueEntry(
            self.id or "",
            self.family,
            self.sub_family,
            from_minors(self.transaction_value.minors, self.transaction_value.currency),
            moment.date() if moment else None,
            self.note or None,
            all(account and account != _NIL for account in accounts),
            len(self.receipt_ids),
            self.employee_id,
            self.export_status,
            moment,
            _chosen(accounts),
            _chosen(part.tax_code_id for part in parts),
            _chosen(tag.tag_id for part in whole for tag in part.tags),
            from_minors(wallet.minors, wallet.currency) if wallet else None,
            tuple(_part(part) for part in parts),
        )


def _part(part: EntryWire | SplitWire) -> spend.QueuePart:
    """One split, or the whole of an entry that is not split."""
    tags = _chosen(tag.tag_id for tag in part.tags)
    return spend.QueuePart(_known(part.account_id), _known(part.tax_code_id), tags)


def _known(id_: str | None) -> str | None:
    return id_ if id_ and id_ != _NIL else None


_NIL = "00000000-0000-0000-0000-000000000000"


def _chosen(ids: Iterable[str | None]) -> tuple[str, ...]:
    """Each id once, without those that stand for nothing."""
    return tuple(dict.fromkeys(one for one in ids if one and one != _NIL))


class ReceiptWire(Wire):
    """ReceiptModel."""

    id: str
    url: str
    mime_type: str = "unknown"
    size_in_bytes: int = 0

    def value(self) -> spend.StoredReceipt:
        """As a value."""
        return spend.StoredReceipt(self.id, self.url, self.mime_type, self.size_in_bytes)
