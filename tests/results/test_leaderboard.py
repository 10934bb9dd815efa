"""The public page of results: places, one's own line, the method in words, and nothing that was not frozen."""

from __future__ import annotations

import html
import re

import pytest

from tests import factories
from tests.results.worlds import agrees_to_be_named, chair_of, confirm, judged, propose, publish, published, withdraw
from tests.support.forms import text_of
from tests.support.sql import count_statements

pytestmark = pytest.mark.backends("sqlite")  # a page of frozen rows; publishing is tried on both


def rows(page) -> list[str]:
    """Give the words of each line of the table."""
    table = re.search(r"<tbody>(.*?)</tbody>", page.text, re.S)[1]
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split())
            for row in re.findall(r"<tr.*?</tr>", table, re.S)]


def test_lines_stand_in_order_with_shared_places(app, new_client, client):
    world = published(new_client, [[3, 3, 3]], [[5, 5, 5]], [[3, 3, 3]], [], [[2, 2, 2]])
    found = rows(client.get(world.results))
    titles = [project.title for project in world.projects]
    expected = [("1", titles[1]), ("2", titles[0]), ("2", titles[2]), ("4", titles[4]), ("– no place", titles[3])]
    for line, (place, title) in zip(found, expected, strict=True):
        assert line.startswith(f"{place} {title} Team")
    assert "Not judged 0" in found[4]


def test_scores_are_rounded_for_the_eye_and_exact_beside(app, new_client, client):
    world = published(new_client, [[5, 5, 4], [4, 4, 4], [5, 3, 4]])
    page = client.get(world.results)
    assert '<span title="Exactly 13/3">4.33</span>' in page.text
    assert '<b title="Exactly 14/3">4.67</b>' in page.text


def test_numbers_are_written_as_the_language_does(app, new_client, client):
    world = published(new_client, [[5, 5, 4], [4, 4, 4], [5, 3, 4]])
    page = client.get(world.results, headers={"Accept-Language": "ru"})
    assert '4,33</span>' in page.text
    assert "Критерий impact" in page.text


def test_a_person_with_a_pocket_calculator_gets_the_same_score(app, new_client, client):
    world = published(new_client, [[5, 5, 4], [4, 4, 4], [5, 3, 4]])
    words = text_of(client.get(world.results))
    # 50 x 14 + 30 x 12 + 20 x 12 = 1300; by 100 and by 3 reviews: 4.33
    assert "Impact 50 14 700 Novelty 30 12 360 Clarity 20 12 240 Total 100 1300" in words
    assert "1300 divided by 100 (the sum of the weights) and by 3 reviews is 4.33." in words
    assert "a whole mark from 1 to 5" in words


def test_a_member_finds_the_own_line_marked_and_others_do_not(app, new_client, client):
    world = published(new_client, [[3, 3, 3]], [[5, 5, 5]])
    project = world.projects[0]
    member = new_client().sign_in(factories.members(project.team)[0])
    page = member.get(world.results)
    assert page.text.count("is-own") == 1
    assert f'<tr id="project-{project.id}" class="is-podium is-own" data-place="2">' in page.text
    assert "Place 2 with a score of 3.00." in text_of(page)
    for other in (client, new_client().sign_in(world.judges[0]), new_client().sign_in(world.organizer)):
        text = other.get(world.results).text
        assert "is-own" not in text
        assert "Your team:" not in text


def test_a_member_of_an_unjudged_team_is_told_so(app, new_client):
    world = published(new_client, [[3, 3, 3]], [])
    member = new_client().sign_in(factories.members(world.projects[1].team)[0])
    assert "Your project was not judged, so it has no place." in text_of(member.get(world.results))


def test_lines_can_be_filtered_by_challenge_and_keep_their_places(app, new_client, client):
    world = judged()
    glass, paper = (factories.challenge(world.edition, slug=name, title={"en": name.capitalize()})
                    for name in ("glass", "paper"))
    for marks, challenge in (([5, 5, 5], glass), ([4, 4, 4], paper), ([3, 3, 3], glass)):
        world.add(marks, challenge_id=challenge.id)
    publish(new_client().sign_in(world.organizer), world)
    found = rows(client.get(f"{world.results}?challenge=glass"))
    assert [line.split()[0] for line in found] == ["1", "3"]
    assert len(rows(client.get(f"{world.results}?challenge="))) == 3
    assert "<ol class=\"podium\">" in client.get(world.results).text
    assert "<ol class=\"podium\">" not in client.get(f"{world.results}?challenge=glass").text
    for unknown in ("stone", "glass'", "%FF", "x" * 500):
        assert client.get(f"{world.results}?challenge={unknown}").status_code == 404


