"""Pages of numbers: careful ones for everybody, exact ones for organizers, all editions for administrators."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template

from hackathon import clock
from hackathon.editions import hooks
from hackathon.rules.permissions import Permission
from hackathon.statistics import public, queries, words
from hackathon.web import access, actor, rendered
from hackathon.web.csv_export import csv_response

pages = Blueprint("statistics", __name__)
if queries.erased_places not in hooks.erased_places:
    hooks.erased_places.append(queries.erased_places)


@pages.get("/<edition:edition>/numbers")
@access.public
def numbers() -> Response:
    """Show how many people took part, once registration is over; small numbers are hidden."""
    found = queries.of_edition(g.edition)
    shown = public.of(found, names_of(found)) if g.edition.registration_closes <= clock.now() else None
    page = make_response(render_template("statistics/numbers.html", numbers=shown))
    return rendered.share(page, until=None if shown else g.edition.registration_closes)


@pages.get("/<edition:edition>/organize/numbers")
@access.needs(Permission.EDITION_ORGANIZE)
def exact_numbers() -> str:
    """Show exact numbers to the organizers of the edition."""
    return render_template("statistics/exact_numbers.html", **tables(queries.of_edition(g.edition)), people=None)


@pages.get("/<edition:edition>/organize/numbers.csv")
@access.needs(Permission.EDITION_ORGANIZE)
def download_numbers() -> Response:
    """Hand out the exact numbers for a spreadsheet program."""
    found = tables(queries.of_edition(g.edition))
    rows = [(words.KINDS[kind], label, *counts) for kind, lines in found["tables"] for label, counts in lines]
    header = ("", "", *(words.STATES[state] for state in queries.STATES))
    return csv_response(f"{g.edition.key}-numbers", header, rows)


@pages.get("/admin/numbers")
@access.needs(Permission.USER_ADMINISTER)
def all_numbers() -> str:
    """Show exact numbers of all editions together: participations, and different people."""
    found, people = queries.of_all(actor.current())
    return render_template("statistics/exact_numbers.html", **tables(found), people=people)


def names_of(found: queries.Numbers) -> dict[int, Any]:
    """Return the names of the institutions that are counted."""
    return queries.universities({group.institution for group in found.groups})


def tables(found: queries.Numbers) -> dict[str, Any]:
    """Return the totals by state, and one exact table for each kind."""
    names = names_of(found)
    totals = [(words.STATES[state], found.reached(state)[""]) for state in queries.STATES]
    return {"totals": totals, "words": words, "states": queries.STATES,
            "tables": [(kind, words.table(found, kind, names)) for kind in queries.KINDS]}
