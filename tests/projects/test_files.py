"""Files go into a project by what they are, not by what they are called, and come out only as attachments."""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
from datetime import timedelta

import pytest

from hackathon import clock
from hackathon.editions import scope
from hackathon.projects.models import ProjectFile
from hackathon.rules.schedule import Stage
from tests import factories
from tests.projects.samples import BAD, GOOD, PDF, office, packed
from tests.support.clients import afresh
from tests.support.forms import find_form, text_of
from tests.support.races import at_once

pytestmark = pytest.mark.backends("sqlite")  # what a file is has no database in it


@pytest.fixture
def project(app):
    return factories.project(factories.team(factories.edition(Stage.SUBMISSIONS), 2))


@pytest.fixture
def member(project, new_client):
    return new_client().sign_in(factories.members(project.team)[0])


def base(project):
    return f"/{project.edition.key}/projects/{project.id}"


def token_of(client):
    return find_form(client.get("/accounts/profile")).values()["csrf_token"][0]


def upload(client, project, name, content, token=None):
    data = {"csrf_token": token or token_of(client), "file": (io.BytesIO(content), name)}
    return client.post(f"{base(project)}/files", data=data, content_type="multipart/form-data")


def files(project):
    afresh()
    with scope.of(project.edition_id):
        return ProjectFile.query.filter_by(project_id=project.id, removed_at=None).order_by(ProjectFile.id).all()


def on_disk(app):
    folder = app.extensions["settings"].uploads_path
    return sorted(os.listdir(folder)) if folder.exists() else []


@pytest.mark.parametrize("name", GOOD)
def test_allowed_files_come_back_as_they_were_but_never_open_in_the_page(app, member, project, name):
    content, media_type = GOOD[name]
    answer = upload(member, project, name, content)
    assert (answer.status_code, answer.location) == (303, f"{base(project)}/edit#files")
    [file] = files(project)
    assert (file.name, file.media_type, file.size) == (name, media_type, len(content))
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert on_disk(app) == [file.stored_name]
    assert name not in file.stored_name
    download = member.get(f"{base(project)}/files/{file.id}")
    assert download.data == content
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert download.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in download.headers["Content-Security-Policy"]
    assert download.headers["Cache-Control"] == "private, no-store"
    assert download.mimetype == media_type


@pytest.mark.parametrize("what", BAD)
def test_other_files_are_refused_beside_the_field_and_leave_nothing(app, member, project, what):
    name, content = BAD[what]
    answer = upload(member, project, name, content)
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text
    assert files(project) == []
    assert on_disk(app) == []


def test_no_file_is_a_message_not_an_error(member, project):
    for data in ({}, {"file": "text"}, {"file": (io.BytesIO(b""), "")}):
        data = {**data, "csrf_token": token_of(member)}
        answer = member.post(f"{base(project)}/files", data=data, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert "Choose a file first." in text_of(answer)


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "..\\..\\boot.pdf", "/abs/olute.pdf", "C:\\x\\y.pdf"])
def test_a_path_in_the_name_is_dropped(app, member, project, name):
    assert upload(member, project, name, PDF).status_code == 303
    [file] = files(project)
    assert "/" not in file.name
    assert "\\" not in file.name
    assert on_disk(app) == [file.stored_name]


def test_a_file_over_the_limit_is_refused(app, make_app, new_client, project):
    small = make_app(upload_limit=1024)
    client = new_client(small).sign_in(factories.members(project.team)[0])
    assert upload(client, project, "a.txt", b"a" * 1024).status_code == 303
    answer = upload(client, project, "b.txt", b"a" * 1025)
    assert answer.status_code == 422
    assert "is larger than" in text_of(answer)
    too_large = upload(client, project, "c.txt", b"a" * 2_000_000)
    assert too_large.status_code == 413
    assert "larger than a file may be: 0 MB" in text_of(too_large)
    assert f'href="{base(project)}/edit#files"' in too_large.text
    assert len(on_disk(app)) == 1


def test_a_project_has_so_many_files_and_not_one_more_even_at_once(app, make_app, new_client, project):
    limited = make_app(files_per_project=3)
    people = factories.members(project.team) * 3
    clients = [new_client(limited).sign_in(person) for person in people]
    url = f"{base(project)}/files"

    def sending(client, number):
        token = token_of(client)
        return lambda: client.post(
            url, data={"csrf_token": token, "file": (io.BytesIO(b"text"), f"{number}.txt")},
            content_type="multipart/form-data",
        )

    answers = at_once(*[sending(client, number) for number, client in enumerate(clients)])
    assert sorted(answer.status_code for answer in answers) == [303] * 3 + [422] * 3
    assert len(files(project)) == 3
    assert on_disk(app) == sorted(file.stored_name for file in files(project))


