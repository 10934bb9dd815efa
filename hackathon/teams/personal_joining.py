"""What is held about people who look for a team, are invited to one, or are suggested for one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, or_

from hackathon.accounts.holdings import declare, nobodys
from hackathon.accounts.models import User
from hackathon.teams.models_joining import JoinRequest, TeamInvitation
from hackathon.teams.models_pool import PoolEntry, TeamLook
from hackathon.teams.models_suggestion import SuggestedSeat, TeamSuggestion

WISH = "skills other_skills languages challenges words since"
_STAYS = _l("What a team made together stays with it.")


def invited(user: User) -> ColumnElement[bool]:
    """Hold for invitations to a person, or to the address before there was an account."""
    return or_(TeamInvitation.user_id == user.id, TeamInvitation.email_key == user.email_key)


nobodys(TeamLook, f"id edition_id team_id {WISH} tags search_key")
declare(
    PoolEntry, whose="user_id", title=_l("What teams read about you"), shown=f"edition_id {WISH}",
    kept="id user_id tags search_key", gone=True,
)  # fmt: skip
declare(
    JoinRequest, whose="user_id", title=_l("Requests to join a team"),
    shown="edition_id team_id words asked_at closed_at closing answer", kept="id user_id", gone=True,
)  # fmt: skip
declare(
    TeamInvitation, whose=invited, title=_l("Invitations to teams"),
    shown="edition_id team_id invited_as email created_at expires_at closed_at closing",
    kept="id user_id email_key single_use", gone=True,
)  # fmt: skip
declare(
    TeamInvitation, whose="created_by_id", title=_l("Invitations that you sent"),
    shown="edition_id team_id invited_as created_at expires_at closed_at", kept="created_by_id", why=_STAYS,
)  # fmt: skip
declare(
    TeamSuggestion, whose="made_by_id", title=_l("Teams that you had suggested"),
    shown="edition_id made_at applied_at", kept="id made_by_id size wishes cost bound",
    why=_l("Who decided must be provable; no name stands there."),
)  # fmt: skip
declare(
    SuggestedSeat, whose="user_id", title=_l("Suggestions of a team for you"), shown="edition_id number fate",
    kept="id suggestion_id user_id", gone=True,
)  # fmt: skip
