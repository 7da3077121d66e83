"""When something is tried again, and after how long: pure, asked by every loop that repeats; waits for nothing itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryRule:
    """At most `attempts` in all; the pause doubles from `first_pause` seconds and never grows beyond `longest_pause`."""

    attempts: int
    first_pause: float = 0.0
    longest_pause: float = 20.0

    def pause(self, failed: int, *, told: float | None = None, chance: float = 1.0) -> float | None:
        """Seconds before the next attempt, after so many failed ones (from 1); None when no other is to be made.

        `told` is what the service asks for, which counts more than our own rule (a service's word first); `chance`, from 0 to 1,
        spreads the repeats of many: between half the pause and all of it.
        """
        if failed >= self.attempts:
            return None
        if told is not None:
            return told
        pause: float = min(self.longest_pause, self.first_pause * 2.0 ** (failed - 1))
        return pause * (0.5 + chance / 2)
