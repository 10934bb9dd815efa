"""What keeps somebody from joining a team; invitations and requests that are open."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.errors import InviteInvalid, NotFound
from hackathon.registrations import queries as registrations
from hackathon.rules import joining as rules
from hackathon.rules import rosters, schedule
from hackathon.rules.permissions import Actor, Permission, may
from hackathon.rules.schedule import Window
from hackathon.teams import invites
from hackathon.teams.models import Team
from hackathon.teams.models_joining import InvitedAs, JoinRequest, TeamInvitation
from hackathon.teams.queries import is_public, offices_of, own_team

MENTOR = InvitedAs.MENTOR


def joining(actor: Actor, team: Team, now: datetime) -> str:
    """Say what keeps a person from joining: member, elsewhere, early, late, full, sign_in, unregistered, or nothing.

    Or their office in the event: organizer, judge, mentor. Or `waiting` for admission, or `apply` by the form first.
    """
    if team.id in actor.member_of:
        return "member"
    if own_team(actor) is not None:
        return "elsewhere"
    if office := rosters.office(offices_of(actor.user_id)):
        return office
    plan = team.edition.schedule
    if not rosters.is_forming(plan, now):
        return "late" if now >= plan.registration_opens else "early"
    if rosters.is_full(len(team.memberships), team.edition.team_size_max):
        return "full"
    if not actor.is_authenticated:
        return "sign_in"
    return "" if may(actor, Permission.TEAM_JOIN, team) else _registering(actor, team, now)


def _registering(actor: Actor, team: Team, now: datetime) -> str:
    if team.edition_id in actor.applied_in:
        return "waiting"
    if not schedule.is_open(team.edition.schedule, Window.REGISTRATION, now):
        return "unregistered"
    return "apply" if registrations.needs_form(team.edition_id, or_waits=True) else ""


def invitation_behind(
    token: str, edition_id: int, secret: str, *, now: datetime, to_be: InvitedAs = InvitedAs.MEMBER
) -> TeamInvitation | None:
    """Return the invitation that a link names, None for a team's standing link; refuse one that is over."""
    found = None
    number = invites.number_in(token)
    if number is not None:
        people = selectinload(TeamInvitation.team).selectinload(Team.memberships)
        found = db.session.scalar(select(TeamInvitation).where(TeamInvitation.id == number).options(people))
        if found is None or found.edition_id != edition_id or not invites.fits(token, found, secret):
            raise InviteInvalid()
        if found.invited_as != to_be or not is_public(found.team):
            raise InviteInvalid()
        rules.require_usable(found.closed_at, found.expires_at, now)
    return found


def is_meant(invitation: TeamInvitation, user: User | None) -> bool:
    """Tell whether an invitation is for this person, or for whoever has its link."""
    if not invitation.is_personal:
        return True
    return user is not None and (
        invitation.user_id == user.id or (invitation.email_key != "" and invitation.email_key == user.email_key)
    )


def open_invitations(team: Team, now: datetime) -> list[TeamInvitation]:
    """Return a team's invitations that can still be used, the newest first."""
    query = select(TeamInvitation).where(TeamInvitation.team_id == team.id, _unclosed(now))
    return list(db.session.scalars(query.options(joinedload(TeamInvitation.user)).order_by(TeamInvitation.id.desc())))


def _unclosed(now: datetime) -> object:
    lasting = or_(TeamInvitation.expires_at.is_(None), TeamInvitation.expires_at > now)
    return TeamInvitation.closed_at.is_(None) & lasting


def invitations_to(user: User, now: datetime) -> list[TeamInvitation]:
    """Return who wants this person in their team, in the edition entered."""
    meant = or_(TeamInvitation.user_id == user.id, TeamInvitation.email_key == user.email_key)
    query = select(TeamInvitation).where(meant, _unclosed(now)).options(joinedload(TeamInvitation.team))
    return list(db.session.scalars(query.order_by(TeamInvitation.id.desc())))


def letters_since(team_id: int, now: datetime) -> int:
    """Count the personal invitations of the last day, whatever became of them."""
    personal = or_(TeamInvitation.email_key != "", TeamInvitation.user_id.is_not(None))
    query = select(func.count(TeamInvitation.id)).where(TeamInvitation.team_id == team_id, personal)
    return db.session.scalar(query.where(TeamInvitation.created_at > now - timedelta(days=1))) or 0


def requests_to(team: Team) -> list[JoinRequest]:
    """Return who asks this team for a seat, who asked first coming first."""
    query = select(JoinRequest).where(JoinRequest.team_id == team.id, JoinRequest.closed_at.is_(None))
    return list(db.session.scalars(query.options(joinedload(JoinRequest.user)).order_by(JoinRequest.id)))


def requests_of(user_id: int | None) -> list[JoinRequest]:
    """Return what a person asked of teams in the edition entered, with the answers, the newest first."""
    query = select(JoinRequest).where(JoinRequest.user_id == user_id).options(joinedload(JoinRequest.team))
    return list(db.session.scalars(query.order_by(JoinRequest.id.desc()).limit(20)))


def own_request(actor: Actor, request_id: int) -> JoinRequest:
    """Return one's own request."""
    found = db.session.scalar(select(JoinRequest).filter_by(id=request_id, user_id=actor.user_id))
    if found is None:
        raise NotFound()
    return found


def request_to(team: Team, request_id: int) -> JoinRequest:
    """Return a request to this team."""
    found = db.session.scalar(select(JoinRequest).filter_by(id=request_id, team_id=team.id))
    if found is None:
        raise NotFound()
    return found


def has_asked(user_id: int | None, team_id: int) -> bool:
    """Tell whether a person asked this team already and waits, or was declined."""
    query = select(JoinRequest.id).filter_by(user_id=user_id, team_id=team_id)
    waits = or_(JoinRequest.closed_at.is_(None), JoinRequest.closing == rules.Closing.DECLINED)
    return db.session.scalar(query.where(waits).limit(1)) is not None


def open_requests(user_id: int | None) -> int:
    """Count a person's open requests in the edition entered."""
    query = select(func.count(JoinRequest.id)).where(JoinRequest.user_id == user_id, JoinRequest.closed_at.is_(None))
    return db.session.scalar(query) or 0
