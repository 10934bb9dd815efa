"""What an edition of the demo asks at registration, what people answered, and a waitlist where places are few."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from hackathon.db import Localized, db
from hackathon.demo import content, rows
from hackathon.demo.groups import Group
from hackathon.demo.plans import Load, Plan
from hackathon.editions.models import Edition, Registration
from hackathon.questions.models import Answer, AnswerSheet, Question
from hackathon.questions.queries import REGISTRATION
from hackathon.registrations.models import RegistrationPlan
from hackathon.rules.questions import Kind
from hackathon.rules.registrations import Mode, State

# Of those without a team: who has a place already, waits for one, was offered one; the others wait for a decision.
FATES = (State.ADMITTED,) * 5 + (State.WAITLISTED,) * 4 + (State.OFFERED, State.DECLINED)
HOURS = 48


def ask(load: Load, plan: Plan, made: Edition, drawn: Sequence[Group]) -> None:
    """Give an edition its form, the answers to it, and applications, where the demo has some."""
    asked = content.load("registration").get(plan.country)
    if asked is None:
        return
    rng = random.Random(f"{load.seed}:{plan.key}:registration")
    questions = [_question(made, row, number) for number, row in enumerate(asked["questions"], 1)]
    ids = rows.added(Question, questions)
    people = list(db.session.scalars(select(Registration).order_by(Registration.id)))
    if asked["reviewed"]:
        _review(load, made, people, {user_id for group in drawn for user_id in group.members})
    _answer(made, people, list(zip(ids, questions, asked["questions"], strict=True)), rng)


def _question(made: Edition, row: dict[str, Any], position: int) -> dict[str, Any]:
    options = [{"key": str(number), "text": text} for number, text in enumerate(row.get("options", ()), 1)]
    plain = {name: row[name] for name in ("kind", "asked_of", "required", "shown_to_jury")}
    limits = {name: row.get(name) for name in ("least", "most")}
    texts = {name: Localized(row.get(name, {})) for name in ("wording", "help")}
    place = {"edition_id": made.id, "form": REGISTRATION, "position": position, "options": options}
    return {**place, **plain, **limits, **texts}


def _review(load: Load, made: Edition, people: Sequence[Registration], seated: set[int]) -> None:
    singles = [each for each in people if each.user_id not in seated]
    states = {each.id: FATES[number] if number < len(FATES) else State.APPLIED for number, each in enumerate(singles)}
    held = len(people) - sum(state not in (State.ADMITTED, State.OFFERED) for state in states.values())
    settings = {"mode": Mode.REVIEWED, "capacity": held, "confirm_hours": HOURS, "version": 1}
    rows.add(RegistrationPlan, [{"edition_id": made.id, **settings, "frozen_at": made.registration_closes}])
    for row in singles:
        state = states[row.id]
        queued = row.registered_at if state in (State.WAITLISTED, State.OFFERED) else None
        ends = load.now + timedelta(hours=HOURS - 20) if state == State.OFFERED else None
        values = {"state": state, "queued_at": queued, "offer_ends_at": ends}
        db.session.execute(update(Registration).where(Registration.id == row.id).values(**values))


def _answer(made: Edition, people: Sequence[Registration], asked: Sequence[tuple], rng: random.Random) -> None:
    of_people = [each for each in asked if each[1]["asked_of"] == "person"]
    if not of_people:
        return
    sheet = {"edition_id": made.id, "form": REGISTRATION, "version": 1}
    sheets = [{**sheet, "user_id": each.user_id, "saved_by_id": each.user_id, "saved_at": each.registered_at}
              for each in people]  # fmt: skip
    ids = rows.added(AnswerSheet, sheets)
    given = []
    for sheet_id in ids:
        for question_id, question, row in of_people:
            value = _value(question, row, rng)
            if value is not None:
                answer = {"edition_id": made.id, "sheet_id": sheet_id, "question_id": question_id, "value": value}
                given.append(answer)
    rows.add(Answer, given)


def _value(question: dict[str, Any], row: dict[str, Any], rng: random.Random) -> Any:
    if not question["required"] and rng.random() < 0.5:
        return None
    keys = [each["key"] for each in question["options"]]
    if question["kind"] == Kind.ONE:
        return rng.choice(keys)
    if question["kind"] == Kind.MANY:
        return sorted(rng.sample(keys, rng.randint(1, min(3, len(keys)))))
    if question["kind"] == Kind.NUMBER:
        return rng.randint(question["least"] or 0, question["most"] or 5)
    return rng.choice(row["samples"])
