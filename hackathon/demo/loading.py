"""Fill the database: five editions in five stages, or one of any size."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select, update

from hackathon import audit
from hackathon.accounts import passwords
from hackathon.accounts.models import User
from hackathon.db import db, transactional
from hackathon.demo import (
    attending,
    content,
    crowd,
    events,
    groups,
    panels,
    publication,
    registering,
    rows,
    signins,
    trail,
    work,
)
from hackathon.demo.people import Person, people
from hackathon.demo.plans import FIVE, Load, Plan
from hackathon.editions import scope
from hackathon.editions.models import Edition, Registration, Role
from hackathon.errors import KeyTaken
from hackathon.rules.permissions import SYSTEM, Actor, Permission, permit
from hackathon.rules.project_status import Admission
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Team

ENOUGH_TO_LOSE_ONE = 20


def is_empty() -> bool:
    """Tell whether nobody has an account and no edition exists."""
    return db.session.scalar(select(User.id).limit(1)) is None and not existing_keys()


def existing_keys() -> set[str]:
    """Return the keys of the editions that exist."""
    return set(db.session.scalars(select(Edition.key)))


def load_demo(plans: Sequence[Plan] = FIVE, *, seed: int, now: datetime) -> None:
    """Make editions with their people; all accounts have the same password, hashed once."""
    load = Load(seed, now, passwords.hashed(signins.PASSWORD))
    for plan in plans:
        load_plan(SYSTEM, load, plan)


@transactional
def load_plan(actor: Actor, load: Load, plan: Plan) -> Edition:
    """Make one edition in its stage with everything in it; nothing of it stays if a part fails."""
    permit(actor, Permission.DEMO_LOAD)
    if plan.key in existing_keys():
        raise KeyTaken(field="key")
    crowd.universities()
    known = signins.accounts(load)
    made = events.edition(load, plan)
    with scope.of(made.id, 1):
        _fill(load, plan, made, known)
        if plan.stage is Stage.RESULTS:
            publication.publish(load, made, known["organizer"], known["chair"])
        details = {"seed": load.seed, "teams": plan.teams}
        audit.record(actor, audit.Verb.DEMO_LOADED, made, now=load.now, details=details)
        db.session.flush()
    return made


def _fill(load: Load, plan: Plan, made: Edition, known: dict[str, User]) -> None:
    rng = random.Random(f"{load.seed}:{plan.key}")
    crowd_of_country = people(plan.country, f"{load.seed}:{plan.key}", domain=f"{plan.key}.example.org")
    drawn = _teams(load, plan, made, known, (crowd_of_country, rng))
    entries = work.entries(load, plan, made, drawn, rng)
    work.save(made, entries)
    registering.ask(load, plan, made, drawn)
    attending.come(load, plan, made)
    events.give_role(load, made, Role.ORGANIZER, [known["organizer"].id])
    seats = panels.jury(load, plan, made, crowd_of_country, known["judge"]) if plan.judges else []
    events.give_role(load, made, Role.JUDGE, [seat.user_id for seat in seats])
    if seats:
        # The chair is one judge more, who confirms the results and scores nothing.
        events.give_role(load, made, Role.JUDGE, [known["chair"].id])
        events.give_role(load, made, Role.CHAIR, [known["chair"].id])
    cards = []
    if plan.stage in (Stage.JUDGING, Stage.RESULTS):
        judged = [entry for entry in entries if entry.handed_in]
        if plan.stage is Stage.RESULTS and len(judged) > ENOUGH_TO_LOSE_ONE:
            _disqualify(judged.pop())
        pairs = panels.deal(load, made, judged, seats)
        cards = panels.score(load, plan, made, judged, (seats, pairs))
    trail.write(made, drawn, entries, cards)


def _teams(
    load: Load, plan: Plan, made: Edition, known: dict[str, User], source: tuple[Iterator[Person], random.Random]
) -> list[groups.Group]:
    crowd_of_country, rng = source
    drawn = groups.groups(load, plan, made, rng)
    if plan.with_students and made.registration_opens <= load.now:
        _seat_students(load, made, drawn, known)
    groups.fill(load, plan, drawn, crowd_of_country, rng)
    groups.save(plan, made, drawn, rng)
    groups.mentors(load, made, drawn, crowd_of_country, rng)
    groups.singles(load, plan, made, crowd_of_country, rng)
    return drawn


def _seat_students(load: Load, made: Edition, drawn: list[groups.Group], known: dict[str, User]) -> None:
    """Put the demo's captain at the head of a team that is still drafting, if there is one."""
    team = next((group for group in drawn if group.story and group.story.is_draft), drawn[0] if drawn else None)
    if team is not None:
        team.members.append(known["captain"].id)
        team.universities.add(known["captain"].university_id)
        team.size = max(team.size, min(3, made.team_size_max))
    rows.add(Registration, [
        {"edition_id": made.id, "user_id": known["student"].id, "registered_at": made.registration_opens}
    ])


def _disqualify(lost: work.Entry) -> None:
    """Exclude a team, with a reason."""
    reason = content.load("comments")["disqualified"][0]["ru"]
    chosen = update(Team).where(Team.id == lost.group.id)
    db.session.execute(chosen.values(admission=Admission.DISQUALIFIED, admission_reason=reason))
