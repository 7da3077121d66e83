"""Whom the entries of one item name: a vendor that is there, one to be made, or nobody; with accounts_payable none is made."""

from pleoqb_desktop.domain.books import VendorIndex
from pleoqb_desktop.domain.entries import Party
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules import vendors
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.items import Spend
from pleoqb_desktop.domain.rules.spend_types import rules_of
from pleoqb_desktop.domain.spend import BookkeepingMethod


class PayeeRules:
    """The vendor of one item (design.md 3, Vendor). Methods raise HoldError where a vendor that is needed is missing or inactive."""

    def __init__(self, spend: Spend, known: VendorIndex, single: str | None) -> None:
        """`single` is the one common vendor that by setting stands in for those that would be made, else None."""
        self._spend = spend
        self._known = known
        self._single = single
        self.accounts_payable = spend.item.bookkeeping_method == BookkeepingMethod.ACCOUNTS_PAYABLE

    def named(self) -> Party | None:
        """Whom the entry names: known, to be made, or nobody."""
        if self.accounts_payable and rules_of(self._spend.type).against_vendor:
            return self.matched()
        return vendors.vendor_or_new(self._spend.item, self._known, self._spend.currency, self._single)

    def required(self) -> Party:
        """The same where there must be one."""
        vendor = self.named()
        if vendor is None:
            raise HoldError(problem(Code.VENDOR_MISSING))
        return vendor

    def matched(self) -> Party:
        """The vendor that must be there already: with accounts_payable none is ever made (design.md 3; APY-04)."""
        vendor = self._known_vendor()
        if vendor is None:
            name = vendors.spend_name(self._spend.item)
            raise HoldError(problem(Code.VENDOR_UNKNOWN, vendor=name) if name else problem(Code.VENDOR_MISSING))
        return vendor

    def of_payment(self) -> Party | None:
        """The vendor of the company whose bill a payment settles; with one common vendor, also that one."""
        known = self._known_vendor()
        if known or self.accounts_payable:
            return known
        common = self.named()
        return common if common and common.id else None

    def _known_vendor(self) -> Party | None:
        return vendors.known_vendor(self._spend.item, self._known, self._spend.currency)
