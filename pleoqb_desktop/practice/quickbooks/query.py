"""QuickBooks' query language: parses statements and says what may be asked (quickbooks.md 5.1); finds no row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from pleoqb_desktop.practice.quickbooks.company import LISTS, PACIFIC, TRANSACTIONS, fold
from pleoqb_desktop.practice.quickbooks.faults import Refusal, refusal

Row = dict[str, Any]

DEFAULT_RESULTS = 100
MOST_RESULTS = 1000

ENTITIES = {fold(name): name for name in (*LISTS, *TRANSACTIONS, "Attachable", "CompanyInfo", "Preferences")} | {
    "creditcardpaymenttxn": "CreditCardPayment"
}
JSON_NAMES = {"CreditCardPayment": "CreditCardPaymentTxn"}

_TOKENS = re.compile(
    r"\s*(?:(?P<text>'(?:\\.|[^'\\])*')|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])|(?P<word>[A-Za-z_][\w.]*)"
    r"|(?P<sign><=|>=|=|<|>|\(|\)|,|\*))"
)
_TIMES = {"MetaData.CreateTime": "time", "MetaData.LastUpdatedTime": "time"}
_TXN = {"Id": "id", "TxnDate": "date", "DocNumber": "text"} | _TIMES
_NAMED = {"Id": "id", "Active": "bool"} | _TIMES
_PERSON = _NAMED | dict.fromkeys(
    ("DisplayName", "GivenName", "MiddleName", "FamilyName", "CompanyName", "PrintOnCheckName", "Suffix"), "text"
)
_TREE = _NAMED | {"Name": "text", "FullyQualifiedName": "text", "ParentRef": "ref"}

FILTERABLE: dict[str, dict[str, str]] = {
    "Account": _TREE
    | {
        "AccountType": "text",
        "AccountSubType": "text",
        "Classification": "text",
        "SubAccount": "bool",
        "CurrentBalance": "number",
        "CurrentBalanceWithSubAccounts": "number",
        "Description": "text",
    },
    "Vendor": _PERSON | {"Balance": "number"},
    "Customer": _PERSON | {"FullyQualifiedName": "text", "ParentRef": "ref", "Job": "bool", "IsProject": "bool", "Balance": "number"},
    "Employee": _PERSON,
    "Class": _TREE | {"SubClass": "bool"},
    "Department": _TREE | {"SubDepartment": "bool"},
    "JournalCode": _NAMED | {"Name": "text", "Type": "text"},
    "TaxCode": _NAMED | {"Name": "text", "Hidden": "bool"},
    "TaxRate": _NAMED | {"Name": "text"},
    "TaxAgency": _TIMES | {"Id": "id", "DisplayName": "text"},
    "CompanyCurrency": _NAMED | {"Code": "text", "Name": "text"},
    "CompanyInfo": {"Id": "id"} | _TIMES,
    "Preferences": {"Id": "id"} | _TIMES,
    "Purchase": _TXN,
    "Bill": _TXN | {"VendorRef": "ref", "APAccountRef": "ref", "SalesTermRef": "ref", "DueDate": "date", "TotalAmt": "number", "Balance": "number"},
    "VendorCredit": _TXN,
    "BillPayment": _TXN,
    "Transfer": _TXN,
    "CreditCardPayment": _TXN,
    "Deposit": _TXN,
    "JournalEntry": _TXN,
    "Attachable": {"Id": "id", "FileName": "text", "Note": "text", "Category": "text", "ContentType": "text",
                   "AttachableRef.EntityRef.Type": "text", "AttachableRef.EntityRef.value": "text"} | _TIMES,
}  # fmt: skip
"""Members that a WHERE may name, per entity; everything else is 4001 (PrivateNote and AccountRef among it)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """``member operator value``; the value is a list for IN."""

    member: str
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Statement:
    """A parsed SELECT."""

    entity: str
    count: bool
    columns: tuple[str, ...]
    conditions: tuple[Condition, ...]
    order: tuple[tuple[str, bool], ...]
    start: int
    most: int


def _broken(text: str) -> Refusal:
    return refusal("4000", f"QueryParserError: {text}")


