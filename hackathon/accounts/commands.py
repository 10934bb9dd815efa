"""`flask accounts`: make the first administrator."""

from __future__ import annotations

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import AppGroup

from hackathon import clock
from hackathon.accounts import actions_admin as actions
from hackathon.accounts import passwords
from hackathon.errors import Refusal
from hackathon.rules.permissions import SYSTEM

accounts = AppGroup("accounts", help="People who may sign in.")


@accounts.command("create-administrator")
@click.argument("email")
@click.password_option(help="Asked for when it is not given.")
def create_administrator_command(email: str, password: str) -> None:
    """Give EMAIL's account all rights and a new password; make the account if there is none."""
    try:
        validate_email(email, check_deliverability=False)
        password_hash = passwords.hashed(password, email)
        actions.create_administrator(SYSTEM, email.strip(), password_hash, now=clock.now())
    except EmailNotValidError as error:
        raise click.ClickException(str(error)) from error
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.message} {refusal.next_step}") from refusal
    click.echo(f"{email} is an administrator.")
