"""How things stand: connections, set-up, what waits, what is planned."""

from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import Call, Result
from pleoqb_desktop.cli.commands.missing import totals_lines
from pleoqb_desktop.cli.commands.set_up import setup_line
from pleoqb_desktop.ports.settings import Door


def status(call: Call) -> Result:
    """Connections, set-up, what waits."""
    view, plan = call.program.status(call.cancel), call.program.plans.planning().plan()
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
    lines += totals_lines(call.texts, view.not_in_books)
    if plan.next:
        lines.append(call.texts.command("planned_next", moment=call.texts.moment(plan.next)))
    if view.trouble:
        call.say(f"{call.texts.sentence(view.trouble)} {call.texts.remedy(view.trouble)}")
    return Result(shapes.with_problem(body, view.trouble, call.texts), lines, view.exit_code)
