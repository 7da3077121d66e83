"""What each command does, by what it is about; a command takes a call and hands back its result."""

from collections.abc import Callable, Mapping

from pleoqb_desktop.cli.call import Call, Result
from pleoqb_desktop.cli.commands import (
    connections,
    export,
    files,
    missing,
    program,
    reconcile,
    schedule,
    set_up,
    status,
)

COMMANDS: Mapping[str, Callable[[Call], Result]] = {
    "connect": connections.connect,
    "disconnect": connections.disconnect,
    "setup": set_up.set_up,
    "sync": set_up.sync,
    "export": export.export,
    "columns": files.columns,
    "template": files.template,
    "history": export.history,
    "undo": export.undo,
    "status": status.status,
    "reconcile": reconcile.reconcile,
    "not-in-books": missing.not_in_books,
    "answer": missing.answer,
    "schedule": schedule.schedule,
    "move-in": missing.move_in,
    "support-bundle": program.support_bundle,
    "self-test": program.self_test,
    "tour": program.tour,
}
