"""The register of universities: list, lines, and the register as a file."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from hackathon import clock
from hackathon.accounts import actions_universities as actions
from hackathon.accounts import offering, register
from hackathon.accounts import queries_universities as queries
from hackathon.accounts.forms_universities import (
    NAMED_IN,
    NATIVE,
    AddUniversityForm,
    EditUniversityForm,
    UniversityForm,
)
from hackathon.accounts.forms_universities import day as possible_day
from hackathon.accounts.pages.blueprint import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms, paging
from hackathon.web.choices import select_choices
from hackathon.web.countries import country_name
from hackathon.web.csv_export import csv_response

NEAR = (*register.HOSTS, "DE", "ES", "IT")
PARTS = ("name", "short_name", "aliases", "city")


def wanted() -> dict[str, str]:
    """Return what the list is narrowed to."""
    names = {"search": ("q", 100), "country": ("country", 2), "state": ("state", 20)}
    return {name: request.args.get(field, "")[:longest] for name, (field, longest) in names.items()}


@pages.get("/admin/universities")
@access.needs(Permission.UNIVERSITY_EDIT)
def list_universities() -> str:
    """Show the register."""
    filters = wanted()
    found = queries.entries(**filters)
    return render_template(
        "accounts/list_universities.html", page=paging.shown(found, len(found)), people=queries.count_people(),
        typed=queries.count_typed(), countries=offering.countries(), country_name=country_name, **filters,
    )  # fmt: skip


@pages.get("/admin/universities.csv")
@access.needs(Permission.UNIVERSITY_EDIT)
def download_universities() -> Response:
    """Hand out the register for a spreadsheet program."""
    found, people = queries.entries(**wanted()), queries.count_people()
    keys = {entry.id: entry.key for entry in register.current().entries.values()}
    head = [_("Key"), _("Country"), *(f"{part} {language}" for part in PARTS for language in NAMED_IN),
            _("Domain"), _("Partner"), _("Checked"), _("People"), _("Goes over into")]  # fmt: skip
    rows = [
        [entry.key, entry.country, *typed_texts(entry).values(),
         entry.domain, int(entry.is_partner), int(entry.is_verified), people.get(entry.id, 0),
         keys.get(entry.successor_id, "")]
        for entry in found
    ]  # fmt: skip
    return csv_response("universities", head, rows)


@pages.route("/admin/universities/add", methods=["GET", "POST"])
@access.needs(Permission.UNIVERSITY_EDIT)
def add_university() -> Response:
    """Put a university into the register."""
    form = AddUniversityForm()
    form.country.choices = country_choices()
    if form.validate_on_submit() and form.performs(lambda: add(form)):
        flash(_("The university is in the register."), "success")
        return redirect(url_for("accounts.list_universities"), 303)
    return forms.page("accounts/edit_university.html", form, university=None)


def add(form: AddUniversityForm) -> None:
    """Store a new line."""
    actions.add_university(actor.current(), form.key.data, details(form), now=clock.now())


@pages.route("/admin/universities/<int:university_id>", methods=["GET", "POST"])
@access.needs(Permission.UNIVERSITY_EDIT)
def edit_university(university_id: int) -> Response:
    """Correct a line of the register, or rename it."""
    university = queries.university(university_id)
    form = EditUniversityForm(obj=university, data=typed_texts(university))
    form.country.choices = country_choices()
    if form.validate_on_submit() and form.performs(lambda: edit(university, form)):
        flash(_("The university is saved."), "success")
        return redirect(url_for("accounts.edit_university", university_id=university_id), 303)
    return forms.page("accounts/edit_university.html", form, university=university, **past_of(university))


def past_of(university: object) -> dict[str, object]:
    """Return former names and mergers, and the institution of today."""
    return {
        "former": queries.former_names(university.id), "mergers": queries.mergers_of(university.id),
        "people": queries.count_people().get(university.id, 0), "today": register.current().entry(university.id),
    }  # fmt: skip


def edit(university: object, form: EditUniversityForm) -> None:
    """Store the corrections."""
    renaming = actions.Renaming(possible_day(form.until.data)) if form.is_renamed.data else None
    version = int(form.version.data)
    actions.edit_university(actor.current(), university, details(form), version, renaming, now=clock.now())


def typed_texts(university: object) -> dict[str, str]:
    """Return names, abbreviations, aliases and cities as the form's fields are called."""
    found = {f"{part}_{language}": "" for part in PARTS for language in NAMED_IN}
    for part in PARTS:
        for language, words in getattr(university, part).items():
            found[f"{part}_{language if language in NAMED_IN else NATIVE}"] = words
    return found


def details(form: UniversityForm) -> actions.UniversityDetails:
    """Return what was typed."""
    return actions.UniversityDetails(
        country=form.country.data,
        name=form.texts("name"),
        city=form.texts("city"),
        domain=" ".join(form.domain.data.lower().split()),
        is_partner=form.is_partner.data,
        is_verified=form.is_verified.data,
        short_name=form.texts("short_name"),
        aliases=form.aliases(),
    )


def country_choices() -> list[SelectChoice]:
    """Return the countries of the series and its partners first, then all others by name."""
    others = {code: name for code, name in get_locale().territories.items() if len(code) == 2 and code.isalpha()}
    rest = sorted((name, code) for code, name in others.items() if code not in (*NEAR, "ZZ", "EU", "EZ", "UN", "QO"))
    near = [(code, country_name(code)) for code in NEAR]
    return select_choices([*near, *((code, name) for name, code in rest)])
