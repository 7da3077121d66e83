"""Makes the vendors that entries need, each once, and never stops at a name that somebody else holds (6240)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from pleoqb_desktop.domain.books import Vendor, VendorIndex, fold
from pleoqb_desktop.domain.entries import EntryKind, Party
from pleoqb_desktop.domain.identity import request_id
from pleoqb_desktop.domain.rules.retry import RetryRule
from pleoqb_desktop.ports.beside import awaited
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError, RefusalReason
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.runs import Runs, VendorRecord
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.setup.readiness import COMMON_VENDOR

_RETRY = RetryRule(attempts=3, first_pause=1.0)
_SINGLY = 5  # free of charge one by one, but ten a second; beyond, a batch keeps entries waiting less
_AT_ONCE = 6
_BATCH = 30


class VendorResolver:
    """The vendors of one company during one job."""

    def __init__(
        self,
        ledger: Ledger,
        runs: Runs,
        clock: Clock,
        index: VendorIndex,
        realm_id: str,
        run_id: int,
        deactivated: Sequence[Vendor] = (),
    ) -> None:
        """`deactivated` are vendors that an undo of ours set inactive: they are brought back instead of made again."""
        self._ledger = ledger
        self._runs = runs
        self._clock = clock
        self.index = index
        self._realm_id = realm_id
        self._run_id = run_id
        self._checked: set[str] = set()
        self._deactivated = {fold(vendor.name): vendor for vendor in deactivated}

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
        parties = [party for party in parties if not self._activated_again(party)]
        batches = [parties[start : start + _BATCH] for start in range(0, len(parties), _BATCH)]
        singly = batches.pop() if batches and len(batches[-1]) <= _SINGLY else []
        with ThreadPoolExecutor(_AT_ONCE, "vendors") as pool:
            work = [pool.submit(self._make_batch, batch) for batch in batches]
            work += [pool.submit(self._make_one, party) for party in singly]
            for each in work:
                awaited(each)

    def _make_batch(self, parties: Sequence[Party]) -> None:
        run = str(self._run_id)  # a later run is answered anew: a vendor may have been renamed or merged since
        identity = request_id("vendors", self._realm_id, run, *(f"{p.name}\x1e{p.currency}" for p in parties))
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
            elif result.is_for(RefusalReason.NAME_TAKEN):
                self._name_taken(party, identity)
            else:
                self._make_one(party)

    def _make_one(self, party: Party, *, look_first: bool = False) -> None:
        identity = request_id("vendor", self._realm_id, str(self._run_id), party.name, party.currency or "")
        if look_first and self._adopt(party, identity):
            return
        self._runs.put_vendor(VendorRecord(self._run_id, party.name, identity))
        for failed in _RETRY.tries():
            try:
                self._made(party, self._ledger.create_vendor(party, identity), identity)
            except LedgerRefusal as refusal:
                if not refusal.is_for(RefusalReason.NAME_TAKEN):
                    raise
                self._name_taken(party, identity)
            except LostAnswerError:
                if self._adopt(party, identity):
                    return
                if (pause := _RETRY.pause(failed)) is None:
                    raise
                self._clock.wait(pause, None)
                continue
            return

    def _activated_again(self, party: Party) -> bool:
        """Whether the vendor was ours before an undo and is active again."""
        deactivated = self._deactivated.pop(fold(party.name), None)
        if deactivated is None or not self.index.keeps(deactivated, party.currency or ""):
            return False
        identity = request_id("activate", self._realm_id, str(self._run_id), deactivated.id)
        self._runs.put_vendor(VendorRecord(self._run_id, party.name, identity))
        self._made(party, self._ledger.activate_vendor(deactivated.id, identity), identity)
        return True

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


def without_deactivated(vendors: Sequence[Vendor], runs: Runs) -> tuple[list[Vendor], list[Vendor]]:
    """The vendors of the company without those that an undo of ours set inactive, and these: their names are free for us."""
    ours = {record.vendor_id for record in runs.deactivated_vendors()}
    deactivated = [vendor for vendor in vendors if not vendor.active and vendor.id in ours]
    return [vendor for vendor in vendors if vendor not in deactivated], deactivated


class VendorHistory:
    """Where earlier entries of a supplier stand: a vendor that was renamed or merged since is still the one that is meant.

    Asked only of suppliers that no vendor is called by exactly, and once of each: what QuickBooks tells is metered.
    """

    def __init__(self, ledger: Ledger, runs: Runs, index: VendorIndex) -> None:
        self._ledger = ledger
        self._runs = runs
        self._index = index
        self._asked: set[str] = set()

    def recall(self, suppliers: Iterable[str]) -> None:
        """Lets the index remember the vendors of these. Raises what a look-up raises."""
        unknown = {name for name in suppliers if name and name not in self._asked and not self._is_called(name)}
        self._asked |= unknown
        found: defaultdict[EntryKind, dict[str, str]] = defaultdict(dict)
        for record in self._runs.last_of_suppliers(sorted(unknown)) if unknown else ():
            if record.kind and record.external_id:
                found[record.kind][record.external_id] = record.supplier
        for kind, by_id in found.items():
            for entry in self._ledger.find_by_id(kind, list(by_id)):
                vendor = self._index.by_id(entry.vendor_id or "")
                if (
                    vendor and vendor.name != COMMON_VENDOR
                ):  # whoever shares one vendor with all others is not known by it
                    self._index.remember(by_id[entry.id], vendor.id)

    def _is_called(self, supplier: str) -> bool:
        return any(vendor.active and vendor.name == supplier for vendor in self._index.named(supplier))
