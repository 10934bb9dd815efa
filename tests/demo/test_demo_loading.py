"""`flask demo load` fills the database with editions that work: real stages, a real publication, one password."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from hackathon import clock
from hackathon.accounts import passwords
from hackathon.accounts.models import Consent, ConsentPurpose, User
from hackathon.db import db
from hackathon.demo import loading, plans, signins
from hackathon.editions.models import Edition, EditionRole, Registration, Role
from hackathon.judging.models import DeclaredConflict, JudgeAssignment, Mark, Scorecard, ScorecardStatus
from hackathon.projects import content
from hackathon.projects.models import Project, Submission
from hackathon.results.models import PublishedResults, PublishedStanding
from hackathon.rules.project_status import Admission, ProjectStatus
from hackathon.rules.schedule import Stage, stage_at
from hackathon.teams.models import Membership, Part, Team

NOW = datetime(2027, 3, 9, 21, 40, tzinfo=UTC)
STAGES = {
    "kz-2026": Stage.RESULTS, "uz-2026": Stage.JUDGING, "tj-2026": Stage.SUBMISSIONS, "tm-2026": Stage.REGISTRATION,
    "kg-2026": Stage.ANNOUNCED,
}  # fmt: skip


@pytest.fixture
def demo(app):
    with clock.freeze(NOW):
        loading.load_demo(seed=1, now=NOW)
        yield app


def edition(key):
    return db.session.scalars(select(Edition).filter_by(key=key)).one()


def count(model, key, *conditions):
    inside = model.edition_id == edition(key).id
    return db.session.scalar(select(func.count()).select_from(model).where(inside, *conditions))


def fingerprint():
    """Give what people can see of the demo, without ids."""
    return (
        db.session.execute(select(User.email, User.family_name).order_by(User.email)).all(),
        db.session.execute(select(Team.name, Team.admission).order_by(Team.name, Team.admission)).all(),
        db.session.execute(select(Submission.title, Submission.submitted_at).order_by(Submission.submitted_at)).all(),
        db.session.execute(
            select(PublishedStanding.position, PublishedStanding.team_name, PublishedStanding.score)
            .order_by(PublishedStanding.edition_id, PublishedStanding.position)
        ).all(),
    )


def test_five_editions_are_in_five_stages(demo):
    editions = db.session.scalars(select(Edition))
    assert {each.key: stage_at(each.schedule, NOW) for each in editions} == STAGES


@pytest.mark.backends("sqlite")
def test_the_sizes_are_those_that_were_planned(demo):
    assert {key: count(Team, key) for key in STAGES} == {
        "kz-2026": 40, "uz-2026": 30, "tj-2026": 24, "tm-2026": 14, "kg-2026": 0
    }
    assert count(EditionRole, "kz-2026", EditionRole.role == Role.JUDGE) == 9  # with the chair
    assert count(Project, "tj-2026", Project.status == ProjectStatus.SUBMITTED) == 8
    assert count(Project, "tj-2026", Project.status == ProjectStatus.DRAFT, Project.version > 1) > 5
    assert count(Submission, "tm-2026") == 0


def test_kazakhstan_is_published_by_the_real_action_with_enough_reviews(demo):
    results = db.session.scalars(select(PublishedResults).filter_by(edition_id=edition("kz-2026").id)).one()
    standings = list(results.standings)
    assert results.published_at < NOW
    assert re.fullmatch("[0-9a-f]{64}", results.digest)
    assert len(standings) == 37
    assert {each.reviews for each in standings} == {3}
    assert [each.position for each in standings] == list(range(1, 38))
    assert standings[0].place == 1
    assert count(Team, "kz-2026", Team.admission == Admission.DISQUALIFIED) == 1


@pytest.mark.backends("sqlite")
def test_scores_are_plausible(demo):
    scores = [
        float(Fraction(score))
        for score in db.session.scalars(select(PublishedStanding.score).filter_by(edition_id=edition("kz-2026").id))
    ]
    assert 7.5 < max(scores) < 10
    assert 2 < min(scores) < 6
    assert 5 < sum(scores) / len(scores) < 8


@pytest.mark.backends("sqlite")
def test_every_mark_lies_within_the_scale_of_its_edition(demo):
    for key in ("kz-2026", "uz-2026"):
        made = edition(key)
        values = db.session.scalars(select(Mark.value).filter_by(edition_id=made.id).distinct())
        assert set(values) <= set(range(made.round.scale_min, made.round.scale_max + 1))


@pytest.mark.backends("sqlite")
def test_uzbekistan_is_partly_scored_and_the_demo_judge_is_in_the_middle_of_it(demo):
    made = edition("uz-2026")
    judge = db.session.scalars(select(User).filter_by(email="judge@example.org")).one()
    queue = count(JudgeAssignment, "uz-2026", JudgeAssignment.judge_id == judge.id)
    cards = Counter(db.session.scalars(select(Scorecard.status).filter_by(edition_id=made.id, judge_id=judge.id)))
    assert queue == 12
    assert cards == {ScorecardStatus.FINISHED: 5, ScorecardStatus.DRAFT: 1}
    assert count(DeclaredConflict, "uz-2026") == 1
    assert db.session.scalar(select(func.count(PublishedResults.id)).filter_by(edition_id=made.id)) == 0


@pytest.mark.backends("sqlite")
def test_the_captain_leads_a_team_that_has_not_submitted_and_the_student_has_none(demo):
    captain, student = (
        db.session.scalars(select(User).filter_by(email=f"{part}@example.org")).one() for part in ("captain", "student")
    )
    membership = db.session.scalars(select(Membership).filter_by(user_id=captain.id)).one()
    project = db.session.scalars(select(Project).filter_by(team_id=membership.team_id)).one()
    assert membership.part == Part.CAPTAIN
    assert membership.edition_id == edition("tj-2026").id
    assert project.status == ProjectStatus.DRAFT
    assert project.title
    assert db.session.scalar(select(func.count(Membership.id)).filter_by(user_id=student.id)) == 0
    assert db.session.scalar(select(func.count(Registration.id)).filter_by(user_id=student.id)) == 1


@pytest.mark.backends("sqlite")
def test_every_account_opens_with_the_same_password_and_has_the_mandatory_consents(demo):
    assert passwords.owner_of("organizer@example.org", signins.PASSWORD) is not None
    assert len(set(db.session.scalars(select(User.password_hash)))) == 1
    people = db.session.scalar(select(func.count(User.id)))
    for purpose in (ConsentPurpose.PRIVACY, ConsentPurpose.RULES):
        assert db.session.scalar(select(func.count(Consent.id)).filter_by(purpose=purpose)) == people


@pytest.mark.backends("sqlite")
def test_teams_keep_the_size_of_their_edition_and_have_one_captain(demo):
    sizes = db.session.execute(
        select(Edition.key, Edition.team_size_min, Edition.team_size_max, func.count())
        .join(Membership, Membership.edition_id == Edition.id)
        .group_by(Edition.key, Edition.team_size_min, Edition.team_size_max, Membership.team_id)
    )
    for key, smallest, largest, size in sizes:
        assert (1 if key == "tm-2026" else smallest) <= size <= largest
    captains = db.session.scalar(select(func.count(Membership.id)).filter_by(part=Part.CAPTAIN))
    assert captains == db.session.scalar(select(func.count(Team.id)))


@pytest.mark.backends("sqlite")
def test_nobody_does_anything_in_the_future(demo):
    for moment in (
        Submission.submitted_at, Scorecard.saved_at, Team.created_at, User.created_at, Project.saved_at,
        Membership.joined_at, JudgeAssignment.assigned_at, Registration.registered_at,
    ):
        assert db.session.scalar(select(func.max(moment))) <= NOW


@pytest.mark.backends("sqlite")
def test_submissions_come_before_the_deadline_and_after_the_opening(demo):
    for opens, closes, at in db.session.execute(
        select(Edition.submissions_open, Edition.submissions_close, Submission.submitted_at)
        .join(Submission, Submission.edition_id == Edition.id)
    ):
        assert opens <= at < closes


@pytest.mark.backends("sqlite")
def test_what_was_handed_in_is_what_the_platform_would_have_frozen(demo):
    submitted = db.session.scalars(select(Project).filter_by(status=ProjectStatus.SUBMITTED)).all()
    assert len(submitted) > 60
    for project in submitted:
        assert project.latest.content == content.content_of(project)
        assert project.latest.sha256 == content.digest_of(project.latest.content)


def test_the_same_seed_and_moment_give_the_same_demo(database, demo):
    first = fingerprint()
    db.session.remove()
    database.reset()
    loading.load_demo(seed=1, now=NOW)
    assert fingerprint() == first


def test_the_command_makes_one_edition_of_any_size_in_any_stage(app):
    runner = app.test_cli_runner()
    size = ["--teams", "25", "--judges", "5", "--stage", "results"]
    made = runner.invoke(args=["demo", "load", "--edition", "uz-2031", *size])
    assert made.exit_code == 0, made.output
    assert "/uz-2031/" in made.output
    assert signins.PASSWORD in made.output
    assert stage_at(edition("uz-2031").schedule, clock.now()) == Stage.RESULTS
    assert count(Team, "uz-2031") == 25
    again = runner.invoke(args=["demo", "load", "--edition", "uz-2031"])
    assert again.exit_code == 1
    assert "uz-2031" in again.output


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("stage", list(Stage))
def test_a_single_edition_reaches_every_stage_and_size(app, stage):
    loading.load_demo((plans.one("kg-2031", stage, 3, 2),), seed=4, now=NOW)
    assert stage_at(edition("kg-2031").schedule, NOW) == stage


@pytest.mark.backends("sqlite")
def test_two_editions_of_one_country_share_no_addresses_and_no_accounts(app):
    for key in ("tm-2030", "tm-2031"):
        loading.load_demo((plans.one(key, Stage.SUBMISSIONS, 12, 4),), seed=1, now=NOW)
    assert loading.existing_keys() == {"tm-2030", "tm-2031"}


def test_the_demo_is_refused_where_its_public_password_would_be_a_door(make_app):
    app = make_app(testing=False, production=True, secret_key="a long and random text of the installation")
    refused = app.test_cli_runner().invoke(args=["demo", "load"])
    assert refused.exit_code == 1
    with app.app_context():
        assert loading.is_empty()
