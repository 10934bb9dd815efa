"""Forms for an edition: its texts, dates and sizes, in its own zone and languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import Length, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

from hackathon.config import LANGUAGES
from hackathon.editions.actions import OF_ROUND
from hackathon.rules.schedule import MOMENTS
from hackathon.web import countries, rows
from hackathon.web.choices import select_choices
from hackathon.web.fields import AddressField, LineField, LinkField, LocalMomentField, WholeNumberField, localized_field
from hackathon.web.forms import BaseForm, PartForm, required

KEY = r"[a-z][a-z0-9]{1,15}-[0-9]{4}(-[a-z0-9]{1,15})?"


class PartnerForm(PartForm):
    new = HiddenField()
    name = LineField(_l("Name of the partner"), [Optional(), Length(max=160)])
    url = LinkField(_l("Website"), [Optional(), Length(max=300)])


class EditionForm(BaseForm):
    """What does not depend on the edition's zone and languages."""

    version = WholeNumberField(widget=HiddenInput(), default=0, validators=[required()])
    contact_name = LineField(_l("Who answers questions"), [Optional(), Length(max=120)])
    contact_email = AddressField(_l("E-mail for questions"), [Optional(), Length(max=254)])
    time_zone = SelectField(_l("Time zone"))
    languages = SelectMultipleField(_l("Languages of the texts"), choices=select_choices(LANGUAGES.items()))
    main_language = SelectField(_l("Main language"), choices=select_choices(LANGUAGES.items()))
    team_size_min = WholeNumberField(_l("Smallest team"), [required(), NumberRange(1, 50)], default=2)
    team_size_max = WholeNumberField(_l("Largest team"), [required(), NumberRange(1, 50)], default=5)
    reviews_per_project = WholeNumberField(
        _l("Reviews of each project, at least"), [required(), NumberRange(1, 30)], default=3
    )
    partners = FieldList(FormField(PartnerForm), max_entries=rows.MOST)

    def values(self) -> dict[str, Any]:
        """Return what the action stores."""
        data = {name: value for name, value in self.data.items() if name not in ("version", "csrf_token")}
        partners = [{"name": row["name"], "url": row["url"] or ""} for row in self.partners.data if row["name"]]
        return {**data, "partners": partners}


class KeyForm(EditionForm):
    """What is chosen once, when an edition is made."""

    key = LineField(
        _l("Key in the address"),
        [required(), Length(max=37), Regexp(f"^{KEY}$", message=_l("Write it like kz-2027: letters, hyphen, year."))],
    )
    country = SelectField(_l("Country"))

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name not in ("key", "country")}


def moment_fields(zone: str) -> dict[str, LocalMomentField]:
    """Return a field for each date, in the zone's local time."""
    return {name: LocalMomentField(_l(label), [required()], zone=zone) for name, label in MOMENTS.items()}


def text_fields(languages: list[str], main: str) -> dict[str, FormField]:
    """Return the texts in every language of the edition."""
    return {
        "title": localized_field(_l("Title"), languages, required=main, longest=160),
        "city": localized_field(_l("City"), languages, longest=100),
        "summary": localized_field(_l("Summary"), languages, longest=600, prose=True),
        "rules": localized_field(_l("Rules"), languages, longest=12_000, prose=True),
        "prizes": localized_field(_l("Prizes"), languages, longest=4_000, prose=True),
    }


def edition_form(edition: Any, *, now: datetime, typed: bool = True) -> EditionForm:
    """Return the form to edit an edition, read in the zone and languages that were chosen in it."""
    zone, main = edition.time_zone, edition.main_language
    if typed:
        zone, main = _chosen("time_zone", zone, [*countries.ZONES]), _chosen("main_language", main, [*LANGUAGES])
    languages = list(dict.fromkeys([main, *edition.languages]))
    kind = type("LocalEditionForm", (EditionForm,), {**text_fields(languages, main), **moment_fields(zone)})
    judging = {name: getattr(edition.round, name) for name in OF_ROUND}
    form = kind(rows.typed() if typed else None, obj=edition, data=judging)
    form.time_zone.choices = countries.zone_choices(now, edition.time_zone)
    return form


def creation_form(*, now: datetime) -> KeyForm:
    """Return the form to make an edition: what it cannot be without."""
    zone = _chosen("time_zone", "Asia/Almaty", [*countries.ZONES])
    main = _chosen("main_language", "ru", list(LANGUAGES))
    title = {"title": text_fields(list(dict.fromkeys([main, "en"])), main)["title"]}
    kind = type("LocalKeyForm", (KeyForm,), {**title, **moment_fields(zone)})
    form = kind(languages=["en", "ru"], main_language="ru", time_zone="Asia/Almaty")
    form.time_zone.choices = countries.zone_choices(now)
    form.country.choices = countries.country_choices()
    return form


def _chosen(name: str, before: str, possible: list[str]) -> str:
    """Return what was just chosen in the form, so that the fields that depend on it can be read."""
    value = request.form.get(name, before)
    return value if value in possible else before
