"""One Pleo company as the ports have it, put together from its parts: connection, export side, reference data."""

import base64
from collections.abc import Callable

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SignInAgainError
from pleoqb_desktop.services.http.pacing import Limit
from pleoqb_desktop.services.http.transport import Transport
from pleoqb_desktop.services.pleo.connection import NEEDED_SCOPES, Connection
from pleoqb_desktop.services.pleo.export import ExportSide
from pleoqb_desktop.services.pleo.reference import ReferenceSide
from pleoqb_desktop.services.pleo.requests import Requests

__all__ = ["AT_ONCE", "LIMITS", "NEEDED_SCOPES", "ApiKeyAuth", "PleoClient"]

LIMITS = (Limit(500, 60.5),)  # 600 a minute is the limit, 500 the aim (pleo.md 2, Rate limits)
AT_ONCE = 12


class ApiKeyAuth:
    """HTTP Basic with the key as user name and an empty password (KEY-04). A refused key has no successor."""

    def __init__(self, key: Callable[[], str | None]) -> None:
        self._key = key

    def header(self, _cancel: CancelToken | None = None) -> str:
        """The Authorization header. Raises SignInAgainError when there is no key."""
        key = self._key()
        if not key:
            raise SignInAgainError(problem(Code.PLEO_NOT_CONNECTED))
        return "Basic " + base64.b64encode(f"{key}:".encode()).decode()

    def renew(self, rejected: str, _cancel: CancelToken | None = None) -> bool:
        """Whether another key was entered meanwhile."""
        return self.header() != rejected


class PleoClient:
    """One Pleo company. Implements SpendSource, SpendReference and PleoConnection: each method is one part's, as the constructor says."""

    def __init__(
        self, transport: Transport, company_id: Callable[[], str | None], cancel: CancelToken | None = None
    ) -> None:
        requests = Requests(transport, company_id, cancel)
        connection = Connection(requests)
        self.check = connection.check
        self.missing_scopes = connection.missing_scopes
        self.set_status = connection.set_status
        self.remove = connection.remove
        export = ExportSide(requests)
        self.owns = export.owns
        self.jobs = export.jobs
        self.job = export.job
        self.create_job = export.create_job
        self.start_job = export.start_job
        self.finish_job = export.finish_job
        self.job_items = export.job_items
        self.item_pages = export.item_pages
        self.report = export.report
        self.touch = export.touch
        self.queue = export.queue
        self.entries = export.entries
        self.exported = export.exported
        self.receipts = export.receipts
        reference = ReferenceSide(requests)
        self.accounts = reference.accounts
        self.contra_accounts = reference.contra_accounts
        self.create_accounts = reference.create_accounts
        self.update_account = reference.update_account
        self.tax_codes = reference.tax_codes
        self.write_tax_code = reference.write_tax_code
        self.tag_groups = reference.tag_groups
        self.write_tag_group = reference.write_tag_group
        self.tags = reference.tags
        self.create_tag = reference.create_tag
        self.update_tag = reference.update_tag
        self.archive_tags = reference.archive_tags
        self.vendors = reference.vendors
        self.write_vendor = reference.write_vendor
        self.archive_vendor = reference.archive_vendor
        self.people = reference.people
