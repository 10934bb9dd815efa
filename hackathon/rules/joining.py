"""Say how invitations and requests to join begin and end: how many, until when, and what closes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from hackathon.errors import InvitationUsed, MomentPassed, TooManyInvitations, TooManyRequests

MOST_A_DAY = 20
DAY = timedelta(days=1)
MOST_REQUESTS = 5
LETTER_LASTS = timedelta(days=14)


class Closing(StrEnum):
    """Why an invitation or a request is no longer open."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # by whoever asked
    REVOKED = "revoked"  # by the captain
    SEATED = "seated"  # the person is in a team now
    FULL = "full"
    GONE = "gone"  # the team was closed or disqualified
    LEFT = "left"  # the person no longer takes part


def ends_at(chosen: datetime | None, now: datetime, closes: datetime) -> datetime | None:
    """Return when a link ends: at the chosen moment, not beyond the close of submissions; refuse a moment gone by."""
    if chosen is None:
        return None
    if chosen <= now:
        raise MomentPassed(field="ends")
    return min(chosen, closes)


def require_usable(closed_at: datetime | None, expires_at: datetime | None, now: datetime) -> None:
    """Refuse an invitation that was used or taken back, or has ended; its last tick is already late."""
    if closed_at is not None or (expires_at is not None and now >= expires_at):
        raise InvitationUsed()


def require_few_invitations(within_a_day: int) -> None:
    """Refuse letters in bulk: a team writes to some people a day, not to everybody."""
    if within_a_day >= MOST_A_DAY:
        raise TooManyInvitations(maximum=MOST_A_DAY)


def require_few_requests(open_ones: int) -> None:
    """Refuse to ask more teams at once than one can join in earnest."""
    if open_ones >= MOST_REQUESTS:
        raise TooManyRequests(maximum=MOST_REQUESTS)
