"""Find the university that a cell names in the register, or something similar to suggest; hold it when it is stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from hackathon.accounts import register
from hackathon.accounts.models import University
from hackathon.db import db

MOST_NAMES = 300


class Lookup:
    """Answer for all rows of a file: each name is looked up once, the edition's country first."""

    def __init__(self, within: Any, country: str, language: str) -> None:
        self.register, self.country, self.language = within, country, language
        self._seen: dict[str, tuple[int | None, str]] = {}

    def found(self, text: str) -> tuple[int | None, str]:
        """Return (id, "") of what is meant, or (None, the name of what could be meant)."""
        key = " ".join(text.casefold().split())
        if key not in self._seen:
            self._seen[key] = self._found(text)
        return self._seen[key]

    def _found(self, text: str) -> tuple[int | None, str]:
        if len(self._seen) >= MOST_NAMES:
            # Names by the hundred are no universities: nobody waits for suggestions then.
            return None, ""
        if (sure := self.register.surely(text)) is not None:
            return sure, ""
        near = self.register.find(text, country=self.country, limit=1)
        return None, near[0].name.best(self.language, "en", "ru")[1] if near else ""


def settled(planned: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Choose the institutions of today, in one statement, and keep them from being merged before the action ends."""
    people = [each["person"] for each in planned if each["person"]["university_id"] is not None]
    ids = {each["university_id"] for each in people}
    held = select(University.id, University.successor_id).where(University.id.in_(ids)).order_by(University.id)
    successors = dict(db.session.execute(held.with_for_update(read=True)).all()) if ids else {}
    for each in people:
        if (successor := successors[each["university_id"]]) is not None:
            each["university_id"] = register.settled(successor)
    return planned
