"""What passes between a judge's pages and the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seat:
    """One judge before one project: permissions are asked about it, so the judge is the one who is signed in."""

    edition_id: int
    project_id: int
    judge_id: int | None


@dataclass(frozen=True)
class Sheet:
    """What a judge sends: marks by criterion, comments, and the version of the card that the form was opened with.

    A criterion that is absent keeps its mark; version 0 means that there was no card yet.
    """

    marks: Mapping[int, int] = field(default_factory=dict)
    comment_to_team: str = ""
    comment_to_jury: str = ""
    version: int = 0


@dataclass(frozen=True)
class Saved:
    """The card as it is stored now; it stays as it was where a phone sent the same again."""

    card_id: int
    version: int
    is_new: bool = True
