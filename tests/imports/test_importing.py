"""From a table to registered people and teams: the whole way through HTTP, and what interrupts it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from hackathon import clock, invariants
from hackathon.accounts.invitations import UNSET
from hackathon.accounts.models import Consent, User
from hackathon.attendance.models import Attendance, EventSession
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Registration
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.outbox import worker
from hackathon.outbox.models import OutgoingEmail
from hackathon.projects.models import Project
from hackathon.questions.models import Answer
from hackathon.rules.schedule import Stage
from hackathon.teams import actions_inviting as inviting
from hackathon.teams.models import Membership, Team
from hackathon.teams.models_joining import JoinRequest, TeamInvitation
from hackathon.teams.models_pool import TeamLook
from tests import factories
from tests.imports import tables
from tests.support.forms import find_form, send, text_of
from tests.support.remote import RemoteBrowser
from tests.support.sql import count_statements

SPOILED = {
    "email_wrong": (0, "no-domain@"), "email_missing": (0, ""), "invisible": (1, "Ах\u200bметова"),
    "category_unknown": (4, "Wizard"), "captain_unknown": (6, "perhaps"), "number_wrong": (7, "many"),
    "number_large": (7, 99), "date_wrong": (8, "31.02.2004"), "option_unknown": (9, "XXL"),
    "answer_missing": (9, ""), "cell_formula": (1, "=1+1"), "university_missing": (3, ""),
}  # fmt: skip


def people():
    db.session.expire_all()
    return {each.email: each for each in db.session.query(User)}


def uploaded(client, edition, content, name="people.xlsx"):
    """Upload a table and return the address of the import."""
    answer = client.submit(f"/{edition.key}/organize/imports", {"file": (BytesIO(content), name)})
    assert answer.status_code == 303, text_of(answer)
    return answer.location.removesuffix("/columns")


def check(client, url, changes=None):
    """Leave the columns as they were recognized, and have every row looked at."""
    answer = client.submit(f"{url}/columns", changes, form="/columns")
    assert (answer.status_code, answer.location) == (303, url), text_of(answer)


def pressed(client, url, action):
    return send(client, url, find_form(client.get(url), f"/{action}"), {})


@pytest.fixture
def edition(app):
    made = factories.edition(Stage.REGISTRATION, languages=["en", "ru"], main_language="en")
    sizes = [{"key": "1", "text": {"en": "S"}}, {"key": "2", "text": {"en": "M"}}]
    shared = {"help": {}, "options": []}
    factories.question(made, kind="number", wording={"en": "How many?"}, most=10, **shared)
    factories.question(made, kind="date", wording={"en": "Born"}, **shared)
    factories.question(made, kind="one", wording={"en": "Size"}, required=True, help={}, options=sizes)
    factories.university(name={"en": "Own University", "ru": "Свой университет"})
    return made


@pytest.fixture
def boss(edition, new_client):
    return new_client().sign_in(factories.organizer(edition, language="en"))


def with_faults(count, faults):
    """Plant faults: one in every twentieth row, among them repeated people, taken teams and people who withdrew."""
    rows, planted = tables.people(count), {}
    kinds = [*SPOILED, "email_twice", "two_teams", "team_exists", "gone", "office", "team_full"]
    for number in range(faults):
        place = number * (count // faults) + 1
        code, row = kinds[number % len(kinds)], rows[place]
        if code in SPOILED:
            column, value = SPOILED[code]
            row[column] = value
        elif code in ("email_twice", "two_teams"):
            row[0] = rows[place - 1][0].upper()
            row[5] = "" if code == "email_twice" else row[5] + " other"
        elif code == "team_exists":
            row[5] = "Thе first ones"
        elif code == "team_full":
            row[5] = f"Team {place // 5 - 1}"
        else:
            row[0] = f"{code}@example.kz" if number < len(kinds) else "broken"
            code = code if number < len(kinds) else "email_wrong"
        planted[place + 2] = code
    return rows, planted


def test_of_a_thousand_rows_950_are_in_and_50_are_named(edition, boss, new_client):
    factories.team(edition, 2, name="The first ones")
    factories.student(edition, factories.user(email="gone@example.kz"), state="withdrawn")
    factories.judge(edition, factories.user(email="office@example.kz"))
    known = factories.user(email="Student10@example.kz", family_name="Own name", language="en")
    factories.student(edition, factories.user(email="student12@example.kz", family_name="There"))
    rows, planted = with_faults(1000, 50)
    before, url = set(people()), uploaded(boss, edition, tables.xlsx(rows))
    check(boss, url, {"sends_letters": False})
    assert (set(people()), db.session.query(Registration).count()) == (before, 4)
    told = {row.number: [each[0] for each in row.faults] for row in db.session.query(ImportRow) if row.faults}
    assert told == {number: [code] for number, code in planted.items()}
    shown = text_of(boss.get(f"{url}?show=fault&lang=en"))
    assert "Row 43, column “Фамилия”, cell B43: The text contains characters that cannot be seen." in shown
    faults = boss.get(f"{url}/faults.csv?lang=ru").get_data(as_text=True)
    assert (faults.count("\r\n"), "'=1+1" in boss.get(f"{url}/to-mend.csv").text) == (51, False)

    with count_statements() as statements:
        assert pressed(boss, url, "apply").status_code == 303
    while db.session.scalar(select(PeopleImport.state)) == "applying":
        pressed(boss, url, "continue")
        db.session.expire_all()
    assert len(statements) < 1200, "about fifty for each step of fifty rows, and a project for each new team"
    run = db.session.query(PeopleImport).one()
    assert (run.counts["in"], run.counts["out"]) == (950, 50)
    found = people()
    assert len(found) - len(before) == 948
    assert found["Student10@example.kz"].family_name == "Own name"
    seats = select(func.count(Membership.id), func.count(Membership.team_id.distinct()))
    states = dict(db.session.execute(select(ImportRow.fate, func.count()).group_by(ImportRow.fate)).all())
    assert states == {"new": 948, "known": 1, "already": 1, "fault": 50}
    made = select(ImportRow.user_id).where(ImportRow.fate.in_(["new", "known"]))
    assert db.session.execute(seats.where(Membership.user_id.in_(made))).one() == (949, 200)
    assert db.session.query(Project).count() == 200
    assert db.session.query(Answer).count() == 949 * 3
    captains = db.session.scalars(select(Membership.user_id).where(Membership.part == "captain"))
    assert len(set(captains)) == db.session.query(Team).count()
    assert db.session.query(OutgoingEmail).count() == 0
    assert known.id in set(db.session.scalars(made))

    while db.session.query(ImportRow).filter(ImportRow.told_at.is_(None), ImportRow.fate.in_(["new", "known"])).count():
        assert pressed(boss, url, "letters").status_code == 303
        db.session.expire_all()
    assert db.session.query(OutgoingEmail).count() == 949
    assert db.session.query(AuditEntry).filter_by(verb="edition.registered").count() == 949

    again = uploaded(boss, edition, boss.get(f"{url}/to-mend.xlsx").data, "mended.xlsx")
    check(boss, again)
    assert db.session.query(ImportRow).filter_by(fate="fault").count() == 50 + 44
    assert found.keys() == people().keys()


def test_whoever_was_imported_agrees_and_enters(edition, boss, new_client):
    factories.registration_plan(edition, capacity=2)
    squatter = factories.user(email="Student3@example.kz", email_confirmed_at=None)
    url = uploaded(boss, edition, tables.xlsx([row[:5] + ["", "", *row[7:]] for row in tables.people(4)]))
    check(boss, url)
    stale = find_form(boss.get(url), "/apply")
    check(boss, url)
    assert send(boss, url, stale, {}).status_code == 409
    assert db.session.query(Registration).count() == 0
    seen = find_form(boss.get(url), "/apply")
    assert [send(boss, url, seen, {}).status_code for _ in range(2)] == [303, 303]
    db.session.expire_all()
    kept = db.session.query(Consent).filter_by(user_id=squatter.id, withdrawn_at=None).count()
    assert (squatter.password_hash, kept) == (UNSET, 0)
    person = people()["student0@example.kz"]
    states = [row.state for row in db.session.query(Registration).order_by("id")]
    assert states == ["admitted", "admitted", "waitlisted", "waitlisted"]
    listed = f"/{edition.key}/organize/registrations?lang=en"
    assert boss.get(listed).text.count("Consents missing") == 4
    visitor = new_client()
    assert visitor.submit("/accounts/reset", {"email": person.email}).status_code == 303
    letter = db.session.query(OutgoingEmail).filter_by(user_id=person.id).order_by(OutgoingEmail.id.desc()).first()
    link = letter.text.partition("/accounts/invitation/")[2].split(">")[0].split()[0]
    page = f"/accounts/invitation/{link}"
    secret = {"password": "long enough words"}
    assert visitor.submit(page, secret).status_code == 422
    assert db.session.query(Consent).filter_by(user_id=person.id).count() == 0
    assert visitor.submit(page, {**secret, "privacy": True, "rules": True}).status_code == 303
    assert visitor.get(f"/{edition.key}/my-registration").status_code == 200
    assert new_client().get(page).status_code == 410
    assert boss.get(listed).text.count("Consents missing") == 3

    back = find_form(boss.get(url), "/take-back")
    assert [send(boss, url, back, {}).status_code for _ in range(2)] == [303, 303]
    states = {row.number: row.state for row in db.session.query(ImportRow)}
    assert states == {2: "kept", 3: "undone", 4: "undone", 5: "undone"}
    assert "3 rows were taken back. 1 row stays" in text_of(boss.get(f"{url}?lang=en"))
    assert people().keys() & {"student0@example.kz", "student1@example.kz"} == {"student0@example.kz"}
    assert squatter.email in people()
    assert [row.state for row in db.session.query(Registration)] == ["admitted"]
    db.session.expire_all()
    assert db.session.query(OutgoingEmail).filter(OutgoingEmail.recipient == "student1@example.kz").count() == 0


def test_what_is_open_between_people_and_teams_is_closed_by_an_import_and_by_taking_it_back(edition, boss, new_client):
    waiting = factories.team(edition, 1)
    leads, now = factories.actor(waiting.memberships[0].user), clock.now()
    with scope.of(edition.id):
        inviting.invite_by_email(leads, waiting, "STUDENT0@example.kz", "secret", now=now)
    rows = [row[:5] + [name, captain, *row[7:]] for row, name, captain in
            zip(tables.people(3), ("Lonely", "", ""), ("yes", "", ""), strict=True)]  # fmt: skip
    url = uploaded(boss, edition, tables.xlsx(rows))
    check(boss, url)
    assert pressed(boss, url, "apply").status_code == 303
    assert [row.closing for row in db.session.query(TeamInvitation)] == ["seated"]
    surround(edition, people()["student1@example.kz"], now)
    assert pressed(boss, url, "take-back").status_code == 303
    db.session.expire_all()
    assert {row.number: row.state for row in db.session.query(ImportRow)} == {2: "undone", 3: "kept", 4: "undone"}
    assert "has been checked in since" in text_of(boss.get(f"{url}?lang=en"))
    assert [row.closing for row in db.session.query(JoinRequest)] == ["gone"]
    assert db.session.query(TeamLook).count() == 0
    assert invariants.faults(boss.application.extensions["settings"].uploads_path) == []


@factories.committed
def surround(edition, came, now):
    """One of the imported was at a session; somebody else asks the team that the import founded."""
    own = {"edition_id": edition.id}
    event = factories.add(EventSession(**own, title={"en": "Opening"}, starts_at=now, ends_at=now + timedelta(hours=1)))
    factories.add(Attendance(**own, session_id=event.id, user_id=came.id, at=now))
    team = db.session.query(Team).filter_by(name="Lonely").one()
    factories.add(JoinRequest(**own, team_id=team.id, user_id=factories.student(edition).id, asked_at=now))
    factories.add(TeamLook(**own, team_id=team.id, since=now))


def test_a_killed_server_loses_nothing_and_imports_at_once_take_nobody_twice(edition, boss, new_client, start_server):
    """The same people in two files of one event and in another event, by two processes, until the power goes."""
    other = factories.edition(Stage.REGISTRATION)
    person = factories.organizer(other, factories.organizer(edition, language="en"))
    client, sheet = new_client().sign_in(person), tables.xlsx(tables.people(200))
    urls = [uploaded(client, where, sheet) for where in (edition, edition, other)]
    for url in urls:
        check(client, url)
    server = start_server(workers=2)
    pages = [(url, RemoteBrowser(server.url).sign_in(person)) for url in urls]
    forms = [(url, remote, find_form(remote.get(url), "/apply")) for url, remote in pages]
    with ThreadPoolExecutor(len(forms)) as pool:
        answers = [pool.submit(send, remote, url, form, {}) for url, remote, form in forms]
        done = select(func.count()).where(ImportRow.state == "done")
        give_up = time.monotonic() + 30
        while not db.session.scalar(done) > 50 and time.monotonic() < give_up:
            db.session.rollback()
        server.kill()
        assert [answer.exception() is not None for answer in answers].count(True) > 0
    assert 0 < db.session.scalar(done) < 600
    db.session.rollback()
    assert not orphans()
    for url in urls:
        if "/apply" in client.get(url).text:
            actions_begin(client, url)
    worker.do_chores(client.application)
    db.session.expire_all()
    assert [run.state for run in db.session.query(PeopleImport)] == ["done"] * 3
    assert db.session.scalar(done) == 600
    assert db.session.query(User).filter(User.email.startswith("student")).count() == 200
    assert db.session.query(ImportRow).filter_by(made_account=True).count() == 200
    for where in (edition, other):
        assert db.session.query(Registration).filter_by(edition_id=where.id).count() == 200
        assert db.session.query(Membership).filter_by(edition_id=where.id).count() == 200
        assert db.session.query(Team).filter_by(edition_id=where.id).count() == 40
    assert not orphans()


def actions_begin(client, url):
    """Let an import begin that the killed server never heard of."""
    run = db.session.get(PeopleImport, int(url.rpartition("/")[2]))
    factories.committed(lambda: setattr(db.session.get(PeopleImport, run.id), "state", "applying"))()


def orphans():
    """Find half a person: an account that no row names, or a row whose person has no registration or no seat."""
    rows = db.session.query(ImportRow).filter_by(state="done").all()
    named, halves = {row.user_id for row in rows}, []
    for row in rows:
        for model in (Registration, Membership):
            if not db.session.query(model).filter_by(edition_id=row.edition_id, user_id=row.user_id).count():
                halves.append((row.number, model))
    made = db.session.query(User.id).filter(User.email.startswith("student"))
    return halves + [number for (number,) in made if number not in named]
