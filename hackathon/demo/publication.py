"""Publish the results of a judged edition by the same actions that an organizer and the chair of the jury use."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.demo import timeline
from hackathon.demo.plans import Load
from hackathon.editions.models import Edition
from hackathon.outbox.models import EmailStatus, OutgoingEmail
from hackathon.results import actions_proposals as actions
from hackathon.results import snapshot
from hackathon.rules.permissions import Actor

BEFORE = timedelta(minutes=40)


def publish(load: Load, made: Edition, organizer: User, chair: User) -> None:
    """Freeze the standings some days after judging closed: one proposed them, the other confirmed; letters went out."""
    at = min(load.now, made.round.judging_closes + timeline.PUBLISHED_AFTER)
    proposer = Actor(user_id=organizer.id, organizer_of=frozenset({made.id}), name=organizer.name)
    confirmer = Actor(user_id=chair.id, chair_of=frozenset({made.id}), name=chair.name)
    seen = snapshot.of_now(made).digest
    actions.propose_results(proposer, made, actions.Words(), now=at - BEFORE, seen=seen)
    actions.confirm_results(confirmer, made, now=at, seen=seen)
    db.session.flush()
    letters = update(OutgoingEmail).where(OutgoingEmail.edition_id == made.id, OutgoingEmail.created_at >= at - BEFORE)
    db.session.execute(letters.values(status=EmailStatus.SENT, sent_at=OutgoingEmail.created_at, attempts=1))
