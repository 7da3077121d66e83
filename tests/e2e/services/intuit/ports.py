"""Free ports, and a client that speaks raw bytes to them."""

import os
import socket
from collections.abc import Iterator
from itertools import cycle

from pleoqb_desktop.services.intuit.loopback import listen
from tests.patience import PATIENCE

_OURS = 200
"""Ports that one of several test processes takes turns through."""


def _numbers() -> Iterator[int]:
    """Below those that the system gives to connections by itself, and for each test process its own."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 20_000 + worker * _OURS
    return cycle(range(first, first + _OURS))


_NEXT = _numbers()


def free_ports(count: int) -> tuple[int, ...]:
    """Ports that nobody listens on, neither on 127.0.0.1 nor on ::1, and where no connection of before lingers: a test may bind one plainly."""
    ports: list[int] = []
    while len(ports) < count:
        port = next(_NEXT)
        try:
            held = listen(port)
        except OSError:
            continue
        for listener in held:
            listener.close()
        if _lingers(port):
            continue
        ports.append(port)
    return tuple(ports)


def _lingers(port: int) -> bool:
    with socket.socket() as plain:
        try:
            plain.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def connect(port: int, address: str = "127.0.0.1") -> socket.socket:
    """A connection whose reads end when there is no hope."""
    return socket.create_connection((address, port), timeout=PATIENCE)


def read_all(connection: socket.socket) -> bytes:
    """Everything until the other side closes; a rude end counts as an end."""
    received = b""
    try:
        while chunk := connection.recv(4096):
            received += chunk
    except ConnectionError:
        pass
    return received


def ask(port: int, request: bytes, address: str = "127.0.0.1") -> bytes:
    """The whole answer to these bytes."""
    with connect(port, address) as connection:
        connection.sendall(request)
        return read_all(connection)


def get(port: int, target: str, host: str | None = None, method: str = "GET") -> bytes:
    """The whole answer to a request as a browser makes it."""
    return ask(
        port, f"{method} {target} HTTP/1.1\r\nHost: {host or f'localhost:{port}'}\r\nAccept: */*\r\n\r\n".encode()
    )
