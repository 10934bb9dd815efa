"""The form for a brief, in every language of its edition, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, SelectField
from wtforms.validators import Length, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

from hackathon.challenges import brief_texts
from hackathon.challenges.words import TRACKS
from hackathon.web import rows
from hackathon.web.choices import select_choices
from hackathon.web.fields import LineField, LinkField, WholeNumberField, localized_field
from hackathon.web.forms import BaseForm, PartForm, required
from hackathon.web.wording import plain

SLUG = r"^(?!new$)[a-z0-9]+(-[a-z0-9]+)*$"
TARGETS = r"^(1[0-7]|[1-9])(\.[0-9a-d]{1,2})?([,;\s]+(1[0-7]|[1-9])(\.[0-9a-d]{1,2})?)*$"
# The column `data` cannot be a field of that name: a form's own `data` is all of its values.
LISTS = {
    "constraints": ("constraints", _l("Constraints")),
    "sources": ("data", _l("Data to work with")),
    "deliverables": ("deliverables", _l("What to hand in")),
    "stakeholders": ("stakeholders", _l("Who is concerned")),
    "safety": ("safety", _l("Safety")),
}


class ChallengeForm(BaseForm):
    version = WholeNumberField(widget=HiddenInput(), default=0, validators=[required()])
    track = SelectField(_l("Track"), choices=select_choices(TRACKS.items()))
    slug = LineField(
        _l("Address"),
        [Optional(), Length(max=80), Regexp(SLUG, message=_l("Use small Latin letters, digits and hyphens."))],
    )
    team_limit = WholeNumberField(
        _l("Teams at most"),
        [Optional(), NumberRange(1, 9999)],
        description=_l("Leave it empty if any number of teams can choose this challenge."),
    )
    position = WholeNumberField(_l("Place in the list"), [Optional(), NumberRange(1, 999)])
    sdgs = LineField(
        _l("Sustainable Development Goals"),
        [Optional(), Length(max=200), Regexp(TARGETS, message=_l("Write numbers of goals or targets, like 12.5, 11."))],
    )

    def values(self) -> dict[str, Any]:
        """Return what the action stores."""
        plain = ("title", "summary", "problem", "track", "slug", "position", "team_limit")
        simple = {name: self[name].data for name in plain}
        lists = {column: brief_texts.items(self[name].data) for name, (column, _) in LISTS.items()}
        hints = [{"criterion": key, "text": _filled(text)} for key, text in self.hints.data.items() if _filled(text)]
        figures = [_figure(row) for row in self.figures.data if _filled(row["text"])]
        sdgs = (self.sdgs.data or "").replace(",", " ").replace(";", " ").split()
        return {**simple, **lists, "hints": hints, "figures": figures, "sdgs": list(dict.fromkeys(sdgs))}


def challenge_form(edition: Any, criteria: Iterable[Any], brief: Any = None, *, typed: bool = True) -> ChallengeForm:
    """Return the form for a brief, or for a new one."""
    written = brief.problem if brief is not None else {}
    languages = list(dict.fromkeys([edition.main_language, *edition.languages, *written]))
    fields = {
        "title": localized_field(_l("Title"), languages, required=edition.main_language, longest=160),
        "summary": localized_field(_l("Summary"), languages, longest=400, prose=True),
        "problem": localized_field(_l("Problem"), languages, longest=12_000, prose=True),
        **{name: localized_field(label, languages, longest=6_000, prose=True) for name, (_, label) in LISTS.items()},
        "hints": FormField(_hints_form(criteria, languages), _l("Hints per criterion")),
        "figures": FieldList(FormField(_figure_form(languages)), max_entries=rows.MOST),
    }
    kind = type("LocalChallengeForm", (ChallengeForm,), fields)
    return kind(rows.typed() if typed else None, data=_stored(brief, languages) if brief is not None else None)


def _hints_form(criteria: Iterable[Any], languages: list[str]) -> type[PartForm]:
    hints = {each.key: localized_field(plain(each.name), languages, longest=500) for each in criteria}
    return type("HintsForm", (PartForm,), hints)


def _figure_form(languages: list[str]) -> type[PartForm]:
    fields = {
        "new": HiddenField(),
        "text": localized_field(_l("Statement"), languages, longest=600, prose=True),
        "year": WholeNumberField(_l("Year"), [Optional(), NumberRange(1950, 2100)]),
        "source": LineField(_l("Source"), [Optional(), Length(max=300)]),
        "url": LinkField(_l("Link to the source"), [Optional(), Length(max=500)]),
        "reliability": localized_field(_l("Reliability"), languages, longest=120),
        "note": localized_field(_l("Note"), languages, longest=300),
    }
    return type("FigureForm", (PartForm,), fields)


def _stored(brief: Any, languages: list[str]) -> dict[str, Any]:
    """Return a brief as the form's fields hold it."""
    names = ("version", "title", "summary", "problem", "track", "slug", "position", "team_limit", "figures")
    lists = {
        name: {language: brief_texts.lines(getattr(brief, column), language) for language in languages}
        for name, (column, _) in LISTS.items()
    }
    hints = {hint["criterion"]: hint["text"] for hint in brief.hints}
    return {**{name: getattr(brief, name) for name in names}, **lists, "hints": hints, "sdgs": ", ".join(brief.sdgs)}


def _filled(texts: dict[str, str | None]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}


def _figure(row: dict[str, Any]) -> dict[str, Any]:
    texts = {name: _filled(row[name]) for name in ("text", "reliability", "note")}
    kept = {name: text for name, text in texts.items() if text}
    return {**kept, "year": row["year"], "source": row["source"] or "", "url": row["url"] or ""}
