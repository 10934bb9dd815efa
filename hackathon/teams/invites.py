"""Invite links: a team's id and the version of its invitation, sealed. Nothing secret is stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from hackathon.errors import InviteInvalid
from hackathon.teams.models import Team

_SHAPE = re.compile(r"([1-9][0-9]{0,8})-([1-9][0-9]{0,8})-([A-Za-z0-9_-]{22})", re.ASCII)


def token_for(team: Team, secret: str) -> str:
    """Return the token of a team's invite link; it is good until the team's `invite_version` moves on."""
    return f"{team.id}-{team.invite_version}-{_seal(team.edition_id, team.id, team.invite_version, secret)}"


def read(token: str, edition_id: int, secret: str) -> tuple[int, int]:
    """Return (team id, version) of a token that was issued for this edition; refuse any other."""
    match = _SHAPE.fullmatch(token)
    if match is None:
        raise InviteInvalid()
    team_id, version = int(match[1]), int(match[2])
    if not hmac.compare_digest(match[3], _seal(edition_id, team_id, version, secret)):
        raise InviteInvalid()
    return team_id, version


def _seal(edition_id: int, team_id: int, version: int, secret: str) -> str:
    message = f"team-invite:{edition_id}:{team_id}:{version}"
    digest = hmac.digest(secret.encode(), message.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")
