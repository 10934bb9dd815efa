"""The standings as a plot: a bar for each place, and neighbours that are too close to call."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask_babel import force_locale

from hackathon.results import plot
from hackathon.results.pages import leaderboard
from tests.results.test_calibrated import FIELD, lines
from tests.results.worlds import judged, published
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling
from tests.support.forms import text_of


def line(place, low, high):
    return SimpleNamespace(place=place, rank_low=low, rank_high=high)


def test_bars_lie_on_one_scale_and_neighbours_that_overlap_are_joined():
    found = plot.plot_of([line(1, 1, 1), line(2, 2, 4), line(3, 2, 5)], 1)
    first, second, third = found.bars
    assert (found.last, found.close) == (5, 1)
    assert (first.at, third.high) == (2.0, 98.0)
    assert [bar.is_close for bar in found.bars] == [False, True, False]
    assert second.shared == (second.low, second.high)
    assert found.borders == (14.0,)


def test_only_the_first_places_are_drawn_and_the_last_of_them_is_joined_to_nothing():
    found = plot.plot_of([line(place, 1, 40) for place in range(1, 41)])
    assert len(found.bars) == plot.SHOWN
    assert found.close == plot.SHOWN - 1


def test_without_intervals_there_is_no_plot():
    assert plot.plot_of([line(1, None, None)]) is None
    assert plot.plot_of([]) is None
    assert len(plot.plot_of([line(1, 1, 1)]).bars) == 1


def test_probabilities_never_claim_what_is_not_certain(app):
    with app.test_request_context(), force_locale("en"):
        shown = [leaderboard.percent(each) for each in (0, 0.001, 0.456, 0.999, 1)]
    assert shown == ["< 1%", "< 1%", "46%", "> 99%", "> 99%"]


def test_the_leaderboard_draws_how_sure_the_places_are(app, new_client, client):
    world = published(new_client, *FIELD, method="calibrated")
    page = client.get(world.results)
    first = lines()[0]
    assert "How sure the places are" in text_of(page)
    assert page.text.count('class="plot-bar"') == 3
    assert f'<title id="plot-{first.project_id}-title">' in page.text
    assert "too close to call" in text_of(page)
    assert 'class="table leaderboard' in page.text


def test_the_plain_mean_draws_nothing(app, new_client, client):
    world = published(new_client, *FIELD)
    assert "plot-bar" not in client.get(world.results).text


def test_the_preview_says_where_one_more_review_would_help(app, new_client):
    world = judged(*FIELD, method="calibrated", prize_places=1)
    text = text_of(new_client().sign_in(world.organizer).get(world.preview))
    assert "How sure the places are" in text
    helpful = text.split("Where one more review would help most")[1].split("Places and scores")[0]
    assert world.projects[0].title in helpful
    assert "Wins a prize (first 1)" in helpful


@pytest.mark.backends("sqlite")  # what a page looks like has no database in it
@pytest.mark.browser
@pytest.mark.parametrize("width", [360])
def test_the_plot_fits_on_a_phone_and_is_accessible(app, new_client, new_page, width):
    world = published(new_client, *FIELD, method="calibrated")
    page = new_page(width=width)
    page.goto(world.results)
    assert page.locator(".plot-row").count() == 3
    assert_axe_clean(page)
    assert_no_sideways_scrolling(page)
