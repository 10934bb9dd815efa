"""What must hold in every edition, whatever raced or broke: asked of the database after faults, and every night."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import and_, exists, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from hackathon import invariants_chain, invariants_files, invariants_people
from hackathon.db import canonical_json, db
from hackathon.editions import scope
from hackathon.editions.models import Criterion, Edition, EditionRole, Registration, Round
from hackathon.judging.models import (
    AssignmentStatus,
    DeclaredConflict,
    JudgeAssignment,
    RoundEntry,
    Scorecard,
    ScorecardStatus,
)
from hackathon.judging.queries import own_card
from hackathon.projects.models import Project, Submission
from hackathon.results.models import PublishedResults
from hackathon.results.written import published_text
from hackathon.rules.project_status import ProjectStatus
from hackathon.rules.registrations import State
from hackathon.teams.models import Membership, Mentorship, Part, Team

Faults = Iterator[tuple[int, str]]


def faults(uploads: Path) -> list[str]:
    """Say what does not hold, each with the key of its edition."""
    with scope.every_edition(because="what must hold is asked of all editions at once"):
        keys = {row.id: row.key for row in db.session.execute(select(Edition.id, Edition.key))}
        keys[invariants_people.REGISTER] = "register of universities"
        found = [*invariants_files.faults(uploads), *(fault for check in CHECKS for fault in check())]
    return [f"{keys[edition_id]}: {words}" for edition_id, words in found]


def _teams() -> Faults:
    """A team has one captain and at most as many members as the edition allows; a closed one has none."""
    query = select(Team).options(selectinload(Team.memberships), joinedload(Team.edition, innerjoin=True))
    for team in db.session.scalars(query.order_by(Team.id)):
        parts = Counter(membership.part for membership in team.memberships)
        if team.closed_at is not None:
            if team.memberships:
                yield team.edition_id, f"closed team {team.id} has {len(team.memberships)} members"
            continue
        if parts[Part.CAPTAIN] != 1:
            yield team.edition_id, f"team {team.id} has {parts[Part.CAPTAIN]} captains"
        if len(team.memberships) > team.edition.team_size_max:
            most = team.edition.team_size_max
            yield team.edition_id, f"team {team.id} has {len(team.memberships)} members, at most {most} are allowed"


def _registrations() -> Faults:
    """Whoever is in a team is admitted to its edition."""
    registered = exists().where(
        Registration.edition_id == Membership.edition_id, Registration.user_id == Membership.user_id,
        Registration.state == State.ADMITTED,
    )
    for membership in db.session.scalars(select(Membership).where(~registered).order_by(Membership.id)):
        yield membership.edition_id, f"user {membership.user_id} of team {membership.team_id} is not registered"


def _offices() -> Faults:
    """Nobody who is in a team is organizer, judge or mentor in the same edition."""
    parts = (
        (EditionRole, EditionRole.role),
        (Mentorship, literal("mentor")),
    )
    for model, office in parts:
        both = (model.edition_id == Membership.edition_id, model.user_id == Membership.user_id)
        query = select(Membership.edition_id, Membership.team_id, Membership.user_id, office.label("office"))
        query = query.join(model, and_(*both)).order_by(Membership.id, model.id)
        for row in db.session.execute(query):
            yield row.edition_id, f"user {row.user_id} is in team {row.team_id} and is {row.office} in the same edition"


def _submission_numbers() -> Faults:
    """Submissions of a project are numbered 1, 2, 3 without a gap, and the project names the last of them."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for row in db.session.execute(select(Submission.project_id, Submission.number).order_by(Submission.number)):
        numbers[row.project_id].append(row.number)
    for project in db.session.scalars(select(Project).order_by(Project.id)):
        found = numbers[project.id]
        if found != list(range(1, project.submission_number + 1)):
            words = f"project {project.id} says {project.submission_number} submissions and has the numbers {found}"
            yield project.edition_id, words
        if (project.status == ProjectStatus.SUBMITTED) != bool(found):
            yield project.edition_id, f"project {project.id} is {project.status} with {len(found)} submissions"


def _submission_digests() -> Faults:
    """What was handed in is still what its SHA-256 says."""
    query = select(Submission).options(undefer(Submission.content)).order_by(Submission.id)
    for submission in db.session.scalars(query.execution_options(yield_per=100)):
        if _sha256(canonical_json(submission.content)) != submission.sha256:
            words = f"submission {submission.number} of project {submission.project_id} is not what its SHA-256 says"
            yield submission.edition_id, words


