"""How registration works, and what organizers decide."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from hackathon.registrations.actions_organizing import PLAIN, Decision
from hackathon.registrations.words import MODES
from hackathon.rules.registrations import State
from hackathon.web.choices import select_choices
from hackathon.web.fields import LocalMomentField, ProseField, WholeNumberField
from hackathon.web.forms import BaseForm, required


class PlanForm(BaseForm):
    version = WholeNumberField(widget=HiddenInput(), default=0)
    mode = RadioField(_l("How people come in"), [required()], choices=select_choices(MODES.items()))
    capacity = WholeNumberField(
        _l("Places for participants"),
        [Optional(), NumberRange(1, 100_000)],
        description=_l("Empty: no limit. Where registration is open, more places go to the waitlist at once."),
    )
    confirm_hours = WholeNumberField(
        _l("Hours to confirm an offered place"),
        [required(), NumberRange(1, 24 * 30)],
        description=_l("A freed place goes to the next on the waitlist, who confirms it within this time."),
    )
    asks_age = BooleanField(
        _l("People under 18 may take part"),
        description=_l("Everybody is asked for the date of birth. Whoever is under 18 waits for a guardian's consent."),
    )

    def values(self) -> dict[str, Any]:
        """Return what the action stores."""
        return {name: self[name].data for name in PLAIN}


def plan_form(edition: Any, plan: Any, *, typed: bool = True) -> PlanForm:
    """Return the form, with moments in the edition's zone."""
    frozen = LocalMomentField(
        _l("Answers freeze"),
        [Optional()],
        zone=edition.time_zone,
        description=_l("From then on no answer is changed, and of the questions only the words."),
    )
    data = {name: getattr(plan, name) for name in (*PLAIN, "version")}
    kind = type("LocalPlanForm", (PlanForm,), {"frozen_at": frozen})
    return kind(data=data) if typed else kind(None, data=data)


class DecisionForm(BaseForm):
    """The ids are carried from the list to the preview and on."""

    ids = HiddenField()
    step = HiddenField()
    reason = ProseField(_l("Reason"), [Optional(), Length(max=1000)], default="")
    tells_reason = BooleanField(_l("Write the reason into the letter"))

    def decision(self, ids: tuple[int, ...]) -> Decision:
        """Return what the action carries out."""
        return Decision(ids, State(self.step.data), self.reason.data or "", bool(self.tells_reason.data))


def numbers(texts: list[str]) -> tuple[int, ...]:
    """Return the ids among what was sent, once each; nonsense is nobody."""
    found = (part for text in texts for part in text.split(","))
    good = (int(part) for part in found if part.isascii() and part.isdigit() and len(part) < 10)
    return tuple(dict.fromkeys(good))
