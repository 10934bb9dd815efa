"""After erasure nothing leads to the person any more, and everything that others rely on still holds."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from hackathon import clock, invariants
from hackathon.accounts.models import ConsentPurpose, User
from hackathon.accounts.models_safety import EmailChange, KnownDevice
from hackathon.attendance import queries_states
from hackathon.attendance.models import Attendance, AttendanceMark, EventSession
from hackathon.audit import Verb, history
from hackathon.audit.models import AuditEntry
from hackathon.db import Base, db
from hackathon.editions import scope
from hackathon.editions.models import Registration, Role, RoleInvitation
from hackathon.imports.models import ImportRow
from hackathon.outbox.models import EmailStatus, OutgoingEmail
from hackathon.projects.models import ProjectFile
from hackathon.questions.models import Answer, AnswerFile, AnswerSheet, Question
from hackathon.registrations import actions as registrations
from hackathon.registrations import actions_guardians as guardians
from hackathon.registrations.models_guardians import GuardianConsent
from hackathon.results import recount
from hackathon.results.models import PublishedBundle
from hackathon.results.models_deliberation import Appeal
from hackathon.rules.grouping import Division, Terms
from hackathon.rules.guardians import Age, Guardian
from hackathon.rules.permissions import SYSTEM
from hackathon.rules.schedule import Stage
from hackathon.statistics import queries as statistics
from hackathon.teams import actions_asking as asking_actions
from hackathon.teams import actions_inviting as inviting
from hackathon.teams import actions_mentoring as mentoring
from hackathon.teams import actions_pool as pool
from hackathon.teams import actions_suggesting as suggesting
from hackathon.teams import queries_suggesting
from hackathon.teams.actions_pool import Wished
from hackathon.teams.models import Membership, Part
from tests import factories
from tests.results.worlds import judged, publish_directly
from tests.support.forms import text_of

HOUR = timedelta(hours=1)
EMAIL = "gulbarshyn.auezova@mail.kz"
PERSON = {
    "email": EMAIL, "family_name": "Әуезова-Қасқыр", "given_name": "Гүлбаршынай", "patronymic": "Oʻktamqizi",
    "latin_name": "Auezova-Kaskyr Gulbarshynai", "faculty": "Mineralogy of Gulbarshynai", "gender": "female",
}
GUARDIANS = [Guardian("Қамбарбек Тұрсын", "kambarbek@mail.kz", "ru"),
             Guardian("Мейірбан Ана", "meiirban@mail.kz", "en")]
WORDS = [EMAIL, "Әуезова-Қасқыр", "Гүлбаршынай", "Oʻktamqizi", "Auezova-Kaskyr", "Mineralogy of", "Қамбарбек",
         "kambarbek", "Мейірбан", "meiirban", "jewel-of-mine", "2011-03-14"]
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
    waiting, finding = under_age(person), looks_for_a_team(person)
    attends(person, mate, played.edition)
    client.sign_in(person)
    return SimpleNamespace(person=person.id, mate=mate.id, played=played, scored=scored, forming=forming, alone=alone,
                           finding=finding, waiting=waiting, team=team.id, project=project.id, university=university.id)


def under_age(person):
    """Waits for the second guardian, after the first one had not answered; and is somebody else's guardian."""
    edition, now = factories.edition(Stage.REGISTRATION), clock.now()
    factories.registration_plan(edition, asks_age=True)
    ward = factories.user()
    with scope.of(edition.id):
        age = Age(date(2011, 3, 14), GUARDIANS[0])
        registrations.register(factories.actor(person), edition, None, age, now=now)
        guardians.ask_again(factories.actor(person), edition, row_of(person), GUARDIANS[1], now=now)
        own = Guardian(PERSON["family_name"], EMAIL, "ru")
        registrations.register(factories.actor(ward), edition, None, Age(date(2012, 1, 1), own), now=now)
    return edition


def row_of(person):
    return db.session.scalars(select(GuardianConsent).filter_by(user_id=person.id)).one()


def looks_for_a_team(person):
    """Can be found, asks a team, is invited by it twice, is suggested for another, and is named by others."""
    edition, now = factories.edition(Stage.REGISTRATION), clock.now()
    factories.student(edition, person)
    other, asking = factories.student(edition), factories.student(edition)
    boss = factories.actor(factories.organizer(edition))
    team = factories.team(edition, [factories.student(edition)])
    leads = factories.actor(team.memberships[0].user)
    wished = Wished(other_skills=PERSON["faculty"], languages=("ru",), words=f"Call jewel-of-mine, {EMAIL}")
    with scope.of(edition.id):
        pool.enter_pool(factories.actor(person), edition, wished, now=now)
        pool.look_for_members(leads, team, Wished(languages=("ru",)), now=now)
        asking_actions.ask_to_join(factories.actor(person), team, "I am Гүлбаршынай, jewel-of-mine", now=now)
        inviting.invite_by_email(leads, team, EMAIL.upper(), "secret", now=now)
        inviting.invite_person(leads, team, person.id, "secret", now=now)
        mentoring.invite_mentor(leads, team, EMAIL, "secret", now=now)
        beside = asking_actions.ask_to_join(factories.actor(asking), team, f"With {person.formal_name}", now=now)
        asking_actions.answer_request(leads, beside, False, f"{person.formal_name} comes", now=now)
        people = queries_suggesting.left_alone(edition.id)
        division = Division(((person.id, other.id),), 0, 0)
        suggesting.keep(boss, edition, people, Terms(2, 2, 2, ()), division, now=now)
    return edition


