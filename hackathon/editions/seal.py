"""What the first mark of a round seals."""

from __future__ import annotations

from hackathon.editions import hooks
from hackathon.editions.models import Round
from hackathon.errors import ReviewsSealed


def require_reviews_open(judged: Round, wanted: int | None) -> None:
    """Refuse another number of reviews once marks are given, but where a reason is asked for."""
    if wanted not in (None, judged.reviews_per_project) and hooks.rubric_is_sealed():
        raise ReviewsSealed(field="reviews_per_project")
