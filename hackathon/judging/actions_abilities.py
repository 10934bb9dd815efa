"""What a judge can judge in an edition: the judge says it, organizers may say it for them."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.db import transactional
from hackathon.editions.models import Edition
from hackathon.judging import abilities
from hackathon.judging.abilities import Abilities
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def edit_own_abilities(actor: Actor, edition: Edition, said: Abilities, *, now: datetime) -> None:
    """Say what one judges. A faculty by which a conflict of interest would disappear only organizers take away."""
    permit(actor, Permission.JUDGING_QUEUE, edition)
    details = abilities.store(edition, actor.user_id, said, by_judge=True)
    personal = {"faculty": said.faculty}
    audit.record(actor, audit.Verb.JUDGE_PROFILE_EDITED, edition, now=now, details=details, personal=personal)


@transactional
def edit_abilities(actor: Actor, edition: Edition, judge_id: int, said: Abilities, *, now: datetime) -> None:
    """Say for a judge what they judge; the history keeps who said so."""
    permit(actor, Permission.JUDGE_INVITE, edition)
    details = abilities.store(edition, judge_id, said, by_judge=False)
    personal = {"faculty": said.faculty}
    audit.record(actor, audit.Verb.JUDGE_PROFILE_EDITED, edition, now=now, details=details, personal=personal)
