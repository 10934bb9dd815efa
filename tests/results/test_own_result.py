"""After publication a team reads on its project's page what the jury gave and wrote, and nobody else does."""

from __future__ import annotations

import pytest

from hackathon.db import db
from hackathon.results.models import PublishedStanding
from tests import factories
from tests.results.worlds import judged, publish
from tests.support.clients import afresh
from tests.support.forms import text_of
from tests.support.sql import count_statements


@pytest.fixture
def world(app, new_client):
    made = judged([[5, 4, 3], [4, 4, 4]], [[2, 2, 2]], [])
    publish(new_client().sign_in(made.organizer), made)
    return made


def page_of(world, project) -> str:
    return f"{world.url}/projects/{project.id}"


def test_a_team_reads_place_means_ranges_and_comments(world, new_client):
    member = new_client().sign_in(factories.members(world.projects[0].team)[1])
    words = text_of(member.get(page_of(world, world.projects[0])))
    assert "Place 1 Score 4.15 Reviews 2" in words
    assert "Impact 50 4.50 4–5 Novelty 30 4.00 4–4 Clarity 20 3.50 3–4" in words
    assert "For the team: [5, 4, 3]" in words
    assert "For the team: [4, 4, 4]" in words


def test_neither_judges_nor_what_they_wrote_to_the_jury_are_named(world, new_client):
    member = new_client().sign_in(factories.members(world.projects[0].team)[0])
    for url in (page_of(world, world.projects[0]), world.results, f"{world.url}/teams/{world.projects[0].team_id}"):
        text = member.get(url).text
        assert not any(judge.family_name in text for judge in world.judges if judge is not world.chair)
        assert "SECRET OF THE JURY" not in text
        for judge in world.judges:
            assert judge.email not in text


@pytest.mark.parametrize("who", ["visitor", "other team", "judge", "person"])
def test_others_see_the_project_without_the_comments(world, new_client, who):
    person = {"other team": factories.members(world.projects[1].team)[0], "judge": world.judges[0],
              "person": factories.user()}.get(who)
    client = new_client().sign_in(person) if person else new_client()
    answer = client.get(page_of(world, world.projects[0]))
    assert answer.status_code == 200
    for secret in ("For the team", "4–5", "Only the team and the organizers see"):
        assert secret not in answer.text


def test_a_team_that_was_not_judged_is_told_so(world, new_client):
    member = new_client().sign_in(factories.members(world.projects[2].team)[0])
    words = text_of(member.get(page_of(world, world.projects[2])))
    assert "This project was not judged, so it has no place." in words


def test_the_order_of_comments_does_not_tell_who_wrote_them(app, new_client):
    world = judged()
    project = world.add()
    for judge, words in zip(world.judges, ("Zebra", "Apple", "Mango"), strict=True):
        factories.scorecard(project, judge, [4, 4, 4], comment_to_team=words)
    publish(new_client().sign_in(world.organizer), world)
    words = text_of(new_client().sign_in(factories.members(project.team)[0]).get(page_of(world, project)))
    assert words.index("Apple") < words.index("Mango") < words.index("Zebra")


def test_comments_are_shown_as_typed(app, new_client):
    world = judged()
    project = world.add()
    factories.scorecard(project, world.judges[0], [4, 4, 4], comment_to_team="<b>Bold</b> & *star*\nSecond line")
    publish(new_client().sign_in(world.organizer), world)
    page = new_client().sign_in(factories.members(project.team)[0]).get(page_of(world, project))
    assert "<p>&lt;b&gt;Bold&lt;/b&gt; &amp; *star*</p><p>Second line</p>" in page.text


def test_ranges_are_frozen_with_the_means(world, new_client):
    afresh()
    line = db.session.query(PublishedStanding).filter_by(project_id=world.projects[0].id).one()
    assert line.criterion_ranges == {"impact": [4, 5], "novelty": [4, 4], "clarity": [3, 4]}
    factories.scorecard(world.projects[0], world.judges[2], [1, 1, 1])
    member = new_client().sign_in(factories.members(world.projects[0].team)[0])
    assert "Impact 50 4.50 4–5" in text_of(member.get(page_of(world, world.projects[0])))


def test_the_own_result_costs_as_many_statements_for_thirty_reviews_as_for_one(app, new_client):
    counts = []
    for reviews in (1, 30):
        world = judged([[4, 4, 4]] * reviews, judges=30)
        publish(new_client().sign_in(world.organizer), world)
        member = new_client().sign_in(factories.members(world.projects[0].team)[0])
        url = page_of(world, world.projects[0])
        member.get(url)
        with count_statements() as statements:
            assert member.get(url).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
