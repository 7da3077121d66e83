"""Whom an expense was paid to."""

from dataclasses import replace

import pytest

from pleoqb_desktop.domain.books import Vendor, VendorIndex
from pleoqb_desktop.domain.entries import Party
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules import vendors as rules
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.spend import ExportItem, Supplier
from tests.builders import item, tagged_vendor, vendor, vendors

SPELLINGS = ["Café Müller", "CAFÉ MÜLLER", "cafe muller", "  Café   Müller ", "Cafe\u0301 Mu\u0308ller", "Café\tMüller"]


def named(expense: ExportItem, known: VendorIndex, currency: str = "EUR", single: str | None = None) -> Party | None:
    return rules.vendor_or_new(expense, known, currency, single)


def of(name: str, **members: str) -> ExportItem:
    return replace(item(), supplier=Supplier(name, **members))


class TestMatch:
    def test_by_quickbooks_id_before_anything_else(self) -> None:
        known = vendors(vendor("1", "Other"), vendor("2", "Moulin"))
        found = named(item(vendor=tagged_vendor("Moulin", external_id="1")), known)
        assert found == Party("Other", "1")

    def test_by_the_code_of_a_tagged_vendor(self) -> None:
        known = vendors(vendor("1", "Other", account_number="V-7"))
        assert named(item(vendor=tagged_vendor("Moulin", code="v-7")), known) == Party("Other", "1")

    @pytest.mark.parametrize("name", ["Moulin", "MOULIN", "Moulin (Pleo)"])
    def test_by_a_code_that_is_its_id_where_the_name_agrees(self, name: str) -> None:
        known = vendors(vendor("1", name), vendor("2", "Other"))
        for expense in (item(vendor=tagged_vendor("Moulin", code="1")), of("Moulin", code="1")):
            assert named(expense, known) == Party(name, "1")

    def test_a_tagged_vendor_s_code_that_is_somebody_else_s_id_is_held(self) -> None:
        for known in (vendors(vendor("1", "Other")), vendors(vendor("1", "Other"), vendor("2", "Moulin"))):
            with pytest.raises(HoldError) as error:
                named(item(vendor=tagged_vendor("Moulin", code="1")), known)
            assert error.value.problem.code is Code.VENDOR_UNKNOWN
            assert error.value.problem.params == {"vendor": "Moulin", "number": "1", "other": "Other"}

    def test_a_number_beats_an_id_that_disagrees(self) -> None:
        known = vendors(vendor("1", "Other"), vendor("2", "Moulin SA", account_number="1"))
        for expense in (item(vendor=tagged_vendor("Moulin", code="1")), of("Moulin", code="1")):
            assert named(expense, known) == Party("Moulin SA", "2")

    def test_a_supplier_s_code_that_is_somebody_else_s_id_means_nothing(self) -> None:
        assert named(of("Moulin", code="1"), vendors(vendor("1", "Other"))) == Party("Moulin", currency="EUR")
        known = vendors(vendor("1", "Other"), vendor("2", "Moulin"))
        assert named(of("Moulin", code="1"), known) == Party("Moulin", "2")

    def test_the_id_that_we_wrote_counts_whatever_the_vendor_is_called_now(self) -> None:
        known = vendors(vendor("1", "Moulin Neuf"), vendor("2", "Moulin"))
        assert named(item(vendor=tagged_vendor("Moulin", external_id="1", code="1")), known) == Party(
            "Moulin Neuf", "1"
        )

    @pytest.mark.parametrize("members", [{"code": "V-7"}, {"account": "V-7"}])
    def test_by_code_or_account_of_the_supplier(self, members: dict[str, str]) -> None:
        known = vendors(vendor("1", "Other", account_number="V-7"))
        assert named(of("Moulin", **members), known) == Party("Other", "1")

    @pytest.mark.parametrize("spelling", SPELLINGS)
    def test_by_name_in_any_case_accents_and_spaces(self, spelling: str) -> None:
        assert named(item(supplier=spelling), vendors(vendor("1", "Café Müller"))) == Party("Café Müller", "1")
        assert named(item(supplier="Café Müller"), vendors(vendor("1", spelling.strip()))) is not None

    def test_an_exact_name_beats_one_that_differs_by_an_accent(self) -> None:
        known = vendors(vendor("1", "Pål Berg"), vendor("2", "Pal Berg"))
        assert named(item(supplier="Pal Berg"), known) == Party("Pal Berg", "2")
        assert named(item(supplier="Pål Berg"), known) == Party("Pål Berg", "1")
        assert named(item(supplier="PAL BERG"), known) is not None

    def test_by_what_an_earlier_entry_of_the_supplier_stands_with(self) -> None:
        known = vendors(vendor("1", "Amazon UK"), vendor("2", "AMZN Mktp (deleted)", active=False))
        known.remember("AMZN Mktp", "1")
        assert named(item(supplier="AMZN Mktp"), known) == Party("Amazon UK", "1")
        assert named(item(supplier="AMZN Other"), known) == Party("AMZN Other", currency="EUR")

    def test_a_vendor_that_was_merged_into_another_is_that_one(self) -> None:
        known = vendors(vendor("1", "Moulin", active=False), vendor("2", "Grand Moulin"))
        known.remember("Moulin", "2")
        assert named(item(vendor=tagged_vendor("Moulin", external_id="1")), known) == Party("Grand Moulin", "2")

    def test_a_remembered_vendor_that_is_inactive_is_not_used(self) -> None:
        known = vendors(vendor("1", "Old", active=False))
        known.remember("Moulin", "1")
        assert named(item(supplier="Moulin"), known) == Party("Moulin", currency="EUR")

    def test_by_the_cleaned_name_it_was_made_under(self) -> None:
        for name, made in [("Café: Paris", "Café Paris"), ("Roma 🍕", "Roma"), ("é" * 600, "é" * 500)]:
            assert named(item(supplier=name), vendors(vendor("1", made))) == Party(made, "1")

    def test_the_supplier_is_ignored_beside_a_tagged_vendor(self) -> None:
        known = vendors(vendor("1", "Boulangerie Dupont"))
        assert named(item(vendor=tagged_vendor("Moulin")), known) == Party("Moulin", currency="EUR")

    def test_an_id_that_is_not_there_falls_back_on_the_name(self) -> None:
        known = vendors(vendor("1", "Moulin"))
        assert named(item(vendor=tagged_vendor("Moulin", external_id="999")), known) == Party("Moulin", "1")

    def test_a_tagged_vendor_that_is_inactive_is_held(self) -> None:
        known = vendors(vendor("1", "Moulin", active=False))
        with pytest.raises(HoldError) as error:
            named(item(vendor=tagged_vendor("Moulin", external_id="1")), known)
        assert (error.value.problem.code, error.value.problem.params) == (Code.VENDOR_INACTIVE, {"vendor": "Moulin"})

    def test_a_supplier_s_code_of_an_inactive_vendor_holds_nothing(self) -> None:
        known = vendors(vendor("1", "Old", active=False), vendor("2", "Moulin"))
        assert named(of("Moulin", code="1"), known) == Party("Moulin", "2")

    def test_a_number_of_an_inactive_vendor_is_not_used(self) -> None:
        known = vendors(vendor("1", "Old", active=False, account_number="V-7"))
        assert named(of("Moulin", account="V-7"), known) == Party("Moulin", currency="EUR")


