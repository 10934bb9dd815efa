"""`flask demo`: load the demo, or a single edition of any size in any stage."""

from __future__ import annotations

import re

import click
from flask import current_app
from flask.cli import AppGroup

from hackathon import clock
from hackathon.demo import loading, plans, signins
from hackathon.errors import Refusal
from hackathon.rules.schedule import Stage

KEY = r"[a-z][a-z0-9]{1,15}-[0-9]{4}(-[a-z0-9]{1,15})?"
STAGES = [str(stage) for stage in Stage]
demo = AppGroup("demo", help="Invented editions, people and projects for trying things out.")


@demo.command("load")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same people and projects.")
@click.option("--edition", "key", help="Make only one edition, with this key, such as kz-2027.")
@click.option("--teams", default=100, show_default=True, type=click.IntRange(0, 5000), help="With --edition.")
@click.option("--judges", default=10, show_default=True, type=click.IntRange(0, 500), help="With --edition.")
@click.option("--stage", default="submissions", type=click.Choice(STAGES), help="With --edition.")
def load_command(seed: int, key: str | None, teams: int, judges: int, stage: str) -> None:
    """Load five editions in five stages, or one with --edition."""
    _require_trial()
    if key and not re.fullmatch(KEY, key):
        raise click.ClickException("Write the key like kz-2027: letters, hyphen, year.")
    chosen = (plans.one(key, Stage(stage), teams, judges),) if key else plans.FIVE
    if taken := sorted(loading.existing_keys() & {plan.key for plan in chosen}):
        raise click.ClickException(f"These editions exist already: {', '.join(taken)}.")
    try:
        loading.load_demo(chosen, seed=seed, now=clock.now())
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.message} {refusal.next_step}") from refusal
    settings = current_app.extensions["settings"]
    for plan in chosen:
        click.echo(f"{settings.scheme}://{settings.server_name}/{plan.key}/")
    for part, address in signins.listed():
        click.echo(f"{part}: {address}")
    click.echo(f"The password of every account is {signins.PASSWORD}")


def _require_trial() -> None:
    settings = current_app.extensions["settings"]
    if not (settings.trial or settings.testing):
        raise click.ClickException(
            "The demo's password is public, so it is loaded only into the embedded database of a trial."
        )
