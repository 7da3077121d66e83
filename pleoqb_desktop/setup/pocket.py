"""Whether the company uses Pleo Pocket, as its queue tells; writes nothing."""

from pleoqb_desktop.ports.spend import SpendSource

_FAMILIES = frozenset({"OUT_OF_POCKET", "MILEAGE", "PER_DIEM", "REIMBURSEMENT"})


def pocket_waits(source: SpendSource) -> bool:
    """Whether expenses that staff paid themselves wait in Pleo. Raises SignInAgainError, UnavailableError, Cancelled."""
    return any(entry.family in _FAMILIES for entry in source.queue())
