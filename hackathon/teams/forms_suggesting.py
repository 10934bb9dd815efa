"""What organizers wish of the teams that are suggested."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import NumberRange

from hackathon.rules.grouping import SMALLEST, Wish
from hackathon.teams.words import WISHES
from hackathon.web.choices import select_choices
from hackathon.web.fields import WholeNumberField
from hackathon.web.forms import BaseForm, required


class SuggestForm(BaseForm):
    wishes = SelectMultipleField(
        _l("What is wished of every team"),
        choices=select_choices((each.value, WISHES[each]) for each in Wish),
        description=_l("A wish gives way where it would leave somebody without a team."),
    )


def suggest_form(edition: Any, last: Any) -> SuggestForm:
    """Return the form, filled in as it was the last time."""
    least, most = max(SMALLEST, edition.team_size_min), edition.team_size_max
    size = WholeNumberField(_l("People in a team, as near as possible"), [required(), NumberRange(least, most)])
    given = {"size": last.size, "wishes": last.wishes} if last else {"size": most, "wishes": [*map(str, Wish)]}
    return type("SizedSuggestForm", (SuggestForm,), {"size": size})(data=given)
