"""What an organizer does with published results: withdraw them, and set how they are published."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.db import locked, transactional
from hackathon.editions import hooks, scope
from hackathon.editions.models import Edition
from hackathon.errors import ChangedMeanwhile, CommentsAreSealed, NotPublished
from hackathon.results.models import PublishedResults
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def withdraw_results(
    actor: Actor, edition: Edition, reason: str, *, now: datetime, private: bool = False
) -> PublishedResults:
    """Take the results, the gallery and the projects back from the public, and say why in their place.

    With `private` nobody can download this revision later either.
    """
    permit(actor, Permission.RESULTS_WITHDRAW, edition)
    held = {"edition_id": edition.id, "round_number": edition.round.number}
    results = locked(PublishedResults, **held, withdrawn_at=None, superseded_at=None)
    if results is None:
        raise NotPublished()
    results.withdrawn_at = now
    results.withdrawn_by_id = actor.user_id
    results.withdrawal_reason = reason
    results.is_private = private
    if edition.is_in_last_round:
        edition.results_published_at = None
    details, personal = {"revision": results.revision, "private": private}, {"reason": reason}
    audit.record(actor, audit.Verb.RESULTS_WITHDRAWN, results, now=now, details=details, personal=personal)
    return results


@transactional
def set_publication(
    actor: Actor, edition: Edition, values: dict[str, int | bool], version: int, *, now: datetime
) -> None:
    """Say how long teams can appeal, and whether they read judges' names beside the comments.

    Names are decided before the first mark: whoever wrote without a name keeps that. What is published keeps its time.
    """
    permit(actor, Permission.EDITION_EDIT, edition)
    edition = locked(Edition, id=edition.id)
    if edition.version != version:
        raise ChangedMeanwhile()
    with scope.every_round(because="who wrote without a name in an earlier round keeps that, too"):
        written = hooks.rubric_is_sealed()
    if values["judges_named"] and not edition.judges_named and written:
        raise CommentsAreSealed(field="judges_named")
    edition.appeal_hours, edition.judges_named = values["appeal_hours"], values["judges_named"]
    audit.record(actor, audit.Verb.PUBLICATION_SET, edition, now=now, details=dict(values))
