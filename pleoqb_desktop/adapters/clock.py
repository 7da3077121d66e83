"""Real time, for the use cases; decides nothing."""

from datetime import UTC, datetime

from pleoqb_desktop.adapters.http import SystemWaiter


class SystemClock(SystemWaiter):
    """Time of this computer (core.ports.Clock)."""

    def now(self) -> datetime:
        """Aware time in UTC."""
        return datetime.now(UTC)
