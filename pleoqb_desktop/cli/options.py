"""The options of every command (design.md 7), in the language that they themselves ask for; runs nothing."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pleoqb_desktop.choice import CARRIED, Choice
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.domain.schedule import Schedule, Weekday, parse_schedule
from pleoqb_desktop.domain.spend_file import DateOrder, DecimalMark, EqualRows, ExportState, FileWords, SpendSign
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.ports.questions import AnswerKind
from pleoqb_desktop.setup.choices import CHOICES, Option
from pleoqb_desktop.setup.set_up import Answers
from pleoqb_desktop.texts.catalogue import Catalogue
from pleoqb_desktop.texts.language import Language, language_of, languages

_ANSWERS = {
    "same=EXTERNAL_ID": AnswerKind.SAME,
    "another": AnswerKind.ANOTHER,
    "later": AnswerKind.LATER,
    "correct": AnswerKind.CORRECT,
    "leave": AnswerKind.LEAVE,
    "again": AnswerKind.AGAIN,
    "out": AnswerKind.OUT,
}

T = TypeVar("T")
Say = Callable[..., str]
"""The words of the command line in one language (texts.catalogue.Catalogue.command)."""

_PAGES = frozenset({".pdf", ".csv"})
"""Endings of the pages for the accountant."""


class UsageError(Exception):
    """The options do not make a command; `remedy` says where the right ones are shown."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def parse(arguments: Sequence[str], environ: Mapping[str, str]) -> argparse.Namespace:
    """The options. Raises UsageError; prints help and ends where help is asked for."""
    parser = _parser(language_of(_language_in(arguments), environ))
    options, others = parser.parse_known_args(arguments)
    if options.command == "practice":
        options.practice_arguments = others  # the practice services know their own options
    elif others:
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    return options


def choice(options: argparse.Namespace) -> Choice:
    """Which program the options ask for; the tour is always practice."""
    practice = options.practice or options.command == "tour"
    return Choice(options.profile, practice, options.language)


def _language_in(arguments: Sequence[str]) -> str | None:
    for position, argument in enumerate(arguments):
        if argument == "--language" and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith("--language="):
            return argument.partition("=")[2]
    return None


class _Parser(argparse.ArgumentParser):
    """Tells wrong usage by an exception, so that it can be told as JSON too; its help is in the language of `say` alone."""

    def __init__(self, prog: str | None = None, *, say: Say, add_help: bool = True, **more: Any) -> None:
        super().__init__(prog, add_help=False, **more)
        self._say = say
        self._positionals.title, self._optionals.title = say("arguments"), say("options")
        if add_help:
            self.add_argument("-h", "--help", action="help", help=say("help"))

    def error(self, message: str) -> NoReturn:
        say = self._say
        raise UsageError(f"{self.format_usage()}{self.prog}: {message}", say("see_help", command=self.prog))


