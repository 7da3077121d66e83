"""Connecting to Pleo: whose key it is, what it may do, the installation and its state."""

from pleoqb_desktop.domain import spend
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import SignInAgainError, SpendRefusal
from pleoqb_desktop.services.pleo import faults
from pleoqb_desktop.services.pleo.requests import Requests, decode
from pleoqb_desktop.services.pleo.wire.connection import CompanyWire, InstallationWire, IntrospectionWire
from pleoqb_desktop.services.pleo.wire.envelope import DataWire

NEEDED_SCOPES = (
    "export-jobs:read",
    "export-jobs:write",
    "export-items:read",
    "accounts:read",
    "accounts:write",
    "accounting-entries:read",
)
"""Permissions whose names Pleo publishes (pleo.md 1, Scopes); those for tags and tax codes are UNVERIFIED, so their
absence by name proves nothing and a refusal at use is told instead."""


class Connection:
    """The installation of one key."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def check(self) -> spend.PleoCompany:
        """Makes the installation and reads which company the key belongs to (INS-02, KEY-05)."""
        try:
            # Active only once set-up is usable (INS-03, INS-04).
            body = faults.check(
                self._requests.send("POST", "/v1/installations/me", body={"status": "PENDING_INTEGRATION"})
            )
        except SpendRefusal:
            # What a second creation answers is not published; reading tells the same (pleo.md 10).
            body = self._requests.get("/v1/installations/me")
        kind, _, subject = decode(body, InstallationWire).resource.removeprefix("urn:pleo:").partition(":")
        if kind == "company" and subject:
            return spend.PleoCompany(subject, self._company_name(subject))
        return self._only_company()

    def _only_company(self) -> spend.PleoCompany:
        """A key of an organisation serves when there is one company in it; accounting is per company (ENT-03)."""
        found = list(self._requests.all("GET", "/v1/companies", CompanyWire))
        if len(found) != 1:
            raise SignInAgainError(problem(Code.PLEO_KEY_ORGANISATION, companies=len(found)))
        return spend.PleoCompany(found[0].id, found[0].name)

    def _company_name(self, company_id: str) -> str:
        try:
            body = self._requests.get(f"/v1/companies/{company_id}")
        except (SpendRefusal, SignInAgainError) as error:
            if isinstance(error, SignInAgainError) and error.problem.code is not Code.PLEO_KEY_SCOPES:
                raise
            return company_id  # the scope for names is not needed for anything else
        return decode(decode(body, DataWire).data, CompanyWire).name

    def missing_scopes(self) -> list[str]:
        """Permissions the key lacks; none when Pleo does not tell."""
        try:
            body = self._requests.get("/v1/introspect")
        except (SpendRefusal, SignInAgainError) as error:
            if isinstance(error, SignInAgainError) and error.problem.code is not Code.PLEO_KEY_SCOPES:
                raise
            return []
        granted = set(decode(decode(body, DataWire).data, IntrospectionWire).scope.split())
        if not granted & set(NEEDED_SCOPES):
            return []  # other words than the published ones: they prove nothing (pleo.md 1, Scopes)
        return [s for s in NEEDED_SCOPES if s not in granted]

    def set_status(self, status: str, error: str | None = None) -> None:
        """PUT /v1/installations/me (INS-05)."""
        body = {"status": status} | ({"errorCode": error} if error else {})
        faults.check(self._requests.send("PUT", "/v1/installations/me", body=body))

    def remove(self) -> None:
        """DELETE /v1/installations/me (INS-07); an installation that is not there is removed already."""
        try:
            faults.check(self._requests.send("DELETE", "/v1/installations/me"))
        except SpendRefusal as refusal:
            if refusal.status != 404:
                raise
