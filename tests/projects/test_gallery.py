"""After publication everybody sees what was handed in last; before, nobody outside the team does."""

from __future__ import annotations

import pytest

from hackathon.accounts.models import ConsentPurpose
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import text_of
from tests.support.sql import count_statements


@pytest.fixture
def edition(app):
    return factories.edition(Stage.RESULTS)


def shown(answer, *titles):
    words = text_of(answer)
    return [title for title in titles if title in words]


@pytest.mark.parametrize("stage", [Stage.REGISTRATION, Stage.SUBMISSIONS, Stage.JUDGING])
def test_before_publication_the_gallery_says_when(app, client, stage):
    edition = factories.edition(stage)
    project = factories.submitted_project(factories.team(edition, 2), title="Secret until then")
    answer = client.get(f"/{edition.key}/projects/")
    assert answer.status_code == 200
    assert "после публикации результатов" in text_of(answer)
    assert "Secret until then" not in answer.text
    assert client.get(f"/{edition.key}/projects/{project.id}").status_code == 404


def test_afterwards_it_shows_what_takes_part(edition, client):
    factories.submitted_project(factories.team(edition, 2), title="Handed in")
    factories.project(factories.team(edition, 2), title="Only a draft")
    out = factories.submitted_project(factories.team(edition, 2, admission="disqualified"), title="Disqualified one")
    gone = factories.submitted_project(factories.team(edition, 2, closed_at=edition.announced_at), title="Closed one")
    factories.submitted_project(factories.team(factories.edition(Stage.RESULTS), 2), title="Elsewhere")
    answer = client.get(f"/{edition.key}/projects/")
    titles = ("Handed in", "Only a draft", "Disqualified one", "Closed one", "Elsewhere")
    assert shown(answer, *titles) == ["Handed in"]
    for project in (out, gone):
        assert client.get(f"/{edition.key}/projects/{project.id}").status_code == 404


def test_visitors_see_the_submission_and_never_the_draft(edition, client):
    team = factories.team(edition, 2)
    project = factories.submitted_project(team, title="As submitted", description="<script>x</script> **bold**")

    def change():
        row = factories.db.session.merge(project)
        row.title, row.pitch, row.description = "Draft title", "Draft pitch", "Draft text"

    factories.committed(change)()
    factories.consent(factories.members(team)[0], ConsentPurpose.PUBLIC_NAME)
    for url in (f"/{edition.key}/projects/", f"/{edition.key}/projects/{project.id}"):
        answer = client.get(url)
        assert "As submitted" in text_of(answer)
        assert "Draft" not in answer.text
    assert "<strong>bold</strong>" in answer.text
    assert "<script>x" not in answer.text
    assert factories.members(team)[0].name in text_of(answer)
    assert factories.members(team)[1].family_name not in answer.text
    assert "@example.kz" not in answer.text


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["Ағаш", "Bottle", "Jar"]),
        ({"q": "БӨТЕЛКЕ"}, ["Bottle"]),
        ({"q": "jar"}, ["Jar"]),
        ({"q": "ағаш тобы"}, ["Ағаш"]),
        ({"q": "100%"}, []),
        ({"challenge": "glass"}, ["Bottle", "Jar"]),
        ({"challenge": "glass", "q": "bottle"}, ["Bottle"]),
        ({"challenge": "nonsense"}, []),
        ({"page": "77"}, ["Ағаш", "Bottle", "Jar"]),
    ],
)
def test_the_gallery_is_searched_and_filtered(edition, client, asked, titles):
    glass = factories.challenge(edition, slug="glass").id
    factories.submitted_project(factories.team(edition, 2, name="Шыны"), title="Jar", pitch="x", challenge_id=glass)
    factories.submitted_project(factories.team(edition, 2), title="Bottle", pitch="бөтелке", challenge_id=glass)
    factories.submitted_project(factories.team(edition, 2, name="Ағаш тобы"), title="Ағаш", pitch="x")
    answer = client.get(f"/{edition.key}/projects/", query_string=asked)
    assert answer.status_code == 200
    assert shown(answer, "Ағаш", "Bottle", "Jar") == titles


def test_withdrawn_results_close_the_gallery_again(edition, client):
    project = factories.submitted_project(factories.team(edition, 2), title="Seen for a while")
    assert client.get(f"/{edition.key}/projects/{project.id}").status_code == 200
    factories.committed(lambda: setattr(factories.db.session.merge(edition), "results_published_at", None))()
    assert client.get(f"/{edition.key}/projects/{project.id}").status_code == 404
    assert "Seen for a while" not in client.get(f"/{edition.key}/projects/").text


def test_the_gallery_asks_the_database_as_often_for_30_projects_as_for_one(edition, new_client):
    brief = factories.challenge(edition).id
    counts = []
    for more in (1, 29):
        for _ in range(more):
            factories.submitted_project(factories.team(edition, 1), challenge_id=brief)
        with count_statements() as statements:
            assert new_client().get(f"/{edition.key}/projects/").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_judge_reads_what_is_assigned_and_nothing_else(app, new_client):
    edition = factories.edition(Stage.JUDGING)
    given = factories.submitted_project(factories.team(edition, 2), title="For the jury")
    other = factories.submitted_project(factories.team(edition, 2))
    judge = factories.judge(edition)
    factories.assignment(given, judge)
    client = new_client().sign_in(judge)
    assert "For the jury" in text_of(client.get(f"/{edition.key}/projects/{given.id}"))
    assert client.get(f"/{edition.key}/projects/{other.id}").status_code == 404
