"""The rounds in which an edition is judged, and what a project is scored on in each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.db import Localized, LocalizedText, UtcDateTime, db
from hackathon.editions.references import referable, within_round
from hackathon.editions.scope import RoundScoped
from hackathon.rules import scoring

if TYPE_CHECKING:
    from hackathon.editions.models import Edition


class Round(db.Model):
    """One round of judging: when, by which criteria and scale, and how places follow from the marks.

    It is a part of its edition and can be read wherever that can: lists of editions say what is open in them.
    From the second round on, `carried_percent` of a project's score is the score with which it came here, and who came
    here may hand in anew from `submissions_open` on, where there is such a window.
    """

    __tablename__ = "judging_round"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("carried_percent BETWEEN 0 AND 90", name="carried_percent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    number: Mapped[int] = mapped_column(default=1)
    title: Mapped[Localized] = mapped_column(LocalizedText, default=Localized)
    judging_opens: Mapped[datetime] = mapped_column(UtcDateTime)
    judging_closes: Mapped[datetime] = mapped_column(UtcDateTime)
    scale_min: Mapped[int] = mapped_column(default=1)
    scale_max: Mapped[int] = mapped_column(default=5)
    reviews_per_project: Mapped[int] = mapped_column(default=3)
    method: Mapped[str] = mapped_column(String(20), default="calibrated")
    ties: Mapped[str] = mapped_column(String(20), default="in_order")
    method_reason: Mapped[str] = mapped_column(Text, default="")
    deal: Mapped[str] = mapped_column(String(20), default="fixed")
    prize_places: Mapped[int] = mapped_column(default=3)
    blind: Mapped[bool] = mapped_column(default=False)
    carried_percent: Mapped[int] = mapped_column(default=0)
    submissions_open: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submissions_close: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    edition: Mapped[Edition] = relationship(back_populates="rounds")
    criteria: Mapped[list[Criterion]] = relationship(order_by="Criterion.position", back_populates="round")

    __mapper_args__ = {"version_id_col": version}

    @property
    def rubric(self) -> scoring.Rubric:
        """Return what a card is weighed by, and what happens to equal scores."""
        return scoring.Rubric(tuple(scoring.Criterion(each.key, each.weight) for each in self.criteria), self.ties)

    @property
    def levels(self) -> range:
        """Return every mark of the scale."""
        return range(self.scale_min, self.scale_max + 1)

    @property
    def scale(self) -> scoring.Scale:
        """Return the marks that a judge can give."""
        return scoring.Scale(self.scale_min, self.scale_max)


class Criterion(RoundScoped, db.Model):
    """What a project is scored on; `anchors` says in words what each level of the scale means."""

    __tablename__ = "criterion"
    __table_args__ = (referable(), within_round(), UniqueConstraint("edition_id", "round_number", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[Localized] = mapped_column(LocalizedText)
    weight: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    anchors: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    round: Mapped[Round] = relationship(back_populates="criteria")

    def anchor(self, level: int) -> Localized:
        """Return the text that describes one level of the scale."""
        return Localized(self.anchors.get(str(level), {}))
