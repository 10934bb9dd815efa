"""The judge's pages: the queue, one project beside the rubric, a conflict of interest."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, json, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.judging import actions, queries_blind
from hackathon.judging import queries_judge as queries
from hackathon.judging.forms import ConflictForm, ScorecardForm, scorecard_form, sent_criteria
from hackathon.judging.pages.blueprint import own_seat, pages
from hackathon.judging.pages.marking import rubric_form, scale
from hackathon.judging.pages.next import next_card
from hackathon.judging.pages.practice import before_the_queue
from hackathon.judging.queries_blind import Reading
from hackathon.judging.sheets import Saved, Seat
from hackathon.rules import blindness, schedule
from hackathon.rules.permissions import Permission
from hackathon.rules.schedule import Window
from hackathon.web import access, actor, conflicts, device, forms
from hackathon.web.wording import clock_time


@pages.get("/<edition:edition>/judging/")
@access.needs(Permission.JUDGING_QUEUE)
def queue() -> ResponseReturnValue:
    """Show a judge what is next and how much is left."""
    now = clock.now()
    readable = now >= g.edition.submissions_close
    scoring = schedule.is_open(g.edition.schedule, Window.JUDGING, now)
    values = {"stepped_back": queries.stepped_back_from(actor.current()), "readable": readable, "scoring": scoring}
    values |= next_card(scoring) | before_the_queue() | {"hides_names": blindness.is_running(g.edition)}
    return device.kept(render_template("judging/queue.html", queue=queries.queue(actor.current(), g.edition), **values))


def _sent_form() -> ScorecardForm:
    """Return the form of the marks that were sent; the action reads the rubric anyway and refuses unknown ones."""
    kind = scorecard_form(sent_criteria(request.form), scale())
    return kind(meta=forms.CSRF_CHECKED)


def _stored_form(card: Any) -> ScorecardForm:
    """Return the form as the stored card fills it."""
    marks = {f"c{mark.criterion_id}": mark.value for mark in card.marks} if card else {}
    return rubric_form(formdata=None, obj=card, data=marks)


@pages.get("/<edition:edition>/judging/<int:project_id>")
@access.needs(Permission.JUDGING_QUEUE)
def scorecard(project_id: int) -> ResponseReturnValue:
    """Show one project beside the rubric, with the marks given so far."""
    seat = own_seat(project_id)
    reading, card = _reading(project_id, seat), queries.card_of(seat)
    return device.kept(_page(_stored_form(card), reading, card))


def _reading(address: int, seat: Seat) -> Reading:
    """Return what this judge may read of a project; while judging is blind nothing else reaches the page."""
    submission = queries.submission_for(seat, now=clock.now())
    return queries_blind.reading(g.edition, address, submission)


def _page(form: ScorecardForm, reading: Reading, card: Any) -> Response:
    now, moments = clock.now(), g.edition.schedule
    return forms.page(
        "judging/scorecard.html",
        form,
        reading=reading,
        card=card,
        queue=queries.queue(actor.current(), g.edition),
        scoring=schedule.is_open(moments, Window.JUDGING, now),
        may_step_back=schedule.is_open(moments, Window.READING, now),
    )


@pages.post("/<edition:edition>/judging/<int:project_id>")
@access.needs(Permission.JUDGING_QUEUE)
def save_scorecard(project_id: int) -> ResponseReturnValue:
    """Keep marks and comments; a page that saves by itself gets the time and the new version."""
    now, form, text = clock.received_at(), _sent_form(), _saved_text()
    seat, valid, who = own_seat(project_id), form.validate(), actor.current()
    if request.headers.get("X-Autosave"):
        return _answer(form, actions.save_scorecard(who, seat, form.sheet(), now=now) if valid else None, text)
    if valid and form.performs(lambda: actions.save_scorecard(who, seat, form.sheet(), now=now)):
        flash(text, "success")
        return redirect(_after_saving(project_id), 303)
    return _again(form, project_id)


def _saved_text() -> str:
    """Say when; asked before the action, whose commit would have the edition read again."""
    return _("Saved %(time)s", time=clock_time(clock.received_at()))


def _answer(form: ScorecardForm, saved: Saved | None, text: str) -> ResponseReturnValue:
    """Tell the page that saves by itself what became of it."""
    if saved is not None:
        return jsonify(saved_at_text=text, version=saved.version)
    problem = {"type": "about:blank", "status": 422, "code": "invalid", "detail": next(form.each_error())}
    return json.dumps(problem), 422, {"Content-Type": "application/problem+json"}


def _after_saving(project_id: int) -> str:
    goes_on = request.form.get("go") == "next"
    following = queries.queue(actor.current(), g.edition).after(project_id) if goes_on else None
    if goes_on and following is None:
        return url_for("judging.queue")
    return url_for("judging.scorecard", project_id=following.project_id if following else project_id)


@pages.post("/<edition:edition>/judging/<int:project_id>/finish")
@access.needs(Permission.JUDGING_QUEUE)
def finish_scorecard(project_id: int) -> ResponseReturnValue:
    """Let a complete scorecard count, and go back to the queue."""
    now, form, text = clock.received_at(), _sent_form(), _saved_text()
    seat, valid, who = own_seat(project_id), form.validate(), actor.current()
    if request.headers.get("X-Autosave"):
        return _answer(form, actions.finish_scorecard(who, seat, form.sheet(), now=now) if valid else None, text)
    if valid and form.performs(lambda: actions.finish_scorecard(who, seat, form.sheet(), now=now)):
        flash(_("The scorecard is finished. You can correct it until judging closes."), "success")
        return redirect(url_for("judging.queue"), 303)
    return _again(form, project_id)


def _again(sent: ScorecardForm, project_id: int) -> ResponseReturnValue:
    """Show the form again with all that was typed, beside what was saved meanwhile if that is the trouble."""
    seat = own_seat(project_id)
    reading, card, form = _reading(project_id, seat), queries.card_of(seat), rubric_form()
    form.validate()
    if sent.refusal is not None:
        form.show(sent.refusal)
    conflicts.compare(form, lambda: _stored_form(card))
    return _page(form, reading, card)


@pages.route("/<edition:edition>/judging/<int:project_id>/conflict", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_QUEUE)
def declare_conflict(project_id: int) -> ResponseReturnValue:
    """Step back from a project with a reason; it goes to another judge at once."""
    form, seat, now = ConflictForm(), own_seat(project_id), clock.received_at()
    if form.validate_on_submit() and form.performs(
        lambda: actions.declare_conflict(actor.current(), seat, form.reason.data, now=now)
    ):
        flash(_("The project has left your queue. Thank you for saying so."), "success")
        return redirect(url_for("judging.queue"), 303)
    return forms.page("judging/declare_conflict.html", form, reading=_reading(project_id, seat))
