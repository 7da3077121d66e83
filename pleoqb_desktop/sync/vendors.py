"""QuickBooks' vendors into Pleo, where its vendor API is open to the key (VEN)."""

from dataclasses import replace

from pleoqb_desktop.domain.books import Vendor, fold
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.reference import Kind, PleoVendor, SpendReference
from pleoqb_desktop.sync.report import Change, SyncReport


class VendorSync:
    """Vendors of one sync."""

    def __init__(self, ledger: Ledger, reference: SpendReference, report: SyncReport, cancel: CancelToken) -> None:
        self._ledger = ledger
        self._reference = reference
        self._report = report
        self._cancel = cancel

    def write_all(self, home: str) -> None:
        """Where Pleo's vendor API is open (early access, VEN-04): QuickBooks' vendors into Pleo, matched by external id.

        A draft born in Pleo is tied to the vendor of the same name and currency; without one it stays a draft. `home`: the company's
        currency.
        """
        standing = self._reference.vendors()
        if standing is None:
            return
        by_id = {vendor.external_id: vendor for vendor in standing if vendor.external_id}
        drafts = {(fold(v.name), v.currency): v for v in standing if v.state == "DRAFT" and not v.external_id}
        for vendor in self._ledger.vendors():
            self._cancel.check()
            there = by_id.get(vendor.id) or drafts.get((fold(vendor.name), vendor.currency or home))
            self._vendor(vendor, there, home)

    def _vendor(self, vendor: Vendor, there: PleoVendor | None, home: str) -> None:
        if not vendor.active:
            if there and there.state == "ACTIVE":
                self._report.attempt(
                    Kind.VENDORS, Change.ARCHIVED, self._reference.archive_vendor, there.id, vendor.name
                )
            return
        target = PleoVendor("", vendor.name, vendor.id, vendor.id, vendor.currency or home, "ACTIVE")
        if there:
            target = replace(
                target,
                id=there.id,
                country=there.country,
                registration_number=there.registration_number,
                tax_registration_number=there.tax_registration_number,
            )
        if target == there:
            self._report.note(Kind.VENDORS, Change.UNCHANGED, vendor.name)
            return
        change = Change.CREATED if there is None else Change.UNARCHIVED if there.state == "ARCHIVED" else Change.UPDATED
        self._report.attempt(Kind.VENDORS, change, self._reference.write_vendor, target, vendor.name)
