"""What the final carried of a round that was corrected since: whom it changes, and what everybody reads of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hackathon.editions.models import Edition
from hackathon.results import queries_carried
from hackathon.results.snapshot import Snapshot
from hackathon.rules import carrying as rules
from hackathon.rules import publication


@dataclass(frozen=True)
class Move:
    """What taking the newer revision over changes for a project: carried score, score, place."""

    title: str
    earlier: tuple[str, str | None]
    score: tuple[str | None, str | None]
    place: tuple[int | None, int | None]


def moves(edition: Edition, live: Snapshot) -> list[Move]:
    """Return whom taking the newer revision over changes, and by how much."""
    found = live.carrying
    if found is None or found.newer is None:
        return []
    before, takable = edition.rounds[found.earlier - 1], found.takable(found.newer)
    after = live.lines_with(rules.on_scale(takable, before.scale, edition.round.scale)) if takable else {}
    differing = set(found.differing(found.newer))
    return [
        Move(line.project_title, (found.scores[line.project_id], found.newer.scores.get(line.project_id)),
             (line.score, _exact(after.get(line.project_id))), (line.place, _place(after.get(line.project_id))))
        for line in live.standings if line.project_id in differing or _moves(line, after)
    ]  # fmt: skip


def _exact(line: Any) -> str | None:
    return publication.exact(line.score) if line is not None and line.score is not None else None


def _place(line: Any) -> int | None:
    return line.place if line is not None else None


def _moves(line: Any, after: dict[int, Any]) -> bool:
    return line.project_id in after and after[line.project_id].place != line.place


def since(edition: Edition, results: Any) -> dict[str, Any]:
    """Return what happened to the round before since these results were published: for everybody."""
    told = results.rubric.get("carried")
    if not told:
        return {}
    found = queries_carried.carrying(edition, {int(project) for project in told["scores"]})
    if found is None:
        return {}
    known = {(each["digest"], each["taken"]) for each in told.get("decisions", ())}
    later = [each for each in found.decisions if (each.digest, each.taken) not in known]
    return {"newer": found.newer, "is_undecided": found.is_undecided, "later": later, "earlier": found.earlier}