def _parser(language: Language) -> _Parser:
    say = Catalogue(language).command
    common = _Parser(say=say, add_help=False)
    _add_common(common, say, suppress=True)
    parser = _Parser("pleoqb-desktop", say=say, description=say("description"))
    _add_common(parser, say, suppress=False)
    parser.set_defaults(command=None, service=None)
    commands = parser.add_subparsers(title=say("commands"), dest="command", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, help_name: str | None = None, **more: Any) -> argparse.ArgumentParser:
        text = say(help_name or name.replace("-", "_"))
        return commands.add_parser(name, say=say, help=text, description=text, parents=[common], **more)

    _add_connect(command("connect"), common, say)
    _add_setup(command("setup"), say)
    command("sync").add_argument("--to", dest="folder", type=Path, metavar="FOLDER", help=say("to_folder"))
    export = command("export")
    export.add_argument("--dry-run", action="store_true", help=say("dry_run"))
    export.add_argument(
        "--look-alikes",
        type=_read_as(LookAlikes, "|".join(LookAlikes)),
        default=LookAlikes.HOLD,
        metavar="|".join(LookAlikes),
        help=say("look_alikes"),
    )
    export.add_argument("--planned", action="store_true", help=argparse.SUPPRESS)  # how a scheduler starts us
    export.add_argument("--if-due", action="store_true", help=argparse.SUPPRESS)
    export.add_argument("--file", type=Path, metavar="PATH", help=say("pleo_file"))
    _add_answers(export, say)
    columns = command("columns")
    columns.add_argument("file", type=Path, metavar="PATH", help=say("pleo_file"))
    _add_answers(columns, say)
    command("template")
    command("status")
    number = _read_as(int, say("run"))
    command("history").add_argument("run", nargs="?", type=number, metavar="RUN", help=say("run"))
    command("undo").add_argument("run", type=number, metavar="RUN", help=say("run"))
    move_in = command("move-in")
    move_in.add_argument("--adopt", action="store_true", help=say("adopt"))
    reconcile = command("reconcile")
    reconcile.add_argument("--report", type=_page, metavar="FILE.pdf|FILE.csv", help=say("report"))
    day = _read_as(date.fromisoformat, say("day"))
    for one in (reconcile, move_in):
        one.add_argument("--from", dest="first", type=day, metavar="DATE", help=say("day"))
        one.add_argument("--to", dest="last", type=day, metavar="DATE", help=say("day"))
    _add_schedule(command("schedule"), say)
    command("not-in-books").add_argument("--set-aside", metavar="ENTRY", help=say("set_aside"))
    answer = command("answer")
    answer.add_argument("entry", metavar="ENTRY", help=say("entry"))
    answer.add_argument("answer", type=_answer, metavar="|".join(_ANSWERS), help=say("answer_words"))
    command("disconnect").add_argument("service", nargs="?", choices=["pleo", "quickbooks"])
    command("support-bundle").add_argument("file", type=Path, metavar="FILE", help=say("file"))
    command("self-test")
    command("tour").add_argument("--file", dest="by_file", action="store_true", help=say("by_file"))
    command("practice", "practice_services", add_help=False)
    return parser


def _add_common(parser: argparse.ArgumentParser, say: Say, *, suppress: bool) -> None:
    """Options that may stand before or after the command."""

    def default(value: object) -> object:
        return argparse.SUPPRESS if suppress else value

    parser.add_argument("--profile", default=default("default"), metavar="NAME", help=say("profile"))
    parser.add_argument("--practice", action="store_true", default=default(False), help=say("practice"))  # noqa: FBT003
    parser.add_argument(
        "--language", choices=[one.code for one in languages()], default=default(None), help=say("language")
    )
    parser.add_argument("--json", action="store_true", default=default(False), help=say("json"))  # noqa: FBT003
    # What a scheduler does not hand on by itself.
    parser.add_argument("--environment", action="append", type=_carried, default=default([]), help=argparse.SUPPRESS)


def _add_connect(parser: argparse.ArgumentParser, common: _Parser, say: Say) -> None:
    services = parser.add_subparsers(dest="service", required=True, metavar="pleo|quickbooks", parser_class=_Parser)
    text = say("connect_pleo")
    pleo = services.add_parser("pleo", say=say, help=text, description=text, parents=[common])
    pleo.add_argument("--file", dest="by_file", action="store_true", help=say("without_key"))
    text = say("connect_quickbooks")
    quickbooks = services.add_parser("quickbooks", say=say, help=text, description=text, parents=[common])
    how = quickbooks.add_mutually_exclusive_group()
    how.add_argument("--no-browser", action="store_true", help=say("no_browser"))
    how.add_argument("--paste", action="store_true", help=say("paste"))


def _add_schedule(parser: argparse.ArgumentParser, say: Say) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--daily", type=_read_as(_daily, "HH:MM"), metavar="HH:MM", help=say("daily"))
    what.add_argument("--weekly", action=_Weekly, nargs=2, metavar=("|".join(Weekday), "HH:MM"), help=say("weekly"))
    what.add_argument("--off", action="store_true", help=say("schedule_off"))
    what.add_argument("--show", action="store_true", help=say("schedule_show"))
    what.add_argument(
        "--keep-time", action="store_true", help=argparse.SUPPRESS
    )  # what a system without a scheduler starts
    parser.add_argument(
        "--every", action="store_true", help=argparse.SUPPRESS
    )  # every profile, when the program is uninstalled


