"""Count participations: per edition and in total, by country, institution, gender and category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, literal, select

from hackathon.accounts.models import Gender, University, User
from hackathon.db import Localized, db
from hackathon.editions import scope
from hackathon.editions.models import Edition, Registration
from hackathon.projects.models import Project
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.project_status import ProjectStatus
from hackathon.rules.registrations import State
from hackathon.statistics.models import FormerParticipation
from hackathon.teams.models import Membership

REGISTERED, IN_TEAM, SUBMITTED = "registered", "in_team", "submitted"
STATES = (REGISTERED, IN_TEAM, SUBMITTED)
COUNTRY, INSTITUTION, GENDER, CATEGORY = "country", "institution", "gender", "category"
KINDS = (COUNTRY, INSTITUTION, GENDER, CATEGORY)
NOT_STATED = "other_or_not_stated"


@dataclass(frozen=True)
class Group:
    """How many participations are alike in everything that is counted; `state` is the furthest that they came."""

    country: str
    institution: int
    gender: str
    category: str
    state: str
    count: int


@dataclass(frozen=True)
class Numbers:
    """The participations of an edition, or of all."""

    groups: tuple[Group, ...]

    def reached(self, state: str, kind: str = "") -> Counter[Any]:
        """Count those who came at least as far as this, by what they are of a kind."""
        far = STATES[STATES.index(state):]
        found: Counter[Any] = Counter()
        for group in self.groups:
            if group.state in far:
                found[getattr(group, kind) if kind else ""] += group.count
        return found

    def ended(self) -> Counter[str]:
        """Count by the furthest state: parts that are disjoint."""
        found: Counter[str] = Counter()
        for group in self.groups:
            found[group.state] += group.count
        return found

    def institutions(self) -> dict[str, Counter[int]]:
        """Count institutions country by country."""
        found: dict[str, Counter[int]] = {}
        for group in self.groups:
            found.setdefault(group.country, Counter())[group.institution] += group.count
        return found


def of_edition(edition: Edition) -> Numbers:
    """Return the numbers of one edition."""
    with scope.of(edition.id):
        return Numbers(tuple(_groups()))


def of_all(actor: Actor) -> tuple[Numbers, int]:
    """Return the numbers of all editions together, and how many different people they are; for administrators."""
    permit(actor, Permission.USER_ADMINISTER)
    with scope.every_edition(because="the project's report counts all editions together"):
        people = select(func.count(func.distinct(Registration.user_id))).join(Registration.user)
        present = (User.erased_at.is_(None), Registration.state == State.ADMITTED)
        living = db.session.scalar(people.where(*present)) or 0
        former = db.session.scalar(select(func.count()).where(FormerParticipation.counts_as_person)) or 0
        return Numbers(tuple(_groups())), living + former


def erased_places() -> int:
    """Count the participations of the edition entered that erasure left without a registration."""
    former = select(func.count(FormerParticipation.id)).scalar_subquery()
    stay = select(func.count(Registration.id)).join(Registration.user)
    stay = stay.where(User.erased_at.is_not(None), Registration.state == State.ADMITTED).scalar_subquery()
    return db.session.scalar(select(former - stay)) or 0


def states_of(user: User, registration: Registration) -> list[str]:
    """Return how far somebody came in an edition."""
    query = _living(Registration.id == registration.id).with_only_columns(*_columns_of_states())
    in_team, submitted = db.session.execute(query).one()
    return [REGISTERED, *([IN_TEAM] if in_team else []), *([SUBMITTED] if submitted else [])]


def universities(ids: Iterable[int]) -> dict[int, Localized]:
    """Return the names of institutions."""
    rows = db.session.execute(select(University.id, University.name).where(University.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


def _columns_of_states() -> tuple[Any, Any]:
    own = (Membership.user_id == Registration.user_id, Membership.edition_id == Registration.edition_id)
    handed_in = exists().where(
        *own, Project.team_id == Membership.team_id, Project.status == ProjectStatus.SUBMITTED
    )
    return exists().where(*own).label("in_team"), handed_in.label("submitted")


def _living(*conditions: Any) -> Select[Any]:
    country = func.coalesce(University.country, "")
    columns = (country, func.coalesce(User.university_id, 0), User.gender, User.category, *_columns_of_states())
    query = select(*columns).select_from(Registration).join(User, User.id == Registration.user_id)
    query = query.outerjoin(University, University.id == User.university_id)
    return query.where(User.erased_at.is_(None), Registration.state == State.ADMITTED, *conditions)


def _groups() -> Iterable[Group]:
    """Count in the database; those who are gone count like everybody."""
    inner = _living().subquery()
    counted = db.session.execute(select(*inner.columns, func.count(literal(1))).group_by(*inner.columns))
    rows = [(*row[:4], _furthest(in_team=row[4], submitted=row[5]), row[6]) for row in counted]
    # An institution that has gone over into another counts there, as the living do.
    today = func.coalesce(University.successor_id, FormerParticipation.university_id)
    names = (FormerParticipation.country, today, FormerParticipation.gender, FormerParticipation.category,
             FormerParticipation.states)
    former = select(*names).outerjoin(University, University.id == FormerParticipation.university_id)
    rows += [(*row[:4], row[4][-1], 1) for row in db.session.execute(former)]
    found: Counter[tuple[Any, ...]] = Counter()
    for country, university, gender, category, state, count in rows:
        found[country, university or 0, _gender(gender), str(category), state] += count
    return [Group(*key, count) for key, count in sorted(found.items())]


def _furthest(*, in_team: bool, submitted: bool) -> str:
    return SUBMITTED if submitted else IN_TEAM if in_team else REGISTERED


def _gender(stated: str | None) -> str:
    return str(stated) if stated in (Gender.FEMALE, Gender.MALE) else NOT_STATED
