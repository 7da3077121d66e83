"""Commands about exports by themselves: what is planned, and the clock of a system without a scheduler."""

from contextlib import suppress

from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import Call, Result
from pleoqb_desktop.ports.errors import KnownError
from pleoqb_desktop.schedule import Plan


def schedule(call: Call) -> Result:
    """Plans exports, or shows what is planned."""
    options, planning = call.options, call.program.plans.planning()
    if options.keep_time:
        call.program.plans.keep_time(call.cancel)
        return Result({})
    if wanted := options.daily or options.weekly:
        plan = planning.keep(wanted)
    elif options.off:
        plan = planning.off_for_all() if options.every else planning.off()
    else:
        plan = planning.plan()
    lines = _lines(call, plan)
    with suppress(KnownError):  # it is told where a run needs it
        if wanted and call.program.plans.lacks_secret():
            lines.append(call.texts.command("planned_secret"))
    return Result(shapes.schedule_json(plan), lines)


def _lines(call: Call, plan: Plan) -> list[str]:
    texts = call.texts
    lines = [texts.command("planned_none")]
    if plan.schedule and plan.next:
        day = texts.weekday(plan.schedule.weekday.number) if plan.schedule.weekday else None
        at = f"{plan.schedule.at:%H:%M}"
        what = texts.command("planned_weekly", day=day, at=at) if day else texts.command("planned_daily", at=at)
        lines = [what, texts.command("planned_next", moment=texts.moment(plan.next))]
    if plan.last:
        result = texts.planned_name(plan.last.result)
        lines.append(texts.command("planned_last", moment=texts.moment(plan.last.at), result=result))
    return lines
