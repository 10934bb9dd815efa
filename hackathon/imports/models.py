"""A table of people that an organizer uploaded, and what became of each of its rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.editions.models import Edition
from hackathon.editions.references import referable, within_edition
from hackathon.editions.scope import EditionScoped
from hackathon.rules.importing import Progress, RowState, Wishes


class PeopleImport(EditionScoped, db.Model):
    """One file. Its rows are deleted after a month; the numbers in `counts` stay.

    `sheets` are [{name, hidden, headings}], `mapping` says by the number of a column which field it fills.
    """

    __tablename__ = "people_import"
    __table_args__ = (referable(), Index("ix_people_import_state", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    file_name: Mapped[str] = mapped_column(String(200))
    encoding: Mapped[str] = mapped_column(String(20), default="")
    separator: Mapped[str] = mapped_column(String(5), default="")
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sheet: Mapped[int | None]
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    wishes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    state: Mapped[Progress] = mapped_column(String(12), default=Progress.UPLOADED)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cleared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    edition: Mapped[Edition] = relationship()
    made_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def wanted(self) -> Wishes:
        """Return what the organizer chose."""
        return Wishes(**self.wishes)

    @property
    def headings(self) -> list[str]:
        """Return the headings of the sheet that is read."""
        return self.sheets[self.sheet or 0]["headings"]

    @property
    def columns(self) -> dict[int, str]:
        """Return which field each column fills."""
        return {int(number): field for number, field in self.mapping.items()}


class ImportRow(EditionScoped, db.Model):
    """One row: its cells as they were, what is read out of them, what is wrong, whom it made.

    `turn` is the place in which rows are carried out: captains before the members of their teams.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        within_edition("import_id", "people_import"),
        within_edition("team_id", "team"),
        UniqueConstraint("import_id", "sheet", "number"),
        Index("ix_import_row_turn", "import_id", "state", "turn"),
        Index("ix_import_row_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int]
    sheet: Mapped[int]
    number: Mapped[int]
    cells: Mapped[list[Any]] = mapped_column(JSON)
    planned: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    turn: Mapped[int] = mapped_column(default=0)
    state: Mapped[RowState] = mapped_column(String(10), default=RowState.PENDING)
    fate: Mapped[str] = mapped_column(String(10), default="")
    outcome: Mapped[str] = mapped_column(String(12), default="")
    faults: Mapped[list[Any]] = mapped_column(JSON, default=list)
    notes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    has_note: Mapped[bool] = mapped_column(default=False)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    made_account: Mapped[bool] = mapped_column(default=False)
    team_id: Mapped[int | None]
    founded: Mapped[bool] = mapped_column(default=False)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