class TestNew:
    @pytest.mark.parametrize("name", [None, "", "  ", "🍕", ":"])
    def test_nobody_for_a_name_of_nothing(self, name: str | None) -> None:
        assert named(item(supplier=name), vendors()) is None

    def test_under_a_cleaned_name(self) -> None:
        found = named(item(supplier="Café:\tÉmile 🍕"), vendors())
        assert found == Party("Café Émile", currency="EUR")
        assert found is not None
        assert found.reference == "new:Café Émile"

    @pytest.mark.parametrize("spelling", SPELLINGS)
    def test_gets_a_suffix_when_a_customer_or_employee_has_the_name(self, spelling: str) -> None:
        found = named(item(supplier=spelling), vendors(others=["Café Müller"]))
        assert found is not None
        assert found.id is None
        assert found.name.endswith(" (Pleo)")

    def test_counts_when_the_suffixed_name_is_taken_too(self) -> None:
        taken = ["Moulin", "moulin (pleo)", *(f"Moulin (Pleo {n})" for n in range(2, 150))]
        assert named(item(supplier="Moulin"), vendors(others=taken)) == Party("Moulin (Pleo 150)", currency="EUR")

    def test_is_found_again_under_its_suffix(self) -> None:
        known = vendors(vendor("9", "Moulin (Pleo)"), others=["Moulin"])
        assert named(item(supplier="MOULIN"), known) == Party("Moulin (Pleo)", "9")

    @pytest.mark.parametrize("number", [2, 3])
    def test_is_found_again_under_a_number(self, number: int) -> None:
        others = ["Moulin", "Moulin (Pleo)", *(f"Moulin (Pleo {n})" for n in range(2, number))]
        known = vendors(vendor("9", f"Moulin (Pleo {number})"), others=others)
        assert named(item(supplier="Moulin"), known) == Party(f"Moulin (Pleo {number})", "9")

    def test_a_name_reserved_later_counts_as_taken(self) -> None:
        known = vendors()
        known.reserve(["Moulin"])
        assert named(item(supplier="Moulin"), known) == Party("Moulin (Pleo)", currency="EUR")

    def test_an_inactive_vendor_keeps_its_name(self) -> None:
        found = named(item(supplier="Moulin"), vendors(vendor("1", "Moulin", active=False)))
        assert found == Party("Moulin (Pleo)", currency="EUR")

    def test_a_long_name_keeps_room_for_its_suffix(self) -> None:
        found = named(item(supplier="é" * 600), vendors(others=["é" * 500]))
        assert found is not None
        assert (len(found.name), found.name[-7:]) == (500, " (Pleo)")


