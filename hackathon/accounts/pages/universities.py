"""The register of universities."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from hackathon import clock
from hackathon.accounts import actions_admin as actions
from hackathon.accounts import queries
from hackathon.accounts.forms import AddUniversityForm, UniversityForm
from hackathon.accounts.pages.blueprint import pages
from hackathon.columns import Localized
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms
from hackathon.web.choices import select_choices
from hackathon.web.countries import country_name

NEAR = (*queries.HOSTS, "DE", "ES", "IT")


@pages.get("/admin/universities")
@access.needs(Permission.UNIVERSITY_EDIT)
def list_universities() -> str:
    """Show the register."""
    search = request.args.get("q", "")[:100]
    found = queries.universities(search)
    return render_template(
        "accounts/list_universities.html", universities=found, search=search, country_name=country_name
    )


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
    """Correct a line of the register."""
    university = queries.university(university_id)
    form = UniversityForm(obj=university, data=typed_texts(university))
    form.country.choices = country_choices()
    if form.validate_on_submit() and form.performs(lambda: edit(university, form)):
        flash(_("The university is saved."), "success")
        return redirect(url_for("accounts.list_universities"), 303)
    return forms.page("accounts/edit_university.html", form, university=university)


def edit(university: object, form: UniversityForm) -> None:
    """Store the corrections."""
    actions.edit_university(actor.current(), university, details(form), now=clock.now())


def typed_texts(university: object) -> dict[str, str]:
    """Return names and cities as the form's fields are called."""
    texts = {"name": university.name, "city": university.city}
    return {f"{what}_{language}": words for what, text in texts.items() for language, words in text.items()}


def details(form: UniversityForm) -> actions.UniversityDetails:
    """Return what was typed."""
    return actions.UniversityDetails(
        country=form.country.data,
        name=Localized(form.texts("name")),
        city=Localized(form.texts("city")),
        domain=form.domain.data.lower(),
        is_partner=form.is_partner.data,
        is_verified=form.is_verified.data,
    )


def country_choices() -> list[SelectChoice]:
    """Return the countries of the series and its partners first, then all others by name."""
    others = {code: name for code, name in get_locale().territories.items() if len(code) == 2 and code.isalpha()}
    rest = sorted((name, code) for code, name in others.items() if code not in (*NEAR, "ZZ", "EU", "EZ", "UN", "QO"))
    near = [(code, country_name(code)) for code in NEAR]
    return select_choices([*near, *((code, name) for name, code in rest)])
