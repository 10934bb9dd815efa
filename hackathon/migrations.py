"""The way from one shape of the database to the next.

Only commands import this: Alembic and what it brings along take 12 MB, which no worker needs.
"""

from __future__ import annotations

from typing import Any

import click
import flask_migrate
from flask import Flask, current_app

from hackathon.config import ROOT
from hackathon.db import db


def connect(app: Flask) -> None:
    """Tell Flask-Migrate where the migrations are."""
    if "migrate" not in app.extensions:
        flask_migrate.Migrate(directory=str(ROOT / "migrations"), render_as_batch=True).init_app(app, db)


def upgrade(**options: Any) -> None:
    """Bring the database to the newest shape."""
    connect(current_app)
    flask_migrate.upgrade(**options)


def commands(app: Flask) -> click.Group:
    """Return `flask db` with its commands."""
    connect(app)
    return app.cli.commands["db"]
