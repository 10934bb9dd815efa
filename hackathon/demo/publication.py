"""Publish the results of a judged edition by the same actions that an organizer and the chair of the jury use."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from hackathon.accounts.models import User
from hackathon.db import Localized, db
from hackathon.demo import timeline
from hackathon.demo.plans import Load
from hackathon.editions.models import Edition
from hackathon.outbox.models import EmailStatus, OutgoingEmail
from hackathon.results import actions_awards, queries_nominations, snapshot
from hackathon.results import actions_proposals as actions
from hackathon.results.actions_awards import AwardDraft
from hackathon.results.models_nominations import Nomination
from hackathon.rules import awards as rules
from hackathon.rules import recounting
from hackathon.rules.permissions import Actor

BEFORE = timedelta(minutes=40)


NOMINATION = "special"
NAMES = {
    1: {"en": "First prize", "ru": "Первая премия"},
    2: {"en": "Second prize", "ru": "Вторая премия"},
    3: {"en": "Third prize", "ru": "Третья премия"},
    None: {"en": "Special nomination of the jury", "ru": "Специальная номинация жюри"},
}
TEXT = {
    "en": "A month of mentoring, given by the first criterion alone.",
    "ru": "Месяц наставничества; места только по первому критерию.",
}


def _honour(made: Edition, proposer: Actor, at: datetime) -> None:
    """Rank a special nomination by one criterion, and give the awards that the places suggest."""
    criteria = made.round.criteria
    weights = {each.key: each.weight if each is criteria[0] else 0 for each in criteria}
    named = {"name": Localized(NAMES[None]), "description": Localized(TEXT)}
    db.session.add(Nomination(edition_id=made.id, key=NOMINATION, weights=weights, **named))
    db.session.flush()
    live = snapshot.of_now(made)
    found = rules.suggested(live.places, (1, 1, 1), recounting.nomination_places(live.nominations))
    drafts = [AwardDraft(each.project, NAMES[each.prize], each.prize, each.nomination) for each in found.awards]
    seen = queries_nominations.digest_of(queries_nominations.awards())
    actions_awards.set_awards(proposer, made, drafts, now=at, seen=seen)


def publish(load: Load, made: Edition, organizer: User, chair: User) -> None:
    """Freeze the standings some days after judging closed: one proposed them, the other confirmed; letters went out."""
    at = min(load.now, made.round.judging_closes + timeline.PUBLISHED_AFTER)
    proposer = Actor(user_id=organizer.id, organizer_of=frozenset({made.id}), name=organizer.name)
    confirmer = Actor(user_id=chair.id, chair_of=frozenset({made.id}), name=chair.name)
    _honour(made, proposer, at - 2 * BEFORE)
    seen = snapshot.of_now(made).digest
    actions.propose_results(proposer, made, actions.Words(), now=at - BEFORE, seen=seen)
    actions.confirm_results(confirmer, made, now=at, seen=seen)
    db.session.flush()
    letters = update(OutgoingEmail).where(OutgoingEmail.edition_id == made.id, OutgoingEmail.created_at >= at - BEFORE)
    db.session.execute(letters.values(status=EmailStatus.SENT, sent_at=OutgoingEmail.created_at, attempts=1))
