"""Blind judging: nothing that a judge gets tells whose project it is, wherever they look."""

from __future__ import annotations

import hashlib
import io
import re

import pikepdf
import pytest
from sqlalchemy import select

from hackathon import clock
from hackathon.audit.models import AuditEntry
from hackathon.db import Localized, db
from hackathon.editions.models import Edition, Round
from hackathon.judging.models import Scorecard
from hackathon.judging.models_blind import BlindNumber, Redaction
from hackathon.projects.content import content_of
from hackathon.projects.models import Project, ProjectFile, Submission
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.sql import count_statements

TELLING = ("Zero Heroes", "ZeroHeroes", "Kuanyshbekov", "Куанышбеков", "Oskemen Polytechnic", "OPU", "nurlan@mail.kz",
           "701 123", "github.com", "@nurlan_dev", "plan-of-nurlan", "Nurlan")  # fmt: skip
DESCRIPTION = (
    "We are **ZeroHeroes** from OPU (Oskemen Polytechnic University). Куанышбекову помогли jars.\n\n"
    "Write to nurlan@mail.kz or +7 701 123 45 67, see [our code](https://github.com/nurlan/jars) and @nurlan_dev."
)


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING, blind=True)


@factories.committed
def with_file(project, folder, name, media_type, content):
    stored = f"stored-{project.id}-{hashlib.sha256(content).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / stored).write_bytes(content)
    return factories.add(ProjectFile(
        edition_id=project.edition_id, project_id=project.id, stored_name=stored, name=name, size=len(content),
        media_type=media_type, sha256=hashlib.sha256(content).hexdigest(), uploaded_at=clock.now(),
    ))


def pdf():
    made, target = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.docinfo["/Author"] = "Nurlan Kuanyshbekov"
    made.save(target)
    return target.getvalue()


@pytest.fixture
def project(app, edition):
    """A team that tells who it is in every way that there is."""
    university = factories.university(name=Localized(en="Oskemen Polytechnic University"), domain="opu-oskemen.kz")
    person = factories.user(family_name="Куанышбеков", given_name="Нурлан", latin_name="Nurlan Kuanyshbekov",
                            university_id=university.id)
    team = factories.team(edition, [person, factories.user()], name="Zero Heroes")
    made = factories.project(team, title="Zero Heroes: jars", pitch="Jars of the OPU", description=DESCRIPTION,
                             repository_url="https://github.com/nurlan/jars")
    folder = app.extensions["settings"].uploads_path
    for name, media_type, content in (("plan-of-nurlan.pdf", "application/pdf", pdf()),
                                      ("plan-of-nurlan.zip", "application/zip", b"PK"),
                                      ("plan-of-nurlan.md", "text/markdown", b"# Zero Heroes\nJars")):
        with_file(made, folder, name, media_type, content)
    hand_in(made)
    return made


@factories.committed
def hand_in(made):
    made = db.session.get(Project, made.id)
    db.session.refresh(made)
    content = content_of(made)
    made.status, made.submitted_at = "submitted", clock.now()
    made.submission_number += 1
    factories.add(Submission(
        edition_id=made.edition_id, project_id=made.id, number=made.submission_number, title=made.title,
        pitch=made.pitch, content=content, sha256=factories.digest(content), submitted_at=clock.now(),
        idempotency_key=f"key-{made.id}-{made.submission_number}",
    ))


@pytest.fixture
def organizer(new_client, edition):
    return new_client().sign_in(factories.organizer(edition))


@pytest.fixture
def number(judge, project):
    return db.session.scalar(select(BlindNumber.number).where(BlindNumber.project_id == project.id))


@pytest.fixture
def url(edition, number):
    return f"/{edition.key}/judging/{number}"


@pytest.fixture
def redaction(edition, project):
    return f"/{edition.key}/organize/judging/redaction/{project.id}"


def everything(answer):
    """Return all that an answer says: status line, headers, body."""
    return f"{answer.headers} {answer.get_data(as_text=True)}"


def told(answer, *allowed):
    return [word for word in TELLING if word in everything(answer) and word not in allowed]


def test_no_page_of_a_judge_names_the_team(scorer, edition, url, project):
    pages = [scorer.get(path) for path in (f"/{edition.key}/judging/", url, f"{url}/conflict", f"/{edition.key}/")]
    assert [page.status_code for page in pages] == [200] * 4
    assert [told(page) for page in pages] == [[]] * 4
    text = forms.text_of(pages[1])
    assert "No organizer has looked at this text yet" in text
    assert "jars" in text
    shown = everything(pages[0]) + everything(pages[1])
    addresses = set(re.findall(rf"/{edition.key}(?:/rounds/1)?/(?!rounds)[a-z]+/(\d+)", shown))
    assert addresses == {url.rpartition("/")[2]}
    assert f'data-project="{project.id}"' not in everything(pages[0])


