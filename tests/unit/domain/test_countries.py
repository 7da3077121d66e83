"""Countries in two and three letters."""

import pytest

from pleoqb_desktop.domain.countries import two_letters


@pytest.mark.parametrize(
    ("written", "country"),
    [("IE", "IE"), ("ie", "IE"), ("IRL", "IE"), ("irl", "IE"), (" GBR ", "GB"), ("FRA", "FR"), ("USA", "US"), ("CAN", "CA"),
     ("DEU", "DE"), ("ESP", "ES"), ("SWE", "SE"), ("POL", "PL"), ("AUT", "AT"), ("DNK", "DK"), ("EST", "EE"), ("IND", "IN")],
)  # fmt: skip
def test_is_the_country_that_is_meant(written: str, country: str) -> None:
    assert two_letters(written) == country


@pytest.mark.parametrize("written", ["", "I", "Ireland", "XXX", "United States"])
def test_what_is_no_code_is_no_country(written: str) -> None:
    assert two_letters(written) == ""
