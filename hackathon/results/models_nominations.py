"""Nominations with a ranking of their own, and awards: what is given, whatever the places are."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.db import Localized, LocalizedText, db
from hackathon.editions.models import Criterion
from hackathon.editions.references import within_edition, within_round
from hackathon.editions.scope import RoundScoped
from hackathon.rules import nominations as rules


class Nomination(RoundScoped, db.Model):
    """A special nomination of a round; the first mark seals all but its texts.

    `weights` are those of the round's criteria, by key. `kind` says who stands in it: all projects, those of the
    challenges whose ids are `members`, or the projects whose ids are `members`.
    """

    __tablename__ = "nomination"
    __table_args__ = (within_round(), UniqueConstraint("edition_id", "round_number", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[Localized] = mapped_column(LocalizedText)
    description: Mapped[Localized] = mapped_column(LocalizedText, default=Localized)
    position: Mapped[int] = mapped_column(default=0)
    weights: Mapped[dict[str, int]] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(String(20), default=rules.ALL)
    members: Mapped[list[int]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    def weighed(self, criteria: Iterable[Criterion]) -> list[tuple[Criterion, int]]:
        """Return the criteria that count in it with their weights, in their order."""
        return [(each, self.weights[each.key]) for each in criteria if self.weights.get(each.key)]


class Award(RoundScoped, db.Model):
    """What a project is given. It rests on the places (`prize` 1, 2 or 3), on a nomination, or on neither.

    `reason` is public; an award that departs from the places needs one.
    """

    __tablename__ = "award"
    __table_args__ = (within_round(), within_edition("project_id", "project"))

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int]
    name: Mapped[Localized] = mapped_column(LocalizedText)
    position: Mapped[int] = mapped_column(default=0)
    prize: Mapped[int | None]
    nomination_key: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
