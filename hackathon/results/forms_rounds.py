"""The forms with which an edition goes on to its next round, or back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.validators import Length, NumberRange, Optional

from hackathon.results.actions_rounds import Choice
from hackathon.web.choices import select_choices
from hackathon.web.fields import ProseField, WholeNumberField
from hackathon.web.forms import BaseForm, required

LONGEST_REASON = 600
MOST = 1000
DECISIONS = (
    ("take", _l("Take the new scores over into this round")),
    ("leave", _l("Leave this round with the scores that were carried")),
)


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


class CarriedForm(BaseForm):
    """What becomes of the scores of a corrected round in the round that carries them."""

    seen = HiddenField()
    decision = RadioField(_l("Decision"), [required(_l("Choose one of the two."))], choices=select_choices(DECISIONS))
    reason = ProseField(
        _l("Reason"),
        [required(_l("Say why you decided so.")), Length(max=LONGEST_REASON)],
        description=_l("Everybody reads this with the results. Name no persons."),
    )
