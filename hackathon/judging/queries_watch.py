"""What organizers watch: progress by judge and by project, what is short, who stepped back."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import University, User
from hackathon.db import Localized, db
from hackathon.editions.models import EditionRole, Role
from hackathon.errors import NotFound
from hackathon.judging import queries_docket as docket
from hackathon.judging.models import (
    AssignmentStatus,
    DeclaredConflict,
    JudgeAssignment,
    Scorecard,
    ScorecardStatus,
)
from hackathon.judging.queries import in_the_running, own_card
from hackathon.projects import windows
from hackathon.projects.models import Project, Submission
from hackathon.rules.conflicts import Conflict
from hackathon.teams.models import Team


@dataclass(frozen=True)
class Review:
    """One judge at one project; `state` is waiting, draft or scored."""

    judge_id: int
    judge_name: str
    project_id: int
    state: str
    by_hand: bool
    conflict: Conflict | None


@dataclass(frozen=True)
class JudgeLine:
    judge_id: int
    name: str
    email: str
    university: Localized
    is_judge: bool
    states: Counter[str]
    stepped_back: int
    soft: int

    @property
    def assigned(self) -> int:
        return self.states.total()


@dataclass(frozen=True)
class ProjectLine:
    project_id: int
    title: str
    team_name: str
    reviews: tuple[Review, ...]

    @property
    def finished(self) -> int:
        return sum(review.state == "scored" for review in self.reviews)


@dataclass(frozen=True)
class Board:
    """The whole of judging at a glance."""

    wanted: int
    judges: tuple[JudgeLine, ...]
    projects: tuple[ProjectLine, ...]
    conflicts: tuple[DeclaredConflict, ...] = field(default=())

    @property
    def reviews(self) -> Counter[str]:
        return Counter(review.state for line in self.projects for review in line.reviews)

    @property
    def scored(self) -> int:
        """Count the projects with enough finished reviews."""
        return sum(line.finished >= self.wanted for line in self.projects)

    def title_of(self, project_id: int) -> str | None:
        """Return the title of a project in the running."""
        return next((line.title for line in self.projects if line.project_id == project_id), None)

    @property
    def in_conflict(self) -> tuple[tuple[ProjectLine, Review], ...]:
        """Return the reviews that a conflict of interest stands against, which came up after they were dealt."""
        found = ((line, review) for line in self.projects for review in line.reviews)
        return tuple((line, each) for line, each in found if each.conflict and each.conflict.is_hard)

    @property
    def short(self) -> tuple[ProjectLine, ...]:
        """Return the projects that were dealt to too few judges."""
        return tuple(line for line in self.projects if len(line.reviews) < self.wanted)


def board(wanted: int) -> Board:
    """Read everything in a number of statements that does not depend on how much there is."""
    people = _people()
    tied = docket.ties(people)
    by_project = _reviews(people, tied)
    projects = tuple(ProjectLine(*row, tuple(by_project[row.id])) for row in _projects())
    conflicts = tuple(
        db.session.scalars(
            select(DeclaredConflict).options(joinedload(DeclaredConflict.judge)).order_by(DeclaredConflict.id.desc())
        )
    )
    return Board(wanted, _judges(people, projects, conflicts), projects, conflicts)


def judge_line(wanted: int, judge_id: int) -> JudgeLine:
    """Return one judge, with what they have done so far."""
    found = next((line for line in board(wanted).judges if line.judge_id == judge_id), None)
    if found is None:
        raise NotFound()
    return found


def _people() -> dict[int, tuple]:
    """Return judges, and those who left and whose cards stay, by id."""
    role = and_(EditionRole.user_id == User.id, EditionRole.role == Role.JUDGE)
    assigned = select(JudgeAssignment.judge_id).where(JudgeAssignment.status == AssignmentStatus.ASSIGNED)
    query = (
        select(User.id, User.family_name, User.given_name, User.email, University.name, EditionRole.id.label("role_id"))
        .outerjoin(University, University.id == User.university_id)
        .outerjoin(EditionRole, role)
        .where(EditionRole.id.is_not(None) | User.id.in_(assigned))
        .order_by(User.family_name, User.given_name, User.id)
    )
    return {row.id: row for row in db.session.execute(query)}


def _name(person) -> str:
    return " ".join(part for part in (person.given_name, person.family_name) if part) or person.email


def _projects():
    latest = windows.of_the_round()
    query = select(Project.id, Submission.title, Team.name).select_from(Project).join(Team, Team.id == Project.team_id)
    query = query.join(Submission, latest).where(in_the_running()).order_by(Project.id)
    return db.session.execute(query).all()


def _reviews(people: dict[int, tuple], tied: docket.Ties) -> dict[int, list[Review]]:
    query = (
        select(JudgeAssignment.judge_id, JudgeAssignment.project_id, JudgeAssignment.origin, Scorecard.status)
        .outerjoin(Scorecard, own_card())
        .where(JudgeAssignment.status == AssignmentStatus.ASSIGNED)
        .order_by(JudgeAssignment.id)
    )
    found: dict[int, list[Review]] = defaultdict(list)
    for judge, project, origin, status in db.session.execute(query):
        if project in tied.entries:
            review = Review(judge, _name(people[judge]), project, _state(status), origin == "by_hand",
                            tied.conflict(judge, project))
            found[project].append(review)
    return found


def _state(status: str | None) -> str:
    return {None: "waiting", ScorecardStatus.DRAFT: "draft", ScorecardStatus.FINISHED: "scored"}[status]


def _judges(people, projects, conflicts) -> tuple[JudgeLine, ...]:
    states: dict[int, Counter[str]] = defaultdict(Counter)
    soft: Counter[int] = Counter()
    for review in (review for line in projects for review in line.reviews):
        states[review.judge_id][review.state] += 1
        soft[review.judge_id] += review.conflict is Conflict.SAME_UNIVERSITY
    stepped_back = Counter(conflict.judge_id for conflict in conflicts)
    return tuple(
        JudgeLine(person.id, _name(person), person.email, person.name or Localized(), person.role_id is not None,
                  states[person.id], stepped_back[person.id], soft[person.id])
        for person in people.values()
    )
