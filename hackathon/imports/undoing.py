"""Take one row of an import back, unless its person has done something since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from hackathon import audit
from hackathon.accounts.models import AccountToken, User, UserSession
from hackathon.db import db, locked
from hackathon.editions.models import Edition, Registration
from hackathon.imports.models import ImportRow
from hackathon.outbox.models import OutgoingEmail
from hackathon.questions.models import Answer, AnswerSheet
from hackathon.registrations import hooks as registrations
from hackathon.rules.importing import RowState
from hackathon.rules.permissions import Actor
from hackathon.rules.registrations import HOLDING, State
from hackathon.teams import openings
from hackathon.teams.models import Membership, Part, Team


def take_back(actor: Actor, edition: Edition, row: ImportRow, now: datetime) -> int:
    """Take a person out of the edition; return 1 if that frees a place. Why somebody stays, stands beside the row."""
    user = locked(User, id=row.user_id)
    own = locked(Registration, edition_id=edition.id, user_id=row.user_id)
    why = _why_kept(user, own, row)
    if why:
        row.state, row.notes, row.has_note = RowState.KEPT, [*row.notes, [why, None, {}]], True
        return 0
    try:
        with db.session.begin_nested():
            freed = _remove(actor, row, own, now)
    except IntegrityError:
        row.state, row.notes, row.has_note = RowState.KEPT, [*row.notes, ["kept_in_use", None, {}]], True
        return 0
    details = {"user_id": row.user_id, "import_id": row.import_id, "taken_back": True}
    audit.record(actor, audit.Verb.REGISTRATION_MOVED, row, now=now, details=details)
    row.state = RowState.UNDONE
    if row.made_account:
        _forget(user, row)
    return freed


def _why_kept(user: User, own: Registration | None, row: ImportRow) -> str:
    since = or_(UserSession.created_at >= row.done_at, UserSession.last_seen_at >= row.done_at)
    seen = select(UserSession.id).where(UserSession.user_id == user.id, since).limit(1)
    if (row.made_account and user.email_confirmed_at is not None) or db.session.scalar(seen) is not None:
        return "kept_signed_in"
    if registrations.have_traces([user.id]):
        return "kept_attended"
    if own is None or State(own.state) not in (State(row.outcome), State.OFFERED):
        return "kept_decided"
    seat = db.session.scalar(select(Membership).where(Membership.user_id == user.id))
    if seat is None or (seat.team_id == row.team_id and (seat.part != Part.CAPTAIN or _alone(seat))):
        return ""
    return "kept_captain" if seat.team_id == row.team_id else "kept_team"


def _alone(seat: Membership) -> bool:
    others = select(Membership.id).where(Membership.team_id == seat.team_id, Membership.id != seat.id).limit(1)
    return db.session.scalar(others) is None


def _remove(actor: Actor, row: ImportRow, own: Registration, now: datetime) -> int:
    user_id, freed = row.user_id, int(own.state in HOLDING)
    seat = db.session.scalar(select(Membership).where(Membership.user_id == user_id))
    if seat is not None:
        if seat.part == Part.CAPTAIN:
            _close(actor, seat.team_id, user_id, now)
        db.session.delete(seat)
    sheets = select(AnswerSheet.id).where(AnswerSheet.user_id == user_id, AnswerSheet.edition_id == own.edition_id)
    db.session.execute(delete(Answer).where(Answer.sheet_id.in_(sheets)), execution_options={**_PLAIN})
    db.session.execute(delete(AnswerSheet).where(AnswerSheet.user_id == user_id), execution_options={**_PLAIN})
    db.session.delete(own)
    db.session.flush()
    return freed


_PLAIN: dict[str, Any] = {"synchronize_session": False}


def _close(actor: Actor, team_id: int, user_id: int, now: datetime) -> None:
    """Close a team without people, as its captain would."""
    team = locked(Team, id=team_id)
    team.closed_at, team.name_key = now, f"closed-{team.id}"
    team.invite_version += 1
    openings.close_of_team(team, now)
    details = {"name": team.name, "members": [user_id]}
    audit.record(actor, audit.Verb.TEAM_CLOSED, team, now=now, details=details)


def _forget(user: User, row: ImportRow) -> None:
    """Delete an account that the import made and nobody used, with its letters; one that is needed elsewhere stays."""
    user_id = user.id
    try:
        with db.session.begin_nested():
            rows = update(ImportRow).where(ImportRow.user_id == user_id)
            db.session.execute(rows.values(user_id=None), execution_options={**_PLAIN})
            for model in (AccountToken, OutgoingEmail):
                db.session.execute(delete(model).where(model.user_id == user_id), execution_options={**_PLAIN})
            db.session.execute(delete(User).where(User.id == user_id), execution_options={**_PLAIN})
    except IntegrityError:
        return
    db.session.expunge(user)
    row.user_id = None
