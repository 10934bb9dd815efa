"""A teacher is asked to be a team's mentor, agrees, and can go again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from hackathon import audit, outbox
from hackathon.accounts import queries as accounts
from hackathon.accounts import turns
from hackathon.accounts.models import User
from hackathon.db import db, locked, refusing, transactional
from hackathon.errors import (
    AlreadyAMentor,
    InvitationForAnotherAddress,
    NotFound,
    TeamClosed,
    YouTakePart,
)
from hackathon.outbox.letters import Recipient
from hackathon.rules import joining as rules
from hackathon.rules.joining import Closing
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.teams import invites, letters, openings, queries, queries_joining
from hackathon.teams.models import Mentorship, Part, Team
from hackathon.teams.models_joining import InvitedAs, TeamInvitation
from hackathon.text import email_key


@transactional
def invite_mentor(actor: Actor, team: Team, email: str, secret: str, *, now: datetime) -> None:
    """Write to a teacher; whether the address is known shows nowhere. A second letter voids the first one's link."""
    permit(actor, Permission.TEAM_ASK_MENTOR, team)
    team = _open(team)
    rules.require_few_invitations(queries_joining.letters_since(team.id, now))
    key, known = email_key(email), accounts.user_by_email(email)
    for each in _same(team, key):
        each.closed_at, each.closing = now, Closing.REVOKED
    invitation = TeamInvitation(
        edition_id=team.edition_id, team_id=team.id, invited_as=InvitedAs.MENTOR, email=email, email_key=key,
        user_id=known.id if known else None, created_by_id=actor.user_id, created_at=now,
        expires_at=now + rules.LETTER_LASTS,
    )  # fmt: skip
    db.session.add(invitation)
    db.session.flush()
    _write(actor, team, invitation, secret, now)
    audit.record(actor, audit.Verb.TEAM_MENTOR_INVITED, invitation, now=now)


def _same(team: Team, key: str) -> list[TeamInvitation]:
    query = select(TeamInvitation).filter_by(team_id=team.id, email_key=key, invited_as=InvitedAs.MENTOR)
    return list(db.session.scalars(query.where(TeamInvitation.closed_at.is_(None))))


def _write(actor: Actor, team: Team, invitation: TeamInvitation, secret: str, now: datetime) -> None:
    sender = db.session.get(User, actor.user_id)
    token = invites.token_of(invitation, secret)
    url = outbox.public_url("teams.accept_mentorship", edition=team.edition.key, token=token)
    to = Recipient(invitation.email, invitation.user.language if invitation.user else sender.language)
    values = {"team": team, "of": team.edition, "url": url, "expires_at": invitation.expires_at}
    key = f"team_mentor_invitation:{invitation.id}:{invitation.created_at.isoformat()}"
    outbox.queue("team_mentor_invitation", to, key=key, now=now, edition_id=team.edition_id, **values)


@transactional
def accept_mentorship(actor: Actor, invitation: TeamInvitation, *, now: datetime) -> None:
    """Become the team's mentor, who never judges it; the captain is told."""
    permit(actor, Permission.EDITION_REGISTER, invitation)
    team = _open(invitation.team)
    found = locked(TeamInvitation, id=invitation.id)
    rules.require_usable(found.closed_at, found.expires_at, now)
    person = db.session.get(User, actor.user_id)
    if not queries_joining.is_meant(found, person):
        raise InvitationForAnotherAddress()
    turns.take_turn(person.id)
    if queries.takes_part(person.id):
        raise YouTakePart()
    found.closed_at, found.closing, found.user_id = now, Closing.ACCEPTED, person.id
    with refusing(uq_mentorship_team_id_user_id=AlreadyAMentor()):
        db.session.add(Mentorship(edition_id=team.edition_id, team_id=team.id, user_id=person.id, added_at=now))
    openings.close_of_person(team.edition_id, person.id, Closing.LEFT, now)
    letters.tell("team_mentor_accepted", _captain(team), team, now=now, who=person.name or person.email)
    audit.record(actor, audit.Verb.TEAM_MENTOR_ACCEPTED, team, now=now, details={"user_id": person.id})


@transactional
def resign(actor: Actor, mentorship: Mentorship, *, now: datetime) -> None:
    """Be the team's mentor no longer; the captain is told."""
    permit(actor, Permission.MENTORSHIP_OWN, mentorship)
    team = locked(Team, id=mentorship.team_id)
    found = queries.mentorship(team, actor.user_id)
    if found is None:
        raise NotFound()
    name = found.user.name or found.user.email
    db.session.delete(found)
    letters.tell("team_mentor_resigned", _captain(team), team, now=now, who=name)
    audit.record(actor, audit.Verb.TEAM_MENTOR_RESIGNED, team, now=now, details={"user_id": actor.user_id})


@transactional
def dismiss_mentor(actor: Actor, team: Team, user_id: int, *, now: datetime) -> None:
    """Go on without a mentor, who is told by letter."""
    permit(actor, Permission.TEAM_ASK_MENTOR, team)
    team = _open(team)
    found = queries.mentorship(team, user_id)
    if found is None:
        raise NotFound()
    person = found.user
    db.session.delete(found)
    letters.tell("team_mentor_dismissed", [person], team, now=now)
    audit.record(actor, audit.Verb.TEAM_MENTOR_REMOVED, team, now=now, details={"user_id": user_id})


def _captain(team: Team) -> list[User]:
    return [each.user for each in queries.members_of(team) if each.part == Part.CAPTAIN]


def _open(team: Team) -> Team:
    found = locked(Team, id=team.id)
    if found.closed_at is not None:
        raise TeamClosed()
    return found
