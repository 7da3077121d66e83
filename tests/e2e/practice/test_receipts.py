"""Receipts look like receipts, are small, and are the same for the same expense."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from pleoqb_desktop.practice import companies
from pleoqb_desktop.practice.pleo.company import PleoCompany
from pleoqb_desktop.practice.pleo.expenses import make_entry
from pleoqb_desktop.practice.receipts import ReceiptStore, amount_text, plain

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def receipts(country: str) -> list[tuple[PleoCompany, dict[str, Any], dict[str, Any]]]:
    company = PleoCompany(companies.pleo_company(country))
    entries = [make_entry(company, words, NOW) for words in companies.waiting_expenses(country, NOW)]
    return [(company, entry, receipt) for entry in entries for receipt in entry["receipts"]]


@pytest.mark.parametrize("country", companies.COUNTRIES)
def test_sample_receipts_are_small_files_that_open(country: str) -> None:
    store = ReceiptStore()
    for company, entry, receipt in receipts(country):
        content = store.content(company, entry, receipt)
        assert 2_000 < len(content) < 60_000, (entry["supplier"], receipt["kind"], len(content))
        assert store.size(company, entry, receipt) == len(content)
        if receipt["kind"] == "pdf":
            document = pypdfium2.PdfDocument(content)
            assert len(document) == 1
            document.close()
        else:
            with Image.open(io.BytesIO(content)) as image:
                image.load()


def test_a_pdf_receipt_names_supplier_total_and_vat() -> None:
    company = PleoCompany(companies.pleo_company("FR"))
    words = {
        "amount": "12.00",
        "supplier": "Bureau Vallée",
        "tax": "TVA 20 %",
        "receipts": ["pdf"],
        "date": "2026-03-05",
    }
    entry = make_entry(company, words, NOW)
    document = pypdfium2.PdfDocument(ReceiptStore().content(company, entry, entry["receipts"][0]))
    page = document[0]
    text_page = page.get_textpage()
    text = text_page.get_text_bounded()
    for part in (text_page, page, document):
        part.close()
    for expected in ("Bureau Vallée", "12,00 EUR", "20 %", "10,00 EUR", "2,00 EUR", "04/03/2026"):
        assert expected in text


def test_the_same_expense_has_the_same_bytes_in_every_run() -> None:
    for one, two in zip(receipts("GB")[:9], receipts("GB")[:9], strict=True):
        assert ReceiptStore().content(*one) == ReceiptStore().content(*two)


def test_different_expenses_have_different_receipts() -> None:
    contents = [ReceiptStore().content(*one) for one in receipts("FR")]
    assert len(set(contents)) == len(contents)


def test_mass_receipts_come_from_a_pool() -> None:
    company = PleoCompany(companies.pleo_company("FR"))
    store = ReceiptStore()
    entries = [make_entry(company, words, NOW) for words in companies.mass_expenses("FR", 1200, NOW)]
    assert len({store.content(company, entry, entry["receipts"][0]) for entry in entries}) <= companies.POOL * 3


@pytest.mark.parametrize("name", ["Œufs & Cie", "مخبز", "🥖", "a" * 600, "", "Ligne\nDeux\tTrois"])
def test_any_name_can_be_printed(name: str) -> None:
    company = PleoCompany(companies.pleo_company("FR"))
    words = {"amount": "12.00", "supplier": name, "note": name, "receipts": ["pdf", "png", "jpeg"]}
    entry = make_entry(company, words, NOW)
    for receipt in entry["receipts"]:
        assert ReceiptStore().content(company, entry, receipt)


def test_a_till_prints_capitals_without_accents() -> None:
    assert plain("Crémerie Œuf – N° 5") == "CREMERIE OEUF - N 5"
    assert (amount_text(-1250, "EUR", "fr"), amount_text(123456, "GBP", "en")) == ("-12,50 EUR", "GBP 1234.56")
