"""Merge two institutions of the register, and undo it as long as nothing has changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Select, delete, func, insert, or_, select, update

from hackathon import audit
from hackathon.accounts.models import University, User
from hackathon.accounts.models_universities import Merger, Move
from hackathon.db import db, locked, transactional
from hackathon.errors import MergerNotUndone, NotFound, UniversityMerged
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def merge(actor: Actor, old: University, into: University, merged_on: date | None, *, now: datetime) -> int:
    """Let one institution go over into another with all its people; return how many. The old one stays known."""
    permit(actor, Permission.UNIVERSITY_EDIT, old)
    old, into = _both(old.id, into.id)
    if old.id == into.id or old.successor_id is not None or into.successor_id is not None:
        raise UniversityMerged()
    merger = Merger(old_id=old.id, into_id=into.id, merged_on=merged_on, merged_at=now)
    db.session.add(merger)
    db.session.flush()
    people = _move_people(merger)
    # What went over into the old one earlier follows it, so that nothing points at what points on.
    _point(or_(University.id == old.id, University.successor_id == old.id), into.id)
    details = {"into": into.id, "people": people}
    audit.record(actor, audit.Verb.UNIVERSITY_MERGED, old, now=now, details=details)
    return people


def _both(*ids: int) -> list[University]:
    """Hold both rows, always in the same order, so that two mergers at once cannot make a chain or block each other."""
    held = {number: locked(University, id=number) for number in sorted(set(ids))}
    return [held[number] for number in ids]


def _move_people(merger: Merger) -> int:
    quietly = {"synchronize_session": False}
    moved = update(User).where(User.university_id == merger.old_id).values(university_id=merger.into_id)
    people = db.session.scalars(moved.returning(User.id), execution_options=quietly).all()
    if people:
        db.session.execute(insert(Move), [{"merger_id": merger.id, "user_id": person} for person in people])
    return len(people)


def _point(which: object, successor_id: int | None) -> None:
    values = {"successor_id": successor_id, "version": University.version + 1}
    db.session.execute(update(University).where(which).values(values), execution_options={"synchronize_session": False})
    db.session.expire_all()


@transactional
def undo_merger(actor: Actor, merger: Merger, *, now: datetime) -> int:
    """Bring the old institution back with the people who were moved; refused once any of them has moved on."""
    permit(actor, Permission.UNIVERSITY_EDIT, merger)
    merger_id = merger.id
    old, into = _both(merger.old_id, merger.into_id)
    merger = locked(Merger, id=merger_id)
    if merger is None:
        raise NotFound()
    if merger.undone_at is not None or into.successor_id is not None or old.successor_id != into.id:
        raise MergerNotUndone()
    people = _move_back(merger)
    merger.undone_at = now
    db.session.flush()
    _point(University.id == old.id, None)
    earlier = select(Merger.old_id).where(Merger.into_id == old.id, Merger.undone_at.is_(None))
    _point(University.id.in_(earlier), old.id)
    audit.record(actor, audit.Verb.UNIVERSITY_MERGER_UNDONE, old, now=now, details={"people": people})
    return people


def _moved(merger: Merger) -> Select:
    return select(Move.user_id).where(Move.merger_id == merger.id)


def _move_back(merger: Merger) -> int:
    people = db.session.scalar(select(func.count()).select_from(Move).where(Move.merger_id == merger.id)) or 0
    back = update(User).where(User.id.in_(_moved(merger)), User.university_id == merger.into_id)
    done = db.session.execute(
        back.values(university_id=merger.old_id), execution_options={"synchronize_session": False}
    ).rowcount
    if done != people:
        raise MergerNotUndone()
    db.session.execute(delete(Move).where(Move.merger_id == merger.id))
    return people
