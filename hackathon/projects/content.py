"""What handing in freezes, and the digest that proves it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hackathon.db import canonical_json
from hackathon.projects.models import Project
from hackathon.rules import completeness

PLAIN = ("title", "pitch", "description", "challenge_id", "language", "repository_url", "demo_url", "video_url")


@dataclass(frozen=True)
class Handing:
    """One submission on its way in: its number, what it freezes, the digest, the form's key, the moment, the round."""

    number: int
    frozen: dict[str, Any]
    digest: str
    key: str
    at: datetime
    round_number: int = 1


def content_of(project: Project) -> dict[str, Any]:
    """Return what handing in freezes: texts, links, the brief's title, and files with their SHA-256."""
    files = [
        {"id": each.id, "name": each.name, "media_type": each.media_type, "size": each.size, "sha256": each.sha256}
        for each in project.files
    ]
    brief = dict(project.challenge.title) if project.challenge else {}
    plain = {name: getattr(project, name) for name in PLAIN}
    plain["language"] = project.language or project.edition.main_language
    return {**plain, "challenge_title": brief, "files": files}


def digest_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON of what is handed in."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def as_rules_see(project: Project) -> completeness.Content:
    return completeness.Content(project.title, project.pitch, project.description, project.challenge_id)