def _carried(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if name not in CARRIED or not mark:
        raise ValueError(text)
    return name, value


def _daily(text: str) -> Schedule:
    found = parse_schedule(text)
    if found.weekday:
        raise ValueError(text)
    return found


class _Weekly(argparse.Action):
    """A day and a time, which are one value."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,  # noqa: ARG002 - argparse's own signature
    ) -> None:
        """Raises UsageError, by the parser."""
        said = " ".join(map(str, values or ()))
        try:
            setattr(namespace, self.dest, parse_schedule(said))
        except ValueError:
            parser.error(f"argument --weekly: {said!r} ({'|'.join(Weekday)} HH:MM)")


def _add_answers(parser: argparse.ArgumentParser, say: Say) -> None:
    """What a person says about a file of Pleo's (design.md 7); remembered for files with the same headings."""
    for flag, metavar, words in (
        ("--column", '"HEADING=MEANING"', "column"),
        ("--account", '"CATEGORY=REF"', "category_account"),
        ("--tax-code", '"CATEGORY @ RATE=REF"', "category_tax_code"),
    ):
        parser.add_argument(flag, action="append", default=[], metavar=metavar, help=say(words))
    parser.add_argument("--dates", choices=[one.value for one in DateOrder], help=say("dates"))
    parser.add_argument("--decimal", choices=[one.value for one in DecimalMark], help=say("decimal"))
    parser.add_argument("--spend", choices=[one.value for one in SpendSign], help=say("spend"))
    parser.add_argument("--equal-rows", choices=[one.value for one in EqualRows], help=say("equal_rows"))
    states = _read_as(_states, "exported,queued|all")
    parser.add_argument("--states", type=states, metavar="exported,queued|all", help=say("states"))


def _states(text: str) -> frozenset[ExportState]:
    if text == "all":
        return frozenset(ExportState)
    return frozenset(ExportState(word.strip()) for word in text.split(","))


def file_words(options: argparse.Namespace) -> FileWords:
    """The answers about a file, as they were said."""
    return FileWords(
        tuple(options.column),
        tuple(options.account),
        tuple(options.tax_code),
        DateOrder(options.dates) if options.dates else None,
        DecimalMark(options.decimal) if options.decimal else None,
        SpendSign(options.spend) if options.spend else None,
        EqualRows(options.equal_rows) if options.equal_rows else None,
        options.states,
    )


def _add_setup(parser: argparse.ArgumentParser, say: Say) -> None:
    groups: dict[str, argparse._MutuallyExclusiveGroup] = {}
    for declared in CHOICES:
        for option in declared.options:
            group = declared.group or declared.member
            if group not in groups:
                groups[group] = parser.add_mutually_exclusive_group()
            groups[group].add_argument(option.flag, help=say(option.help), **_behaviour(option, say))


def _behaviour(option: Option, say: Say) -> dict[str, Any]:
    if option.values:
        return {"choices": list(option.values), "action": "append" if option.repeatable else "store"}
    if option.metavar:
        return {"metavar": option.metavar, "type": _read_as(option.read, say(option.help))}
    return {"action": "store_const", "const": option.constant}


def answers(options: argparse.Namespace) -> Answers:
    """The answers of the command `setup`; what is not said is left to the proposals."""
    accounts: dict[Role, str] = {}
    given: dict[str, Any] = {}
    for declared in CHOICES:
        for option in declared.options:
            said = getattr(options, option.name)
            if said is None or said == "":
                continue
            if declared.role and option.metavar:
                accounts[declared.role] = said
            else:
                given[option.answer] = option.value(said)
    return Answers(accounts=accounts, **given)


def _answer(text: str) -> tuple[AnswerKind, str | None]:
    word, _, external_id = text.partition("=")
    kind = _ANSWERS.get(f"{word}=EXTERNAL_ID" if external_id else word)
    if kind is None:
        raise argparse.ArgumentTypeError(f"{text!r}")
    return kind, external_id or None


def _page(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in _PAGES:
        raise argparse.ArgumentTypeError(f"{text!r} (FILE.pdf|FILE.csv)")
    return path


def _read_as(read: Callable[[str], T], form: str) -> Callable[[str], T]:
    """A value that `read` makes of words; what it cannot read is told with the form that it should have."""

    def value(text: str) -> T:
        try:
            return read(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} ({form})") from None

    return value
