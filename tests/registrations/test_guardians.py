"""Somebody under age registers, a guardian consents by the letter's link, and takes the consent back."""

from __future__ import annotations

import re
from datetime import timedelta

from hackathon import clock
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.invariants import faults
from hackathon.outbox.models import OutgoingEmail
from hackathon.registrations import guardian_links
from hackathon.registrations.models_guardians import GuardianConsent
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form, text_of

MOTHER = {"guardian_name": "Әуезова Ýşşägül", "guardian_email": "mother@example.kz", "guardian_language": "ru"}


def letters(address):
    afresh()
    return db.session.query(OutgoingEmail).filter_by(recipient=address).order_by(OutgoingEmail.id).all()


def link_in(letter):
    return re.search(r"https?://[^/]+(/\S+?)>?\s", letter.text + " ")[1]


def state_of(person):
    afresh()
    return db.session.query(Registration.state).filter_by(user_id=person.id).scalar()


def born(years):
    return (clock.now() - timedelta(days=round(365.25 * years))).date().isoformat()


def test_somebody_under_age_takes_part_once_the_guardian_has_consented(app, new_client, set_clock):
    edition = factories.edition(Stage.REGISTRATION)
    boss, home = new_client().sign_in(factories.organizer(edition)), f"/{edition.key}/organize"
    assert boss.submit(f"{home}/registration-settings", {"asks_age": "y"}).status_code == 303
    person, adult = factories.user(given_name="Oʻktam"), factories.user()
    client, url = new_client().sign_in(person), f"/{edition.key}/register"
    team = factories.team(edition, 1)

    for wrong in ({}, {"birth_date": "3000-01-01"}, {"birth_date": born(16)},
                  {"birth_date": born(16), **MOTHER, "guardian_email": person.email}):
        answer = client.submit(url, wrong)
        assert answer.status_code == 422
        assert state_of(person) is None
    assert client.submit(url, {"birth_date": born(16), **MOTHER}).status_code == 303
    assert state_of(person) == "guardian"
    assert new_client().sign_in(adult).submit(url, {"birth_date": born(30)}).status_code == 303
    assert state_of(adult) == "admitted"
    assert [row.user_id for row in db.session.query(GuardianConsent)] == [person.id]
    assert client.get(f"/{edition.key}/teams/found").status_code == 409
    assert "waits for your guardian" in client.get(f"/{edition.key}/?lang=en").text

    row = db.session.query(Registration).filter_by(user_id=person.id).one()
    shown = text_of(boss.get(f"{home}/registrations/{row.id}?lang=en"))
    assert "Waits for the guardian" in shown
    assert "mother@example.kz" in shown
    token = find_form(boss.get(f"{home}/registration-settings")).values()["csrf_token"]
    decision = {"csrf_token": token, "ids": str(row.id), "step": "admitted"}
    foreseen = boss.post(f"{home}/registrations/decide?lang=en", data=decision)
    assert "waits for the guardian's consent" in text_of(foreseen)
    assert boss.post(f"{home}/registrations/decide", data={**decision, "confirm": "y"}).status_code == 303
    assert state_of(person) == "guardian"

    first = link_in(letters("mother@example.kz")[0])
    assert client.submit(f"/{edition.key}/my-registration/guardian").status_code == 303
    link = link_in(letters("mother@example.kz")[1])
    guardian = new_client()
    assert guardian.get(first).status_code == 410
    assert guardian.get(link.replace("?", "x?")).status_code == 410
    assert "Oʻktam" in text_of(guardian.get(link))
    assert guardian.submit(link, {"name": "Мать"}).status_code == 422
    assert state_of(person) == "guardian"
    assert guardian.submit(link, {"name": "Әуезова Ýşşägül", "agreed": "y"}).status_code == 303
    assert state_of(person) == "admitted"
    consent = db.session.query(GuardianConsent).one()
    assert (consent.consented_name, consent.text_version, consent.text_language) == ("Әуезова Ýşşägül", "1", "ru")
    details = " ".join(str(each.details) for each in db.session.query(AuditEntry))
    assert "mother@" not in details
    assert consent.birth_date.isoformat() not in details

    factories.join(team, person)
    assert guardian.submit(link, form=f"{link.partition('?')[0]}/withdraw").status_code == 303
    assert state_of(person) == "withdrawn"
    assert db.session.query(Membership).filter_by(user_id=person.id).count() == 0
    assert "no longer takes part" in text_of(guardian.get(f"{link.partition('?')[0]}?lang=en"))


