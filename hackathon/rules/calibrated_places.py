"""Turn calibrated scores and draws into places, for all projects or a part of them among themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hackathon.rules.rankings import Method, Ranked, Ranking
from hackathon.rules.scoring import Key

if TYPE_CHECKING:
    from hackathon.rules.calibration import Calibration, Part

FIRST = 3
MOST_BORDERS = 10
EQUAL = 1e-9  # calibrated scores that differ by less are equal: beyond this lies the noise of floating point


def among(found: Calibration, method: Method, projects: Sequence[Key]) -> Ranking:
    """Rank these projects among themselves, best first, those without a mark last."""
    wanted = set(projects)
    waiting = tuple(Ranked(project) for project in sorted(wanted - set(found.reviews.projects)))
    own = found.among(wanted)
    if not own.projects:
        return Ranking(method, waiting, found.groups)
    low, high = own.draws.interval()
    scores, first, among_first = own.scores.tolist(), own.draws.among_first(1), own.draws.among_first(FIRST)
    lines = zip(
        own.projects, scores, _places(scores), low.tolist(), high.tolist(), first.tolist(), among_first.tolist(),
        own.counts.tolist(), strict=True,
    )  # fmt: skip
    ranked = sorted((Ranked(*line) for line in lines), key=lambda line: (line.place, line.project))
    return Ranking(method, (*ranked, *waiting), found.groups, _borders(own, ranked))


def _borders(own: Part, ranked: Sequence[Ranked]) -> dict[int, float]:
    position = {project: number for number, project in enumerate(own.projects)}
    return {
        number: own.draws.are_first([position[line.project] for line in ranked[:number]])
        for number in range(1, min(MOST_BORDERS, len(ranked) - 1) + 1)
        if ranked[number].place > number
    }


def _places(scores: list[float]) -> list[int]:
    """Number scores from the highest; equal ones share a place and the next is skipped (1, 1, 3)."""
    places, order = [0] * len(scores), sorted(range(len(scores)), key=lambda position: -scores[position])
    for number, position in enumerate(order):
        before = order[number - 1]
        shared = number > 0 and scores[before] - scores[position] < EQUAL
        places[position] = places[before] if shared else number + 1
    return places
