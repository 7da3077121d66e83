"""A page as PDF: every word on it, and strangers' letters never stop it."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from pleoqb_desktop.domain.paper import Bar, Paper, Picture, Section
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.papers.pdf import pdf_bytes, write_pdf

PAPER = Paper(
    "Pleo et QuickBooks, août 2026",
    ("Boulangerie Martin SARL",),
    "Août 2026 : tout y est",
    True,
    (
        Section("TVA par taux", (("TVA 20 %", "3\u202f482,10\u00a0€", "12,00 €"),), ("Taux", "Pleo", "QuickBooks")),
        Section("Long", tuple((f"{'mot ' * 60}{n}", "1,00 €") for n in range(80)), note="Fin."),
    ),
    Picture("Dépenses", (Bar("Farine", "10,00 €", 1.0), Bar("Œufs", "1,00 €", 0.1))),
)


def words(paper: Paper) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf_bytes(paper)))
    told = " ".join(page.get_textpage().get_text_range() for page in document)
    return len(document), told.replace("\u00a0", " ")


def test_everything_stands_on_the_page_and_long_tables_go_on_overleaf() -> None:
    pages, told = words(PAPER)
    assert pages > 1
    for word in ("août 2026", "Boulangerie Martin SARL", "tout y est", "3 482,10 €", "QuickBooks", "Œufs", "Fin."):
        assert word in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“10 €” – œ", "“10 €” – œ"),
        ("Škoda Čapek, Łódź, Ελλάς, Кафе №5, ș", "Škoda Čapek, Łódź, Ελλάς, Кафе №5, ș"),
        ("10\u202f000\u00a0€ − Łódź", "10 000 € - Łódź"),
        ("寿司 ₣ a\u202ec", "?? ? a?c"),
    ],
)
def test_a_strangers_letters_stand_as_they_are_as_far_as_there_are_any(text: str, shown: str) -> None:
    _, told = words(replace(PAPER, title=text, verdict=text, sections=(Section("Noms", ((text, "1,00 €"),)),)))
    assert told.count(shown) == 3


def test_letters_are_embedded_only_where_they_are_needed() -> None:
    assert b"SourceSansPro" not in pdf_bytes(PAPER)
    written = pdf_bytes(replace(PAPER, title="Łódź"))
    assert b"SourceSansPro" in written
    assert len(written) < 50_000, "of the letters those alone that are used"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as told:
        write_pdf(tmp_path / "nowhere" / "page.pdf", PAPER)
    assert told.value.problem.code is Code.FOLDER_UNWRITABLE


def test_the_same_is_a_table() -> None:
    rows = PAPER.table()
    assert rows[0] == ("Pleo et QuickBooks, août 2026",)
    assert ("TVA par taux", "Pleo", "QuickBooks") in rows
    assert ("Œufs", "1,00 €") in rows
