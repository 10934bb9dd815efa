"""Make the teams' projects: empty, drafted, handed in once or twice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from hackathon.challenges.models import Challenge
from hackathon.db import db
from hackathon.demo import rows, stories, timeline
from hackathon.demo.groups import Group
from hackathon.demo.plans import Load, Plan
from hackathon.editions.models import Edition
from hackathon.projects.content import digest_of
from hackathon.projects.models import Project, Submission
from hackathon.rules.project_status import ProjectStatus
from hackathon.text import slugify

AGAIN = 0.25
LINKS = {"repository_url": (0.6, "https://git.example.org/{}"), "demo_url": (0.35, "https://{}.example.org"),
         "video_url": (0.3, "https://video.example.org/{}")}  # fmt: skip
FROZEN_ONLY = ("challenge_title", "files")
TEXTS = ("title", "pitch", "description")


@dataclass
class Entry:
    """A team's project; `handed_in` holds its contents in the order in which they were submitted."""

    group: Group
    content: dict[str, Any]
    saved_at: datetime
    handed_in: list[tuple[datetime, dict[str, Any]]]
    quality: float = 0.0
    id: int = 0


def entries(load: Load, plan: Plan, made: Edition, drawn: list[Group], rng: random.Random) -> list[Entry]:
    """Write the projects: first those handed in, then the drafts; the rest of the teams has nothing yet."""
    challenges = {each.slug: each for each in db.session.scalars(select(Challenge).order_by(Challenge.position))}
    composed = stories.composed(plan.country, load.seed, list(challenges))
    writing = sorted(drawn, key=lambda group: (group.story is None, bool(group.story and group.story.is_draft)))
    drafts = [group for group in writing if group.story and group.story.is_draft]
    ready = [group for group in writing if group not in drafts]
    made_entries = [_entry(group, composed, challenges, made, rng) for group in ready[: plan.submitted]]
    for entry in made_entries:
        _hand_in(entry, load, made, rng)
    sketched = [*drafts, *ready[plan.submitted :]][: max(plan.drafts, len(drafts) if plan.submitted else 0)]
    made_entries += [_entry(group, composed, challenges, made, rng) for group in sketched]
    busy = {id(entry.group) for entry in made_entries}
    return made_entries + [_empty(group) for group in drawn if id(group) not in busy]


def _entry(
    group: Group, composed: Iterator[stories.Story], challenges: dict[str, Challenge], made: Edition, rng: random.Random
) -> Entry:
    group.story = group.story or next(composed)
    address = slugify(group.name)
    texts = {name: getattr(group.story, name) for name in TEXTS}
    links = {name: link.format(address) if rng.random() < share else "" for name, (share, link) in LINKS.items()}
    brief = challenges[group.story.challenge]
    of_brief = {"challenge_id": brief.id, "challenge_title": dict(brief.title)}
    content = {**texts, "language": made.main_language, **of_brief, **links, "files": []}
    return Entry(group, content, max(group.founded_at, made.submissions_open), [], group.story.quality)


def _empty(group: Group) -> Entry:
    nothing = {**dict.fromkeys((*TEXTS, *LINKS), ""), "challenge_id": None}
    return Entry(group, nothing, group.founded_at, [])


def _hand_in(entry: Entry, load: Load, made: Edition, rng: random.Random) -> None:
    end = min(load.now, made.submissions_close)
    moment = timeline.shortly_before(end, entry.saved_at, rng)
    first = timeline.between(entry.saved_at, moment, rng)
    if rng.random() < AGAIN and first < moment:
        earlier = entry.content["description"].rpartition("\n# ")[0] or entry.content["description"]
        entry.handed_in.append((first, {**entry.content, "description": earlier}))
    entry.handed_in.append((moment, entry.content))
    entry.saved_at = moment


def save(made: Edition, drafted: list[Entry]) -> None:
    """Store the projects and what was handed in."""
    ids = rows.added(Project, [_project(made, entry) for entry in drafted])
    submissions = []
    for entry, entry.id in zip(drafted, ids, strict=True):
        for number, (moment, content) in enumerate(entry.handed_in, start=1):
            submissions.append(_submission(made, entry, number, moment, content))
    rows.add(Submission, submissions)
    # An insert always begins at version 1, which means that nobody has written anything yet.
    written = update(Project).where(Project.title != "")
    db.session.execute(written.values(version=2 + Project.submission_number))


def _project(made: Edition, entry: Entry) -> dict[str, Any]:
    handed_in = len(entry.handed_in)
    return {
        "edition_id": made.id,
        "team_id": entry.group.id,
        **{name: value for name, value in entry.content.items() if name not in FROZEN_ONLY},
        "status": ProjectStatus.SUBMITTED if handed_in else ProjectStatus.DRAFT,
        "submission_number": handed_in,
        "submitted_at": entry.handed_in[-1][0] if handed_in else None,
        "saved_at": entry.saved_at,
    }


def _submission(made: Edition, entry: Entry, number: int, moment: datetime, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "edition_id": made.id,
        "project_id": entry.id,
        "number": number,
        "title": content["title"],
        "pitch": content["pitch"],
        "challenge_id": content["challenge_id"],
        "language": content["language"],
        "content": content,
        "sha256": digest_of(content),
        "idempotency_key": f"demo-{number}",
        "submitted_by_id": entry.group.members[0],
        "submitted_at": moment,
    }
