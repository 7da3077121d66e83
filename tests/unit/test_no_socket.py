"""Unit tests reach nobody: what they need of the world is on paper."""

import socket

import pytest

from tests.unit.conftest import SocketUsedError


@pytest.mark.parametrize("way", ["connect", "connect_ex"])
def test_a_unit_test_that_connects_fails(way: str) -> None:
    with socket.socket() as speaking, pytest.raises(SocketUsedError):
        getattr(speaking, way)(("127.0.0.1", 9))