@factories.committed
def attends(person, mate, edition):
    """Was at a session, checked others in, and stands in reasons about others; has devices and a new address."""
    now = clock.now()
    times = {"starts_at": now, "ends_at": now + HOUR}
    event = factories.add(EventSession(edition_id=edition.id, title={"en": "Opening"}, **times))
    shared = {"edition_id": edition.id, "session_id": event.id, "kind": "in", "how": "correction", "outcome": "new",
              "at": now, "received_at": now}
    for who, by, reason in ((person, mate, "Came late"), (mate, person, f"Signed: {person.name}"),
                            (mate, mate, f"{person.formal_name} saw it")):
        mark = factories.add(AttendanceMark(user_id=who.id, by_id=by.id, reason=reason, **shared))
    for who in (person, mate):
        factories.add(Attendance(edition_id=edition.id, session_id=event.id, user_id=who.id, at=now, mark_id=mark.id))
    mates = db.session.scalars(select(Registration).filter_by(edition_id=edition.id, user_id=mate.id)).one()
    mates.reason = f"Quarrelled with {person.name}"
    seen = {"first_seen_at": now, "last_seen_at": now}
    factories.add(KnownDevice(user_id=person.id, token_hash="device", **seen))
    factories.add(EmailChange(user_id=person.id, new_email="jewel-of-mine@mail.kz", old_token_hash="o",
                              new_token_hash="n", created_at=now, expires_at=now + HOUR))


def publish(world):
    with scope.of(world.edition.id):
        return publish_directly(world)


def _tables_of_people(person, edition):
    """Tables that organizers uploaded: with another spelling of the address, and with a wrong one."""
    run = factories.people_import(edition, person)
    written = [[EMAIL.upper(), "?"], ["no", person.family_name, person.given_name],
               ["no", f"{person.family_name} {person.given_name} {person.patronymic}"]]
    for number, cells in enumerate(written, 3):
        factories.add(ImportRow(edition_id=edition.id, import_id=run.id, sheet=0, number=number, cells=cells))


@factories.committed
def surround(app, person, mate, project, results, edition):
    now = clock.now()
    folder = app.extensions["settings"].uploads_path
    folder.mkdir(parents=True, exist_ok=True)
    _tables_of_people(person, edition)
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
    text = text.casefold()
    return [words for words in WORDS if any(each.casefold() in text for each in (words, json.dumps(words)[1:-1]))]


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
    return [f"{name}: {words}" for name, content in texts.items() for words in
            found_in(content.decode("utf-8", "replace"))]  # fmt: skip


def test_a_person_erases_the_account_and_nothing_leads_there_any_more(app, client, new_client, everything):
    world = everything
    before = {edition.id: statistics.of_edition(edition) for edition in
              (world.played.edition, world.forming, world.alone)}
    assert {each.partition(".")[0] for each in rows_that_name()} >= {
        "user", "outgoing_email", "audit_entry", "guardian_consent", "pool_entry", "join_request", "team_invitation",
        "attendance_mark", "registration", "import_row", "answer", "answer_file", "email_change",
    }  # fmt: skip
    pages = [f"/{edition.key}/" for edition in (world.alone, world.finding, world.played.edition)]
    counted = [text_of(new_client().get(page)) for page in pages]
    attended = attendance_of(world)
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
    assert [text_of(new_client().get(page)) for page in pages] == counted
    assert attendance_of(world) == attended
    assert client.get("/accounts/profile").status_code == 303
    again = client.submit("/accounts/sign-in", {"email": EMAIL, "password": factories.PASSWORD})
    assert again.status_code == 422
    the_rest_still_holds(app, world, before)


def attendance_of(world):
    found = []
    for edition in (world.alone, world.finding, world.played.edition):
        with scope.of(edition.id):
            counts = queries_states.counts()
            assert counts["confirmed"] == statistics.of_edition(edition).reached("registered")[""]
            assert counts["submitted"] == statistics.of_edition(edition).reached("submitted")[""]
            found.append(counts)
    return found


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
    assert [len(data[each]) for each in ("registration", "appeal_by_filed_by_id")] == [5, 1]
    assert sorted(row["value"] for row in data["mark"]) == [1, 2, 3], "what was given as a judge is one's own"
    assert "Mate" in json.dumps(data["around_1"])
    whole = json.dumps(data, ensure_ascii=False) + page
    assert [each for each in ("SECRET OF THE JURY", "Judgeson") if each in whole] == []
    others = [user for user in db.session.scalars(select(User)) if user.id != everything.person]
    assert [user.email for user in others if user.email in whole] == []
    for secret in ("password_hash", "token_hash", "argon2"):
        assert secret not in whole
    assert db.session.scalar(select(AuditEntry.actor_id).filter_by(verb=Verb.ACCOUNT_DATA_TAKEN)) == everything.person
