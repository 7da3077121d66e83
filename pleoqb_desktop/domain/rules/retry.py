"""When something is tried again, and after how long: pure, asked by every loop that repeats; waits for nothing itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryRule:
    """At most `attempts` in all; the pause doubles from `first_pause` seconds and never grows beyond `longest_pause`.

    `longest_total`: no pause is begun that would make all of them longer than so many seconds together; None: the attempts bound it.
    """

    attempts: int
    first_pause: float = 0.0
    longest_pause: float = 20.0
    longest_total: float | None = None

    def tries(self) -> range:
        """The attempts, numbered from 1: a loop over them ends after the last one."""
        return range(1, self.attempts + 1)

    def pause(
        self, failed: int, *, told: float | None = None, chance: float = 1.0, waited: float = 0.0
    ) -> float | None:
        """Seconds before the next attempt, after so many failed ones (from 1); None when no other is to be made.

        `told` is what the service asks for, which counts more than our own rule (a service's word first); `chance`, from 0 to 1,
        spreads the repeats of many: between half the pause and all of it; `waited` are the seconds of all pauses before.
        """
        if failed >= self.attempts:
            return None
        pause = told if told is not None else self._own(failed) * (0.5 + chance / 2)
        return None if self.longest_total is not None and waited + pause > self.longest_total else pause

    def _own(self, failed: int) -> float:
        return min(self.longest_pause, self.first_pause * 2.0 ** (failed - 1))
