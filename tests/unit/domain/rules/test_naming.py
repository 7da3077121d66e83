"""Names, numbers and memos that fit both services."""

import unicodedata

import pytest

from pleoqb_desktop.domain.rules import naming
from pleoqb_desktop.domain.rules.naming import clean_text, clean_vendor_name, cut, marker, part_marker
from tests.builders import ENTRY_ID, MEMO_WORDS, item, money, tagged_vendor

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


class TestMarker:
    def test_is_21_characters_that_spreadsheets_leave_alone(self) -> None:
        assert len(marker(ENTRY_ID)) == naming.DOC_NUMBER_LENGTH
        assert set(marker(ENTRY_ID)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-")

    def test_never_changes(self) -> None:
        # A changed marker would let every entry that stands in a customer's books be posted again.
        assert marker("7f8c1d2e-5b6a-4c3d-9e8f-112233445566") == "PLEO-QF4V76PWCNQHBAMI"

    def test_is_one_for_an_id_in_any_case(self) -> None:
        assert marker(ENTRY_ID.upper()) == marker(ENTRY_ID)

    def test_differs_between_entries_and_between_parts(self) -> None:
        found = {part_marker(f"entry-{n}", part) for n in range(500) for part in range(3)}
        assert len(found) == 1500
        assert part_marker(ENTRY_ID, 0) == marker(ENTRY_ID)


class TestCut:
    @pytest.mark.parametrize(
        ("text", "length", "kept"),
        [
            ("abc", 3, "abc"),
            ("abcd", 3, "abc"),
            ("ab cd", 3, "ab"),
            ("", 3, ""),
            ("abe\u0301", 3, "ab"),
            ("ae\u0301", 3, "ae\u0301"),
            ("a" + FAMILY, 7, "a"),
            ("a\U0001f44d\U0001f3fdb", 4, "a"),
            ("a1\ufe0f\u20e3", 3, "a"),
            ("\U0001f600\U0001f600", 3, "\U0001f600"),
            ("\u0301" * 9, 3, "\u0301" * 3),
            ("مرحبا", 3, "مرح"),
        ],
    )
    def test_ends_between_letters(self, text: str, length: int, kept: str) -> None:
        assert cut(text, length) == kept

    def test_fits_when_counted_in_utf_16(self) -> None:
        assert len(cut("\U0001f600" * 4000, 4000).encode("utf-16-le")) // 2 == 4000


class TestCleanText:
    @pytest.mark.parametrize(
        ("text", "cleaned"),
        [
            (None, ""),
            ("  a \t b\r\nc\u2028d  ", "a b c d"),
            ("a\x00b\x1bc", "a b c"),
            ("\ud800a\ue000b\U000e01f0", "ab"),
            ("Crème brûlée — 5 €", "Crème brûlée — 5 €"),
            ("شركة النور", "شركة النور"),
            ("<b>&amp;</b>", "<b>&amp;</b>"),
            ("👍🏽 ok", "👍🏽 ok"),
        ],
    )
    def test_is_one_line_without_control_characters(self, text: str | None, cleaned: str) -> None:
        assert clean_text(text) == cleaned


class TestVendorName:
    @pytest.mark.parametrize(
        ("name", "cleaned"),
        [
            (None, ""),
            ("Café: Paris", "Café Paris"),
            ("Tab\there", "Tab here"),
            ("Two\r\nlines", "Two lines"),
            ('Chez "Léa"', "Chez 'Léa'"),
            ("Pizza 🍕 Roma", "Pizza Roma"),
            ("Thumb 👍🏽 up", "Thumb up"),
            (f"Family {FAMILY} shop", "Family shop"),
            ("Key 1\ufe0f\u20e3", "Key 1"),
            ("🍕🍕", ""),
            ("شركة النور", "شركة النور"),
            ("Zero\u200bwidth", "Zerowidth"),
            ("Cafe\u0301", "Café"),
            ("  :  ", ""),
            ("株式会社テスト", "株式会社テスト"),
            ("O'Neil & Sons, Ltd.", "O'Neil & Sons, Ltd."),
        ],
    )
    def test_is_one_quickbooks_takes(self, name: str | None, cleaned: str) -> None:
        assert clean_vendor_name(name) == cleaned

    def test_of_600_characters_is_cut(self) -> None:
        assert clean_vendor_name("é" * 600) == "é" * 500

    @pytest.mark.parametrize("category", ["Cc", "Zl", "Zp", "Cs", "Co", "Cf", "So"])
    def test_holds_nothing_of_a_category_that_is_no_writing(self, category: str) -> None:
        odd = [chr(c) for c in range(0x11000) if unicodedata.category(chr(c)) == category][:200]
        assert odd
        assert clean_vendor_name("a" + "".join(odd) + "b").replace(" ", "") == "ab"


class TestLineDescription:
    def test_is_supplier_person_note(self) -> None:
        assert naming.line_description(item(note="Pain")) == "Boulangerie Dupont · Zoé Lefèvre · Pain"

    def test_names_the_tagged_vendor_before_the_supplier(self) -> None:
        assert naming.line_description(item(vendor=tagged_vendor("Moulin"), person=None)) == "Moulin"

    @pytest.mark.parametrize("note", [None, "", "  \n "])
    def test_leaves_out_what_is_missing(self, note: str | None) -> None:
        assert naming.line_description(item(supplier=None, note=note)) == "Zoé Lefèvre"
        assert naming.line_description(item(supplier=None, person=None, note=note)) == ""

    def test_is_cut(self) -> None:
        assert len(naming.line_description(item(note="é" * 10_000))) == 4000

    def test_joined_leaves_out_empty_parts(self) -> None:
        assert naming.joined("F-1", "") == "F-1"


class TestPrivateNote:
    WORDS = MEMO_WORDS

    def note(self, **members: object) -> str:
        return naming.private_note(item(**members), self.WORDS)

    def test_starts_with_reconciliation_id_and_entry_id(self) -> None:
        assert self.note() == f"Pleo REC-1 | {ENTRY_ID}"

    def test_names_the_original_amount_in_another_currency(self) -> None:
        assert self.note(original_amount=money("14.20", "USD")).endswith("| Original amount: 14.20 USD")

    def test_names_the_original_amount_that_differs_in_the_same_currency(self) -> None:
        assert self.note(original_amount=money("11.50")).endswith("| Original amount: 11.50 EUR")

    @pytest.mark.parametrize("amount", ["12.00", "-12.00", "12"])
    def test_does_not_repeat_the_same_amount(self, amount: str) -> None:
        assert "Original" not in self.note(original_amount=money(amount))

    @pytest.mark.parametrize("currency", ["ISK", "JPY", "KWD"])
    def test_leaves_out_an_amount_whose_cents_are_unclear(self, currency: str) -> None:
        assert self.note(original_amount=money("1500.00", currency)).endswith(f"| Original amount: {currency}")

    def test_drops_empty_attendees(self) -> None:
        assert self.note(attendees=("", " ", "Zoé")).endswith("| With: Zoé")
        assert "With" not in self.note(attendees=("",))
