"""Which receipts of ours stand on an entry, and which of Pleo's they are: compared by what they are, never by their place (design.md 4.6)."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.identity import request_id
from pleoqb_desktop.domain.rules.receipts import ReceiptSigns, receipt_signs, same_hash, signs_of_stranger
from pleoqb_desktop.export.adopt import is_adopted
from pleoqb_desktop.export.expense import Expense, Receipt
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError
from pleoqb_desktop.ports.ledger import Attachment, Ledger
from pleoqb_desktop.ports.runs import AttachmentRecord, Runs

_NOTHING = ReceiptSigns()


@dataclass(frozen=True, slots=True)
class StandingReceipt:
    """A receipt on an entry; `signs` joins what its name and note tell with what the store noted of it. A stranger's was brought by
    another expense of ours or by somebody else: it may be the same receipt, and is never removed or noted as ours."""

    attachment: Attachment
    signs: ReceiptSigns
    stranger: bool = False


def standing_receipts(
    accounting_entry_id: str, files: Iterable[Attachment], noted: Iterable[AttachmentRecord]
) -> list[StandingReceipt]:
    """Those of these files that are receipts of ours: by the store, the note or the name, whichever nobody changed."""
    by_id = {record.attachment_id: record for record in noted}
    found: list[StandingReceipt] = []
    for file in files:
        record = by_id.get(file.id)
        told = receipt_signs(accounting_entry_id, file.file_name, file.note)
        if record:
            kept = receipt_signs(accounting_entry_id, record.file_name, None) or _NOTHING
            told = told or _NOTHING
            told = ReceiptSigns(
                record.receipt_id or told.receipt_id,
                record.sha256 or told.sha256 or kept.sha256,
                kept.index if told.index is None else told.index,
            )
        if told:
            found.append(StandingReceipt(file, told))
    return found


@dataclass(frozen=True, slots=True)
class Compared:
    """What stands of Pleo's receipts, by their place in the list that was compared; what stands and is none of them; and the
    places of receipts whose bytes another one brought already."""

    standing: dict[int, StandingReceipt]
    others: tuple[StandingReceipt, ...]
    twins: frozenset[int]


def compare(receipts: Sequence[Receipt], standing: Iterable[StandingReceipt]) -> Compared:
    """Each receipt with the file that it is; each file is at most one receipt.

    Pleo's id and the hash of its bytes decide. Files of earlier versions and of strangers tell neither: they are known by their size, the one that
    was of the same place first; of equal ones among them none is told as another.
    """
    left = list(standing)
    found: dict[int, StandingReceipt] = {}

    def take(same: Callable[[Receipt, StandingReceipt], bool]) -> None:
        for place, receipt in enumerate(receipts):
            if place not in found and (match := next((one for one in left if same(receipt, one)), None)):
                found[place] = match
                left.remove(match)

    take(_same_id)
    take(_same_bytes)
    take(lambda receipt, one: _same_size(receipt, one) and one.signs.index == receipt.index)
    take(_same_size)
    twins = frozenset(
        place
        for place, receipt in enumerate(receipts)
        if place not in found and any(_same_bytes(receipt, one) for one in found.values())
    )
    sizes = {one.attachment.size for one in found.values()}
    own = (one for one in left if not one.stranger)
    others = (one for one in own if one.signs.sha256 or one.signs.receipt_id or one.attachment.size not in sizes)
    return Compared(found, tuple(others), twins)


def _same_id(receipt: Receipt, one: StandingReceipt) -> bool:
    return receipt.file.id is not None and receipt.file.id == one.signs.receipt_id


def _same_bytes(receipt: Receipt, one: StandingReceipt) -> bool:
    return receipt.fetched is not None and same_hash(receipt.fetched.sha256, one.signs.sha256)


def _same_size(receipt: Receipt, one: StandingReceipt) -> bool:
    """For files that tell no hash; where QuickBooks tells no size, by the place."""
    if receipt.fetched is None or one.signs.sha256:
        return False
    if not one.attachment.size:
        return one.signs.index == receipt.index
    return one.attachment.size in {receipt.fetched.size, receipt.fetched.original_size}


class ReceiptsInBooks:
    """Asks the store and the books for the receipts of ours on an entry, and lets the store know what was found. Safe to use from
    several threads."""

    def __init__(self, ledger: Ledger, runs: Runs) -> None:
        self._ledger = ledger
        self._runs = runs

    def noted(self, expense: Expense) -> list[AttachmentRecord]:
        """What the store knows to stand on an expense's entry."""
        kind, external_id = expense.record.kind, expense.record.external_id
        return self._runs.attachments_on(expense.id, kind, external_id) if kind and external_id else []

    def standing(
        self, accounting_entry_id: str, kind: EntryKind, external_id: str, noted: Sequence[AttachmentRecord]
    ) -> list[StandingReceipt]:
        """What stands on an entry; one metered read. Raises as Ledger.attachments does.

        Of ours that are there twice, byte for byte, one is left: a request that was carried out twice put them there. On an entry that
        was taken for the expense's all files count (design.md 4.3).
        """
        files = self._ledger.attachments(kind, external_id)
        kept: list[StandingReceipt] = []
        known = {record.attachment_id: record for record in noted}
        found = standing_receipts(accounting_entry_id, files, noted)
        for one in sorted(found, key=lambda one: one.attachment.id not in known):
            twice = any(same_hash(one.signs.sha256, other.signs.sha256) for other in kept)
            if not (twice and len(one.attachment.entry_ids) == 1 and self._removed(one, known)):
                kept.append(one)
        if is_adopted(kind, external_id, self._runs.intents_of_entry(accounting_entry_id)):
            own = {one.attachment.id for one in found}
            kept += [_of_stranger(file) for file in files if file.id not in own]
        return kept

    def note(self, expense: Expense, found: Compared, noted: Sequence[AttachmentRecord]) -> None:
        """Lets the store know what stands of an expense's receipts, as far as it does not yet."""
        known = {record.attachment_id: record for record in noted}
        news: list[AttachmentRecord] = []
        for place, one in found.standing.items():
            if one.stranger:
                continue
            receipt, file = expense.receipts[place], one.attachment
            record = known.get(file.id)
            news.append(
                replace(
                    record or AttachmentRecord(expense.record.job_id, expense.id, file.id, file.file_name),
                    receipt_id=receipt.file.id or one.signs.receipt_id,
                    sha256=receipt.fetched.sha256 if receipt.fetched else one.signs.sha256,
                )
            )
        if news := [record for record in news if known.get(record.attachment_id) != record]:
            self._runs.put_attachments(news)

    def _removed(self, one: StandingReceipt, known: dict[str, AttachmentRecord]) -> bool:
        with suppress(LedgerRefusal, LostAnswerError):  # it is looked at again the next time
            self._ledger.remove_attachment(one.attachment, request_id("receipt-twice", one.attachment.id))
            if record := known.get(one.attachment.id):
                self._runs.put_attachments([replace(record, removed=True)])
            return True
        return False


def _of_stranger(file: Attachment) -> StandingReceipt:
    return StandingReceipt(file, signs_of_stranger(file.file_name, file.note), stranger=True)


def believed(expense: Expense, noted: Iterable[AttachmentRecord]) -> Compared:
    """Which of an expense's receipts stand by the store's word alone: by id, and by hash once they are fetched."""
    standing = [
        StandingReceipt(
            Attachment(record.attachment_id, "", record.file_name), ReceiptSigns(record.receipt_id, record.sha256)
        )
        for record in noted
        if record.receipt_id or record.sha256
    ]
    return compare([replace(one, index=-1) for one in expense.receipts], standing)
