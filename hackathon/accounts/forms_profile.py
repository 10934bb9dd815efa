"""The form about somebody who has an account."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Length, Optional

from hackathon.accounts.details import Person
from hackathon.accounts.forms import PersonForm
from hackathon.config import INTERFACE_LANGUAGES, LANGUAGES
from hackathon.web.choices import select_choices
from hackathon.web.fields import LineField


class ProfileForm(PersonForm):
    faculty = LineField(
        _l("Faculty"), [Optional(), Length(max=160)], default="", render_kw={"list": "faculties"},
        description=_l("Nobody judges a team with members from their own faculty, so please name yours."),
    )
    language = SelectField(
        _l("Language"), choices=select_choices((code, LANGUAGES[code]) for code in INTERFACE_LANGUAGES)
    )


    def person(self, language: str) -> Person:
        return replace(super().person(language), faculty=self.faculty.data or "")
