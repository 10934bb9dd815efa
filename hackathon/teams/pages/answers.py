"""What the organizers ask of every team: its captain answers."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.questions import actions as question_actions
from hackathon.questions import queries as questions
from hackathon.questions.forms_answers import AnswersForm, answers_form, keep_uploads, shown_again
from hackathon.questions.words import shown
from hackathon.registrations import queries as registrations
from hackathon.rules import questions as rules
from hackathon.rules import rosters
from hackathon.rules.permissions import Permission
from hackathon.rules.questions import AskedOf, is_frozen
from hackathon.teams import actions_answers as actions
from hackathon.teams import queries
from hackathon.teams.pages import pages
from hackathon.web import access, actor, conflicts


@pages.route("/<edition:edition>/teams/<int:team_id>/answers", methods=["GET", "POST"])
@access.guards(Permission.TEAM_EDIT)
def answer_questions(team_id: int) -> ResponseReturnValue:
    """Answer for the team."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)
    form, writable = _form(team), _is_writable()
    if writable:
        keep_uploads(form, _keep)
    if form.validate_on_submit() and form.performs(lambda: _save(team, form)):
        flash(_("The answers of your team are saved."), "success")
        return redirect(url_for("teams.show_team", team_id=team_id), 303)
    conflicts.compare(form, lambda: _form(team, typed=False))
    return shown_again("teams/answer_questions.html", form, team=team, writable=writable)


def _save(team: Any, form: AnswersForm) -> None:
    actions.save_team_answers(actor.current(), team, form.given(), now=clock.received_at())


def _form(team: Any, typed: bool = True) -> AnswersForm:
    asked = questions.questions(asked_of=AskedOf.TEAM)
    return answers_form(asked, questions.sheet(team_id=team.id), who=actor.current().user_id, typed=typed)


def answers_of(team: Any) -> dict[str, Any]:
    """Return what the team was asked and answered, and how many required answers are missing."""
    asked = questions.questions(asked_of=AskedOf.TEAM, retired=True)
    values = questions.values_of_teams([team.id]).get(team.id, {}) if asked else {}
    files = questions.files(questions.file_ids(values.values()))
    present = [each for each in asked if each.retired_at is None]
    return {
        "team_answers": shown([each for each in asked if each in present or each.id in values], values, files),
        "missing_answers": len(rules.missing(present, values)),
        "answers_open": bool(present) and _is_writable(),
    }


def _is_writable() -> bool:
    frozen = is_frozen(registrations.plan(g.edition.id).frozen_at, clock.received_at())
    return not frozen and rosters.is_forming(g.edition.schedule, clock.received_at())


def _keep(question: Any, stored: Any) -> Any:
    return question_actions.keep_file(actor.current(), question, stored, now=clock.received_at())
