"""Free ports, and a client that speaks raw bytes to them."""

import socket

from pleoqb_desktop.services.intuit.loopback import listen


def free_ports(count: int) -> tuple[int, ...]:
    """Ports that nobody listens on, neither on 127.0.0.1 nor on ::1."""
    held: list[socket.socket] = []
    ports: list[int] = []
    try:
        while len(ports) < count:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = int(probe.getsockname()[1])
            try:
                held += listen(port)
            except OSError:
                continue
            ports.append(port)
    finally:
        for listener in held:
            listener.close()
    return tuple(ports)


def connect(port: int, address: str = "127.0.0.1") -> socket.socket:
    """A connection whose reads end after 20 s."""
    return socket.create_connection((address, port), timeout=20)


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
