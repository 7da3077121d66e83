"""Whether the company uses Pleo Pocket, as its queue tells; writes nothing."""

from pleoqb_desktop.domain.rules.families import is_of_pocket
from pleoqb_desktop.ports.spend import SpendSource


def pocket_waits(source: SpendSource) -> bool:
    """Whether expenses that staff paid themselves wait in Pleo. Raises SignInAgainError, UnavailableError, Cancelled."""
    return any(is_of_pocket(entry.family) for entry in source.queue())
