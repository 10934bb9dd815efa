"""How registration works in an edition."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.db import UtcDateTime, db
from hackathon.editions.scope import EditionScoped
from hackathon.rules.registrations import Mode


class RegistrationPlan(EditionScoped, db.Model):
    """Open or reviewed, how many places, how long an offer is held, when answers freeze.

    An edition without a row takes everybody. Whoever gives or frees a place holds the row.
    """

    __tablename__ = "registration_plan"
    __table_args__ = (UniqueConstraint("edition_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[Mode] = mapped_column(String(10), default=Mode.OPEN)
    capacity: Mapped[int | None]
    confirm_hours: Mapped[int] = mapped_column(default=48)
    asks_age: Mapped[bool] = mapped_column(default=False)
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
