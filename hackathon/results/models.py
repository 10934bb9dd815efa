"""What was published: frozen standings with the rubric, weights and method they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.dialects import unique_where
from hackathon.editions.references import referable, within_edition, within_round
from hackathon.editions.scope import EditionScoped, RoundScoped

_LIST = JSON(none_as_null=True)

_IN_FORCE = "withdrawn_at IS NULL AND superseded_at IS NULL"


class PublishedResults(RoundScoped, db.Model):
    """One publication; a withdrawn or corrected one stays as history. At most one per round is in force.

    One person proposed it and another, the chair of the jury, published it by confirming; `note` says what was decided
    by hand, `correction` what differs from the revision before. A private one was taken away from readers for good.

    `rubric` has scale_min, scale_max, reviews_per_project and criteria (key, name by language, weight);
    `digest` is the SHA-256 of the canonical JSON of rubric, method and standings. `groups` counts the groups of
    projects that no judge connects, where the method knows. `chain_length` and `chain_head` seal the chain of marks
    that it rests on, `bundle_sha256` is the digest of its recount bundle; older publications have none of them.
    `nominations` and `awards` are written as they were digested (results/honours.py), None where there were none.
    """

    __tablename__ = "published_results"
    __table_args__ = (
        referable(),
        within_round(),
        UniqueConstraint("edition_id", "round_number", "revision"),
        unique_where("uq_published_results_current", "edition_id", "round_number", condition=_IN_FORCE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]
    method: Mapped[str] = mapped_column(String(40))
    method_version: Mapped[int]
    groups: Mapped[int | None]
    rubric: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    chain_length: Mapped[int | None]
    chain_head: Mapped[str | None] = mapped_column(String(64))
    bundle_sha256: Mapped[str | None] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    correction: Mapped[str] = mapped_column(Text, default="")
    appeals_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_private: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")
    nominations: Mapped[list[dict[str, Any]] | None] = mapped_column(_LIST, deferred=True, deferred_group="honours")
    awards: Mapped[list[dict[str, Any]] | None] = mapped_column(_LIST, deferred=True, deferred_group="honours")

    standings: Mapped[list[PublishedStanding]] = relationship(
        order_by="PublishedStanding.position", back_populates="results"
    )
    published_by: Mapped[User | None] = relationship(foreign_keys=[published_by_id])
    proposed_by: Mapped[User | None] = relationship(foreign_keys=[proposed_by_id])
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by_id])

    @property
    def is_in_force(self) -> bool:
        return self.withdrawn_at is None and self.superseded_at is None


class PublishedBundle(EditionScoped, db.Model):
    """The recount bundle of a publication, byte for byte as it was published."""

    __tablename__ = "published_bundle"
    __table_args__ = (within_edition("results_id", "published_results"), UniqueConstraint("results_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    results_id: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PublishedStanding(EditionScoped, db.Model):
    """One line of a publication; `place` is None if not judged.

    `score` is exact, as "numerator/denominator", or a decimal number where the method estimates it. Then `rank_low`
    and `rank_high` end the 90 % interval of its true rank, and `p_best` and `p_top3` are its probabilities of being
    truly first and among the first three.
    `criterion_means` maps a criterion's key to its exact mean in the same form, `criterion_ranges` to its lowest and
    highest mark, which only the team sees. `member_ids` are the people of the team; who of them may be named is asked
    each time.
    """

    __tablename__ = "published_standing"
    __table_args__ = (
        within_edition("results_id", "published_results"),
        within_edition("project_id", "project"),
        UniqueConstraint("results_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    results_id: Mapped[int]
    project_id: Mapped[int]
    position: Mapped[int]
    place: Mapped[int | None]
    score: Mapped[str | None] = mapped_column(String(80))
    rank_low: Mapped[int | None]
    rank_high: Mapped[int | None]
    p_best: Mapped[float | None] = mapped_column(Float)
    p_top3: Mapped[float | None] = mapped_column(Float)
    reviews: Mapped[int]
    criterion_means: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    criterion_ranges: Mapped[dict[str, list[int]]] = mapped_column(JSON, default=dict, deferred=True)
    team_name: Mapped[str] = mapped_column(String(120))
    project_title: Mapped[str] = mapped_column(String(160))
    challenge_slug: Mapped[str] = mapped_column(String(80), default="")
    challenge_title: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    member_ids: Mapped[list[int]] = mapped_column(JSON, default=list)

    results: Mapped[PublishedResults] = relationship(back_populates="standings")

    def names(self, named: Mapping[int, str]) -> list[str]:
        """Return the members who are among the people that may be named now."""
        return [named[each] for each in self.member_ids if each in named]


# The tables of the same feature that refer to these.
from hackathon.results import models_carried, models_deliberation, models_nominations  # noqa: E402, F401
