"""Commands that only look: how things stand, and whether both sides agree."""

from datetime import date

from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import DONE, SOME_FAILED, Call, Result
from pleoqb_desktop.cli.commands.set_up import setup_line
from pleoqb_desktop.cli.reconciliation_paper import reconciliation_paper
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import KnownError, WrongUsageError
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.reconcile import Reconciliation, default_period


def status(call: Call) -> Result:
    """Connections, set-up, what waits."""
    view, plan = call.program.status(call.cancel), call.program.planning().plan()
    body = shapes.status_json(call.program.choice.profile, view, call.program.sign_in.days_left(), plan)
    books = body["quickbooks"]
    lines = [
        call.texts.command("pleo_by_file")
        if body["pleo"]["door"] == Door.FILE
        else call.texts.command("pleo_connected", name=body["pleo"]["company_name"])
        if view.pleo_connected
        else call.texts.command("not_connected", service="Pleo"),
        call.texts.command("quickbooks_connected", name=books["company_name"], currency=books["home_currency"])
        if view.quickbooks_connected
        else call.texts.command("not_connected", service="QuickBooks"),
    ]
    if books["token_days_left"] is not None:
        lines.append(call.texts.command("days_left", days=books["token_days_left"]))
    lines.append(setup_line(call, view.missing))
    if view.waiting:
        lines.append(call.texts.command("waiting", items=view.waiting.items, jobs=view.waiting.jobs))
    if plan.next:
        lines.append(call.texts.command("planned_next", moment=call.texts.moment(plan.next)))
    if view.trouble:
        call.say(f"{call.texts.sentence(view.trouble)} {call.texts.remedy(view.trouble)}")
    return Result(shapes.with_problem(body, view.trouble, call.texts), lines, view.exit_code)


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
    first, last = call.program.known_period(*asked, call.cancel)
    if (first, last) != asked:
        call.say(call.texts.command("file_period", first=call.texts.date(first), last=call.texts.date(last)))
    found = call.program.reconcile(call.cancel).run(first, last)
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
        call.texts.command(
            "reconcile_summary",
            matched=counts["matched"] + counts["adopted"],
            missing=counts["missing"],
            extra=counts["extra"],
            differs=differs,
            double=counts["double"],
            open=counts["not_exported"],
        )
    )
    result = Result(shapes.reconcile_json(found), lines, DONE if found.agrees else SOME_FAILED)
    return _with_report(call, found, result) if call.options.report else result


def _with_report(call: Call, found: Reconciliation, result: Result) -> Result:
    """Saves the page for the accountant; what was found is told too where it cannot be saved."""
    paper = reconciliation_paper(found, call.program.settings.load(), call.program.clock.now(), call.texts)
    try:
        path = call.program.save_page(call.options.report, paper)
    except KnownError as error:
        call.say(f"{call.texts.sentence(error.problem)} {call.texts.remedy(error.problem)}")
        return Result(shapes.with_problem(result.body, error.problem, call.texts), result.lines, error.exit_code)
    return Result(result.body, [*result.lines, call.texts.command("written", path=path)], result.code)
