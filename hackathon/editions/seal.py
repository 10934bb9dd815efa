"""What the first mark of a round seals, and what its end does."""

from __future__ import annotations

from datetime import datetime

from hackathon.editions import hooks
from hackathon.editions.models import Edition, Round
from hackathon.errors import ReviewsSealed, RoundOver
from hackathon.rules import rounds as rules
from hackathon.rules import schedule


def require_reviews_open(judged: Round, wanted: int | None) -> None:
    """Refuse another number of reviews once marks are given, but where a reason is asked for."""
    if wanted not in (None, judged.reviews_per_project) and hooks.rubric_is_sealed():
        raise ReviewsSealed(field="reviews_per_project")


def require_order(edition: Edition, now: datetime) -> None:
    """Refuse dates by which rounds overlap, or which open one again that the edition has left behind."""
    schedule.require_ordered(edition.schedule)
    for before, after in zip(edition.rounds, edition.rounds[1:], strict=False):
        rules.require_after(before.judging_closes, after.judging_opens, after.judging_closes)
        window = (after.submissions_open, after.submissions_close)
        rules.require_window(before.judging_closes, window, after.judging_opens)
    if edition.round.number < edition.round_number and edition.round.judging_closes > now:
        raise RoundOver(field="judging_closes")
