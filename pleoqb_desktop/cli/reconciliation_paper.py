"""What a comparison found, as a page for the accountant; asks no service and writes no file."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from pleoqb_desktop.domain.paper import Paper, Section
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.reconcile import ORDER, Balance, ReconciledEntry, Reconciliation, Verdict
from pleoqb_desktop.texts import Texts

_DASH = "–"


def reconciliation_paper(found: Reconciliation, settings: Settings, now: datetime, texts: Texts) -> Paper:
    """Movements of both sides, how the entries stand, and line by line what does not agree. `now` is when they were compared, aware."""
    moves = all(one.pleo == one.quickbooks for one in found.balances if one.pleo is not None)
    waits = bool(found.counts.get(Verdict.NOT_EXPORTED))
    agrees = found.agrees and moves and not waits
    if agrees:
        verdict = texts.command("report_agrees")
    elif found.agrees and waits:  # what waits has moved in Pleo alone
        verdict = texts.command("report_open")
    else:
        verdict = texts.command("report_differs")
    compared = texts.command("report_compared", moment=texts.moment(now))
    sections = [*(_moves(one, texts) for one in found.balances), _counts(found, texts)]
    lines = _lines(found, settings.home_currency, texts)
    return Paper(
        texts.command("report_title", first=texts.date(found.first), last=texts.date(found.last)),
        tuple(part for part in (settings.company_name, compared) if part),
        verdict,
        agrees,
        tuple([*sections, lines] if lines.rows else sections),
    )


def _moves(one: Balance, texts: Texts) -> Section:
    unknown = one.pleo is None or one.quickbooks is None
    difference = None if unknown else (one.quickbooks or Decimal(0)) - (one.pleo or Decimal(0))
    rows = (
        (texts.page_words("in_pleo"), _amount(one.pleo, one.currency, texts)),
        (texts.page_words("in_quickbooks"), _amount(one.quickbooks, one.currency, texts)),
        (texts.page_words("difference"), _amount(difference, one.currency, texts)),
    )
    return Section(
        texts.command("report_moves"), rows, note=texts.command("report_not_summed") if one.pleo is None else ""
    )


def _counts(found: Reconciliation, texts: Texts) -> Section:
    rows = [(texts.verdict_name(one), texts.number(found.counts[one])) for one in ORDER if found.counts.get(one)]
    if changed := sum(bool(row.differences) for row in found.entries):
        rows.append((texts.page_words("changed"), texts.number(changed)))
    return Section(texts.command("report_counts"), tuple(rows), note="" if rows else texts.command("report_none"))


def _lines(found: Reconciliation, home_currency: str | None, texts: Texts) -> Section:
    """What is wrong first, each kind by its day as the comparison has it."""
    told = [row for row in found.entries if row.verdict not in {Verdict.MATCHED, Verdict.ADOPTED} or row.differences]
    told.sort(key=lambda row: ORDER.index(row.verdict))
    rows = tuple(
        (
            " · ".join(_parts(row, texts)),
            _amount(row.pleo_amount, row.currency, texts),
            _amount(row.books_amount, home_currency or row.currency, texts),
        )
        for row in told
    )
    return Section(texts.page_words("lines"), rows, (texts.page_words("entry"), "Pleo", "QuickBooks"))


def _parts(row: ReconciledEntry, texts: Texts) -> Iterator[str]:
    if day := row.pleo_day or row.books_day:
        yield texts.date(day)
    if row.supplier:
        yield row.supplier
    yield texts.verdict_name(row.verdict)
    if row.differences:
        yield texts.page_words("changed")


def _amount(amount: Decimal | None, currency: str | None, texts: Texts) -> str:
    if amount is None:
        return _DASH
    return texts.amount(amount, currency) if currency else str(amount)
