"""`flask projects`: look after uploaded files."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from hackathon import clock
from hackathon.files import storage
from hackathon.projects import queries
from hackathon.questions import queries as questions

projects = AppGroup("projects", help="Projects and their files.")


@projects.command("sweep-files")
def sweep_files() -> None:
    """Remove uploads that no project and no answer knows, older than an hour, and name rows whose file is gone."""
    folder = current_app.extensions["settings"].uploads_path
    known = [*queries.stored_names_everywhere(), *questions.stored_names_everywhere()]
    removed, missing = storage.sweep(folder, known, now=clock.now())
    click.echo(f"removed {removed}, missing {len(missing)}")
    for name in missing:
        click.echo(f"missing: {name}")
