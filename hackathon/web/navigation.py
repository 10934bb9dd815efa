"""What stands on every page of an edition: its parts, its stage, and what the reader's own team still has to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from werkzeug.routing import BuildError

from hackathon import clock
from hackathon.projects import queries as projects
from hackathon.rules import schedule
from hackathon.rules.permissions import Permission
from hackathon.rules.project_status import ProjectStatus
from hackathon.rules.schedule import Stage, Window
from hackathon.web import actor, wording


@dataclass(frozen=True)
class Next:
    """What happens next in the edition, and when."""

    label: str
    at: datetime


@dataclass(frozen=True)
class TeamBanner:
    """Tell a team whether it has submitted, and how long is left."""

    kind: str
    deadline_text: str
    deadline_iso: str
    url: str
    project_title: str


def url_or_none(endpoint: str, **values: Any) -> str | None:
    """Return the address of an endpoint, or None where there is no such endpoint."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return None


def nav_items() -> list[tuple[str, str, bool]]:
    """Return (label, address, is current) for the parts of the edition that this reader can use."""
    edition = g.get("edition")
    if edition is None:
        return []
    entries = [(_("Overview"), "editions.show_edition", True), (_("Challenges"), "challenges.list_challenges", True)]
    entries += [(_("Teams"), "teams.list_teams", True)]
    published = edition.results_published_at is not None
    entries += [(_("Projects"), "projects.gallery", published), (_("Results"), "results.show_results", published)]
    who = actor.current()
    entries.append((_("My team"), "teams.my_team", edition.id in who.registered_in))
    entries.append((_("Judging"), "judging.queue", edition.id in who.judge_of))
    entries.append((_("Organize"), "editions.desk", actor.may(Permission.EDITION_ORGANIZE, edition)))
    built = [(label, url_or_none(endpoint)) for label, endpoint, shown in entries if shown]
    links = [(label, url) for label, url in built if url]
    best = max((len(url) for label, url in links if request.path.startswith(url)), default=0)
    return [(label, url, request.path.startswith(url) and len(url) == best) for label, url in links]


def stage_values() -> dict[str, Any]:
    """Return the stage, what comes next and the team's banner, for pages of an edition."""
    edition = g.get("edition")
    if edition is None:
        return {"stage": None, "next_moment": None, "team_banner": None}
    now = clock.now()
    upcoming = schedule.next_moment(edition.schedule, now)
    stage = schedule.stage_at(edition.schedule, now)
    return {
        "stage": stage,
        "next_moment": Next(_(schedule.MOMENTS[upcoming[0]]), upcoming[1]) if upcoming else None,
        "team_banner": team_banner(edition, now),
    }


def team_banner(edition: Any, now: datetime) -> TeamBanner | None:
    """Return the banner for a member of a team while submissions are open."""
    who = actor.current()
    if not who.member_of or not schedule.is_open(edition.schedule, Window.SUBMISSIONS, now):
        return None
    project = projects.project_of_member(who)
    if project is None:
        return None
    closes = edition.schedule.submissions_close
    submitted = project.status == ProjectStatus.SUBMITTED
    return TeamBanner(
        kind="submitted" if submitted else "not_submitted",
        deadline_text=wording.moment_text(closes),
        deadline_iso=closes.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        url=url_or_none("projects.edit_project", project_id=project.id) or "",
        project_title=project.title,
    )


def edition_values() -> dict[str, Any]:
    """Return the edition of the page and its title in the reader's language."""
    edition = g.get("edition")
    title = wording.plain(edition.title) if edition is not None else ""
    return {"edition": edition, "edition_title": title, "Stage": Stage, "now": clock.now()}


def init_app(app: Flask) -> None:
    """Give the templates these values; what needs a query is computed only on pages that are rendered."""
    app.context_processor(edition_values)
    app.context_processor(stage_values)
    app.context_processor(lambda: {"nav_items": nav_items, "url_or_none": url_or_none})
