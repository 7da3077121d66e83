"""What of a QuickBooks company is read rather than posted: itself, its accounts, VAT, dimensions, rates; and the accounts made in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pleoqb_desktop.domain.books import Books, Company, Dimension, DimensionValue, JournalCode
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason
from pleoqb_desktop.ports.ledger import NewAccount
from pleoqb_desktop.services.quickbooks import faults, payloads, wire
from pleoqb_desktop.services.quickbooks.requests import PAGE, Requests, select, where_any
from pleoqb_desktop.services.quickbooks.wire import Json

_SINGLE = frozenset({"CompanyInfo", "Preferences"})
_DIMENSION_ENTITY = {Dimension.CLASSES: "Class", Dimension.PROJECTS: "Customer", Dimension.LOCATIONS: "Department"}


class ReferenceData:
    """The company and its lists. `known` is the company as it was last read, None before."""

    def __init__(self, requests: Requests) -> None:
        self.known: Company | None = None
        self._requests = requests

    def known_or_read(self) -> Company:
        """The company as it is known, read when it is not."""
        return self.known or self.company()

    def company(self) -> Company:
        """The company and its preferences, each by itself: batches are scarce, forty a minute (quickbooks.md 4)."""
        return self._take_company({name: self._one_list(name) for name in ("CompanyInfo", "Preferences")})

    def _take_company(self, found: Mapping[str, list[Json]]) -> Company:
        if not found["CompanyInfo"] or not found["Preferences"]:
            raise faults.unreadable(makes_something=False)
        self.known = wire.company(found["CompanyInfo"][0], found["Preferences"][0], self._requests.realm_id)
        return self.known

    def books(self, dimensions: Iterable[Dimension]) -> Books:
        """Company, accounts, VAT and the values of these dimensions; small lists share one request."""
        asked = list(dict.fromkeys(dimensions))
        names = [
            "CompanyInfo",
            "Preferences",
            "Account",
            "TaxCode",
            "TaxRate",
            *(_DIMENSION_ENTITY[which] for which in asked),
        ]
        if self.known and self.known.french_edition:
            names.append("JournalCode")
        small = self._small_lists(names)
        company = self._take_company(small)
        codes = small.get("JournalCode")
        if codes is None and company.french_edition:
            codes = self._small_lists(("JournalCode",))["JournalCode"]
        values = {which: _dimension_values(which, small[_DIMENSION_ENTITY[which]]) for which in asked}
        return Books(
            company,
            accounts=_by_id(wire.account(row) for row in small["Account"]),
            tax_codes=_by_id(wire.tax_code(row) for row in small["TaxCode"]),
            tax_rates=_by_id(wire.tax_rate(row) for row in small["TaxRate"]),
            classes=_by_id(values.get(Dimension.CLASSES, ())),
            projects=_by_id(values.get(Dimension.PROJECTS, ())),
            locations=_by_id(values.get(Dimension.LOCATIONS, ())),
            journal_codes=_by_id(wire.journal_code(row) for row in codes or ()),
        )

    def _small_lists(self, names: Sequence[str]) -> dict[str, list[Json]]:
        """Whole short lists by name, in one batch. A list that turns out long, or is refused there, is read by itself."""
        most = PAGE // len(names)  # a batch answers with 1,000 objects in all (quickbooks.md 4)
        statements = [select(name, where_any(name), 1, most) for name in names]
        found: dict[str, list[Json]] = {}
        for name, rows in zip(names, self._requests.query_together(statements, names), strict=True):
            is_whole = rows is not None and len(rows) < most and (rows or name not in _SINGLE)
            found[name] = rows if rows is not None and is_whole else self._one_list(name)
        return found

    def _one_list(self, name: str) -> list[Json]:
        """One list without a batch; the company and its preferences at addresses of their own (quickbooks.md 6).

        Classes and locations that the plan does not have (any more) are none (5030). That Active can be asked for is told of most
        lists, not of all (quickbooks.md 5.1): where it cannot, the active rows are all there is.
        """
        if name not in _SINGLE:
            try:
                return list(self._requests.query_all(name))
            except LedgerRefusal as refusal:
                if refusal.is_for(RefusalReason.QUERY_UNKNOWN):
                    return list(self._requests.query_all(name, ""))
                if not refusal.is_for(RefusalReason.PLAN_LACKS_FEATURE):
                    raise
                return []
        body = self._requests.get(
            f"/companyinfo/{self._requests.realm_id}" if name == "CompanyInfo" else "/preferences"
        )
        return [body[name]] if isinstance(body.get(name), dict) else []

    def journal_codes(self) -> list[JournalCode]:
        """Journal codes; empty outside France, where the entity is refused (quickbooks.md 8)."""
        rows = self._one_list("JournalCode") if self.known_or_read().french_edition else ()
        return [wire.journal_code(row) for row in rows]

    def exchange_rate(self, currency: str, day: date) -> Decimal | None:
        """GET /exchangerate; None when QuickBooks has none for the day."""
        try:
            body = self._requests.get(
                "/exchangerate", [("sourcecurrencycode", currency), ("asofdate", day.isoformat())]
            )
        except LedgerRefusal:
            return None
        return wire.decimal((body.get("ExchangeRate") or {}).get("Rate"))

    def create_account(self, account: NewAccount, request_id: str) -> str:
        """POST /account."""
        return str(self._requests.make("/account", "Account", payloads.account_json(account), request_id)["Id"])


def _dimension_values(which: Dimension, rows: Iterable[Json]) -> list[DimensionValue]:
    return [wire.dimension_value(row) for row in rows if which is not Dimension.PROJECTS or wire.is_project(row)]


def _by_id(values: Iterable[Any]) -> dict[str, Any]:
    return {value.id: value for value in values}
