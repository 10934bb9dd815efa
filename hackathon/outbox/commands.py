"""`flask outbox`: deliver letters once, or go on until stopped."""

from __future__ import annotations

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from hackathon import clock
from hackathon.outbox import delivery, queries, worker

outbox = AppGroup("outbox", help="Letters that wait to be sent.")


@outbox.command("deliver")
def deliver_command() -> None:
    """Send the letters that are due."""
    while True:
        sent, failed = delivery.deliver(now=clock.now())
        if not sent and not failed:
            break
        click.echo(f"sent {sent}, failed {failed}")


@outbox.command("worker")
def worker_command() -> None:
    """Deliver letters until stopped."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    worker.work(current_app._get_current_object(), stop)  # type: ignore[attr-defined]


@outbox.command("retry")
def retry_command() -> None:
    """Queue letters that were given up once more."""
    click.echo(f"queued again: {delivery.retry_failed(now=clock.now())}")


@outbox.command("status")
def status_command() -> None:
    """Say how many letters are in each state."""
    for status, count in queries.counts().items():
        click.echo(f"{status}: {count}")
