"""Judges say what they judge; dealing, saving and organizers honour it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.judging import queries_next, queries_watch
from hackathon.judging.models import JudgeAssignment
from hackathon.judging.models_jury import JudgeProfile
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING, languages=["en", "ru", "kk"], main_language="en")


@pytest.fixture
def organizer(edition, new_client):
    return new_client().sign_in(factories.organizer(edition))


def judge_with(edition, *, person=None, **said):
    judge = factories.judge(edition, person)
    db.session.add(JudgeProfile(edition_id=edition.id, user_id=judge.id, **said))
    db.session.commit()
    return judge


def project(edition, members=2, **changes):
    return factories.submitted_project(factories.team(edition, members), **changes)


def assigned():
    return {tuple(row) for row in db.session.execute(
        select(JudgeAssignment.judge_id, JudgeAssignment.project_id).where(JudgeAssignment.status == "assigned"))}


def deal(organizer, edition, reviews):
    url = f"/{edition.key}/organize/judging/deal"
    page = organizer.get(f"{url}?reviews={reviews}")
    form = next((each for each in forms.forms_of(page) if "digest" in each.names), None)
    if form is not None:
        forms.send(organizer, url, form, {})
    return forms.text_of(page)


def test_judge_says_what_they_judge_and_may_change_it(edition, new_client):
    brief = factories.challenge(edition)
    judge = factories.judge(edition)
    browser, url = new_client().sign_in(judge), f"/{edition.key}/judging/profile"
    assert "languages, tracks, faculty" in forms.text_of(browser.get(f"/{edition.key}/judging/"))
    said = {"languages": ["kk", "ru"], "tracks": [str(brief.id)], "faculty": "Физика"}
    assert browser.submit(url, said).status_code == 303
    profile = db.session.scalar(select(JudgeProfile))
    assert (set(profile.languages), profile.tracks, profile.faculty) == ({"kk", "ru"}, [brief.id], "Физика")
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.verb == "judge.profile_edited"))
    assert (entry.details["judge"], entry.personal) == (judge.id, {"faculty": "Физика"})
    assert browser.submit(url, {"languages": [], "tracks": [], "faculty": ""}).status_code == 303
    db.session.expire_all()
    assert (profile.languages, profile.tracks, profile.faculty_key) == ([], [], "")


def test_brief_or_language_of_another_edition_is_no_choice(edition, new_client):
    foreign = factories.challenge(factories.edition(Stage.JUDGING))
    browser = new_client().sign_in(factories.judge(edition))
    url = f"/{edition.key}/judging/profile"
    form = forms.find_form(browser.get(url))
    sent = {name: value[0] for name, value in form.values().items() if value}
    for hostile in ({"tracks": str(foreign.id)}, {"languages": "uz"}, {"tracks": "9" * 30}):
        answer = browser.post(url, data={**sent, **hostile})
        assert answer.status_code == 422
    assert db.session.scalar(select(JudgeProfile)) is None


def test_organizers_say_it_for_a_judge_of_theirs_only(edition, organizer):
    judge, foreign = factories.judge(edition), factories.judge(factories.edition(Stage.JUDGING))
    url = f"/{edition.key}/organize/judging/judges/{{}}/profile"
    assert organizer.submit(url.format(judge.id), {"languages": ["ru"]}).status_code == 303
    assert db.session.scalar(select(JudgeProfile)).user_id == judge.id
    assert organizer.get(url.format(foreign.id)).status_code == 404


def test_fixed_deal_honours_language_and_track_and_says_what_is_short(edition, organizer):
    textile, paper = (factories.challenge(edition, title={"en": name}) for name in ("Textile", "Paper"))
    kazakh = judge_with(edition, languages=["kk"])
    tailor = judge_with(edition, tracks=[textile.id], languages=["en"])
    one = project(edition, language="kk", challenge_id=paper.id)
    two = project(edition, language="en", challenge_id=textile.id)
    three = project(edition, language="ru", challenge_id=textile.id)
    shown = deal(organizer, edition, 1)
    assert assigned() == {(kazakh.id, one.id), (tailor.id, two.id)}
    assert "1 project: no judge reads Русский" in shown
    assert three.id not in {each for _, each in assigned()}


def test_picture_shows_what_each_judge_would_get_and_how_even_it_is(edition, organizer):
    judges = [factories.judge(edition, given_name=name) for name in ("Anna", "Bolat", "Chinara")]
    made = [project(edition) for _ in range(3)]
    factories.assignment(made[0], judges[0])
    shown = forms.text_of(organizer.get(f"/{edition.key}/organize/judging/deal/picture?reviews=2"))
    assert "1 projects at hand, 1 new" in shown
    assert "Projects in common Pairs of judges 1 3" in shown
    assert len(assigned()) == 1


def test_adaptive_deal_honours_language_and_track(edition):
    judge = judge_with(edition, languages=["kk"])
    mine, other = project(edition, language="kk"), project(edition)
    with scope.of(edition.id):
        table = queries_next.table(judge.id, seen=())
    assert set(table.seats) == {mine.id, other.id}
    assert set(table.hard) == {other.id}


def test_language_and_track_can_be_overridden_by_hand_and_the_review_counts(edition, organizer):
    judge = judge_with(edition, languages=["kk"])
    made = project(edition, language="ru")
    url = f"/{edition.key}/organize/judging/projects/{made.id}"
    assert "Does not read its language" in forms.text_of(organizer.get(url))
    assert organizer.submit(url, form=url).status_code == 303
    assert "did not name the language" in forms.text_of(organizer.get(url))
    assert assigned() == {(judge.id, made.id)}
    assert "Nothing to deal" in deal(organizer, edition, 1)


def colleagues(edition, judge_faculty="Faculty of Law", member_faculty="faculty  of LAW"):
    school = factories.university()
    keys = {"faculty": member_faculty, "faculty_key": "facultyoflaw"}
    member = factories.user(university_id=school.id, **keys)
    judge = factories.judge(edition, university_id=school.id)
    made = project(edition, [factories.student(edition, member)])
    return judge, member, made


def faculty(browser, edition, name):
    return browser.submit(f"/{edition.key}/judging/profile", {"faculty": name})


def test_same_faculty_is_never_dealt_and_other_faculties_are(edition, organizer, new_client):
    judge, _, made = colleagues(edition)
    assert faculty(new_client().sign_in(judge), edition, "Faculty of Law.").status_code == 303
    deal(organizer, edition, 1)
    assert assigned() == set()
    url = f"/{edition.key}/organize/judging/judges/{judge.id}/profile"
    organizer.submit(url, {"faculty": "Physics"})
    deal(organizer, edition, 1)
    assert assigned() == {(judge.id, made.id)}


def test_faculty_that_becomes_the_same_later_stops_the_save_and_shows_to_organizers(edition, organizer, new_client):
    judge, _, made = colleagues(edition)
    factories.assignment(made, judge)
    browser, page = new_client().sign_in(judge), f"/{edition.key}/judging/{made.id}"
    form = forms.find_form(browser.get(page))
    faculty(browser, edition, "Faculty of law")
    marks = {f"c{criterion.id}": "3" for criterion in edition.round.criteria}
    answer = forms.send(browser, f"{page}/finish", form, marks)
    assert answer.status_code == 409
    assert "from the same faculty" in forms.text_of(answer)
    board = forms.text_of(organizer.get(f"/{edition.key}/organize/judging/"))
    assert "1 review is in a conflict of interest" in board
    with scope.of(edition.id):
        assert len(queries_watch.board(2).in_conflict) == 1


def test_judge_cannot_lift_a_conflict_by_naming_another_faculty(edition, new_client):
    judge, _, _ = colleagues(edition)
    browser = new_client().sign_in(judge)
    faculty(browser, edition, "Faculty of Law")
    answer = faculty(browser, edition, "Physics")
    assert answer.status_code == 409
    assert "Only the organizers" in forms.text_of(answer)
    assert db.session.scalar(select(JudgeProfile.faculty)) == "Faculty of Law"


def test_judge_cannot_lift_a_conflict_by_the_account(edition, new_client):
    judge, _, _ = colleagues(edition)
    browser = new_client().sign_in(judge)
    assert browser.submit("/accounts/profile", {"faculty": "Faculty of Law"}).status_code == 303
    answer = browser.submit("/accounts/profile", {"faculty": ""})
    assert answer.status_code == 409
    assert "Only the organizers" in forms.text_of(answer)
    other = factories.university()
    assert browser.submit("/accounts/profile", {"university": str(other.id)}).status_code == 409


def test_language_of_a_project_is_frozen_when_it_is_handed_in(app, new_client):
    edition = factories.edition(Stage.SUBMISSIONS, languages=["en", "kk"], main_language="en")
    made = factories.project(factories.team(edition))
    browser = new_client().sign_in(factories.members(made.team)[0])
    page = f"/{edition.key}/projects/{made.id}/edit"
    assert "Language of the project" in forms.text_of(browser.get(page))
    assert browser.submit(page, {"language": "kk"}, form=page).status_code == 303
    assert browser.submit(f"/{edition.key}/projects/{made.id}/submit").status_code == 303
    db.session.expire_all()
    assert (made.latest.language, made.latest.challenge_id) == ("kk", made.challenge_id)
    with scope.of(edition.id):
        assert made.latest.content["language"] == "kk"
