"""What is read of results: who would be ranked, what was published, and what a team sees of its own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, undefer

from hackathon.accounts.models import User
from hackathon.challenges.models import Challenge
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition, EditionRole, Role
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Scorecard, ScorecardStatus
from hackathon.judging.queries import in_the_round, in_the_running, own_card
from hackathon.outbox import Recipient
from hackathon.projects import windows
from hackathon.projects.models import Project, Submission
from hackathon.results import queries_comments
from hackathon.results.models import PublishedBundle, PublishedResults, PublishedStanding
from hackathon.results.own import OwnResult
from hackathon.rules.permissions import Actor, Permission, may
from hackathon.rules.project_status import Admission
from hackathon.teams.models import Membership, Team


def candidates() -> Sequence[Row]:
    """Return every project that takes part, as it was handed in last."""
    query = (
        select(
            Project.id, Project.team_id, Team.name, Submission.title, Challenge.slug,
            Challenge.title.label("challenge"), Challenge.id.label("challenge_id"),
        )
        .join(Project.team)
        .join(Submission, windows.of_the_round())
        .outerjoin(Challenge, Challenge.id == Submission.content["challenge_id"].as_integer())
    )
    return db.session.execute(query.where(in_the_round()).order_by(Project.id)).all()


def open_reviews() -> tuple[int, int]:
    """Count the reviews that judges have begun but not finished, and those that nobody has begun."""
    query = (
        select(Scorecard.status, func.count())
        .select_from(JudgeAssignment)
        .join(Project, Project.id == JudgeAssignment.project_id)
        .join(Project.team)
        .outerjoin(Scorecard, own_card())
        .where(JudgeAssignment.status == AssignmentStatus.ASSIGNED)
        .group_by(Scorecard.status)
    )
    found = dict(db.session.execute(query.where(in_the_running())).all())
    return found.get(ScorecardStatus.DRAFT, 0), found.get(None, 0)


def readers_of_news(project_ids: Sequence[int]) -> tuple[list[Recipient], list[Recipient]]:
    """Return the members of these projects' teams, and the judges: those whose accounts are in use."""
    people = select(User.email, User.language, User.id).where(User.deactivated_at.is_(None)).order_by(User.id)
    teams = select(Project.team_id).where(Project.id.in_(project_ids))
    members = people.where(User.id.in_(select(Membership.user_id).where(Membership.team_id.in_(teams))))
    judges = people.where(User.id.in_(select(EditionRole.user_id).where(EditionRole.role == Role.JUDGE)))
    return _recipients(members), _recipients(judges)


def _recipients(query: Select) -> list[Recipient]:
    return [Recipient(row.email, row.language, id=row.id) for row in db.session.execute(query)]


def in_force() -> ColumnElement[bool]:
    """Hold for the publication that is neither withdrawn nor corrected."""
    return and_(PublishedResults.withdrawn_at.is_(None), PublishedResults.superseded_at.is_(None))


def public_results() -> PublishedResults | None:
    """Return the publication that is in force."""
    return db.session.scalar(select(PublishedResults).where(in_force()))


def older_revision(revision: int) -> PublishedResults | None:
    """Return an older publication that readers may still have, while another is in force."""
    query = select(PublishedResults).filter_by(revision=revision, is_private=False)
    return db.session.scalar(query) if public_results() is not None else None


def published_rounds() -> frozenset[int]:
    """Return the numbers of the rounds whose results are published."""
    with scope.every_round(because="readers are led from one round's results to another's"):
        return frozenset(db.session.scalars(select(PublishedResults.round_number).where(in_force())))


def bundle_of(results: PublishedResults) -> bytes | None:
    """Return the recount bundle of a publication; those from before marks were chained have none."""
    return db.session.scalar(select(PublishedBundle.content).filter_by(results_id=results.id))


def publications() -> list[PublishedResults]:
    """Return every publication with who made and who withdrew it, the newest first."""
    query = select(PublishedResults).options(
        joinedload(PublishedResults.published_by), joinedload(PublishedResults.proposed_by),
        joinedload(PublishedResults.withdrawn_by),
    )
    return list(db.session.scalars(query.order_by(PublishedResults.revision.desc())))


def are_withdrawn() -> bool:
    """Tell whether the round's results were published once and are withdrawn now."""
    return public_results() is None and last_revision() > 0


def last_revision() -> int:
    """Return the number of the newest publication, 0 before the first."""
    return db.session.scalar(select(func.max(PublishedResults.revision))) or 0


def public_standings(results: PublishedResults) -> list[PublishedStanding]:
    """Return the lines of a publication in order."""
    query = select(PublishedStanding).filter_by(results_id=results.id).order_by(PublishedStanding.position)
    return list(db.session.scalars(query))


def hidden_projects(edition: Edition) -> frozenset[int]:
    """Return the projects without a page for everybody: of teams that are gone, and all before the last round's end."""
    query = select(Project.id).join(Project.team)
    if edition.results_published_at is not None:
        query = query.where(or_(Team.admission == Admission.DISQUALIFIED, Team.closed_at.is_not(None)))
    return frozenset(db.session.scalars(query))


def own_standing(actor: Actor, results: PublishedResults) -> PublishedStanding | None:
    """Return the line of the actor's own team."""
    if not actor.member_of:
        return None
    query = select(PublishedStanding).join(Project, Project.id == PublishedStanding.project_id)
    own = Project.team_id.in_(actor.member_of)
    return db.session.scalar(query.where(PublishedStanding.results_id == results.id, own))


def own_results(actor: Actor, project: Project) -> list[OwnResult]:
    """Return what a team sees of its own once it is published, of the last round first.

    Place, means, ranges and the jury's comments of a round stay when the edition goes on without the team.
    """
    if not may(actor, Permission.TEAM_VIEW_INSIDE, project):
        return []
    edition, found = project.edition, []
    for number in sorted(published_rounds(), reverse=True):
        with scope.of(edition.id, number):
            found.append(_own_result(project, edition.address))
    return [result for result in found if result is not None]


def _own_result(project: Project, address: str) -> OwnResult | None:
    query = (
        select(PublishedStanding)
        .join(PublishedStanding.results)
        .where(in_force(), PublishedStanding.project_id == project.id)
        .options(joinedload(PublishedStanding.results).undefer_group("honours"))
        .options(undefer(PublishedStanding.criterion_ranges))
    )
    line = db.session.scalar(query)
    if line is None:
        return None
    return OwnResult(line, queries_comments.released(project, named=project.edition.judges_named), address)


def places_of(results: PublishedResults) -> dict[int, tuple[int | None, str]]:
    """Return place and title of each project in a publication."""
    columns = (PublishedStanding.project_id, PublishedStanding.place, PublishedStanding.project_title)
    query = select(*columns).where(PublishedStanding.results_id == results.id)
    return {row.project_id: (row.place, row.project_title) for row in db.session.execute(query)}
