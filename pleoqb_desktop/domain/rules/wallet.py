"""What an entry of Pleo's moves in its wallet, as far as its family tells; Pleo publishes neither signs nor a balance (pleo.md 4)."""

from decimal import Decimal

from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.domain.rules.families import FAMILIES, SUB_FAMILIES, Moves
from pleoqb_desktop.domain.spend import QueueEntry


def wallet_movement(entry: QueueEntry, currency: str) -> Decimal | None:
    """In the wallet's currency, money in positive; None where its direction or its amount in that currency is not told."""
    money = entry.wallet_amount or entry.amount
    moves = _moves(entry)
    if moves is Moves.ASIDE:
        return ZERO
    if moves is None or money.currency != currency:
        return None
    if moves is Moves.AS_SIGNED:
        return -money.amount
    return abs(money.amount) if moves is Moves.IN else -abs(money.amount)


def _moves(entry: QueueEntry) -> Moves | None:
    """A sub-family tells more than its family, but for a card purchase, whose sign tells."""
    family = FAMILIES.get(entry.family)
    told = family.moves if family else None
    return told if told is Moves.AS_SIGNED else SUB_FAMILIES.get(entry.sub_family or "", told)