def test_the_podium_shows_shared_places_but_not_half_the_table(app, new_client, client):
    world = published(new_client, [[5, 5, 5]], [[5, 5, 5]], [[4, 4, 4]], [[3, 3, 3]])
    podium = re.search(r'<ol class="podium">(.*?)</ol>', client.get(world.results).text, re.S)[1]
    assert re.findall(r'data-place="(\d)"', podium) == ["1", "1", "3"]
    many = published(new_client, *([[4, 4, 4]] for _ in range(10)))
    assert '<ol class="podium">' not in client.get(many.results).text


def test_typed_texts_are_escaped(app, new_client, client):
    world = judged()
    nasty = "<img src=x onerror=alert(1)>"
    people = [agrees_to_be_named(factories.student(world.edition, family_name=nasty))]
    world.add([4, 4, 4], members=people, title=nasty, team={"name": nasty})
    organizer = new_client().sign_in(world.organizer)
    preview = organizer.get(world.preview).text
    publish(organizer, world)
    for text in (client.get(world.results).text, preview, organizer.get(world.results).text):
        assert nasty not in text
        assert "&lt;img src=x" in text


def test_an_earlier_withdrawal_stays_visible(app, new_client, client):
    world = published(new_client, [[3, 3, 3]])
    organizer = new_client().sign_in(world.organizer)
    withdraw(organizer, world, "A mark was typed wrongly.")
    publish(organizer, world)
    words = text_of(client.get(world.results))
    assert "Revision 2" in words
    assert re.search(r"Revision 1 of .* was withdrawn: A mark was typed wrongly\.", words)


@pytest.mark.parametrize("who", ["visitor", "member", "judge", "organizer"])
def test_the_page_needs_as_many_statements_for_thirty_lines_as_for_one(app, new_client, who):
    counts = [statements_of(new_client, who, projects) for projects in (1, 30)]
    assert counts[0] == counts[1]
    assert counts[0][1] <= counts[0][0]
    assert counts[0][0] <= {"visitor": 7, "member": 11, "judge": 9, "organizer": 9}[who]


def statements_of(new_client, who, projects) -> tuple[int, int]:
    """Count the statements of the first request, which renders the table, and of the next one."""
    world = published(new_client, *([[3, 4, 5]] for _ in range(projects)))
    person = {"member": factories.members(world.projects[0].team)[0], "judge": world.judges[0],
              "organizer": world.organizer}.get(who)
    client = new_client()
    if person:
        client.sign_in(person)
        client.get(f"{world.url}/organize/")
    url = world.results
    with count_statements() as first:
        assert client.get(url).status_code == 200
    with count_statements() as second:
        assert client.get(url).status_code == 200
    # Whether the history is looked at for a visitor depends on how long ago it was.
    return tuple(len([each for each in found if "audit_entry" not in each]) for found in (first, second))


def test_the_preview_needs_as_many_statements_for_thirty_projects_as_for_one(app, new_client):
    counts = []
    for projects in (1, 30):
        world = judged(*([[3, 4, 5], [4, 4, 4]] for _ in range(projects)))
        organizer = new_client().sign_in(world.organizer)
        organizer.get(world.preview)
        with count_statements() as statements:
            assert organizer.get(world.preview).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 25


def test_publishing_needs_as_many_statements_for_thirty_projects_as_for_one(app, new_client):
    counts = []
    for projects in (1, 30):
        world = judged(*([[3, 4, 5], [4, 4, 4]] for _ in range(projects)))
        organizer = new_client().sign_in(world.organizer)
        assert propose(organizer, world).status_code == 303
        chair = chair_of(organizer, world)
        with count_statements() as statements:
            assert confirm(chair, world).status_code == 303
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 60


def disqualify(organizer, project):
    page = f"/{project.edition.key}/organize/teams/{project.team_id}"
    return organizer.submit(page, {"reason": "Not their own work"}, form="/disqualify")


def links(page, project):
    return page.text.count(f'href="/{project.edition.key}/projects/{project.id}"')


def test_the_line_of_a_team_that_was_disqualified_later_stays_without_a_link(app, new_client, client):
    world = published(new_client, [[5, 5, 5]], [[3, 3, 3]])
    out, other = world.projects
    organizer, member = (new_client().sign_in(who) for who in (world.organizer, factories.members(out.team)[0]))
    before = client.get(world.results)
    assert (links(before, out), links(before, other)) == (2, 2)
    assert disqualify(organizer, out).status_code == 303
    after = client.get(world.results)
    assert client.get(f"{world.url}/projects/{out.id}").status_code == 404
    assert (links(after, out), links(after, other)) == (0, 2)
    assert [re.sub(r" Details.*", "", line) for line in rows(after)] == [
        re.sub(r" Details.*", "", line) for line in rows(before)]
    own = member.get(world.results)
    assert member.get(f"{world.url}/projects/{out.id}").status_code == 200
    assert f'href="{world.url}/projects/{out.id}"' in re.search(r"<tbody>.*</tbody>", own.text, re.S)[0]
    assert organizer.submit(f"{world.url}/organize/teams/{out.team_id}", form="/admit").status_code == 303
    assert links(client.get(world.results), out) == 2
