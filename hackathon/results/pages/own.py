"""What pages of other features show of results: a team's own (`results/_own_result.html`), and a withdrawal."""

from __future__ import annotations

from typing import Any

from hackathon.results import queries
from hackathon.results.pages import leaderboard, pages
from hackathon.web import actor


def own_results(project: Any) -> Any:
    """Return the results of a project for its own team and the organizers, none for everybody else."""
    return queries.own_results(actor.current(), project)


def are_withdrawn() -> bool:
    """Tell whether this edition's results were published once and are withdrawn now."""
    return queries.are_withdrawn()


@pages.app_context_processor
def _words() -> dict[str, Any]:
    return {"own_results": own_results, "score_text": leaderboard.number, "results_are_withdrawn": are_withdrawn}
