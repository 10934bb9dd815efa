"""The forms with which an edition goes on to its next round, or back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import Length, NumberRange, Optional

from hackathon.results.actions_rounds import Choice
from hackathon.web.fields import ProseField, WholeNumberField
from hackathon.web.forms import BaseForm, required

LONGEST_REASON = 600
MOST = 1000


class AdvanceForm(BaseForm):
    """Who comes into the next round."""

    seen = HiddenField()
    places = WholeNumberField(_l("Places that come into the next round"), [required(), NumberRange(1, MOST)])
    projects = SelectMultipleField(_l("Projects"), coerce=int)
    reason = ProseField(
        _l("Why others than the first come along"),
        [Optional(), Length(max=LONGEST_REASON)],
        description=_l("Needed if the list differs from the places. Everybody can read it. Name no persons."),
    )

    def choice(self) -> Choice:
        """Return what the action carries out."""
        return Choice(frozenset(self.projects.data), self.places.data, self.reason.data or "", self.seen.data or "")


class GoBackForm(BaseForm):
    """Why the edition goes back to the round before."""

    reason = ProseField(_l("Reason"), [required(), Length(max=LONGEST_REASON)])