def _conflicts() -> Faults:
    """Nobody judges a team to which they belong, or from which they stepped back while the round was judged."""
    judge, before_the_end = JudgeAssignment.judge_id, DeclaredConflict.declared_at < Round.judging_closes
    tied = or_(
        exists().where(Membership.team_id == Project.team_id, Membership.user_id == judge),
        exists().where(Mentorship.team_id == Project.team_id, Mentorship.user_id == judge),
        exists().where(
            DeclaredConflict.project_id == JudgeAssignment.project_id, DeclaredConflict.judge_id == judge,
            before_the_end,
        ),
    )
    of_round = and_(Round.edition_id == JudgeAssignment.edition_id, Round.number == JudgeAssignment.round_number)
    query = select(JudgeAssignment).join(Project, Project.id == JudgeAssignment.project_id).join(Round, of_round)
    query = query.where(JudgeAssignment.status == AssignmentStatus.ASSIGNED, tied).order_by(JudgeAssignment.id)
    for row in db.session.scalars(query):
        yield row.edition_id, f"judge {row.judge_id} has project {row.project_id} in spite of a conflict of interest"


def _scorecards() -> Faults:
    """A card belongs to an assignment, its marks are inside the scale, and a finished one has a mark everywhere."""
    criteria: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in db.session.execute(select(Criterion.edition_id, Criterion.round_number, Criterion.id)):
        criteria[row.edition_id, row.round_number].add(row.id)
    rounds = {(each.edition_id, each.number): each for each in db.session.scalars(select(Round))}
    assigned = exists().where(own_card())
    query = select(Scorecard, assigned.label("assigned")).options(selectinload(Scorecard.marks))
    for card, was_assigned in db.session.execute(query.order_by(Scorecard.id)):
        where, key = f"scorecard {card.id} of project {card.project_id}", (card.edition_id, card.round_number)
        lowest, highest = rounds[key].scale_min, rounds[key].scale_max
        if not was_assigned:
            yield card.edition_id, f"{where} belongs to nobody who was given the project"
        if any(not lowest <= mark.value <= highest for mark in card.marks):
            yield card.edition_id, f"{where} has a mark outside of {lowest} to {highest}"
        given = {mark.criterion_id for mark in card.marks}
        if given - criteria[key]:
            yield card.edition_id, f"{where} has marks by another round's criteria"
        missing = criteria[key] - given
        if card.status == ScorecardStatus.FINISHED and (missing or card.finished_at is None):
            yield card.edition_id, f"{where} is finished, but {len(missing)} marks are missing"


def _publications() -> Faults:
    """What is published is what its digest says, and an edition is published once or not at all."""
    query = select(PublishedResults).options(selectinload(PublishedResults.standings)).order_by(PublishedResults.id)
    current: Counter[tuple[int, int]] = Counter()
    for results in db.session.scalars(query):
        current[results.edition_id, results.round_number] += results.is_in_force
        if _sha256(published_text(results)) != results.digest:
            yield results.edition_id, f"publication {results.revision} is not what its digest says"
    for edition in db.session.scalars(select(Edition).options(selectinload(Edition.rounds)).order_by(Edition.id)):
        found = current[edition.id, edition.rounds[-1].number]
        if found != (edition.results_published_at is not None):
            words = "published" if edition.results_published_at else "not published"
            yield edition.id, f"the edition counts as {words} and has {found} publications in force"


def _rounds() -> Faults:
    """Rounds are numbered without gaps, the edition is in one of them, and only what it is in has entries and marks."""
    for edition in db.session.scalars(select(Edition).options(selectinload(Edition.rounds)).order_by(Edition.id)):
        numbers = [each.number for each in edition.rounds]
        if numbers != list(range(1, len(numbers) + 1)) or edition.round_number not in numbers:
            yield edition.id, f"the edition is in round {edition.round_number} of {numbers}"
    ahead = select(RoundEntry).join(Edition, Edition.id == RoundEntry.edition_id)
    for entry in db.session.scalars(ahead.where(RoundEntry.round_number > Edition.round_number)):
        yield entry.edition_id, f"project {entry.project_id} is in round {entry.round_number} before the edition is"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


CHECKS: tuple[Callable[[], Faults], ...] = (
    _teams,
    _registrations,
    _offices,
    _submission_numbers,
    _submission_digests,
    _conflicts,
    _scorecards,
    _publications,
    _rounds,
    *invariants_chain.CHECKS,
    *invariants_people.CHECKS,
)
