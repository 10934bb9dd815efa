"""Say what a project still needs before it can be submitted."""

from __future__ import annotations

from dataclasses import dataclass

from hackathon.errors import ProjectIncomplete
from hackathon.rules import rosters


@dataclass(frozen=True)
class Content:
    """Hold what a team wrote. Links are welcome and never required."""

    title: str | None
    pitch: str | None
    description: str | None
    challenge_id: int | None
    links: tuple[str, ...] = ()


def missing_parts(content: Content, *, member_count: int, min_size: int) -> tuple[str, ...]:
    """Name what is missing, in the order of the form; nothing means that the project can be submitted."""
    present = {
        "title": (content.title or "").strip(),
        "pitch": (content.pitch or "").strip(),
        "description": (content.description or "").strip(),
        "challenge": content.challenge_id is not None,
        "team_size": rosters.is_complete(member_count, min_size),
    }
    return tuple(part for part, there in present.items() if not there)


def require_complete(content: Content, *, member_count: int, min_size: int) -> None:
    """Refuse an unfinished project and list everything that it lacks."""
    missing = missing_parts(content, member_count=member_count, min_size=min_size)
    if missing:
        raise ProjectIncomplete(missing=missing)
