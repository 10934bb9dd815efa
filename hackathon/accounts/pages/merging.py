"""Merge institutions, undo it, and work through the names that people typed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_mergers, register
from hackathon.accounts import actions_universities as actions
from hackathon.accounts import queries_universities as queries
from hackathon.accounts.forms_universities import MergeForm, NewFromNameForm, TakeNamesForm, day, offer, tick_all
from hackathon.accounts.pages.blueprint import pages
from hackathon.accounts.pages.universities import country_choices, details
from hackathon.rules.permissions import Permission
from hackathon.text import alphabet, slugify
from hackathon.web import access, actor, forms, paging
from hackathon.web.wording import plain

NAMES = "accounts.list_typed_names"


def label(entry: register.Entry) -> str:
    """Return name and city of an institution."""
    city = plain(entry.city)
    return f"{plain(entry.name)}, {city}" if city else plain(entry.name)


def spelling_label(spelling: str, people: int) -> str:
    """Return what was typed, and by how many."""
    return ngettext("%(name)s: %(num)s person", "%(name)s: %(num)s people", people, name=spelling)


def moved(people: int) -> str:
    """Say how many people were moved."""
    return ngettext("%(num)s person is moved.", "%(num)s people are moved.", people)


@pages.route("/admin/universities/<int:university_id>/merge", methods=["GET", "POST"])
@access.needs(Permission.UNIVERSITY_EDIT)
def merge_university(university_id: int) -> Response:
    """Choose the institution into which this one goes over."""
    university, search = queries.university(university_id), request.args.get("q", "")[:100]
    known, form = register.current(), MergeForm()
    found = known.find(search) if search else known.of_country(university.country)
    offer(form.university, [entry for entry in found if entry.id != university_id], label)
    if form.validate_on_submit() and form.performs(lambda: merge(university, form)):
        flash(moved(form.outcome), "success")
        return redirect(url_for("accounts.edit_university", university_id=university_id), 303)
    people = queries.count_people().get(university_id, 0)
    return forms.page("accounts/merge_university.html", form, university=university, search=search, people=people)


def merge(university: object, form: MergeForm) -> int:
    """Move the people, and point at the successor."""
    into = queries.university(int(form.university.data))
    return actions_mergers.merge(actor.current(), university, into, day(form.merged_on.data), now=clock.now())


@pages.post("/admin/universities/mergers/<int:merger_id>/undo")
@access.needs(Permission.UNIVERSITY_EDIT)
def undo_merger(merger_id: int) -> Response:
    """Bring an institution back with its people."""
    merger = queries.merger(merger_id)
    back = url_for("accounts.edit_university", university_id=merger.old_id)
    flash(moved(actions_mergers.undo_merger(actor.current(), merger, now=clock.now())), "success")
    return redirect(back, 303)


@pages.get("/admin/universities/names")
@access.needs(Permission.UNIVERSITY_EDIT)
def list_typed_names() -> str:
    """Show the names that people typed because theirs is not in the register."""
    found = queries.typed()
    return render_template("accounts/list_typed_names.html", page=paging.shown(found, len(found)), label=label)


@pages.route("/admin/universities/names/<int:user_id>/take", methods=["GET", "POST"])
@access.needs(Permission.UNIVERSITY_EDIT)
def take_names(user_id: int) -> Response:
    """Say which institution of the register these names mean."""
    search, group, form = request.args.get("q", "")[:100], queries.typed_like(user_id), TakeNamesForm()
    offer(form.university, register.current().find(search) if search else list(group.suggestions), label)
    tick_all(form.spellings, group.spellings, spelling_label)
    if form.validate_on_submit() and form.performs(lambda: take(form)):
        flash(moved(form.outcome), "success")
        return redirect(url_for(NAMES), 303)
    return forms.page("accounts/take_names.html", form, group=group, search=search)


def take(form: TakeNamesForm) -> int:
    """Move the people, and keep the names as aliases."""
    university = queries.university(int(form.university.data))
    return actions.take_names(actor.current(), university, form.spellings.data, now=clock.now())


@pages.route("/admin/universities/names/<int:user_id>/new", methods=["GET", "POST"])
@access.needs(Permission.UNIVERSITY_EDIT)
def add_from_names(user_id: int) -> Response:
    """Make a new institution of names that people typed."""
    group = queries.typed_like(user_id)
    form = NewFromNameForm(data=first_guess(group.spellings[0][0]))
    form.country.choices = country_choices()
    tick_all(form.spellings, group.spellings, spelling_label)
    if form.validate_on_submit() and form.performs(lambda: add(form)):
        flash(_("The university is in the register."), "success")
        return redirect(url_for(NAMES), 303)
    return forms.page("accounts/edit_university.html", form, university=None)


def first_guess(name: str) -> dict[str, object]:
    """Return what a typed name says about a new line."""
    return {"key": slugify(name)[:60], "name_en": name, f"name_{alphabet(name, native='native')}": name,
            "is_verified": False}  # fmt: skip


def add(form: NewFromNameForm) -> None:
    """Store the new line and move the people."""
    actions.add_university(actor.current(), form.key.data, details(form), form.spellings.data, now=clock.now())
