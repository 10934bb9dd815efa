"""A load client that costs little itself: keep-alive sockets in one process, prepared requests, latencies kept."""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

PATIENCE = 60


@dataclass
class Sample:
    """What one run saw: seconds per answer, how often each status came, how long it all took, the last
    answer and the first refusal."""

    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    last: bytes = b""
    refused: bytes = b""

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of the answers stayed below."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def note(self, status: int, latency: float, answer: bytes) -> None:
        """Keep one answer; of those that were refused the first one whole."""
        self.latencies.append(latency)
        self.statuses[status] += 1
        self.last = answer
        if status >= 400 and not self.refused:
            self.refused = answer

    def add(self, other: Sample) -> None:
        """Take in another run of the same kind."""
        self.latencies += other.latencies
        self.statuses += other.statuses
        self.seconds += other.seconds
        self.refused = self.refused or other.refused


class Connection:
    """One keep-alive connection; it waits for an answer before the next request."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.expected: int | None = None
        self.began_at = 0.0

    def send(self, request: bytes, began_at: float | None = None) -> None:
        """Send a request; its latency counts from the moment at which it was meant to leave."""
        self.received, self.expected = b"", None
        self.began_at = time.perf_counter() if began_at is None else began_at
        self.socket.sendall(request)

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
            self.expected = end + 4 + _body_length(self.received[: end + 2].lower())
        return int(self.received[9:12]) if len(self.received) >= self.expected else None


def _body_length(head: bytes) -> int:
    start = head.find(b"\r\ncontent-length:")
    return int(head[start + 17 : head.find(b"\r\n", start + 2)]) if start >= 0 else 0


def run(port: int, streams: Iterable[Iterator[bytes]], *, seconds: float) -> Sample:
    """Send each stream of requests over a connection of its own, as fast as answers come."""
    sample, selector = Sample(), selectors.DefaultSelector()
    started = time.perf_counter()
    for stream in streams:
        request = next(stream, None)
        if request is not None:
            connection = Connection(port)
            connection.send(request)
            selector.register(connection.socket, selectors.EVENT_READ, (connection, stream))
    while selector.get_map():
        for key, _ in selector.select(PATIENCE):
            if not _step(*key.data, sample, more=time.perf_counter() - started < seconds):
                selector.unregister(key.fileobj)
                key.fileobj.close()
    sample.seconds = time.perf_counter() - started
    return sample


def _step(connection: Connection, stream: Iterator[bytes], sample: Sample, *, more: bool) -> bool:
    status = connection.receive()
    if status is None:
        return True
    sample.note(status, time.perf_counter() - connection.began_at, connection.received)
    request = next(stream, None) if more else None
    if request is None:
        return False
    connection.send(request)
    return True


Steps = tuple[tuple[str, bytes], ...]


def paced(port: int, visits: Iterable[tuple[float, Steps]]) -> dict[str, Sample]:
    """Begin each visit at its own moment (seconds from the start), and no later because others wait for answers.

    A visit is a row of requests, each with its kind, over one connection; the next one leaves when the one before is
    answered. Return a sample for each kind; the first request's latency counts from the moment the visit was due.
    """
    waiting = sorted(visits, reverse=True)
    samples: dict[str, Sample] = {kind: Sample() for _, steps in waiting for kind, _ in steps}
    selector, started = selectors.DefaultSelector(), time.perf_counter()
    while waiting or selector.get_map():
        pause = max(0.0, started + waiting[-1][0] - time.perf_counter()) if waiting else PATIENCE
        for key, _ in selector.select(pause):
            _go_on(selector, key, samples)
        while waiting and started + waiting[-1][0] <= time.perf_counter():
            moment, steps = waiting.pop()
            connection = Connection(port)
            connection.send(steps[0][1], started + moment)
            selector.register(connection.socket, selectors.EVENT_READ, (connection, steps))
    for sample in samples.values():
        sample.seconds = time.perf_counter() - started
    return samples


def _go_on(selector: selectors.BaseSelector, key: selectors.SelectorKey, samples: dict[str, Sample]) -> None:
    connection, steps = key.data
    status = connection.receive()
    if status is None:
        return
    samples[steps[0][0]].note(status, time.perf_counter() - connection.began_at, connection.received)
    if len(steps) > 1:
        connection.send(steps[1][1])
        selector.modify(key.fileobj, selectors.EVENT_READ, (connection, steps[1:]))
    else:
        selector.unregister(key.fileobj)
        connection.socket.close()


def request(method: str, path: str, *, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """Return the bytes of a request, with the headers that a browser sends."""
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language: ru-RU,ru;q=0.8,en-US;q=0.5,en;q=0.3",
        "Accept-Encoding: gzip, deflate, br, zstd",
    ]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if method == "POST":
        lines.append("Content-Type: application/x-www-form-urlencoded")
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