def test_refused_form_and_conflict_name_nobody(scorer, url, edition):
    criterion = f"c{edition.round.criteria[0].id}"
    answers = [scorer.submit(url, {}, form=url, extra={criterion: "99"}), scorer.submit(f"{url}/conflict", {})]
    assert [(answer.status_code, told(answer)) for answer in answers] == [(422, []), (422, [])]


def test_judge_who_judges_blind_is_refused_the_originals(scorer, edition, project):
    place = f"/{edition.key}"
    file = db.session.scalar(select(ProjectFile.id).where(ProjectFile.name == "plan-of-nurlan.pdf"))
    paths = {
        f"{place}/projects/{project.id}": 404, f"{place}/projects/{project.id}/files/{file}": 404,
        f"{place}/projects/{project.id}/receipt": 404, f"{place}/projects/{project.id}/receipt.json": 404,
        f"{place}/teams/{project.team_id}": 403, f"{place}/teams/": 403, f"{place}/teams/?q=zero": 403,
        f"{place}/organize/judging/redaction/{project.id}": 403, f"{place}/organize/judging/": 403,
        f"{place}/judging/{project.id}": 404,
    }  # fmt: skip
    answers = {path: scorer.get(path) for path in paths}
    assert {path: answer.status_code for path, answer in answers.items()} == paths
    assert {path: told(answer) for path, answer in answers.items() if told(answer)} == {}
    assert "Judging is blind" in forms.text_of(answers[f"{place}/teams/"])


def test_judge_saves_and_finishes_under_the_number(scorer, url, edition, project, judge):
    marks = {f"c{criterion.id}": "4" for criterion in edition.round.criteria}
    assert scorer.submit(url, marks, form=url).location == url
    card = db.session.scalar(select(Scorecard))
    assert (card.project_id, card.judge_id) == (project.id, judge.id)


def test_files_come_under_numbers_and_clean(scorer, url):
    page = forms.text_of(scorer.get(url))
    assert "File 1 (PDF)" in page
    assert "File 2 is not shown: files of this type cannot be cleaned" in page
    first, second, third, fourth = (scorer.get(f"{url}/files/{number}") for number in (1, 2, 3, 4))
    assert [answer.status_code for answer in (first, second, third, fourth)] == [200, 404, 200, 404]
    code = url.rpartition("/")[2]
    assert first.headers["Content-Disposition"] == f"attachment; filename=project-{code}-file-1.pdf"
    assert {"ETag", "Last-Modified"} & set(first.headers.keys()) == set()
    with pikepdf.open(io.BytesIO(first.data)) as found:
        assert "/Info" not in found.trailer
    assert third.get_data(as_text=True) == "# […]\nJars"


def test_other_judges_and_visitors_do_not_get_the_cleaned_files(new_client, edition, url):
    stranger = new_client().sign_in(factories.judge(edition))
    assert stranger.get(f"{url}/files/1").status_code == 404
    assert new_client().get(f"{url}/files/1").location.startswith("/accounts/sign-in")


def test_organizer_sees_what_was_found_and_judges_read_what_was_accepted(scorer, organizer, redaction, url, edition):
    page = organizer.get(redaction)
    shown = page.get_data(as_text=True)
    assert len(re.findall("<mark", shown)) >= 8
    assert "a telephone number" in shown
    changes = {"title": "Jars", "description": "Jars are reused."}
    assert organizer.submit(redaction, changes, extra={"links": ["repository_url"]}).status_code == 303
    read = scorer.get(url)
    text = forms.text_of(read)
    assert "No organizer has looked" not in text
    assert "Jars are reused." in text
    assert "https://github.com/nurlan/jars" in text
    assert told(read, "github.com") == []
    assert "Jars" in forms.text_of(scorer.get(f"/{edition.key}/judging/"))
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.verb == "redaction.saved"))
    assert entry.details["links"] == ["repository_url"]


def test_withheld_file_is_not_given_out(scorer, organizer, redaction, url, project):
    file = db.session.scalar(select(ProjectFile.id).where(ProjectFile.name == "plan-of-nurlan.pdf"))
    organizer.submit(redaction, {}, extra={"withheld": [str(file)]})
    assert "File 1 is not shown: it names the team." in forms.text_of(scorer.get(url))
    assert scorer.get(f"{url}/files/1").status_code == 404


