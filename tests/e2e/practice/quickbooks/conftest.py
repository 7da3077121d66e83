"""Fresh practice books for each test."""

from __future__ import annotations

import pytest

from tests.e2e.practice.quickbooks.api import Api


@pytest.fixture
def fr() -> Api:
    """Boulangerie Martin."""
    return Api("FR")


@pytest.fixture
def gb() -> Api:
    """Studio Lark."""
    return Api("GB")


@pytest.fixture
def ca() -> Api:
    """Atelier Tremblay."""
    return Api("CA")
