"""What judging tells earlier features, which do not know it.

The rubric is sealed, a judge may open files, and a judge whose role ends loses the projects.
"""

from __future__ import annotations

from datetime import datetime

from hackathon import audit, clock
from hackathon.accounts import hooks as accounts
from hackathon.accounts.details import Person
from hackathon.accounts.models import User
from hackathon.editions import hooks as editions
from hackathon.editions import scope
from hackathon.editions.models import Edition, Role
from hackathon.errors import ConflictWouldGo
from hackathon.judging import queries, queries_skills, removals
from hackathon.projects import queries as projects
from hackathon.projects import windows
from hackathon.projects.models import Project
from hackathon.rules import blindness
from hackathon.rules.permissions import Actor
from hackathon.text import faculty_key


def reads_project(actor: Actor, project: Project) -> bool:
    """Let a judge open a project that is theirs to score, once submissions have closed; not who judges blind."""
    if blindness.hides_teams(project.edition):
        return False
    return clock.now() >= project.edition.submissions_close and queries.may_read(actor, project)


def came_into(project: Project, number: int) -> bool:
    """Tell whether a project came into a later round of its edition."""
    with scope.of(project.edition_id, number):
        return queries.is_in_the_round(project.id)


def end_judging(actor: Actor, edition: Edition, user_id: int, role: Role, now: datetime) -> int:
    """Take a judge's open projects back and deal them again; finished scorecards keep counting."""
    if role != Role.JUDGE:
        return 0
    taken = removals.take_back(edition, user_id, removals.Removal(), now=now)
    details = taken.details(user_id, removals.Removal())
    audit.record(actor, audit.Verb.JUDGE_REMOVED, edition, now=now, details=details)
    return taken.redealt


def keep_conflicts(user: User, person: Person, now: datetime) -> None:
    """Refuse judges a change of university or faculty by which a conflict of interest with a team would disappear."""
    for edition_id, named in queries_skills.offices_of(user.id, now):
        before = (user.university_id, named or user.faculty_key)
        after = (person.university_id, named or faculty_key(person.faculty))
        with scope.of(edition_id):
            if before != after and queries_skills.colleagues_compete(before):
                raise ConflictWouldGo()


def connect() -> None:
    """Add judging's answers to the questions of other features."""
    if queries.marks_exist not in editions.rubric_seals:
        editions.rubric_seals.append(queries.marks_exist)
    if end_judging not in editions.role_endings:
        editions.role_endings.append(end_judging)
    if removals.forget_round not in editions.round_endings:
        editions.round_endings.append(removals.forget_round)
    if keep_conflicts not in accounts.checks:
        accounts.checks.append(keep_conflicts)
    if came_into not in windows.entries:
        windows.entries.append(came_into)
    readers = getattr(projects, "readers", None)
    if readers is not None and reads_project not in readers:
        readers.append(reads_project)
