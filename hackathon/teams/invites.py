"""Invite links: what they lead to, sealed. Nothing secret is stored.

A team's standing link carries the version of its invitation; any other link names an invitation of the list, and its
seal holds when that was made: a row that was deleted leaves its number to another one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from hackathon.errors import InviteInvalid
from hackathon.teams.models import Team
from hackathon.teams.models_joining import TeamInvitation

_SHAPE = re.compile(r"([1-9][0-9]{0,8})-([1-9][0-9]{0,8})-([A-Za-z0-9_-]{22})", re.ASCII)
_ONE = re.compile(r"i([1-9][0-9]{0,8})-([A-Za-z0-9_-]{22})", re.ASCII)


def token_for(team: Team, secret: str) -> str:
    """Return the token of a team's invite link; it is good until the team's `invite_version` moves on."""
    sealed = _seal(f"team-invite:{team.edition_id}:{team.id}:{team.invite_version}", secret)
    return f"{team.id}-{team.invite_version}-{sealed}"


def read(token: str, edition_id: int, secret: str) -> tuple[int, int]:
    """Return (team id, version) of a token that was issued for this edition; refuse any other."""
    match = _SHAPE.fullmatch(token)
    if match is None:
        raise InviteInvalid()
    team_id, version = int(match[1]), int(match[2])
    if not hmac.compare_digest(match[3], _seal(f"team-invite:{edition_id}:{team_id}:{version}", secret)):
        raise InviteInvalid()
    return team_id, version


def token_of(invitation: TeamInvitation, secret: str) -> str:
    """Return the token of one invitation; it is good as long as the invitation is."""
    return f"i{invitation.id}-{_seal(_message(invitation), secret)}"


def number_in(token: str) -> int | None:
    """Return the id of the invitation that a token names, None for a standing link; `fits` says whether it is real."""
    match = _ONE.fullmatch(token)
    return None if match is None else int(match[1])


def fits(token: str, invitation: TeamInvitation, secret: str) -> bool:
    """Tell whether a token is this invitation's."""
    return hmac.compare_digest(token, token_of(invitation, secret))


def _message(invitation: TeamInvitation) -> str:
    return f"team-invitation:{invitation.edition_id}:{invitation.id}:{int(invitation.created_at.timestamp())}"


def _seal(message: str, secret: str) -> str:
    digest = hmac.digest(secret.encode(), message.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")
