"""The form for criteria, weights, scale and anchors; its fields follow the scale and the edition's languages."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, RadioField
from wtforms.validators import Length, NumberRange
from wtforms.widgets import HiddenInput

from hackathon.editions.actions_rubric import CriterionDraft, Placing, RubricDraft
from hackathon.editions.words import METHODS, TIES
from hackathon.rules import rubric
from hackathon.web import rows
from hackathon.web.choices import select_choices
from hackathon.web.fields import ProseField, WholeNumberField, localized_field
from hackathon.web.forms import BaseForm, PartForm, required

WEIGHTS = NumberRange(0, 1000, message=_l("A weight is a whole number from 0 to 1000."))


class RubricForm(BaseForm):
    version = WholeNumberField(widget=HiddenInput(), validators=[required()])
    scale_min = WholeNumberField(_l("Lowest mark"), [required(), NumberRange(0, 1)])
    scale_max = WholeNumberField(_l("Highest mark"), [required(), NumberRange(1, rubric.HIGHEST_MARK)])
    method = RadioField(_l("How places are computed"), [required()], choices=select_choices(METHODS.items()))
    ties = RadioField(_l("Equal scores"), [required()], choices=select_choices(TIES.items()))

    def draft(self) -> RubricDraft:
        """Return what the action stores."""
        criteria = tuple(
            CriterionDraft(row["key"] or "", _words(row["name"]), row["weight"], _anchors(row))
            for row in self.criteria.data
        )
        return RubricDraft(self.scale_min.data, self.scale_max.data, placing(self), criteria)

    @property
    def total_weight(self) -> int:
        """Return the sum of the weights that can be read."""
        return sum(entry.form.weight.data or 0 for entry in self.criteria)


def placing(form: Any) -> Placing:
    """Return how places are computed, as a form says."""
    return Placing(form.method.data, form.ties.data, form.reviews.data if "reviews" in form else None)


class MethodForm(BaseForm):
    """Choose another method although marks have been given."""

    method = RadioField(_l("How places are computed"), [required()], choices=select_choices(METHODS.items()))
    ties = RadioField(_l("Equal scores"), [required()], choices=select_choices(TIES.items()))
    reviews = WholeNumberField(_l("Reviews of each project, at least"), [required(), NumberRange(1, 30)])
    reason = ProseField(
        _l("Reason"), [required(), Length(max=1000)], description=_l("It is shown to everybody beside the method.")
    )


def rubric_form(edition: Any, criteria: list[Any], *, typed: bool = True) -> RubricForm:
    """Return the form, with as many anchors as the scale has marks."""
    languages = list(dict.fromkeys([edition.main_language, *edition.languages]))
    row = _criterion_form(_levels(edition, typed), languages, edition.main_language)
    kind = type("LocalRubricForm", (RubricForm,), {"criteria": FieldList(FormField(row), max_entries=rows.MOST)})
    stored = [
        {"key": each.key, "name": each.name, "weight": each.weight, "anchors": each.anchors} for each in criteria
    ]
    settings = {name: getattr(edition.round, name) for name in ("scale_min", "scale_max", "version", "method", "ties")}
    return kind(rows.typed() if typed else None, data={**settings, "criteria": stored})


def _criterion_form(levels: range, languages: list[str], main: str) -> type[PartForm]:
    anchors = {
        str(level): localized_field(_l("Mark %(mark)s", mark=level), languages, longest=300) for level in levels
    }
    fields = {
        "key": HiddenField(),
        "name": localized_field(_l("Name"), languages, required=main, longest=80),
        "weight": WholeNumberField(_l("Weight"), [required(), WEIGHTS]),
        "anchors": FormField(type("AnchorsForm", (PartForm,), anchors), _l("What each mark means")),
    }
    return type("CriterionForm", (PartForm,), fields)


def _levels(edition: Any, typed: bool) -> range:
    """Return the marks of the scale as it was just typed, or as it is stored."""
    numbers = [request.form.get(name, "") for name in ("scale_min", "scale_max")] if typed else ["", ""]
    lowest, highest = (int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None for text in numbers)
    if not rubric.scale_is_sound(lowest, highest):
        lowest, highest = edition.round.scale_min, edition.round.scale_max
    return range(lowest, highest + 1)


def _words(data: dict[str, str | None]) -> dict[str, str]:
    return {language: text or "" for language, text in data.items()}


def _anchors(row: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {level: _words(texts) for level, texts in row["anchors"].items()}
