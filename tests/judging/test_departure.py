"""A judge leaves: what happens to the cards is decided with a reason, and only then its effect is shown."""

from __future__ import annotations

import pytest

from hackathon.rules.refilling import refill
from hackathon.rules.schedule import Stage
from hackathon.rules.seating import Docket, Seating
from tests import factories
from tests.support import forms


@pytest.fixture
def world(app, new_client):
    class World:
        edition = factories.edition(Stage.JUDGING)
        leaving, staying = factories.judge(edition), factories.judge(edition)
        first = factories.submitted_project(factories.team(edition))
        second = factories.submitted_project(factories.team(edition))
        organizer = new_client().sign_in(factories.organizer(edition))
        page = f"/{edition.key}/organize/judging/judges/{leaving.id}/"

    factories.scorecard(World.first, World.leaving, [5, 5, 5])
    factories.scorecard(World.second, World.leaving, [1, 1, 1])
    factories.scorecard(World.first, World.staying, [2, 2, 2])
    factories.scorecard(World.second, World.staying, [3, 3, 3])
    return World


def test_effect_is_not_shown_before_the_decision(world):
    assert world.organizer.get(f"{world.page}departure").status_code == 404
    page = forms.text_of(world.organizer.get(f"{world.page}remove"))
    assert "how the places change is shown afterwards" in page
    assert world.organizer.submit(f"{world.page}remove", {"reason": "Fell ill"}).status_code == 422
    assert world.organizer.submit(f"{world.page}remove", {"cards": "keep"}).status_code == 422


@pytest.mark.parametrize(
    ("decision", "said", "now", "otherwise"),
    [("keep", "2 scorecards keep counting", "1", "2"), ("set_aside", "2 scorecards were set aside", "2", "1")],
)
def test_effect_of_the_decision_on_the_places_is_shown_afterwards(world, decision, said, now, otherwise):
    answer = world.organizer.submit(f"{world.page}remove", {"reason": "Fell ill", "cards": decision})
    assert (answer.status_code, answer.location) == (303, f"{world.page}departure")
    shown = forms.text_of(world.organizer.get(f"{world.page}departure"))
    assert said in shown
    assert "Fell ill" in shown
    line = shown.split(world.first.title)[1].split("Project ")[0]
    assert f"{world.first.team.name} {now} {otherwise}" in line


def test_departure_of_another_editions_judge_is_not_found(world):
    other = factories.edition(Stage.JUDGING)
    url = f"/{other.key}/organize/judging/judges/{world.leaving.id}/departure"
    world.organizer.submit(f"{world.page}remove", {"reason": "Fell ill", "cards": "keep"})
    assert world.organizer.get(url).status_code == 403


def groups(docket, new):
    seating = Seating(docket)
    for judge, project in new:
        seating.sit(judge, project)
    return len(set(seating.groups().values()))


def test_hole_goes_to_the_judge_who_keeps_all_marks_comparable():
    # 1 and 2 judge A and B, 3 and 4 judge C and D; 9, who joined them, has left C. 2 has less to do than 3.
    existing = [(1, 10), (1, 11), (2, 10), (3, 12), (3, 13), (4, 12), (4, 13)]
    docket = Docket([10, 11, 12, 13], [1, 2, 3, 4], 2, existing)
    new = refill(docket, [12], seed=1)
    assert new == ((2, 12),)
    assert groups(docket, new) == 1


def test_holes_go_to_the_least_loaded_otherwise():
    existing = [(1, 10), (2, 10), (2, 11), (3, 11), (1, 12), (2, 12)]
    docket = Docket([10, 11, 12], [1, 2, 3], 2, existing, hard={(3, 10)})
    assert refill(docket, [12], seed=1) == ((3, 12),)
    assert refill(docket, [10], seed=1) == ()


def test_holes_nobody_may_fill_stay_and_the_others_are_filled():
    docket = Docket([10, 11], [1, 2], 2, [(1, 10), (1, 11)], unfit={(2, 10)})
    assert refill(docket, [10, 11], seed=1) == ((2, 11),)
