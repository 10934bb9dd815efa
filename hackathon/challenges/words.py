"""Names of tracks, and of the Sustainable Development Goals that a brief refers to."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.challenges.models import Track

TRACKS = {
    Track.WASTE_REDUCTION.value: _l("Waste reduction"),
    Track.RESOURCE_REUSE.value: _l("Resource reuse"),
    Track.GREEN_PRODUCTS.value: _l("Green products"),
}
GOALS = (
    _l("No poverty"),
    _l("Zero hunger"),
    _l("Good health and well-being"),
    _l("Quality education"),
    _l("Gender equality"),
    _l("Clean water and sanitation"),
    _l("Affordable and clean energy"),
    _l("Decent work and economic growth"),
    _l("Industry, innovation and infrastructure"),
    _l("Reduced inequalities"),
    _l("Sustainable cities and communities"),
    _l("Responsible consumption and production"),
    _l("Climate action"),
    _l("Life below water"),
    _l("Life on land"),
    _l("Peace, justice and strong institutions"),
    _l("Partnerships for the goals"),
)


def track_name(track: str) -> str:
    """Return a track's name in the reader's language."""
    return str(TRACKS.get(track, track))


def goals(targets: list[str]) -> list[tuple[int, str, list[str]]]:
    """Group targets such as "12.5" by goal: (12, name of the goal, ["12.5"])."""
    found: dict[int, list[str]] = {}
    for target in targets:
        number = target.split(".")[0]
        if number.isdigit() and 1 <= int(number) <= len(GOALS):
            found.setdefault(int(number), []).append(target)
    return [(number, str(GOALS[number - 1]), own) for number, own in sorted(found.items())]


def track_tabs(counts: dict[str, int], chosen: str) -> list[tuple[str, str, bool, int]]:
    """Return (label, address, is current, number of briefs) for all briefs and for each track that has some."""
    tabs = [(_("All"), url_for("challenges.list_challenges"), not chosen, sum(counts.values()))]
    for track, count in counts.items():
        if count or track == chosen:
            tabs.append((track_name(track), url_for("challenges.list_challenges", track=track), track == chosen, count))
    return tabs
