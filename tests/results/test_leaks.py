"""Before publication nobody but the organizers learns of scores, places or comments, by whatever way they ask."""

from __future__ import annotations

import re

import pytest

from tests import factories
from tests.results.worlds import judged, publish, withdraw

pytestmark = pytest.mark.backends("sqlite")  # who is told what does not depend on the database

ROLES = ("visitor", "member", "student of another team", "person without a role", "judge", "organizer",
         "judge of another edition", "organizer of another edition", "administrator")
OUTSIDE = tuple(role for role in ROLES if role not in ("organizer", "administrator"))
METHODS = ("get", "head")
PUBLIC = ("/results", "/results.csv", "/results.json", "/results/bundle", "/results?challenge=x", "/projects/", "/")


@pytest.fixture
def world(app):
    made = judged([[5, 4, 3], [4, 4, 4]], [[2, 2, 2], [1, 2, 1]])
    made.other = judged([[3, 3, 3]])
    return made


def person_of(world, role):
    return {
        "visitor": lambda: None,
        "member": lambda: factories.members(world.projects[0].team)[0],
        "student of another team": lambda: factories.members(world.projects[1].team)[0],
        "person without a role": factories.user,
        "judge": lambda: world.judges[0],
        "organizer": lambda: world.organizer,
        "judge of another edition": lambda: world.other.judges[0],
        "organizer of another edition": lambda: world.other.organizer,
        "administrator": factories.administrator,
    }[role]()


@pytest.fixture
def client_of(world, new_client):
    def sign_in(role):
        client, person = new_client(), person_of(world, role)
        return client.sign_in(person) if person else client

    return sign_in


def main_of(answer) -> str:
    return re.search(r"<main.*?</main>", answer.text, re.S)[0]


def without_token(answer) -> str:
    return re.sub(r'name="csrf_token"( type="hidden")? value="[^"]*"', "", answer.text)


def test_the_page_before_publication_is_the_same_for_everybody(world, client_of):
    shown = {main_of(client_of(role).get(world.results)) for role in ROLES}
    assert len(shown) == 1
    assert "The results are not published yet" in shown.pop()


def test_what_one_sees_before_publication_does_not_depend_on_scores(world, client_of):
    clients = {role: client_of(role) for role in ROLES}
    paths = [world.url + path for path in PUBLIC if path != "/"]

    def seen(client) -> list[tuple[int, str]]:
        return [(answer.status_code, without_token(answer)) for answer in map(client.get, paths)]

    for client in clients.values():
        seen(client)
    before = {role: seen(client) for role, client in clients.items()}
    for marks in ([1, 1, 1], [5, 5, 5]):
        factories.scorecard(world.projects[0], factories.judge(world.edition), marks, comment_to_team="Bravo")
    assert {role: seen(client) for role, client in clients.items()} == before


@pytest.mark.parametrize("method", METHODS)
def test_there_is_nothing_to_download_and_no_etag_before_publication(world, client_of, method):
    for role in ROLES:
        ask = getattr(client_of(role), method)
        page = ask(world.results)
        assert (page.status_code, "ETag" in page.headers) == (200, False), role
        for ending in (".csv", ".json", "/bundle"):
            elsewhere = "/challenges/nowhere" + ending.removesuffix("/bundle")
            answer, nowhere = ask(world.results + ending), ask(world.url + elsewhere)
            assert (answer.status_code, nowhere.status_code) == (404, 404), role
            assert not {"ETag", "Content-Disposition"} & set(answer.headers.keys()), role
            assert answer.headers["Cache-Control"] == "no-store"
            if answer.data:
                assert main_of(answer) == main_of(nowhere), role


def test_only_organizers_see_the_preview(world, client_of):
    for role in OUTSIDE:
        client = client_of(role)
        for method in METHODS:
            answer = getattr(client, method)(world.preview)
            assert answer.status_code in ((303, 401) if role == "visitor" else (403,)), role
            assert "83/20" not in answer.text
        for path in ("propose", "take-back", "withdraw", "votes"):
            answer = client.post(f"{world.preview}/{path}", data={"csrf_token": "none", "reason": "Why not"})
            assert answer.status_code in (400, 401, 403), role


# Composites 4.3 and 4, so 4.15; means 4.50, 4.00 and 3.50.
SECRETS = ("4.15", "4,15", "4.50", "4,50", "83/20", "9/2", "For the team", "SECRET OF THE JURY")


def test_no_page_that_exists_before_publication_knows_a_score(world, client_of):
    project = world.projects[0]
    paths = [*PUBLIC, f"/projects/{project.id}", f"/teams/{project.team_id}", "/my-team", "/teams/", "/challenges/"]
    for role in ROLES:
        client = client_of(role)
        for path in paths:
            text = client.get(world.url + path).text
            assert [secret for secret in SECRETS if secret in text] == [], f"{path} for {role}"
            assert "Judgeson" not in text or "judge" in role, f"{path} for {role}"


def test_a_withdrawal_shuts_everything_again(world, client_of):
    organizer, project = client_of("organizer"), world.projects[0]
    publish(organizer, world)
    clients, etags = {role: client_of(role) for role in ROLES}, {}
    for role, client in clients.items():
        for path in (*PUBLIC, f"/projects/{project.id}"):
            client.get(world.url + path)
        etags[role] = client.get(world.results).headers["ETag"]
        assert "4.15" in client.get(world.results).text
    assert withdraw(organizer, world, "A mark was typed wrongly.").status_code == 303
    for role, client in clients.items():
        page = client.get(world.results, headers={"If-None-Match": etags[role]})
        assert page.status_code == 200, role
        assert "A mark was typed wrongly." in main_of(page), role
        assert [secret for secret in (*SECRETS, project.title) if secret in page.text] == [], role
        assert [client.get(world.results + ending).status_code for ending in (".csv", ".json")] == [404, 404], role
        assert project.title not in client.get(f"{world.url}/projects/").text, role
        shown = client.get(f"{world.url}/projects/{project.id}")
        assert "For the team" not in shown.text, role
        inside = role in ("member", "judge", "organizer", "administrator")
        assert shown.status_code == (200 if inside else 404), role
