"""`flask projects`: look after uploaded files."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from hackathon import clock
from hackathon.projects import queries, storage

projects = AppGroup("projects", help="Projects and their files.")


@projects.command("sweep-files")
def sweep_files() -> None:
    """Remove uploads that no project knows, older than an hour, and name rows whose file is gone."""
    folder = current_app.extensions["settings"].uploads_path
    removed, missing = storage.sweep(folder, queries.stored_names_everywhere(), now=clock.now())
    click.echo(f"removed {removed}, missing {len(missing)}")
    for name in missing:
        click.echo(f"missing: {name}")
