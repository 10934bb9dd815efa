"""After erasure nothing leads to the person any more, and everything that others rely on still holds."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from hackathon import clock, invariants
from hackathon.accounts.models import ConsentPurpose, User
from hackathon.audit import Verb, history
from hackathon.audit.models import AuditEntry
from hackathon.db import Base, db
from hackathon.editions import scope
from hackathon.editions.models import Registration, Role, RoleInvitation
from hackathon.outbox.models import EmailStatus, OutgoingEmail
from hackathon.projects.models import ProjectFile
from hackathon.questions.models import Answer, AnswerFile, AnswerSheet, Question
from hackathon.results import recount
from hackathon.results.models import PublishedBundle
from hackathon.results.models_deliberation import Appeal
from hackathon.rules.permissions import SYSTEM
from hackathon.rules.schedule import Stage
from hackathon.statistics import queries as statistics
from hackathon.teams.models import Membership, Part
from tests import factories
from tests.results.worlds import judged, publish_directly
from tests.support.forms import text_of

EMAIL = "gulbarshyn.auezova@mail.kz"
PERSON = {
    "email": EMAIL, "family_name": "Әуезова-Қасқыр", "given_name": "Гүлбаршынай", "patronymic": "Oʻktamqizi",
    "latin_name": "Auezova-Kaskyr Gulbarshynai", "faculty": "Mineralogy of Gulbarshynai", "gender": "female",
}
WORDS = [EMAIL, "Әуезова-Қасқыр", "Гүлбаршынай", "Oʻktamqizi", "Auezova-Kaskyr", "Mineralogy of"]
FILE = b"tables of glass\n"


@pytest.fixture
def everything(app, client):
    """Somebody who was registered, in teams, handed in, judged elsewhere, appealed, was written to and invited."""
    university = factories.university()
    person = factories.user(**PERSON, university_id=university.id, search_key="гүлбаршынай әуезова-қасқыр")
    factories.consent(person, ConsentPurpose.PUBLIC_NAME)
    played, scored = judged([[3, 3, 3]]), judged([[5, 4, 3]], [[2, 2, 2]])
    mate = factories.student(played.edition, given_name="Mate")
    project = played.add([4, 4, 4], [2, 3, 4], members=[factories.student(played.edition, person), mate])
    factories.judge(scored.edition, person)
    factories.scorecard(scored.projects[0], person, [1, 2, 3], comment_to_jury="Signed: Гүлбаршынай")
    forming = factories.edition(Stage.REGISTRATION)
    team = factories.team(forming, [factories.student(forming, person), factories.student(forming, mate)])
    alone = factories.edition(Stage.REGISTRATION)
    factories.student(alone, person)
    results = [publish(world) for world in (played, scored)]
    surround(app, person, mate, project, results[0], alone)
    client.sign_in(person)
    return SimpleNamespace(person=person.id, mate=mate.id, played=played, scored=scored, forming=forming, alone=alone,
                           team=team.id, project=project.id, university=university.id)


def publish(world):
    with scope.of(world.edition.id):
        return publish_directly(world)


@factories.committed
def surround(app, person, mate, project, results, edition):
    now = clock.now()
    folder = app.extensions["settings"].uploads_path
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "stored-glass").write_bytes(FILE)
    factories.add(ProjectFile(
        edition_id=project.edition_id, project_id=project.id, stored_name="stored-glass", name="glass.txt",
        media_type="text/plain", size=len(FILE), sha256="0" * 64, uploaded_by_id=person.id, uploaded_at=now,
    ))
    factories.add(Appeal(edition_id=project.edition_id, results_id=results.id, team_id=project.team_id,
                         filed_by_id=person.id, filed_at=now, grounds="A rule was not kept", request="Look again"))
    factories.add(RoleInvitation(
        edition_id=edition.id, email=EMAIL, email_key=person.email_key, role=Role.JUDGE, token_hash="hash",
        created_at=now, expires_at=now + timedelta(days=9),
    ))
    answered(app, person, edition)
    for number, (to, words) in enumerate(((person, "to you"), (mate, f"{person.name} &amp; {person.formal_name}"))):
        factories.add(OutgoingEmail(
            unique_key=f"letter-{number}", user_id=to.id, recipient=to.email, language="ru", subject=f"О {words}",
            text=f"Hello, {words}", html=f"<p>{words}</p>", message_id="<1@example.org>", due_at=now, created_at=now,
            status=EmailStatus.QUEUED,
        ))
    history.record(SYSTEM, Verb.JUDGE_INVITED, edition, now=now, personal={"email": EMAIL, "reason": person.name})


def answered(app, person, edition):
    """An answer and a file, both of which name the person."""
    now, folder = clock.now(), app.extensions["settings"].uploads_path
    (folder / "stored-answer").write_text(f"Curriculum vitae, {EMAIL}", encoding="utf-8")
    question = factories.add(Question(edition_id=edition.id, form="registration", kind="short", asked_of="person",
                                      wording={"en": "Who are you?"}, help={}))
    sheet = factories.add(AnswerSheet(edition_id=edition.id, form="registration", user_id=person.id, saved_at=now))
    factories.add(Answer(edition_id=edition.id, sheet_id=sheet.id, question_id=question.id, value=person.formal_name))
    factories.add(AnswerFile(edition_id=edition.id, question_id=question.id, sheet_id=sheet.id, size=1,
                             stored_name="stored-answer", name=f"{person.family_name}.txt", media_type="text/plain",
                             sha256="0" * 64, uploaded_by_id=person.id, uploaded_at=now))


def found_in(text):
    return [words for words in WORDS if words in text or json.dumps(words)[1:-1] in text]


def rows_that_name():
    """Look through every column of every table, into JSON and zips, too."""
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for name, value in row.items():
                if isinstance(value, bytes):
                    text = value.decode("latin-1")
                    if zipfile.is_zipfile(io.BytesIO(value)):
                        with zipfile.ZipFile(io.BytesIO(value)) as archive:
                            text = "".join(archive.read(each).decode() for each in archive.namelist())
                else:
                    text = json.dumps(value, ensure_ascii=False, default=str)
                found += [f"{table.name}.{name}: {words}" for words in found_in(text)]
    return found


def files_that_name(app):
    folder = app.extensions["settings"].instance_path
    kept = [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".log")]
    texts = {path.name: path.read_bytes() for path in kept}
    return [f"{name}: {words}" for name, content in texts.items() for words in WORDS
            if words.encode() in content or json.dumps(words)[1:-1].encode() in content]


def test_a_person_erases_the_account_and_nothing_leads_there_any_more(app, client, new_client, everything):
    world = everything
    before = {edition.id: statistics.of_edition(edition) for edition in
              (world.played.edition, world.forming, world.alone)}
    assert {each.partition(".")[0] for each in rows_that_name()} >= {"user", "outgoing_email", "audit_entry"}
    results_page = f"/{world.played.edition.key}/results"
    assert PERSON["family_name"] in new_client().get(results_page).text

    words = text_of(client.get("/accounts/erase"))
    assert [each for each in ("Sign-ins", "Stays without your name") if each not in words] == []
    assert client.submit("/accounts/erase", {"password": "wrong wrong", "sure": True}).status_code == 422
    answer = client.submit("/accounts/erase", {"password": factories.PASSWORD, "sure": True})
    assert (answer.status_code, answer.location) == (303, "/")

    assert rows_that_name() == []
    assert files_that_name(app) == []
    assert found_in(new_client().get(results_page).text) == []
    assert client.get("/accounts/profile").status_code == 303
    again = client.submit("/accounts/sign-in", {"email": EMAIL, "password": factories.PASSWORD})
    assert again.status_code == 422
    the_rest_still_holds(app, world, before)


def the_rest_still_holds(app, world, before):
    uploads = app.extensions["settings"].uploads_path
    assert (uploads / "stored-glass").read_bytes() == FILE
    assert invariants.faults(uploads) == []
    for content in db.session.scalars(select(PublishedBundle.content)):
        recount.verify(content)
    for edition in (world.played.edition, world.forming, world.alone):
        after = statistics.of_edition(edition)
        assert after.reached("registered", "gender") == before[edition.id].reached("registered", "gender")
        assert after.reached("submitted", "institution") == before[edition.id].reached("submitted", "institution")
    parts = {row.edition_id: row.part for row in db.session.scalars(select(Membership).filter_by(user_id=world.mate))}
    assert parts == {world.played.edition.id: Part.CAPTAIN, world.forming.id: Part.CAPTAIN}
    stays = set(db.session.scalars(select(Registration.edition_id).filter_by(user_id=world.person)))
    assert stays == {world.played.edition.id}, "a place stays only where results rest on it"
    entry = db.session.scalars(select(AuditEntry).filter_by(verb=Verb.ACCOUNT_ERASED)).one()
    assert (entry.subject_id, entry.details) == (world.person, {"by": "owner"})


def test_an_administrator_erases_at_a_written_request_and_gives_a_reason(app, client, everything):
    chief = factories.administrator()
    client.post("/accounts/sign-out", data={"csrf_token": token(client)})
    client.sign_in(chief)
    url = f"/admin/users/{everything.person}/erase"
    assert client.submit(url, {"reason": "", "sure": True}).status_code == 422
    reason = f"Letter of {PERSON['family_name']}, folder 12"
    assert client.submit(url, {"reason": reason, "sure": True}).status_code == 303
    assert (rows_that_name(), files_that_name(app)) == ([], [])
    entry = db.session.scalars(select(AuditEntry).filter_by(verb=Verb.ACCOUNT_ERASED)).one()
    assert (entry.actor_id, entry.personal) == (chief.id, {"reason": "Letter of …, folder 12"})
    assert client.get(url).status_code == 404
    assert client.get("/accounts/erase").status_code == 200
    assert "There must be at least one administrator" in text_of(client.get("/accounts/erase"))


def token(client):
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get("/accounts/profile").text)[1]


def test_a_person_takes_a_copy_of_everything_and_of_nobody_else(app, client, everything):
    url = "/accounts/data"
    assert "Sign-ins" in text_of(client.get(url))
    assert client.submit(url, {"password": "wrong wrong"}).status_code == 422
    answer = client.submit(url, {"password": factories.PASSWORD})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        data, page = json.loads(archive.read("data.json")), archive.read("data.html").decode()
        assert FILE in [archive.read(name) for name in names]
    assert names[:2] == ["data.json", "data.html"]
    assert names[2].startswith("files/")
    assert data["user"][0]["family_name"] == PERSON["family_name"]
    assert [row["part"] for row in data["membership"]] == ["captain", "captain"]
    assert [len(data[each]) for each in ("registration", "appeal_by_filed_by_id")] == [3, 1]
    assert sorted(row["value"] for row in data["mark"]) == [1, 2, 3], "what was given as a judge is one's own"
    assert "Mate" in json.dumps(data["around_1"])
    whole = json.dumps(data, ensure_ascii=False) + page
    assert [each for each in ("SECRET OF THE JURY", "Judgeson") if each in whole] == []
    others = [user for user in db.session.scalars(select(User)) if user.id != everything.person]
    assert [user.email for user in others if user.email in whole] == []
    for secret in ("password_hash", "token_hash", "argon2"):
        assert secret not in whole
    assert db.session.scalar(select(AuditEntry.actor_id).filter_by(verb=Verb.ACCOUNT_DATA_TAKEN)) == everything.person
