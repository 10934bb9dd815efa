"""The practice card: a judge scores an example and sees how the jury did; organizers write it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.editions import queries as editions
from hackathon.errors import NotFound
from hackathon.judging import actions_practice as actions
from hackathon.judging import queries_practice as queries
from hackathon.judging.actions_practice import Example
from hackathon.judging.forms_practice import ExampleForm
from hackathon.judging.pages.blueprint import pages
from hackathon.judging.pages.marking import rubric_form, scale
from hackathon.rules import schedule
from hackathon.rules.permissions import Permission
from hackathon.rules.schedule import Window
from hackathon.web import access, actor, conflicts, forms


@pages.route("/<edition:edition>/judging/practice", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_QUEUE)
def practice() -> ResponseReturnValue:
    """Score the example; afterwards show how the jury marked it."""
    example, form = _example(), rubric_form()
    if form.validate_on_submit() and form.performs(
        lambda: actions.finish_practice(actor.current(), g.edition, form.sheet().marks, now=clock.received_at())
    ):
        flash(_("The practice card is finished. It counts nowhere."), "success")
        return redirect(url_for("judging.practice"), 303)
    own = queries.own_card(actor.current())
    values = {"own": own, "spread": _spread(own) if own else (), "scoring": _is_open()}
    return forms.page("judging/practice.html", form, example=example, **values)


def _example() -> Any:
    found = queries.example()
    if found is None:
        raise NotFound()
    return found


def _spread(own: Any = None) -> Any:
    return queries.spread(editions.criteria(), scale(), own)


def _is_open() -> bool:
    return schedule.is_open(g.edition.schedule, Window.READING, clock.now())


def before_the_queue() -> dict[str, Any]:
    """Return what the queue says of the practice card: nothing without an example."""
    example = queries.example()
    if example is None:
        return {}
    due = queries.own_card(actor.current()) is None and _is_open()
    return {"practice": example, "practice_is_due": due}


@pages.route("/<edition:edition>/organize/judging/practice", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_DEAL)
def edit_practice() -> ResponseReturnValue:
    """Write the example, and see how judges mark it."""
    example = queries.example()
    form = _example_form(example)
    if form.validate_on_submit() and form.performs(lambda: _save(form)):
        flash(_("The practice card is saved."), "success")
        return redirect(url_for("judging.edit_practice"), 303)
    conflicts.compare(form, lambda: _example_form(queries.example(), formdata=None))
    return forms.page("judging/edit_practice.html", form, example=example, spread=_spread() if example else ())


def _example_form(example: Any, **options: Any) -> ExampleForm:
    return ExampleForm(obj=example, data={"addresses": "\n".join(example.links) if example else ""}, **options)


def _save(form: ExampleForm) -> None:
    example = Example(
        form.title.data, form.description.data, form.each_address(), form.explanation.data or "", form.required.data
    )
    actions.save_example(actor.current(), g.edition, example, form.version.data or 0, now=clock.received_at())


@pages.post("/<edition:edition>/organize/judging/practice/remove")
@access.needs(Permission.JUDGING_DEAL)
def remove_practice() -> ResponseReturnValue:
    """Take the example away."""
    actions.remove_example(actor.current(), g.edition, now=clock.received_at())
    flash(_("The practice card is removed."), "success")
    return redirect(url_for("judging.edit_practice"), 303)
