"""Files of random expenses in random shapes: what is taken is exactly what was written; the rest is asked or held, never wrong."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import event, given, settings
from hypothesis import strategies as st

from pleoqb_desktop.domain.spend_file import EqualRows, FileAnswers
from pleoqb_desktop.services.pleo_file.text_table import read_text_table
from pleoqb_desktop.services.pleo_file.understanding import understand
from tests.unit.services.pleo_file.files import entry_id

CENT = Decimal("0.01")
_HEADINGS = {
    "en": ("Date", "Receipt number", "Amount", "Net amount", "VAT amount", "VAT rate", "Account number", "Supplier", "Note", "Expense ID"),
    "fr": ("Date", "N° reçu", "Montant TTC", "Montant HT", "Montant TVA", "Taux TVA", "Compte", "Fournisseur", "Commentaire", "ID dépense"),
    "de": ("Datum", "Belegnummer", "Bruttobetrag", "Nettobetrag", "MwSt-Betrag", "MwSt-Satz", "Konto", "Lieferant", "Notiz", "Ausgaben-ID"),
    "da": ("Dato", "Kvitteringsnr.", "Beløb", "Nettobeløb", "Momsbeløb", "Momssats", "Kontonummer", "Leverandør", "Bemærkning", "Udgifts-ID"),
    "sv": ("Datum", "Kvittonummer", "Belopp", "Nettobelopp", "Momsbelopp", "Momssats", "Konto", "Leverantör", "Anteckning", "Utgifts-ID"),
    "es": ("Fecha", "N.º recibo", "Importe", "Base imponible", "Importe IVA", "Tipo IVA", "Cuenta", "Proveedor", "Nota", "ID gasto"),
    "nl": ("Datum", "Bonnummer", "Bedrag", "Nettobedrag", "Btw-bedrag", "Btw-tarief", "Rekening", "Leverancier", "Notitie", "Uitgave-ID"),
}  # fmt: skip
_RATES = (None, Decimal("0.2"), Decimal("0.055"), Decimal("0.25"))


@dataclass(frozen=True)
class Part:
    """A line: gross without sign, its rate, None for none; on top of the amount, or within it."""

    gross: Decimal
    rate: Decimal | None
    on_top: bool
    account: str

    @property
    def tax(self) -> Decimal:
        if self.rate is None:
            return Decimal("0.00")
        base = self.gross if self.on_top else self.gross / (1 + self.rate)
        return (self.gross * self.rate if self.on_top else self.gross - base).quantize(CENT)

    @property
    def net(self) -> Decimal:
        return self.gross if self.on_top or self.rate is None else self.gross - self.tax


@dataclass(frozen=True)
class Written:
    """An expense as it was meant."""

    name: int
    day: date
    back: bool
    parts: tuple[Part, ...]
    supplier: str
    note: str

    @property
    def total(self) -> Decimal:
        whole = sum((part.gross for part in self.parts), Decimal(0))
        return -whole if self.back else whole


@dataclass(frozen=True)
class Manner:
    """How the file is written."""

    language: str
    delimiter: str
    quoting: int
    encoding: str
    order: tuple[int, ...]
    positive: bool
    day: str
    comma: bool
    grouped: bool
    signed_tax: bool


parts = st.builds(
    Part,
    st.decimals(min_value="1.00", max_value="2500.00", places=2),
    st.sampled_from(_RATES),
    st.booleans(),
    st.sampled_from(["606400", "625700", "Travel"]),
)
texts = st.text(st.sampled_from('abé ";,\n\tß-=+@0123'), max_size=12)
expenses = st.lists(
    st.builds(
        Written,
        st.integers(0, 10_000),
        st.integers(0, 400).map(lambda days: date(2025, 12, 1) + timedelta(days)),
        st.booleans(),
        st.lists(parts, min_size=1, max_size=3).map(tuple),
        texts,
        texts,
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one.name,
)
manners = st.builds(
    Manner,
    st.sampled_from(sorted(_HEADINGS)),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.permutations(range(10)).map(tuple),
    st.booleans(),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%y"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


def as_companies_spend(written: Sequence[Written]) -> list[Written]:
    """More is spent than comes back, in number and in money: a file of which that is not so cannot be told from its reverse."""
    back = [one for one in written if one.back]
    spent = [one for one in written if not one.back]
    lost = -sum((one.total for one in back), Decimal(0))
    if len(back) < len(spent) and lost < sum((one.total for one in spent), Decimal(0)):
        return list(written)
    return [Written(one.name, one.day, False, one.parts, one.supplier, one.note) for one in written]


def amount(value: Decimal, manner: Manner) -> str:
    text = f"{value:,.2f}" if manner.grouped else f"{value:.2f}"
    return text.translate(str.maketrans(",.", ".,")) if manner.comma else text


def file_of(written: Sequence[Written], manner: Manner) -> bytes:
    rows: list[list[str]] = []
    for one in written:
        sign = (-1 if one.back else 1) * (1 if manner.positive else -1)
        for part in one.parts:
            tax = part.tax * (sign if manner.signed_tax else 1)
            rows.append(
                [
                    one.day.strftime(manner.day),
                    f"26{one.name:05d}",
                    amount(part.gross * sign, manner),
                    "" if part.rate is None else amount(part.net * sign, manner),
                    amount(tax, manner),
                    "" if part.rate is None else f"{part.rate:.5f}",
                    part.account,
                    one.supplier,
                    one.note,
                    entry_id(one.name),
                ]
            )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=manner.delimiter, quoting=manner.quoting)  # type: ignore[arg-type]
    for row in [list(_HEADINGS[manner.language]), *rows]:
        writer.writerow([row[at] for at in manner.order])
    return out.getvalue().encode(manner.encoding)


@settings(max_examples=150, deadline=None)
@given(expenses, manners)
def test_a_file_gives_its_expenses_back_or_asks_and_never_a_wrong_one(written: list[Written], manner: Manner) -> None:
    meant = as_companies_spend(written)
    found = understand("x", read_text_table(file_of(meant, manner)), FileAnswers(equal_rows=EqualRows.SPLIT))
    event("understood" if found.report.understood else "asked")
    if not found.report.understood:
        assert found.expenses == ()
        return
    by_id = {entry_id(one.name): one for one in meant}
    taken = {one.entry_id for one in found.expenses}
    assert taken | {one.entry_id for one in found.held} == by_id.keys()
    for expense in found.expenses:
        one = by_id[expense.entry_id]
        assert (expense.day, expense.total, expense.number) == (one.day, one.total, f"26{one.name:05d}")
        sign = -1 if one.back else 1
        assert [
            (line.gross, line.account, line.figures.net, line.figures.tax or Decimal(0)) for line in expense.lines
        ] == [(part.gross * sign, part.account, part.net, part.tax) for part in one.parts]
        assert expense.first.supplier == " ".join(one.supplier.split())
        assert expense.first.note == one.note.strip()


@settings(max_examples=40, deadline=None)
@given(expenses.filter(lambda many: len(many) > 3), manners)
def test_an_ordinary_file_is_understood_without_a_question(written: list[Written], manner: Manner) -> None:
    """Above three expenses of which one day is above twelve, and ISO days or any: nothing is left open but equal parts."""
    first = written[0]
    clear = Written(first.name, date(2026, 3, 31), False, first.parts, first.supplier, first.note)
    meant = as_companies_spend([clear, *written[1:]])
    spent = [one for one in meant if not one.back]
    back = -sum((one.total for one in meant if one.back), Decimal(0))
    if len(spent) * 2 <= len(meant) or back >= sum((one.total for one in spent), Decimal(0)):
        return
    found = understand("x", read_text_table(file_of(meant, manner)), FileAnswers(equal_rows=EqualRows.SPLIT))
    assert [question.text for question in found.report.questions if question.text != "decimal"] == []
