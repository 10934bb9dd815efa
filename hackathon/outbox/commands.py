"""`flask outbox`: deliver letters once, or go on until stopped."""

from __future__ import annotations

import time

import click
from flask.cli import AppGroup

from hackathon import clock
from hackathon.outbox import delivery, queries

outbox = AppGroup("outbox", help="Letters that wait to be sent.")


@outbox.command("deliver")
@click.option("--watch", is_flag=True, help="Go on, looking every two seconds, until stopped.")
def deliver_command(watch: bool) -> None:
    """Send the letters that are due."""
    while True:
        sent, failed = delivery.deliver(now=clock.now())
        if sent or failed or not watch:
            click.echo(f"sent {sent}, failed {failed}")
        if sent or failed:
            continue
        if not watch:
            break
        time.sleep(2)


@outbox.command("status")
def status_command() -> None:
    """Say how many letters are in each state."""
    for status, count in queries.counts().items():
        click.echo(f"{status}: {count}")
