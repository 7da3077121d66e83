"""Draws what happens in one run: a few expenses and a sequence of steps, as plain data that can be shortened and played again."""

from __future__ import annotations

import json
import random
import uuid
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

Words = dict[str, Any]
Step = dict[str, Any]

S20, R5, NO_VAT = "20.0% S", "5.0% R", "No VAT"
LAST_DAY = date(2026, 11, 20)
DAYS = 75
MOMENTS = 90
"""About as many moments as a small export has; what lies beyond does not happen."""
SUPPLIERS = ("Ryman", "Müller Bürobedarf", "Mill Lane Paper", "Adobe")
CATEGORIES = ("Office supplies", "Software subscriptions", "Travel")
KINDS = (
    "purchase", "purchase", "purchase", "out_of_pocket", "refund", "refund", "topup", "atm", "mixed", "invoice", "reimbursement",
)  # fmt: skip
FAULTS: tuple[Words, ...] = (
    {"kind": "goes_on", "service": "quickbooks", "path": "/batch$", "seconds": 60},
    {"kind": "goes_on", "service": "quickbooks", "path": "/batch$", "seconds": 110, "nth": 2},
    {"kind": "lost_answer", "service": "quickbooks", "path": "/batch$"},
    {
        "kind": "lost_answer",
        "service": "quickbooks",
        "method": "POST",
        "path": "/(deposit|transfer|bill|journalentry)$",
    },
    {"kind": "lost_answer", "service": "quickbooks", "path": "/upload$"},
    {"kind": "status", "status": 503, "service": "quickbooks", "path": "/query$"},
    {"kind": "status", "status": 503, "service": "pleo", "path": "/items$", "method": "PUT", "times": 9},
    {"kind": "truncated", "service": "files"},
    {"kind": "reset", "service": "quickbooks", "path": "", "work_done": True},
)


@dataclass(frozen=True)
class Plan:
    """Expenses in the words of the practice control, with a `kind` of ours, and steps in their order.

    `own_numbers`: QuickBooks lets people number expenses (custom transaction numbers are on).
    """

    expenses: tuple[Words, ...]
    steps: tuple[Step, ...]
    first_open_day: bool = False
    own_numbers: bool = True

    @classmethod
    def of(cls, text: str) -> Plan:
        """One that was written as JSON."""
        words = json.loads(text)
        return cls(**words | {name: tuple(words[name]) for name in ("expenses", "steps")})

    def as_json(self) -> str:
        """Everything, to be played again."""
        return json.dumps(asdict(self), ensure_ascii=False)


def drawn(dice: random.Random) -> Plan:
    """One of them."""
    draw = _Draw(dice)
    expenses = tuple(draw.expense(number) for number in range(dice.randint(1, 4)))
    if dice.random() < 0.15:
        expenses = (*expenses, draw.twin(expenses[0]))
    steps: list[Step] = [{"do": "feed", "of": 0, "days": dice.choice((0, 1, 3))}] if dice.random() < 0.07 else []
    steps.append(draw.export(len(expenses), calm=0.6))
    for _ in range(dice.randint(1, 4)):
        steps += [draw.answer(number) for number in range(len(expenses)) if dice.random() < 0.4]
        steps += [draw.deed(len(expenses)) for _ in range(dice.randint(1, 3))]
        steps.append(draw.again(len(expenses)))
        steps.append(draw.export(len(expenses), calm=0.7))
    return Plan(expenses, tuple(steps), first_open_day=dice.random() < 0.4, own_numbers=dice.random() < 0.8)


