"""The schedulers of the systems (ports.schedule), each in a room of its own, and which of them this computer has."""

import os
import sys
from pathlib import Path

import platformdirs

from pleoqb_desktop.ports.schedule import Scheduler
from pleoqb_desktop.services.system.schedule.autostart import Autostart
from pleoqb_desktop.services.system.schedule.launchd import Launchd
from pleoqb_desktop.services.system.schedule.linux import LinuxScheduler
from pleoqb_desktop.services.system.schedule.systemd import SystemdTimers
from pleoqb_desktop.services.system.schedule.tasks import TaskScheduler


def system_scheduler(name: str) -> Scheduler:
    """This computer's, for one profile by the name of its entries there."""
    if sys.platform == "win32":
        return TaskScheduler(name, os.environ)
    if sys.platform == "darwin":
        return Launchd(name, Path.home() / "Library" / "LaunchAgents")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    data = platformdirs.user_data_path()
    return LinuxScheduler(
        SystemdTimers(name, config / "systemd" / "user", data / "systemd" / "timers"),
        Autostart(name, config / "autostart"),
    )
