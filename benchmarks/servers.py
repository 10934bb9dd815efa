"""Start an application under a WSGI server on a free port, and read what its workers cost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from hackathon.web.serve import LEAN, granian

ROOT = Path(__file__).resolve().parent.parent
SERVERS = ("granian", "gunicorn")


@dataclass(frozen=True)
class Running:
    """A running server: its port and its processes."""

    port: int
    process: psutil.Process

    @property
    def workers(self) -> list[psutil.Process]:
        return self.process.children(recursive=True)

    def own_megabytes(self) -> float:
        """Memory that a worker holds for itself (USS), of the largest."""
        return max(worker.memory_full_info().uss for worker in self.workers) / 1e6

    def resident_megabytes(self) -> float:
        """Memory of a worker with what it shares (RSS), of the largest."""
        return max(worker.memory_info().rss for worker in self.workers) / 1e6

    def processor_seconds(self) -> float:
        """Processor time that all workers have used: steadier than the clock on a busy machine."""
        times = [worker.cpu_times() for worker in self.workers]
        return sum(each.user + each.system for each in times)


def command(server: str, target: str, port: int, workers: int) -> list[str]:
    """Return the command line of a WSGI server."""
    if server == "gunicorn":
        return [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
                "--worker-class", "gthread", "--threads", "4", "--keep-alive", "30", target]  # fmt: skip
    return granian("127.0.0.1", port, workers, target)


@contextmanager
def serving(target: str, *, server: str, workers: int, environment: dict[str, str]) -> Iterator[Running]:
    """Serve while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen(
        command(server, target, port, workers),
        cwd=ROOT,
        env={**LEAN, **os.environ, **environment},
        start_new_session=True,
    )
    try:
        _wait(port, process)
        yield Running(port, psutil.Process(process.pid))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")