def _invalid(text: str) -> Refusal:
    return refusal("4001", f"QueryValidationError: {text}")


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        position, text = 0, text.strip().rstrip(";")
        while position < len(text):
            found = _TOKENS.match(text, position)
            if found is None:
                raise _broken(f"Encountered unexpected text at {position}: {text[position : position + 20]!r}")
            kind = found.lastgroup or ""
            self.tokens.append((kind, found.group(kind)))
            position = found.end()
            if not text[position:].strip():
                break
        self.place = 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("end", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.place += 1
        return token

    def keyword(self, *words: str) -> bool:
        """Take the words when they come next, in any case."""
        coming = self.tokens[self.place : self.place + len(words)]
        if [text.lower() for kind, text in coming if kind == "word"] == list(words):
            self.place += len(words)
            return True
        return False

    def expect(self, text: str) -> None:
        kind, found = self.take()
        if found.lower() != text:
            raise _broken(f'Encountered "{found or kind}", expecting "{text}"')

    def word(self) -> str:
        kind, text = self.take()
        if kind != "word":
            raise _broken(f'Encountered "{text or kind}", expecting a name')
        return text

    def value(self) -> str:
        kind, text = self.take()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        if kind == "number" or (kind == "word" and text.lower() in ("true", "false")):
            return text
        raise _broken(f'Encountered "{text or kind}", expecting a value in quotes')

    def natural(self) -> int:
        kind, text = self.take()
        if kind == "text":
            text = text[1:-1]
        if kind not in ("number", "text") or not text.isdigit():
            raise _broken(f'Encountered "{text or kind}", expecting a number')
        return int(text)


def parse(text: str) -> Statement:
    """Parse a statement. Raises Refusal 4000 for what cannot be read, 4001 for what cannot be asked."""
    parser = _Parser(text)
    parser.expect("select")
    count, columns = _columns(parser)
    parser.expect("from")
    name = parser.word()
    entity = ENTITIES.get(fold(name))
    if entity is None:
        raise _invalid(f"invalid context declaration: {name}")
    members = {fold(member): member for member in FILTERABLE[entity]}
    conditions: list[Condition] = []
    if parser.keyword("where"):
        conditions.append(_condition(parser, entity, members))
        while parser.keyword("and"):
            conditions.append(_condition(parser, entity, members))
    order = _order(parser, members)
    start, most = 1, DEFAULT_RESULTS
    if parser.keyword("startposition"):
        start = parser.natural()
    if parser.keyword("maxresults"):
        most = parser.natural()
    kind, rest = parser.peek()
    if kind != "end":
        raise _broken(f'Encountered "{rest}"')
    if start < 1 or not 1 <= most <= MOST_RESULTS:
        raise _invalid(f"STARTPOSITION {start} MAXRESULTS {most}: start from 1, at most {MOST_RESULTS} results")
    return Statement(entity, count, columns, tuple(conditions), order, start, most)


def _columns(parser: _Parser) -> tuple[bool, tuple[str, ...]]:
    if parser.keyword("count"):
        parser.expect("(")
        parser.expect("*")
        parser.expect(")")
        return True, ()
    columns: list[str] = []
    while True:
        kind, text = parser.take()
        if kind not in ("word", "sign") or text in ("(", ")", ",") or text.lower() == "from":
            raise _broken(f'Encountered "{text or kind}", expecting a column')
        columns.append(text)
        if parser.peek()[1] != ",":
            break
        parser.take()
    return False, () if "*" in columns else tuple(columns)


def _condition(parser: _Parser, entity: str, members: dict[str, str]) -> Condition:
    name = parser.word()
    member = members.get(fold(name))
    if member is None:
        raise _invalid(f"property '{name}' is not queryable")
    kind, operator = parser.take()
    operator = operator.lower()
    if operator == "in":
        parser.expect("(")
        values = [parser.value()]
        while parser.peek()[1] == ",":
            parser.take()
            values.append(parser.value())
        parser.expect(")")
        return Condition(member, operator, [_typed(entity, member, value) for value in values])
    if not (operator == "like" or (kind == "sign" and operator in ("=", "<", ">", "<=", ">="))):
        raise _broken(f'Encountered "{operator or kind}", expecting an operator')
    sort = FILTERABLE[entity][member]
    if sort == "id" and operator != "=":
        raise _invalid("property 'Id' supports only = and IN")
    value = parser.value()
    if operator == "like":
        if sort not in ("text", "date"):
            raise _invalid(f"operator LIKE is not supported for property '{member}'")
        pattern = ".*".join(re.escape(part) for part in fold(value).split("%"))
        return Condition(member, operator, re.compile(pattern, re.DOTALL))
    return Condition(member, operator, _typed(entity, member, value))


def _typed(entity: str, member: str, value: str) -> Any:
    try:
        return _READERS[FILTERABLE[entity][member]](value)
    except (ValueError, InvalidOperation):
        raise _invalid(f"invalid value '{value}' for property '{member}'") from None


def _boolean(value: str) -> bool:
    if value.lower() not in ("true", "false"):
        raise ValueError(value)
    return value.lower() == "true"


def moment(value: str) -> datetime:
    """Read a time of QuickBooks' kinds; without offset it is Pacific. Raises ValueError."""
    found = datetime.fromisoformat(value.replace(" ", "+") if value.count(" ") == 1 and "T" in value else value)
    return found if found.tzinfo else found.replace(tzinfo=PACIFIC)


_READERS: dict[str, Callable[[str], Any]] = {
    "id": str,
    "text": fold,
    "ref": str,
    "bool": _boolean,
    "number": Decimal,
    "date": lambda value: date.fromisoformat(value[:10]).isoformat(),
    "time": moment,
}


def _order(parser: _Parser, members: dict[str, str]) -> tuple[tuple[str, bool], ...]:
    if not (parser.keyword("orderby") or parser.keyword("order", "by")):
        return ()
    order: list[tuple[str, bool]] = []
    while True:
        name = parser.word()
        member = members.get(fold(name))
        if member is None:
            raise _invalid(f"property '{name}' is not sortable")
        down = parser.keyword("desc")
        if not down:
            parser.keyword("asc")
        if member != "Id":  # since 2026-01-27 ORDERBY Id is ignored (2.3)
            order.append((member, down))
        if parser.peek()[1] != ",":
            return tuple(order)
        parser.take()
