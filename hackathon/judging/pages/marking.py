"""The form of a scorecard as every page shows it: the whole rubric of the round."""

from __future__ import annotations

from typing import Any

from flask import g

from hackathon.editions import queries as editions
from hackathon.judging.forms import ScorecardForm, scorecard_form
from hackathon.web.wording import plain


def rubric_form(**options: Any) -> ScorecardForm:
    """Return the form of the whole rubric, which it carries along for the page."""
    rubric = editions.criteria()
    form = scorecard_form(tuple(criterion.id for criterion in rubric), scale())(**options)
    form.criteria = rubric
    for criterion in rubric:
        form.marks[criterion.id].label.text = plain(criterion.name)
    return form


def scale() -> tuple[int, int]:
    """Return the lowest and the highest mark of the round."""
    return g.edition.round.scale_min, g.edition.round.scale_max
