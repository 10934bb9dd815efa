"""The downloads: a table that a spreadsheet program opens safely and recomputes, and the file behind the digest."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

from tests import factories
from tests.results.worlds import agrees_to_be_named, judged, publish, published


def table(answer) -> list[list[str]]:
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_table_has_a_line_for_each_project(app, new_client, client):
    world = published(new_client, [[5, 5, 4], [4, 4, 4], [5, 3, 4]], [])
    answer = client.get(f"{world.results}.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{world.edition.key}-results.csv"'
    header, first, second = table(answer)
    assert header == [
        "Place", "Project", "Team", "Members", "Challenge", "Reviews", "Score", "Sum of marks: Impact (weight 50)",
        "Sum of marks: Novelty (weight 30)", "Sum of marks: Clarity (weight 20)",
    ]
    assert first[:2] + first[5:] == ["1", world.projects[0].title, "3", "4.33", "14", "12", "12"]
    assert second[:2] + second[5:] == ["", world.projects[1].title, "0", "", "", "", ""]


def test_the_table_is_in_the_readers_language(app, new_client, client):
    world = published(new_client, [[5, 5, 5]])
    header = table(client.get(f"{world.results}.csv", headers={"Accept-Language": "ru"}))[0]
    assert "Критерий impact" in header[7]


def test_every_score_can_be_recomputed_from_the_table(app, new_client, client):
    world = published(new_client, [[5, 5, 4], [4, 4, 4], [5, 3, 4]], [[1, 2, 3], [3, 2, 2]], [[2, 3, 5]])
    for line in table(client.get(f"{world.results}.csv"))[1:]:
        sums, reviews = [int(cell) for cell in line[7:]], int(line[5])
        total = sum(weight * value for weight, value in zip((50, 30, 20), sums, strict=True))
        assert abs(Fraction(total, 100 * reviews) - Fraction(line[6])) <= Fraction(1, 200)


def test_cells_that_would_run_as_formulas_are_neutralised(app, new_client, client):
    world = judged()
    people = [agrees_to_be_named(factories.student(world.edition, family_name="=1+1"))]
    world.add([4, 4, 4], members=people, title="=HYPERLINK(\"http://x\")", team={"name": "@SUM(A1)"})
    publish(new_client().sign_in(world.organizer), world)
    line = table(client.get(f"{world.results}.csv"))[1]
    assert line[1] == "'=HYPERLINK(\"http://x\")"
    assert line[2] == "'@SUM(A1)"
    assert line[3].startswith("'=1+1")


def test_the_file_behind_the_digest_names_no_persons(app, new_client, client):
    world = judged()
    people = [agrees_to_be_named(factories.student(world.edition, family_name="Сериковатая"))]
    world.add([4, 5, 3], members=people)
    publish(new_client().sign_in(world.organizer), world)
    answer = client.get(f"{world.results}.json")
    assert answer.mimetype == "application/json"
    document = json.loads(answer.data)
    assert "Сериковатая" not in answer.text
    assert document["method"] == {"name": "mean", "version": 1}
    assert document["rubric"]["criteria"][0]["weight"] == 50
    line, = document["standings"]
    assert (line["place"], line["score"], line["reviews"]) == (1, "41/10", 1)
    assert line["criterion_means"] == {"impact": "4/1", "novelty": "5/1", "clarity": "3/1"}


def test_nothing_of_the_jury_is_in_any_download(app, new_client, client):
    world = published(new_client, [[5, 5, 4], [4, 4, 4]])
    for ending in ("", ".csv", ".json"):
        text = client.get(f"{world.results}{ending}").text
        assert "SECRET OF THE JURY" not in text
        assert "For the team" not in text
        assert not any(judge.family_name in text for judge in world.judges if judge is not world.chair)
