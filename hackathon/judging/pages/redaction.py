"""The organizers' pages of blind judging: the choice, the list of submissions, one text beside what judges read."""

from __future__ import annotations

from flask import Response, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon import clock
from hackathon.judging import actions_blind as actions
from hackathon.judging import queries_redaction as queries
from hackathon.judging.actions_blind import Redacted
from hackathon.judging.forms_blind import ChooseBlindForm, RedactionForm
from hackathon.judging.pages.blueprint import pages
from hackathon.judging.pages.files import given_out
from hackathon.judging.queries_blind import LINKS
from hackathon.judging.queries_redaction import Sheet
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, conflicts, forms
from hackathon.web.choices import select_choices

LINK_NAMES = dict(zip(LINKS, (_l("Code or documents"), _l("Demo"), _l("Video")), strict=True))
KINDS = {
    "team": _l("the team"), "person": _l("a person"), "university": _l("a university"),
    "email": _l("an e-mail address"), "phone": _l("a telephone number"), "link": _l("a link or a profile"),
}  # fmt: skip


@pages.get("/<edition:edition>/organize/judging/redaction/")
@access.needs(Permission.JUDGING_DEAL)
def redaction() -> ResponseReturnValue:
    """List submissions with how far their redaction is, and show whether judging is blind."""
    return _list_page(ChooseBlindForm(formdata=None, data={"blind": "yes" if g.edition.round.blind else "no"}))


def _list_page(form: ChooseBlindForm) -> Response:
    now = clock.now()
    values = {"open_to_choice": now < g.edition.round.judging_opens, "was_readable": now >= g.edition.submissions_close}
    return forms.page("judging/redaction.html", form, lines=queries.lines(), **values)


@pages.post("/<edition:edition>/organize/judging/redaction/")
@access.needs(Permission.JUDGING_DEAL)
def choose_blind() -> ResponseReturnValue:
    """Keep whether judging is blind, as long as it has not opened."""
    form = ChooseBlindForm()
    blind = form.blind.data == "yes"
    if form.validate() and form.performs(
        lambda: actions.choose_blind(actor.current(), g.edition, blind, now=clock.received_at())
    ):
        flash(_("Judging is blind.") if blind else _("Judging is not blind."), "success")
        return redirect(url_for("judging.redaction"), 303)
    return _list_page(form)


@pages.route("/<edition:edition>/organize/judging/redaction/<int:project_id>", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_DEAL)
def redact(project_id: int) -> ResponseReturnValue:
    """Show a submission with what may name its authors marked, and keep what judges read instead."""
    sheet = queries.sheet(project_id)
    form = _form(sheet)
    if form.validate_on_submit() and form.performs(lambda: _save(project_id, form)):
        flash(_("Saved: judges read this text."), "success")
        return redirect(url_for("judging.redaction"), 303)
    _look_again(form, sheet)
    return forms.page("judging/redact.html", form, sheet=sheet, link_names=LINK_NAMES, kinds=KINDS)


def _form(sheet: Sheet, **options: object) -> RedactionForm:
    content = sheet.submission.content
    form = RedactionForm(data=sheet.values(), **options)
    links = [(name, f"{LINK_NAMES[name]}: {content[name]}") for name in LINKS if content[name]]
    form.links.choices = select_choices(links)
    form.withheld.choices = select_choices((file["id"], file["name"]) for file in content["files"])
    return form


def _save(project_id: int, form: RedactionForm) -> None:
    redacted = Redacted(
        form.sha256.data, form.version.data or 0, form.title.data, form.pitch.data or "", form.description.data or "",
        tuple(form.links.data or ()), tuple(form.withheld.data or ()),
    )  # fmt: skip
    actions.save_redaction(actor.current(), g.edition, project_id, redacted, now=clock.received_at())


def _look_again(form: RedactionForm, sheet: Sheet) -> None:
    """Somebody saved meanwhile, or the team handed in anew: show that beside what was typed."""
    if getattr(form, "refusal", None) is not None:
        conflicts.compare(form, lambda: _form(sheet, formdata=None))
        form.sha256.data, form.sha256.raw_data = sheet.submission.sha256, None


@pages.get("/<edition:edition>/organize/judging/redaction/<int:project_id>/files/<int:number>")
@access.needs(Permission.JUDGING_DEAL)
def look_at_file(project_id: int, number: int) -> Response:
    """Hand an organizer the copy of a file that judges get."""
    sheet = queries.sheet(project_id)
    return given_out(sheet.submission, number, sheet.number or 0)


@pages.app_context_processor
def _words() -> dict[str, object]:
    states = {"checked": _("Checked"), "outdated": _("Handed in anew"), "unchecked": _("Not checked")}
    return {"redaction_states": states}
