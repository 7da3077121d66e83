"""Real time, for the use cases; decides nothing."""

from datetime import UTC, datetime

from pleoqb_desktop.services.http.pacing import SystemWaiter


class SystemClock(SystemWaiter):
    """Time of this computer (ports.system.Clock)."""

    def now(self) -> datetime:
        """Aware time in UTC."""
        return datetime.now(UTC)
