"""What organizers do when the round before is corrected after its scores were carried along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.editions.references import within_round
from hackathon.editions.scope import RoundScoped


class CarriedDecision(RoundScoped, db.Model):
    """The scores of a newer revision of the round before were taken over into this round, or left.

    `changes` has, for each project by its id, the score before and after, as they are published. The newest counts.
    """

    __tablename__ = "carried_decision"
    __table_args__ = (within_round(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    taken: Mapped[bool]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)

    decided_by: Mapped[User] = relationship()
