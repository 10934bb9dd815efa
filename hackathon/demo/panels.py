"""Make the jury of an edition, deal it the projects, and let it score."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hackathon.accounts.models import Category, User
from hackathon.demo import content, crowd, rows, scores, timeline
from hackathon.demo.people import Person
from hackathon.demo.plans import Load, Plan
from hackathon.demo.work import Entry
from hackathon.editions.models import Edition
from hackathon.judging import chain
from hackathon.judging.models import AssignmentStatus, DeclaredConflict, JudgeAssignment
from hackathon.rules import assignment
from hackathon.rules.schedule import Stage
from hackathon.rules.seating import Docket, Pair

ABROAD_EVERY = 3
PRACTICE_EVERY = 4


@dataclass(frozen=True)
class Seat:
    """A member of the jury."""

    user_id: int
    university_id: int | None
    language: str


def jury(load: Load, plan: Plan, made: Edition, people: Iterator[Person], first: User) -> list[Seat]:
    """Make the members of the jury: teachers of the country, guests from the European Union, people from practice."""
    rng = random.Random(f"{load.seed}:jury:{plan.key}")
    known, texts = crowd.universities(), content.load("accounts")
    schools = [row["key"] for row in content.load("places")["universities"] if row["country"] == plan.country]
    guests = iter(texts["jurors"])
    newcomers = []
    for number in range(1, plan.judges):
        guest = next(guests, None) if number % ABROAD_EVERY == 0 else None
        if guest:
            newcomers.append(_guest(guest, known, made))
        elif number % PRACTICE_EVERY == 0:
            firm = rng.choice(texts["organisations"][plan.country])
            newcomers.append(crowd.Newcomer(next(people), None, made.registration_opens, Category.INDUSTRY, firm))
        else:
            school = known[rng.choice(schools)]
            newcomers.append(crowd.Newcomer(next(people), school, made.registration_opens, Category.TEACHER))
    ids = crowd.missing_accounts(load, newcomers, rng)
    seats = [
        Seat(ids[each.person.email], each.university_id, crowd.interface_language(each.person.language))
        for each in newcomers
    ]
    return [Seat(first.id, first.university_id, first.language), *seats][: plan.judges]


def _guest(row: dict[str, Any], known: dict[str, int], made: Edition) -> crowd.Newcomer:
    names = {name: value for name, value in row.items() if name != "university"}
    address = f"{row['latin_name'].lower().replace(' ', '.')}@example.org"
    person = Person(**names, email=address)
    return crowd.Newcomer(person, known[row["university"]], made.registration_opens, Category.TEACHER)


def deal(load: Load, made: Edition, entries: list[Entry], seats: list[Seat]) -> list[Pair]:
    """Deal the projects by the real rule; in a jury of some size one member has declared a conflict."""
    soft = {
        (seat.user_id, entry.id)
        for seat in seats
        for entry in entries
        if seat.university_id is not None and seat.university_id in entry.group.universities
    }
    projects, judges = [entry.id for entry in entries], [seat.user_id for seat in seats]
    docket = Docket(projects, judges, made.round.reviews_per_project, soft=soft)
    pairs = list(assignment.deal(docket, seed=load.seed).new)
    at = _dealt_at(load, made)
    if len(seats) > made.round.reviews_per_project + 1 and pairs:
        stepped_back = next(pair for pair in pairs if pair[0] == seats[1].user_id)
        pairs.remove(stepped_back)
        _declare(load, made, stepped_back, at)
        again = Docket(projects, judges, docket.wanted, existing=pairs, hard={stepped_back}, soft=soft)
        pairs += assignment.deal(again, seed=load.seed).new
    given = {"edition_id": made.id, "assigned_at": at, "status": AssignmentStatus.ASSIGNED}
    rows.add(JudgeAssignment, [{**given, "judge_id": judge, "project_id": project} for judge, project in pairs])
    return pairs


def _dealt_at(load: Load, made: Edition) -> datetime:
    return min(load.now, made.round.judging_opens - timedelta(hours=2))


def _declare(load: Load, made: Edition, pair: Pair, at: datetime) -> None:
    judge, project = pair
    given = {"edition_id": made.id, "judge_id": judge, "project_id": project}
    reason = content.load("comments")["conflicts"][load.seed % 2]["ru"]
    declared = min(load.now, made.round.judging_opens + timedelta(hours=5))
    rows.add(JudgeAssignment, [{**given, "assigned_at": at, "status": AssignmentStatus.RECUSED}])
    rows.add(DeclaredConflict, [{**given, "reason": reason, "declared_at": declared}])


def progress(plan: Plan, seats: list[Seat], rng: random.Random) -> dict[int, float]:
    """Say what share of the queue each member has finished: all of it once the results are due."""
    if plan.stage is Stage.RESULTS:
        return {seat.user_id: 1.0 for seat in seats}
    shares = {seat.user_id: rng.choice((0.2, 0.4, 0.55, 0.7, 0.85, 1.0)) for seat in seats}
    return shares | {seats[0].user_id: 0.42} if seats else shares


def score(
    load: Load, plan: Plan, made: Edition, entries: list[Entry], dealt: tuple[list[Seat], list[Pair]]
) -> list[dict[str, Any]]:
    """Let each member score the queue as far as they have come; return the cards."""
    seats, pairs = dealt
    rng = random.Random(f"{load.seed}:scores:{plan.key}")
    by_id = {entry.id: entry for entry in entries}
    done = progress(plan, seats, rng)
    desk = scores.Desk(made, rng)
    for seat in seats:
        queue = [by_id[project] for judge, project in pairs if judge == seat.user_id]
        rng.shuffle(queue)
        finished = round(done[seat.user_id] * len(queue))
        end = min(load.now, made.round.judging_closes)
        moments = sorted(timeline.between(made.round.judging_opens, end, rng) for _ in queue)
        for entry, moment, number in zip(queue, moments, range(len(queue)), strict=True):
            if number <= finished:
                desk.card(seat.user_id, seat.language, entry, moment, finished=number < finished)
    saved = desk.save()
    last = min(load.now, made.round.judging_closes)
    chain.append_changes(made.id, [entry.id for entry in entries], by=chain.BY_JUDGE, now=last)
    return saved
