"""Administration: accounts, and who is what in which edition."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_admin as actions
from hackathon.accounts import queries
from hackathon.accounts.forms import CATEGORIES
from hackathon.accounts.forms_profile import ProfileForm
from hackathon.accounts.pages.blueprint import pages
from hackathon.accounts.pages.own import stored
from hackathon.editions import actions as edition_actions
from hackathon.editions import queries as editions
from hackathon.errors import ParticipantCannotHoldRole
from hackathon.outbox import queries as letters
from hackathon.rules import schedule
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms, paging, roles

ROLES = ("organizer", "judge")


@pages.get("/admin/")
@access.needs(Permission.USER_ADMINISTER)
def administration() -> str:
    """Show what there is: people, universities, editions, letters."""
    found, now = editions.editions_seen_by(actor.current()), clock.now()
    return render_template(
        "accounts/administration.html",
        people=queries.count_people(),
        unguarded=sum(not row.app and not row.passkeys for row in roles.people_in_office()),
        universities=queries.count_universities(),
        editions=[(each, schedule.stage_at(each.schedule, now)) for each in found],
        letters=letters.counts(),
    )


@pages.get("/admin/users")
@access.needs(Permission.USER_ADMINISTER)
def list_users() -> str:
    """Find accounts by name or address."""
    search, kind, number = request.args.get("q", "")[:100], request.args.get("kind", ""), paging.wanted_page()
    found, total = queries.people(search, kind, page=number, size=paging.SIZE)
    page = paging.Page(found, total, min(number, max(1, -(-total // paging.SIZE))))
    return render_template("accounts/list_users.html", page=page, search=search, kind=kind, categories=CATEGORIES)


@pages.route("/admin/users/<int:user_id>", methods=["GET", "POST"])
@access.needs(Permission.USER_ADMINISTER)
def edit_user(user_id: int) -> Response:
    """Show an account, correct it, and give or take roles."""
    user = queries.account(user_id)
    form = ProfileForm(data=stored(user))
    if not form.only_searches() and form.validate_on_submit() and form.performs(lambda: save(user, form)):
        flash(_("The account is saved."), "success")
        return back(user_id)
    return forms.page("accounts/edit_user.html", form, user=user, **roles_of(user))


def save(user: object, form: ProfileForm) -> None:
    """Store the corrections."""
    actions.edit_user(actor.current(), user, form.person(form.language.data), now=clock.now())


def roles_of(user: object) -> dict[str, object]:
    """Return the editions, and the (edition, role) pairs that the person has."""
    held = roles.actor_for(user)
    ids = {"organizer": held.organizer_of, "judge": held.judge_of}
    every = editions.editions_seen_by(actor.current())
    pairs = [(edition, role) for edition in every for role in ROLES if edition.id in ids[role]]
    return {"editions": every, "held": pairs}


def back(user_id: int) -> Response:
    """Go back to the account."""
    return redirect(url_for("accounts.edit_user", user_id=user_id), 303)


def edition_and_role() -> tuple[object, str]:
    """Return what the form names; anything that it does not offer is a bad request."""
    edition, role = editions.edition_by_key(request.form.get("edition_key", "")), request.form.get("role", "")
    if edition is None or role not in ROLES:
        abort(400)
    return edition, role


@pages.post("/admin/users/<int:user_id>/roles/grant")
@access.needs(Permission.ROLE_GRANT)
def grant_role(user_id: int) -> Response:
    """Make somebody organizer or judge of an edition."""
    user, (edition, role) = queries.account(user_id), edition_and_role()
    try:
        edition_actions.grant_role(actor.current(), edition, user, role, now=clock.now())
    except ParticipantCannotHoldRole as refusal:
        refusal.details["links"] = ((_("Back to the account"), url_for("accounts.edit_user", user_id=user_id)),)
        raise
    flash(_("The role is granted."), "success")
    return back(user_id)


@pages.post("/admin/users/<int:user_id>/roles/revoke")
@access.needs(Permission.ROLE_GRANT)
def revoke_role(user_id: int) -> Response:
    """Take a role away."""
    user, (edition, role) = queries.account(user_id), edition_and_role()
    dealt = edition_actions.revoke_role(actor.current(), edition, user, role, now=clock.now())
    flash(_("The role is taken away."), "success")
    if role == "judge":
        flash(ngettext("%(num)s project of the judge was dealt again.",
                       "%(num)s projects of the judge were dealt again.", dealt), "info")
    return back(user_id)


@pages.post("/admin/users/<int:user_id>/administrator/<any(grant, revoke):step>")
@access.needs(Permission.USER_ADMINISTER)
def set_administrator(user_id: int, step: str) -> Response:
    """Give all rights, or take them away."""
    actions.set_administrator(actor.current(), queries.account(user_id), step == "grant", now=clock.now())
    flash(_("The rights are changed. The person has to sign in again."), "success")
    return back(user_id)


@pages.post("/admin/users/<int:user_id>/deactivate")
@access.needs(Permission.USER_ADMINISTER)
def deactivate_user(user_id: int) -> Response:
    """Shut an account."""
    actions.deactivate_user(actor.current(), queries.account(user_id), now=clock.now())
    flash(_("The account is deactivated, and its sign-ins have ended."), "success")
    return back(user_id)


@pages.post("/admin/users/<int:user_id>/reactivate")
@access.needs(Permission.USER_ADMINISTER)
def reactivate_user(user_id: int) -> Response:
    """Open a shut account again."""
    actions.reactivate_user(actor.current(), queries.account(user_id), now=clock.now())
    flash(_("The account is open again."), "success")
    return back(user_id)
