"""Nominations: set before the first mark, ranked by their own weights, published and recounted."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon import clock
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import actions_rounds, actions_rubric, scope
from hackathon.editions.models import Criterion, Edition
from hackathon.errors import NominationNeedsCriterion, NotFound, RubricSealed
from hackathon.results import actions_nominations as actions
from hackathon.results import queries_nominations, recount, snapshot
from hackathon.results.actions_nominations import NominationDraft
from hackathon.results.models_nominations import Nomination
from hackathon.rules.schedule import Stage
from tests import factories
from tests.results import worlds
from tests.support.sql import count_statements

MARKS = ([[5, 5, 1], [5, 4, 1]], [[3, 3, 5], [3, 3, 4]], [[2, 2, 3], [2, 1, 3]])


def keys(edition):
    query = select(Criterion.key).filter_by(edition_id=edition.id).order_by(Criterion.position)
    return list(db.session.scalars(query))


def nominated(edition, weights=(0, 0, 1), **changes):
    values = {"key": "design", "name": {"en": "Best design", "ru": "Лучший дизайн"}, "description": {},
              "weights": dict(zip(keys(edition), weights, strict=True)), "position": 1, "version": 1, **changes}
    row = Nomination(edition_id=edition.id, round_number=1, **values)
    db.session.add(row)
    db.session.commit()
    return row


def prepared(**changes):
    """Make an edition that nobody has judged yet, with its organizer."""
    edition = factories.edition(Stage.SUBMISSIONS, languages=["en"], main_language="en", **changes)
    return edition, factories.organizer(edition)


def table(text):
    """Read a table for spreadsheet programs, whatever they expect between cells."""
    dialect = csv.Sniffer().sniff(text.splitlines()[0], ";,")
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff")), dialect))


def draft(edition, **changes):
    weights = dict(zip(keys(edition), (0, 0, 1), strict=True))
    return NominationDraft(**{"name": {"en": "Best design"}, "description": {}, "weights": weights, **changes})


def test_an_organizer_adds_edits_and_removes_a_nomination(new_client):
    edition, organizer = prepared()
    client = new_client().sign_in(organizer)
    page = f"/{edition.key}/organize/nominations"
    fields = {f"weights-w_{key}": str(number) for number, key in enumerate(keys(edition))}
    answer = client.submit(f"{page}/add", {"name-en": "Best design", **fields})
    assert answer.status_code == 303
    row = db.session.scalar(select(Nomination))
    assert list(row.weights.values()) == [1, 2]
    assert row.key == "best-design"
    assert "Best design" in client.get(page).text
    assert "Best design" in new_client().get(f"/{edition.key}/").text
    again = client.submit(f"{page}/add", {"name-en": "best  DESIGN", **fields})
    assert again.status_code == 422
    assert "There is a nomination of this name already" in again.text
    assert client.submit(f"{page}/{row.id}", {"name-en": "Finest design"}).status_code == 303
    assert client.submit(page, form="/remove").status_code == 303
    assert db.session.scalar(select(Nomination.id)) is None


def test_a_second_tab_is_told_and_keeps_what_was_typed(new_client):
    edition, organizer = prepared()
    row, client = nominated(edition), new_client().sign_in(organizer)
    path = f"/{edition.key}/organize/nominations/{row.id}"
    first = {"version": "1", "name-en": "First", "kind": "all", **{f"weights-w_{key}": "1" for key in keys(edition)}}
    assert client.submit(path, first).status_code == 303
    second = client.submit(path, {**first, "name-en": "Second"})
    assert second.status_code == 409
    assert "Second" in second.text
    assert "First" in second.text


def test_the_first_mark_seals_everything_but_the_texts(new_client):
    world = worlds.judged(*MARKS)
    row, client = nominated(world.edition), new_client().sign_in(world.organizer)
    page = f"{world.url}/organize/nominations"
    assert "The nominations are sealed" in client.get(page).text
    actor, edition = factories.actor(world.organizer), db.session.get(Edition, world.edition.id)
    new = draft(world.edition, name={"en": "New"})
    with scope.of(world.edition.id):
        for step in (lambda: actions.add_nomination(actor, edition, new, now=clock.now()),
                     lambda: actions.edit_nomination(actor, edition, row.id, draft(edition), 1, now=clock.now()),
                     lambda: actions.remove_nomination(actor, edition, row.id, now=clock.now())):  # fmt: skip
            with pytest.raises(RubricSealed):
                step()
    assert client.submit(f"{page}/{row.id}", {"name-en": "Good looks"}).status_code == 422
    assert client.submit(f"{page}/{row.id}", {"name-en": "Good looks", "reason": "Clearer"}).status_code == 303
    db.session.expire_all()
    assert db.session.get(Nomination, row.id).name["en"] == "Good looks"
    entry = db.session.scalar(select(AuditEntry).filter_by(verb="nomination.reworded"))
    assert entry.personal == {"reason": "Clearer"}
    assert entry.details["to"][0]["en"] == "Good looks"


def test_nothing_of_another_edition_stands_in_a_nomination(app):
    edition, organizer = prepared()
    other, _ = prepared()
    foreign = factories.challenge(other)
    project = factories.submitted_project(factories.team(other))
    actor, theirs = factories.actor(organizer), nominated(other)
    with scope.of(edition.id):
        for kind, member in (("challenges", foreign.id), ("picked", project.id)):
            with pytest.raises(NotFound):
                actions.add_nomination(actor, edition, draft(edition, kind=kind, members=(member,)), now=clock.now())
        with pytest.raises(NotFound):
            actions.remove_nomination(actor, edition, theirs.id, now=clock.now())


def test_a_rubric_keeps_what_a_nomination_counts_by(app):
    edition, organizer = prepared()
    nominated(edition)
    actor, kept = factories.actor(organizer), list(edition.round.criteria)[:2]
    drafts = tuple(actions_rubric.CriterionDraft(each.key, {}, each.weight, {}) for each in kept)
    rubric = actions_rubric.RubricDraft(1, 5, actions_rubric.Placing("mean", "shared"), drafts)
    with scope.of(edition.id), pytest.raises(NominationNeedsCriterion):
        actions_rubric.edit_rubric(actor, edition, rubric, edition.round.version, now=clock.now())


def test_a_planned_round_is_removed_with_its_nominations(app):
    edition, organizer = prepared()
    actor, after = factories.actor(organizer), edition.round.judging_closes
    planned = actions_rounds.RoundDraft(after + timedelta(days=1), after + timedelta(days=2), 2)
    with scope.of(edition.id):
        actions_rounds.add_round(actor, edition, planned, now=clock.now())
    with scope.of(edition.id, 2):
        actions.add_nomination(actor, edition, draft(edition), now=clock.now())
    with scope.of(edition.id):
        assert queries_nominations.nominations() == []
        actions_rounds.remove_round(actor, edition, 2, now=clock.now())
    assert db.session.scalar(select(Nomination.id)) is None


def test_a_criterion_may_weigh_nothing_in_the_round_but_not_all_of_them(new_client):
    edition, organizer = prepared()
    client = new_client().sign_in(organizer)
    page = f"/{edition.key}/organize/rubric"
    assert client.submit(page, {"criteria-2-weight": "0"}).status_code == 303
    assert "counts in nominations only" in new_client().get(f"/{edition.key}/").text
    nothing = {f"criteria-{number}-weight": "0" for number in range(len(keys(edition)))}
    assert client.submit(page, nothing).status_code == 422


@pytest.mark.parametrize("method", ["mean", "calibrated"])
def test_a_nomination_is_published_frozen_and_recounted(new_client, method):
    world = worlds.judged(*MARKS, method=method)
    nominated(world.edition)
    client = new_client().sign_in(world.organizer)
    assert "Best design" in client.get(world.preview).text
    assert worlds.propose(client, world).status_code == 303
    chair = worlds.chair_of(client, world)
    assert "Best design" in chair.get(world.desk).text
    assert "Best design" not in new_client().get(world.results).text
    assert worlds.confirm(chair, world).status_code == 303
    visitor = new_client()
    page = visitor.get(world.results).text
    assert "Best design" in page
    assert "All places in this nomination" not in page
    told = json.loads(visitor.get(f"{world.results}.json").text)["nominations"]
    second = world.projects[1].id
    best = told[0]["standings"][0]
    assert [told[0]["key"], best["project_id"], best["place"]] == ["design", second, 1]
    rows = table(visitor.get(f"{world.results}.csv").text)
    column = rows[0].index("Place in the nomination “Best design”")
    assert [row[column] for row in rows[1:]] == ["3", "1", "2"]
    assert recount.verify(visitor.get(f"{world.results}/bundle").data).standings == 3


def test_only_projects_of_its_challenge_stand_in_a_nomination(app):
    world = worlds.judged()
    brief = factories.challenge(world.edition, slug="jars")
    for marks, chosen in zip(MARKS, (brief, None, brief), strict=True):
        world.add(*marks, **({"challenge_id": chosen.id} if chosen else {}))
    nominated(world.edition, kind="challenges", members=[brief.id])
    with scope.of(world.edition.id):
        told = snapshot.of_now(db.session.get(Edition, world.edition.id)).nominations
    assert told[0]["challenges"] == ["jars"]
    assert [line["project_id"] for line in told[0]["standings"]] == [world.projects[2].id, world.projects[0].id]


def test_without_nominations_the_text_is_as_it_ever_was(new_client):
    world = worlds.published(new_client, *MARKS)
    told = json.loads(new_client().get(f"{world.results}.json").text)
    assert set(told) == {"edition", "method", "rubric", "standings", "chain"}


def test_more_projects_cost_no_more_statements(app):
    with_few, with_many = worlds.judged(*MARKS), worlds.judged(*(MARKS * 5))
    counts = []
    for world in (with_few, with_many):
        nominated(world.edition)
        edition = db.session.get(Edition, world.edition.id)
        with scope.of(world.edition.id), count_statements() as counted:
            snapshot.of_now(edition)
        counts.append(len(counted))
    assert counts[0] == counts[1]
