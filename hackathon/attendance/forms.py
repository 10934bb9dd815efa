"""A session of the event, a code that is typed, a correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from hackathon.rules.typed_lists import Left
from hackathon.text import search_key
from hackathon.web.fields import LineField, LocalMomentField, ProseField, WholeNumberField, localized_data
from hackathon.web.fields import localized_field as localized
from hackathon.web.forms import BaseForm, required


class EventSessionForm(BaseForm):
    version = WholeNumberField(widget=HiddenInput(), default=0)
    place = LineField(_l("Place"), [Optional(), Length(max=200)], default="")
    required = BooleanField(
        _l("Must attend"), description=_l("Who misses a required session has not finished in the counts of the report.")
    )

    def values(self) -> dict[str, Any]:
        """Return what the action stores."""
        plain = {name: self[name].data for name in ("starts_at", "ends_at", "required")}
        return {**plain, "place": self.place.data or "", "title": localized_data(self.title.data)}


def event_session_form(edition: Any, event: Any = None, *, typed: bool = True) -> EventSessionForm:
    """Return the form, with moments in the edition's zone and the name in its languages."""
    languages = list(dict.fromkeys([edition.main_language, *edition.languages]))
    zone = edition.time_zone
    fields: dict[str, Any] = {
        "title": localized(_l("Name of the session"), languages, required=edition.main_language, longest=120),
        "starts_at": LocalMomentField(_l("Begins"), [required()], zone=zone),
        "ends_at": LocalMomentField(_l("Ends"), [required()], zone=zone),
    }
    kind = type("LocalEventSessionForm", (EventSessionForm,), fields)
    return kind(obj=event) if typed else kind(None, obj=event)


class CodeForm(BaseForm):
    code = LineField(_l("Code"), [required(), Length(max=100)])


class CorrectionForm(BaseForm):
    reason = ProseField(_l("Reason"), [required(), Length(max=500)])


class TypedListForm(BaseForm):
    left: Sequence[tuple[str, Left]] = ()
    people = ProseField(
        _l("One person a line"),
        [required(), Length(max=20_000)],
        description=_l("A code, an e-mail address, or a name as on paper: family name in full, initials will do."),
    )

    def folded(self) -> list[tuple[str, str]]:
        """Return the lines as they were typed, and as they are compared."""
        lines = [line.strip() for line in (self.people.data or "").split("\n")]
        return [(line, search_key(line)) for line in lines if line]

    def keep(self, left: list[tuple[str, Left]]) -> None:
        """Show only these lines again, if any, and say what to do with them."""
        self.left = left
        self.people.data = "\n".join(line for line, _why in left)
        self.people.errors = [_("Correct these lines, or tick the people in the list.")] if left else []
