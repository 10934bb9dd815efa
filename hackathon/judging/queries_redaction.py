"""What organizers see of submissions and of what judges read of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, undefer

from hackathon.db import db
from hackathon.errors import NotFound
from hackathon.judging import queries_blind, queries_names
from hackathon.judging.models_blind import Redaction
from hackathon.judging.queries import in_the_running
from hackathon.judging.queries_blind import ShownFile
from hackathon.projects import windows
from hackathon.projects.cleaning import ending_for
from hackathon.projects.models import Project, ProjectFile, Submission
from hackathon.rules import redacting
from hackathon.rules.redacting import Term
from hackathon.teams.models import Team

TEXTS = ("title", "pitch", "description")


@dataclass(frozen=True)
class Line:
    """A submission in the organizers' list; `state` is checked, outdated or unchecked."""

    project_id: int
    number: int | None
    title: str
    team_name: str
    state: str
    found: int


@dataclass(frozen=True)
class Sheet:
    """One submission beside what judges read of it."""

    submission: Submission
    team_name: str
    number: int | None
    terms: tuple[Term, ...]
    kept: Redaction | None
    files: tuple[ShownFile, ...]

    def original(self, name: str) -> list[tuple[str, str]]:
        """Return a text in pieces, each with what it seems to name."""
        return list(redacting.pieces(self.submission.content[name], self.terms))

    def values(self) -> dict[str, object]:
        """Return what the form holds at first: what was saved, or what is suggested."""
        given = {name: queries_blind.text_for(name, self.submission.content[name], self.terms, self.kept)
                 for name in TEXTS}
        kept = {"links": self.kept.links, "withheld": self.kept.withheld} if self.kept else {}
        version = self.kept.version if self.kept else 0
        return {**given, **kept, "sha256": self.submission.sha256, "version": version}


def _submissions(*conditions: ColumnElement[bool]) -> Select:
    latest = windows.of_the_round()
    return (
        select(Submission)
        .join(Submission.project)
        .join(Team, Team.id == Project.team_id)
        .where(latest, in_the_running(), *conditions)
        .options(undefer(Submission.content), contains_eager(Submission.project).joinedload(Project.team))
        .order_by(Project.id)
        .execution_options(populate_existing=True)
    )


def submission(project_id: int) -> Submission | None:
    """Return what a project that takes part handed in last."""
    return db.session.scalar(_submissions(Project.id == project_id))


def lines() -> list[Line]:
    """Return every submission with how far its redaction is, those to look at first."""
    found = list(db.session.scalars(_submissions()))
    kept = {tuple(row) for row in db.session.execute(select(Redaction.project_id, Redaction.sha256))}
    terms = queries_names.terms_of([each.project.team_id for each in found])
    numbers = queries_blind.numbers([each.project_id for each in found])
    listed = []
    for each in found:
        state = _state(each, kept)
        count = sum(len(redacting.found(each.content[name], terms.get(each.project.team_id, ()))) for name in TEXTS)
        team = each.project.team.name
        listed.append(Line(each.project_id, numbers.get(each.project_id), each.title, team, state, count))
    return sorted(listed, key=lambda line: (line.state == "checked", -line.found, line.title.casefold()))


def _state(each: Submission, kept: set[tuple[Any, ...]]) -> str:
    if (each.project_id, each.sha256) in kept:
        return "checked"
    return "outdated" if any(project == each.project_id for project, _ in kept) else "unchecked"


def sheet(project_id: int) -> Sheet:
    """Return one submission with what judges read of it."""
    found = submission(project_id)
    if found is None:
        raise NotFound()
    terms = queries_names.terms_of([found.project.team_id]).get(found.project.team_id, ())
    kept = queries_blind.redactions({project_id: found.sha256}).get(project_id)
    number = queries_blind.numbers([project_id]).get(project_id)
    return Sheet(found, found.project.team.name, number, terms, kept, queries_blind.shown_files(found, kept))


@dataclass(frozen=True)
class Behind:
    """The file behind a number, with the words that would name its authors."""

    stored_name: str
    media_type: str
    terms: tuple[Term, ...]


def file_behind(found: Submission, number: int) -> Behind:
    """Return a file of a submission by its number, if copies of its type can be cleaned."""
    files = found.content["files"]
    if not 1 <= number <= len(files) or ending_for(files[number - 1]["media_type"]) is None:
        raise NotFound()
    stored = db.session.scalar(select(ProjectFile).filter_by(project_id=found.project_id, id=files[number - 1]["id"]))
    if stored is None:
        raise NotFound()
    team = found.project.team_id
    return Behind(stored.stored_name, stored.media_type, queries_names.terms_of([team]).get(team, ()))
