"""How a captain invites: by letter to an address, a person of the pool, or by a link that ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from hackathon import audit, outbox
from hackathon.accounts import queries as accounts
from hackathon.accounts.models import User
from hackathon.db import db, locked, transactional
from hackathon.errors import InvitationForAnotherAddress, NotFound, TeamFull
from hackathon.outbox.letters import Recipient
from hackathon.rules import joining as rules
from hackathon.rules import rosters as roster_rules
from hackathon.rules.joining import Closing
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.teams import arriving, invites, queries_joining, queries_pool
from hackathon.teams.models import Part, Team
from hackathon.teams.models_joining import InvitedAs, TeamInvitation
from hackathon.teams.rosters import held_while_forming, require_captain, seat
from hackathon.text import email_key


@transactional
def invite_by_email(actor: Actor, team: Team, email: str, secret: str, *, now: datetime) -> None:
    """Write to an address; only its owner can use the link. Whether the address is known shows nowhere."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = _inviting(actor, team, now)
    rules.require_few_invitations(queries_joining.letters_since(team.id, now))
    known = accounts.user_by_email(email)
    invitation = _replaced(actor, team, email_key(email), now)
    invitation.email, invitation.user_id = email, known.id if known else None
    db.session.flush()
    person = db.session.get(User, actor.user_id)
    to = Recipient(email, known.language if known else person.language)
    _write("team_invitation", to, invitation, secret, now)
    audit.record(actor, audit.Verb.TEAM_INVITED, invitation, now=now, details={"kind": "email"})


@transactional
def invite_person(actor: Actor, team: Team, user_id: int, secret: str, *, now: datetime) -> None:
    """Invite somebody who wants to be found; the captain never learns the address."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = _inviting(actor, team, now)
    rules.require_few_invitations(queries_joining.letters_since(team.id, now))
    person = queries_pool.entry_of(user_id).user
    invitation = _replaced(actor, team, "", now, user_id=user_id)
    db.session.flush()
    _write("team_invitation", person, invitation, secret, now)
    audit.record(actor, audit.Verb.TEAM_INVITED, invitation, now=now, details={"kind": "pool", "user_id": user_id})


@transactional
def make_link(actor: Actor, team: Team, single_use: bool, ends: datetime | None, *, now: datetime) -> TeamInvitation:
    """Make a link for one person, or for anybody until a moment."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = _inviting(actor, team, now)
    ends = rules.ends_at(ends, now, team.edition.submissions_close)
    invitation = TeamInvitation(edition_id=team.edition_id, team_id=team.id, created_by_id=actor.user_id,
                                created_at=now, single_use=single_use, expires_at=ends)  # fmt: skip
    db.session.add(invitation)
    db.session.flush()
    audit.record(actor, audit.Verb.TEAM_INVITED, invitation, now=now, details={"kind": "link", "single": single_use})
    return invitation


@transactional
def revoke_invitation(actor: Actor, team: Team, invitation_id: int, *, now: datetime) -> None:
    """Take an invitation back; taking it back twice changes nothing."""
    permit(actor, Permission.TEAM_ASK_MENTOR, team)
    found = locked(TeamInvitation, id=invitation_id, team_id=team.id)
    if found is None or (found.invited_as == InvitedAs.MEMBER and team.team_id not in actor.captain_of):
        raise NotFound()
    if found.closed_at is None:
        found.closed_at, found.closing = now, Closing.REVOKED
    audit.record(actor, audit.Verb.TEAM_INVITATION_REVOKED, found, now=now)


@transactional
def join_by_invitation(actor: Actor, invitation: TeamInvitation, *, now: datetime) -> None:
    """Join by an invitation of the list: one for a person works for that person, one for single use works once."""
    permit(actor, Permission.EDITION_REGISTER, invitation)
    team = held_while_forming(invitation.team, now)
    found = locked(TeamInvitation, id=invitation.id)
    rules.require_usable(found.closed_at, found.expires_at, now)
    if not queries_joining.is_meant(found, db.session.get(User, actor.user_id)):
        raise InvitationForAnotherAddress()
    arriving.register_in_passing(actor, team, now)
    if found.single_use:
        found.closed_at, found.closing = now, Closing.ACCEPTED
    found.user_id = actor.user_id if found.is_personal else found.user_id
    seat(team, actor.user_id, Part.MEMBER, now)
    details = {"user_id": actor.user_id, "invitation": found.id}
    audit.record(actor, audit.Verb.TEAM_JOINED, team, now=now, details=details)


def _inviting(actor: Actor, team: Team, now: datetime) -> Team:
    """Return the team, held, if its captain asks and a seat is free."""
    team = held_while_forming(team, now)
    members = require_captain(actor, team)
    if roster_rules.is_full(members, team.edition.team_size_max):
        raise TeamFull(maximum=team.edition.team_size_max)
    return team


def _replaced(actor: Actor, team: Team, key: str, now: datetime, user_id: int | None = None) -> TeamInvitation:
    """Begin an invitation for a person; an earlier one of the team to the same person is void."""
    same = TeamInvitation.email_key == key if key else TeamInvitation.user_id == user_id
    query = select(TeamInvitation).where(TeamInvitation.team_id == team.id, TeamInvitation.closed_at.is_(None), same)
    for each in db.session.scalars(query.where(TeamInvitation.invited_as == InvitedAs.MEMBER)):
        each.closed_at, each.closing = now, Closing.REVOKED
    ends = min(now + rules.LETTER_LASTS, team.edition.submissions_close)
    made = TeamInvitation(edition_id=team.edition_id, team_id=team.id, email_key=key, user_id=user_id, email="",
                          created_by_id=actor.user_id, created_at=now, expires_at=ends)  # fmt: skip
    db.session.add(made)
    return made


def _write(letter: str, to: User | Recipient, invitation: TeamInvitation, secret: str, now: datetime) -> None:
    team = invitation.team
    url = outbox.public_url("teams.join_team", edition=team.edition.key, token=invites.token_of(invitation, secret))
    values = {"team": team, "of": team.edition, "url": url, "expires_at": invitation.expires_at}
    key = f"{letter}:{invitation.id}:{invitation.created_at.isoformat()}"
    outbox.queue(letter, to, key=key, now=now, edition_id=team.edition_id, **values)
