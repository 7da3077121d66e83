"""Whom an expense was paid to: the vendor Pleo means among those of the company, or the name of a new one."""

from collections.abc import Iterator
from itertools import count, takewhile

from pleoqb_desktop.domain.books import Vendor, VendorIndex
from pleoqb_desktop.domain.entries import Party
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.naming import VENDOR_NAME_LENGTH, clean_vendor_name, cut
from pleoqb_desktop.domain.spend import ExportItem


def spend_name(item: ExportItem) -> str:
    """The name Pleo gives whom the money went to, as it came; empty when there is none."""
    if item.vendor:
        return item.vendor.name
    return (item.supplier.name or "") if item.supplier else ""


def known_vendor(item: ExportItem, vendors: VendorIndex, currency: str) -> Party | None:
    """The vendor of the company that Pleo means, None when it has no such vendor (APY-02, APY-05; design.md 3, Vendor).

    Matched by QuickBooks id, then by account number, then by folded name. Raises HoldError when a bookkeeper tagged a vendor
    that is inactive now.
    """
    ids, numbers = _keys(item)
    for vendor_id in ids:
        if found := vendors.by_id(vendor_id):
            if found.active:
                return _in_currency(found, vendors, currency)
            if item.vendor:
                raise HoldError(problem(Code.VENDOR_INACTIVE, vendor=found.name))
    for number in numbers:
        found = vendors.by_number(number)
        if found and found.active:
            return _in_currency(found, vendors, currency)
    return _by_name(spend_name(item), vendors, currency)


def vendor_or_new(item: ExportItem, vendors: VendorIndex, currency: str, single: str | None) -> Party | None:
    """The vendor to name on an entry: a known one, else one to be made; None when Pleo names nobody.

    `single` is the one common vendor that by setting stands in for those that would be made, else None (design.md 3, Vendor).
    A name held by a customer, an employee or an inactive vendor gets a suffix, so that 6240 never stops an export.
    """
    if found := known_vendor(item, vendors, currency):
        return found
    name, common = spend_name(item), clean_vendor_name(single)
    if name and common:
        return _by_name(common, vendors, currency) or _new(common, vendors, currency)
    cleaned = clean_vendor_name(name)
    return _new(cleaned, vendors, currency) if cleaned else None


def _keys(item: ExportItem) -> tuple[list[str], list[str]]:
    if item.vendor:
        ids: list[str | None] = [item.vendor.external_id, item.vendor.code]
        numbers: list[str | None] = [item.vendor.code]
    elif item.supplier:
        ids, numbers = [item.supplier.code], [item.supplier.account, item.supplier.code]
    else:
        ids, numbers = [], []
    return [i for i in ids if i], [n for n in numbers if n]


def _in_currency(vendor: Vendor, vendors: VendorIndex, currency: str) -> Party | None:
    """A vendor has one currency: with another one the entry needs its twin (quickbooks.md 11)."""
    return _party(vendor) if vendors.keeps(vendor, currency) else _by_name(vendor.name, vendors, currency)


def _by_name(name: str, vendors: VendorIndex, currency: str) -> Party | None:
    cleaned = clean_vendor_name(name)
    if not cleaned:
        return None
    held = takewhile(vendors.is_taken, _candidates(cleaned, vendors, currency))
    return next((_party(found) for one in held if (found := vendors.by_name(one, currency))), None)


def _new(name: str, vendors: VendorIndex, currency: str) -> Party:
    free = next(candidate for candidate in _candidates(name, vendors, currency) if not vendors.is_taken(candidate))
    return Party(free, currency=currency)


def _candidates(name: str, vendors: VendorIndex, currency: str) -> Iterator[str]:
    """Names under which this vendor may stand, the plain one first; without end."""
    yield name
    if any(not vendors.keeps(vendor, currency) for vendor in vendors.named(name)):
        yield _suffixed(name, currency)
    yield _suffixed(name, "Pleo")
    yield from (_suffixed(name, f"Pleo {n}") for n in count(2))


def _suffixed(name: str, suffix: str) -> str:
    return f"{cut(name, VENDOR_NAME_LENGTH - len(suffix) - 3)} ({suffix})"


def _party(vendor: Vendor) -> Party:
    return Party(vendor.name, vendor.id, currency=vendor.currency)
