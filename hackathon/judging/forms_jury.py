"""What a judge judges, and reminders of open projects."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from hackathon.challenges import queries as challenges
from hackathon.config import LANGUAGES
from hackathon.judging.abilities import Abilities
from hackathon.web import forms
from hackathon.web.choices import select_choices
from hackathon.web.fields import LineField, WholeNumberField
from hackathon.web.wording import plain


class RoundJuryForm(forms.BaseForm):
    """Who sits in a round."""

    judges = SelectMultipleField(
        _l("Who judges in this round"), [forms.required(_l("Choose at least one judge."))], coerce=int,
        description=_l("Projects are dealt only to those who are ticked."),
    )


class AbilitiesForm(forms.BaseForm):
    """Nothing ticked means all of them."""

    languages = SelectMultipleField(
        _l("Languages in which you can judge"), description=_l("If you tick none, you get projects in all of them.")
    )
    tracks = SelectMultipleField(
        _l("Tracks that you can judge"), coerce=int,
        description=_l("If you tick none, you get projects of all of them."),
    )
    faculty = LineField(
        _l("Your faculty"), [Optional(), Length(max=160)], default="", render_kw={"list": "faculties"},
        description=_l("You get no project of a team with members from your faculty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys((g.edition.main_language, *g.edition.languages))
        self.languages.choices = select_choices((code, LANGUAGES[code]) for code in codes)
        self.tracks.choices = select_choices((each.id, plain(each.title)) for each in challenges.challenges())

    def abilities(self) -> Abilities:
        """Return what was filled in."""
        return Abilities(self.languages.data or (), self.tracks.data or (), self.faculty.data or "")


class RemindForm(forms.BaseForm):
    """Remind one judge, or all who have open projects; `again` sends also to those who got a letter lately."""

    judge_id = WholeNumberField(widget=HiddenInput(), validators=[Optional()])
    again = BooleanField(_l("Also those who got a reminder in the last 20 hours"))


class AutomaticForm(forms.BaseForm):
    automatic = BooleanField(_l("Send reminders by itself, 48 and 12 hours before judging closes"))
