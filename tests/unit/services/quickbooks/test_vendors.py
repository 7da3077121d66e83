"""Vendors switched off and on: by a sparse update, and a masked number never becomes the number."""

from typing import Any

import pytest

from pleoqb_desktop.services.quickbooks.vendors import Vendors

HELD = {
    "Id": "45",
    "SyncToken": "3",
    "DisplayName": "Moulin Gris (deleted-1)",
    "TaxIdentifier": "XXXXXX9875",
    "VendorPaymentBankDetail": {"BankAccountNumber": "XXXXX1234", "BankBranchIdentifier": "000-000"},
    "PrintOnCheckName": "Xavier",
    "Suffix": None,
    "AcctNum": "X1",
    "BillAddr": {"City": "Lyon"},
    "Balance": 0,
    "domain": "QBO",
    "sparse": False,
    "MetaData": {},
}


class Sent:
    """Requests that keep what was sent."""

    def __init__(self, *, active: bool) -> None:
        self.bodies: list[dict[str, Any]] = []
        self._held = HELD | {"Active": active}

    def get(self, path: str) -> dict[str, Any]:
        """The vendor."""
        return {"Vendor": self._held}

    def make(self, path: str, entity: str, body: dict[str, Any], request_id: str) -> dict[str, Any]:
        """Keeps it."""
        self.bodies.append(body)
        return self._held | body


@pytest.mark.parametrize("active", [True, False])
def test_a_vendor_is_switched_by_a_sparse_update_without_masked_numbers(active: bool) -> None:
    sent = Sent(active=not active)
    vendors = Vendors(sent, None)  # type: ignore[arg-type]
    if active:
        vendors.activate("45", "r")
        assert vendors.names == {"45": "Moulin Gris"}
    else:
        vendors.deactivate("45", "r")
    assert sent.bodies == [
        {
            "Id": "45",
            "SyncToken": "3",
            "sparse": True,
            "Active": active,
            "DisplayName": "Moulin Gris",
            "PrintOnCheckName": "Xavier",
            "AcctNum": "X1",
            "BillAddr": {"City": "Lyon"},
        }
    ]
