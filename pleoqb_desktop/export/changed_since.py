"""Whether an expense changed in Pleo after its export: what Pleo tells now beside what it told then, and what the books hold (design.md 4.8)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from pleoqb_desktop.domain.books import Account, Books
from pleoqb_desktop.domain.entries import Bill, Deposit, EntryKind, JournalEntry, Line, Posting, Purchase, VendorCredit
from pleoqb_desktop.domain.money import ZERO, round_cents
from pleoqb_desktop.domain.movements import PAYABLES, accounts_of, money_movements
from pleoqb_desktop.domain.rules.posting import Held
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.runs import Difference

AMOUNT, DATE, ACCOUNT, TAX, TAGS = "amount", "date", "account", "tax", "tags"
_WITH_TAX = Purchase | Bill | Deposit | VendorCredit


class Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What Pleo tells of an expense, as far as the books show it: amounts in wallet currency, positive; accounts with the net amount of
    each, codes of VAT with theirs, ids of classes, projects and locations; `day` is the expense's own, ISO. `moved` is what its entries
    move of their money accounts, money in positive: none of Pleo's telling, but what the books are compared with."""

    amount: str
    day: str
    accounts: tuple[tuple[str, str], ...] = ()
    tax: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


_DECODER = msgspec.json.Decoder(Facts)


def facts_of(decision: Posting | Held, day: date, amount: Decimal, money_accounts: Collection[str]) -> Facts:
    """What a decision about an expense of this day rests on; of one that is held nothing but its amount and day. `money_accounts`: whose
    movements count also as lines of a journal entry."""
    if not isinstance(decision, Posting):
        return Facts(str(amount), day.isoformat())
    lines = _lines(decision)
    taxes = [(line.tax.code_id, line.tax.amount) for line in lines if line.tax]
    tags = {tag for line in lines for tag in (line.class_id, line.project_id, line.location_id) if tag}
    header = decision.document.header
    return Facts(
        str(decision.total),
        day.isoformat(),
        _sums((line.account_id, line.net) for line in lines),
        _sums(taxes),
        tuple(sorted(tags | ({header.location_id} if header.location_id else set()))),
        _sums(
            (account, amount)
            for entry in decision.entries
            for account, amount in money_movements(entry, money_accounts).items()
            if account != PAYABLES
        ),
    )


def encoded(facts: Facts | None) -> str | None:
    """As the run store keeps them."""
    return None if facts is None else msgspec.json.encode(facts).decode()


def tell_the_same(one: str | None, other: str | None) -> bool:
    """Whether Pleo told the same in both, as the run store keeps them."""
    first, second = (
        msgspec.structs.replace(facts, moved=()) if (facts := decoded(told)) else None for told in (one, other)
    )
    return first is not None and first == second


def decoded(stored: str | None) -> Facts | None:
    """What the run store kept; None for what an earlier version did not keep."""
    return None if stored is None else _DECODER.decode(stored)


def changed_members(
    before: Facts | None, now: Facts, decision: Posting | Held, standing: PostedEntry
) -> tuple[str, ...]:
    """What Pleo tells otherwise than before, and the books do not hold already.

    Without a record of what it told then (another computer, an earlier version) the books stand for it; a day alone is left
    then: bookkeepers move entries to the bank's day. Of an expense that is held the amount alone can be told.
    """
    if not isinstance(decision, Posting):
        amount = Decimal(now.amount)
        same = standing.amount_beside(amount) == amount or (before is not None and before.amount == now.amount)
        return () if same else (AMOUNT,)
    if before is None:
        differing = _unlike_books(now, decision, standing)
        return () if differing == [DATE] else tuple(differing)
    told = {
        AMOUNT: before.amount != now.amount,
        DATE: before.day != now.day,
        ACCOUNT: _shares(before.accounts) != _shares(now.accounts),
        TAX: _shares(before.tax) != _shares(now.tax),
        TAGS: before.tags != now.tags,
    }
    if not any(told.values()):
        return ()
    unlike = {*_unlike_books(now, decision, standing), TAGS}
    return tuple(member for member, changed in told.items() if changed and member in unlike)