def test_a_guardian_withdraws_when_the_team_has_handed_in(app, new_client):
    edition, now = factories.edition(Stage.JUDGING), clock.now()
    person = factories.student(edition)
    factories.join(factories.team(edition, 1), person)
    row = factories.add(GuardianConsent(
        edition_id=edition.id, user_id=person.id, birth_date=now.date(), link_version=1, asked_at=now,
        guardian_name="Әуезова", guardian_email="mother@example.kz", guardian_language="ru",
        expires_at=now + timedelta(days=1), consented_at=now, consented_name="Әуезова",
    ))  # fmt: skip
    db.session.commit()
    link = f"/{edition.key}/guardian/{guardian_links.token_for(row, app.secret_key)}"
    guardian = new_client()
    assert guardian.submit(f"{link}?lang=en", form=f"{link}/withdraw").status_code == 303
    assert "what the team handed in stays" in text_of(guardian.get(link))
    assert state_of(person) == "admitted"
    assert db.session.query(GuardianConsent).one().withdrawn_at is not None
    assert faults(app.extensions["settings"].uploads_path) == []


def test_a_link_to_a_guardian_ends(app, new_client, set_clock):
    edition = factories.edition(Stage.REGISTRATION)
    boss = new_client().sign_in(factories.organizer(edition))
    boss.submit(f"/{edition.key}/organize/registration-settings", {"asks_age": "y", "mode": "reviewed"})
    person = factories.user()
    client = new_client().sign_in(person)
    client.submit(f"/{edition.key}/register", {"birth_date": born(17), **MOTHER})
    link, guardian = link_in(letters("mother@example.kz")[0]), new_client()
    form = find_form(guardian.get(link)).values()
    set_clock(db.session.query(GuardianConsent).one().expires_at)
    data = {**form, "name": "Мать", "agreed": "y"}
    assert guardian.post(link, data=data).status_code == 410
    assert state_of(person) == "guardian"
    client = new_client().sign_in(person)
    assert client.submit(f"/{edition.key}/my-registration/guardian").status_code == 303
    assert guardian.submit(link_in(letters("mother@example.kz")[1]), {"name": "Мать", "agreed": "y"}).status_code == 303
    assert state_of(person) == "applied"


def test_a_link_leads_to_nobody_else_and_nobody_is_admitted_once_the_question_is_forgotten(app, new_client):
    """A row that was deleted leaves its number to another: SQLite gives it again."""
    edition = factories.edition(Stage.REGISTRATION)
    factories.registration_plan(edition, asks_age=True)
    first, second, url = factories.user(), factories.user(), f"/{edition.key}/register"
    client = new_client().sign_in(first)
    client.submit(url, {"birth_date": born(16), **MOTHER})
    old, own = link_in(letters("mother@example.kz")[0]), f"/{edition.key}/my-registration"
    assert client.submit(own, form="/withdraw").status_code == 303
    assert client.submit(url, {"birth_date": born(30)}).status_code == 303
    assert state_of(first) == "admitted"
    answer = new_client().sign_in(second).submit(url, {"birth_date": born(16), **MOTHER})
    assert answer.status_code == 303
    assert len(letters("mother@example.kz")) == 2, "who has the number of another row is written to as well"
    assert new_client().get(old).status_code == 410
    assert new_client().get(link_in(letters("mother@example.kz")[1])).status_code == 200

    factories.committed(lambda: db.session.query(GuardianConsent).delete())()
    home = f"/{edition.key}/organize"
    boss = new_client().sign_in(factories.organizer(edition))
    row = db.session.query(Registration).filter_by(user_id=second.id).one()
    token = find_form(boss.get(f"{home}/registration-settings")).values()["csrf_token"]
    decision = {"csrf_token": token, "ids": str(row.id), "step": "admitted", "confirm": "y"}
    assert boss.post(f"{home}/registrations/decide", data=decision).status_code == 303
    assert state_of(second) == "guardian"
