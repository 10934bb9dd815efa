"""Every form of the application, found on its pages, with somebody who may send it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.security import routes
from tests.security.house import House
from tests.security.table import rows
from tests.security.walk import moment_of, place_of
from tests.support import forms

# The first of these who finds a form is the one who sends it.
FINDERS = ("visitor", "captain", "student", "judge", "organizer", "administrator")
TEXTS = ("text", "textarea", "email", "url", "search", "tel")
MULTIPART = {"projects.upload_file"}


@dataclass
class Found:
    """A form, who sends it where and when, and what they would send."""

    role: str
    path: str
    at: str
    endpoint: str
    form: forms.Form
    values: dict[str, list[Any]]

    def __str__(self) -> str:
        return f"{self.endpoint} as {self.role}"

    def named(self, *kinds: str) -> list[str]:
        """Give the names of the fields of these kinds."""
        return list(dict.fromkeys(each.name for each in self.form.fields
                                  if each.kind in kinds and each.name != "csrf_token"))

    def sent(self, house: House, changes: dict[str, Any], **options: Any) -> Any:
        """Send the form with changes; None takes a field out."""
        data = {name: value for name, value in {**self.values, **changes}.items() if value is not None}
        return house.ask(self.role, self.path, data, at=self.at, **options)


def found_forms(house: House) -> list[Found]:
    """Give the forms that post, each once; they are collected once for each world."""
    if house.forms is None:
        house.forms = _collected(house)
    return house.forms


def _collected(house: House) -> list[Found]:
    found: dict[tuple[str, tuple[str, ...]], Found] = {}
    adapter = house.app.url_map.bind("localhost")
    for where, role, path, at, form in shown_forms(house):
        if form.method == "get":
            house.searches.append(form)
        if form.method != "post" or where == "past":
            continue
        target = urlsplit(urljoin(path, form.action or path)).path
        endpoint = adapter.match(target, method="POST")[0]
        key = endpoint, tuple(sorted(set(form.names)))
        if key not in found:
            found[key] = Found(role, target, at, endpoint, form, _values(house, endpoint, form))
    return list(found.values())


def shown_forms(house: House) -> Iterator[tuple[str, str, str, str, forms.Form]]:
    """Give every form on every page that somebody finds: (where, who, page, when, form)."""
    for (route, where), marks in rows().items():
        for role in FINDERS:
            if route.method != "GET" or marks[role] != "+":
                continue
            path, at = routes.path_of(house, route.endpoint, place_of(house, where)), moment_of(route, where)
            page = house.ask(role, path, at=at)
            if not page.headers["Content-Type"].startswith("text/html"):
                break
            for form in forms.forms_of(page):
                yield where, role, path, at, form


def _values(house: House, endpoint: str, form: forms.Form) -> dict[str, list[Any]]:
    """Fill the form in so that it would be accepted."""
    values = {name: value for name, value in form.values().items() if value and name != "csrf_token"}
    for name, value in routes.data_for(house, endpoint, house.world.places["home"]).items():
        if name in form.names and not isinstance(value, tuple):
            values[name] = value if isinstance(value, list) else [value]
    return values


def get_forms(house: House) -> list[forms.Form]:
    """Give the forms that search, filter and sort."""
    found_forms(house)
    return house.searches
