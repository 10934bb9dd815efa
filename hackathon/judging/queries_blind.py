"""What judges get of a project: all of it, or while judging is blind what does not tell whose it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.errors import NotFound
from hackathon.judging import queries_names
from hackathon.judging.models_blind import BlindNumber, Redaction
from hackathon.projects.cleaning import ending_for
from hackathon.projects.models import Submission
from hackathon.questions import queries as questions
from hackathon.rules import blindness, redacting
from hackathon.rules.redacting import Term
from hackathon.teams.models import Membership, Team

LINKS = ("repository_url", "demo_url", "video_url")


@dataclass(frozen=True)
class ShownFile:
    """A file as a judge sees it: the number that it has here, and an ending, None if it cannot be given out."""

    number: int
    ending: str | None
    withheld: bool


@dataclass(frozen=True)
class Reading:
    """What a judge reads. `address` stands in the judge's addresses; a blind one holds nothing of the original."""

    address: int
    title: str
    team_name: str
    is_blind: bool
    is_checked: bool
    content: Mapping[str, Any]
    files: tuple[ShownFile, ...] = ()
    submission: Submission | None = None
    answers: tuple[tuple[Any, list[Any]], ...] = ()


def project_behind(edition: Edition, address: int) -> int:
    """Return the project that stands behind a judge's address: its number where judging is blind, otherwise its id."""
    if not edition.round.blind:
        return address
    found = db.session.scalar(select(BlindNumber.project_id).where(BlindNumber.number == address))
    if found is None:
        raise NotFound()
    return found


def address_of(project_id: int, *, blind: bool) -> int:
    """Return what stands for a project in a judge's addresses."""
    if not blind:
        return project_id
    found = db.session.scalar(select(BlindNumber.number).where(BlindNumber.project_id == project_id))
    if found is None:
        raise NotFound()
    return found


def numbers(projects: Collection[int]) -> dict[int, int]:
    """Return the numbers of projects that have one."""
    query = select(BlindNumber.project_id, BlindNumber.number).where(BlindNumber.project_id.in_(projects))
    return dict(db.session.execute(query).all())


def redactions(submissions: Mapping[int, str]) -> dict[int, Redaction]:
    """Return by project the redaction that was checked for exactly this submission, given by its SHA-256."""
    if not submissions:
        return {}
    pairs = [and_(Redaction.project_id == project, Redaction.sha256 == sha) for project, sha in submissions.items()]
    query = select(Redaction).where(or_(*pairs)).execution_options(populate_existing=True)
    return {found.project_id: found for found in db.session.scalars(query)}


def reading(edition: Edition, address: int, submission: Submission) -> Reading:
    """Return what a judge reads of a submission."""
    if not blindness.is_running(edition):
        return Reading(address, submission.title, submission.project.team.name, False, True, submission.content,
                       submission=submission, answers=_answers(submission.project.team))
    team = submission.project.team_id
    terms = queries_names.terms_of([team]).get(team, ())
    checked = redactions({submission.project_id: submission.sha256}).get(submission.project_id)
    content = _redacted(submission.content, terms, checked)
    return Reading(address, content["title"], "", True, checked is not None, content, shown_files(submission, checked))


def _answers(team: Team) -> tuple[tuple[Any, list[Any]], ...]:
    """Return what the team and its people answered for the jury to read; a blind judge gets none of it."""
    query = select(Membership.user_id).where(Membership.team_id == team.id)
    return tuple(questions.for_jury(team.id, list(db.session.scalars(query))))


def _redacted(content: Mapping[str, Any], terms: Collection[Term], checked: Redaction | None) -> dict[str, Any]:
    """Return only what judges may have: nothing goes over that is not named here."""
    texts = {name: text_for(name, content[name], terms, checked) for name in ("title", "pitch", "description")}
    links = {name: content[name] if checked and name in checked.links else "" for name in LINKS}
    return {**texts, **links, "challenge_title": content.get("challenge_title"), "files": []}


def text_for(name: str, text: str, terms: Collection[Term], checked: Redaction | None) -> str:
    """Return a text as an organizer let it through, or with everything hidden that may name its authors."""
    return getattr(checked, name) if checked else redacting.hidden(text, terms)


def titles(rows: Mapping[int, Any]) -> dict[int, str]:
    """Return by project the title that judges read; a row has `team_id`, `title` and `sha256`."""
    terms = queries_names.terms_of([row.team_id for row in rows.values()])
    checked = redactions({project: row.sha256 for project, row in rows.items()})
    return {
        project: text_for("title", row.title, terms.get(row.team_id, ()), checked.get(project))
        for project, row in rows.items()
    }


def shown_files(submission: Submission, checked: Redaction | None) -> tuple[ShownFile, ...]:
    """Return the files by numbers of their own: names and ids would tell."""
    withheld = set(checked.withheld) if checked else set()
    return tuple(
        ShownFile(number, ending_for(file["media_type"]), file["id"] in withheld)
        for number, file in enumerate(submission.content["files"], 1)
    )
