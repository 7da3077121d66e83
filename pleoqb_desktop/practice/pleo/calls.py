"""What a handler of practice Pleo is given (Call) and how it is announced (Route); holds no endpoint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import bad_request, forbidden
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.items import FileLinks
from pleoqb_desktop.practice.pleo.pages import PageRequest, PageRules
from pleoqb_desktop.practice.pleo.schema import Member, uuid_of


@dataclass(frozen=True, slots=True)
class Call:
    """One request, authenticated and checked against the contract."""

    company: PleoCompany
    key: JsonMap
    query: Mapping[str, list[str]]
    body: Any
    ids: Mapping[str, str]
    now: datetime
    base: str
    links: FileLinks
    paging: PageRequest | None

    @property
    def page(self) -> PageRequest:
        """The paging part; only where the route has pages."""
        if self.paging is None:
            raise LookupError("this route has no pages")
        return self.paging

    def own_company(self, identifier: str) -> None:
        """Refuse a company that is not the key's (KEY-08). Raises PleoError 403."""
        if identifier.lower() != self.company.id:
            raise forbidden("the API key belongs to another company")

    def check_company(self, name: str = "company_id", *, required: bool = False) -> None:
        """Check the company of the query. Raises PleoError 400 when it is needed and missing."""
        if name in self.query:
            self.own_company(uuid_of(self.query[name][0], name))
        elif required:
            raise bad_request(f"{name} must be provided")

    def check_company_or_organization(self) -> None:
        """Check that one of both is given; the company wins (pleo.md 7)."""
        if "company_id" in self.query:
            self.check_company()
        elif "organization_id" not in self.query:
            raise bad_request("Either company_id or organization_id must be provided")
        elif self.query["organization_id"][0].lower() != self.company.data["profile"]["organizationId"]:
            raise forbidden("the API key belongs to another organization")

    def flag(self, name: str) -> bool:
        """Return a boolean of the query, false when absent. Raises PleoError 400."""
        text = self.query.get(name, ["false"])[0]
        if text not in ("true", "false"):
            raise bad_request(f"{name} must be true or false")
        return text == "true"


Handler = Callable[[Call], Response]


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """An endpoint: how it is reached, what it needs, what it accepts."""

    method: str
    path: str
    handler: Handler
    scope: str | None = None
    body: Member | None = None
    query: frozenset[str] = field(default_factory=frozenset)
    paging: PageRules | None = None
