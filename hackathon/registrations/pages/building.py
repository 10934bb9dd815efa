"""Organizers build the registration form and say how people come in."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import BadRequest
from hackathon.questions import actions as question_actions
from hackathon.questions import queries as questions
from hackathon.questions.forms import question_form
from hackathon.questions.forms_answers import answers_form
from hackathon.registrations import actions_organizing as actions
from hackathon.registrations import queries
from hackathon.registrations.forms import plan_form
from hackathon.registrations.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.rules.questions import is_frozen
from hackathon.web import access, actor, conflicts, forms, rows


def _frozen() -> bool:
    return is_frozen(queries.plan(g.edition.id).frozen_at, clock.now())


@pages.get("/<edition:edition>/organize/registration-form")
@access.needs(Permission.EDITION_EDIT)
def list_questions() -> str:
    """Show the questions in their order, how often each is answered, and the form as people see it."""
    asked = questions.questions(retired=True)
    present = [each for each in asked if each.retired_at is None]
    values = {"retired": [each for each in asked if each.retired_at], "counts": questions.answer_counts()}
    values |= {"plan": queries.plan(g.edition.id), "frozen": _frozen(), "preview": answers_form(present, typed=False)}
    return render_template("registrations/list_questions.html", questions=present, **values)


@pages.route("/<edition:edition>/organize/registration-form/add", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def add_question() -> ResponseReturnValue:
    """Ask one thing more."""
    form = question_form(g.edition)
    if not rows.pressed() and form.validate_on_submit() and form.performs(
        lambda: question_actions.add_question(actor.current(), g.edition, form.draft(), _frozen(), now=clock.now())
    ):
        flash(_("The question is added at the end of the form."), "success")
        return redirect(url_for("registrations.list_questions"), 303)
    return forms.page("registrations/edit_question.html", form, question=None, answers=0)


@pages.route("/<edition:edition>/organize/registration-form/<int:question_id>", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def edit_question(question_id: int) -> ResponseReturnValue:
    """Change a question, as far as its answers allow."""
    question = questions.question(question_id)
    form = question_form(g.edition, question)
    if not rows.pressed() and form.validate_on_submit() and form.performs(lambda: _edit(question, form)):
        flash(_("Saved."), "success")
        return redirect(url_for("registrations.list_questions"), 303)
    conflicts.compare(form, lambda: question_form(g.edition, questions.question(question_id), typed=False))
    answers = questions.answer_counts().get(question_id, 0)
    return forms.page("registrations/edit_question.html", form, question=question, answers=answers)


def _edit(question: object, form: object) -> None:
    version, frozen = form.version.data, _frozen()
    question_actions.edit_question(actor.current(), question, form.draft(), version, frozen, now=clock.now())


@pages.post("/<edition:edition>/organize/registration-form/<int:question_id>/move")
@access.needs(Permission.EDITION_EDIT)
def move_question(question_id: int) -> ResponseReturnValue:
    """Ask a question earlier or later."""
    question, step = questions.question(question_id), request.form.get("to", "")
    if step not in (question_actions.UP, question_actions.DOWN):
        raise BadRequest()
    question_actions.move_question(actor.current(), question, step, now=clock.now())
    return redirect(url_for("registrations.list_questions", _anchor=f"question-{question_id}"), 303)


@pages.post("/<edition:edition>/organize/registration-form/<int:question_id>/remove")
@access.needs(Permission.EDITION_EDIT)
def remove_question(question_id: int) -> ResponseReturnValue:
    """Ask a question no longer."""
    question = questions.question(question_id)
    if question_actions.remove_question(actor.current(), question, _frozen(), now=clock.now()):
        flash(_("The question is no longer asked. Its answers stay in the exports."), "success")
    else:
        flash(_("The question is deleted. Nobody had answered it."), "success")
    return redirect(url_for("registrations.list_questions"), 303)


@pages.route("/<edition:edition>/organize/registration-settings", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def edit_plan() -> ResponseReturnValue:
    """Say how people come in, how many, and when answers freeze."""
    plan = queries.plan(g.edition.id)
    form = plan_form(g.edition, plan)
    if form.validate_on_submit() and form.performs(lambda: _save_plan(form)):
        flash(_("Saved."), "success")
        return redirect(url_for("registrations.list_registrations"), 303)
    conflicts.compare(form, lambda: plan_form(g.edition, queries.plan(g.edition.id), typed=False))
    return forms.page("registrations/edit_plan.html", form, plan=plan, places=queries.places(plan.capacity))


def _save_plan(form: object) -> None:
    actions.edit_plan(actor.current(), g.edition, form.values(), form.version.data or 0, now=clock.now())
