"""Say who asks: the session's user with roles and teams, read once per request and only when needed."""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from flask_login import LoginManager, UserMixin, current_user

from hackathon import clock
from hackathon.accounts import queries as accounts
from hackathon.accounts.models import User
from hackathon.editions import scope
from hackathon.errors import SignInNeeded
from hackathon.rules import permissions
from hackathon.rules.permissions import ANONYMOUS, Actor, Permission
from hackathon.web import roles

login_manager = LoginManager()
login_manager.session_protection = None


class SignedInUser(UserMixin):
    """What Flask-Login keeps: the token of a server-side session that can be revoked, and its user."""

    def __init__(self, token: str, user: User, session_id: int) -> None:
        self.token = token
        self.user = user
        self.session_id = session_id

    def get_id(self) -> str:
        return self.token


@login_manager.user_loader
def load(token: str) -> SignedInUser | None:
    """Return the user of a session that is neither revoked nor expired."""
    with scope.every_edition(because="a sign-in belongs to no edition"):
        found = accounts.open_session(token, now=clock.now())
    return SignedInUser(token, found.user, found.id) if found else None


def user() -> User | None:
    """Return the account that is signed in."""
    return current_user.user if current_user.is_authenticated else None


def session_id() -> int | None:
    """Return the id of the present sign-in."""
    return current_user.session_id if current_user.is_authenticated else None


def current() -> Actor:
    """Return who asks."""
    if "actor" not in g:
        account = user()
        g.actor = roles.actor_for(account) if account else ANONYMOUS
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