def test_new_submission_voids_the_redaction(scorer, organizer, redaction, url, project, edition):
    organizer.submit(redaction, {"title": "Jars"})
    db.session.get(Project, project.id).title = "Zero Heroes again"
    db.session.commit()
    hand_in(project)
    page = scorer.get(url)
    assert "No organizer has looked" in forms.text_of(page)
    assert told(page) == []
    listed = forms.text_of(organizer.get(redaction.rpartition("/")[0] + "/"))
    assert "Handed in anew" in listed


def test_redaction_of_a_submission_that_was_replaced_meanwhile_is_not_saved(organizer, redaction, project):
    form = forms.find_form(organizer.get(redaction))
    db.session.get(Project, project.id).title = "Zero Heroes again"
    db.session.commit()
    hand_in(project)
    answer = forms.send(organizer, redaction, form, {"title": "Jars"})
    assert answer.status_code == 409
    assert "(the team) again" in forms.text_of(answer)
    assert db.session.scalar(select(Redaction)) is None


def test_second_organizer_sees_what_the_first_saved(organizer, redaction):
    form = forms.find_form(organizer.get(redaction))
    organizer.submit(redaction, {"title": "Jars of one"})
    answer = forms.send(organizer, redaction, form, {"title": "Jars of another"})
    assert answer.status_code == 409
    assert "Jars of one" in forms.text_of(answer)
    assert db.session.scalar(select(Redaction.title)) == "Jars of one"


def test_results_lift_the_blind(scorer, edition, url, project, new_client):
    db.session.get(Edition, edition.id).results_published_at = clock.now()
    db.session.commit()
    page = forms.text_of(scorer.get(url))
    assert "Zero Heroes: jars" in page
    assert scorer.get(f"/{edition.key}/teams/{project.team_id}").status_code == 200
    assert scorer.get(f"{url}/files/1").status_code == 404
    assert "Zero Heroes" in forms.text_of(scorer.get(f"/{edition.key}/judging/"))


def test_visitors_and_organizers_see_what_they_saw_before(new_client, organizer, edition, project):
    for client in (new_client(), organizer):
        assert "Zero Heroes" in forms.text_of(client.get(f"/{edition.key}/teams/"))
    assert organizer.get(f"/{edition.key}/projects/{project.id}").status_code == 200


def test_blind_is_chosen_until_judging_opens_and_numbers_every_project(app, new_client, set_clock):
    edition = factories.edition(Stage.SUBMISSIONS)
    projects = [factories.submitted_project(factories.team(edition)) for _ in range(30)]
    person, client, path = factories.organizer(edition), new_client(), f"/{edition.key}/organize/judging/redaction/"
    client.sign_in(person)
    assert client.submit(path, {"blind": "yes"}).status_code == 303
    numbers = dict(db.session.execute(select(BlindNumber.project_id, BlindNumber.number)).all())
    in_order = [numbers[project.id] for project in projects]
    assert (len(set(in_order)), all(100 <= number <= 999 for number in in_order)) == (30, True)
    assert in_order != sorted(in_order)
    form = forms.find_form(client.get(path))
    set_clock(edition.round.judging_opens)
    client.sign_in(person)
    assert forms.send(client, path, form, {"blind": "no"}).status_code in (400, 409)
    assert db.session.scalar(select(Round.blind).where(Round.edition_id == edition.id)) is True


def test_next_card_leads_to_a_number(new_client, app):
    edition = factories.edition(Stage.JUDGING, blind=True, deal="adaptive")
    project = factories.submitted_project(factories.team(edition))
    client = new_client().sign_in(factories.judge(edition))
    place = f"/{edition.key}/judging/"
    answer = press_next(client, place)
    number = db.session.scalar(select(BlindNumber.number).where(BlindNumber.project_id == project.id))
    assert answer.location == f"{place}{number}"
    assert client.get(answer.location).status_code == 200


def press_next(client, place):
    form = next(each for each in forms.forms_of(client.get(place)) if each.action == f"{place}next")
    return forms.send(client, f"{place}next", form, {})


def test_statements_of_a_blind_queue_do_not_grow(scorer, edition, judge, url):
    def statements(address):
        with count_statements() as found:
            assert scorer.get(address).status_code == 200
        return len(found)

    statements(url)  # The first reader after a change of the register reads it anew.
    before = [statements(address) for address in (f"/{edition.key}/judging/", url)]
    for _ in range(9):
        factories.assignment(factories.submitted_project(factories.team(edition)), judge)
    assert [statements(address) for address in (f"/{edition.key}/judging/", url)] == before
