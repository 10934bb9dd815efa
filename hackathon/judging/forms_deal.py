"""Forms of dealing card by card, and of planning."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from hackathon.editions.words import DEALS
from hackathon.rules.adaptive import MOST_PRIZES
from hackathon.web import forms
from hackathon.web.choices import select_choices
from hackathon.web.fields import WholeNumberField


class NextForm(forms.BaseForm):
    """Ask for the next card; the number of cards that the page knew of makes pressing twice harmless."""

    dealt = WholeNumberField(widget=HiddenInput(), validators=[InputRequired()])


class ChooseDealForm(forms.BaseForm):
    deal = RadioField(_l("How projects are dealt"), [forms.required()], choices=select_choices(DEALS.items()))
    prizes = WholeNumberField(
        _l("Places that win a prize"), [InputRequired(), NumberRange(1, MOST_PRIZES)],
        description=_l("The last cards go where they settle who wins."),
    )


class PlannerForm(forms.PartForm):
    """Only calculates, so it is sent by GET and needs no token."""

    NAMES = ("projects", "minutes", "hours", "judges")
    projects = WholeNumberField(_l("Projects"), [InputRequired(), NumberRange(0, 10_000)])
    reviews = WholeNumberField(_l("Reviews of each project"), [InputRequired(), NumberRange(1, 50)])
    minutes = WholeNumberField(_l("Minutes for one review"), [InputRequired(), NumberRange(1, 600)])
    hours = WholeNumberField(_l("Hours that a judge has"), [InputRequired(), NumberRange(1, 200)])
    judges = WholeNumberField(_l("Judges you have"), [InputRequired(), NumberRange(0, 1000)])
