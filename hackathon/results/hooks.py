"""What results tell earlier features, which do not know them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from hackathon.db import db
from hackathon.editions import hooks as editions
from hackathon.errors import NominationNeedsCriterion
from hackathon.judging import queries_departure
from hackathon.results import queries, queries_nominations, queries_votes
from hackathon.results.models_carried import CarriedDecision
from hackathon.results.models_nominations import Award, Nomination

PREPARED = (Award, Nomination, CarriedDecision)


def are_published() -> bool:
    """Tell whether the results of the round entered are published."""
    return queries.public_results() is not None


def require_criteria(keys: Collection[str]) -> None:
    """Keep for each nomination one criterion that counts in it."""
    for each in queries_nominations.nominations():
        if not any(weight for key, weight in each.weights.items() if key in keys):
            raise NominationNeedsCriterion(name=each.name.best("en")[1])


def clear_round() -> None:
    """Take away the nominations, awards and carried corrections of a planned round; the history keeps the last."""
    for model in PREPARED:
        db.session.execute(delete(model))


def connect() -> None:
    """Add the answers of results to the questions of other features."""
    for hooked, answer in ((editions.rubric_checks, require_criteria), (editions.round_endings, clear_round)):
        if answer not in hooked:
            hooked.append(answer)
    if queries_votes.held not in queries_departure.tie_votes:
        queries_departure.tie_votes.append(queries_votes.held)
    if are_published not in editions.publications:
        editions.publications.append(are_published)
