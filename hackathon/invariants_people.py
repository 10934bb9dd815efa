"""What must hold between registrations, guardians, teams, attendance and the register of universities."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from hackathon.accounts.models import University
from hackathon.attendance.models import Attendance
from hackathon.audit import Verb
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.registrations.models_guardians import GuardianConsent
from hackathon.rules.registrations import HOLDING, State
from hackathon.teams.models import Membership, Team
from hackathon.teams.models_joining import JoinRequest, TeamInvitation
from hackathon.teams.models_pool import PoolEntry, TeamLook

Faults = Iterator[tuple[int, str]]
REGISTER = 0  # stands where others have the id of an edition


def _register() -> Faults:
    """An institution that has gone over into another leads to one of today."""
    today = aliased(University)
    query = select(University.id, University.successor_id).join(today, today.id == University.successor_id)
    for row in db.session.execute(query.where(today.successor_id.is_not(None)).order_by(University.id)):
        yield REGISTER, f"institution {row.id} went over into {row.successor_id}, which is not of today"


def _guardians() -> Faults:
    """Whoever is under age got a place only with a consent, and waits for none that was given.

    A consent that is taken back once teams no longer change leaves the place with the work that was handed in.
    """
    given = and_(GuardianConsent.consented_at.is_not(None), GuardianConsent.withdrawn_at.is_(None))
    same = and_(
        Registration.edition_id == GuardianConsent.edition_id, Registration.user_id == GuardianConsent.user_id
    )
    query = select(Registration.edition_id, Registration.user_id, Registration.state)
    query = query.join(GuardianConsent, same).order_by(Registration.id)
    for row in db.session.execute(query.where(given, Registration.state == State.GUARDIAN)):
        yield row.edition_id, f"user {row.user_id} waits for a guardian who has consented"
    for row in db.session.execute(query.where(GuardianConsent.consented_at.is_(None), Registration.state.in_(HOLDING))):
        yield row.edition_id, f"user {row.user_id} is {row.state} without the consent of a guardian"


def _offers() -> Faults:
    """An offered place is held until a moment: without one it would be lost."""
    query = select(Registration).where(Registration.state == State.OFFERED, Registration.offer_ends_at.is_(None))
    for row in db.session.scalars(query.order_by(Registration.id)):
        yield row.edition_id, f"the place offered to user {row.user_id} is held without end"


def _attendance() -> Faults:
    """Whoever came was registered."""
    registered = exists().where(
        Registration.edition_id == Attendance.edition_id, Registration.user_id == Attendance.user_id
    )
    for row in db.session.scalars(select(Attendance).where(~registered).order_by(Attendance.id)):
        yield row.edition_id, f"user {row.user_id} was at session {row.session_id} without being registered"


def _seated() -> Faults:
    """Whoever is in a team neither asks another one nor looks for one."""
    for model, words in ((JoinRequest, "asks a team"), (PoolEntry, "looks for a team")):
        seated = and_(Membership.edition_id == model.edition_id, Membership.user_id == model.user_id)
        query = select(model.edition_id, model.user_id).join(Membership, seated).order_by(model.id)
        query = query.where(JoinRequest.closed_at.is_(None)) if model is JoinRequest else query
        for row in db.session.execute(query):
            yield row.edition_id, f"user {row.user_id} {words} and is in one"


def _openings() -> Faults:
    """Nothing stays open between people and a team that is closed; what is closed says why, and was not used twice."""
    for model, words in ((JoinRequest, "request"), (TeamInvitation, "invitation"), (TeamLook, "search of members")):
        query = select(model.edition_id, model.id, model.team_id).join(Team, Team.id == model.team_id)
        query = query.where(Team.closed_at.is_not(None)).order_by(model.id)
        query = query if model is TeamLook else query.where(model.closed_at.is_(None))
        for row in db.session.execute(query):
            yield row.edition_id, f"{words} {row.id} is open, and team {row.team_id} is closed"
    used = exists().where(
        AuditEntry.edition_id == TeamInvitation.edition_id, AuditEntry.verb == Verb.TEAM_JOINED,
        AuditEntry.details["invitation"].as_integer() == TeamInvitation.id, AuditEntry.at >= TeamInvitation.created_at,
    )  # fmt: skip
    half = TeamInvitation.closed_at.is_(None) != TeamInvitation.closing.is_(None)
    spent = and_(TeamInvitation.single_use, TeamInvitation.closed_at.is_(None), used)
    for row in db.session.scalars(select(TeamInvitation).where(or_(half, spent)).order_by(TeamInvitation.id)):
        yield row.edition_id, f"invitation {row.id} is open and closed at once, or open although somebody used it"


CHECKS = (_register, _guardians, _offers, _attendance, _seated, _openings)
