"""What stands on every page: the parts of the edition, its stage and what comes next, the reader's account."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _
from werkzeug.routing import BuildError

from hackathon import clock
from hackathon.rules import blindness, schedule
from hackathon.rules.permissions import Permission
from hackathon.rules.schedule import Stage
from hackathon.web import actor, wording
from hackathon.web.edition_urls import address
from hackathon.web.place_banner import place_banner
from hackathon.web.team_banner import team_banner

Link = tuple[str, str]
# Organizers' pages that are there once for every round.
OF_A_ROUND = frozenset((
    "editions.edit_round", "editions.edit_rubric", "judging.watch", "judging.deal", "judging.progress_map",
    "judging.habits", "judging.round_jury", "results.preview", "results.list_nominations",
))  # fmt: skip


def url_or_none(endpoint: str, **values: Any) -> str | None:
    """Return the address of an endpoint, or None where there is no such endpoint."""
    try:
        return url_for(endpoint, **values)
    except (BuildError, KeyError):
        return None


def nav_items() -> list[tuple[str, str, bool]]:
    """Return (label, address, is current) for the parts of the edition that this reader can use."""
    edition = g.get("edition")
    if edition is None:
        return []
    links = _built(_public_parts(edition) + _own_parts(edition))
    # The overview is every address's beginning: it is current only where it is the page itself.
    above = {url for _label, url in links if request.path.startswith(url)} - {links[0][1]} or {request.path}
    best = max(above, key=len)
    return [(label, url, url == best) for label, url in links]


def _public_parts(edition: Any) -> list[tuple[str, str, bool]]:
    published = edition.results_published_at is not None
    return [
        (_("Overview"), "editions.show_edition", True),
        (_("Challenges"), "challenges.list_challenges", True),
        (_("Teams"), "teams.list_teams", not blindness.is_blindfolded(actor.current(), edition)),
        (_("Projects"), "projects.gallery", published),
        (_("Results"), "results.show_results", published or edition.round_number > 1),
    ]


def round_items() -> list[tuple[Any, str, bool]]:
    """Return (round, address of this very page in it, is current) where organizers work on one of several rounds."""
    edition = g.get("edition")
    if edition is None or len(edition.rounds) == 1 or request.endpoint not in OF_A_ROUND:
        return []
    here = edition.round.number
    return [
        (each, url_for(request.endpoint, **{**request.view_args, "edition": address(edition, each.number)}),
         each.number == here)
        for each in edition.rounds
    ]  # fmt: skip


def _own_parts(edition: Any) -> list[tuple[str, str, bool]]:
    who = actor.current()
    return [
        (_("My registration"), "registrations.my_registration", edition.id in who.applied_in),
        (_("My team"), "teams.my_team", edition.id in who.registered_in),
        (_("My code"), "attendance.own_code", edition.id in who.registered_in),
        (_("Judging"), "judging.queue", edition.id in who.judge_of),
        (_("Organize"), "editions.desk", actor.may(Permission.EDITION_ORGANIZE, edition)),
    ]


def _built(entries: list[tuple[str, str, bool]]) -> list[Link]:
    links = [(label, url_or_none(endpoint)) for label, endpoint, shown in entries if shown]
    return [(label, url) for label, url in links if url]


def account_links() -> list[Link]:
    """Return (label, address) for the reader's own menu."""
    who = actor.current()
    trial = current_app.extensions["settings"].local_mailbox
    return _built(
        [
            (_("Profile"), "accounts.profile", True),
            (_("New edition"), "editions.create_edition", actor.may(Permission.EDITION_CREATE)),
            (_("Administration"), "accounts.administration", who.is_administrator),
            (_("Local mailbox"), "outbox.mailbox", trial),
        ]
    )


def footer_links() -> list[Link]:
    """Return (label, address) for the foot of every page."""
    return _built(
        [
            (_("All countries"), "editions.home", True),
            (_("Rules for participants"), "editions.show_rules", True),
            (_("Privacy policy"), "editions.privacy", True),
        ]
    )


def page_values() -> dict[str, Any]:
    """Return the edition of the page, its stage, what comes next, and the banner of the reader's team."""
    edition, now = g.get("edition"), clock.now()
    plan = edition.schedule if edition is not None else None
    return {
        "edition": edition,
        "edition_title": wording.plain(edition.title) if edition is not None else "",
        "stage": schedule.stage_at(plan, now) if plan else None,
        "next_moment": schedule.next_moment(plan, now) if plan else None,
        "team_banner": team_banner(now),
        "place_banner": place_banner(now),
        "Stage": Stage,
        "now": now,
    }


def init_app(app: Flask) -> None:
    """Give the templates these values."""
    app.context_processor(page_values)
    functions = {
        "nav_items": nav_items,
        "round_items": round_items,
        "account_links": account_links,
        "footer_links": footer_links,
        "url_or_none": url_or_none,
    }
    app.context_processor(lambda: functions)
