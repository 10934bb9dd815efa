"""From the organizer's form to the last place: one walk through HTTP each."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from hackathon import clock
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.outbox import worker
from hackathon.outbox.models import OutgoingEmail
from hackathon.questions.models import Answer, AnswerFile, Question
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership
from tests import factories
from tests.support.forms import find_form, forms_of, send, text_of
from tests.support.races import at_once
from tests.support.sql import count_statements


def states(edition):
    db.session.expire_all()
    rows = db.session.query(Registration).filter_by(edition_id=edition.id).order_by(Registration.id)
    return [row.state for row in rows]


def letters(edition, person):
    db.session.expire_all()
    rows = db.session.query(OutgoingEmail).filter_by(edition_id=edition.id, user_id=person.id).order_by("id")
    return [row.subject.split(":")[0] for row in rows]


def answering(page):
    """Pick the form with the questions."""
    return next(form for form in forms_of(page) if form.inside_main and "version" in form.names)


def exporting(page, kind):
    forms = [form for form in forms_of(page) if form.action.endswith("/export")]
    return next(form for form in forms if form.values()["format"] == [kind])


def test_a_form_is_built_answered_reviewed_and_exported(app, new_client, set_clock):
    edition = factories.edition(Stage.REGISTRATION, languages=["en", "ru"], main_language="en")
    boss, home = new_client().sign_in(factories.organizer(edition, language="en")), f"/{edition.key}/organize"
    sizes = {"options-0-text-en": "S", "options-1-text-en": "M"}
    asked = {"long": {"required": True}, "one": {"required": True, **sizes}, "file": {}, "number": {"most": "6"}}
    for kind, more in asked.items():
        changes = {"wording-en": f"Question {kind}", "kind": kind, **more}
        assert boss.submit(f"{home}/registration-form/add", changes).status_code == 303
    frozen = clock.now() + timedelta(days=2)
    boss.submit(f"{home}/registration-settings", {"mode": "reviewed", "capacity": "1",
                "frozen_at": frozen.astimezone(ZoneInfo(edition.time_zone)).strftime("%Y-%m-%dT%H:%M")})
    long, one, file, number = db.session.query(Question).order_by(Question.position)

    person = factories.user(language="en", family_name="=Oʻktam", given_name="Ýşşägül")
    client, url = new_client().sign_in(person), f"/{edition.key}/register"
    upload = {f"q{file.id}": (BytesIO(b"My life"), "cv.txt")}
    answer = client.submit(url, {f"q{one.id}": "2", f"q{number.id}": "9", **upload})
    assert answer.status_code == 422
    assert "Fill in this field." in text_of(answer)
    assert "Kept: cv.txt" in text_of(answer)
    assert db.session.query(Registration).count() == 0
    sent = send(client, url, find_form(answer), {f"q{long.id}": "=1+1", f"q{number.id}": "4"})
    assert (sent.status_code, sent.location) == (303, f"/{edition.key}/my-registration")
    assert {each.question_id: each.value for each in db.session.query(Answer)} == {
        long.id: "=1+1", one.id: "2", number.id: 4, file.id: {"file": db.session.query(AnswerFile).one().id}}
    assert "Your application waits" in client.get(f"/{edition.key}/?lang=en").text
    assert client.get(f"/{edition.key}/teams/found").status_code == 409
    assert "1 application waits" in text_of(boss.get(f"{home}/?lang=en"))

    tab = answering(client.get(f"/{edition.key}/my-registration"))
    assert send(client, f"/{edition.key}/my-registration", tab, {f"q{long.id}": "Newer"}).status_code == 303
    assert send(client, f"/{edition.key}/my-registration", tab, {f"q{long.id}": "Older"}).status_code == 409
    set_clock(frozen)
    late = send(client, f"/{edition.key}/my-registration", tab, {f"q{long.id}": "Late"}, extra={"version": "3"})
    assert late.status_code == 409

    other = factories.student(edition, state="applied")
    listed = boss.get(f"{home}/registrations?state=applied&team=without")
    preview = send(boss, home, find_form(listed, "/decide"), {"everybody": True}, press="step=admitted")
    assert states(edition) == ["applied", "applied"]
    assert send(boss, f"{home}/registrations/decide", find_form(preview), {}).status_code == 303
    assert states(edition) == ["admitted", "waitlisted"]
    assert letters(edition, person)[-1] == "You are registered"
    assert letters(edition, other) == ["You are on the waitlist"]
    assert client.get(f"/{edition.key}/teams/found").status_code == 200

    sheet = send(boss, home, exporting(boss.get(f"{home}/registrations"), "xlsx"), {})
    rows = list(load_workbook(BytesIO(sheet.data)).active.iter_rows(values_only=True))
    assert rows[0][-4:] == ("Question long", "Question one", "Question file", "Question number")
    assert ("'=Oʻktam", "Newer", "M", "cv.txt", 4) in [(row[1], *row[-4:]) for row in rows]
    assert db.session.query(AuditEntry).filter_by(verb="registration.exported").count() == 1
    page = boss.get(f"{home}/registration-form?lang=en")
    assert f"/{one.id}/remove" not in page.text
    assert "The form is frozen" in text_of(page)


def test_a_freed_place_goes_down_the_waitlist_until_somebody_confirms_it(app, new_client, set_clock):
    edition = factories.edition(Stage.REGISTRATION)
    factories.registration_plan(edition, capacity=2, confirm_hours=24)
    captain, member = factories.student(edition), factories.student(edition)
    factories.team(edition, [captain, member])
    first, second = (factories.user(language="en") for _ in range(2))
    urls = {name: f"/{edition.key}/{name}" for name in ("register", "my-registration")}
    for person in (first, second):
        assert new_client().sign_in(person).submit(urls["register"]).location == urls["my-registration"]
    assert states(edition) == ["admitted", "admitted", "waitlisted", "waitlisted"]
    leaving = new_client().sign_in(member)
    assert leaving.submit(urls["my-registration"], form=f"{urls['my-registration']}/withdraw").status_code == 303
    assert states(edition) == ["admitted", "withdrawn", "offered", "waitlisted"]
    assert db.session.query(Membership).filter_by(user_id=member.id).count() == 0
    assert letters(edition, captain)[-1].startswith("A member has left")
    assert letters(edition, first)[-1] == "A place is free for you"
    client = new_client().sign_in(first)
    assert "A place is held for you" in client.get("/?lang=en").text
    place = find_form(client.get(urls["my-registration"]), "/place")

    set_clock(clock.now() + timedelta(hours=24))
    waiting = new_client().sign_in(second)
    assert "A place has just become free" in text_of(waiting.get(f"{urls['my-registration']}?lang=en"))
    assert send(client, f"{urls['my-registration']}/place", place, {}).location == urls["my-registration"]
    assert states(edition) == ["admitted", "withdrawn", "lapsed", "offered"]
    worker.do_chores(app)
    assert letters(edition, first)[-1] == "The place is no longer held"
    assert waiting.submit(urls["my-registration"], form=f"{urls['my-registration']}/place").status_code == 303
    assert client.submit(urls["register"]).status_code == 303
    assert states(edition) == ["admitted", "withdrawn", "waitlisted", "admitted"]
    assert "told: 0" in app.test_cli_runner().invoke(args=["registrations", "offer"]).output


def test_two_people_and_the_last_place(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    factories.registration_plan(edition, capacity=2)
    factories.student(edition)
    url, deeds = f"/{edition.key}/register", []
    for _ in range(4):
        tab = new_client().sign_in(factories.user())
        form = find_form(tab.get(url))
        deeds.append(lambda tab=tab, form=form: send(tab, url, form, {}).status_code)
    assert at_once(*deeds) == [303] * 4
    assert sorted(states(edition)) == ["admitted", "admitted", "waitlisted", "waitlisted", "waitlisted"]


def test_two_teams_and_the_last_place_of_a_challenge(app, new_client):
    edition = factories.edition()
    brief = factories.challenge(edition, team_limit=1)
    deeds = []
    for _ in range(2):
        team = factories.team(edition, 2)
        project = factories.project(team, challenge_id=None)
        tab = new_client().sign_in(factories.members(team)[0])
        url = f"/{edition.key}/projects/{project.id}/edit"
        form = find_form(tab.get(url), url)
        changes = {"challenge_id": str(brief.id)}
        deeds.append(lambda tab=tab, url=url, form=form, changes=changes: send(tab, url, form, changes).status_code)
    assert sorted(at_once(*deeds)) == [303, 422]


def test_statements_do_not_grow_with_the_rows(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    asked = factories.question(edition)
    client.sign_in(factories.organizer(edition))
    url = f"/{edition.key}/organize/registrations"

    def fill(number):
        for _ in range(number):
            person = factories.student(edition)
            factories.answers(edition, {asked.id: "Because"}, user_id=person.id)

    fill(1)
    with count_statements() as few:
        client.get(url)
    fill(30)
    with count_statements() as many:
        client.get(url)
    assert len(many) == len(few)