class _Draw:
    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._cents = dice.sample(range(500, 60_000), 40)
        self._files = 0

    def _day(self) -> date:
        return LAST_DAY - timedelta(days=self._dice.randint(0, DAYS))

    def _amount(self) -> str:
        return f"{self._cents.pop() / 100:.2f}"

    def _file(self) -> str:
        """A receipt's bytes, told by a name that no other has."""
        self._files += 1
        return f"{self._dice.getrandbits(48):x}-{self._files}"

    def expense(self, number: int) -> Words:
        """One expense of a kind."""
        dice, kind = self._dice, self._dice.choice(KINDS)
        day, amount = self._day(), self._amount()
        words: Words = {
            "kind": kind,
            "id": str(uuid.UUID(int=dice.getrandbits(128), version=4)),
            "type": "card_purchase",
            "date": f"{day}T11:00:00Z",
            "amount": amount,
            "account": dice.choice(CATEGORIES),
            "tax": dice.choice((S20, S20, NO_VAT)),
            "supplier": {"name": dice.choice(SUPPLIERS)},
            "user": "Priya Shah",
            "note": f"Number {number}",
            "receipts": [self._file() for _ in range(dice.choice((0, 1, 1, 2, 3)))],
        }
        plain: Words = {"account": None, "tax": None, "supplier": None}
        match kind:
            case "out_of_pocket" | "refund":
                words |= {"type": kind}
            case "topup":
                words |= {"type": "wallet_topup", "receipts": []} | plain
            case "atm":
                words |= {"type": "atm_withdrawal"} | plain
            case "reimbursement":
                words |= {
                    "type": "direct_reimbursement",
                    "subType": "reimbursement_to_employee",
                    "receipts": [],
                } | plain
            case "mixed":
                del words["amount"], words["account"], words["tax"]
                lines = ((f"{float(amount) + 5:.2f}", CATEGORIES[0]), ("-5.00", CATEGORIES[2]))
                words["lines"] = [{"amount": a, "account": account, "tax": NO_VAT} for a, account in lines]
            case "invoice":
                words |= {
                    "type": "invoice",
                    "supplier": {"name": "Park Lane Press"},
                    "invoice": _invoice(f"P-{self._file()}"[:20], day),
                }
        return words

    def twin(self, words: Words) -> Words:
        """Another expense of the same day, amount and merchant."""
        own: Words = {"id": str(uuid.UUID(int=self._dice.getrandbits(128), version=4)), "receipts": [self._file()]}
        if words["kind"] == "invoice":
            own["invoice"] = words["invoice"] | {"invoiceNumber": f"P-{self._file()}"[:20]}
        return words | own | ({"receipts": []} if not words["receipts"] else {})

    # -- steps -----------------------------------------------------------------------------------

    def export(self, expenses: int, calm: float) -> Step:
        """An export, on the first computer mostly, in weather; a minute after what was before it, or at once."""
        dice = self._dice
        step: Step = {"do": "export", "computer": int(dice.random() < 0.25)}
        if dice.random() < 0.1:
            step["at_once"] = True
        if dice.random() < calm:
            return step
        if dice.random() < 0.4:
            step["weather"] = dice.choice(
                (
                    {"query_lag": 3.0},
                    {"query_lag": 20.0},
                    {"shuffle_rows": True},
                    {"shuffle_answers": True, "shuffle_rows": True},
                )
            )
        if dice.random() < 0.4:
            step["faults"] = [dice.choice(FAULTS) | {"nth": dice.randint(1, 3)} for _ in range(dice.choice((1, 1, 2)))]
        if dice.random() < 0.6:
            step["during"] = [
                {"at": dice.randint(1, MOMENTS)} | self._meanwhile(expenses) for _ in range(dice.choice((1, 1, 2)))
            ]
        return step

    def _meanwhile(self, expenses: int) -> Step:
        simple = ("die", "die", "die", "stop", "job expires", "job cancelled", "other computer exports")
        if self._dice.random() < 0.7:
            return {"do": self._dice.choice(simple)}
        return self._in_books(expenses)

    def again(self, expenses: int) -> Step:
        """Somebody exports expenses again in Pleo: all of them, mostly."""
        if self._dice.random() < 0.8:
            return {"do": "again"}
        return {"do": "again", "of": sorted(self._dice.sample(range(expenses), self._dice.randint(1, expenses)))}

    def answer(self, of: int) -> Step:
        """A person answers what is asked of an expense, if anything is: by the answer that goes on, or by the other one."""
        return {"do": "answer", "of": of, "goes_on": self._dice.random() < 0.6}

    def deed(self, expenses: int) -> Step:
        """What somebody does between two exports."""
        dice, of = self._dice, self._dice.randrange(expenses)
        roll = dice.random()
        if roll < 0.55:
            return self._in_books(expenses)
        if roll < 0.75:
            return {"do": "pleo", "of": of} | self._at_pleo()
        if roll < 0.78:
            return {"do": "undo"}
        if roll < 0.86:
            return dice.choice(({"do": "backup"}, {"do": "restore"}, {"do": "restore"}))
        if roll < 0.93:
            return dice.choice(({"do": "close", "until": str(self._day())}, {"do": "reopen"}))
        return dice.choice(
            ({"do": "merge"}, {"do": "feed", "of": of, "days": dice.choice((0, 2, 4))}, {"do": "match", "of": of})
        )

    def _in_books(self, expenses: int) -> Step:
        """What a bookkeeper does to the entry of an expense."""
        dice, of = self._dice, self._dice.randrange(expenses)
        roll = dice.random()
        if roll < 0.12:
            return {"do": "void", "of": of}
        if roll < 0.3:
            return {"do": "delete", "of": of}
        if roll < 0.37:
            return {"do": "delete file", "of": of}
        words: Words = {}
        for word in dice.sample(
            ("number", "date", "memo", "amount", "account", "money_account", "tax", "vendor"),
            dice.choice((1, 1, 1, 2, 3)),
        ):
            words[word] = {
                "number": f"INV-{dice.randint(1, 9999)}",
                "date": dice.choice((-50, -12, -3, 1, 2, 8, 20, 45)),
                "memo": dice.choice((None, "agreed with the bank")),
                "amount": self._amount(),
                "account": "Travel",
                "money_account": "Barclays Current",
                "tax": "0.01",
                "vendor": "Mill Lane Paper",
            }[word]
        return {"do": "edit", "of": of, "words": words}

    def _at_pleo(self) -> Step:
        """What somebody changes in an expense at Pleo; days are added, receipts told by place or as new ones."""
        dice = self._dice
        return dice.choice(
            (
                {"words": {"amount": self._amount()}},
                {"words": {"account": dice.choice(CATEGORIES)}},
                {"words": {"tax": dice.choice((NO_VAT, S20))}},
                {"words": {"tags": ["class:Brand"]}},
                {"days": dice.choice((-10, -2, 1, 3, 10))},
                {"receipts": "reversed"},
                {"receipts": "replaced", "new": self._file()},
                {"receipts": "added", "new": self._file()},
            )
        )


def _invoice(number: str, day: date) -> Words:
    at = f"{day}T00:00:00Z"
    return {
        "invoiceNumber": number,
        "invoiceDate": at,
        "dueDate": at,
        "paymentDate": at,
        "status": "paid",
        "supplierBankAccount": None,
    }
