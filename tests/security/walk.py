"""Everybody opens every page once; many tests look at what they got."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import Headers

from hackathon.accounts.models import User
from hackathon.db import db
from tests import factories
from tests.security import routes
from tests.security.house import House, difference
from tests.security.routes import MOMENTS, Route
from tests.security.table import rows
from tests.security.world import ROLES, Place

# Tokens against forged forms, and keys against double clicks: others with every second or every request.
CHANGING = re.compile(rb'name="(csrf_token|key)"( type="hidden")? value="[^"]*"|value="[^"]*" name="csrf_token"'
                      rb'|id="key" name="key" type="hidden" value="[^"]*"')
GENDER = "GENDER-narwhal"


@dataclass(frozen=True)
class Page:
    route: Route
    where: str
    role: str
    path: str
    status_code: int
    headers: Any
    body: bytes

    def __str__(self) -> str:
        return f"{self.route}{'@' if self.where else ''}{self.where} as {self.role}"

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


@dataclass(frozen=True)
class Walk:
    pages: list[Page]
    changed: dict[str, int]


def place_of(house: House, where: str) -> Place:
    return house.world.places[where if where in ("past", "hidden") else "home"]


def moment_of(route: Route, where: str) -> str:
    return "judging" if where == "judging" else MOMENTS.get(route.endpoint, "")


def fits(mark: str, route: Route, answer: Any) -> bool:
    """Compare an answer with a mark of the table."""
    status, leads_to = answer.status_code, answer.headers.get("Location", "")
    asks_to_sign_in = status == 303 and leads_to.startswith("/accounts/sign-in?next=")
    if route.method == "GET":
        return {"+": status == 200, "s": asks_to_sign_in, "-": status == 403, ".": status == 404, "r": status == 409,
                ">": status == 303 and not asks_to_sign_in}[mark]
    return {"+": status in (200, 303, 409, 422), "s": status == 401, "-": status == 403, ".": status == 404,
            "r": status == 409}[mark]


def walk(house: House) -> Walk:
    """Open every page of the table as everybody, and say which tables are not as before."""
    with house.app.app_context():
        _state_genders()
    before = house.dump()
    pages = [
        _opened(house, route, where, role)
        for (route, where) in rows() if route.method == "GET"
        for role in ROLES
    ]
    changed = difference(before, house.dump())
    house.restore()
    return Walk(pages, changed)


@factories.committed
def _state_genders() -> None:
    """Give everybody a gender that stands nowhere else: it shows on any page that lets it out."""
    db.session.query(User).update({"gender": GENDER})


def _opened(house: House, route: Route, where: str, role: str) -> Page:
    path = routes.path_of(house, route.endpoint, place_of(house, where))
    try:
        answer = house.ask(role, path, at=moment_of(route, where))
    except Exception as error:  # in tests the application raises what would be a page with status 500
        return Page(route, where, role, path, 500, Headers(), repr(error).encode())
    return Page(route, where, role, path, answer.status_code, answer.headers, answer.get_data())
