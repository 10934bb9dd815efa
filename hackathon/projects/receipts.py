"""The letter that every member gets when the project is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hackathon import outbox
from hackathon.db import Localized
from hackathon.projects import windows
from hackathon.projects.content import Handing
from hackathon.projects.models import Project
from hackathon.web.wording import moment_text


def send(project: Project, handing: Handing, members: Sequence[Any]) -> None:
    """Queue the receipt for each member, in the member's language."""
    edition = project.edition
    shared = {
        "title": handing.frozen["title"],
        "number": str(handing.number),
        "sha256": handing.digest,
        "url": outbox.public_url("projects.show_receipt", edition=edition.key, project_id=project.id),
    }

    def words_in(language: str) -> dict[str, str]:
        return {
            **shared,
            "edition_title": Localized(edition.title).best(language, edition.main_language)[1],
            "received": moment_text(handing.at, edition.time_zone),
            "closes": moment_text(windows.schedule_for(project).submissions_close, edition.time_zone),
        }

    key = f"receipt:{project.id}:{handing.number}"
    outbox.queue_form("project_submitted", members, words_in, key=key, now=handing.at, edition_id=edition.id)
