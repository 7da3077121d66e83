"""QuickBooks' VAT codes into Pleo: those that are offered, each once, with the rate of today (TXC)."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.books import Books, TaxCode
from pleoqb_desktop.domain.rules.naming import cut
from pleoqb_desktop.domain.spend import TaxType
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind, PleoTaxCode, SpendReference
from pleoqb_desktop.sync.report import NAME_LENGTH, Change, SyncReport


class TaxCodeSync:
    """VAT codes of one sync. `today` tells the company's day."""

    def __init__(
        self, reference: SpendReference, report: SyncReport, cancel: CancelToken, today: Callable[[], date]
    ) -> None:
        self._reference = reference
        self._report = report
        self._cancel = cancel
        self._today = today

    def write_all(self, books: Books) -> None:
        """Writes what differs; what is offered no longer, or stands twice, is archived."""
        standing: dict[str, list[PleoTaxCode]] = defaultdict(list)
        for pleo_code in self._reference.tax_codes():
            if pleo_code.code:
                standing[pleo_code.code].append(pleo_code)
        for code in books.tax_codes.values():
            self._cancel.check()
            there = sorted(standing.get(code.id, ()), key=lambda one: (one.archived, one.name != code.name, one.id))
            target = self._pleo_tax_code(code, books)
            if code.offered and there:
                self._write_tax_code(target, there[0])
            elif code.offered:
                self._report.attempt(Kind.TAX_CODES, Change.CREATED, self._reference.write_tax_code, target, code.name)
            surplus = [one for one in (there[1:] if code.offered else there) if not one.archived]
            for one in surplus:
                archived = replace(one, archived=True)
                self._report.attempt(
                    Kind.TAX_CODES, Change.ARCHIVED, self._reference.write_tax_code, archived, one.name
                )

    def _pleo_tax_code(self, code: TaxCode, books: Books) -> PleoTaxCode:
        """Of a reverse-charge pair the positive rate; "exclusive" is not supported by Pleo yet (pleo.md 8)."""
        today = self._today()
        rate = books.rate(code, today).normalize() + Decimal(0)
        kind = TaxType.REVERSE if books.is_reverse_charge(code, today) else TaxType.INCLUSIVE
        return PleoTaxCode("", code.id, cut(code.name, NAME_LENGTH), rate, kind.value, archived=False)

    def _write_tax_code(self, wanted: PleoTaxCode, there: PleoTaxCode) -> None:
        target = replace(
            wanted, id=there.id, ingoing_account=there.ingoing_account, outgoing_account=there.outgoing_account
        )
        if target == there:
            self._report.note(Kind.TAX_CODES, Change.UNCHANGED, target.name)
            return
        change = Change.UNARCHIVED if there.archived else Change.UPDATED
        self._report.attempt(Kind.TAX_CODES, change, self._reference.write_tax_code, target, target.name)
