"""Commands about exports: one run now or tried dry, the runs before, and undoing one."""

from functools import partial
from pathlib import Path

from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import DONE, SOME_FAILED, Call, Result
from pleoqb_desktop.cli.commands.files import questions_lines
from pleoqb_desktop.cli.commands.missing import totals_lines
from pleoqb_desktop.cli.options import file_words
from pleoqb_desktop.cli.telling import Telling, item_lines
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend_file import FileWords
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.export.outcome import RunOutcome, numbers_in_books
from pleoqb_desktop.ports.errors import FileQuestionsError, WrongUsageError
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.schedule import RunResult


def export(call: Call) -> Result:
    """Exports what waits, or a file of Pleo's; or shows what an export would do."""
    if call.options.planned:
        return _planned(call)
    if call.options.file:
        return export_file(
            call,
            call.options.file,
            file_words(call.options),
            dry_run=call.options.dry_run,
            look_alikes=call.options.look_alikes,
        )
    if not call.options.dry_run:
        return _exported(call)
    with call.program.exports.preview(call.cancel, call.options.look_alikes) as preview:
        outcome = preview.run()
    return export_result(call, outcome)


def _planned(call: Call) -> Result:
    """One run that nobody watches: not its turn, nothing there, or a window open is no failure."""
    if call.options.if_due and not call.program.plans.planning().missed():
        return Result(shapes.empty_export(dry_run=False))
    done = call.program.plans.run(call.cancel, call.progress)
    if done.noted is None or done.noted.result is RunResult.POSTPONED or done.outcome is None:
        told = done.ended if done.noted and done.noted.result is RunResult.FAILED else None
        if told:
            call.say(f"{call.texts.sentence(told.problem)} {call.texts.remedy(told.problem)}")
        body = shapes.with_problem(shapes.empty_export(dry_run=False), told.problem if told else None, call.texts)
        return Result(body, (), told.exit_code if told else DONE)
    return export_result(call, done.outcome)


def _exported(call: Call) -> Result:
    outcome: RunOutcome | None = None
    try:
        with call.program.exports.now(call.cancel, call.progress, look_alikes=call.options.look_alikes) as run:
            outcome = run.run()
    except Exception as error:
        if outcome is None:
            raise
        return export_result(call, outcome, error)
    return export_result(call, outcome)


def export_file(
    call: Call,
    path: Path,
    words: FileWords,
    *,
    dry_run: bool = False,
    look_alikes: LookAlikes = LookAlikes.HOLD,
) -> Result:
    """Exports a file; where it can be read in two ways, says what is asked."""
    outcome: RunOutcome | None = None
    try:
        if dry_run:
            with call.program.exports.preview_file(path, words, call.cancel, look_alikes) as seen:
                outcome, report, left_out = seen.work.run(), seen.report, seen.left_out
        else:
            said = partial(call.progress, by_file=True)
            with call.program.exports.of_file(path, words, call.cancel, said, look_alikes=look_alikes) as file:
                outcome, report, left_out = file.work.run(), file.report, file.left_out
    except FileQuestionsError as asked:
        body = shapes.empty_export(dry_run=dry_run) | {"questions": shapes.questions_json(asked.report.questions)}
        call.say(f"{call.texts.sentence(asked.problem)} {call.texts.remedy(asked.problem)}")
        return Result(
            shapes.with_problem(body, asked.problem, call.texts), questions_lines(call, asked.report), asked.exit_code
        )
    except Exception as error:
        if outcome is None:
            raise
        return export_result(call, outcome, error)
    result = export_result(call, outcome)
    more = {"left_out": left_out, "questions": shapes.questions_json(report.questions)}
    lines = [*result.lines, *([call.texts.command("left_out", count=left_out)] if left_out else [])]
    if not dry_run and (numbers := numbers_in_books(item.record for item in outcome.items)):
        lines.append(call.texts.command("pleo_numbers", numbers=", ".join(numbers)))
    return Result(result.body | more, lines, result.code)


def export_result(call: Call, outcome: RunOutcome, late: Exception | None = None) -> Result:
    """What an export did, item by item. `late`: what went wrong after it."""
    texts = call.texts
    telling = Telling(call, outcome)
    if late:
        telling.note(late)
    ended = outcome.ended or telling.trouble
    lines = list(telling.lines)
    counts = {status.value: outcome.count(status) for status in ItemStatus}
    if telling.bodies:
        words = texts.command("summary_dry_run", **counts) if outcome.dry_run else texts.command("summary", **counts)
        lines.append(words)
    elif not ended:
        # Nothing waits only where nothing is missing either (design.md 4.11).
        lines += totals_lines(texts, call.program.not_in_books()) or [texts.command("nothing_waits")]
    if ended:
        call.say(f"{texts.sentence(ended.problem)} {texts.remedy(ended.problem)}")
    body = shapes.export_json(outcome, telling.bodies, ended.problem if ended else None, texts)
    return Result(body, lines, ended.exit_code if ended else outcome.exit_code)


def history(call: Call) -> Result:
    """The runs, or the items of one."""
    if call.options.run is not None:
        return _run_history(call, call.options.run)
    runs = call.program.runs.runs()
    lines = [
        f"{summary.run.id} · {call.texts.moment(summary.run.started_at)} · "
        + call.texts.command("summary", **{s.value: summary.counts.get(s, 0) for s in ItemStatus})
        for summary in runs
    ]
    return Result({"runs": [shapes.run_json(one) for one in runs]}, lines or [call.texts.command("no_runs")])


def _run_history(call: Call, run_id: int) -> Result:
    summary = call.program.runs.run(run_id)
    if summary is None:
        raise WrongUsageError(problem(Code.RUN_UNKNOWN, run=run_id))
    items = [call.program.history_item(record) for record in call.program.runs.run_items(run_id)]
    body = shapes.run_json(summary) | {
        "items": [shapes.record_json(item.record, item.external_url, call.texts) for item in items]
    }
    return Result(body, [line for item in items for line in item_lines(call, item, item.record.status)])


def undo(call: Call) -> Result:
    """Removes what a run created."""
    outcome = call.program.undo(call.cancel).run(call.options.run)
    texts = call.texts
    lines = [f"{texts.sentence(one.problem)} {texts.remedy(one.problem)}" for one in outcome.items if one.problem]
    vendors = ", ".join(outcome.vendors_inactive) or "–"
    lines.append(
        call.texts.command(
            "undone",
            entries=outcome.entries_removed,
            files=outcome.attachments_removed,
            vendors=vendors,
        )
    )
    if outcome.vendors_left:
        lines.append(call.texts.command("vendors_left", vendors=", ".join(outcome.vendors_left)))
    if outcome.entries_removed:
        lines.append(call.texts.command("still_exported"))
    return Result(shapes.undo_json(outcome, texts), lines, DONE if outcome.complete else SOME_FAILED)
