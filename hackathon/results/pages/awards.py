"""Awards: suggested by the places, edited by hand, and shown where projects are."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import AwardReasonNeeded, AwardsInLastRound, ChangedMeanwhile
from hackathon.results import actions_awards as actions
from hackathon.results import queries_nominations as queries
from hackathon.results import snapshot
from hackathon.results.forms_nominations import PRIZES, AwardsForm, awards_form
from hackathon.results.pages import pages
from hackathon.rules import awards as rules
from hackathon.rules import recounting
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms, rows
from hackathon.web.wording import plain

COUNTS = {"first": 1, "second": 2, "third": 3}


@pages.route("/<edition:edition>/organize/results/awards", methods=["GET", "POST"])
@access.needs(Permission.RESULTS_PROPOSE)
def edit_awards() -> ResponseReturnValue:
    """Give awards: as the places suggest, or otherwise with a reason."""
    if not g.edition.is_in_last_round:
        return _later()
    live = snapshot.of_now(g.edition)
    suggestion = _suggestion(live) if not rows.pressed() and "first" in request.args else None
    form = _form(live, suggestion)
    if not rows.pressed() and form.validate_on_submit() and form.performs(lambda: _save(form)):
        flash(_("The awards are saved. They are published with the results."), "success")
        return redirect(url_for("results.edit_awards"), 303)
    _mark(form)
    return _page(form, live, suggestion)


def _later() -> str:
    """Say where awards are given; what was sent from here is refused."""
    if request.method == "POST":
        raise AwardsInLastRound()
    return render_template("results/awards_later.html", last=g.edition.rounds[-1])


def _save(form: AwardsForm) -> None:
    actions.set_awards(actor.current(), g.edition, form.drafts(), now=clock.now(), seen=form.seen.data or "")


def _form(live: snapshot.Snapshot, suggestion: rules.Suggestion | None) -> AwardsForm:
    stored, names = queries.awards(), _names(live)
    given = [_row(each, names) for each in suggestion.awards] if suggestion else [_stored(each) for each in stored]
    data = {"seen": queries.digest_of(stored), "awards": given}
    return awards_form(g.edition, live.standings, {key: plain(name) for key, name in names.items()}, data)


def _names(live: snapshot.Snapshot) -> dict[str, dict[str, str]]:
    return {each["key"]: each["name"] for each in live.nominations or ()}


def _suggestion(live: snapshot.Snapshot) -> rules.Suggestion:
    counts = [min(max(request.args.get(name, usual, type=int), 0), rules.MOST) for name, usual in COUNTS.items()]
    return rules.suggested(live.places, counts, recounting.nomination_places(live.nominations))


def _row(award: rules.Award, names: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return an award as a row of the form, named in the languages of the edition."""
    name, basis = names.get(award.nomination, {}), f"nomination:{award.nomination}"
    if award.prize:
        name, basis = _named(award.prize), f"prize:{award.prize}"
    return {"project": award.project, "basis": basis, "name": name, "reason": award.reason}


def _named(prize: int) -> dict[str, str]:
    found = {}
    for language in dict.fromkeys([g.edition.main_language, *g.edition.languages]):
        with force_locale(language):
            found[language] = str(PRIZES[prize])
    return found


def _stored(award: Any) -> dict[str, Any]:
    basis = f"prize:{award.prize}" if award.prize else f"nomination:{award.nomination_key}"
    values = {"project": award.project_id, "name": award.name, "reason": award.reason}
    return {**values, "basis": basis if award.prize or award.nomination_key else ""}


def _mark(form: AwardsForm) -> None:
    """Put a missing reason beside its award; let the next save replace what somebody else has saved meanwhile."""
    refusal = getattr(form, "refusal", None)
    if isinstance(refusal, AwardReasonNeeded):
        field = form.awards[refusal.details["number"] - 1].form.reason
        field.errors = [_("Give a reason.")]
    if isinstance(refusal, ChangedMeanwhile):
        form.seen.data, form.seen.raw_data = queries.digest_of(queries.awards()), None


def _page(form: AwardsForm, live: snapshot.Snapshot, suggestion: rules.Suggestion | None) -> Response:
    places, own = live.places, recounting.nomination_places(live.nominations)
    stored = recounting.awards_of(live.awards)
    titles = {line.project_id: line.project_title for line in live.standings}
    values = {"departing": {stored[position] for position in rules.departures(stored, places, own)},
              "meanwhile": live.awards if isinstance(getattr(form, "refusal", None), ChangedMeanwhile) else None,
              "gone": [each for each in stored if each.project not in places]}  # fmt: skip
    counts = {name: request.args.get(name, usual, type=int) for name, usual in COUNTS.items()}
    return forms.page("results/awards.html", form, live=live, titles=titles, counts=counts, suggestion=suggestion,
                      nomination_names=_names(live), **values)  # fmt: skip


@pages.app_context_processor
def _words() -> dict[str, Any]:
    return {"published_awards": queries.published_awards}
