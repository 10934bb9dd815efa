"""What results tell earlier features, which do not know them."""

from __future__ import annotations

from hackathon.editions import hooks as editions
from hackathon.results import queries


def are_published() -> bool:
    """Tell whether the results of the round entered are published."""
    return queries.public_results() is not None


def connect() -> None:
    """Add the answers of results to the questions of other features."""
    if are_published not in editions.publications:
        editions.publications.append(are_published)
