"""Publish the results of a judged edition by the same action that an organizer uses."""

from __future__ import annotations

from sqlalchemy import update

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.demo import timeline
from hackathon.demo.plans import Load
from hackathon.editions.models import Edition
from hackathon.outbox.models import EmailStatus, OutgoingEmail
from hackathon.results import actions
from hackathon.rules.permissions import Actor


def publish(load: Load, made: Edition, organizer: User) -> None:
    """Freeze the standings as the demo's organizer, some days after judging closed; the letters went out that day."""
    actor = Actor(user_id=organizer.id, organizer_of=frozenset({made.id}), name=organizer.name)
    at = min(load.now, made.round.judging_closes + timeline.PUBLISHED_AFTER)
    actions.publish_results(actor, made, now=at)
    db.session.flush()
    letters = update(OutgoingEmail).where(OutgoingEmail.edition_id == made.id, OutgoingEmail.created_at == at)
    db.session.execute(letters.values(status=EmailStatus.SENT, sent_at=at, attempts=1))
