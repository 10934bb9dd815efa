"""Say who asks: the session's user with roles and teams, read once per request and only when needed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import Flask, Response, current_app, g
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy.exc import SQLAlchemyError

from hackathon import clock
from hackathon.accounts import queries as accounts
from hackathon.accounts import sessions
from hackathon.accounts.models import User
from hackathon.accounts.queries import SignIn
from hackathon.errors import SignInNeeded
from hackathon.rules import offices, permissions
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
    g.seen = found
    return SignedInUser(token, found) if found else None


def _note_seen(response: Response) -> Response:
    """Note about once an hour that a sign-in is in use; it is not worth a fault."""
    seen, now = g.get("seen"), clock.now()
    stale = seen is not None and (seen.last_seen_at is None or now - seen.last_seen_at >= sessions.NOTED_EVERY)
    if stale and not response.is_streamed:
        with suppress(SQLAlchemyError):
            sessions.note_seen(seen.session_id, now=now)
    return response


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
    """Return who asks; without the rights of an office until the second factor that it needs was shown."""
    if "actor" not in g:
        present = sign_in()
        g.whole_actor = roles.actor_for(present) if present else ANONYMOUS
        held_back = present is not None and not present.second_factor and needs_second_factor(g.whole_actor)
        g.actor = offices.without_office(g.whole_actor) if held_back else g.whole_actor
    return g.actor


def needs_second_factor(who: Actor) -> bool:
    """Say whether an office asks for a second factor here."""
    return current_app.extensions["settings"].second_factor_required and offices.holds_office(who)


def is_held_back() -> bool:
    """Say whether whoever asks has an office whose rights wait for a second factor."""
    return current() is not g.whole_actor


def would_be_allowed(permission: Permission, subject: Any = None) -> bool:
    """Say whether only the second factor is missing."""
    return is_held_back() and permissions.may(g.whole_actor, permission, subject)


def look_again() -> None:
    """Forget who asked: somebody has just signed in or shown a second factor."""
    g.pop("actor", None)


def verified_recently() -> bool:
    """Say whether the password or a passkey was given in this sign-in within the last minutes."""
    present = sign_in()
    return present is not None and offices.is_recent(present.verified_at, clock.now())


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
    app.after_request(_note_seen)
    app.context_processor(lambda: {"actor": current(), "may": may, "is_held_back": is_held_back})
