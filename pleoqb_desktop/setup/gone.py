"""Choices that can no longer be what was chosen: shown as gone and asked for again, never replaced in silence. Proposes nothing."""

from collections.abc import Mapping
from datetime import date

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.rules import chart, periods
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.choices import ACCOUNT_MEMBERS


def gone_choices(settings: Settings, books: Books, day: date) -> Mapping[str, str]:
    """By member of Settings the title of what was chosen and is no longer offered, empty where nothing knows it any more.

    `day` is the company's: a VAT code for lines without VAT whose rate rises above zero is gone.
    """
    found: dict[str, str] = {}
    for role, member in ACCOUNT_MEMBERS.items():
        chosen = getattr(settings, member)
        account = books.accounts.get(chosen or "")
        if chosen and not (account and chart.fits(account, role)):
            found[member] = account.title if account else ""
    if settings.no_tax_code_id and books.company.taxes_purchases:
        code = books.tax_codes.get(settings.no_tax_code_id)
        if code is None or not code.offered or chart.has_rate(books, code, day):
            found["no_tax_code_id"] = code.name if code else ""
    if settings.journal_code_id:
        journal = books.journal_codes.get(settings.journal_code_id)
        if journal is None or not journal.active:
            found["journal_code_id"] = journal.name if journal else ""
    if settings.time_zone and not periods.is_zone(settings.time_zone):
        found["time_zone"] = settings.time_zone
    return found
