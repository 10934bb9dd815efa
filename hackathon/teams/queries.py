"""What is read of teams."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Row, bindparam, func, literal, select, union_all
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql import Select

from hackathon.accounts.models import Consent, ConsentPurpose, User
from hackathon.db import connection, db
from hackathon.editions.models import EditionRole
from hackathon.errors import InviteInvalid, NotFound
from hackathon.rules.permissions import Actor, Permission, may, permit
from hackathon.rules.project_status import Admission
from hackathon.teams import invites
from hackathon.teams.models import Membership, Mentorship, Part, Team
from hackathon.text import search_key

_ADDRESSEES = (
    select(User.id, User.email, User.language)
    .join(Membership, Membership.user_id == User.id)
    .where(Membership.edition_id == bindparam("edition_id"), Membership.team_id == bindparam("team_id"))
    .order_by(Membership.slot)
)


@dataclass(frozen=True)
class Person:
    """A member as visitors see one: by name only with the consent to be named."""

    name: str
    is_captain: bool


@dataclass(frozen=True)
class ListedTeam:
    """A line of the public list."""

    id: int
    name: str
    member_count: int
    names: tuple[str, ...]


def visible_team(actor: Actor, team_id: int) -> Team:
    """Return a team with its people, if this reader may see it: disqualified and closed ones leave the public."""
    query = select(Team).where(Team.id == team_id).options(
        selectinload(Team.memberships).joinedload(Membership.user),
        selectinload(Team.mentorships).joinedload(Mentorship.user),
    )
    team = db.session.scalar(query.execution_options(populate_existing=True))
    if team is None or not (is_public(team) or may(actor, Permission.TEAM_VIEW_INSIDE, team)):
        raise NotFound()
    return team


def team_to_change(actor: Actor, team_id: int, permission: Permission) -> Team:
    """Return a team to act on; refuse who sees it but may not do this."""
    team = db.session.scalar(select(Team).where(Team.id == team_id))
    if team is None or not (is_public(team) or may(actor, Permission.TEAM_VIEW_INSIDE, team)):
        raise NotFound()
    permit(actor, permission, team)
    return team


def is_public(team: Team) -> bool:
    """Tell whether visitors see the team."""
    return team.closed_at is None and team.admission != Admission.DISQUALIFIED


def own_team(actor: Actor) -> Team | None:
    """Return the actor's team in the edition entered."""
    if not actor.member_of:
        return None
    return db.session.scalar(select(Team).where(Team.id.in_(actor.member_of)))


def invited_team(token: str, edition_id: int, secret: str) -> Team:
    """Return the team that an invite link leads to, unless the link was revoked."""
    team_id, version = invites.read(token, edition_id, secret)
    query = select(Team).options(selectinload(Team.memberships)).where(Team.id == team_id)
    team = db.session.scalar(query)
    if team is None or not is_public(team) or team.invite_version != version:
        raise InviteInvalid()
    return team


def offices_of(user_id: int | None) -> set[str]:
    """Return what a person is in the edition entered that keeps them out of its teams: organizer, judge, mentor."""
    if user_id is None:
        return set()
    roles = select(EditionRole.role).where(EditionRole.user_id == user_id)
    mentors = select(literal("mentor")).where(Mentorship.user_id == user_id)
    return set(db.session.scalars(union_all(roles, mentors)))


def people_of(team: Team) -> list[Person]:
    """Return a team's members in the words that visitors may read."""
    named = named_publicly(membership.user_id for membership in team.memberships)
    return [Person(named.get(each.user_id, ""), each.part == Part.CAPTAIN) for each in team.memberships]


def named_publicly(user_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of those people who agreed to be named in public."""
    query = select(User).where(User.id.in_(list(user_ids)), _agreed(User.id))
    return {person.id: person.name for person in db.session.scalars(query)}


def _agreed(user_id: object) -> object:
    return select(Consent.id).where(
        Consent.user_id == user_id,
        Consent.purpose == ConsentPurpose.PUBLIC_NAME,
        Consent.withdrawn_at.is_(None),
    ).exists()


def public_teams(search: str, *, page: int, size: int) -> tuple[list[ListedTeam], int]:
    """Return one page of the teams that visitors see, and how many there are."""
    query = _public(select(Team.id, Team.name))
    for word in search_key(search).split():
        query = query.where(Team.search_key.contains(word, autoescape=True))
    total = db.session.scalar(query.with_only_columns(func.count(Team.id))) or 0
    start = (min(page, max(1, -(-total // size))) - 1) * size
    rows = db.session.execute(query.order_by(Team.search_key, Team.id).limit(size).offset(start)).all()
    people = _people_by_team([row.id for row in rows])
    return [ListedTeam(row.id, row.name, *people.get(row.id, (0, ()))) for row in rows], total


def _people_by_team(team_ids: list[int]) -> dict[int, tuple[int, tuple[str, ...]]]:
    query = (
        select(Membership.team_id, User, _agreed(User.id))
        .join(Membership.user)
        .where(Membership.team_id.in_(team_ids))
        .order_by(Membership.team_id, Membership.slot)
    )
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    for team_id, person, agreed in db.session.execute(query):
        count, names = found.get(team_id, (0, ()))
        found[team_id] = (count + 1, (*names, person.name) if agreed else names)
    return found


def _public(query: Select) -> Select:
    return query.where(Team.closed_at.is_(None), Team.admission != Admission.DISQUALIFIED)


def count_of_teams() -> int:
    """Count the teams that take part in the edition entered."""
    return db.session.scalar(_public(select(func.count(Team.id)))) or 0


def members_of(team: Team) -> list[Membership]:
    """Return a team's memberships as they are now, each with its person."""
    query = select(Membership).options(joinedload(Membership.user)).where(Membership.team_id == team.id)
    return list(db.session.scalars(query.order_by(Membership.slot).execution_options(populate_existing=True)))


def takes_part(user_id: int) -> bool:
    """Tell whether somebody is in a team of the edition entered."""
    return db.session.scalar(select(Membership.id).where(Membership.user_id == user_id)) is not None


def mentorship(team: Team, user_id: int) -> Mentorship | None:
    """Return somebody's mentorship of the team."""
    return db.session.scalar(select(Mentorship).filter_by(team_id=team.id, user_id=user_id))


def addressees(team: Team) -> list[Row]:
    """Return who gets the team's letters: id, e-mail and language of each member."""
    return list(connection().execute(_ADDRESSEES, {"edition_id": team.edition_id, "team_id": team.id}))
