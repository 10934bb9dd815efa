"""Every endpoint says who may reach it; one that says nothing is shut, and fails a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from hackathon.errors import NotAllowed, NotFound, Refusal, SecondFactorNeeded
from hackathon.rules.permissions import Permission, permit
from hackathon.web import actor

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Policy:
    """Tell whether a visitor may come, and which permission is needed: on the edition now, or on the object later."""

    public: bool = False
    by_link: bool = False
    permission: Permission | None = None
    checked_on: str = ""


def public(view: View) -> View:
    """Let everybody in; what they see is still decided by the page's loader."""
    view.access_policy = Policy(public=True)  # type: ignore[attr-defined]
    return view


def by_link(view: View) -> View:
    """Let in whoever holds a link, also before the edition is announced; the view decides by the link's token."""
    view.access_policy = Policy(public=True, by_link=True)  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let in whoever has an account."""
    view.access_policy = Policy()  # type: ignore[attr-defined]
    return view


def needs(permission: Permission) -> Callable[[View], View]:
    """Let in who holds the permission on the edition of the address (or on the whole series)."""

    def mark(view: View) -> View:
        view.access_policy = Policy(permission=permission, checked_on="edition")  # type: ignore[attr-defined]
        return view

    return mark


def guards(permission: Permission) -> Callable[[View], View]:
    """Let in who is signed in; the loader or the action checks the permission on the object itself."""

    def mark(view: View) -> View:
        view.access_policy = Policy(permission=permission, checked_on="object")  # type: ignore[attr-defined]
        return view

    return mark


def policy_of(endpoint: str | None) -> Policy | None:
    """Return what an endpoint declared, or None."""
    return getattr(current_app.view_functions.get(endpoint or ""), "access_policy", None)


def enforce() -> None:
    """Check the endpoint's policy before its view runs."""
    if request.endpoint is None:
        return
    if request.endpoint == "static":
        return
    policy = policy_of(request.endpoint)
    if policy is None:
        raise NotAllowed()
    edition = g.get("edition")
    if edition is not None and not policy.by_link and not actor.may(Permission.EDITION_VIEW, edition):
        if actor.would_be_allowed(Permission.EDITION_VIEW, edition):
            raise SecondFactorNeeded()
        raise concealed(NotFound())
    if policy.public:
        return
    actor.require_signed_in()
    if policy.permission is not None and policy.checked_on == "edition":
        permit(actor.current(), policy.permission, edition)


def concealed(refusal: Refusal) -> Refusal:
    """Return a refusal for whoever sees the edition; for all others there is no such page, and it shows no title."""
    if g.edition is None or actor.may(Permission.EDITION_VIEW, g.edition):
        return refusal
    g.edition = None
    return NotFound()


def init_app(app: Flask) -> None:
    """Put the check in front of every view."""
    app.before_request(enforce)
