"""Write the history that the demo's people would have left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hackathon.audit import Verb
from hackathon.audit.models import AuditEntry
from hackathon.demo import rows
from hackathon.demo.groups import Group
from hackathon.demo.work import Entry
from hackathon.editions.models import Edition


def write(made: Edition, drawn: Iterable[Group], entries: Iterable[Entry], cards: Iterable[dict[str, Any]]) -> None:
    """Record teams, submissions and finished scorecards in the order in which they happened."""
    found = [_row(made, Verb.TEAM_FOUNDED, "Team", group.id, (group.founded_at, group.members[0])) for group in drawn]
    for entry in entries:
        captain = entry.group.members[0]
        found += [
            _row(made, Verb.PROJECT_SUBMITTED, "Project", entry.id, (moment, captain)) for moment, _ in entry.handed_in
        ]
    for card in cards:
        if card["finished_at"]:
            who = (card["finished_at"], card["judge_id"])
            found.append(_row(made, Verb.SCORECARD_FINISHED, "Scorecard", card["id"], who))
    rows.add(AuditEntry, sorted(found, key=lambda row: row["at"]))


def _row(made: Edition, verb: Verb, subject: str, subject_id: int, who: tuple[datetime, int]) -> dict[str, Any]:
    return {
        "edition_id": made.id, "at": who[0], "actor_id": who[1], "verb": verb, "subject": subject,
        "subject_id": subject_id,
    }  # fmt: skip
