"""References inside an edition carry the edition along: the database itself refuses a row of another one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, Table, UniqueConstraint, event


def within_edition(column: str, table: str, **options: Any) -> ForeignKeyConstraint:
    """Refer to a row of the same edition: the database itself refuses a reference across editions.

    Every query asks for the edition, too, so both are indexed together: by the edition alone, SQLite would walk
    through all of its rows for each one that it looks up.
    """
    reference = ForeignKeyConstraint(["edition_id", column], [f"{table}.edition_id", f"{table}.id"], **options)

    @event.listens_for(reference, "after_parent_attach")
    def index(constraint: ForeignKeyConstraint, parent: Table) -> None:
        Index(None, parent.c.edition_id, parent.c[column])

    return reference


def referable() -> UniqueConstraint:
    """Let other tables refer to this one through `within_edition`."""
    return UniqueConstraint("edition_id", "id")


def within_round() -> ForeignKeyConstraint:
    """Belong to a round that exists."""
    return ForeignKeyConstraint(
        ["edition_id", "round_number"], ["judging_round.edition_id", "judging_round.number"]
    )
