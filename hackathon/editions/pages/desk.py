"""The organizers' desk: how many came how far, and what is to be done now."""

from __future__ import annotations

from typing import Any

from flask import g, render_template

from hackathon import clock
from hackathon.attendance import queries_states as attendance
from hackathon.challenges import queries as challenges
from hackathon.editions import queries
from hackathon.editions.pages import pages
from hackathon.judging import queries as judging
from hackathon.judging import queries_docket as docket
from hackathon.projects import queries as projects
from hackathon.projects import queries_progress as progress
from hackathon.registrations import queries as registrations
from hackathon.rules.organizer_tasks import Facts, tasks_for
from hackathon.rules.permissions import Permission
from hackathon.teams import queries as teams
from hackathon.web import access


@pages.get("/<edition:edition>/organize/")
@access.needs(Permission.EDITION_ORGANIZE)
def desk() -> str:
    """Show how far the edition is and what to do now."""
    counts, came = projects.counts(), attendance.counts()
    facts = gathered(g.edition, counts["submitted"])
    return render_template(
        "editions/desk.html",
        registered=came["confirmed"], attended=came["attended"],
        teams=teams.count_of_teams(),
        drafts=counts["draft"],
        facts=facts,
        tasks=tasks_for(facts, g.edition.schedule, clock.now()),
        organizers=queries.organizers(),
    )


def gathered(edition: Any, submitted: int) -> Facts:
    """Return what decides what is to be done."""
    return Facts(
        challenges=challenges.count_of_challenges(),
        marks_described=all(each.anchor(level) for each in queries.criteria() for level in edition.round.levels),
        has_contact=bool(edition.contact_email),
        judges=queries.count_with_role("judge"),
        applications=registrations.counts()["applied"],
        pending_teams=progress.counts_by_admission()["pending"],
        submitted=submitted,
        dealt=submitted if edition.round.deal == "adaptive" else docket.count_dealt(),
        scored=judging.count_scored(),
    )
