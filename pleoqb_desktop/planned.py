"""Exports by themselves in a profile: builds what plans them, what runs them and what keeps the time; no use case lives here."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from pleoqb_desktop.choice import CARRIED
from pleoqb_desktop.domain.money import sums_by_currency
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.periods import is_zone
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.exports import Exports
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.schedule import RunResult, Starts
from pleoqb_desktop.profile import Profile
from pleoqb_desktop.schedule import PlannedOutcome, PlannedRun, Planning, keep_time
from pleoqb_desktop.services.system.installed import lasting_program
from pleoqb_desktop.services.system.schedule.notes import NotesFile

_PLACES = frozenset({"PLEOQB_HOME", "PLEOQB_ENDPOINTS"})
"""Those of them that are paths: a planned start has another working folder than this one."""


class PlannedExports:
    """Plans exports of one profile, and runs what is planned."""

    def __init__(self, profile: Profile, exports: Exports) -> None:
        self._profile = profile
        self._exports = exports

    def planning(self) -> Planning:
        """Shows and changes what is planned."""
        return Planning(
            self._profile.world.scheduler(self._entry_name()),
            self._starts(),
            self._notes(),
            self._profile.clock,
            self._computer_zone,
        )

    def lacks_secret(self) -> bool:
        """Whether a planned start will lack the secret of the Intuit app. Raises as Profile.lends_secret does."""
        return self._profile.lends_secret()

    def run(
        self, cancel: CancelToken, on_progress: Callable[[Progress], None] = lambda _progress: None
    ) -> PlannedOutcome:
        """One run that nobody watches; she is told what came of it. Raises as PlannedRun.run does."""
        profile = self._profile

        def export() -> RunOutcome:
            with self._exports.now(cancel, on_progress) as work:
                return work.run()

        done = PlannedRun(self._notes(), profile.locks, profile.clock, cancel, export).run()
        if words := self.words(done):
            profile.world.notifier.tell(profile.texts.command("planned_title"), words)
        return done

    def words(self, done: PlannedOutcome) -> str:
        """What there is to tell of a planned run in one line; empty where nothing came of it."""
        if done.noted is None or done.noted.result in {RunResult.NOTHING, RunResult.POSTPONED}:
            return ""
        texts, parts = self._profile.texts, []
        if done.noted.exported and done.outcome:
            made = (item.record for item in done.outcome.items if item.record.status is ItemStatus.EXPORTED)
            sums = " + ".join(map(texts.money, sums_by_currency(one.amount for one in made if one.amount)))
            parts.append(texts.command("planned_exported", count=texts.number(done.noted.exported), sums=sums))
        if done.noted.left:
            parts.append(texts.command("planned_left", count=texts.number(done.noted.left)))
        if done.noted.result is RunResult.FAILED and done.ended:
            parts.append(f"{texts.sentence(done.ended.problem)} {texts.remedy(done.ended.problem)}")
        return " ".join(parts)

    def keep_time(self, cancel: CancelToken) -> None:
        """Starts planned exports until none is planned any more; ends at once where another process does so. Raises Cancelled."""
        starts = self._starts()
        try:
            with FileLock(self._profile.folders.data / "clock.lock", timeout=0):
                keep_time(self.planning(), self._profile.clock, cancel, lambda: _start(starts))
        except Timeout:
            return

    def _notes(self) -> NotesFile:
        return NotesFile(self._profile.folders.data / "schedule.json")

    def _entry_name(self) -> str:
        """Of this profile, practice company and home alone, among the entries of a scheduler."""
        data, home = self._profile.folders.data, self._profile.world.environ.get("PLEOQB_HOME")
        name = data.name  # the profile's, or the country of the practice company
        if self._profile.practice:
            name = f"practice.{name}"
        return f"{name}.{sha256(str(data).encode()).hexdigest()[:8]}" if home else name

    def _starts(self) -> Starts:
        program, folder = lasting_program()
        choice, environ = self._profile.choice, self._profile.world.environ
        program += ["--profile", choice.profile]
        if choice.practice:
            program += ["--practice", "--language", self._profile.language.code]
        for name in CARRIED:
            if value := environ.get(name):
                value = str(Path(value).expanduser().absolute()) if name in _PLACES else value
                program += ["--environment", f"{name}={value}"]
        run = (*program, "export", "--planned")
        return Starts(run, (*run, "--if-due"), (*program, "schedule", "--keep-time"), folder)

    def _computer_zone(self) -> tzinfo:
        name = self._profile.world.computer_zone()
        return ZoneInfo(name) if name and is_zone(name) else datetime.now(UTC).astimezone().tzinfo or UTC


def _start(starts: Starts) -> None:
    quiet = subprocess.DEVNULL
    try:
        subprocess.run(starts.run, cwd=starts.folder, stdin=quiet, stdout=quiet, stderr=quiet, check=False)  # noqa: S603 - our own program
    except OSError as error:
        raise UnavailableError(problem(Code.SCHEDULER_OFF, program=starts.run[0])) from error
