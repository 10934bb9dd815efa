"""The organizers' list of registrations, one of them, and the list as a file."""

from __future__ import annotations

from typing import Any

from flask import Response, g, render_template, request

from hackathon import clock
from hackathon.accounts import naming, queries_safety
from hackathon.editions import words as names
from hackathon.errors import BadRequest
from hackathon.questions import queries as questions
from hackathon.questions.words import shown
from hackathon.registrations import actions_organizing as actions
from hackathon.registrations import guardians, hooks, queries, queries_list, spreadsheet, words
from hackathon.registrations.forms import DecisionForm
from hackathon.registrations.pages import pages
from hackathon.registrations.queries_list import Wanted
from hackathon.rules.permissions import Permission
from hackathon.rules.questions import AskedOf
from hackathon.web import access, actor, paging
from hackathon.web.countries import COUNTRIES
from hackathon.web.csv_export import csv_response

FIELDS = ("q", "state", "university", "country", "category", "team", "sort")


def wanted_in(values: Any) -> Wanted:
    """Return the filter that an address or a form carries."""
    return Wanted(**{name: values[name][:100] for name in FIELDS if values.get(name)})


@pages.get("/<edition:edition>/organize/registrations")
@access.needs(Permission.REGISTRATION_REVIEW)
def list_registrations() -> str:
    """Show who registered, with filters, order, pages, and what can be decided."""
    wanted = wanted_in(request.args)
    found, total = queries_list.registrations(wanted, page=paging.wanted_page(), size=paging.SIZE)
    plan = queries.plan(g.edition.id)
    values = {"page": paging.shown(found, total), "wanted": wanted, "plan": plan, "counts": queries.counts()}
    values |= {"places": queries.places(plan.capacity), "universities": queries_list.universities()}
    values |= {"teams": hooks.teams.names([each.user_id for each in found]), "countries": COUNTRIES}
    unagreed = queries_safety.without_consents([each.user_id for each in found])
    values |= {"naming": naming.as_of(g.edition.results_published_at), "unagreed": unagreed}
    return render_template("registrations/list_registrations.html", words=names, paging=paging, **values)


@pages.get("/<edition:edition>/organize/registrations/<int:registration_id>")
@access.needs(Permission.REGISTRATION_REVIEW)
def show_registration(registration_id: int) -> str:
    """Show one registration with its answers and what can be decided."""
    row = queries.registration(registration_id)
    asked = questions.questions(asked_of=AskedOf.PERSON, retired=True)
    values = questions.values_of_people([row.user_id]).get(row.user_id, {})
    answers = shown(asked, values, questions.files(questions.file_ids(values.values())))
    team = hooks.teams.names([row.user_id]).get(row.user_id)
    form = DecisionForm(formdata=None, ids=str(row.id))
    given = {"row": row, "answers": answers, "team": team, "form": form, "guardian": guardians.of_any(row.user_id)}
    given["unagreed"] = queries_safety.without_consents([row.user_id])
    return render_template("registrations/show_registration.html", words=names, **given)


@pages.post("/<edition:edition>/organize/registrations/export")
@access.needs(Permission.REGISTRATION_REVIEW)
def export_registrations() -> Response:
    """Hand out the list with all answers as a file; the history keeps who took it."""
    found, form = queries_list.every(wanted_in(request.form)), request.form.get("format", "csv")
    if form not in ("csv", "xlsx"):
        raise BadRequest()
    actions.note_export(actor.current(), g.edition, form, len(found), now=clock.now())
    head, rows = words.table(found, naming.as_of(g.edition.results_published_at))
    name = f"{g.edition.key}-registrations"
    return _workbook(name, head, rows) if form == "xlsx" else csv_response(name, head, rows)


def _workbook(name: str, head: list[str], rows: list[list[Any]]) -> Response:
    response = Response(spreadsheet.workbook(name, head, rows), mimetype=spreadsheet.MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
