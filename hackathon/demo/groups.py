"""Make the teams of an edition: people, names, members and mentors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from hackathon.accounts.models import Category
from hackathon.demo import content, crowd, rows, stories, timeline
from hackathon.demo.people import Person
from hackathon.demo.plans import Load, Plan
from hackathon.editions.models import Edition, Registration
from hackathon.rules.project_status import Admission
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership, Mentorship, Part, Team
from hackathon.text import look_alike_key, search_key

MENTORED = 0.4
UNDECIDED = 0.25


@dataclass
class Group:
    """One team in the making: what it is called, what it works on, who belongs to it."""

    name: str
    university: str
    founded_at: datetime
    story: stories.Story | None = None
    id: int = 0
    size: int = 0
    members: list[int] = field(default_factory=list)
    universities: set[int] = field(default_factory=set)


def groups(load: Load, plan: Plan, made: Edition, rng: random.Random) -> list[Group]:
    """Draw up the teams of a plan: those with a project written by hand first, then the rest."""
    known = stories.written(plan.country)[: plan.teams]
    taken = {look_alike_key(story.team) for story in known}
    names = (name for name in stories.team_names(plan.country, load.seed) if look_alike_key(name) not in taken)
    schools = _schools(plan.country)
    end = min(load.now, made.registration_closes)
    drawn = []
    for number in range(plan.teams):
        story = known[number] if number < len(known) else None
        founded = timeline.between(made.registration_opens, end, rng)
        university = story.university if story else rng.choice(schools)
        group = Group(story.team if story else next(names), university, founded, story)
        whole = plan.stage not in (Stage.REGISTRATION, Stage.ANNOUNCED)
        group.size = rng.randint(made.team_size_min if whole else 1, made.team_size_max)
        drawn.append(group)
    return drawn


def _schools(country: str) -> list[str]:
    """List a country's universities; partners of the project stand in it more often."""
    return [
        row["key"]
        for row in content.load("places")["universities"]
        if row["country"] == country
        for _ in range(4 if row["partner"] else 1)
    ]


def fill(load: Load, plan: Plan, drawn: list[Group], people: Iterator[Person], rng: random.Random) -> None:
    """Make an account for every member of the teams."""
    known = crowd.universities()
    schools = _schools(plan.country)
    newcomers = []
    for group in drawn:
        for person in islice(people, group.size - len(group.members)):
            university = known[group.university if rng.random() < 0.85 else rng.choice(schools)]
            newcomers.append(crowd.Newcomer(person, university, group.founded_at))
            group.universities.add(university)
    ids = iter(crowd.accounts(load, newcomers, rng))
    for group in drawn:
        group.members += islice(ids, group.size - len(group.members))


def save(plan: Plan, made: Edition, drawn: list[Group], rng: random.Random) -> None:
    """Store the teams with their members."""
    ids = rows.added(Team, [_team(plan, made, group, rng) for group in drawn])
    members, registrations = [], []
    for group, group.id in zip(drawn, ids, strict=True):
        given = {"edition_id": made.id, "team_id": group.id, "joined_at": group.founded_at}
        for slot, user_id in enumerate(group.members, start=1):
            part = Part.CAPTAIN if slot == 1 else Part.MEMBER
            members.append({**given, "user_id": user_id, "part": part, "slot": slot})
            registrations.append({"edition_id": made.id, "user_id": user_id, "registered_at": group.founded_at})
    rows.add(Registration, registrations)
    rows.add(Membership, members)


def _team(plan: Plan, made: Edition, group: Group, rng: random.Random) -> dict:
    undecided = plan.stage is Stage.REGISTRATION or (plan.stage is Stage.SUBMISSIONS and rng.random() < UNDECIDED)
    return {
        "edition_id": made.id,
        "name": group.name,
        "name_key": look_alike_key(group.name),
        "search_key": search_key(group.name),
        "admission": Admission.PENDING if undecided else Admission.ADMITTED,
        "created_at": group.founded_at,
    }


def singles(load: Load, plan: Plan, made: Edition, people: Iterator[Person], rng: random.Random) -> None:
    """Register people who have no team yet."""
    known, schools = crowd.universities(), _schools(plan.country)
    end = min(load.now, made.registration_closes)
    newcomers = [
        crowd.Newcomer(
            person, known[rng.choice(schools)], timeline.between(made.registration_opens, end, rng)
        )
        for person in islice(people, plan.singles)
    ]
    ids = crowd.accounts(load, newcomers, rng)
    given = zip(ids, newcomers, strict=True)
    rows.add(Registration, [
        {"edition_id": made.id, "user_id": user_id, "registered_at": each.created_at} for user_id, each in given
    ])


def mentors(load: Load, made: Edition, drawn: list[Group], people: Iterator[Person], rng: random.Random) -> None:
    """Give some teams a teacher of their university as a mentor."""
    chosen = [group for group in drawn if rng.random() < MENTORED]
    schools = sorted({group.university for group in chosen})
    known = crowd.universities()
    since = made.registration_opens
    teachers = [
        crowd.Newcomer(person, known[school], since, Category.TEACHER)
        for school, person in zip(schools, people, strict=False)
    ]
    ids = dict(zip(schools, crowd.accounts(load, teachers, rng), strict=True))
    rows.add(Mentorship, [
        {"edition_id": made.id, "team_id": group.id, "user_id": ids[group.university], "added_at": group.founded_at}
        for group in chosen
    ])
