"""A page as PDF, A4, in the letters that every reader has, or in ours where a stranger's name needs more; what those lack stands without its accents."""

import unicodedata
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.fonts import TTFFont

from pleoqb_desktop.domain.paper import Paper, Picture, Section
from pleoqb_desktop.services.storage.disk import write_open

_FONT, _LETTERS = "Helvetica", "cp1252"
_OWN_FONT, _OWN_FILES = "Source Sans Pro", {"": "SourceSansPro-Regular.ttf", "B": "SourceSansPro-Bold.ttf"}
"""Latin, Greek and Cyrillic letters; embedded as far as they are used."""
_INK, _QUIET, _LINE, _ACCENT = (31, 34, 37), (96, 102, 108), (214, 217, 220), (37, 99, 168)
_GOOD, _CAUTION = ((230, 244, 234), (23, 102, 58)), ((253, 242, 220), (122, 74, 0))
_ROW, _MARGIN = 5.6, 18.0
_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2212": "-"})


def write_pdf(path: Path, paper: Paper) -> None:
    """Writes the page, whole or not at all. Raises UnavailableError."""
    write_open(path, pdf_bytes(paper))


def pdf_bytes(paper: Paper) -> bytes:
    """The file."""
    pdf = _Sheet(paper)
    pdf.set_title(pdf.plain(paper.title))
    pdf.add_page()
    _write(pdf, paper.title, size=18, style="B")
    for line in paper.about:
        _write(pdf, line, colour=_QUIET)
    pdf.ln(3)
    ground, ink = _GOOD if paper.good else _CAUTION
    pdf.set_fill_color(*ground)
    pdf.set_text_color(*ink)
    pdf.set_font(pdf.letters, "B", 11)
    pdf.multi_cell(0, 8, pdf.plain(paper.verdict), fill=True, padding=(1, 3), new_x="LMARGIN", new_y="NEXT")
    for section in paper.sections:
        _section(pdf, section)
    if paper.picture:
        _picture(pdf, paper.picture)
    return bytes(pdf.output())


class _Sheet(FPDF):
    """An empty page with the letters that a paper needs."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(format="A4")
        self.core_fonts_encoding = _LETTERS  # the signs of currencies and typographic marks are in it
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN)
        words = "".join(word for row in paper.table() for word in row).translate(_SPACES)
        self.letters, self._own = _FONT, frozenset[int]()
        if not all(_is_common(letter) for letter in words):
            self._take_own_letters()

    def plain(self, text: str) -> str:
        """In the letters that it has: others without their accents, else a question mark."""
        return "".join(one if self._has(one) else self._without_accent(one) for one in text.translate(_SPACES))

    def _take_own_letters(self) -> None:
        self.letters = _OWN_FONT
        folder = files("pleoqb_desktop.resources").joinpath("fonts")
        for style, name in _OWN_FILES.items():
            with as_file(folder.joinpath(name)) as path:
                self.add_font(_OWN_FONT, style, path)
        self._own = frozenset(one for font in self.fonts.values() if isinstance(font, TTFFont) for one in font.cmap)

    def _has(self, letter: str) -> bool:
        return (ord(letter) in self._own and _is_shown(letter)) if self._own else _is_common(letter)

    def _without_accent(self, letter: str) -> str:
        bare = unicodedata.normalize("NFKD", letter)[:1]
        return bare if bare and self._has(bare) else "?"


def _is_common(letter: str) -> bool:
    try:
        letter.encode(_LETTERS)
    except UnicodeEncodeError:
        return False
    return _is_shown(letter)


def _is_shown(letter: str) -> bool:
    return letter.isprintable() or letter == "\u00a0"


def _write(pdf: _Sheet, text: str, *, size: float = 10, style: Any = "", colour: tuple[int, int, int] = _INK) -> None:
    pdf.set_font(pdf.letters, style, size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size * 0.5, pdf.plain(text), new_x="LMARGIN", new_y="NEXT")


def _section(pdf: _Sheet, section: Section) -> None:
    if pdf.will_page_break(4 * _ROW):
        pdf.add_page()
    pdf.ln(4)
    _write(pdf, section.heading, size=12, style="B")
    pdf.ln(1)
    if section.columns:
        _row(pdf, section.columns, _QUIET)
    for row in section.rows:
        _row(pdf, row, _INK)
    if section.note:
        pdf.ln(1)
        _write(pdf, section.note, size=9, colour=_QUIET)


def _row(pdf: _Sheet, cells: tuple[str, ...], colour: tuple[int, int, int]) -> None:
    """The first cell takes what the figures leave."""
    pdf.set_font(pdf.letters, "", 10)
    pdf.set_text_color(*colour)
    pdf.set_draw_color(*_LINE)
    figures = [pdf.plain(one) for one in cells[1:]]
    widths = [max(pdf.get_string_width(one) + 4, 32) for one in figures]
    room = pdf.epw - sum(widths)
    pdf.cell(room, _ROW, _cut(pdf, pdf.plain(cells[0]), room - 2), border="B")
    for text, width in zip(figures, widths, strict=True):
        pdf.cell(width, _ROW, text, border="B", align="R")
    pdf.ln(_ROW)


def _cut(pdf: _Sheet, text: str, room: float) -> str:
    """Words that fit into a line."""
    if pdf.get_string_width(text) <= room:
        return text
    while text and pdf.get_string_width(text + "…") > room:
        text = text[:-1]
    return text + "…"


def _picture(pdf: _Sheet, picture: Picture) -> None:
    if not picture.bars:
        return
    if pdf.will_page_break((len(picture.bars) + 3) * _ROW):
        pdf.add_page()
    pdf.ln(4)
    _write(pdf, picture.heading, size=12, style="B")
    pdf.ln(1)
    name, words = pdf.epw * 0.34, pdf.epw * 0.2
    room = pdf.epw - name - words - 4
    pdf.set_font(pdf.letters, "", 10)
    pdf.set_text_color(*_INK)
    for bar in picture.bars:
        top = pdf.get_y()
        pdf.cell(name, _ROW, _cut(pdf, pdf.plain(bar.name), name - 2))
        pdf.set_fill_color(*_ACCENT)
        pdf.rect(pdf.l_margin + name, top + 1.2, max(room * bar.share, 0.6), _ROW - 2.4, style="F")
        pdf.set_x(pdf.l_margin + name + room + 4)
        pdf.cell(words, _ROW, pdf.plain(bar.words), align="R")
        pdf.ln(_ROW)