def test_a_removed_file_leaves_the_draft_but_not_the_submission(app, member, project, new_client):
    upload(member, project, "plan.pdf", PDF)
    [file] = files(project)
    member.submit(f"{base(project)}/submit")
    member.submit(f"{base(project)}/edit", form=f"/files/{file.id}/remove")
    assert files(project) == []
    assert member.get(f"{base(project)}/files/{file.id}").data == PDF
    assert "plan.pdf" in text_of(member.get(base(project)))
    assert "has changed since you submitted it" in member.get(f"{base(project)}/edit").text


def test_files_are_read_by_those_who_may_read_the_project(app, member, project, new_client):
    upload(member, project, "draft.pdf", PDF)
    [draft] = files(project)
    member.submit(f"{base(project)}/submit")
    upload(member, project, "later.pdf", PDF)
    later = files(project)[1]
    edition = project.edition
    judge, stranger = factories.judge(edition), factories.members(factories.team(edition, 1))[0]
    factories.assignment(project, judge)
    organizer = new_client().sign_in(factories.organizer(edition))
    urls = [f"{base(project)}/files/{file.id}" for file in (draft, later)]
    assert [organizer.get(url).status_code for url in urls] == [200, 200]
    for person in (stranger, factories.judge(edition), None):
        client = new_client().sign_in(person) if person else new_client()
        assert [client.get(url).status_code for url in urls] == [404, 404]
    publish(edition)
    visitor = new_client()
    assert [visitor.get(url).status_code for url in urls] == [200, 404]
    other = factories.edition(Stage.RESULTS)
    assert visitor.get(urls[0].replace(edition.key, other.key)).status_code == 404


def publish(edition):
    factories.committed(lambda: setattr(factories.db.session.get(type(edition), edition.id), "results_published_at",
                                        clock.now() - timedelta(minutes=1)))()


def test_another_projects_file_is_not_reached_through_the_own_address(member, project, new_client):
    rival = factories.project(factories.team(project.edition, 2))
    client = new_client().sign_in(factories.members(rival.team)[0])
    upload(client, rival, "secret.pdf", PDF)
    [file] = files(rival)
    assert member.get(f"{base(project)}/files/{file.id}").status_code == 404
    data = {"csrf_token": token_of(member)}
    assert member.post(f"{base(project)}/files/{file.id}/remove", data=data).status_code == 404
    assert member.post(f"{base(rival)}/files/{file.id}/remove", data=data).status_code == 404
    assert len(files(rival)) == 1


@pytest.mark.parametrize(("tick", "status"), [(-1, 303), (0, 409), (1, 409)])
def test_files_are_added_until_the_closing_tick(app, project, client, set_clock, tick, status):
    set_clock(project.edition.submissions_close - timedelta(hours=1))
    client.sign_in(factories.members(project.team)[0])
    token = token_of(client)
    set_clock(project.edition.submissions_close + timedelta(microseconds=tick))
    assert upload(client, project, "plan.pdf", PDF, token).status_code == status
    assert len(on_disk(app)) == (1 if status == 303 else 0)


def test_sweeping_removes_what_no_project_knows_and_names_what_is_missing(app, member, project):
    upload(member, project, "kept.pdf", PDF)
    upload(member, project, "lost.pdf", PDF)
    kept, lost = files(project)
    folder = app.extensions["settings"].uploads_path
    (folder / lost.stored_name).unlink()
    old = clock.now().timestamp() - 7200
    for name, moment in (("orphan", old), ("half.part", old), ("fresh", clock.now().timestamp())):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (moment, moment))
    os.utime(folder / kept.stored_name, (old, old))
    told = app.test_cli_runner().invoke(args=["projects", "sweep-files"]).output
    assert re.split(r"\n", told.strip()) == ["removed 2, missing 1", f"missing: {lost.stored_name}"]
    assert on_disk(app) == sorted([kept.stored_name, "fresh"])


def test_an_archive_that_unpacks_to_too_much_is_refused_by_what_it_declares(app, member, project):
    bomb = packed({f"zeros{number}.bin": b"\0" * 40_000_000 for number in range(8)})
    assert len(bomb) < 1_000_000
    for name in ("bomb.zip", "bomb.docx"):
        answer = upload(member, project, name, bomb)
        assert answer.status_code == 422
        assert "unpacked it would be larger" in text_of(answer)
    assert on_disk(app) == []


def test_an_archive_inside_a_document_does_not_pass_for_another_kind(app, member, project):
    for name in ("sheet.xlsx", "slides.pptx"):
        assert upload(member, project, name, office("wordprocessingml.document")).status_code == 422
    assert zipfile.is_zipfile(io.BytesIO(office("wordprocessingml.document")))
