"""The planner on the page of dealing: a form that only calculates."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict

from hackathon.judging import queries_docket, queries_next
from hackathon.judging.forms_deal import PlannerForm
from hackathon.rules import planning
from hackathon.rules.planning import Staffing, Workload

MINUTES, HOURS = 10, 2


@dataclass(frozen=True)
class Planner:
    """The form as it was sent, or filled with what the edition has, and what follows from it."""

    form: PlannerForm
    asked: bool
    staffing: Staffing | None


def planner(reviews: int) -> Planner:
    """Return the planner; it needs no submitted project to plan with."""
    asked = any(name in request.args for name in PlannerForm.NAMES)
    form = PlannerForm(request.args if asked else _of_edition(reviews))
    valid = form.validate()
    return Planner(form, asked, planning.staff(Workload(**form.data)) if valid else None)


def _of_edition(reviews: int) -> MultiDict:
    projects, judges = len(queries_next.seats()), len(queries_docket.judge_ids())
    return MultiDict(
        {"projects": projects, "reviews": reviews, "minutes": MINUTES, "hours": HOURS, "judges": judges}
    )
