"""What an entry of Pleo's queue will become, as far as Pleo tells before a job exists: held against an export's own rules; reads only.

Pleo hands out items, with supplier and amounts of VAT, within a job alone. What the queue tells is enough to know a closed period, a
missing category, a switched-off VAT rate or tag; "ready" is said of nothing that these rules would hold (design.md 8).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.money import ZERO, Money, round_cents
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules.families import likely_type
from pleoqb_desktop.domain.rules.periods import is_zone, local_day
from pleoqb_desktop.domain.rules.posting import Held, PostingRules, PostingSettings
from pleoqb_desktop.domain.rules.spend_types import Row, rules_of
from pleoqb_desktop.domain.spend import (
    ExportItem,
    LedgerAccountName,
    LineTax,
    QueueEntry,
    QueuePart,
    SpendLine,
    SpendType,
    Tag,
    TaxType,
)
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.ports.errors import SpendRefusal
from pleoqb_desktop.ports.reference import PleoAccount, PleoTag, PleoTaxCode, SpendReference
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus

_OF_THE_DAY = frozenset({Code.PERIOD_CLOSED, Code.TIME_ZONE_UNKNOWN, Code.DATE_UNUSABLE})
_OF_THE_LINES = frozenset(
    {
        Code.ACCOUNT_MISSING, Code.ACCOUNT_UNKNOWN, Code.ACCOUNT_INACTIVE, Code.ACCOUNT_TYPE, Code.CONFIGURED_ACCOUNT_MISSING,
        Code.TAX_CODE_UNKNOWN, Code.TAX_CODE_INACTIVE, Code.TAX_CODE_NOT_FOR_PURCHASES, Code.TAX_RATE_DIFFERS,
        Code.NO_TAX_CODE_NOT_CHOSEN, Code.TAG_UNKNOWN, Code.TAG_INACTIVE, Code.TAG_TWICE, Code.DIMENSION_OFF, Code.TWO_CLASSES,
        Code.TWO_LOCATIONS,
    }
)  # fmt: skip
"""Reasons that what Pleo tells is enough for. Others (amounts, currencies, vendors) are met when the item is there."""


@dataclass(frozen=True, slots=True)
class PleoLists:
    """Pleo's reference data by Pleo id; tags with the code of their group. What is not there is not known."""

    accounts: Mapping[str, PleoAccount] = field(default_factory=dict)
    tax_codes: Mapping[str, PleoTaxCode] = field(default_factory=dict)
    tags: Mapping[str, tuple[str, PleoTag]] = field(default_factory=dict)


def read_lists(source: SpendReference) -> PleoLists:
    """All of it; nothing where the key may not read it. Raises SignInAgainError, UnavailableError, Cancelled."""
    try:
        groups = {group.id: group.code for group in source.tag_groups()}
        return PleoLists(
            {account.id: account for account in source.accounts()},
            {code.id: code for code in source.tax_codes()},
            {tag.id: (groups[tag.group_id], tag) for tag in (source.tags(list(groups)) if groups else ())},
        )
    except SpendRefusal:
        return PleoLists()


