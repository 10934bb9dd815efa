"""Choosing one's university, names that are not in the register, renaming, merging and undoing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from hackathon import clock
from hackathon.accounts import actions_mergers, naming, register
from hackathon.accounts.models import University, User
from hackathon.accounts.models_universities import FormerName, Merger
from hackathon.db import Localized, db
from hackathon.errors import MergerNotUndone, UniversityMerged
from hackathon.web import roles
from tests import factories
from tests.accounts.people import newcomer, person
from tests.support.clients import afresh
from tests.support.forms import forms_of, send, text_of
from tests.support.sql import count_statements

EKTU = {"en": "D. Serikbayev East Kazakhstan Technical University", "kk": "Шығыс Қазақстан техникалық университеті"}


@pytest.fixture
def admin(client):
    client.sign_in(factories.administrator())
    return client


@pytest.fixture
def ektu(app):
    for _ in range(15):
        factories.university()
    return factories.university(name=Localized(EKTU), short_name=Localized(en="EKTU", ru="ВКТУ", kk="ШҚТУ"))


def test_a_newcomer_searches_without_scripts_keeps_what_was_typed_and_chooses(app, client, ektu):
    typed = newcomer(university=False, university_other="серикбаев")
    found = client.submit("/accounts/sign-up", typed, press="find_university=1")
    assert found.status_code == 200
    assert "EKTU · ВКТУ · ШҚТУ" in text_of(found)
    form = forms_of(found)[-1] if len(forms_of(found)) == 1 else next(f for f in forms_of(found) if "email" in f.names)
    assert form.values()["family_name"] == ["Ахметова"]
    undecided = send(client, "/accounts/sign-up", form, {"password": newcomer()["password"]})
    assert undecided.status_code == 422
    done = send(client, "/accounts/sign-up", form, {"password": newcomer()["password"], "university": str(ektu.id)})
    assert (done.status_code, person().university_id, person().university_other) == (303, ektu.id, "")
    hits = client.get("/accounts/universities?university_other=шкту&university_country=KZ")
    assert f'value="{ektu.id}"' in hits.get_data(as_text=True)


def test_another_name_is_taken_after_similar_ones_were_shown_once(app, client, ektu):
    first = client.submit("/accounts/sign-up", newcomer(university_other="Serikbaev University"))
    assert first.status_code == 422
    assert "Did you mean one of these?" in client.get("/accounts/universities?lang=en&university_other=ekut").text
    again = next(form for form in forms_of(first) if "email" in form.names)
    done = send(client, "/accounts/sign-up", again, {"password": newcomer()["password"]})
    assert (done.status_code, person().university_other) == (303, "Serikbaev University")


def test_typed_names_are_grouped_moved_and_become_aliases_in_as_many_statements_for_many(app, admin, ektu):
    counts = []
    for number, people in enumerate((1, 30)):
        typed = [f"В.К.Т.У {number}", f"VKTU {number}"]
        ids = [factories.user(university_other=typed[each % 2]).id for each in range(people)]
        factories.user(university_other=typed[0], category="industry")
        assert f"В.К.Т.У {number}" in text_of(admin.get("/admin/universities/names"))
        with count_statements() as statements:
            path = f"/admin/universities/names/{ids[0]}/take"
            assert admin.submit(f"{path}?q=вкту", {"university": str(ektu.id)}).status_code == 303
        counts.append(len(statements))
        afresh()
        assert {db.session.get(User, each).university_id for each in ids} == {ektu.id}
        assert admin.get(path).status_code == 404
    assert counts[0] == counts[1]
    assert register.current().find("VKTU 1")[0].id == ektu.id
    assert "VKTU 1" in db.session.get(University, ektu.id).aliases["en"].split("\n")


def test_a_new_institution_is_made_of_a_typed_name(app, admin):
    someone, _ = (factories.user(university_other="Мирас университеті") for _ in range(2))
    factories.user(university_other="Miras universiteti")
    path = f"/admin/universities/names/{someone.id}/new"
    assert admin.submit(path, {"name_en": "Miras University", "city_en": "Shymkent"}).status_code == 303
    afresh()
    made = db.session.scalar(select(University))
    assert (made.is_verified, made.name["native"]) == (False, "Мирас университеті")
    assert set(db.session.scalars(select(User.university_id).where(User.university_other == "")).all()) >= {made.id}
    assert register.current().find("мирас")[0].id == made.id


def test_a_renamed_institution_is_found_by_both_names_and_old_lists_keep_the_former_one(app, admin, ektu):
    someone, path = factories.user(university_id=ektu.id), f"/admin/universities/{ektu.id}"
    before = clock.now() - timedelta(days=1)
    stale = next(form for form in forms_of(admin.get(path)) if "name_en" in form.names)
    changes = {"name_en": "Altai Polytechnic", "is_renamed": True, "until": "2025-08-31"}
    assert send(admin, path, stale, changes).status_code == 303
    assert send(admin, path, stale, {"name_en": "Lost"}).status_code == 409
    afresh()
    assert db.session.scalar(select(FormerName.name))["en"] == EKTU["en"]
    assert [register.current().find(text)[0].id for text in ("serikbaev", "altai")] == [ektu.id, ektu.id]
    someone = db.session.get(User, someone.id)
    assert naming.as_of(before)(someone)["en"] == EKTU["en"]
    assert naming.as_of(clock.now() + timedelta(days=1))(someone)["en"] == "Altai Polytechnic"
    assert f"Until 2025-08-31: {EKTU['en']}" in text_of(admin.get(f"{path}?lang=en"))


def test_mergers_move_people_never_chain_and_are_undone_until_somebody_moved_on(app, admin):
    a, b, c = (factories.university(name=Localized(en=name)) for name in ("Naryn", "Balasagyn", "National"))
    people = [factories.user(university_id=a.id) for _ in range(3)]
    before = clock.now() - timedelta(days=1)
    assert admin.submit(f"/admin/universities/{a.id}/merge", {"university": str(b.id)}).status_code == 303
    assert admin.submit(f"/admin/universities/{b.id}/merge", {"university": str(c.id)}).status_code == 303
    afresh()
    assert {db.session.get(University, each.id).successor_id for each in (a, b)} == {c.id}
    assert {db.session.get(User, each.id).university_id for each in people} == {c.id}
    assert naming.as_of(before)(db.session.get(User, people[0].id))["en"] == "Naryn"
    assert register.current().find("naryn")[0].id == c.id
    chief = roles.actor_for(db.session.scalar(select(User).where(User.is_administrator)))
    for old, into in ((c, a), (a, b), (c, c)):
        with pytest.raises(UniversityMerged):
            actions_mergers.merge(chief, old, into, None, now=clock.now())
    first, second = db.session.scalars(select(Merger.id).order_by(Merger.id)).all()
    with pytest.raises(MergerNotUndone):
        actions_mergers.undo_merger(chief, db.session.get(Merger, first), now=clock.now())
    actions_mergers.undo_merger(chief, db.session.get(Merger, second), now=clock.now())
    afresh()
    assert [db.session.get(University, each.id).successor_id for each in (a, b)] == [b.id, None]
    assert {db.session.get(User, each.id).university_id for each in people} == {b.id}
    db.session.execute(update(User).where(User.id == people[0].id).values(university_id=c.id))
    db.session.commit()
    with pytest.raises(MergerNotUndone):
        actions_mergers.undo_merger(chief, db.session.get(Merger, first), now=clock.now())


def test_a_choice_made_in_an_old_tab_leads_to_the_successor(app, client):
    old, into = factories.university(), factories.university()
    client.sign_in(factories.user(university_other="Дом науки", family_name="Late"))
    tab = next(form for form in forms_of(client.get("/accounts/profile")) if "university" in form.names)
    chief = roles.actor_for(factories.administrator())
    actions_mergers.merge(chief, old, into, None, now=clock.now())
    assert send(client, "/accounts/profile", tab, {"university": str(old.id)}).status_code == 303
    afresh()
    assert db.session.scalar(select(User.university_id).where(User.family_name == "Late")) == into.id


def test_the_register_is_filtered_counted_and_handed_out(app, admin, ektu):
    factories.user(university_id=ektu.id)
    page = text_of(admin.get("/admin/universities?lang=en&q=ektu&country=KZ"))
    assert all(words in page for words in ("1 university", "EKTU · ВКТУ · ШҚТУ"))
    table = admin.get("/admin/universities.csv?q=вкту").get_data(as_text=True)
    assert ["ШҚТУ" in line for line in table.strip().splitlines()] == [False, True]
