"""A session of the event, a code that is typed, a correction."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from hackathon.web.fields import LineField, LocalMomentField, ProseField, WholeNumberField, localized_data
from hackathon.web.fields import localized_field as localized
from hackathon.web.forms import BaseForm, required


class EventSessionForm(BaseForm):
    version = WholeNumberField(widget=HiddenInput(), default=0)
    place = LineField(_l("Place"), [Optional(), Length(max=200)], default="")
    required = BooleanField(
        _l("Required"), description=_l("Who misses a required session has not finished in the counts of the report.")
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
