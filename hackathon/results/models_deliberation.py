"""What leads to a publication and follows it: proposals, votes on ties, withheld comments, appeals."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.dialects import unique_where
from hackathon.editions.references import referable, within_edition, within_round
from hackathon.editions.scope import EditionScoped, RoundScoped
from hackathon.judging.models import Scorecard
from hackathon.results.models import PublishedResults
from hackathon.teams.models import Team


class ProposalState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"
    OUTDATED = "outdated"


class Outcome(StrEnum):
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class ResultsProposal(RoundScoped, db.Model):
    """The standings that an organizer proposes, by their digest; at most one per round waits for the chair.

    `note` says what was decided by hand and `correction` what differs from the publication before: both are published.
    """

    __tablename__ = "results_proposal"
    __table_args__ = (
        within_round(),
        unique_where("uq_results_proposal_open", "edition_id", "round_number", condition="decided_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    method: Mapped[str] = mapped_column(String(40))
    method_version: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    correction: Mapped[str] = mapped_column(Text, default="")
    hides_previous: Mapped[bool] = mapped_column(default=False)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[ProposalState] = mapped_column(String(20), default=ProposalState.OPEN)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")

    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])


class TieVote(RoundScoped, db.Model):
    """The jury votes on projects that share a place; one vote at a time.

    `counts` is None until it is closed: the number of ballots, and how many of them put one project before another.
    """

    __tablename__ = "tie_vote"
    __table_args__ = (
        referable(),
        within_round(),
        unique_where("uq_tie_vote_running", "edition_id", "round_number", condition="closed_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: Mapped[list[int]] = mapped_column(JSON)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counts: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class TieBallot(EditionScoped, db.Model):
    """One judge's order of the tied projects, best first. Nobody is shown it; the vote's counts are public."""

    __tablename__ = "tie_ballot"
    __table_args__ = (within_edition("vote_id", "tie_vote"), UniqueConstraint("vote_id", "judge_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int]
    judge_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    ranking: Mapped[list[int]] = mapped_column(JSON)
    cast_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WithheldComment(EditionScoped, db.Model):
    """A comment to a team that the team does not get; all others are released."""

    __tablename__ = "withheld_comment"
    __table_args__ = (within_edition("scorecard_id", "scorecard"), UniqueConstraint("scorecard_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    scorecard_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(20))
    withheld_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withheld_at: Mapped[datetime] = mapped_column(UtcDateTime)

    scorecard: Mapped[Scorecard] = relationship()
    withheld_by: Mapped[User | None] = relationship()


class Appeal(EditionScoped, db.Model):
    """What a team says against published results, once for each publication; only organizers and the chair read it."""

    __tablename__ = "appeal"
    __table_args__ = (
        within_edition("results_id", "published_results"),
        within_edition("team_id", "team"),
        UniqueConstraint("results_id", "team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    results_id: Mapped[int]
    team_id: Mapped[int]
    filed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    grounds: Mapped[str] = mapped_column(Text)
    request: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome | None] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    results: Mapped[PublishedResults] = relationship(viewonly=True)
    team: Mapped[Team] = relationship(viewonly=True)
    filed_by: Mapped[User] = relationship(foreign_keys=[filed_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])
