"""Tries planned exports on a booted systemd with a user session: three exports by a timer, one of them missed and caught up, none twice.

python tools/try_schedule.py        as root, with systemd installed (outside CI; about four minutes). The system is booted in namespaces of its own:
                                    nothing of this computer's services is touched, and nothing is left.

The unit is the one that `schedule --daily` writes; its OnCalendar alone is replaced by a minute.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PERSON = {"HOME": "/root", "XDG_CONFIG_HOME": "/run/person/config", "XDG_DATA_HOME": "/run/person/data"}
"""Where the trial's person keeps what is hers: nowhere that stays."""

BOOT = """
mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /tmp && mkdir -p /run/lock /run/person /run/systemd/system/user@.service.d
printf '[Service]\\nEnvironment=%s\\n' "$PERSON" > /run/systemd/system/user@.service.d/person.conf
exec env -i container=trial PATH="$PATH" /lib/systemd/systemd --system --log-target=null --show-status=0 systemd.unit=multi-user.target
"""
NAMESPACES = ["--pid", "--fork", "--mount", "--uts", "--ipc", "--cgroup", "--mount-proc", "--kill-child"]
LONGEST_WAIT = 150.0
"""Seconds for a timer of a minute, whose own leeway is a minute (AccuracySec)."""


class System:
    """A booted system, by the process that is its first."""

    def __init__(self, first: int, home: Path) -> None:
        self._first, self._home = first, home

    def run(self, *command: str, check: bool = True) -> str:
        """A command within it, as its one person."""
        said = {
            **PERSON, "PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": "/run/user/0", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8",
            "PLEOQB_HOME": str(self._home),
        }  # fmt: skip
        within = [
            "nsenter",
            "--target",
            str(self._first),
            "--all",
            "env",
            "-i",
            *(f"{name}={value}" for name, value in said.items()),
        ]
        done = subprocess.run([*within, *command], check=False, capture_output=True, text=True, timeout=120)
        if check and done.returncode:
            sys.exit(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def program(self, *arguments: str) -> dict[str, Any]:
        """A command of ours in practice mode; its JSON."""
        said = self.run(
            sys.executable, "-m", "pleoqb_desktop", "--practice", "--language", "fr", *arguments, "--json", check=False
        )
        found: dict[str, Any] = json.loads(said)
        return found

    def sign_in(self) -> None:
        """A person's session begins."""
        self.run("systemctl", "start", "user@0.service")

    def sign_out(self) -> None:
        """And ends, with everything that it started."""
        self.run("systemctl", "stop", "user@0.service")


@contextmanager
def booted(home: Path) -> Iterator[System]:
    """A system that ends with this."""
    environment = {**os.environ, "PERSON": " ".join(f"{name}={value}" for name, value in PERSON.items())}
    process = subprocess.Popen(
        ["unshare", *NAMESPACES, "sh", "-c", BOOT],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        first = int(until("it has a first process", lambda: children.read_text().strip()))
        system = System(first, home)
        until(
            "it is booted", lambda: system.run("systemctl", "is-system-running", check=False) in {"running", "degraded"}
        )
        yield system
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def until(what: str, so: Callable[[], Any], seconds: float = LONGEST_WAIT) -> Any:
    """Waits for it; what it is then."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := so():
            return found
        time.sleep(0.2)
    sys.exit(f"not within {seconds:.0f} s: {what}")


def tell(words: str) -> None:
    """A step, with the time."""
    print(f"{datetime.now().astimezone():%H:%M:%S}  {words}", flush=True)


def main() -> int:
    """Boots, plans, misses, catches up. Returns 0 when every expense stands in the books once."""
    if os.geteuid() or not shutil.which("unshare"):
        sys.exit("needs root and unshare")
    with tempfile.TemporaryDirectory(prefix="schedule-", dir="/var/tmp") as folder, booted(Path(folder)) as system:
        return _tried(system, Path(folder) / "practice" / "FR")


def _tried(system: System, profile: Path) -> int:
    from pleoqb_desktop.services.system.practice_process import PracticeProcess
    from tests.e2e.practice_set_up import purchase

    tell(
        f"booted: {system.run('systemctl', '--version').splitlines()[0]}, {system.run('systemctl', 'is-system-running', check=False)}"
    )
    system.sign_in()
    tell("signed in: a user session of systemd runs")
    with PracticeProcess(profile / "services", "FR") as services:
        company = services.company["pleo"]["company_id"]
        begun = system.program("tour")
        before = begun["counts"]["exported"]
        tell(f"set up by the tour, {before} exported")
        planned = system.program("schedule", "--daily", "07:30")
        tell(f"schedule --daily 07:30: {json.dumps(planned)}")
        units = Path(PERSON["XDG_CONFIG_HOME"]) / "systemd" / "user"
        (timer,) = system.run("sh", "-c", f"ls {units}/*.timer").split()
        for unit in (timer, timer.replace(".timer", ".service")):
            print(system.run("cat", unit))
        tell(f"systemd-analyze verify: {system.run('systemd-analyze', '--user', 'verify', timer) or 'nothing to say'}")
        system.run("sed", "-i", "s/^OnCalendar=.*/OnCalendar=*-*-* *:*:00/", timer)
        system.run("systemctl", "--user", "daemon-reload")
        system.run("systemctl", "--user", "restart", Path(timer).name)

        def wait_in_pleo(amount: str) -> None:
            address = f"{services.data['address']}/practice/pleo/{company}/expenses"
            requests.post(address, json=[purchase(amount)], timeout=30).raise_for_status()

        def exported() -> list[int]:
            """How many each planned run exported, the first of them first."""
            runs = system.program("history")["runs"]
            return [
                count for run in reversed(runs) if (count := run["counts"]["exported"]) and run["run"] != begun["run"]
            ]

        wait_in_pleo("11.01")
        until("the first planned export", lambda: exported() == [1])
        tell("exported by the timer: 1")
        wait_in_pleo("11.02")
        until("the second planned export", lambda: exported() == [1, 1])
        tell("exported by the timer: 1")
        system.sign_out()
        wait_in_pleo("11.03")
        tell("signed out, as a computer that is off; an expense waits, and two planned moments pass")
        time.sleep(125 - time.time() % 60)
        if exported() != [1, 1]:
            sys.exit("something was exported while nobody was signed in")
        at = time.monotonic()
        system.sign_in()
        until("the missed export", lambda: exported() == [1, 1, 1], 30)
        tell(f"signed in again: caught up after {time.monotonic() - at:.0f} s")
        time.sleep(130)
        if exported() != [1, 1, 1]:
            sys.exit(f"exported otherwise than once each: {exported()}")
        tell("two more minutes: nothing twice")
        shown = system.program("schedule")
        off = system.program("schedule", "--off")
        tell(f"schedule --show: {json.dumps(shown)}; --off: {json.dumps(off)}")
        left = system.run("sh", "-c", f"find {units} -name 'pleoqb*'; find {PERSON['XDG_DATA_HOME']} -name 'stamp*'")
        timers = system.run("systemctl", "--user", "list-timers", "--all")
        realm = services.company["quickbooks"]["realm_id"]
        books = requests.get(f"{services.data['address']}/practice/quickbooks/{realm}/books", timeout=30).json()[
            "entities"
        ]["Purchase"]
        rows = list(books.values()) if isinstance(books, dict) else books
        amounts = [str(one["TotalAmt"]) for one in rows]
        found = {amount: amounts.count(amount) for amount in ("11.01", "11.02", "11.03")}
        tell(f"in the books: {found}; left on the computer: {left or 'nothing'}")
    once = set(found.values()) == {1} and not left and not re.search("pleoqb", timers)
    tell("as it should be" if once else "NOT as it should be")
    return 0 if once else 1


if __name__ == "__main__":
    sys.exit(main())
