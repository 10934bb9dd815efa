"""Tables to take along: an empty one to fill in, the faults, and the rows to mend."""

from __future__ import annotations

from typing import Any

from flask import Response, g
from flask_babel import gettext as _

from hackathon.imports import queries, words
from hackathon.imports.pages import pages
from hackathon.questions import queries as questions
from hackathon.questions.words import answer_text
from hackathon.registrations import spreadsheet
from hackathon.rules.permissions import Permission
from hackathon.rules.questions import AskedOf, Kind
from hackathon.web import access
from hackathon.web.csv_export import csv_response

EXAMPLES = {Kind.NUMBER: "2", Kind.DATE: "2004-05-03", Kind.LINK: "https://example.org/"}


@pages.get("/<edition:edition>/organize/imports/template.<any(csv, xlsx):form>")
@access.needs(Permission.REGISTRATION_REVIEW)
def download_template(form: str) -> Response:
    """Hand out the columns with one row as an example, in the reader's language."""
    asked = [each for each in questions.questions(asked_of=AskedOf.PERSON) if each.kind != Kind.FILE]
    example = {
        "email": "aigerim@example.org", "family_name": _("Akhmetova"), "given_name": _("Aigerim"),
        "latin_name": "Akhmetova Aigerim", "university": _("Name of your university"), "category": _("student"),
        "language": "English" if _("yes") == "yes" else "Русский", "team": _("Green Jar"), "captain": _("yes"),
    }  # fmt: skip
    head, rows = words.template_table(asked, {**example, **{f"q{each.id}": _example(each) for each in asked}})
    return _table(f"{g.edition.key}-participants-template", form, head, rows)


def _example(question: Any) -> str:
    if question.options:
        return answer_text(question, question.options[0]["key"])
    return EXAMPLES.get(question.kind, "")


@pages.get("/<edition:edition>/organize/imports/<int:import_id>/faults.<any(csv, xlsx):form>")
@access.needs(Permission.REGISTRATION_REVIEW)
def download_faults(import_id: int, form: str) -> Response:
    """Hand out every fault with its row, its column and what to do."""
    run = queries.people_import(import_id)
    head, rows = words.fault_table(run, queries.every_row(run, "fault"))
    return _table(f"{g.edition.key}-import-{import_id}-faults", form, head, rows)


@pages.get("/<edition:edition>/organize/imports/<int:import_id>/to-mend.<any(csv, xlsx):form>")
@access.needs(Permission.REGISTRATION_REVIEW)
def download_rows(import_id: int, form: str) -> Response:
    """Hand out the rows that are left out, with a column that says why, to mend and upload again."""
    run = queries.people_import(import_id)
    head, rows = words.mended_table(run, queries.every_row(run, "fault"))
    return _table(f"{g.edition.key}-import-{import_id}-to-mend", form, head, rows)


def _table(name: str, form: str, head: list[str], rows: list[list[Any]]) -> Response:
    if form == "csv":
        response = csv_response(name, head, rows)
    else:
        response = Response(spreadsheet.workbook(name, head, rows), mimetype=spreadsheet.MEDIA_TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