class QueueEstimate:
    """Estimates entries by the rules of an export."""

    def __init__(self, rules: PostingRules, settings: PostingSettings, home_currency: str, lists: PleoLists) -> None:
        self._rules = rules
        self._settings = settings
        self._home_currency = home_currency
        self._lists = lists

    def of(self, entry: QueueEntry) -> ItemOutcome:
        """As it would be exported: the company's day, no supplier (Pleo tells none), and why it would be held."""
        found = estimate(entry)
        day = self._day(entry)
        record = replace(found.record, day=day or entry.day)
        if not record.problems and day is not None and (reason := self._reason(entry, record.type)):
            record = replace(record, problems=(reason,))
        return replace(found, record=record)

    def _day(self, entry: QueueEntry) -> date | None:
        if entry.moment is None or not is_zone(self._settings.time_zone):
            return None
        try:
            return local_day(entry.moment, self._settings.time_zone)
        except OverflowError:
            return None

    def _reason(self, entry: QueueEntry, type_: str) -> Problem | None:
        lines = self._lines(entry) if _is_spend(type_) else None
        item = self._item(entry, type_ if lines else SpendType.CARD_PURCHASE.value, lines or (self._whole(entry),))
        decision = self._rules.decide(item)
        believed = _OF_THE_DAY | _OF_THE_LINES if lines else _OF_THE_DAY
        return decision.problem if isinstance(decision, Held) and decision.problem.code in believed else None

    def _item(self, entry: QueueEntry, type_: str, lines: tuple[SpendLine, ...]) -> ExportItem:
        amount = self._amount(entry)
        if entry.moment is None:
            raise AssertionError("an entry without a moment has no day")
        return ExportItem(
            entry.id, self._settings.pleo_company_id, type_, None, entry.moment, amount, amount, lines, ""
        )

    def _amount(self, entry: QueueEntry) -> Money:
        """Never nothing: of an amount that is not known yet no rule has an opinion."""
        told = entry.wallet_amount or Money(entry.amount.amount, self._home_currency)
        return Money(round_cents(abs(told.amount)) or Decimal(1), told.currency)

    def _whole(self, entry: QueueEntry) -> SpendLine:
        amount = self._amount(entry)
        return SpendLine("", amount, amount, None, None)

    def _lines(self, entry: QueueEntry) -> tuple[SpendLine, ...] | None:
        """A line for each part, its amount a share; None where Pleo's words for a part are not known here."""
        parts, amount = entry.parts, self._amount(entry)
        share = round_cents(amount.amount / max(len(parts), 1))
        amounts = [amount.amount - share * (len(parts) - 1), *[share] * (len(parts) - 1)]
        lines: list[SpendLine] = []
        for part, value in zip(parts, amounts, strict=False):
            line = self._line(part, Money(value, amount.currency))
            if line is None:
                return None
            lines.append(line)
        return tuple(lines) or None

    def _line(self, part: QueuePart, amount: Money) -> SpendLine | None:
        lists = self._lists
        account = lists.accounts.get(part.account_id or "")
        code = lists.tax_codes.get(part.tax_code_id or "")
        tags = [lists.tags[one] for one in part.tag_ids if one in lists.tags]
        if (part.account_id and not account) or (part.tax_code_id and not code) or len(tags) < len(part.tag_ids):
            return None
        name = (
            LedgerAccountName(account.id, account.name, account.external_id or None, account.code) if account else None
        )
        tax = _tax(code, amount) if code else None
        net = Money(amount.amount - (tax.amount.amount if tax else ZERO), amount.currency)
        return SpendLine("", amount, net, name, tax, tuple(Tag(tag.id, group, tag.code) for group, tag in tags))


def estimate(entry: QueueEntry) -> ItemOutcome:
    """A queue entry by itself: what Pleo tells before a job exists, without lines, VAT and supplier."""
    problems = () if entry.has_account else (problem(Code.ACCOUNT_MISSING, entry_id=entry.id),)
    record = ItemRecord(
        "",
        entry.id,
        likely_type(entry.family),
        ItemStatus.WAITING,
        receipts_expected=entry.receipts,
        problems=problems,
        day=entry.day,
        amount=entry.amount,
    )
    return ItemOutcome(record, estimate=True, queued=entry)


def _is_spend(type_: str) -> bool:
    """Whether its lines are decided by what the queue tells, no document of another entry being needed."""
    return type_ in set(SpendType) and rules_of(SpendType(type_)).row in {Row.CARD_SPEND, Row.POCKET_SPEND}


def _tax(code: PleoTaxCode, gross: Money) -> LineTax:
    """The VAT that Pleo will most likely tell: the rate's share of the gross amount; none of reverse charge."""
    reverse = code.type == TaxType.REVERSE
    amount = ZERO if reverse or code.rate <= -1 else round_cents(gross.amount * code.rate / (1 + code.rate))
    return LineTax(code.id, code.code, code.type, code.rate, Money(amount, gross.currency))
