"""The organizers' desk and the list of registrations."""

from __future__ import annotations

import csv
import io

import pytest

from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import forms_of, send, text_of
from tests.support.sql import count_statements


def desk_of(edition, client):
    client.sign_in(factories.organizer(edition))
    return text_of(client.get(f"/{edition.key}/organize/?lang=en"))


def test_desk_counts_how_far_people_came_in_this_edition_only(app, client):
    edition, other = factories.edition(Stage.JUDGING, reviews_per_project=1), factories.edition(Stage.JUDGING)
    for within, teams in ((edition, 3), (other, 5)):
        for number in range(teams):
            project = (factories.submitted_project if number else factories.project)(factories.team(within, 2))
        factories.student(within)
        factories.scorecard(project, factories.judge(within))
    assert "Registered 7 Attended 0 Teams 3 Drafts 1 Submitted 2 Scored 1" in desk_of(edition, client)


@pytest.mark.parametrize(
    ("stage", "task"),
    [
        (Stage.HIDDEN, "Announce the edition"),
        (Stage.REGISTRATION, "Invite judges"),
        (Stage.RESULTS, "Nothing is waiting for you."),
    ],
)
def test_desk_says_what_to_do_now(app, client, stage, task):
    edition = factories.edition(stage)
    factories.challenge(edition)
    assert desk_of(edition, client).split("What to do now ")[1].startswith(task)


def test_desk_needs_as_many_statements_for_thirty_teams_as_for_one(app, client):
    edition = factories.edition()
    factories.project(factories.team(edition))
    desk_of(edition, client)
    with count_statements() as for_one:
        client.get(f"/{edition.key}/organize/")
    for _ in range(29):
        factories.submitted_project(factories.team(edition))
    with count_statements() as for_thirty:
        client.get(f"/{edition.key}/organize/")
    assert len(for_thirty) == len(for_one)


def people(edition, names):
    for name in names:
        factories.student(edition, family_name=name, given_name="Азиз", latin_name="Aziz", email=f"{name}@example.tj",
                          university_id=factories.university().id, search_key=f"{name} азиз".casefold())


def test_list_registrations_shows_people_of_this_edition_only(app, client):
    edition, other = factories.edition(), factories.edition()
    people(edition, ["Раҳимов"])
    people(other, ["Каримов"])
    client.sign_in(factories.organizer(edition))
    text = text_of(client.get(f"/{edition.key}/organize/registrations"))
    assert "Раҳимов Азиз" in text
    assert "Каримов" not in text


def test_list_registrations_searches_in_any_case_and_takes_signs_as_letters(app, client):
    edition = factories.edition()
    people(edition, ["Раҳимов", "Сафарова"])
    client.sign_in(factories.organizer(edition))
    url = f"/{edition.key}/organize/registrations"
    assert "Сафарова" in text_of(client.get(url, query_string={"q": "САФАР аз"}))
    assert "Раҳимов" not in text_of(client.get(url, query_string={"q": "САФАР аз"}))
    for sign in ("%", "_", "'", "x" * 5000):
        assert "Сафарова" not in text_of(client.get(url, query_string={"q": sign}))
    assert "Сафарова" in text_of(client.get(url, query_string={"q": "саф\x00ар"}))


def test_list_registrations_is_ordered_and_paged(app, client):
    edition = factories.edition()
    people(edition, [f"Н{number:02}" for number in range(60)])
    client.sign_in(factories.organizer(edition))
    url = f"/{edition.key}/organize/registrations"
    first, last = text_of(client.get(url)), text_of(client.get(f"{url}?page=2"))
    assert "60 people" in text_of(client.get(f"{url}?lang=en"))
    assert "Н00" in first
    assert "Н59" not in first
    assert "Н59" in last
    assert "Н59" in text_of(client.get(f"{url}?sort=-name"))
    for page in ("99", "0", "-1", "x", "9" * 400):
        assert client.get(url, query_string={"page": page, "sort": "nonsense"}).status_code == 200


def test_list_registrations_needs_as_many_statements_for_thirty_people_as_for_one(app, client):
    edition = factories.edition()
    people(edition, ["Один"])
    client.sign_in(factories.organizer(edition))
    url = f"/{edition.key}/organize/registrations"
    with count_statements() as for_one:
        client.get(url)
    people(edition, [f"Н{number:02}" for number in range(29)])
    with count_statements() as for_thirty:
        client.get(url)
    assert len(for_thirty) == len(for_one)


def test_download_registrations_gives_a_table_without_formulas(app, client):
    edition = factories.edition()
    people(edition, ["=HYPERLINK(1)", "+7", "-1", "@x", "Ким"])
    client.sign_in(factories.organizer(edition))
    url = f"/{edition.key}/organize/registrations"
    client.get(f"{url}?lang=en")
    form = next(each for each in forms_of(client.get(url)) if each.action.endswith("/export"))
    answer = send(client, url, form, {})
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert f"{edition.key}-registrations.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:3] == ["No.", "Family name", "Given name"]
    assert sorted(row[1] for row in rows[1:]) == ["'+7", "'-1", "'=HYPERLINK(1)", "'@x", "Ким"]
