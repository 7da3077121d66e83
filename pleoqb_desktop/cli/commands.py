"""One class with a method for every command: runs its use case with a program of its own and prints the result."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from pleoqb_desktop.app import Program, World
from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.options import answers, choice
from pleoqb_desktop.cli.shapes import Json
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import (
    BUG_EXIT_CODE,
    Cancelled,
    KnownError,
    SignInAgainError,
    WrongUsageError,
    ending,
)
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.reconcile import default_period
from pleoqb_desktop.status import chosen_accounts
from pleoqb_desktop.texts import Texts, language_of

DONE, SOME_FAILED, INCOMPLETE = 0, 1, 3


@dataclass(frozen=True, slots=True)
class _Result:
    """What a command says: JSON, lines for people, and the exit code."""

    body: Json
    lines: Sequence[str] = ()
    code: int = DONE


class Command:
    """Runs one command with a program of its own."""

    def __init__(self, options: argparse.Namespace, world: World | None = None) -> None:
        """`world` None: the real one."""
        self._options = options
        self._world = world
        self._cancel = CancelToken()
        self._last_progress = ""

    def run(self) -> int:
        """The exit code; a known error is told in words, a bug as one."""
        try:
            with _stoppable(self._cancel, self._stopping), Program(choice(self._options), self._world) as program:
                return self._run(program)
        except KnownError as error:
            texts = _texts_without_program(self._options)
            return self._print(
                _Result(shapes.with_problem(self._empty(), error.problem, texts), (), error.exit_code),
                error.problem,
                texts,
            )
        except BrokenPipeError:
            return DONE  # who read our output has had enough

    def _run(self, program: Program) -> int:
        command = getattr(self, "_" + self._options.command.replace("-", "_"))
        trouble: Problem | None = None
        try:
            result: _Result = command(program)
        except Exception as error:  # noqa: BLE001 - the last line of defence: a bug is told as a bug (exit 70)
            found = ending(error)
            if found.is_bug:
                program.note_bug(error)
            trouble = found.problem
            result = _Result(self._empty(), (), found.exit_code)
        if trouble:
            result = _Result(shapes.with_problem(result.body, trouble, program.texts), result.lines, result.code)
        return self._print(result, trouble, program.texts)

    def _empty(self) -> Json:
        if self._options.command in {"export", "tour"}:
            return shapes.empty_export(dry_run=bool(getattr(self._options, "dry_run", False)))
        return shapes.empty_status(self._options.profile) if self._options.command == "status" else {}

    def _print(self, result: _Result, trouble: Problem | None, texts: Any) -> int:
        if trouble:
            self._say(f"{texts.sentence(trouble)} {texts.remedy(trouble)}")
        out = sys.stderr if self._options.json else sys.stdout
        for line in result.lines:
            out.write(line + "\n")
        if self._options.json:
            sys.stdout.write(shapes.encode(result.body) + "\n")
        sys.stdout.flush()
        return result.code

    def _say(self, line: str) -> None:
        """Words on the way; standard output stays for results."""
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def _stopping(self) -> None:
        self._say(_texts_without_program(self._options).command("stopping"))

    # -- connections -----------------------------------------------------------------------------

    def _connect(self, program: Program) -> _Result:
        return self._connect_pleo(program) if self._options.service == "pleo" else self._connect_quickbooks(program)

    def _connect_pleo(self, program: Program) -> _Result:
        key = (
            str(program.practice.company["pleo"]["api_key"])
            if program.practice and sys.stdin.isatty()
            else self._read_all()
        )
        company = program.connect_pleo().connect(key)
        body = {"pleo": {"connected": True, "company_id": company.id, "company_name": company.name}}
        return _Result(body, [program.texts.command("pleo_connected", name=company.name)])

    def _read_all(self) -> str:
        """Standard input to its end, read beside us so that Ctrl-C is heard. Raises Cancelled."""
        read: list[str] = []
        reader = threading.Thread(target=lambda: read.append(sys.stdin.read()), daemon=True)
        reader.start()
        while reader.is_alive():
            self._cancel.check()
            reader.join(0.05)
        return "".join(read)

    def _connect_quickbooks(self, program: Program) -> _Result:
        use_case = program.connect_quickbooks(self._cancel)
        with program.receiver(by_hand=self._options.paste) as receiver:
            address = use_case.address(receiver)
            if self._options.no_browser or self._options.paste:
                # First line of standard output, whatever else is asked for: scripts read it.
                sys.stdout.write(address + "\n")
                sys.stdout.flush()
            if self._options.paste:
                self._say(program.texts.command("paste_now"))
                threading.Thread(target=self._offer_pasted, args=(receiver,), daemon=True).start()
            elif self._options.no_browser or not program.open_in_browser(address):
                self._say(program.texts.command("open_this"))
                self._say(address)
            else:
                self._say(program.texts.command("waiting_for_browser"))
            company = self._finish_sign_in(use_case, receiver)
        body = {
            "quickbooks": {
                "connected": True,
                "realm_id": company.realm_id,
                "company_name": company.name,
                "country": company.country,
                "home_currency": company.home_currency,
                "token_days_left": program.sign_in.days_left(),
            }
        }
        line = program.texts.command("quickbooks_connected", name=company.name, currency=company.home_currency)
        return _Result(body, [line])

    _pasted: KnownError | None = None

    def _offer_pasted(self, receiver: Any) -> None:
        """A pasted address that is no answer ends the command: a script cannot paste again."""
        try:
            receiver.offer(sys.stdin.readline())
        except SignInAgainError as error:
            self._pasted = error
            self._cancel.cancel()

    def _finish_sign_in(self, use_case: Any, receiver: Any) -> Any:
        try:
            return use_case.finish(receiver, self._cancel)
        except Cancelled:
            if self._pasted:
                raise self._pasted from None
            raise

    def _disconnect(self, program: Program) -> _Result:
        services = [self._options.service] if self._options.service else ["pleo", "quickbooks"]
        body: Json = {}
        lines: list[str] = []
        for service in services:
            title = "Pleo" if service == "pleo" else "QuickBooks"
            told = (
                program.connect_pleo().disconnect()
                if service == "pleo"
                else program.connect_quickbooks(self._cancel).disconnect()
            )
            body[service] = {"connected": False, "told": told}
            lines.append(program.texts.command("disconnected", service=title))
            if not told:
                lines.append(program.texts.command("not_told", service=title))
        return _Result(body, lines)

    # -- set-up ----------------------------------------------------------------------------------

    def _setup(self, program: Program) -> _Result:
        set_up = program.set_up(self._cancel)
        books = set_up.books()
        settings, made = set_up.apply(answers(self._options), books)
        missing = program.missing()
        lines = [
            program.texts.command(
                "made_account", name=" ".join(part for part in (account.number, account.name) if part)
            )
            for account in made
        ]
        lines.append(self._setup_line(program, missing))
        body = {
            "setup": {"complete": not missing, "missing": list(missing)},
            "created": [{"name": account.name, "number": account.number} for account in made],
            "accounts": shapes.accounts_json(chosen_accounts(settings, set_up.books() if made else books)),
            **shapes.choices_json(settings, books.company),
        }
        return _Result(body, lines, DONE if not missing else INCOMPLETE)

    def _setup_line(self, program: Program, missing: Sequence[str]) -> str:
        if not missing:
            return program.texts.command("setup_done")
        names = ", ".join(program.texts.missing_name(name) for name in missing)
        return program.texts.command("setup_lacks", missing=names)

    def _sync(self, program: Program) -> _Result:
        report = program.sync(self._cancel).run()
        lines = [
            program.texts.command(
                "synced",
                kind=kind.value,
                counts=", ".join(f"{change.value} {count}" for change, count in counts.items()),
            )
            for kind, counts in report.counts.items()
            if counts
        ]
        lines += [f"{program.texts.sentence(one)} {program.texts.remedy(one)}" for one in report.problems]
        return _Result(shapes.sync_json(report, program.texts), lines, SOME_FAILED if report.problems else DONE)

    # -- export ----------------------------------------------------------------------------------

    def _export(self, program: Program) -> _Result:
        if self._options.dry_run:
            with program.preview(self._cancel) as preview:
                outcome = preview.run()
        else:
            with program.export(self._cancel, lambda progress: self._progress(program, progress)) as export:
                outcome = export.run()
        return self._outcome(program, outcome)

    def _outcome(self, program: Program, outcome: RunOutcome) -> _Result:
        texts = program.texts
        lines = [self._item_line(program, item) for item in outcome.items]
        counts = {status.value: outcome.count(status) for status in ItemStatus}
        if outcome.dry_run:
            counts["exported"] = counts["waiting"]
        if outcome.items:
            lines.append(program.texts.command("summary", **counts))
        elif not outcome.problem:
            lines.append(program.texts.command("nothing_waits"))
        if outcome.problem:
            self._say(f"{texts.sentence(outcome.problem)} {texts.remedy(outcome.problem)}")
        return _Result(shapes.export_json(outcome, texts), lines, outcome.exit_code)

    def _item_line(self, program: Program, item: Any) -> str:
        texts, record = program.texts, item.record
        parts = [
            texts.date(record.day) if record.day else "",
            record.supplier or texts.spend_type_name(record.type),
            texts.money(record.amount) if record.amount else "",
            texts.status_name(record.status),
            texts.entry_kind_name(record.kind) if record.kind else "",
        ]
        if record.receipts_expected:
            attached, expected = record.receipts_attached, record.receipts_expected
            parts.append(program.texts.command("receipts", attached=attached, expected=expected))
        parts += [item.external_url or ""]
        line = " · ".join(part for part in parts if part)
        return "\n".join([line, *(f"    {texts.sentence(one)} {texts.remedy(one)}" for one in record.problems)])

    def _progress(self, program: Program, progress: Progress) -> None:
        phase = program.texts.phase(progress.phase)
        line = program.texts.command("progress", phase=phase, done=progress.confirmed, total=progress.total)
        if line != self._last_progress:
            self._last_progress = line
            self._say(line)

    # -- what is so ------------------------------------------------------------------------------

    def _status(self, program: Program) -> _Result:
        view = program.status(self._cancel)
        status = shapes.status_json(program.choice.profile, view, program.sign_in.days_left())
        say, books = program.texts.command, status["quickbooks"]
        lines = [
            say("pleo_connected", name=status["pleo"]["company_name"])
            if view.pleo_connected
            else say("not_connected", service="Pleo"),
            say("quickbooks_connected", name=books["company_name"], currency=books["home_currency"])
            if view.quickbooks_connected
            else say("not_connected", service="QuickBooks"),
        ]
        if books["token_days_left"] is not None:
            lines.append(say("days_left", days=books["token_days_left"]))
        lines.append(self._setup_line(program, view.missing))
        if view.waiting:
            lines.append(say("waiting", items=view.waiting.items, jobs=view.waiting.jobs))
        if view.trouble:
            self._say(f"{program.texts.sentence(view.trouble)} {program.texts.remedy(view.trouble)}")
        return _Result(shapes.with_problem(status, view.trouble, program.texts), lines, view.exit_code)

    def _history(self, program: Program) -> _Result:
        if self._options.run is not None:
            return self._run_history(program, self._options.run)
        runs = program.runs.runs()
        lines = [
            f"{summary.run.id} · {program.texts.moment(summary.run.started_at)} · "
            + program.texts.command("summary", **{s.value: summary.counts.get(s, 0) for s in ItemStatus})
            for summary in runs
        ]
        return _Result({"runs": [shapes.run_json(one) for one in runs]}, lines or [program.texts.command("no_runs")])

    def _run_history(self, program: Program, run_id: int) -> _Result:
        summary = program.runs.run(run_id)
        if summary is None:
            raise WrongUsageError(problem(Code.RUN_UNKNOWN, run=run_id))
        items = [program.history_item(record) for record in program.runs.run_items(run_id)]
        body = shapes.run_json(summary) | {
            "items": [shapes.record_json(item.record, item.external_url, program.texts) for item in items]
        }
        return _Result(body, [self._item_line(program, item) for item in items])

    def _undo(self, program: Program) -> _Result:
        outcome = program.undo(self._cancel).run(self._options.run)
        texts = program.texts
        lines = [f"{texts.sentence(one.problem)} {texts.remedy(one.problem)}" for one in outcome.items if one.problem]
        vendors = ", ".join(outcome.vendors_inactive) or "–"
        lines.append(
            program.texts.command(
                "undone",
                entries=outcome.entries_removed,
                files=outcome.attachments_removed,
                vendors=vendors,
            )
        )
        if outcome.vendors_left:
            lines.append(program.texts.command("vendors_left", vendors=", ".join(outcome.vendors_left)))
        lines.append(program.texts.command("still_exported"))
        return _Result(shapes.undo_json(outcome, texts), lines, DONE if outcome.complete else SOME_FAILED)

    def _reconcile(self, program: Program) -> _Result:
        first, last = default_period(program.today())
        first, last = self._options.first or first, self._options.last or last
        if first > last:
            raise WrongUsageError(
                problem(Code.PERIOD_BACKWARDS, first_date=first.isoformat(), last_date=last.isoformat())
            )
        found = program.reconcile(self._cancel).run(first, last)
        counts = {verdict.value: count for verdict, count in found.counts.items()}
        differs = sum(counts[name] for name in ("amount_differs", "vat_differs", "date_differs"))
        lines = [
            " · ".join(
                str(part)
                for part in (row.verdict.value, row.pleo_day or row.books_day, row.supplier, row.external_url)
                if part
            )
            for row in found.entries
            if row.verdict.value != "matched"
        ]
        lines.append(
            program.texts.command(
                "reconcile_summary",
                matched=counts["matched"],
                missing=counts["missing"],
                extra=counts["extra"],
                differs=differs,
                open=counts["not_exported"],
            )
        )
        return _Result(shapes.reconcile_json(found), lines, DONE if found.agrees else SOME_FAILED)

    # -- the program itself ----------------------------------------------------------------------

    def _support_bundle(self, program: Program) -> _Result:
        path = program.write_support_bundle(self._options.file)
        return _Result({"file": str(path)}, [program.texts.command("written", path=path)])

    def _self_test(self, program: Program) -> _Result:
        checks = program.self_test()
        lines = [
            program.texts.command("check_ok", name=name)
            if reason is None
            else program.texts.command("check_bad", name=name, reason=reason)
            for name, reason in checks.items()
        ]
        body = {"checks": {name: reason or "ok" for name, reason in checks.items()}}
        return _Result(body, lines, DONE if not any(checks.values()) else BUG_EXIT_CODE)

    def _tour(self, program: Program) -> _Result:
        for step in program.tour(self._cancel):
            kind = {"kind": program.texts.synced_kind(step.kind)} if step.kind else {}
            self._say(program.texts.command(step.name, **step.values, **kind))
        with program.export(self._cancel, lambda progress: self._progress(program, progress)) as export:
            return self._outcome(program, export.run())


def _texts_without_program(options: argparse.Namespace) -> Texts:
    return Texts(language_of(options.language, os.environ))


@contextmanager
def _stoppable(cancel: CancelToken, on_stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C, or a polite end, asks for a stop; a second one ends at once."""

    def stop(number: int, _frame: FrameType | None) -> None:
        if cancel.cancelled:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        cancel.cancel()
        on_stop()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
