"""Teams for those left alone: worked out, looked at, and formed once an organizer confirms."""

from __future__ import annotations

from collections import Counter

from flask import Response, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon import clock
from hackathon.rules.grouping import Terms, Wish
from hackathon.rules.permissions import Permission
from hackathon.teams import actions_suggesting as actions
from hackathon.teams import queries_suggesting as queries
from hackathon.teams import solving, words
from hackathon.teams.forms_suggesting import SuggestForm, suggest_form
from hackathon.teams.pages import pages
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/organize/team-suggestion", methods=["GET", "POST"])
@access.needs(Permission.TEAM_SUGGEST)
def suggest_teams() -> Response:
    """Work out teams for those left alone; show what was worked out and what became of it."""
    found, alone = queries.newest(), queries.left_alone(g.edition.id)
    form = suggest_form(g.edition, found)
    if form.validate_on_submit() and form.performs(lambda: _suggest(form)):
        return redirect(url_for("teams.suggest_teams"), 303)
    values = {"found": found, "alone": len(alone), "words": words, "Wish": Wish}
    values |= {"teams": queries.teams(found) if found else [], "women": queries.with_a_woman(found) if found else ()}
    values["fates"] = Counter(each.fate for each in found.seats) if found else Counter()
    return forms.page("teams/suggest_teams.html", form, **values)


def _suggest(form: SuggestForm) -> None:
    edition, people = g.edition, queries.left_alone(g.edition.id)
    wishes = tuple(Wish(each) for each in form.wishes.data or ())
    terms = Terms(edition.team_size_min, edition.team_size_max, form.size.data, wishes)
    division = solving.divide(people, terms) if people else solving.NOTHING
    actions.keep(actor.current(), edition, people, terms, division, now=clock.now())


@pages.post("/<edition:edition>/organize/team-suggestion/<int:suggestion_id>")
@access.needs(Permission.TEAM_SUGGEST)
def form_teams(suggestion_id: int) -> Response:
    """Form the teams of a suggestion, each by itself: what changed meanwhile spoils only its own team."""
    found, who, now = queries.suggestion(suggestion_id), actor.current(), clock.received_at()
    numbers = actions.begin(who, found, now=now)
    made = [actions.form_team(who, g.edition, found, number, _named, now=now) for number in numbers]
    count = sum(each is not None for each in made)
    flash(ngettext("%(num)s team is formed; its members are told by letter.",
                   "%(num)s teams are formed; their members are told by letter.", count), "success")  # fmt: skip
    if count < len(numbers):
        flash(_("Some teams were not formed, because people found a team or left meanwhile. See below."), "warning")
    return redirect(url_for("teams.suggest_teams"), 303)


def _named(number: int) -> str:
    return _("Team %(number)s", number=number)

