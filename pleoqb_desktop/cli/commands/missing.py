"""Commands about what is not in the books: the list of it, taking an expense off it, and answers to what is asked."""

from collections.abc import Sequence

from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import DONE, SOME_FAILED, Call, Result
from pleoqb_desktop.cli.commands.reconcile import chosen_period
from pleoqb_desktop.export.missing import totals
from pleoqb_desktop.ports.questions import NotInBooks
from pleoqb_desktop.texts import Texts


def not_in_books(call: Call) -> Result:
    """What failed, is held or waits for an answer, over all runs; exit 1 while there is some."""
    texts = call.texts
    if call.options.set_aside:
        with call.program.exports.answering(call.cancel) as answering:
            answering.set_aside(call.options.set_aside)
    missing = call.program.not_in_books()
    lines = [line for one in missing for line in _lines(call, one)]
    lines += totals_lines(texts, missing)
    body = shapes.not_in_books_json(missing, texts)
    return Result(body, lines or [texts.command("nothing_missing")], SOME_FAILED if missing else DONE)


def totals_lines(texts: Texts, missing: Sequence[NotInBooks]) -> list[str]:
    """How much is not in the books, a line each currency; none where nothing is missing."""
    return [
        texts.command("not_in_books_total", items=one.items, amount=texts.amount(one.amount, one.currency))
        for one in totals(missing)
    ]


def answer(call: Call) -> Result:
    """Answers a look-alike, a change or a voided entry."""
    texts, (kind, external_id) = call.texts, call.options.answer
    with call.program.exports.answering(call.cancel) as answering:
        answered = answering.take(call.options.entry, kind, external_id)
    left = texts.command("export_again") if answered.export_again else None
    said = texts.command("answer_done") if answered.done else texts.command("answer_kept")
    lines = [said, *([left] if left else [])]
    code = DONE
    if answered.run:
        code = answered.run.exit_code
        if answered.run.problem:
            call.say(f"{texts.sentence(answered.run.problem)} {texts.remedy(answered.run.problem)}")
    return Result(shapes.answer_json(answered, left), lines, code)


def move_in(call: Call) -> Result:
    """Pairs Pleo's exported expenses with unmarked entries; keeps the sure pairs when asked to."""
    first, last = chosen_period(call)
    with call.program.moving_in(call.cancel) as moving_in:
        found = moving_in.run(first, last, lambda one: call.options.adopt and one.sure)
    texts = call.texts
    lines = [
        " · ".join(
            (
                texts.date(one.entry.day),
                one.entry.vendor_name or one.expense.note or one.expense.id,
                texts.money(one.expense.wallet_amount or one.expense.amount),
                texts.command("pair_sure") if one.sure else texts.command("pair_doubtful"),
            )
        )
        for one in found.pairs
    ]
    lines.append(
        texts.command(
            "moved_in",
            sure=len(found.sure),
            doubtful=len(found.doubtful),
            pleo=len(found.alone_in_pleo),
            quickbooks=len(found.alone_in_books),
            adopted=found.adopted,
        )
    )
    return Result(shapes.moved_in_json(found), lines)


def _lines(call: Call, one: NotInBooks) -> list[str]:
    texts, record = call.texts, one.record
    parts = (
        texts.date(record.day) if record.day else "",
        record.supplier or texts.spend_type_name(record.type),
        texts.money(record.amount) if record.amount else "",
        texts.command("since_run", run=one.run_id),
        record.accounting_entry_id,
    )
    problems = [f"    {texts.sentence(each)} {texts.remedy(each)}" for each in record.problems]
    if one.cause == "undone":
        problems = [f"    {texts.command('missing_undone')}"]
    elif one.cause == "job_ended":
        problems = [f"    {texts.command('missing_job_ended')}"]
    return [" · ".join(part for part in parts if part), *problems]
