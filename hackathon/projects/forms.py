"""What a team writes about its project."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from hackathon.challenges import queries as challenges
from hackathon.config import LANGUAGES
from hackathon.projects import queries, queries_progress
from hackathon.web import wording
from hackathon.web.choices import select_choices
from hackathon.web.fields import LineField, LinkField, ProseField
from hackathon.web.forms import BaseForm
from hackathon.web.markdown import LONGEST

TEXTS = ("title", "pitch", "description", "repository_url", "demo_url", "video_url")


class ProjectForm(BaseForm):
    """The draft. Nothing is required: what is missing is said before the project is handed in."""

    version = IntegerField(widget=HiddenInput(), default=0)
    title = LineField(_l("Project title"), [Length(max=160)])
    pitch = LineField(
        _l("The idea in one sentence"),
        [Length(max=280)],
        description=_l("Whom it helps, and how. It stands on the card in the gallery."),
    )
    challenge_id = SelectField(_l("Challenge"), coerce=lambda value: int(value) if value else None)
    language = SelectField(_l("Language of the project"))
    description = ProseField(
        _l("Description"),
        [Length(max=LONGEST)],
        description=_l("The problem, your solution, how you tested it, what it would take to make it real."),
    )
    repository_url = LinkField(_l("Link to the code or documents"), [Optional(), Length(max=500)], default="")
    demo_url = LinkField(_l("Link to a demo"), [Optional(), Length(max=500)], default="")
    video_url = LinkField(_l("Link to a video"), [Optional(), Length(max=500)], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        briefs, taken = challenges.challenges(), {}
        if any(each.team_limit for each in briefs):
            taken = queries_progress.teams_by_challenge(but=getattr(kwargs.get("obj"), "id", None))
        offered = [(each.id, _offer(each, taken.get(each.id, 0))) for each in briefs]
        self.challenge_id.choices = select_choices([("", gettext("Not chosen yet")), *offered])
        self._offer_languages(g.edition)

    def _offer_languages(self, edition: Any) -> None:
        """Offer the edition's languages, its main one first; a program that names none keeps what is chosen."""
        known = (edition.main_language, *edition.languages, *filter(None, [self.language.object_data]))
        self.language.choices = select_choices((code, LANGUAGES[code]) for code in dict.fromkeys(known))
        if self.language.data in ("", None) and not self.language.raw_data:
            self.language.data = self.language.object_data or edition.main_language

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        texts = {name: self[name].data or "" for name in TEXTS}
        return {**texts, "challenge_id": self.challenge_id.data, "language": self._language()}

    def _language(self) -> str:
        """Return the language; as long as nobody chose another one it is the edition's main language, whichever."""
        untouched = not self.language.object_data and self.language.data == g.edition.main_language
        return "" if untouched else self.language.data


def _offer(challenge: Any, taken: int) -> str:
    """Name a challenge, and say if no team more can choose it."""
    title = wording.plain(challenge.title)
    full = challenge.team_limit is not None and taken >= challenge.team_limit
    return gettext("%(title)s (full)", title=title) if full else title


class UploadForm(BaseForm):
    file = FileField(_l("File"), [FileRequired(_l("Choose a file first."))])


class SubmitForm(BaseForm):
    """Hand in exactly what the page showed: its digest comes back with the form, and a key against double clicks."""

    digest = HiddenField(default="")
    key = HiddenField(default=queries.new_key)

    def validate_key(self, field: HiddenField) -> None:
        """Give a key to whoever sent none; a longer one than ours is cut."""
        field.data = (field.data or queries.new_key())[:64]
