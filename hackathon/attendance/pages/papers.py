"""What is printed or taken along: badges, signature sheets, tables of attendance."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request

from hackathon import clock
from hackathon.accounts import naming
from hackathon.attendance import actions_sessions as actions
from hackathon.attendance import badges, queries, sheet, words
from hackathon.attendance.pages import pages
from hackathon.errors import BadRequest, NobodyChosen
from hackathon.registrations import spreadsheet
from hackathon.rules.alphabets import sort_key
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor
from hackathon.web.csv_export import csv_response


def pdf(name: str, content: bytes, media_type: str = "application/pdf", ending: str = "pdf") -> Response:
    """Offer a file to keep."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{g.edition.key}-{name}.{ending}"'
    return response


def _people() -> list[queries.Listed]:
    people, _total = queries.listed(None)
    return _ordered(people)


def _ordered(people: list[queries.Listed]) -> list[queries.Listed]:
    """Return people in the order of the alphabet of the edition's language."""
    return sorted(people, key=lambda each: sort_key(each.user.formal_name, g.edition.main_language))


def _called() -> naming.Naming:
    """Name universities as they were called when results were published."""
    return naming.as_of(g.edition.results_published_at)


def _chosen() -> Any:
    number = request.form.get("session", "")
    if number and not (number.isascii() and number.isdigit() and len(number) < 10):
        raise BadRequest()
    return queries.session_by_id(int(number)) if number else None


def _note(what: str, count: int) -> None:
    actions.note_export(actor.current(), g.edition, what, count, now=clock.now())


@pages.post("/<edition:edition>/organize/attendance/sheet")
@access.needs(Permission.EDITION_ORGANIZE)
def print_sheet() -> Response:
    """Hand out the list for signature, of one session or of the whole event."""
    event, people = _chosen(), _people()
    _note("sheet", len(people))
    return pdf(f"signatures-{event.id}" if event else "signatures", sheet.document(g.edition, event, people, _called()))


@pages.post("/<edition:edition>/organize/attendance/badges")
@access.needs(Permission.EDITION_ORGANIZE)
def print_badges() -> Response:
    """Hand out everybody's badge, four on a page."""
    people = _people()
    if not people:
        raise NobodyChosen()
    _note("badges", len(people))
    return pdf("badges", badges.document(g.edition, people))


@pages.post("/<edition:edition>/organize/attendance/export")
@access.needs(Permission.EDITION_ORGANIZE)
def export_attendance() -> Response:
    """Hand out who came to what as a table."""
    form, people = request.form.get("format", "csv"), _ordered(queries.everybody_who_came())
    if form not in ("csv", "xlsx"):
        raise BadRequest()
    head, rows = words.table(queries.sessions(), people, queries.times(), _called())
    _note(form, len(people))
    if form == "csv":
        return csv_response(f"{g.edition.key}-attendance", head, rows)
    return pdf("attendance", spreadsheet.workbook("attendance", head, rows), spreadsheet.MEDIA_TYPE, "xlsx")
