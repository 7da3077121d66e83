"""Which of Linux' two ways plans: systemd's timers where a user session of it runs, else an entry among what the desktop starts."""

from pleoqb_desktop.domain.schedule import Schedule
from pleoqb_desktop.ports.schedule import Starts
from pleoqb_desktop.services.system.schedule.autostart import Autostart
from pleoqb_desktop.services.system.schedule.systemd import SystemdTimers


class LinuxScheduler:
    """Both, of which one plans at most (ports.schedule.Scheduler)."""

    def __init__(self, timers: SystemdTimers, autostart: Autostart) -> None:
        self._timers, self._autostart = timers, autostart

    def keep(self, schedule: Schedule, starts: Starts) -> None:
        """By systemd where it answers."""
        if self._timers.answers():
            self._timers.keep(schedule, starts)
            self._autostart.remove()
        else:
            self._timers.remove()
            self._autostart.keep(schedule, starts)

    def kept(self) -> Schedule | None:
        """What either says."""
        return self._timers.kept() or self._autostart.kept()

    def remove(self) -> None:
        """From both."""
        self._timers.remove()
        self._autostart.remove()

    def remove_all(self) -> None:
        """From both, for every profile."""
        self._timers.remove_all()
        self._autostart.remove_all()
