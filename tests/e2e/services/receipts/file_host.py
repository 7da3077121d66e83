"""A host of files on this computer that can misbehave in every way; it speaks HTTP by hand, so that it can stop anywhere."""

import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.patience import PATIENCE

Behaviour = Callable[[socket.socket], None]


def answer(body: bytes, status: str = "200 OK", headers: Mapping[str, str] | None = None) -> Behaviour:
    """A whole answer with its length; `headers` add to and replace the usual ones."""
    lines = {"Content-Length": str(len(body)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return lambda connection: connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def redirect(to: str) -> Behaviour:
    """Sends the client elsewhere."""
    return answer(b"", "302 Found", {"Location": to})


@dataclass
class FileHost:
    """What was asked, and what is answered: the behaviours of a path are used up in order, the last one stays."""

    address: str
    port: int
    paths: dict[str, list[Behaviour]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def add(self, path: str, *behaviours: Behaviour) -> str:
        """Serves this under the path; returns the full address."""
        self.paths[path] = list(behaviours)
        return self.address + path

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked == path for asked, _ in self.requests)

    def serve(self, connection: socket.socket) -> None:
        """Answers request after request until a behaviour closes the connection."""
        with connection, suppress(OSError), connection.makefile("rb") as reader:
            while line := reader.readline():
                path = line.decode().split(" ")[1]
                headers = {}
                while (header := reader.readline().decode().strip()) != "":
                    name, _, value = header.partition(":")
                    headers[name.lower()] = value.strip()
                self.requests.append((path, headers))
                behaviours = self.paths.get(path, [answer(b"", "404 Not Found")])
                (behaviours.pop(0) if len(behaviours) > 1 else behaviours[0])(connection)


@contextmanager
def file_host(context: ssl.SSLContext | None = None) -> Iterator[FileHost]:
    """A host that runs meanwhile, with TLS when a context is given."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    host = FileHost(f"https://localhost:{port}" if context else f"http://127.0.0.1:{port}", port)
    threads: list[threading.Thread] = []
    accepted: list[socket.socket] = []

    def serve(connection: socket.socket) -> None:
        with suppress(OSError):
            if context:
                connection = context.wrap_socket(connection, server_side=True)
                accepted.append(connection)
            host.serve(connection)
        connection.close()

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                host.connections += 1
                accepted.append(connection)
                threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
                threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield host
    finally:
        host.over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join(PATIENCE)
        for connection in accepted:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in (
            () if sys.platform == "win32" else threads
        ):  # where hanging up wakes no reader they end with this process
            thread.join(PATIENCE)
