"""Fill in and send the forms of a page as a person would: every field that the page gives goes back with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

VOID_TYPES = ("submit", "button", "image", "reset")


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    checked: bool = False
    options: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    id: str
    inside_main: bool
    fields: list[Field] = field(default_factory=list)
    buttons: list[Field] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(each.name for each in self.fields))

    def values(self) -> dict[str, list[Any]]:
        """Give what a browser would send if nothing were touched."""
        values: dict[str, list[Any]] = {}
        for each in self.fields:
            values.setdefault(each.name, []).extend(_untouched(each))
        return values

    def choices(self, name: str) -> list[str]:
        return [option for each in self.fields if each.name == name for option in each.options or [each.value]]


def _untouched(each: Field) -> list[str]:
    if each.kind in ("checkbox", "radio"):
        return [each.value] if each.checked else []
    if each.kind == "select":
        return each.chosen or each.options[:1]
    return [] if each.kind in ("file", "select-multiple") and not each.chosen else each.chosen or [each.value]


class _Reader(HTMLParser):
    """Collect forms, and the text that a reader sees in <main>."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self._form: Form | None = None
        self._select: Field | None = None
        self._textarea: Field | None = None
        self._depth_of_main = 0
        self._outside: list[Field] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._depth_of_main += 1
        if tag == "form":
            method = given.get("method", "get").lower()
            self._form = Form(given.get("action", ""), method, given.get("id", ""), self._depth_of_main > 0)
            self.forms.append(self._form)
        if tag == "option" and self._select is not None:
            self._select.options.append(given.get("value", ""))
            if "selected" in given:
                self._select.chosen.append(given.get("value", ""))
        if tag in ("input", "button", "select", "textarea") and given.get("name") and "disabled" not in given:
            self._add(tag, given)

    def _add(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "submit" if tag == "button" else "text") if tag in ("input", "button") else tag
        if tag == "select" and "multiple" in given:
            kind = "select-multiple"
        default = "on" if kind in ("checkbox", "radio") else ""
        new = Field(given["name"], kind, given.get("value", default), "checked" in given)
        owner = next((form for form in self.forms if form.id and form.id == given.get("form")), self._form)
        if owner is not None:
            (owner.buttons if kind in VOID_TYPES else owner.fields).append(new)
        self._select = new if tag == "select" else self._select
        self._textarea = new if tag == "textarea" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "main":
            self._depth_of_main -= 1
        if tag == "select":
            self._select = None
        if tag == "textarea" and self._textarea is not None:
            self._textarea.value = self._textarea.value.removeprefix("\r").removeprefix("\n")
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea.value += data
        elif self._depth_of_main:
            self.text.append(data)


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def forms_of(response: Any) -> list[Form]:
    return read(response.get_data(as_text=True)).forms


def text_of(response: Any) -> str:
    """Give the words inside <main>, with blanks collapsed."""
    return " ".join(" ".join(read(response.get_data(as_text=True)).text).split())


def find_form(response: Any, wanted: str | None = None) -> Form:
    """Pick a form by its id or a part of its action; without either, the only one in <main> that posts."""
    forms = [form for form in forms_of(response) if form.method == "post"]
    fitting = [form for form in forms if wanted in (form.id, form.action) or (wanted or "\0") in form.action]
    if wanted is None:
        fitting = [form for form in forms if form.inside_main]
    shown = [(form.id, form.action, form.names) for form in forms]
    assert len(fitting) == 1, f"{len(fitting)} forms fit {wanted!r}; name one by id or action: {shown}"
    return fitting[0]


def submit(client: Any, url: str, changes: dict[str, Any] | None = None, *, form: str | None = None,
           press: str | None = None, extra: dict[str, Any] | None = None) -> Any:
    """Open a page, change its form, send it and give the answer.

    `changes` may touch only what the page offers; True and False tick and untick, a list chooses several.
    `press` is the "name=value" of the button; `extra` adds fields that the page does not show, as an attacker would.
    """
    page = client.get(url)
    assert page.status_code == 200, f"GET {url} answered {page.status_code}, so there is no form to fill in"
    return send(client, url, find_form(page, form), changes or {}, press=press, extra=extra)


def send(client: Any, url: str, form: Form, changes: dict[str, Any], *, press: str | None = None,
         extra: dict[str, Any] | None = None) -> Any:
    """Send a form that was read from a page earlier: a second tab, a double click."""
    values = form.values()
    for name, value in changes.items():
        values[name] = _changed(form, name, value)
    if press:
        name, _, value = press.partition("=")
        assert any((each.name, each.value) == (name, value) for each in form.buttons), f"no button {press}"
        values[name] = [value]
    values.update({name: value if isinstance(value, list) else [value] for name, value in (extra or {}).items()})
    target = urlsplit(urljoin(url, form.action or url))
    address = target.path + (f"?{target.query}" if target.query else "")
    return client.post(address, data={name: value for name, value in values.items() if value})


def _changed(form: Form, name: str, value: Any) -> list[Any]:
    fields = [each for each in form.fields if each.name == name]
    assert fields, f"the form has no field {name!r}; it has {form.names}"
    if value is True or value is False:
        return [fields[0].value] if value else []
    wanted = value if isinstance(value, list) else [value]
    if fields[0].kind in ("radio", "checkbox", "select", "select-multiple"):
        missing = [one for one in wanted if str(one) not in form.choices(name)]
        assert not missing, f"{name!r} does not offer {missing}; it offers {form.choices(name)}; use extra= to force it"
    return wanted
