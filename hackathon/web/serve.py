"""`flask serve`: everything for a trial with one command: migrate, load the demo, serve, deliver letters."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from importlib import import_module
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from hackathon import clock
from hackathon.config import ROOT, Settings

ADDRESS = "127.0.0.1:8000"
THREADS = 24  # most of them wait for slow phones; `arrivals` lets few into the application
PATIENCE = 10  # seconds that a process has to end by itself
LINUX_SET_PARENT_DEATH_SIGNAL = 1
# Large pages come and go: let glibc give their memory back.
# Threads of a mathematical library would only take memory beside the workers, as do docstrings.
LEAN = {
    "PYTHONOPTIMIZE": "2",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "OPENBLAS_NUM_THREADS": "1",
}


@click.command("serve")
@click.option("--bind", default=ADDRESS, show_default=True, help="Address and port to listen at.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer requests.")
@with_appcontext
def serve(bind: str, workers: int) -> None:
    """Serve the site with a worker for letters; on the embedded database migrate first and load the demo when empty."""
    settings: Settings = current_app.extensions["settings"]
    if settings.trial:
        import_module("hackathon.migrations").upgrade()
        _load_demo_when_empty()
    _say_where(settings, bind)
    raise SystemExit(_run_until_stopped(_commands(bind, workers), _environment(settings, bind)))


def _load_demo_when_empty() -> None:
    loading = import_module("hackathon.demo.loading")
    if loading.is_empty():
        click.echo("The database is empty: loading the demo ...")
        loading.load_demo(seed=1, now=clock.now())


def _say_where(settings: Settings, bind: str) -> None:
    click.secho(f"\n  http://{bind}/\n", bold=True)
    if settings.trial:
        signins = import_module("hackathon.demo.signins")
        click.echo(f"  Sign in as one of these; the password is {signins.PASSWORD}")
        for part, address in signins.listed():
            click.echo(f"    {part:15} {address}")
    if settings.local_mailbox:
        click.echo(f"\n  No mail server is set up: letters go to http://{bind}/mailbox/")
    click.echo("  Ctrl-C stops.\n")


def _commands(bind: str, workers: int) -> list[list[str]]:
    host, _, port = bind.rpartition(":")
    letters = [sys.executable, "-m", "flask", "--app", "wsgi", "outbox", "worker"]
    return [granian(host, int(port), workers, "wsgi:app"), letters]


def granian(host: str, port: int, workers: int, target: str) -> list[str]:
    """Return the command line of the server, as it was measured (docs/performance.md)."""
    where = ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(THREADS)]
    return [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error", *where, target]


def _environment(settings: Settings, bind: str) -> dict[str, str]:
    """Let links in letters point to where this server listens, unless the installation names its host."""
    named = {"HACKATHON_SERVER_NAME": bind} if settings.trial and bind != ADDRESS else {}
    return {**LEAN, **os.environ, **named, "HACKATHON_INSTANCE": str(settings.instance_path.resolve())}


def _run_until_stopped(commands: list[list[str]], environment: dict[str, str]) -> int:
    """Run the processes side by side; when one ends or we are told to stop, end all of them."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, preexec_fn=_die_with_parent)
        for command in commands
    ]
    while not stop.wait(0.3) and all(process.poll() is None for process in processes):
        continue
    ended_by_itself = not stop.is_set()
    for process in processes:
        process.terminate()
    for process in processes:
        _wait(process)
    return 1 if ended_by_itself else 0


def _wait(process: subprocess.Popen[Any]) -> None:
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


def _die_with_parent() -> None:
    """Leave no server behind when this process is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(LINUX_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
