"""One command serves a trial with everything; what is convenient for a trial is shut elsewhere."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hackathon.config import ROOT
from tests.support.servers import free_port


class Serving:
    """`flask serve` in a folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.output = folder / "output"
        own = {"PATH": os.environ["PATH"], "HACKATHON_INSTANCE": str(folder / "instance"), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--bind", f"127.0.0.1:{self.port}"]
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, "--workers", "1"], cwd=ROOT, env={**own, **environment}, stdout=output, stderr=output
            )

    @property
    def said(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def answer(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait(self, seconds: float = 90) -> Serving:
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up and self.process.poll() is None:
            try:
                if self.answer("/healthz")[0] == 200:
                    return self
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise AssertionError(f"it does not serve:\n{self.said}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(40)

    def is_listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Serving]]:
    started: list[Serving] = []

    def run(**environment: str) -> Serving:
        started.append(Serving(tmp_path, **environment))
        return started[-1]

    yield run
    for each in started:
        if each.process.poll() is None:
            each.stop()


def test_a_trial_is_served_from_an_empty_folder_and_keeps_what_was_made(start: Any) -> None:
    first = start().wait()
    said = first.said
    assert f"http://127.0.0.1:{first.port}/" in said
    assert f"letters go to http://127.0.0.1:{first.port}/mailbox/" in said
    for part in ("administrator", "organizer", "judge", "captain", "student"):
        assert f"{part}@example.org" in said
    assert [first.answer(path)[0] for path in ("/", "/kz-2026/", "/readyz", "/mailbox/")] == [200] * 4
    assert first.stop(signal.SIGINT) == 0
    assert not first.is_listening()

    second = start().wait()
    assert second.said.count("loading the demo") == 1
    assert second.answer("/kz-2026/")[0] == 200
    assert second.stop(signal.SIGTERM) == 0
    assert not second.is_listening()


def test_with_a_database_url_no_demo_is_loaded_and_no_sign_in_is_told(start: Any, tmp_path: Path) -> None:
    serving = start(DATABASE_URL=f"sqlite:///{tmp_path / 'own.sqlite3'}", SECRET_KEY="long and random").wait()
    assert "example.org" not in serving.said
    assert "mailbox" not in serving.said
    assert [serving.answer(path)[0] for path in ("/readyz", "/mailbox/")] == [503, 404]


@pytest.mark.parametrize("setting", [{"DATABASE_URL": "sqlite:////tmp/never.sqlite3"}, {"HACKATHON_PRODUCTION": "1"}])
def test_outside_of_a_trial_the_default_secret_key_is_refused(start: Any, setting: dict[str, str]) -> None:
    serving = start(**setting)
    assert serving.process.wait(60) != 0
    assert "SECRET_KEY" in serving.said


def test_a_taken_port_ends_the_command_with_an_error(start: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = {**os.environ, "HACKATHON_INSTANCE": str(tmp_path / "instance"), "SECRET_KEY": "long and random"}
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--bind", f"127.0.0.1:{port}"]
        environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'own.sqlite3'}"
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90)
    assert done.returncode == 1
    assert "in use" in done.stdout + done.stderr
