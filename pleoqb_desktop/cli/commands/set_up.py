"""Commands about set-up: the answers of the wizard, and bringing Pleo up to date with QuickBooks."""

from collections.abc import Mapping, Sequence
from typing import Any

from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import DONE, INCOMPLETE, SOME_FAILED, Call, Result
from pleoqb_desktop.cli.commands.files import save_import_files
from pleoqb_desktop.cli.options import answers
from pleoqb_desktop.status import chosen_accounts


def set_up(call: Call) -> Result:
    """Applies what was answered; what was not is proposed."""
    use_case = call.program.set_up(call.cancel)
    books = use_case.books()
    settings, made = use_case.apply(answers(call.options), books)
    missing = call.program.missing()
    lines = [
        call.texts.command("made_account", name=" ".join(part for part in (account.number, account.name) if part))
        for account in made
    ]
    lines.append(setup_line(call, missing))
    body = {
        "setup": {"complete": not missing, "missing": list(missing)},
        "created": [{"name": account.name, "number": account.number} for account in made],
        "accounts": shapes.accounts_json(chosen_accounts(settings, use_case.books() if made else books)),
        **shapes.choices_json(settings, books.company),
    }
    return Result(body, lines, DONE if not missing else INCOMPLETE)


def setup_line(call: Call, missing: Sequence[str]) -> str:
    """Whether set-up is complete, or what it lacks."""
    if not missing:
        return call.texts.command("setup_done")
    names = ", ".join(call.texts.missing_name(name) for name in missing)
    return call.texts.command("setup_lacks", missing=names)


def sync(call: Call) -> Result:
    """Accounts, VAT rates and tags: into Pleo, or as files for Pleo's own import."""
    if call.options.folder:
        return save_import_files(call, call.options.folder)
    report = call.program.sync(call.cancel).run()
    lines = [
        call.texts.command(
            "synced",
            kind=call.texts.synced_kind(kind),
            counts=sync_counts(call, counts),
        )
        for kind, counts in report.counts.items()
        if counts
    ]
    lines += [f"{call.texts.sentence(one)} {call.texts.remedy(one)}" for one in report.problems]
    return Result(shapes.sync_json(report, call.texts), lines, SOME_FAILED if report.problems else DONE)


def sync_counts(call: Call, counts: Mapping[Any, int]) -> str:
    """What a sync did to the things of one list (sync.report.Change), in words."""
    return ", ".join(call.texts.sync_count(change, count) for change, count in counts.items())
