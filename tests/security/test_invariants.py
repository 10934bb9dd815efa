"""`flask check-invariants` finds nothing in a healthy world, and names each thing that is broken in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from hackathon import clock
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions.models import Edition, EditionRole, Registration, Role
from hackathon.judging.models import AssignmentStatus, DeclaredConflict, JudgeAssignment, Mark, Scorecard
from hackathon.projects.models import Project, Submission
from hackathon.results.models import PublishedResults, PublishedStanding
from hackathon.teams.models import Membership, Mentorship, Team
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


PLANTED = {
    "a team without a captain": (
        "home", change(Membership, {"part": "member"}, team_id="team_id"), ["team {team_id} has 0 captains"]),
    "more members than the edition allows": ("home", too_many_members, [
        "team {team_id} has 2 members, at most 1 are allowed",
        "team {rival_team_id} has 2 members, at most 1 are allowed",
    ]),
    "members in a closed team": (
        "home", change(Team, {"closed_at": clock.now()}, id="team_id"), ["closed team {team_id} has 2 members"]),
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
                                    ["scorecard {card_id} of project {project_id} has a mark outside of 1 to 5"]),
    "a finished scorecard without all marks": (
        "home", remove(Mark, scorecard_id="card_id", criterion_id="criterion_id"),
        ["scorecard {card_id} of project {project_id} is finished, but 1 marks are missing"]),
    "a scorecard of somebody who never had the project": (
        "home", remove(JudgeAssignment, project_id="project_id", judge_id="judge_id"),
        ["scorecard {card_id} of project {project_id} belongs to nobody who was given the project"]),
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

    house.change(plant)
    assert check(house) == (0, ["Everything holds."])
