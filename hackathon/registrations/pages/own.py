"""Registering, and one's own registration."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import NotFound
from hackathon.questions import actions as question_actions
from hackathon.questions import queries as questions
from hackathon.questions.forms_answers import AnswersForm, answers_form, keep_uploads, shown_again
from hackathon.questions.words import shown
from hackathon.registrations import actions, guardians, queries
from hackathon.registrations.forms_guardians import age_fields, age_in
from hackathon.registrations.pages import pages
from hackathon.rules import registrations as rules
from hackathon.rules.permissions import Permission
from hackathon.rules.questions import AskedOf, is_frozen
from hackathon.rules.schedule import Window, is_open
from hackathon.web import access, actor, conflicts
from hackathon.web.next_url import same_site_path


@pages.route("/<edition:edition>/register", methods=["GET", "POST"])
@access.needs(Permission.EDITION_REGISTER)
def register() -> ResponseReturnValue:
    """Take part in the edition, or apply; the profile is already known, the rest is asked."""
    own, now = queries.own(actor.current().user_id), clock.received_at()
    plan, may_register = queries.plan(g.edition.id), is_open(g.edition.schedule, Window.REGISTRATION, now)
    form = _form(ages=plan.asks_age)
    _keep(form, may_register)
    if form.validate_on_submit() and form.performs(
        lambda: actions.register(actor.current(), g.edition, form.given(), age_in(form), now=now)
    ):
        return _registered(form.outcome.state)
    values = {"own": own, "may_register": may_register, "plan": plan}
    return shown_again("registrations/register.html", form, account=actor.user(), **values)


def _form(typed: bool = True, ages: bool = False) -> AnswersForm:
    who = actor.current().user_id
    asked = questions.questions(asked_of=AskedOf.PERSON)
    return answers_form(asked, questions.sheet(user_id=who) if asked else None, who=who, typed=typed,
                        beside=age_fields() if ages else None)  # fmt: skip


def _keep(form: AnswersForm, allowed: bool) -> None:
    if allowed:
        keep_uploads(form, lambda question, stored: question_actions.keep_file(
            actor.current(), question, stored, now=clock.received_at()))  # fmt: skip


def _registered(state: str) -> ResponseReturnValue:
    back = same_site_path(request.args.get("next"))
    if state == rules.State.ADMITTED:
        flash(_("You are registered. A letter confirms it. Now find your team."), "success")
        return redirect(back or url_for("teams.my_team"), 303)
    if state == rules.State.GUARDIAN:
        flash(_("A letter is on its way to your guardian. You take part once your guardian has consented."), "success")
    elif state == rules.State.WAITLISTED:
        flash(_("All places are taken: you are on the waitlist. A letter says what comes next."), "success")
    else:
        flash(_("Your application has arrived. A letter says what comes next."), "success")
    return redirect(url_for("registrations.my_registration"), 303)


@pages.route("/<edition:edition>/my-registration", methods=["GET", "POST"])
@access.guards(Permission.REGISTRATION_OWN)
def my_registration() -> ResponseReturnValue:
    """Show where one stands and what one answered; change the answers until they freeze."""
    own, form = _own(), _form()
    writable = _is_writable(own)
    _keep(form, writable)
    if form.validate_on_submit() and form.performs(
        lambda: actions.save_answers(actor.current(), own, form.given(), now=clock.received_at())
    ):
        flash(_("Your answers are saved."), "success")
        return redirect(url_for("registrations.my_registration"), 303)
    conflicts.compare(form, lambda: _form(typed=False))
    values = {"own": own, "writable": writable, "answers": _answers(form, own), **_standing(own), **_guardian(own)}
    return shown_again("registrations/my_registration.html", form, **values)


def _answers(form: AnswersForm, own: Any) -> list[dict[str, Any]]:
    values = questions.values_of_people([own.user_id]).get(own.user_id, {})
    return shown(form.questions, values, questions.files(questions.file_ids(values.values())))


def _own() -> Any:
    own = queries.own(actor.current().user_id)
    if own is None:
        raise NotFound()
    return own


def _is_writable(own: Any) -> bool:
    frozen = is_frozen(queries.plan(g.edition.id).frozen_at, clock.received_at())
    return not frozen and own.state in (*rules.WAITING, rules.State.ADMITTED)


def _guardian(own: Any) -> dict[str, Any]:
    return {"guardian": guardians.of_any(own.user_id) if own.state == rules.State.GUARDIAN else None}


def _standing(own: Any) -> dict[str, Any]:
    """Return the state as it is at this moment, and what there is to do about it."""
    now = clock.now()
    plan = queries.plan(g.edition.id)
    lapsed = rules.has_lapsed(own.state, own.offer_ends_at, now)
    waits = own.state == rules.State.WAITLISTED
    return {
        "plan": plan,
        "state": rules.State.LAPSED if lapsed else rules.State(own.state),
        "ahead": queries.ahead_of(own) if waits else 0,
        "may_take": waits and queries.is_free_for(own, plan, now),
        "may_again": is_open(g.edition.schedule, Window.REGISTRATION, now),
    }


@pages.post("/<edition:edition>/my-registration/place")
@access.guards(Permission.REGISTRATION_OWN)
def take_place() -> ResponseReturnValue:
    """Confirm an offered place, or take one that has become free for oneself."""
    if actions.take_place(actor.current(), g.edition, _own(), now=clock.received_at()):
        flash(_("The place is yours. Now find your team."), "success")
        return redirect(url_for("teams.my_team"), 303)
    flash(_("This place is no longer held for you. Below you see where you stand now."), "warning")
    return redirect(url_for("registrations.my_registration"), 303)


@pages.post("/<edition:edition>/my-registration/withdraw")
@access.guards(Permission.REGISTRATION_OWN)
def withdraw() -> ResponseReturnValue:
    """Give the place back."""
    actions.withdraw(actor.current(), g.edition, _own(), now=clock.received_at())
    flash(_("You have withdrawn. Your place goes to the next person."), "success")
    return redirect(url_for("registrations.my_registration"), 303)
