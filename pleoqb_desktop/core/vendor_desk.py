"""Makes the vendors that entries need, each once, and never stops at a name that somebody else holds (6240)."""

from collections.abc import Sequence

from pleoqb_desktop.core.errors import LedgerRefusal, LostAnswerError
from pleoqb_desktop.core.identity import request_id
from pleoqb_desktop.core.ports import Clock, Ledger
from pleoqb_desktop.core.records import Runs, VendorRecord
from pleoqb_desktop.domain.books import Vendor, VendorIndex
from pleoqb_desktop.domain.entries import Party

_NAME_TAKEN = "6240"
_ATTEMPTS = 3
_SINGLY = 10  # making vendors singly is free of charge; more of them than this would keep everything else waiting
_BATCH = 30


class VendorDesk:
    """The vendors of one company during one job."""

    def __init__(
        self, ledger: Ledger, runs: Runs, clock: Clock, index: VendorIndex, realm_id: str, run_id: int
    ) -> None:
        self._ledger = ledger
        self._runs = runs
        self._clock = clock
        self.index = index
        self._realm_id = realm_id
        self._run_id = run_id
        self._checked: set[str] = set()

    def reserve(self, parties: Sequence[Party]) -> bool:
        """Asks once for each new name whether a customer or employee holds it; True when one does, so that the items must be
        decided again."""
        names = [party.name for party in parties if party.name not in self._checked]
        if not names:
            return False
        self._checked.update(names)
        taken = self._ledger.other_names(names)
        self.index.reserve(taken)
        return bool(taken)

    def make(self, parties: Sequence[Party]) -> None:
        """Makes vendors; afterwards the index knows each of them, or knows that its name is taken.

        Raises LedgerRefusal when QuickBooks refuses a vendor for another reason than its name.
        """
        if len(parties) <= _SINGLY:
            for party in parties:
                self._make_one(party)
            return
        for start in range(0, len(parties), _BATCH):
            self._make_batch(parties[start : start + _BATCH])

    def _make_batch(self, parties: Sequence[Party]) -> None:
        identity = request_id("vendors", self._realm_id, *(f"{p.name}\x1e{p.currency}" for p in parties))
        for party in parties:
            self._runs.put_vendor(VendorRecord(self._run_id, party.name, identity))
        try:
            results = self._ledger.create_vendors(parties, identity)
        except LostAnswerError:
            for party in parties:
                self._make_one(party, look_first=True)
            return
        for party, result in zip(parties, results, strict=True):
            if isinstance(result, Vendor):
                self._made(party, result, identity)
            else:
                self._make_one(party, look_first=True)

    def _make_one(self, party: Party, *, look_first: bool = False) -> None:
        identity = request_id("vendor", self._realm_id, str(self._run_id), party.name, party.currency or "")
        if look_first and self._adopt(party, identity):
            return
        self._runs.put_vendor(VendorRecord(self._run_id, party.name, identity))
        for attempt in range(_ATTEMPTS):
            try:
                self._made(party, self._ledger.create_vendor(party, identity), identity)
            except LedgerRefusal as refusal:
                if _NAME_TAKEN not in refusal.codes:
                    raise
                self._name_taken(party, identity)
            except LostAnswerError:
                if self._adopt(party, identity):
                    return
                if attempt + 1 == _ATTEMPTS:
                    raise
                self._clock.wait(2.0**attempt, None)
                continue
            return

    def _made(self, party: Party, vendor: Vendor, identity: str) -> None:
        self._runs.put_vendor(VendorRecord(self._run_id, party.name, identity, vendor.id))
        self.index.add(vendor)

    def _adopt(self, party: Party, identity: str) -> bool:
        """After a lost answer: the vendor that stands there now is the one we asked for, for nobody held the name before."""
        found = self._ledger.vendor_named(party.name)
        if found is None:
            return False
        self._made(party, found, identity)
        return True

    def _name_taken(self, party: Party, identity: str) -> None:
        """Somebody holds the name: a vendor made meanwhile is taken as it is, anybody else keeps the name.

        Either way it is not ours: the record of what we meant to make says so, lest an undo take it for ours.
        """
        self._runs.put_vendor(VendorRecord(self._run_id, party.name, identity, removed=True))
        found = self._ledger.vendor_named(party.name)
        if found:
            self.index.add(found)
        else:
            self.index.reserve([party.name])
