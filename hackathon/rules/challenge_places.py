"""Say how many teams may work on one challenge."""

from __future__ import annotations

from hackathon.errors import ChallengeFull


def require_challenge_place(limit: int | None, taken: int) -> None:
    """Refuse a challenge that as many teams work on as may."""
    if limit is not None and taken >= limit:
        raise ChallengeFull(limit=limit, field="challenge_id")
