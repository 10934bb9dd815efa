"""From the session to the table that goes to the grant: one walk through HTTP each."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from hackathon import clock
from hackathon.accounts.models import User
from hackathon.attendance import queries_states
from hackathon.attendance.models import Attendance, AttendanceMark, EventSession
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Registration
from hackathon.editions.queries import count_registered
from hackathon.privacy import erasure
from hackathon.rules import badge_codes
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form, forms_of, send, text_of
from tests.support.pdf import text_in
from tests.support.races import at_once
from tests.support.sql import count_statements


@pytest.fixture
def edition(app):
    return factories.edition(Stage.SUBMISSIONS, languages=["en", "ru"], main_language="en")


@pytest.fixture
def boss(new_client, edition):
    return new_client().sign_in(factories.organizer(edition, language="en"))


@factories.committed
def session_of(edition, **changes):
    now = clock.now()
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1)}
    return factories.add(EventSession(edition_id=edition.id, title={"en": "Opening"}, **{**times, **changes}))


@factories.committed
def changed_state(person, state):
    db.session.query(Registration).filter_by(user_id=person.id).one().state = state


@factories.committed
def erased(person):
    erasure.erase(db.session.get(User, person.id), clock.now())


def code_of(person):
    afresh()
    return db.session.query(Registration).filter_by(user_id=person.id).one().code


def scan(client, edition, event, **fields):
    url = f"/{edition.key}/organize/attendance/{event.id}"
    token = find_form(client.get(f"{url}/check-in")).values()["csrf_token"]
    given = {"id": str(uuid4()), "kind": "in", "how": "camera", "at": clock.now().isoformat(), **fields}
    headers = {"Accept": "application/json"}
    return client.post(f"{url}/scans", data={"csrf_token": token, **given}, headers=headers), given


def present(event):
    afresh()
    return {row.user_id: row.at for row in db.session.query(Attendance).filter_by(session_id=event.id)}


def marks(event):
    afresh()
    rows = db.session.query(AttendanceMark).filter_by(session_id=event.id).order_by(AttendanceMark.id)
    return [(row.kind, row.outcome) for row in rows]


def counted(act):
    with count_statements() as statements:
        assert act().status_code < 400
    return len(statements)


def pressing(client, page, end, **extra):
    form = next(form for form in forms_of(client.get(page)) if form.action.endswith(end)
                and all(form.values().get(name) == [value] for name, value in extra.items()))
    return send(client, page, form, {})


def test_a_session_is_made_people_come_and_the_lists_say_so(edition, boss, new_client, set_clock):
    home, now = f"/{edition.key}/organize/attendance/", clock.now()
    local = {"starts_at": "2030-01-01T10:00", "ends_at": "2030-01-01T09:00"}
    wrong = boss.submit(f"{home}add", {"title-en": "Opening", "place": "Hall 1", "required": True, **local})
    assert wrong.status_code == 422
    assert "ends after it begins" in text_of(wrong)
    assert send(boss, f"{home}add", find_form(wrong), {"ends_at": "2030-01-01T12:00"}).status_code == 303
    event = db.session.query(EventSession).one()
    assert (event.required, event.place, event.starts_at.isoformat()) == (True, "Hall 1", "2030-01-01T05:00:00+00:00")
    captain = factories.student(edition, family_name="Әуезов", given_name="Oʻktam oʻgʻli Ýşşägül " * 3, language="en")
    other = factories.student(edition, family_name="=Ҷумъа")
    factories.submitted_project(factories.team(edition, [captain], name="Loop"))
    door = f"{home}{event.id}/check-in"
    assert boss.submit(door, {"code": code_of(captain)}).status_code == 409

    set_clock(event.starts_at)
    boss = new_client().sign_in(factories.organizer(edition, language="en"))
    page = new_client().sign_in(captain).get(f"/{edition.key}/my-code")
    assert code_of(captain)[:5] in text_of(page)
    assert page.headers["Kept-For"] == str(captain.id)
    answer = boss.get(door)
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    assert "camera=()" in boss.get(home).headers["Permissions-Policy"]
    assert boss.submit(door, {"code": code_of(captain).lower()}).status_code == 303
    assert "Already" not in text_of(boss.get(door))
    assert boss.submit(door, {"code": code_of(captain)}).status_code == 303
    assert "Loop): Already checked in 10:00" in text_of(boss.get(door))
    assert "Nobody in this event has this code" in text_of(boss.submit(door, {"code": "AAAAA-AAAAA"}))
    typed = f"{home}{event.id}/typed"
    partly = boss.submit(typed, {"people": "=ҷумъа\r\nÁ nobody\r\n"})
    assert partly.status_code == 422
    assert "1 person checked in" in text_of(partly)
    assert find_form(partly).values()["people"] == ["Á nobody"]
    assert set(present(event)) == {captain.id, other.id}
    assert boss.submit(typed, {"people": other.email}).status_code == 303
    third = factories.student(edition, family_name="李", given_name="小龙", latin_name="Li Xiaolong")
    listed = f"{home}{event.id}/list"
    assert boss.submit(listed, {"ids": [str(third.id)]}).status_code == 303
    changed_state(third, "withdrawn")
    assert set(present(event)) == {captain.id, other.id, third.id}
    with scope.of(edition.id):
        assert queries_states.counts() == {"registered": 3, "confirmed": 2, "attended": 3, "attended_required": 3,
                                           "submitted": 1, "finished": 1}
    fix = f"{home}{event.id}/people/{other.id}"
    assert "Fill in this field" in text_of(boss.submit(fix, {"reason": " "}, form=fix))
    assert boss.submit(fix, {"reason": "Somebody else signed"}, form=fix).status_code == 303
    assert set(present(event)) == {captain.id, third.id}
    with scope.of(edition.id):
        assert queries_states.counts()["attended_required"] == 2
    assert "Somebody else signed" in text_of(boss.get(fix))
    assert boss.submit(f"{home}{event.id}", form=f"{event.id}/remove").status_code == 409

    sheet = pressing(boss, home, "/export", format="xlsx")
    rows = list(load_workbook(BytesIO(sheet.data)).active.iter_rows(values_only=True))
    assert rows[0][10] == "Opening (2030-01-01)"
    came = [("'=Ҷумъа", (0, None)), ("Әуезов", (1, "10:00")), ("李", (1, "10:00"))]
    assert [(row[1], row[9:]) for row in rows[1:]] == came
    changed_state(third, "admitted")
    for end, extra in (("/sheet", {"session": str(event.id)}), ("/badges", {})):
        file = pressing(boss, home, end, **extra)
        words = text_in(file.data).split()
        assert file.mimetype == "application/pdf"
        assert {"Әуезов", "Oʻktam", "oʻgʻli", "Ýşşägül", "=Ҷумъа", "Xiaolong", "European"} <= set(words)
    badge = new_client().sign_in(captain).get(f"/{edition.key}/my-code/badge.pdf")
    assert badge_codes.shown(code_of(captain)) in text_in(badge.data)
    assert "=Ҷумъа" not in text_in(badge.data)
    verbs = {row.verb for row in db.session.query(AuditEntry).filter(AuditEntry.at > now)}
    assert {"attendance.noted", "attendance.listed", "attendance.corrected", "attendance.exported"} <= verbs
    assert "Attended" in text_of(boss.get(f"/{edition.key}/organize/"))


def test_a_scan_sent_twice_is_stored_once_the_first_device_wins_and_an_undo_touches_only_its_own(
        edition, boss, new_client):
    event, person = session_of(edition), factories.student(edition)
    early = (clock.now() - timedelta(minutes=20)).isoformat()
    first, sent = scan(boss, edition, event, code=code_of(person))
    again, _ = scan(boss, edition, event, **sent)
    assert [answer.get_json()["outcome"] for answer in (first, again)] == ["new", "new"]
    tablet = new_client().sign_in(factories.organizer(edition, language="en"))
    late, its = scan(tablet, edition, event, person=str(person.id), how="name", at=early)
    assert (late.get_json()["outcome"], late.get_json()["at"][:19]) == ("already", early[:19])
    assert marks(event) == [("in", "new"), ("in", "already")]
    assert present(event)[person.id].isoformat()[:19] == early[:19]
    assert scan(tablet, edition, event, kind="out", of=its["id"])[0].get_json()["outcome"] == "stays"
    undone, undo = scan(boss, edition, event, kind="out", of=sent["id"])
    assert undone.get_json()["outcome"] == "undone"
    assert scan(boss, edition, event, **undo)[0].get_json()["outcome"] == "undone"
    assert present(event) == {}
    future = (clock.now() + timedelta(days=2)).isoformat()
    assert scan(boss, edition, event, code=code_of(person), at=future)[0].get_json()["at"] < future


def test_two_devices_at_once_and_one_device_that_sends_twice_at_once(edition, boss, new_client):
    event, person = session_of(edition), factories.student(edition)
    url, code, same = f"/{edition.key}/organize/attendance/{event.id}", code_of(person), str(uuid4())
    deeds = []
    for client_id in (same, same, str(uuid4())):
        device = new_client().sign_in(factories.organizer(edition))
        token = find_form(device.get(f"{url}/check-in")).values()["csrf_token"]
        data = {"csrf_token": token, "id": client_id, "code": code, "how": "camera"}
        deeds.append(lambda device=device, data=data: device.post(
            f"{url}/scans", data=data, headers={"Accept": "application/json"}).get_json()["outcome"])
    assert set(at_once(*deeds)) == {"new", "already"}
    assert sorted(marks(event)) == [("in", "already"), ("in", "new")]
    assert len(present(event)) == 1


def test_a_code_is_worth_nothing_elsewhere_later_or_to_others(edition, boss, new_client):
    event, person = session_of(edition), factories.student(edition)
    foreign = factories.edition(Stage.SUBMISSIONS)
    guest, waiting = factories.student(foreign), factories.student(edition, state="waitlisted")
    for stranger, code in ((guest, "code_unknown"), (waiting, "person_not_admitted")):
        answer = scan(boss, edition, event, code=code_of(stranger))[0]
        assert (answer.status_code, answer.get_json()["code"]) == (422, code)
    assert scan(boss, edition, event, person=str(guest.id))[0].status_code == 422
    for bad in ("short", "x" * 41, "<script>aaaa", ""):
        assert scan(boss, edition, event, id=bad)[0].status_code == 400
    old = code_of(person)
    client = new_client().sign_in(person)
    assert client.submit(f"/{edition.key}/my-code", form="my-code/renew").status_code == 303
    assert scan(boss, edition, event, code=old)[0].status_code == 422
    new = code_of(person)
    assert scan(boss, edition, event, code=new)[0].get_json()["outcome"] == "new"
    page = f"/{edition.key}/organize/attendance/{event.id}/people/{person.id}"
    assert boss.submit(page, form="/renew").status_code == 303
    assert code_of(person) not in (old, new)
    assert client.get(f"/{edition.key}/organize/attendance/{event.id}/roster").status_code == 403
    roster = f"/{edition.key}/organize/attendance/{event.id}/roster"
    whole = boss.get(roster).get_json()
    people = whole["people"]
    assert [each["p"] for each in people] == [person.id]
    again = boss.get(f"{roster}?known={whole['tag']}").get_json()
    assert "people" not in again
    assert list(again["here"]) == [str(person.id)]
    assert scan(boss, edition, event, code=old, person=str(person.id))[0].get_json()["code"] == "code_unknown"
    assert code_of(person) not in str(people)
    elsewhere = new_client().sign_in(factories.organizer(foreign))
    assert elsewhere.get(f"/{foreign.key}/organize/attendance/{event.id}/check-in").status_code == 404


def test_erasure_takes_name_code_and_reasons_and_leaves_the_count(edition, boss):
    event, person, mate = session_of(edition), factories.student(edition), factories.student(edition)
    factories.submitted_project(factories.team(edition, [mate, person]))
    alone = factories.student(edition)
    sent = [scan(boss, edition, event, code=code_of(each))[1] for each in (person, alone)]
    page = f"/{edition.key}/organize/attendance/{event.id}/people/{person.id}"
    for reason in ("Әуезов left", "Әуезов was in the other hall"):
        assert boss.submit(page, {"reason": reason}, form=page).status_code == 303
    never_came = factories.student(edition)
    with scope.of(edition.id):
        before = queries_states.counts()
    old = code_of(person)
    for each in (person, alone, never_came):
        erased(each)
    with scope.of(edition.id):
        # While teams form, whoever is erased leaves the team.
        assert queries_states.counts() == {**before, "submitted": 1, "finished": 1}
        assert count_registered() == before["confirmed"] == 4
    assert set(present(event)) == {person.id, alone.id}
    assert {row.reason for row in db.session.query(AttendanceMark)} == {""}
    answers = [scan(boss, edition, event, **each)[0] for each in sent]
    assert [(answer.status_code, answer.get_json()["outcome"]) for answer in answers] == [(200, "new")] * 2
    assert answers[1].get_json()["name"] == ""
    assert scan(boss, edition, event, kind="out", of=sent[1]["id"])[0].get_json()["outcome"] == "undone"
    assert scan(boss, edition, event, code=old)[0].get_json()["code"] == "code_unknown"
    roster = boss.get(f"/{edition.key}/organize/attendance/{event.id}/roster").get_json()
    assert [each["p"] for each in roster["people"]] == [mate.id]
    assert scan(boss, edition, event, person=str(person.id))[0].status_code == 422
    for path in ("list", "check-in"):
        assert boss.get(f"/{edition.key}/organize/attendance/{event.id}/{path}").status_code == 200
    assert pressing(boss, f"/{edition.key}/organize/attendance/", "/export", format="csv").status_code == 200


def test_statements_do_not_grow_with_people_and_people_are_counted_once_over_editions(edition, boss):
    event, home = session_of(edition, required=True), f"/{edition.key}/organize/attendance/"
    person = factories.student(edition)
    pages = (home, f"{home}{event.id}/list", f"{home}{event.id}/roster", f"{home}{event.id}/check-in")
    boss.get(home)
    before = [counted(lambda page=page: boss.get(page)) for page in pages]
    factories.team(edition, [factories.student(edition) for _ in range(4)])
    people = [factories.student(edition) for _ in range(20)]
    assert [counted(lambda page=page: boss.get(page)) for page in pages] == before
    listed = f"{home}{event.id}/list"
    few = counted(lambda: boss.submit(listed, {"ids": [str(person.id)]}))
    ids = [str(each.id) for each in people]
    assert counted(lambda: boss.submit(listed, {"ids": ids})) <= few
    assert len(present(event)) == 21
    other = session_of(edition, required=True)
    assert boss.submit(f"{home}{other.id}/list", {"ids": ids[:7]}).status_code == 303
    with scope.of(edition.id):
        reached = queries_states.counts()
        assert (reached["attended"], reached["attended_required"], reached["finished"]) == (21, 7, 0)
    second = factories.edition(Stage.SUBMISSIONS)
    factories.student(second, person)
    of, total = queries_states.everywhere()
    assert (of[edition.id]["registered"], of[second.id]["registered"]) == (25, 1)
    assert (total["registered"].participations, total["registered"].people) == (26, 25)
    assert total["attended"].people == 21
    assert len(queries_states.participations(everywhere=True)) == 26
