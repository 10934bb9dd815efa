"""Results by the calibrated score: an estimate with the places between which the true one lies."""

from __future__ import annotations

import csv
import hashlib
import io
import json

from hackathon.db import db
from hackathon.results import snapshot
from hackathon.results.models import PublishedResults, PublishedStanding
from hackathon.rules import methods, scoring
from tests.results.worlds import judged, published
from tests.support.clients import afresh
from tests.support.forms import text_of

# The first judge is strict, the third lenient; the second project got the strict one's best mark.
FIELD = [[[3, 3, 3], [4, 4, 5], [5, 5, 5]], [[4, 4, 3], [5, 4, 4], [5, 5, 5]], [[1, 2, 1], [3, 3, 2], [4, 4, 4]], []]


def lines():
    afresh()
    return list(db.session.query(PublishedStanding).order_by(PublishedStanding.position))


def results():
    return db.session.query(PublishedResults).one()


def test_the_official_method_of_the_edition_is_what_is_published(app, new_client):
    world = published(new_client, *FIELD, method="calibrated")
    cards = [scoring.Card(project.id, judge.id, dict(zip(("impact", "novelty", "clarity"), marks, strict=True)))
             for project, given in zip(world.projects, FIELD, strict=True)
             for judge, marks in zip(world.judges, given, strict=False)]
    rubric = scoring.Rubric(tuple(scoring.Criterion(*each) for each in
                                  (("impact", 50), ("novelty", 30), ("clarity", 20))))
    expected = methods.rank(methods.CALIBRATED, [each.id for each in world.projects], cards, rubric,
                            scoring.Scale(1, 5)).lines
    assert (results().method, results().method_version, results().groups) == ("calibrated", 1, 1)
    assert [(line.project_id, line.place, line.rank_low, line.rank_high) for line in lines()] == [
        (line.project, line.place, line.lo, line.hi) for line in expected
    ]
    assert [line.score for line in lines()] == [f"{line.score:.9f}" for line in expected[:3]] + [None]
    assert abs(sum(line.p_best for line in lines()[:3]) - 1) < 0.01


def test_the_leaderboard_says_between_which_places_the_true_one_lies(app, new_client, client):
    world = published(new_client, *FIELD, method="calibrated")
    first, *_, last = lines()
    page = text_of(client.get(world.results))
    assert f"between {first.rank_low} and {first.rank_high}" in page
    assert "Calibrated score, version 1" in page
    assert "usual strictness is removed" in page
    assert (last.rank_low, last.p_best, last.score) == (None, None, None)


def test_the_plain_mean_says_nothing_about_certainty(app, new_client, client):
    world = published(new_client, *FIELD)
    assert "certainty" not in text_of(client.get(world.results))
    assert "rank_low" not in client.get(f"{world.results}.json").text


def test_the_download_holds_what_is_shown_and_has_the_digest(app, new_client, client):
    world = published(new_client, *FIELD, method="calibrated")
    text = client.get(f"{world.results}.json").text
    assert hashlib.sha256(text.encode()).hexdigest() == results().digest
    assert json.loads(text)["method"] == {"name": "calibrated", "version": 1}
    assert json.loads(text)["standings"][0]["rank_low"] == lines()[0].rank_low
    sheet = client.get(f"{world.results}.csv").get_data(as_text=True).lstrip("\ufeff")
    table = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["True place from"] for row in table] == [str(line.rank_low or "") for line in lines()]


def test_organizers_see_the_places_of_the_other_method_and_which_differ(app, new_client):
    field = [[5, 5, 5], [1, 1, 1]], [[3, 3, 3], [3, 3, 4]], [[4, 4, 4], [2, 2, 3], [5, 5, 5]]
    world = judged(*field, method="calibrated")
    mean = snapshot_places(world, methods.MEAN)
    calibrated = snapshot_places(world, methods.CALIBRATED)
    differing = sum(mean[each] != calibrated[each] for each in mean)
    page = text_of(new_client().sign_in(world.organizer).get(world.preview))
    assert "Weighted mean" in page
    assert (f"{differing} place" in page) == (differing > 0)


def snapshot_places(world, method):
    from hackathon.editions import scope

    with scope.of(world.edition.id):
        return snapshot.of_now(world.edition).places_by(method)


def test_an_edition_without_a_single_mark_cannot_be_published(app, new_client):
    world = judged([], [], method="calibrated")
    page = new_client().sign_in(world.organizer).get(world.preview)
    assert page.status_code == 200
    assert "organize/results/propose" not in page.text


def test_equal_scores_are_told_apart_by_the_rules_that_the_edition_declared(app, new_client, client):
    """Both have 4: the second one is better by the first criterion."""
    world = published(new_client, [[3, 5, 5]], [[5, 3, 3]], ties="in_order")
    assert [(line.project_id, line.place, line.score) for line in lines()] == [
        (world.projects[1].id, 1, "4/1"), (world.projects[0].id, 2, "4/1"),
    ]
    assert results().rubric["ties"] == "in_order"
    assert "told apart by the means of the criteria" in text_of(client.get(world.results))


def test_equal_scores_share_a_place_where_the_edition_declared_that(app, new_client, client):
    world = published(new_client, [[3, 5, 5]], [[5, 3, 3]])
    assert [line.place for line in lines()] == [1, 1]
    assert "Equal scores share a place" in text_of(client.get(world.results))
