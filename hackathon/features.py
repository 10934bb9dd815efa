"""The features of the application: one line each; dropping a feature is deleting its folder and its line."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

from hackathon.config import Settings

FEATURES = ("accounts", "editions", "challenges", "teams", "projects", "judging", "results", "outbox", "demo")
MODELS = ("accounts", "editions", "challenges", "teams", "projects", "judging", "results", "audit", "outbox")


def register(app: Flask, settings: Settings) -> None:
    """Register the pages and commands of every feature."""
    for name in MODELS:
        import_module(f"hackathon.{name}.models")
    for door in ("hackathon.web.health", "hackathon.web.device", *(f"hackathon.{name}.pages" for name in FEATURES)):
        if find_spec(door) is not None:
            app.register_blueprint(import_module(door).pages)
    for name in FEATURES:
        if find_spec(f"hackathon.{name}.commands") is not None:
            app.cli.add_command(getattr(import_module(f"hackathon.{name}.commands"), name))
    app.cli.add_command(import_module("hackathon.commands").check_invariants)
