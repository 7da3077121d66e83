"""A company's whole state as text, and back; amounts come back exact."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.quickbooks.company import Company, Row
from pleoqb_desktop.practice.quickbooks.past import Past

_SAVED = ("rows", "deleted", "touched", "sequence", "settled", "matched", "answers", "alterations", "failures")


def snapshot(company: Company) -> str:
    """Return the whole state as JSON text; amounts are tagged so that they come back exact."""
    state = {name: getattr(company, name) for name in _SAVED} | {"ledger": company.ledger.entries}
    return json.dumps(state, default=_tagged, ensure_ascii=False)


def restore(company: Company, text: str) -> None:
    """Take over a snapshot."""
    state = json.loads(text, object_hook=_untagged)
    company.past = Past()
    company.unfinished.clear()
    company.ledger.restore(state.pop("ledger"))
    for name, value in state.items():
        setattr(company, name, value)
    for name in ("deleted", "touched", "settled"):
        setattr(company, name, defaultdict(dict, getattr(company, name)))
    company.reindex()


def _tagged(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    raise TypeError(type(value).__name__)


def _untagged(value: Row) -> Any:
    return Decimal(value["decimal"]) if value.keys() == {"decimal"} else value
