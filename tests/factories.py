"""Make people, editions, teams, projects and scorecards, committed, so that every process sees them.

Moments are relative to the clock: a stopped one in most tests, the real one where a server runs.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from argon2 import PasswordHasher
from flask import current_app
from sqlalchemy import func, select

from hackathon import clock
from hackathon.accounts.details import Person
from hackathon.accounts.models import Consent as ConsentRow
from hackathon.accounts.models import ConsentPurpose, Gender, University, User
from hackathon.challenges.models import Challenge, Track
from hackathon.db import Localized, canonical_json, db, transactional
from hackathon.editions import scope
from hackathon.editions.actions_rounds import COPIED, OF_CRITERION
from hackathon.editions.models import Criterion, Edition, EditionRole, Registration, Role, Round
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.judging import chain, numbering
from hackathon.judging.models import JudgeAssignment, Mark, Scorecard, ScorecardStatus
from hackathon.judging.models_practice import CalibrationExample
from hackathon.projects.content import content_of
from hackathon.projects.models import Project, Submission
from hackathon.questions.models import Answer, AnswerFile, AnswerSheet, Question
from hackathon.registrations.models import RegistrationPlan
from hackathon.rules.importing import Wishes
from hackathon.rules.permissions import Actor
from hackathon.rules.project_status import Admission, ProjectStatus
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership, Mentorship, Part, Team
from hackathon.text import email_key, look_alike_key, search_key
from hackathon.web import roles
from tests.support.databases import forget_rendered_pages

PASSWORD = "correct horse battery"
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
_numbers = count(1)
Made = TypeVar("Made")

# Days since the announcement at which things begin and end, and the day on which each stage is looked at.
TIMELINE = {
    "registration_opens": 10, "submissions_open": 20, "registration_closes": 30, "submissions_close": 40,
    "judging_opens": 40, "judging_closes": 50,
}
TODAY = {
    Stage.HIDDEN: 5, Stage.ANNOUNCED: 5, Stage.REGISTRATION: 15, Stage.SUBMISSIONS: 25, Stage.JUDGING: 45,
    Stage.RESULTS: 60,
}
PUBLISHED = 55
CRITERIA = (("impact", 50), ("novelty", 30), ("clarity", 20))


def committed(make: Callable[..., Made]) -> Callable[..., Made]:
    """Commit what the outermost factory made; rows of any edition may be made."""

    @functools.wraps(make)
    def run(*args: Any, **kwargs: Any) -> Made:
        with scope.every_edition(because="tests make rows of any edition"):
            made = transactional(make)(*args, **kwargs)
        forget_rendered_pages(current_app)
        return made

    return run


def add(row: Made) -> Made:
    db.session.add(row)
    db.session.flush()
    return row


def add_all(rows: Iterable[Any]) -> None:
    """Add rows whose ids nobody needs; they are written together."""
    db.session.add_all(list(rows))
    db.session.flush()


def moments(stage: Stage, now: datetime) -> dict[str, datetime | None]:
    """Lay the timeline so that `now` falls into the stage."""
    announced = now - timedelta(days=TODAY[stage])
    return {
        "announced_at": None if stage == Stage.HIDDEN else announced,
        **{name: announced + timedelta(days=day) for name, day in TIMELINE.items()},
        "results_published_at": announced + timedelta(days=PUBLISHED) if stage == Stage.RESULTS else None,
    }


@committed
def university(**changes: Any) -> University:
    number = next(_numbers)
    name = Localized(en=f"University {number}", ru=f"Университет {number}")
    given = {"key": f"university-{number}", "country": "KZ", "name": name, "city": Localized(en="Oskemen")}
    return add(University(**{**given, "search_key": search_key(name["en"], name["ru"]), **changes}))


@committed
def user(**changes: Any) -> User:
    """Make a confirmed account with the two mandatory consents; its password is PASSWORD."""
    number = next(_numbers)
    now = clock.now()
    given = {
        "email": f"person{number}@example.kz", "password_hash": _HASH, "family_name": f"Ахметова{number}",
        "given_name": "Айгерим", "latin_name": f"Akhmetova{number} Aigerim", "gender": Gender.UNDISCLOSED,
        "language": "en", "email_confirmed_at": now, "created_at": now,
    }
    given |= changes
    made = add(User(**{"email_key": email_key(given["email"]), "search_key": search_key(given["email"]), **given}))
    add_all(ConsentRow(user_id=made.id, purpose=purpose, version="1", language="en", granted_at=now)
            for purpose in (ConsentPurpose.PRIVACY, ConsentPurpose.RULES))
    return made


def administrator(**changes: Any) -> User:
    return user(is_administrator=True, **changes)


@committed
def consent(person: User, purpose: ConsentPurpose) -> ConsentRow:
    return add(ConsentRow(user_id=person.id, purpose=purpose, version="1", language="en", granted_at=clock.now()))


@committed
def edition(stage: Stage = Stage.SUBMISSIONS, **changes: Any) -> Edition:
    """Make an edition that is now in a stage, with three criteria."""
    number = next(_numbers)
    given = {
        "key": f"kz{number}-2026", "country": "KZ", "time_zone": "Asia/Almaty", "contact_email": "orga@example.kz",
        "title": Localized(en=f"Hackathon {number}", ru=f"Хакатон {number}"), "city": Localized(en="Almaty"),
        "summary": Localized(en="Less waste"), "rules": Localized(en="Be fair"), "prizes": Localized(en="A cup"),
        "reviews_per_project": 2, "method": "mean", "ties": "shared", **moments(stage, clock.now()),
    }
    given |= changes
    judging = {name: given.pop(name) for name in list(given) if not hasattr(Edition, name)}
    made = add(Edition(**given, rounds=[Round(number=1, **judging)]))
    add_all(_criterion(made.id, position) for position in range(len(CRITERIA)))
    db.session.expire(made)
    return made


def _criterion(edition_id: int, position: int) -> Criterion:
    key, weight = CRITERIA[position]
    anchors = {str(level): {"en": f"{key} level {level}"} for level in range(1, 6)}
    name = Localized(en=key.capitalize(), ru=f"Критерий {key}")
    return Criterion(edition_id=edition_id, key=key, name=name, weight=weight, position=position, anchors=anchors)


@committed
def final(of: Edition, **changes: Any) -> Round:
    """Plan another round after the last one, by the same rubric."""
    last = of.rounds[-1]
    given = {name: getattr(last, name) for name in (*COPIED, "reviews_per_project")}
    given |= {"judging_opens": last.judging_closes + timedelta(days=1),
              "judging_closes": last.judging_closes + timedelta(days=2)}
    made = add(Round(edition_id=of.id, number=last.number + 1, **{**given, **changes}))
    add_all(
        Criterion(edition_id=of.id, round_number=made.number, **{name: getattr(each, name) for name in OF_CRITERION})
        for each in last.criteria
    )
    db.session.expire(of)
    return made


@committed
def challenge(within: Edition, **changes: Any) -> Challenge:
    number, briefs = next(_numbers), select(func.count()).where(Challenge.edition_id == within.id)
    given = {"slug": f"challenge-{number}", "track": Track.WASTE_REDUCTION, "title": Localized(en=f"Brief {number}"),
             "summary": Localized(en="In short"), "problem": Localized(en="Too much waste"),
             "position": 1 + db.session.scalar(briefs)}
    return add(Challenge(edition_id=within.id, **{**given, **changes}))


@committed
def role(within: Edition, what: Role, person: User | None = None, **changes: Any) -> User:
    person = person or user(**changes)
    add(EditionRole(edition_id=within.id, user_id=person.id, role=what, granted_at=clock.now()))
    return person


def organizer(within: Edition, person: User | None = None, **changes: Any) -> User:
    return role(within, Role.ORGANIZER, person, **changes)


def judge(within: Edition, person: User | None = None, **changes: Any) -> User:
    return role(within, Role.JUDGE, person, **changes)


def chair(within: Edition, person: User | None = None, **changes: Any) -> User:
    """Make a judge the chair of the jury."""
    return role(within, Role.CHAIR, person or judge(within, **changes))


@committed
def student(within: Edition, person: User | None = None, state: str = "admitted", **changes: Any) -> User:
    """Make somebody who is registered for the edition and has no team."""
    person = person or user(**changes)
    add(Registration(edition_id=within.id, user_id=person.id, registered_at=clock.now(), state=state,
                     queued_at=clock.now()))
    return person


@committed
def question(within: Edition, **changes: Any) -> Question:
    """Ask every participant an optional short text."""
    given = {"form": "registration", "kind": "short", "asked_of": "person", "help": Localized(), "options": [],
             "wording": Localized(en="Why?", ru="Зачем?")}
    return add(Question(edition_id=within.id, **{**given, **changes}))


@committed
def answers(within: Edition, values: dict[int, Any], files: list[AnswerFile] = (), **owner: Any) -> AnswerSheet:
    """Make what a person (user_id=) or a team (team_id=) answered."""
    made = add(AnswerSheet(edition_id=within.id, form="registration", saved_at=clock.now(), **owner))
    for question_id, value in values.items():
        add(Answer(edition_id=within.id, sheet_id=made.id, question_id=question_id, value=value))
    for each in files:
        db.session.merge(each).sheet_id = made.id
    return made


@committed
def answer_file(of: Question, person: User, content: bytes = b"text") -> AnswerFile:
    """Make the row of a file that somebody chose; the test puts it on the disk if it is read."""
    return add(AnswerFile(edition_id=of.edition_id, question_id=of.id, stored_name=f"answer-{of.id}", name="cv.txt",
                          media_type="text/plain", size=len(content), sha256=hashlib.sha256(content).hexdigest(),
                          uploaded_by_id=person.id, uploaded_at=clock.now()))


@committed
def registration_plan(within: Edition, **changes: Any) -> RegistrationPlan:
    """Set how people come into an edition: open to everybody unless said otherwise."""
    return add(RegistrationPlan(edition_id=within.id, **{"mode": "open", "confirm_hours": 48, **changes}))


@committed
def people_import(within: Edition, by: User) -> PeopleImport:
    """Make a table of one new person, looked at and ready to be carried out."""
    now, columns = clock.now(), {"0": "email", "1": "category", "2": "family_name"}
    sheet = {"name": "", "hidden": False, "rows": 1, "headings": list(columns.values())}
    run = add(PeopleImport(edition_id=within.id, made_by_id=by.id, made_at=now, file_name="people.csv", sheets=[sheet],
                           sheet=0, mapping=columns, wishes=vars(Wishes()), counts={"new": 1}, state="checked",
                           checked_at=now))
    email = f"imported{within.id}@example.kz"
    person = {**vars(Person(family_name="Imported", category="other")), "gender": None}
    planned = {"person": person, "answers": {}, "email": email, "key": email, "team": "", "team_key": "",
               "captain": False}
    add(ImportRow(edition_id=within.id, import_id=run.id, sheet=0, number=2, cells=[email, "other", "Imported"],
                  planned=planned, fate="new", outcome="admitted"))
    return run


@committed
def team(within: Edition, members: int | list[User] = 2, **changes: Any) -> Team:
    """Make a team of registered people; the first is its captain."""
    number = next(_numbers)
    name = changes.pop("name", f"Team {number}")
    given = {"name_key": look_alike_key(name), "search_key": search_key(name), "created_at": clock.now(),
             "admission": Admission.ADMITTED}
    made = add(Team(edition_id=within.id, name=name, **{**given, **changes}))
    people = members if isinstance(members, list) else _students(within, members)
    add_all(_membership(made, person, slot) for slot, person in enumerate(people, 1))
    db.session.expire(made)
    return made


def _students(within: Edition, number: int) -> list[User]:
    people = [user() for _ in range(number)]
    add_all(Registration(edition_id=within.id, user_id=each.id, registered_at=clock.now()) for each in people)
    return people


@committed
def join(made: Team, person: User) -> Membership:
    """Put a registered person into the next free slot of a team."""
    taken = db.session.query(Membership).filter_by(team_id=made.id).count()
    return add(_membership(made, person, taken + 1))


def _membership(of: Team, person: User, slot: int) -> Membership:
    part = Part.CAPTAIN if slot == 1 else Part.MEMBER
    return Membership(edition_id=of.edition_id, team_id=of.id, user_id=person.id, part=part, slot=slot,
                      joined_at=clock.now())


@committed
def mentor(of: Team, person: User | None = None) -> User:
    person = person or user()
    add(Mentorship(edition_id=of.edition_id, team_id=of.id, user_id=person.id, added_at=clock.now()))
    return person


def members(of: Team) -> list[User]:
    """Give a team's people, the captain first."""
    return [membership.user for membership in of.memberships]


