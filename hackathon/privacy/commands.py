"""`flask privacy purge`: clean up what is too old."""

from __future__ import annotations

import json

import click
from flask.cli import AppGroup

from hackathon import clock
from hackathon.privacy import commands_purging as purging
from hackathon.privacy import retention

privacy = AppGroup("privacy", help="What is kept of people, and for how long.")


@privacy.command("purge")
@click.option("--dry-run", is_flag=True, help="Say what is due, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Write the numbers for a program.")
def purge_command(dry_run: bool, as_json: bool) -> None:
    """Delete or empty what is older than its kind is kept, and say how much it was."""
    unknown = sorted(set(purging.chosen()) - set(retention.KINDS))
    if unknown:
        known = ", ".join(retention.KINDS)
        raise click.ClickException(f"HACKATHON_KEEP_DAYS names unknown kinds: {', '.join(unknown)}. Known: {known}.")
    found = purging.foreseen(clock.now()) if dry_run else purging.purge(clock.now())
    if as_json:
        click.echo(json.dumps({"dry_run": dry_run, "kinds": found}, sort_keys=True))
        return
    for kind, rows in found.items():
        click.echo(f"{kind}: {rows} {'due' if dry_run else 'done'}")
