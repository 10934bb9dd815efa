"""The forms of nominations and awards; their fields follow the rubric, the standings and the edition's languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from hackathon.results.actions_awards import AwardDraft
from hackathon.results.actions_nominations import NominationDraft
from hackathon.rules import awards, nominations
from hackathon.web import rows
from hackathon.web.choices import select_choices
from hackathon.web.fields import ProseField, WholeNumberField, localized_field
from hackathon.web.forms import BaseForm, PartForm, required
from hackathon.web.wording import plain

KINDS = {
    nominations.ALL: _l("All projects"),
    nominations.CHALLENGES: _l("Those of certain challenges"),
    nominations.PICKED: _l("Those that are picked by hand"),
}
PRIZES = {1: _l("First prize"), 2: _l("Second prize"), 3: _l("Third prize")}
LONGEST_REASON = 600
WEIGHT = NumberRange(0, 1000, message=_l("A weight is a whole number from 0 to 1000."))


class NominationForm(BaseForm):
    """What a nomination is called, what counts in it and who stands in it."""

    version = WholeNumberField(widget=HiddenInput(), default=0, validators=[required()])
    kind = RadioField(_l("Which projects stand in it"), [required()], choices=select_choices(KINDS.items()),
                      default=nominations.ALL)  # fmt: skip
    challenges = SelectMultipleField(_l("Challenges"), coerce=int)
    picked = SelectMultipleField(_l("Projects"), coerce=int)
    position = WholeNumberField(_l("Place in the list"), [Optional(), NumberRange(1, 1000)])

    def draft(self) -> NominationDraft:
        """Return what the action stores."""
        members = {nominations.CHALLENGES: self.challenges, nominations.PICKED: self.picked}.get(self.kind.data)
        weights = {name.removeprefix("w_"): weight or 0 for name, weight in self.weights.data.items()}
        chosen = tuple(members.data or ()) if members is not None else ()
        return NominationDraft(words(self.name), words(self.description), weights, self.kind.data, chosen,
                               self.position.data or 0)  # fmt: skip


class RewordForm(BaseForm):
    """Name and description after the first mark, and why they change."""

    version = WholeNumberField(widget=HiddenInput(), validators=[required()])
    reason = ProseField(_l("Reason"), [required(), Length(max=LONGEST_REASON)],
                        description=_l("It stands in the history."))  # fmt: skip


def words(field: Any) -> dict[str, str]:
    """Return the texts of a field by language."""
    return {language: text or "" for language, text in field.data.items()}


def _languages(edition: Any) -> list[str]:
    return list(dict.fromkeys([edition.main_language, *edition.languages]))


def _texts(edition: Any) -> dict[str, Any]:
    languages = _languages(edition)
    named = {"required": edition.main_language, "longest": 80}
    return {"name": localized_field(_l("Name"), languages, **named),
            "description": localized_field(_l("Description"), languages, longest=600, prose=True)}  # fmt: skip


def nomination_form(
    edition: Any, challenges: Sequence[Any], projects: Sequence[Any], nomination: Any = None, *, typed: bool = True
) -> NominationForm:
    """Return the form, empty for a new nomination, with a weight for each criterion."""
    weights = {f"w_{each.key}": WholeNumberField(plain(each.name), [required(), WEIGHT], default=each.weight)
               for each in edition.round.criteria}  # fmt: skip
    fields = {**_texts(edition), "weights": FormField(type("WeightsForm", (PartForm,), weights), _l("Weights"))}
    kind = type("LocalNominationForm", (NominationForm,), fields)
    form = kind(rows.typed() if typed else None, data=_stored(nomination, edition))
    form.challenges.choices = select_choices((each.id, plain(each.title)) for each in challenges)
    form.picked.choices = select_choices((each.id, f"{each.title} ({each.name})") for each in projects)
    return form


def _stored(nomination: Any, edition: Any) -> dict[str, Any]:
    if nomination is None:
        return {}
    values = {name: getattr(nomination, name) for name in ("name", "description", "kind", "version", "position")}
    weights = {f"w_{each.key}": nomination.weights.get(each.key, 0) for each in edition.round.criteria}
    return {**values, "weights": weights, nomination.kind: nomination.members}


def reword_form(edition: Any, nomination: Any) -> RewordForm:
    """Return the form for the texts of a sealed nomination."""
    values = {name: getattr(nomination, name) for name in ("name", "description", "version")}
    return type("LocalRewordForm", (RewordForm,), _texts(edition))(data=values)


class AwardsForm(BaseForm):
    """All awards, in their order."""

    seen = HiddenField()

    def drafts(self) -> list[AwardDraft]:
        """Return what the action stores."""
        return [_draft(row) for row in self.awards.data]


def _draft(row: Mapping[str, Any]) -> AwardDraft:
    kind, _sep, rest = (row["basis"] or "").partition(":")
    name = {language: text for language, text in row["name"].items() if text}
    return AwardDraft(row["project"], name, int(rest) if kind == "prize" else None,
                      rest if kind == "nomination" else "", row["reason"] or "")  # fmt: skip


def awards_form(edition: Any, lines: Sequence[Any], named: Mapping[str, str], data: Mapping[str, Any]) -> AwardsForm:
    """Return the form with a row for each award; `named` are the nominations' names by key."""
    bases = [("", _("An award beside the places")), *((f"prize:{number}", name) for number, name in PRIZES.items()),
             *((f"nomination:{key}", _("Nomination: %(name)s", name=name)) for key, name in named.items())]  # fmt: skip
    projects = [(line.project_id, _label(line)) for line in lines]
    called = {"required": edition.main_language, "longest": 80}
    fields = {
        "project": SelectField(_l("Project"), coerce=int, choices=select_choices(projects)),
        "basis": SelectField(_l("What it rests on"), choices=select_choices(bases)),
        "name": localized_field(_l("Name of the award"), _languages(edition), **called),
        "reason": ProseField(_l("Reason"), [Optional(), Length(max=LONGEST_REASON)], default=""),
    }
    row = type("AwardForm", (PartForm,), fields)
    kind = type("LocalAwardsForm", (AwardsForm,), {"awards": FieldList(FormField(row), max_entries=awards.MOST)})
    return kind(rows.typed(), data=data)


def _label(line: Any) -> str:
    place = _("%(place)s.", place=line.place) if line.place else "–"
    return f"{place} {line.project_title} ({line.team_name})"
