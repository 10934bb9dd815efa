"""The organizers' pages about people of the jury."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon import clock
from hackathon.judging import actions_jury as actions
from hackathon.judging import queries_departure
from hackathon.judging import queries_invitations as queries
from hackathon.judging import queries_watch as watching
from hackathon.judging.actions_jury import Invited
from hackathon.judging.forms import SET_ASIDE, InviteJudgesForm, RemoveJudgeForm
from hackathon.judging.pages.blueprint import pages
from hackathon.judging.removals import Removal
from hackathon.rules.adaptive import DealMode
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/organize/judging/invitations", methods=["GET", "POST"])
@access.needs(Permission.JUDGE_INVITE)
def invite_judge() -> ResponseReturnValue:
    """Invite one or many people, and see whose answer is awaited."""
    form = InviteJudgesForm(language=g.edition.main_language)
    if form.validate_on_submit() and form.performs(
        lambda: actions.invite_judges(actor.current(), g.edition, form.each, form.language.data, now=clock.now())
    ):
        _tell(form.outcome)
        return redirect(url_for("judging.invite_judge"), 303)
    return forms.page("judging/invite_judge.html", form, invitations=queries.invitations())


def _tell(invited: Invited) -> None:
    if invited.sent:
        count = len(invited.sent)
        flash(ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", count), "success")
    if invited.already:
        flash(_("On the jury already: %(addresses)s", addresses=", ".join(invited.already)), "info")


@pages.post("/<edition:edition>/organize/judging/invitations/<int:invitation_id>/revoke")
@access.needs(Permission.JUDGE_INVITE)
def revoke_invitation(invitation_id: int) -> ResponseReturnValue:
    """Make a link useless."""
    actions.revoke_invitation(actor.current(), g.edition, invitation_id, now=clock.now())
    flash(_("The invitation is revoked; its link no longer works."), "success")
    return redirect(url_for("judging.invite_judge"), 303)


@pages.route("/<edition:edition>/organize/judging/judges/<int:user_id>/remove", methods=["GET", "POST"])
@access.needs(Permission.JUDGE_INVITE)
def remove_judge(user_id: int) -> ResponseReturnValue:
    """Take somebody off the jury, having seen what happens to the projects."""
    line, form = watching.judge_line(g.edition.round.reviews_per_project, user_id), RemoveJudgeForm()
    if form.validate_on_submit() and form.performs(
        lambda: actions.remove_judge(actor.current(), g.edition, user_id, _removal(form), now=clock.now())
    ):
        flash(_removed(form.outcome), "success")
        return redirect(url_for("judging.departure", user_id=user_id, edition=g.edition.key), 303)
    return forms.page("judging/remove_judge.html", form, line=line)


def _removed(dealt: int) -> str:
    if g.edition.round.deal == DealMode.ADAPTIVE:
        return _("The judge is removed. The open projects come up again for the judges who are ready.")
    return ngettext("The judge is removed; %(num)s project was dealt again.",
                    "The judge is removed; %(num)s projects were dealt again.", dealt)


def _removal(form: RemoveJudgeForm) -> Removal:
    return Removal(form.reason.data, form.cards.data == SET_ASIDE)


@pages.get("/<edition:edition>/organize/judging/judges/<int:user_id>/departure")
@access.needs(Permission.JUDGING_WATCH)
def departure(user_id: int) -> str:
    """Show, once it is decided, how the places would be if the cards of a judge who left were treated otherwise."""
    return render_template("judging/departure.html", found=queries_departure.effect(g.edition, user_id))
