"""A version is newer by its numbers, as Python's own packaging library orders them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from pleoqb_desktop.domain.rules.versions import is_newer

NUMBERS = st.tuples(*[st.integers(0, 999)] * 3)
ENDINGS = st.sampled_from(["", "rc1", "a2", ".dev3"])


@given(NUMBERS, NUMBERS, ENDINGS, ENDINGS)
def test_versions_are_ordered_as_the_packaging_library_orders_them(one, other, ending, other_ending) -> None:
    first, second = ".".join(map(str, one)) + ending, ".".join(map(str, other)) + other_ending
    if one != other or not (ending and other_ending):  # trials of one version are all the same to us
        assert is_newer(first, second) is (Version(first) > Version(second))


@pytest.mark.parametrize("text", ["", "1", "1.2", "v1.2.3", "1.2.x", "-1.2.3", "1.2.3 4", "١.٢.٣", "1234567.0.0"])
def test_what_is_no_version_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="not a version"):
        is_newer(text, "1.0.0")
