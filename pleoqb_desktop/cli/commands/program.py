"""Commands about the program itself: a support bundle, a check of what is installed, the tour."""

from pleoqb_desktop.cli.call import DONE, Call, Result
from pleoqb_desktop.cli.commands.export import export_file, export_result
from pleoqb_desktop.cli.commands.set_up import sync_counts
from pleoqb_desktop.domain.spend_file import FileWords
from pleoqb_desktop.ports.errors import BUG_EXIT_CODE


def support_bundle(call: Call) -> Result:
    """Writes versions, settings and logs, without secrets."""
    path = call.program.write_support_bundle(call.options.file)
    return Result({"file": str(path)}, [call.texts.command("written", path=path)])


def self_test(call: Call) -> Result:
    """Checks what is installed."""
    checks = call.program.self_test()
    lines = [
        call.texts.command("check_ok", name=name)
        if reason is None
        else call.texts.command("check_bad", name=name, reason=reason)
        for name, reason in checks.items()
    ]
    body = {"checks": {name: reason or "ok" for name, reason in checks.items()}}
    return Result(body, lines, DONE if not any(checks.values()) else BUG_EXIT_CODE)


def tour(call: Call) -> Result:
    """Practice mode in one go, up to an export."""
    steps = call.program.file_tour(call.cancel) if call.options.by_file else call.program.tour(call.cancel)
    for step in steps:
        synced = (
            {"kind": call.texts.synced_kind(step.kind), "counts": sync_counts(call, step.counts)} if step.kind else {}
        )
        call.say(call.texts.command(step.name, **step.values, **synced))
    if call.options.by_file:
        with call.program.practice_file(call.cancel) as path:
            call.say(call.texts.command("tour_file", name=path.name))
            return export_file(call, path, FileWords())
    with call.program.exports.now(call.cancel, call.progress) as run:
        return export_result(call, run.run())
