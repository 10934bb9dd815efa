"""`flask check-invariants`: ask the database whether everything holds that must."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from hackathon import invariants


@click.command("check-invariants")
@with_appcontext
def check_invariants() -> None:
    """Name everything that does not hold in any edition; fail if there is something."""
    found = invariants.faults(current_app.extensions["settings"].uploads_path)
    for fault in found:
        click.echo(fault)
    if found:
        raise click.ClickException(f"{len(found)} things do not hold.")
    click.echo("Everything holds.")
