"""The features of the application: one line each; dropping a feature is deleting its folder and its line."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click
from flask import Flask

from hackathon.config import Settings

FEATURES = (
    "accounts", "editions", "questions", "challenges", "registrations", "teams", "projects", "judging", "results",
    "statistics", "privacy", "outbox", "demo",
)  # fmt: skip
MODELS = (
    "accounts", "editions", "questions", "challenges", "registrations", "teams", "projects", "judging", "results",
    "statistics", "audit", "outbox",
)  # fmt: skip


class Later(click.Command):
    """A command that is imported when it is called: workers call none, and need neither it nor its libraries."""

    def __init__(self, name: str, load: Callable[[], click.Command]) -> None:
        super().__init__(name)
        self.load = load

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        return self.load().make_context(*args, **extra)

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.load().get_short_help_str(limit)


def register(app: Flask, settings: Settings) -> None:
    """Register the pages and commands of every feature."""
    for name in MODELS:
        import_module(f"hackathon.{name}.models")
    for name in MODELS:
        if find_spec(f"hackathon.{name}.personal") is not None:
            import_module(f"hackathon.{name}.personal")
    for door in ("hackathon.web.health", "hackathon.web.device", *(f"hackathon.{name}.pages" for name in FEATURES)):
        if find_spec(door) is not None:
            app.register_blueprint(import_module(door).pages)
    for name in FEATURES:
        if find_spec(f"hackathon.{name}.commands") is not None:
            app.cli.add_command(_command(name, f"hackathon.{name}.commands", name))
    app.cli.add_command(_command("check-invariants", "hackathon.commands", "check_invariants"))
    app.cli.add_command(Later("db", lambda: import_module("hackathon.migrations").commands(app)))


def _command(name: str, module: str, function: str) -> Later:
    return Later(name, lambda: getattr(import_module(module), function))
