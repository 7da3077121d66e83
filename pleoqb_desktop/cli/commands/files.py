"""Commands about Pleo's own file: what is understood of one, the columns to ask Pleo for, and the files for Pleo's own import."""

from collections.abc import Mapping
from pathlib import Path

from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import DONE, INCOMPLETE, SOME_FAILED, Call, Result
from pleoqb_desktop.cli.options import file_words
from pleoqb_desktop.domain.spend_file import About, FileReport
from pleoqb_desktop.ports.errors import WrongUsageError

_OPTIONS: Mapping[About, str] = {
    About.COLUMN: "--column",
    About.DATES: "--dates",
    About.DECIMAL: "--decimal",
    About.SPEND: "--spend",
    About.ACCOUNT: "--account",
    About.TAX_CODE: "--tax-code",
    About.GROUP: "--column",
    About.EQUAL_ROWS: "--equal-rows",
}


def columns(call: Call) -> Result:
    """What is understood of a file, and what is asked."""
    report = call.program.files.columns(call.options.file, file_words(call.options), call.cancel)
    body = shapes.columns_json(report, call.texts)
    if report.refusal:
        call.say(f"{call.texts.sentence(report.refusal)} {call.texts.remedy(report.refusal)}")
        code = WrongUsageError.exit_code
    elif not report.understood:
        code = INCOMPLETE
    else:
        code = SOME_FAILED if report.held or report.questions else DONE
    return Result(shapes.with_problem(body, report.refusal, call.texts), columns_lines(call, report), code)


def columns_lines(call: Call, report: FileReport) -> list[str]:
    """The same for people."""
    texts = call.texts
    lines = [f"{column.heading} = {column.text}" for column in report.columns]
    lines.append(texts.command("columns_summary", rows=report.rows, expenses=report.expenses, held=len(report.held)))
    lines += [f"{one.row}: {texts.sentence(why)} {texts.remedy(why)}" for one in report.held for why in one.problems]
    lines += questions_lines(call, report)
    return lines


def questions_lines(call: Call, report: FileReport) -> list[str]:
    """What is asked, with the choices."""
    return [
        call.texts.command(
            "ask",
            question=call.texts.question(question.about, question.subject),
            choices=", ".join(question.choices),
            rows=", ".join(map(str, question.rows)),
            option=_OPTIONS[question.about],
        )
        for question in report.questions
    ]


def template(call: Call) -> Result:
    """The columns to set up in Pleo."""
    found = call.program.files.template()
    lines = [" · ".join(part for part in (one.heading, one.data_point, one.format) if part) for one in found]
    return Result(shapes.template_json(found), [call.texts.command("template_lead"), *lines])


def save_import_files(call: Call, folder: Path) -> Result:
    """Categories, VAT codes and tags as files, for a company without a key."""
    written = call.program.save_import_files(folder, call.program.books(call.cancel))
    lines = [call.texts.command("written", path=one.path) for one in written]
    return Result(shapes.import_files_json(written), lines)
