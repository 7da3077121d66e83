"""The commands of design.md 7: reads options, runs one use case, prints its result; no logic of its own."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pleoqb_desktop.choice import Choice, lacking
from pleoqb_desktop.cli.output import speak_utf8, write_line
from pleoqb_desktop.cli.plain import window_choice

if TYPE_CHECKING:
    from pleoqb_desktop.domain.problems import Problem
    from pleoqb_desktop.profile import World

WRONG_USAGE, INCOMPLETE = 2, 3


def run(arguments: Sequence[str], world: "World | None" = None) -> int:
    """Runs what the arguments say, or opens the window; the exit code. `world` None: the real one."""
    speak_utf8()
    # What a command needs is loaded for that command alone: the window shows at once, and so does help.
    if plain := window_choice(arguments):
        return _window(plain)
    from pleoqb_desktop.cli.options import UsageError, choice, parse

    try:
        options = parse(arguments, os.environ)
    except UsageError as error:
        return _wrong_usage(str(error), error.remedy, as_json="--json" in arguments)
    os.environ.update(options.environment)
    if options.command is None:
        return _window(choice(options), as_json=options.json)
    if options.command == "practice":
        if lack := lacking(Choice(practice=True)):
            return _told(lack, options.language, as_json=options.json)
        from pleoqb_desktop.practice.__main__ import main

        return main(options.practice_arguments)
    from pleoqb_desktop.cli.runner import Runner

    return Runner(options, world).run()


def _window(choice: Choice, *, as_json: bool = False) -> int:
    if lack := lacking(choice):
        return _told(lack, choice.language, as_json=as_json)
    from pleoqb_desktop.gui.app import open_window

    return open_window(choice)


def _told(lack: "Problem", language: str | None, *, as_json: bool) -> int:
    from pleoqb_desktop.cli import shapes
    from pleoqb_desktop.texts import Texts, language_of

    texts = Texts(language_of(language, os.environ))
    write_line(sys.stderr, f"{texts.sentence(lack)} {texts.remedy(lack)}")
    if as_json:
        sys.stdout.write(shapes.encode(shapes.with_problem({}, lack, texts)) + "\n")
    return INCOMPLETE


def _wrong_usage(message: str, remedy: str, *, as_json: bool) -> int:
    for line in [*message.splitlines(), remedy]:
        write_line(sys.stderr, line)
    if as_json:
        from pleoqb_desktop.cli import shapes

        detail = {"code": "wrong_usage", "message": message.splitlines()[-1], "remedy": remedy, "parameters": {}}
        sys.stdout.write(shapes.encode({"problem": detail}) + "\n")
    return WRONG_USAGE
