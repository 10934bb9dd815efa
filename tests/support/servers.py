"""The application as it is run: a granian process on a free port, on the test's database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from typing import Any

from hackathon.config import ROOT, Settings
from hackathon.web.serve import LEAN, granian
from tests.support.processes import die_with_parent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Server:
    """Serve until the block ends. `kill()` takes the power away from every process at once; `start()` serves again."""

    def __init__(self, settings: Settings, *, workers: int = 1, environment: dict[str, str] | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._workers = workers
        self._log = settings.instance_path / f"server-{self.port}.log"
        self._environment = {
            **LEAN,
            **{name: value for name, value in os.environ.items() if not name.startswith(("HACKATHON_", "MAIL_"))},
            "DATABASE_URL": settings.database_url,
            "SECRET_KEY": settings.secret_key,
            "HACKATHON_INSTANCE": str(settings.instance_path),
            "HACKATHON_SERVER_NAME": f"127.0.0.1:{self.port}",
            "HACKATHON_RATE_LIMITS": "0",
            "HACKATHON_SECOND_FACTOR": "0",
            **(environment or {}),
        }

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                granian("127.0.0.1", self.port, self._workers, "wsgi:app"),
                cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )
        self._wait_until_it_answers()

    def kill(self) -> None:
        """Kill -9 the server with all its workers."""
        self._signal(signal.SIGKILL)
        self._process.wait()

    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def _signal(self, number: int) -> None:
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return

    def _wait_until_it_answers(self, seconds: float = 20) -> None:
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up and self._process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=5).close()
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.03)
        self.kill()
        raise RuntimeError(f"the server did not start:\n{self.log()}")