@committed
def project(of: Team, **changes: Any) -> Project:
    """Make a complete draft."""
    number = next(_numbers)
    given = {"title": f"Project {number}", "pitch": "Less waste, more use", "description": "We **reuse** jars.",
             "repository_url": "https://example.org/code", "saved_at": clock.now()}
    if "challenge_id" not in changes:
        given["challenge_id"] = challenge(of.edition).id
    return add(Project(edition_id=of.edition_id, team_id=of.id, **{**given, **changes}))


@committed
def submitted_project(of: Team, **changes: Any) -> Project:
    """Make a project that was handed in as it stands."""
    now = clock.now()
    given = {"saved_at": now, "submitted_at": now, **changes}
    made = project(of, status=ProjectStatus.SUBMITTED, submission_number=1, **given)
    content = content_of(made)
    add(Submission(edition_id=made.edition_id, project_id=made.id, number=1, title=made.title, pitch=made.pitch,
                   content=content, sha256=digest(content), idempotency_key=f"key-{made.id}",
                   language=content["language"], challenge_id=made.challenge_id,
                   submitted_at=made.submitted_at))
    return made


@committed
def assignment(of: Project, by: User, **changes: Any) -> JudgeAssignment:
    given = {"assigned_at": clock.now(), **changes}
    if of.edition.round.blind:
        with scope.of(of.edition_id):
            numbering.give_numbers(of.edition_id, [of.id])
    return add(JudgeAssignment(edition_id=of.edition_id, project_id=of.id, judge_id=by.id, **given))


