"""A load client that costs little itself: keep-alive sockets in one process, prepared requests, latencies kept."""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Sample:
    """What one run saw: seconds per answer, how often each status came, how long it all took."""

    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of the answers stayed below."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Connection:
    """One keep-alive connection that sends its next request when the last one is answered."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.port = port
        self.requests = requests
        self.socket: socket.socket | None = None
        self.received = b""
        self.expected: int | None = None
        self.sent_at = 0.0

    def send_next(self) -> bool:
        """Send a request; False when there is none left."""
        request = next(self.requests, None)
        if request is None:
            return False
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received, self.expected = b"", None
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> int | None:
        """Read what has come; return the status when the answer is complete."""
        chunk = self.socket.recv(262_144)
        if not chunk:
            raise ConnectionError("the server closed the connection")
        self.received += chunk
        if self.expected is None:
            end = self.received.find(b"\r\n\r\n")
            if end < 0:
                return None
            self.expected = end + 4 + _body_length(self.received[:end].lower())
        return int(self.received[9:12]) if len(self.received) >= self.expected else None


def _body_length(head: bytes) -> int:
    start = head.find(b"\r\ncontent-length:")
    if start < 0:
        return 0
    return int(head[start + 17 : head.find(b"\r\n", start + 2) if head.find(b"\r\n", start + 2) > 0 else None])


def run(port: int, requests: Iterator[bytes], *, connections: int = 8, seconds: float = 5.0) -> Sample:
    """Send requests over several connections for some seconds, or until there are none left."""
    sample, selector = Sample(), selectors.DefaultSelector()
    open_connections = 0
    started = time.perf_counter()
    for _ in range(connections):
        connection = Connection(port, requests)
        if connection.send_next():
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            open_connections += 1
    while open_connections:
        for key, _ in selector.select(timeout=60):
            if not _step(key.data, sample, more=time.perf_counter() - started < seconds):
                selector.unregister(key.fileobj)
                key.fileobj.close()
                open_connections -= 1
    sample.seconds = time.perf_counter() - started
    return sample


def _step(connection: Connection, sample: Sample, *, more: bool) -> bool:
    status = connection.receive()
    if status is None:
        return True
    sample.latencies.append(time.perf_counter() - connection.sent_at)
    sample.statuses[status] += 1
    return more and connection.send_next()


def request(method: str, path: str, *, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """Return the bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", "Accept-Language: ru"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