class TestCurrency:
    def test_a_vendor_of_another_currency_is_not_used(self) -> None:
        known = vendors(Vendor("1", "Moulin", currency="USD"))
        assert named(item(supplier="Moulin"), known) == Party("Moulin (EUR)", currency="EUR")
        assert named(item(supplier="Moulin"), known, "USD") == Party("Moulin", "1", currency="USD")

    def test_its_twin_is_found(self) -> None:
        known = vendors(vendor("1", "Moulin"), Vendor("2", "Moulin (USD)", currency="USD"))
        assert named(item(supplier="Moulin"), known, "USD") == Party("Moulin (USD)", "2", currency="USD")
        assert named(item(vendor=tagged_vendor("x", external_id="1")), known, "USD") == Party(
            "Moulin (USD)", "2", currency="USD"
        )

    def test_a_vendor_without_currency_has_the_home_currency(self) -> None:
        assert named(item(supplier="Moulin"), vendors(vendor("1", "Moulin"), home="GBP"), "GBP") == Party("Moulin", "1")


class TestCommonVendor:
    """By setting, one common vendor instead of those that would be made."""

    def test_stands_in_for_a_vendor_that_would_be_made(self) -> None:
        known = vendors(vendor("7", "Divers"))
        assert named(item(supplier="Moulin"), known, single="Divers") == Party("Divers", "7")

    def test_is_made_when_it_is_not_there(self) -> None:
        assert named(item(supplier="Moulin"), vendors(), single="Divers: x") == Party("Divers x", currency="EUR")

    def test_does_not_displace_a_vendor_that_is_there(self) -> None:
        known = vendors(vendor("1", "Moulin"), vendor("7", "Divers"))
        assert named(item(supplier="Moulin"), known, single="Divers") == Party("Moulin", "1")

    def test_takes_a_supplier_whose_name_quickbooks_cannot_hold(self) -> None:
        assert named(item(supplier="🍕"), vendors(vendor("7", "Divers")), single="Divers") == Party("Divers", "7")

    def test_is_not_named_when_pleo_names_nobody(self) -> None:
        assert named(item(supplier=None), vendors(vendor("7", "Divers")), single="Divers") is None


def test_the_name_of_whom_was_paid() -> None:
    assert rules.spend_name(item(supplier="Moulin")) == "Moulin"
    assert rules.spend_name(item(supplier="Moulin", vendor=tagged_vendor("Meunier"))) == "Meunier"
    assert rules.spend_name(item(supplier=None)) == ""
    assert rules.known_vendor(item(supplier=None), vendors(vendor()), "EUR") is None