@committed
def scorecard(of: Project, by: User, marks: list[int] | None = None, **changes: Any) -> Scorecard:
    """Make a finished scorecard with one mark for each criterion in order, and its assignment."""
    assignment(of, by)
    now = clock.now()
    given = {"status": ScorecardStatus.FINISHED, "saved_at": now, "finished_at": now, **changes}
    made = add(Scorecard(edition_id=of.edition_id, project_id=of.id, judge_id=by.id, **given))
    add_all(Mark(edition_id=of.edition_id, scorecard_id=made.id, criterion_id=criterion.id, value=value)
            for criterion, value in zip(of.edition.round.criteria, marks or [3, 3, 3], strict=True))
    chain.append_changes(of.edition_id, [of.id], by=chain.BY_JUDGE, now=now)
    db.session.expire(made)
    return made


@committed
def example(within: Edition, **changes: Any) -> CalibrationExample:
    """Make the practice card's example."""
    given = {"title": "Bottles for everybody", "description": "We **wash** bottles.", "saved_at": clock.now()}
    return add(CalibrationExample(edition_id=within.id, **{**given, **changes}))


def digest(content: Any) -> str:
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def actor(person: User) -> Actor:
    """Say who asks, as the web does, for a test that calls an action itself."""
    return roles.actor_for(person)
