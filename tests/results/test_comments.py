"""Teams get the comments that were released, without names unless the edition says so."""

from __future__ import annotations

import pytest

from hackathon.db import db
from hackathon.editions.models import Edition
from tests import factories
from tests.results.worlds import chair_of, judged, propose, publish
from tests.support import forms
from tests.support.clients import afresh


@pytest.fixture
def world(app):
    return judged([[5, 4, 3], [4, 4, 4]], [[2, 2, 2]])


def comments(world):
    return f"{world.url}/organize/results/comments"


def own_page(world, new_client):
    member = new_client().sign_in(factories.members(world.projects[0].team)[0])
    return member.get(f"{world.url}/projects/{world.projects[0].id}").text


def card_of(page, words):
    """Return the id of the card whose comment says this."""
    part = next(each for each in page.text.split("<article")[1:] if words in each)
    return part.split('id="comment-')[1].split('"')[0]


def test_a_withheld_comment_does_not_reach_the_team_until_it_is_released(world, new_client):
    organizer = new_client().sign_in(world.organizer)
    card = card_of(organizer.get(comments(world)), "[5, 4, 3]")
    assert organizer.submit(comments(world), form=f"/{card}/withhold").status_code == 303
    publish(organizer, world)
    shown = own_page(world, new_client)
    assert "For the team: [5, 4, 3]" not in shown
    assert "For the team: [4, 4, 4]" in shown
    assert organizer.submit(comments(world), form=f"/{card}/release").status_code == 303
    assert "For the team: [5, 4, 3]" in own_page(world, new_client)


def test_the_chair_reads_comments_with_a_proposal_only_and_can_withhold(world, new_client):
    organizer = new_client().sign_in(world.organizer)
    chair = chair_of(organizer, world)
    early = chair.get(comments(world))
    assert early.status_code == 409
    assert "For the team" not in early.text
    propose(organizer, world)
    page = chair.get(comments(world))
    card = card_of(page, "[4, 4, 4]")
    assert chair.submit(comments(world), form=f"/{card}/withhold").status_code == 303


def test_a_reason_that_the_page_does_not_offer_and_a_card_of_another_edition_are_refused(world, new_client):
    other = judged([[3, 3, 3]])
    elsewhere = card_of(new_client().sign_in(other.organizer).get(comments(other)), "[3, 3, 3]")
    organizer = new_client().sign_in(world.organizer)
    page = organizer.get(comments(world))
    token = forms.forms_of(page)[0].values()["csrf_token"]
    sent = {"csrf_token": token, "reason": "hurts"}
    assert organizer.post(f"{comments(world)}/{elsewhere}/withhold", data=sent).status_code == 404
    assert organizer.post(f"{comments(world)}/{elsewhere}/release", data=sent).status_code == 404
    own = card_of(page, "[5, 4, 3]")
    assert organizer.post(f"{comments(world)}/{own}/withhold", data={**sent, "reason": "x"}).status_code == 400


def test_judges_names_are_shown_only_where_it_was_decided_before_the_first_mark(app, new_client):
    world = judged(judges=2)
    organizer, settings = new_client().sign_in(world.organizer), f"{world.url}/organize/results/settings"
    assert organizer.submit(settings, {"judges_named": True}).status_code == 303
    world.add([5, 4, 3])
    publish(organizer, world)
    assert world.judges[0].name in own_page(world, new_client)


def test_names_cannot_be_switched_on_after_the_first_mark(world, new_client):
    organizer, settings = new_client().sign_in(world.organizer), f"{world.url}/organize/results/settings"
    answer = organizer.submit(settings, {"judges_named": True})
    assert answer.status_code == 422
    assert "Judges have written without their names being shown" in answer.text
    afresh()
    assert db.session.query(Edition).filter_by(id=world.edition.id).one().judges_named is False
