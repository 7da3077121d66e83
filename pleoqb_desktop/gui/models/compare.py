"""Pleo's expense and QuickBooks' entry beside each other, member by member, in words: what is equal, what differs. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from pleoqb_desktop.domain.books import fold
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.export.asked import Asked, Standing
from pleoqb_desktop.export.changed_since import decoded, line_accounts
from pleoqb_desktop.gui.models.entry_picture import Names
from pleoqb_desktop.moving_in import Pair as MovedPair
from pleoqb_desktop.ports.runs import Difference, ItemRecord
from pleoqb_desktop.texts import Texts

T = TypeVar("T")


class Member(StrEnum):
    """What is compared; VAT and tags only where Pleo tells otherwise than before (ports.runs.Difference)."""

    DATE = "date"
    SUPPLIER = "supplier"
    AMOUNT = "amount"
    NUMBER = "number"
    MEMO = "memo"
    ACCOUNT = "account"
    TAX = "tax"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Pair:
    """One line. `equal` None: one side does not tell it, so that nothing can be said; its words are empty then."""

    member: Member
    pleo: str
    quickbooks: str
    equal: bool | None


def pairs(asked: Asked, standing: Standing, texts: Texts, names: Names | None = None) -> Sequence[Pair]:
    """The lines of one entry; the accounts of both sides where `names` tell them."""
    record, entry = asked.record, standing.entry
    amount = record.amount
    beside = Money(entry.amount_beside(amount.amount), amount.currency) if amount else None
    found = [
        _pair(Member.DATE, record.day, entry.day, texts.date),
        _pair(Member.SUPPLIER, record.supplier, entry.vendor_name, str, fold),
        _pair(Member.AMOUNT, Money(abs(amount.amount), amount.currency) if amount else None, beside, texts.money),
    ]
    if asked.question.code is Code.LOOKS_LIKE:  # else the entry is ours, and bears our number and memo
        found += [_account_pair(asked, standing, names)] if names else []
        if entry.doc_number:
            found.append(_pair(Member.NUMBER, record.reconciliation_id, entry.doc_number, str, fold))
        found.append(Pair(Member.MEMO, "", entry.note or "", None))
    known = {pair.member for pair in found}
    return [*found, *(_of_difference(one, record, texts) for one in record.differences if one.member not in known)]


def _account_pair(asked: Asked, standing: Standing, names: Names) -> Pair:
    facts = decoded(asked.record.facts or asked.question.facts)
    pleo = ", ".join(names.account(one) for one, _ in facts.accounts) if facts else ""
    return _pair(Member.ACCOUNT, pleo, ", ".join(map(names.account, line_accounts(standing.entry))), str)


def moved_pairs(one: MovedPair, texts: Texts) -> Sequence[Pair]:
    """The lines of an expense and the entry that may have been made for it before."""
    money, entry = one.expense.wallet_amount or one.expense.amount, one.entry
    beside = Money(entry.amount_beside(money.amount), money.currency)
    note = one.expense.note or ""
    return [
        _pair(Member.DATE, one.day, entry.day, texts.date),
        _pair(Member.SUPPLIER, note, entry.vendor_name, str, fold),
        _pair(Member.AMOUNT, Money(abs(money.amount), money.currency), beside, texts.money),
        Pair(Member.MEMO, "", entry.note or "", None),
    ]


def _pair(
    member: Member,
    pleo: T | None,
    quickbooks: T | None,
    written: Callable[[T], str],
    folded: Callable[[T], object] = lambda value: value,
) -> Pair:
    told = [written(one) if one else "" for one in (pleo, quickbooks)]
    equal = folded(pleo) == folded(quickbooks) if pleo and quickbooks else None
    return Pair(member, told[0], told[1], equal)


def _of_difference(one: Difference, record: ItemRecord, texts: Texts) -> Pair:
    def written(value: str) -> str:
        currency = record.amount.currency if record.amount else None
        try:
            return texts.amount(Decimal(value), currency) if currency and one.member == Member.TAX else value
        except InvalidOperation:
            return value

    return Pair(Member(one.member), written(one.pleo), written(one.quickbooks), equal=False)
