"""Upload a table, say what its columns hold, and see what would become of every row."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import TableEmpty
from hackathon.imports import actions, columns, queries, reading, words
from hackathon.imports.forms import ColumnsForm, UploadForm, columns_form, sheet_form
from hackathon.imports.pages import pages
from hackathon.questions import queries as questions
from hackathon.registrations import queries as registrations
from hackathon.registrations.words import STATES
from hackathon.rules.importing import Progress
from hackathon.rules.permissions import Permission
from hackathon.rules.questions import AskedOf
from hackathon.web import access, actor, forms, paging


@pages.route("/<edition:edition>/organize/imports", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATION_REVIEW)
def list_imports() -> ResponseReturnValue:
    """Show earlier imports, and take a new table."""
    form = UploadForm()
    if form.validate_on_submit() and form.performs(lambda: _uploaded(form.file.data)):
        return redirect(url_for("imports.edit_columns", import_id=form.outcome), 303)
    return forms.page("imports/list_imports.html", form, imports=queries.imports(), progress_words=words.PROGRESS)


def _uploaded(upload: Any) -> int:
    """Read the file while no transaction is open, then keep its rows."""
    if not getattr(upload, "filename", ""):
        raise TableEmpty(field="file")
    table = reading.read(upload.stream, upload.filename)
    return actions.upload(actor.current(), g.edition, table, now=clock.now()).id


@pages.route("/<edition:edition>/organize/imports/<int:import_id>/columns", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATION_REVIEW)
def edit_columns(import_id: int) -> ResponseReturnValue:
    """Say what each column holds; then every row is looked at."""
    run = queries.people_import(import_id)
    if run.state not in actions.EARLY or run.cleared_at is not None:
        return redirect(url_for("imports.show_import", import_id=import_id), 303)
    if run.sheet is None or "sheet" in request.values:
        return _choose_sheet(run)
    form = columns_form(run, _asked(), _language())
    if form.validate_on_submit() and form.performs(lambda: _check(run, form)):
        return redirect(url_for("imports.show_import", import_id=import_id), 303)
    return _shown(import_id, form)


def _asked() -> list[Any]:
    return questions.questions(asked_of=AskedOf.PERSON)


def _language() -> str:
    return g.edition.main_language if g.edition.main_language in ("en", "ru") else "ru"


def _check(run: Any, form: ColumnsForm) -> None:
    actions.check(actor.current(), run, form.mapping(), form.wishes(), now=clock.now())


def _shown(import_id: int, form: ColumnsForm) -> ResponseReturnValue:
    run = queries.people_import(import_id)
    rows, _total = queries.rows(run, "", page=1, size=3)
    plan = registrations.plan(g.edition.id)
    values = {"run": run, "rows": rows, "is_ignored": columns.is_ignored, "letter": columns.letter, "plan": plan}
    return forms.page("imports/edit_columns.html", form, **values)


def _choose_sheet(run: Any) -> ResponseReturnValue:
    form = sheet_form(run)
    if form.validate_on_submit() and form.performs(
        lambda: actions.choose_sheet(actor.current(), run, int(form.sheet.data), now=clock.now())
    ):
        return redirect(url_for("imports.edit_columns", import_id=run.id), 303)
    return forms.page("imports/choose_sheet.html", form, run=queries.people_import(run.id))


@pages.get("/<edition:edition>/organize/imports/<int:import_id>")
@access.needs(Permission.REGISTRATION_REVIEW)
def show_import(import_id: int) -> ResponseReturnValue:
    """Show where an import stands, and what becomes or became of every row."""
    run = queries.people_import(import_id)
    if run.state == Progress.UPLOADED and run.cleared_at is None:
        return redirect(url_for("imports.edit_columns", import_id=import_id), 303)
    show = request.args.get("show", "")[:20]
    found, total = queries.rows(run, show, page=paging.wanted_page(), size=paging.SIZE)
    values = {"run": run, "page": paging.shown(found, total), "show": show, "states": queries.progress(run)}
    values |= {"words": words, "registration_state_words": STATES, "owed": columns.unasked(run, _asked())}
    return render_template("imports/show_import.html", **values)


@pages.post("/<edition:edition>/organize/imports/<int:import_id>/discard")
@access.needs(Permission.REGISTRATION_REVIEW)
def discard_import(import_id: int) -> ResponseReturnValue:
    """Forget a table that was not carried out."""
    actions.discard(actor.current(), queries.people_import(import_id), now=clock.now())
    flash(_("The table is deleted. Nobody was registered from it."), "success")
    return redirect(url_for("imports.list_imports"), 303)
