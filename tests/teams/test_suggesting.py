"""An organizer has teams worked out, looks at them and confirms; what changed meanwhile spoils only its own team."""

from __future__ import annotations

import re

from hackathon import invariants
from hackathon.accounts.models import Gender
from hackathon.db import db
from hackathon.outbox.models import OutgoingEmail
from hackathon.projects.models import Project
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership, Team
from hackathon.teams.models_pool import PoolEntry
from hackathon.teams.models_suggestion import SuggestedSeat
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import text_of
from tests.support.sql import count_statements

NAMES = ("Әуезов", "Oʻktam oʻgʻli", "Ҷумъа", "Ýşşägül", "<b>x</b>", "=1+1")


@factories.committed
def speaks(edition, person, *languages):
    factories.add(PoolEntry(edition_id=edition.id, user_id=person.id, since=edition.registration_opens,
                            languages=list(languages)))  # fmt: skip


def crowd(edition, count, language="ru"):
    """Make people of two universities in turn, every third a woman, in the list of those who look."""
    places = [factories.university() for _ in range(2)]
    people = [
        factories.student(edition, university=places[at % 2], family_name=NAMES[at % 6], faculty=f"Faculty {at % 3}",
                          gender=Gender.FEMALE if at % 3 == 0 else Gender.MALE)
        for at in range(count)
    ]  # fmt: skip
    for each in people:
        speaks(edition, each, language)
    return people


@factories.committed
def no_longer_looks(user_id):
    db.session.query(PoolEntry).filter_by(user_id=user_id).delete()


def seats():
    afresh()
    return {(each.user_id): (each.number, each.fate) for each in db.session.query(SuggestedSeat)}


def teams_of(edition):
    afresh()
    rows = db.session.query(Membership.team_id, Membership.user_id).filter_by(edition_id=edition.id)
    found = {}
    for team_id, user_id in rows:
        found.setdefault(team_id, set()).add(user_id)
    return found


def test_teams_are_suggested_explained_and_formed_only_on_confirmation(app, new_client):
    edition = factories.edition(Stage.REGISTRATION, team_size_min=2, team_size_max=3)
    people, odd = crowd(edition, 9), factories.student(edition)
    speaks(edition, odd, "kk")
    factories.team(edition, 2)
    factories.student(edition, state="waitlisted")
    url = f"/{edition.key}/organize/team-suggestion"
    boss = new_client().sign_in(factories.organizer(edition))
    assert boss.submit(url, {"size": "1"}).status_code == 422
    assert boss.submit(url, {"size": "3"}).status_code == 303
    assert len(teams_of(edition)) == 1
    assert db.session.query(OutgoingEmail).count() == 0
    page = boss.get(f"{url}?lang=en")
    shown = text_of(page)
    for words in ("It is proven", "At least one woman: 3 of 3 teams", "of other universities", "1 person stays alone"):
        assert words in shown
    assert "<b>x</b>" not in page.text
    assert not re.search(r"\b(fe)?male\b", shown, re.IGNORECASE)
    found = seats()
    assert found.pop(odd.id) == (0, "alone")
    assert sorted(found) == sorted(each.id for each in people)

    by_number = {}
    for user_id, (number, _) in found.items():
        by_number.setdefault(number, set()).add(user_id)
    joined = min(by_number[1])
    factories.join(factories.team(edition, 1), db.session.get(type(odd), joined))
    no_longer_looks(joined)
    factories.committed(lambda: db.session.query(PoolEntry).filter_by(user_id=joined).delete())()
    closed = sorted(by_number[2])[:2]
    for user_id in closed:
        factories.role(edition, "judge", db.session.get(type(odd), user_id))
    form = re.search(r"team-suggestion/\d+", page.text)[0]
    tab, before = boss.get(url), set(teams_of(edition))
    assert boss.submit(url, form=form).status_code == 303
    said = text_of(boss.get(f"{url}?lang=en"))
    assert "found a team meanwhile" in said
    assert "too few of the others" in said
    now = seats()
    assert now[joined] == (1, "elsewhere")
    assert {now[each][1] for each in by_number[1] - {joined}} == {"seated"}
    assert {now[each][1] for each in closed} == {"gone"}
    assert {now[each][1] for each in by_number[2] - set(closed)} == {"few"}
    assert by_number[3] in teams_of(edition).values()
    made = db.session.query(Team).filter(Team.id.not_in(before)).all()
    assert len(made) == 2
    assert db.session.query(Project).filter(Project.team_id.in_([each.id for each in made])).count() == 2
    assert db.session.query(OutgoingEmail).filter(OutgoingEmail.subject.like("%You have a team%")).count() == 5
    token = re.search(r'name="csrf_token" value="([^"]+)"', tab.text)[1]
    again = boss.post(f"/{edition.key}/organize/{form}", data={"csrf_token": token})
    assert again.status_code == 409
    assert len(teams_of(edition)) == len(before) + 2
    assert not invariants.faults(app.extensions["settings"].uploads_path)


def test_statements_do_not_grow_with_the_people(app, new_client):
    counts = []
    for number in (6, 18):
        edition = factories.edition(Stage.REGISTRATION, team_size_min=2, team_size_max=3)
        crowd(edition, number)
        boss, url = new_client().sign_in(factories.organizer(edition)), f"/{edition.key}/organize/team-suggestion"
        assert boss.submit(url).status_code == 303
        with count_statements() as counted:
            boss.get(url)
        counts.append(len(counted))
    assert counts[0] == counts[1]
