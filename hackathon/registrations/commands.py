"""`flask registrations`: pass freed places on; the worker of the outbox does the same every minute."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from hackathon import clock
from hackathon.registrations import waitlist

registrations = AppGroup("registrations", help="Places and waitlists.")


@registrations.command("offer")
def offer_command() -> None:
    """Let late offers lapse and offer free places to those who wait."""
    click.echo(f"told: {waitlist.offer_where_free(clock.now())}")
