"""What unit tests share: no socket, and a whole company on paper."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.on_paper.desk import Desk, desk


class SocketUsedError(AssertionError):
    """A unit test wanted to talk to somebody."""


@pytest.fixture(autouse=True, scope="module")
def _no_socket() -> Iterator[None]:
    def connect(*_args: object) -> None:
        raise SocketUsedError("unit tests connect to nobody: what they need is on paper")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect)
        yield


@pytest.fixture
def bakery(tmp_path: Path) -> Desk:
    """The French bakery, set up, with nothing in Pleo's queue."""
    return desk(tmp_path)
