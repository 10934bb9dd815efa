"""Say who asks: the session's user with roles and teams, read once per request and only when needed."""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from flask_login import LoginManager, UserMixin, current_user

from hackathon import clock
from hackathon.accounts import queries as accounts
from hackathon.accounts.models import User
from hackathon.accounts.queries import SignIn
from hackathon.errors import SignInNeeded
from hackathon.rules import permissions
from hackathon.rules.permissions import ANONYMOUS, Actor, Permission
from hackathon.web import roles

login_manager = LoginManager()
login_manager.session_protection = None


class SignedInUser(UserMixin):
    """What Flask-Login keeps: the token of a server-side session that can be revoked, and whose it is."""

    def __init__(self, token: str, sign_in: SignIn) -> None:
        self.token = token
        self.sign_in = sign_in

    def get_id(self) -> str:
        return self.token


@login_manager.user_loader
def load(token: str) -> SignedInUser | None:
    """Return the user of a session that is neither revoked nor expired."""
    found = accounts.open_session(token, now=clock.now())
    return SignedInUser(token, found) if found else None


def sign_in() -> SignIn | None:
    """Return the present sign-in."""
    return current_user.sign_in if current_user.is_authenticated else None


def user() -> User | None:
    """Return the account that is signed in."""
    present = sign_in()
    return accounts.user_by_id(present.user_id) if present else None


def session_id() -> int | None:
    """Return the id of the present sign-in."""
    present = sign_in()
    return present.session_id if present else None


def current() -> Actor:
    """Return who asks."""
    if "actor" not in g:
        present = sign_in()
        g.actor = roles.actor_for(present) if present else ANONYMOUS
    return g.actor


def may(permission: Permission | str, subject: Any = None) -> bool:
    """Answer for templates whether a button is worth showing; the action asks again."""
    return permissions.may(current(), Permission(permission), subject)


def require_signed_in() -> None:
    """Raise `SignInNeeded` for a visitor."""
    if not current_user.is_authenticated:
        raise SignInNeeded()


def init_app(app: Flask) -> None:
    """Tell Flask-Login and the templates who asks."""
    login_manager.init_app(app)
    app.context_processor(lambda: {"actor": current(), "may": may})
