"""`flask check-invariants` finds nothing in a healthy world, and names each thing that is broken in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update

from hackathon import clock
from hackathon.accounts.models import User
from hackathon.attendance.models import Attendance
from hackathon.audit import Verb, history
from hackathon.db import db
from hackathon.editions.models import Edition, EditionRole, Registration, Role
from hackathon.judging import chain
from hackathon.judging.models import (
    AssignmentStatus,
    DeclaredConflict,
    JudgeAssignment,
    Mark,
    MarkChain,
    MarkEntry,
    Scorecard,
)
from hackathon.projects.models import Project, Submission
from hackathon.registrations.models_guardians import GuardianConsent
from hackathon.results.models import PublishedBundle, PublishedResults, PublishedStanding
from hackathon.rules.permissions import SYSTEM
from hackathon.teams.models import Membership, Mentorship, Team
from hackathon.teams.models_joining import JoinRequest, TeamInvitation
from hackathon.teams.models_pool import PoolEntry, TeamLook
from tests import factories
from tests.security import world


def check(house):
    """Run the command and give its exit code and its lines."""
    house.change(lambda: None)
    result = house.app.test_cli_runner().invoke(args=["check-invariants"])
    return result.exit_code, result.output.splitlines()


def test_in_a_healthy_world_everything_holds(house):
    assert check(house) == (0, ["Everything holds."])


def change(model, values, **key):
    return lambda place: db.session.execute(update(model).filter_by(**_keys(key, place)).values(**values))


def remove(model, **key):
    return lambda place: db.session.execute(delete(model).filter_by(**_keys(key, place)))


def _keys(key, place):
    return {name: getattr(place, value) if isinstance(value, str) and value in place.ids else value
            for name, value in {"edition_id": place.edition_id, **key}.items()}


def too_many_members(place):
    db.session.execute(update(Edition).filter_by(id=place.edition_id).values(team_size_max=1))
    db.session.execute(update(Edition).filter_by(id=place.edition_id).values(team_size_min=1))


def declared(place):
    db.session.add(DeclaredConflict(edition_id=place.edition_id, project_id=place.project_id, judge_id=place.judge_id,
                                    reason="A cousin", declared_at=clock.now()))


def assigned_to(person):
    def plant(place):
        project = db.session.get(Project, place.project_id)
        factories.assignment(project, db.session.get(User, getattr(place, person)))
    return plant


def member_with(role):
    def plant(place):
        row = {"edition_id": place.edition_id, "user_id": place.member_id, "role": role, "granted_at": clock.now()}
        db.session.add(EditionRole(**row))
    return plant


def mentor_of_rivals(place):
    db.session.add(Mentorship(edition_id=place.edition_id, team_id=place.rival_team_id, user_id=place.member_id,
                              added_at=clock.now()))


def unpublished(place):
    db.session.execute(update(Edition).filter_by(id=place.edition_id).values(results_published_at=None))


def unchained_card(place):
    judge, project = place.student_id, place.rival_project_id
    given = {"edition_id": place.edition_id, "project_id": project, "judge_id": judge}
    db.session.add(JudgeAssignment(**given, status=AssignmentStatus.ASSIGNED, assigned_at=clock.now()))
    card = Scorecard(**given, saved_at=clock.now())
    db.session.add(card)
    db.session.flush()
    place.ids["new_card_id"] = card.id


def tampered(values, **key):
    """Change or delete an entry as somebody with full rights over the database could: without its triggers."""

    def plant(place):
        if db.engine.dialect.name == "sqlite":
            triggers = db.session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _ in triggers:
                db.session.execute(text(f"DROP TRIGGER {name}"))
        else:
            db.session.execute(text("SET LOCAL session_replication_role = replica"))
        which = {"edition_id": place.edition_id, **key}
        deed = delete(MarkEntry) if values is None else update(MarkEntry).values(**values)
        db.session.execute(deed.filter_by(**which))
        if db.engine.dialect.name == "sqlite":
            for _, made in triggers:
                db.session.execute(text(made))
        card = db.session.query(Scorecard).filter_by(edition_id=place.edition_id).order_by(Scorecard.id).all()
        place.ids |= {f"card{number}": each.id for number, each in enumerate(card, 1)}
        place.ids |= {f"project{number}": each.project_id for number, each in enumerate(card, 1)}

    return plant


def closed_by_half(place):
    change(Team, {"closed_at": clock.now()}, id="team_id")(place)
    for model in (JoinRequest, TeamInvitation, TeamLook):
        remove(model, team_id="team_id")(place)


PLANTED = {
    "a team without a captain": (
        "home", change(Membership, {"part": "member"}, team_id="team_id"), ["team {team_id} has 0 captains"]),
    "more members than the edition allows": ("home", too_many_members, [
        "team {team_id} has 2 members, at most 1 are allowed",
        "team {rival_team_id} has 2 members, at most 1 are allowed",
    ]),
    "members in a closed team": (
        "home", closed_by_half, ["closed team {team_id} has 2 members"]),
    "a member who is not registered": ("home", remove(Registration, user_id="member_id"),
                                       ["user {member_id} of team {team_id} is not registered"]),
    "a member who is on the jury": ("home", member_with(Role.JUDGE), [
        "user {member_id} is in team {team_id} and is judge in the same edition"]),
    "a member who organizes": ("home", member_with(Role.ORGANIZER), [
        "user {member_id} is in team {team_id} and is organizer in the same edition"]),
    "a member who is a mentor of another team": ("home", mentor_of_rivals, [
        "user {member_id} is in team {team_id} and is mentor in the same edition"]),
    "a gap in the numbers of submissions": (
        "home", change(Submission, {"number": 2}, project_id="project_id"),
        ["project {project_id} says 1 submissions and has the numbers [2]"]),
    "a project that was handed in without a submission": ("home", remove(Submission, project_id="project_id"), [
        "project {project_id} says 1 submissions and has the numbers []",
        "project {project_id} is submitted with 0 submissions",
    ]),
    "a draft with submissions": ("home", change(Project, {"status": "draft"}, id="project_id"),
                                 ["project {project_id} is draft with 1 submissions"]),
    "a submission that was changed": (
        "home", change(Submission, {"content": {"title": "Better"}}, project_id="project_id"),
        ["submission 1 of project {project_id} is not what its SHA-256 says"]),
    "a judge who declared a conflict": (
        "home", declared, ["judge {judge_id} has project {project_id} in spite of a conflict of interest"]),
    "a judge who is a member of the team": (
        "home", assigned_to("member_id"),
        ["judge {member_id} has project {project_id} in spite of a conflict of interest"]),
    "a judge who is a mentor of the team": (
        "home", assigned_to("mentor_id"),
        ["judge {mentor_id} has project {project_id} in spite of a conflict of interest"]),
    "a mark outside of the scale": ("home", change(Mark, {"value": 6}, scorecard_id="card_id"),
                                    [
        "scorecard {card_id} of project {project_id} has a mark outside of 1 to 5",
        "scorecard {card_id} of project {project_id} is not as its last entry in the chain of marks says",
    ]),
    "a finished scorecard without all marks": (
        "home", remove(Mark, scorecard_id="card_id", criterion_id="criterion_id"),
        ["scorecard {card_id} of project {project_id} is finished, but 1 marks are missing",
         "scorecard {card_id} of project {project_id} is not as its last entry in the chain of marks says"]),
    "a scorecard of somebody who never had the project": (
        "home", remove(JudgeAssignment, project_id="project_id", judge_id="judge_id"),
        ["scorecard {card_id} of project {project_id} belongs to nobody who was given the project"]),
    "a mark that was changed inside of the scale": (
        "home", change(Mark, {"value": 2}, scorecard_id="card_id", criterion_id="criterion_id"),
        ["scorecard {card_id} of project {project_id} is not as its last entry in the chain of marks says"]),
    "a finished card that was made a draft": (
        "home", change(Scorecard, {"status": "draft"}, id="card_id"),
        ["scorecard {card_id} of project {project_id} is not as its last entry in the chain of marks says"]),
    "a project that was taken away without an entry": (
        "home", change(JudgeAssignment, {"status": "removed"}, project_id="project_id", judge_id="judge_id"),
        ["scorecard {card_id} of project {project_id} is not as its last entry in the chain of marks says"]),
    "a card that is not in the chain": ("home", unchained_card, [
        "scorecard {new_card_id} of project {rival_project_id} is not in the chain of marks"]),
    "an entry whose content was changed": (
        "home", tampered({"content": '{"judge":"","marks":{},"project":0,"status":"draft"}'}, number=1), [
            "entry 1 of the chain of marks is not what its seal says",
            "scorecard {card1} of project {project1} is not as its last entry in the chain of marks says"]),
    "an entry whose salt was changed": ("home", tampered({"salt": "0" * 32}, number=1), [
        "entry 1 of the chain of marks is not what its seal says"]),
    "an entry whose seal was changed": ("home", tampered({"seal": "0" * 64}, number=2), [
        "entry 2 of the chain of marks has a digest that does not fit its number, the digest before it and its seal",
        "entry 2 of the chain of marks is not what its seal says"]),
    "an entry in the middle that is gone": ("home", tampered(None, number=3), [
        "entry 3 of the chain of marks has the number 4",
        "scorecard {card3} of project {project3} is not in the chain of marks"]),
    "a chain that lost its end": ("home", tampered(None, number=4), [
        "the chain of marks says 4 entries and has 3",
        "scorecard {card4} of project {project4} is not in the chain of marks"]),
    "a head that was turned back": ("home", change(MarkChain, {"length": 3}), [
        "the chain of marks says 3 entries and has 4"]),
    "a publication that seals another chain": (
        "past", change(PublishedResults, {"chain_length": 3}), [
            "publication 1 is not what its digest says",
            "publication 1 seals another chain of marks than there is"]),
    "a recount bundle that was changed": ("past", change(PublishedBundle, {"content": b"PK"}), [
        "the recount bundle of publication 1 is not what its SHA-256 says"]),
    "a recount bundle that is gone": ("past", remove(PublishedBundle), [
        "the recount bundle of publication 1 is not what its SHA-256 says"]),
    "published standings that were changed": (
        "past", change(PublishedStanding, {"score": "5/1"}, project_id="project_id"),
        ["publication 1 is not what its digest says"]),
    "an edition that forgot that it is published": (
        "past", unpublished, ["the edition counts as not published and has 1 publications in force"]),
    "a publication that was withdrawn by half": (
        "past", change(PublishedResults, {"withdrawn_at": clock.now()}),
        ["the edition counts as published and has 0 publications in force"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_each_fault_is_named(house, fault):
    where, plant, named = PLANTED[fault]
    place = house.world.places[where]
    house.change(lambda: look_up(place))
    house.change(lambda: plant(place))
    wanted = [f"{place.key}: {words.format(**place.ids)}" for words in named]
    assert check(house) == (1, [*wanted, f"Error: {len(wanted)} things do not hold."])


def test_what_breaks_between_parts_is_named(house):
    """Guardians, places, attendance, ways into teams and the register: each fault beside the others."""
    place = house.world.places["home"]
    past = house.world.places["past"]
    house.change(lambda: break_between_parts(place))
    house.change(lambda: change(Team, {"closed_at": clock.now()}, id="team_id")(past))
    house.change(lambda: db.session.execute(delete(Membership).filter_by(team_id=past.team_id)))
    house.change(lambda: past.ids.update(
        mentor_invitation_id=db.session.query(TeamInvitation.id).filter_by(
            team_id=past.team_id, invited_as="mentor").scalar(),
        look_id=db.session.query(TeamLook.id).filter_by(team_id=past.team_id).scalar(),
    ))  # fmt: skip
    named = [
        (place.key, "user {member_id} waits for a guardian who has consented"),
        (place.key, "user {student_id} is admitted without the consent of a guardian"),
        (place.key, "the place offered to user {offered_id} is held without end"),
        (place.key, "user {stranger_id} was at session {event_session_id} without being registered"),
        (place.key, "user {captain_id} asks a team and is in one"),
        (place.key, "user {captain_id} looks for a team and is in one"),
        (place.key, "invitation {half_id} is open and closed at once, or open although somebody used it"),
        (place.key, "invitation {used_id} is open and closed at once, or open although somebody used it"),
        (place.key, "user {member_id} of team {team_id} is not registered"),
        (past.key, "request {request_id} is open, and team {team_id} is closed"),
        *((past.key, f"{words} is open, and team {{team_id}} is closed") for words in
          ("invitation {team_invitation_id}", "invitation {mentor_invitation_id}", "search of members {look_id}")),
    ]
    wanted = {f"{key}: {words.format(**(past if key == past.key else place).ids)}" for key, words in named}
    wanted.add("register of universities: institution {far_id} went over into {old_id}, which is not of today".format(
        **place.ids))
    code, lines = check(house)
    assert (code, set(lines) - wanted, wanted - set(lines)) == (1, {f"Error: {len(wanted)} things do not hold."}, set())


@factories.committed
def break_between_parts(place):
    now, edition = clock.now(), db.session.get(Edition, place.edition_id)
    own = {"edition_id": edition.id}
    db.session.execute(update(Registration).filter_by(**own, user_id=place.member_id).values(state="guardian"))
    minor = {"birth_date": now.date(), "guardian_name": "A", "guardian_email": "", "guardian_language": "ru"}
    db.session.add(GuardianConsent(**own, **minor, user_id=place.student_id, asked_at=now, expires_at=now))
    offered, stranger = factories.student(edition, state="offered"), factories.user()
    db.session.add(Attendance(**own, session_id=place.event_session_id, user_id=stranger.id, at=now))
    db.session.add(JoinRequest(**own, team_id=place.rival_team_id, user_id=place.captain_id, asked_at=now))
    db.session.add(PoolEntry(**own, user_id=place.captain_id, since=now))
    made = {**own, "team_id": place.team_id, "created_at": now}
    half = factories.add(TeamInvitation(**made, closing="accepted"))
    used = factories.add(TeamInvitation(**made))
    team = db.session.get(Team, place.team_id)
    history.record(SYSTEM, Verb.TEAM_JOINED, team, now=now, details={"invitation": used.id})
    today = factories.university()
    old = factories.university(successor_id=today.id)
    far = factories.university(successor_id=old.id)
    place.ids |= {"offered_id": offered.id, "stranger_id": stranger.id, "half_id": half.id, "used_id": used.id,
                  "old_id": old.id, "far_id": far.id}


def look_up(place):
    card = db.session.query(Scorecard).filter_by(project_id=place.project_id, judge_id=place.judge_id).one()
    place.ids |= {"card_id": card.id, "criterion_id": place.criteria[0]}


def test_a_file_that_is_gone_or_cut_off_is_named(house):
    home, past = house.world.places["home"], house.world.places["past"]
    folder = world.stored(house.app)
    (folder / f"file-of-{home.project_id}").unlink()
    (folder / f"file-of-{past.project_id}").write_bytes(b"cut")
    size = len(world.FILE)
    assert check(house) == (1, [
        f"{home.key}: file {home.file_id} of project {home.project_id} is missing, it had {size}",
        f"{past.key}: file {past.file_id} of project {past.project_id} has 3 bytes, it had {size}",
        "Error: 2 things do not hold.",
    ])


def test_what_only_looks_like_a_fault_is_none(house):
    """A withdrawn publication, a judge who stepped back, a draft without marks."""
    place = house.world.places["past"]

    def plant():
        withdrawn = {"withdrawn_at": clock.now() - timedelta(hours=1)}
        db.session.execute(update(PublishedResults).values(**withdrawn))
        unpublished(place)
        declared(place)
        recused = update(JudgeAssignment).filter_by(project_id=place.project_id, judge_id=place.judge_id)
        db.session.execute(recused.values(status=AssignmentStatus.RECUSED))
        card = db.session.query(Scorecard).filter_by(project_id=place.project_id, judge_id=place.third_judge).one()
        card.status, card.finished_at, card.marks = "draft", None, []
        db.session.execute(delete(Mentorship).filter_by(team_id=place.team_id))
        chain.append_changes(place.edition_id, [place.project_id], by=chain.BY_JUDGE, now=clock.now())

    house.change(plant)
    assert check(house) == (0, ["Everything holds."])
