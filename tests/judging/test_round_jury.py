"""Not every judge sits in every round."""

from __future__ import annotations

import pytest

from hackathon.db import db
from hackathon.editions import scope
from hackathon.judging import queries_docket
from hackathon.rules.schedule import Stage
from tests import factories
from tests.results.test_rounds import add_final, advance, begin_final
from tests.results.worlds import judged
from tests.support.forms import text_of


@pytest.fixture
def world(app):
    return judged([[5, 5, 5], [4, 4, 4]], [[3, 3, 3], [2, 2, 2]], judges=3)


@pytest.fixture
def organizer(new_client, world):
    return new_client().sign_in(world.organizer)


def sitting(world, number):
    with scope.of(world.edition.id, number):
        return queries_docket.judge_ids()


def test_who_is_left_out_of_the_final_gets_nothing_there_and_stays_a_judge_elsewhere(world, organizer):
    first, second, third = (judge.id for judge in world.judges)
    add_final(organizer, world)
    page = f"{world.url}/rounds/2/organize/judging/jury"
    assert organizer.submit(page, {"judges": [str(first), str(second)]}).status_code == 303
    assert sitting(world, 1) == [first, second, third]
    assert sitting(world, 2) == [first, second]
    advance(organizer, world, world.projects[:2]), begin_final(world)
    assert organizer.submit(f"{world.url}/organize/judging/deal?reviews=2").status_code == 303
    with scope.of(world.edition.id, 2):
        assert {judge for judge, _ in queries_docket.assigned_pairs()} == {first, second}
        assert not queries_docket.sits(third)


def test_nobody_is_left_out_who_has_projects_and_somebody_has_to_sit(new_client):
    edition = factories.edition(Stage.JUDGING)
    judge, other = factories.judge(edition), factories.judge(edition)
    factories.assignment(factories.submitted_project(factories.team(edition)), judge)
    client = new_client().sign_in(factories.organizer(edition))
    page = f"/{edition.key}/organize/judging/jury"
    refused = client.submit(page, {"judges": [str(other.id)]})
    assert refused.status_code == 409
    assert "has projects in this round already" in text_of(refused)
    assert client.submit(page, {"judges": []}).status_code == 422
    with scope.of(edition.id):
        assert queries_docket.judge_ids() == [judge.id, other.id]


def test_somebody_who_is_no_judge_cannot_be_put_on_a_jury(world, organizer):
    page = f"{world.url}/organize/judging/jury"
    answer = organizer.submit(page, {}, extra={"judges": [str(world.organizer.id)]})
    assert answer.status_code in (409, 422)
    db.session.expire_all()
    assert sitting(world, 1) == [judge.id for judge in world.judges]