def described(
    members: Sequence[str],
    now: Facts,
    before: Facts | None,
    decision: Posting | Held,
    standing: PostedEntry,
    books: Books,
) -> tuple[Difference, ...]:
    """The members as both sides show them, by names where there are some; what the books do not tell is empty."""
    shown = {
        AMOUNT: (now.amount, _told(standing.amount_beside(Decimal(now.amount)))),
        DATE: (now.day, standing.day.isoformat()),
        ACCOUNT: _accounts(now, decision, standing, books),
        TAX: (_taxes(books, now), "" if standing.tax is None else _told(standing.tax)),
        TAGS: (_tagged(books, now.tags), _tagged(books, before.tags) if before else ""),
    }
    return tuple(Difference(member, *shown[member]) for member in members)


def _told(amount: Decimal) -> str:
    """QuickBooks may write 480 or 480.0; Pleo's side has its cents."""
    return str(round_cents(amount))


def _lines(posting: Posting) -> tuple[Line, ...]:
    document = posting.document
    if isinstance(document, _WITH_TAX):
        return document.lines
    return document.lines if isinstance(document, JournalEntry) else ()


def _sums(amounts: Iterable[tuple[str, Decimal]]) -> tuple[tuple[str, str], ...]:
    sums: dict[str, Decimal] = {}
    for name, amount in amounts:
        sums[name] = sums.get(name, ZERO) + amount
    return tuple((name, str(amount)) for name, amount in sorted(sums.items()))


def _shares(sums: Sequence[tuple[str, str]]) -> object:
    """Which accounts or codes, and of several how much on each: the amount of a single one follows the expense's."""
    return sums if len(sums) > 1 else [name for name, _ in sums]


def _unlike_books(now: Facts, posting: Posting, standing: PostedEntry) -> list[str]:
    """Where the books differ from what the expense would become now; only its amount where they hold it as another kind."""
    amount = abs(Decimal(now.amount))
    differing = [AMOUNT] if standing.amount_beside(amount) != amount else []
    if posting.document.header.day != standing.day and now.day != standing.day.isoformat():
        differing.append(DATE)
    if standing.kind is not posting.document.kind:
        return differing
    planned = {account_id for account_id, amount in accounts_of(posting.document) if amount}
    if planned != {account_id for account_id, amount in standing.accounts if amount} or (
        len(now.accounts) > 1
        and AMOUNT not in differing
        and _nets(accounts_of(posting.document)) != _nets(standing.accounts)
    ):
        differing.append(ACCOUNT)
    if isinstance(posting.document, _WITH_TAX):
        planned_tax = sum((Decimal(amount) for _, amount in now.tax), ZERO)
        if (standing.tax or ZERO) != planned_tax:
            differing.append(TAX)
    return differing


def _nets(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    return {name: Decimal(amount) for name, amount in _sums(amounts)}


def line_accounts(entry: PostedEntry) -> Iterable[str]:
    """Ids of the accounts that it stands on, its money account apart."""
    money = 1 if entry.kind in {EntryKind.PURCHASE, EntryKind.DEPOSIT} else 0
    return dict.fromkeys(account_id for account_id, _ in entry.accounts[money:])


def _accounts(now: Facts, decision: Posting | Held, standing: PostedEntry, books: Books) -> tuple[str, str]:
    """Those of the lines; where they are the same, all: what differs is where the money came from."""
    lines, standing_lines = dict.fromkeys(one for one, _ in now.accounts), dict.fromkeys(line_accounts(standing))
    if lines.keys() == standing_lines.keys() and isinstance(decision, Posting):
        lines = dict.fromkeys(one for one, _ in accounts_of(decision.document))
        standing_lines = dict.fromkeys(one for one, _ in standing.accounts)
    return _named(books, lines), _named(books, standing_lines)


def _named(books: Books, account_ids: Iterable[str]) -> str:
    return ", ".join(_account_name(books.accounts.get(one), one) for one in account_ids)


def _account_name(account: Account | None, account_id: str) -> str:
    if account is None:
        return account_id
    return f"{account.number} {account.name}" if account.number else account.name


def _taxes(books: Books, now: Facts) -> str:
    total = sum((Decimal(amount) for _, amount in now.tax), ZERO)
    names = ", ".join(books.tax_codes[code].name if code in books.tax_codes else code for code, _ in now.tax)
    return f"{total} ({names})" if names else str(total)


def _tagged(books: Books, ids: Sequence[str]) -> str:
    values = {**books.locations, **books.projects, **books.classes}
    return ", ".join(values[one].name if one in values else one for one in ids)
