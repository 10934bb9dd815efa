"""What is typed when people and teams look for each other."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import Length, Optional

from hackathon.challenges import queries as challenges
from hackathon.config import LANGUAGES
from hackathon.teams.actions_pool import Wished
from hackathon.teams.words import SKILLS
from hackathon.web.choices import select_choices
from hackathon.web.fields import AddressField, LineField, LocalMomentField, ProseField
from hackathon.web.forms import BaseForm, required
from hackathon.web.wording import plain


class InviteForm(BaseForm):
    email = AddressField(
        _l("E-mail address"),
        [required(), Length(max=254)],
        description=_l("The link in the letter works only for the owner of this address."),
    )


class MentorInviteForm(BaseForm):
    email = AddressField(
        _l("E-mail address of the teacher"),
        [required(), Length(max=254)],
        description=_l("The letter explains what a mentor does. Nobody is a mentor before they agree."),
    )


class LinkForm(BaseForm):
    """A link beside the standing one."""

    uses = RadioField(
        _l("Who can use it"), [required()], default="once",
        choices=select_choices((("once", _l("One person")), ("many", _l("Everybody who has it")))),
    )


def link_form(zone: str) -> LinkForm:
    """Return the form, with its moment in the edition's zone."""
    ends = LocalMomentField(
        _l("Works until"), [Optional()], zone=zone, description=_l("Empty: as long as teams can change.")
    )
    return type("LocalLinkForm", (LinkForm,), {"ends": ends})()


class AskForm(BaseForm):
    words = ProseField(
        _l("Words to the captain"), [Optional(), Length(max=1000)], default="",
        description=_l("Who you are and what you would like to do. The captain also sees your name."),
    )


class AnswerForm(BaseForm):
    words = ProseField(_l("Words to this person"), [Optional(), Length(max=1000)], default="")


class WishForm(BaseForm):
    """What somebody brings along, or what a team looks for."""

    skills = SelectMultipleField(_l("Skills"), choices=select_choices(SKILLS.items()))
    other_skills = LineField(_l("Other skills"), [Optional(), Length(max=200)], default="")
    languages = SelectMultipleField(
        _l("Languages"), [required(_l("Choose at least one language."))],
        description=_l("In which you can work together."),
    )
    challenges = SelectMultipleField(_l("Challenges"), coerce=int, description=_l("None ticked means all of them."))
    words = ProseField(_l("In your own words"), [Optional(), Length(max=1000)], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys((g.edition.main_language, *g.edition.languages, "en"))
        self.languages.choices = select_choices((code, LANGUAGES[code]) for code in codes)
        self.challenges.choices = select_choices((each.id, plain(each.title)) for each in challenges.challenges())

    def wished(self) -> Wished:
        """Return what was filled in."""
        return Wished(
            tuple(self.skills.data or ()), self.other_skills.data or "", tuple(self.languages.data or ()),
            tuple(self.challenges.data or ()), self.words.data or "",
        )
