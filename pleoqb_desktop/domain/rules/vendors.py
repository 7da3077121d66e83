"""Whom an expense was paid to: the vendor Pleo means among those of the company, or the name of a new one."""

from collections.abc import Iterator
from itertools import count, takewhile

from pleoqb_desktop.domain.books import Vendor, VendorIndex, fold
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

    Matched by QuickBooks id, by account number, by what an earlier entry of this supplier stands with, by exact name, by folded
    name. Raises HoldError when a bookkeeper tagged a vendor that is inactive now, or whose number is another vendor's id.
    """
    found = _by_keys(item, vendors) or vendors.remembered(spend_name(item))
    return _in_currency(found, vendors, currency) if found else _by_name(spend_name(item), vendors, currency)


def _by_keys(item: ExportItem, vendors: VendorIndex) -> Vendor | None:
    """By the id that we wrote into Pleo, else by a code: an id only where the name or the number agrees, else a number."""
    if item.vendor and item.vendor.external_id and (ours := vendors.by_id(item.vendor.external_id)):
        return _active(ours, item, vendors)
    code, numbers = _codes(item)
    by_id = vendors.by_id(code) if code else None
    if by_id and (found := _active(by_id, item, vendors) if _agrees(by_id, item, code) else None):
        return found
    for number in numbers:
        named = vendors.by_number(number)
        if named and named.active:
            return named
    if by_id and item.vendor and vendors.remembered(item.vendor.name) != by_id and not _agrees(by_id, item, code):
        # A number of the bookkeeper's own happens to be the id of somebody else's: neither reading may be guessed.
        raise HoldError(problem(Code.VENDOR_UNKNOWN, vendor=item.vendor.name, number=code, other=by_id.name))
    return None


def _active(found: Vendor, item: ExportItem, vendors: VendorIndex) -> Vendor | None:
    """The vendor itself, or the one it was merged into; None for a supplier's that is inactive. Raises HoldError for a tagged one."""
    if found.active:
        return found
    if merged := vendors.remembered(spend_name(item)):
        return merged
    if item.vendor:
        raise HoldError(problem(Code.VENDOR_INACTIVE, vendor=found.name))
    return None


def _agrees(vendor: Vendor, item: ExportItem, code: str) -> bool:
    """Whether a vendor is called as Pleo calls it, perhaps with a suffix of ours, or has the code as its number too."""
    name, meant = fold(vendor.name), fold(clean_vendor_name(spend_name(item)) or "")
    numbered = vendor.account_number is not None and fold(vendor.account_number) == fold(code)
    return numbered or (bool(meant) and (name == meant or name.startswith(f"{meant} (")))


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


def _codes(item: ExportItem) -> tuple[str, list[str]]:
    """What may be a QuickBooks id, and what may be an account number."""
    if item.vendor:
        code, numbers = item.vendor.code or "", [item.vendor.code]
    elif item.supplier:
        code, numbers = item.supplier.code or "", [item.supplier.account, item.supplier.code]
    else:
        code, numbers = "", []
    return code, [number for number in numbers if number]


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
