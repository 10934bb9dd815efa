"""Before publication nobody learns a mark: bytes, ETags and statements are the same whatever the jury gave.

The same pages are asked twice; in between the marks, comments and states of other judges' scorecards change.
"""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from hackathon.db import db
from hackathon.judging.models import Mark, Scorecard
from hackathon.results.models_deliberation import WithheldComment
from tests.security import routes
from tests.security.table import rows
from tests.security.walk import CHANGING, moment_of, place_of
from tests.security.world import JURY_NOTE, TEAM_COMMENT
from tests.support.databases import forget_rendered_pages
from tests.support.sql import count_statements

pytestmark = pytest.mark.backends("sqlite")  # what a page shows does not depend on the database
# The captain's project and the judge's own card are in it; what changes is the third judge's.
ASKING = ("visitor", "captain", "rival", "mentor", "judge", "colleague", "foreign_judge", "foreign_organizer")
SKIPPED = ("Set-Cookie", "Date", "Expires")


def of_third_judge(house, *values):
    def change():
        cards = db.session.query(Scorecard).filter_by(judge_id=house.world.places["home"].third_judge)
        for card in cards:
            for mark in card.marks:
                mark.value = values[0]
            card.comment_to_team = card.comment_to_jury = f"Other words {values[0]}" * values[0]
    return change


def without_third_judge(house):
    def change():
        judge = house.world.places["home"].third_judge
        cards = [card.id for card in db.session.query(Scorecard).filter_by(judge_id=judge)]
        db.session.execute(delete(WithheldComment).where(WithheldComment.scorecard_id.in_(cards)))
        db.session.execute(delete(Mark).where(Mark.scorecard_id.in_(cards)))
        db.session.execute(delete(Scorecard).where(Scorecard.id.in_(cards)))
    return change


def seen(house, asking=ASKING, *, at=None):
    """Ask every page of the edition and the home page; keep status, headers and bytes without the tokens of forms.

    The statements belong to it: who asks the database the same takes the same time, whatever the marks are.
    """
    found = {}
    forget_rendered_pages(house.app)
    for route, where in rows():
        within = "edition" in routes.arguments_of(house.app, route.endpoint) or route.endpoint == "editions.home"
        if route.method != "GET" or where in ("past", "hidden") or (at and where) or not within:
            continue
        path = routes.path_of(house, route.endpoint, place_of(house, where))
        for role in asking:
            with count_statements() as statements:
                answer = house.ask(role, path, at=at or moment_of(route, where))
            headers = [(name, value) for name, value in answer.headers if name not in SKIPPED]
            if CHANGING.search(answer.get_data()):
                headers = [(name, value) for name, value in headers if name not in ("ETag", "Content-Length")]
            found[f"{route}@{where} as {role}"] = (
                answer.status_code, headers, statements, CHANGING.sub(b"", answer.get_data())
            )
    return found


def different(before, after):
    """Name the answers that are not the same, each with the first thing that differs."""
    return [f"{name}: {first_difference(answer, after[name])}" for name, answer in before.items()
            if answer != after[name]]


def first_difference(one, two):
    for left, right in zip(one[:3], two[:3], strict=True):
        if left != right:
            return f"{left} / {right}"
    start = next(index for index, pair in enumerate(zip(one[3], two[3], strict=False)) if pair[0] != pair[1])
    return f"{one[3][start - 60 : start + 60]} / {two[3][start - 60 : start + 60]}"


def test_pages_are_the_same_whatever_other_judges_gave(house):
    before = seen(house)
    house.change(of_third_judge(house, 5))
    assert different(before, seen(house)) == []
    assert not any(JURY_NOTE.encode() in body for name, (*_, body) in before.items() if "as judge" not in name)


def test_pages_are_the_same_with_and_without_marks_after_judging_and_before_publication(house):
    asking = ("visitor", "captain", "rival", "judge")
    before = seen(house, asking, at="after")
    house.change(without_third_judge(house))
    assert different(before, seen(house, asking, at="after")) == []


def test_the_planted_marks_are_seen_by_those_who_may(house):
    """Otherwise the two tests above would compare nothing."""
    path = routes.path_of(house, "results.preview", house.world.places["home"])
    before = house.ask("organizer", path, at="after").get_data()
    house.change(of_third_judge(house, 5))
    assert house.ask("organizer", path, at="after").get_data() != before


def test_results_have_the_same_bytes_and_the_same_etag_with_and_without_marks(house):
    home = house.world.places["home"]

    def asked():
        return [(answer.status_code, answer.get_data(), answer.headers.get("ETag"))
                for page in ("results", "results.csv", "results.json", "results/bundle", "projects/", "", "teams/")
                for answer in (house.ask("visitor", f"/{home.key}/{page}", at="after"),)]

    before = asked()
    house.change(lambda: db.session.execute(delete(WithheldComment)))
    house.change(lambda: db.session.execute(delete(Mark)))
    house.change(lambda: db.session.execute(delete(Scorecard)))
    assert asked() == before


def test_withdrawn_results_leave_nothing_behind(house):
    past = house.world.places["past"]
    paths = ["results.csv", "results.json", "results/bundle", f"projects/{past.project_id}",
             f"projects/{past.project_id}/files/{past.file_id}"]
    shown = [house.ask("visitor", f"/{past.key}/{path}") for path in ["results", *paths]]
    assert [answer.status_code for answer in shown] == [200] * 6
    withdrawn = house.ask("organizer", f"/{past.key}/organize/results/withdraw", {"reason": "A wrong mark"})
    assert withdrawn.status_code == 303
    tags = {"If-None-Match": shown[0].headers["ETag"]}
    assert house.ask("visitor", f"/{past.key}/results", headers=tags).status_code == 200
    assert "3.30" not in house.ask("visitor", f"/{past.key}/results").get_data(as_text=True)
    assert [house.ask("visitor", f"/{past.key}/{path}").status_code for path in paths] == [404] * 5
    team = house.ask("captain", f"/{past.key}/teams/{past.team_id}").get_data(as_text=True)
    assert TEAM_COMMENT not in team


def test_a_card_that_is_not_finished_counts_nowhere(house):
    """Marks of drafts reach neither the preview nor, later, the team."""
    home = house.world.places["home"]
    house.change(lambda: db.session.execute(update(Scorecard).values(status="draft", finished_at=None)))
    page = house.ask("organizer", f"/{home.key}/organize/results", at="after")
    assert page.status_code == 200
    proposed = house.ask("organizer", f"/{home.key}/organize/results/propose", {}, at="after")
    assert proposed.status_code == 409
