"""Two people saved the same thing: show the second one what the first one wrote, and keep what both typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import Field, FieldList, FormField

from hackathon.errors import ChangedMeanwhile
from hackathon.web.forms import BaseForm


@dataclass(frozen=True)
class Difference:
    """A field in which what was saved meanwhile and what was typed differ."""

    field: Field
    label: str
    saved: str


def compare(form: BaseForm, load: Callable[[], BaseForm]) -> None:
    """After a refusal because of a newer version: list the differences, and let the next save replace that version."""
    if not isinstance(getattr(form, "refusal", None), ChangedMeanwhile):
        return
    saved = load()
    fields = {field.name: (label, field) for label, field in _flat(form)}
    form.differences = [
        Difference(fields[field.name][1], label, _words(field))
        for label, field in _flat(saved)
        if field.name in fields and _words(field) != _words(fields[field.name][1])
    ]
    form["version"].data = saved["version"].data
    form["version"].raw_data = None


def _flat(form: Any, above: str = "") -> Iterator[tuple[str, Field]]:
    for field in form:
        label = f"{above}: {field.label.text}" if above and field.label else str(field.label.text)
        if isinstance(field, FieldList):
            for number, entry in enumerate(field.entries, 1):
                yield from _flat(entry, f"{field.label.text} {number}")
        elif isinstance(field, FormField):
            yield from _flat(field, label)
        elif getattr(field.widget, "input_type", "") != "hidden":
            yield label, field


def _words(field: Field) -> str:
    """Return what a reader sees of a field's content."""
    choices = getattr(field, "iter_choices", None)
    if choices is not None:
        return ", ".join(str(choice[1]) for choice in choices() if choice[2])
    return str(field._value()).replace("\r\n", "\n").strip() if hasattr(field, "_value") else str(field.data or "")
