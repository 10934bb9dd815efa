"""Forms of blind judging."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from hackathon.web import forms
from hackathon.web.choices import select_choices
from hackathon.web.fields import LineField, ProseField

CHOICES = {"no": _l("Judges see teams, members and links"), "yes": _l("Judges see numbers and redacted texts")}


class ChooseBlindForm(forms.BaseForm):
    blind = RadioField(_l("Blind judging"), [forms.required()], choices=select_choices(CHOICES.items()))


class RedactionForm(forms.BaseForm):
    """What judges read of one submission; links and files are named by the submission itself."""

    sha256 = HiddenField(validators=[InputRequired(), Length(max=64)])
    version = IntegerField(default=0, widget=HiddenInput())
    title = LineField(_l("Project title"), [forms.required(), Length(max=160)])
    pitch = LineField(_l("The idea in one sentence"), [Length(max=280)], default="")
    description = ProseField(_l("Description"), [Length(max=20_000)], default="")
    links = SelectMultipleField(
        _l("Links that judges get"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        validate_choice=False,
    )
    withheld = SelectMultipleField(
        _l("Files that judges do not get"), coerce=int, widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(), validate_choice=False,
    )
