"""What is read of the rounds of judging: who came into the one entered, and what they brought along."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlalchemy import Row, select

from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.judging.models import RoundEntry
from hackathon.projects import windows
from hackathon.projects.models import Project, Submission
from hackathon.rules import rounds as rules
from hackathon.rules.rounds import Carried
from hackathon.teams.models import Team


def carried(edition: Edition) -> Carried | None:
    """Return the share of earlier scores in the round entered, on its scale; None where there is none."""
    judged = edition.round
    if judged.number == 1 or not judged.carried_percent:
        return None
    earlier = edition.rounds[judged.number - 2].scale
    query = select(RoundEntry.project_id, RoundEntry.score).where(RoundEntry.score.is_not(None))
    scores = {
        project: rules.on_scale(Fraction(score), earlier, judged.scale) for project, score in db.session.execute(query)
    }
    return Carried(judged.carried_percent, scores)


def entries() -> Sequence[Row]:
    """Return who came into the round entered: project, title, team and reason, by the title."""
    latest = windows.of_the_round()
    query = (
        select(RoundEntry.project_id, Submission.title, Team.name, RoundEntry.reason)
        .join(RoundEntry.project)
        .join(Project.team)
        .join(Submission, latest)
    )
    return db.session.execute(query.order_by(Submission.title, RoundEntry.project_id)).all()
