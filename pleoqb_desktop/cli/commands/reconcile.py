"""Whether both sides agree over a period; what is found can be saved as a page for the accountant."""

from datetime import date

from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import DONE, SOME_FAILED, Call, Result
from pleoqb_desktop.cli.reconciliation_paper import reconciliation_paper
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import KnownError, WrongUsageError
from pleoqb_desktop.reconcile import DIFFERING, ReconciledEntry, Reconciliation, Verdict, default_period


def chosen_period(call: Call) -> tuple[date, date]:
    """The period of the options, both days included. Raises WrongUsageError for one that ends before it starts."""
    first, last = default_period(call.program.today(), call.program.runs)
    first, last = call.options.first or first, call.options.last or last
    if first > last:
        raise WrongUsageError(problem(Code.PERIOD_BACKWARDS, first_date=first.isoformat(), last_date=last.isoformat()))
    return first, last


def reconcile(call: Call) -> Result:
    """Pleo against the QuickBooks account over a period."""
    asked = chosen_period(call)
    first, last = call.program.exports.known_period(*asked, call.cancel)
    if (first, last) != asked:
        call.say(call.texts.command("file_period", first=call.texts.date(first), last=call.texts.date(last)))
    found = call.program.reconcile(call.cancel).run(first, last)
    counts = found.counts
    lines = [_line(call, row) for row in found.entries if row.verdict is not Verdict.MATCHED]
    lines.append(
        call.texts.command(
            "reconcile_summary",
            matched=counts[Verdict.MATCHED] + counts[Verdict.ADOPTED],
            missing=counts[Verdict.MISSING],
            extra=counts[Verdict.EXTRA],
            differs=sum(counts[verdict] for verdict in DIFFERING),
            double=counts[Verdict.DOUBLE],
            open=counts[Verdict.NOT_EXPORTED],
        )
    )
    result = Result(shapes.reconcile_json(found), lines, DONE if found.agrees else SOME_FAILED)
    return _with_report(call, found, result) if call.options.report else result


def _line(call: Call, row: ReconciledEntry) -> str:
    day = row.pleo_day or row.books_day
    parts = (
        call.texts.verdict_name(row.verdict),
        call.texts.date(day) if day else "",
        row.supplier,
        row.external_url or "",
    )
    return " · ".join(part for part in parts if part)


def _with_report(call: Call, found: Reconciliation, result: Result) -> Result:
    """Saves the page for the accountant; what was found is told too where it cannot be saved."""
    paper = reconciliation_paper(found, call.program.settings.load(), call.program.clock.now(), call.texts)
    try:
        path = call.program.save_page(call.options.report, paper)
    except KnownError as error:
        call.say(f"{call.texts.sentence(error.problem)} {call.texts.remedy(error.problem)}")
        return Result(shapes.with_problem(result.body, error.problem, call.texts), result.lines, error.exit_code)
    return Result(result.body, [*result.lines, call.texts.command("written", path=path)], result.code)
