"""What everybody sees of teams: no names without consent, no addresses, no links."""

from __future__ import annotations

import pytest

from hackathon.accounts.models import ConsentPurpose
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import text_of
from tests.support.sql import count_statements


def test_only_people_who_agreed_are_named(app, client):
    edition = factories.edition(Stage.SUBMISSIONS)
    team = factories.team(edition, 3)
    named, withdrawn, silent = factories.members(team)
    factories.consent(named, ConsentPurpose.PUBLIC_NAME)
    taken_back = factories.consent(withdrawn, ConsentPurpose.PUBLIC_NAME)
    factories.committed(lambda: setattr(taken_back, "withdrawn_at", edition.announced_at))()
    for url in (f"/{edition.key}/teams/", f"/{edition.key}/teams/{team.id}"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert named.name in text_of(answer)
        assert withdrawn.family_name not in answer.text
        assert silent.family_name not in answer.text
        assert "@example.kz" not in answer.text
        assert "/join/" not in answer.text


def test_strangers_who_are_signed_in_see_no_more(app, new_client):
    edition = factories.edition(Stage.SUBMISSIONS)
    team = factories.team(edition, 2)
    for person in (factories.student(edition), factories.judge(edition), factories.user()):
        answer = new_client().sign_in(person).get(f"/{edition.key}/teams/{team.id}")
        assert answer.status_code == 200
        assert factories.members(team)[0].family_name not in answer.text
        assert "/join/" not in answer.text


@pytest.mark.parametrize("gone", ["disqualified", "closed"])
def test_teams_that_are_out_leave_the_public(app, new_client, gone):
    edition = factories.edition(Stage.SUBMISSIONS)
    changes = {"closed_at": edition.announced_at} if gone == "closed" else {"admission": gone}
    team = factories.team(edition, 2, **changes)
    visitor = new_client()
    assert visitor.get(f"/{edition.key}/teams/{team.id}").status_code == 404
    assert team.name not in visitor.get(f"/{edition.key}/teams/").text
    organizer = new_client().sign_in(factories.organizer(edition))
    assert organizer.get(f"/{edition.key}/teams/{team.id}").status_code == 200


def test_a_disqualified_team_reads_the_reason_on_its_page(app, client):
    edition = factories.edition(Stage.SUBMISSIONS)
    team = factories.team(edition, 2, admission="disqualified", admission_reason="Copied from <b>another</b> team")
    answer = client.sign_in(factories.members(team)[0]).get(f"/{edition.key}/teams/{team.id}")
    assert "Copied from <b>another</b> team" in text_of(answer)
    assert "<b>another</b>" not in answer.text


def test_another_editions_team_is_not_found(app, client):
    team = factories.team(factories.edition(Stage.SUBMISSIONS), 2)
    other = factories.edition(Stage.SUBMISSIONS)
    assert client.get(f"/{other.key}/teams/{team.id}").status_code == 404
    for number in ("0", "999999", "99999999999999999999", "2147483648"):
        assert client.get(f"/{other.key}/teams/{number}").status_code == 404


@pytest.mark.parametrize("words", ["ҚАЙТА", "қайта өңдеу", "  өңдеу  ", "%E0%A4", "100%"])
def test_the_list_is_searched_by_name_whatever_the_case(app, client, words):
    edition = factories.edition(Stage.SUBMISSIONS)
    factories.team(edition, 1, name="Қайта Өңдеу")
    factories.team(edition, 1, name="Other")
    answer = client.get(f"/{edition.key}/teams/", query_string={"q": words})
    assert answer.status_code == 200
    assert ("Қайта Өңдеу" in text_of(answer)) is ("өңдеу" in words.casefold() or "қайта" in words.casefold())
    assert "Other" not in text_of(answer)


def test_the_list_asks_the_database_as_often_for_30_teams_as_for_one(app, client):
    edition = factories.edition(Stage.SUBMISSIONS)
    counts = []
    for more in (1, 29):
        for _ in range(more):
            factories.consent(factories.members(factories.team(edition, 2))[0], ConsentPurpose.PUBLIC_NAME)
        with count_statements() as statements:
            assert client.get(f"/{edition.key}/teams/").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_my_team_leads_to_the_team_or_says_how_to_get_one(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 1)
    own = new_client().sign_in(factories.members(team)[0]).get(f"/{edition.key}/my-team")
    assert (own.status_code, own.location) == (303, f"/{edition.key}/teams/{team.id}")
    without = new_client().sign_in(factories.student(edition)).get(f"/{edition.key}/my-team")
    assert f'href="/{edition.key}/teams/found"' in without.text
    stranger = new_client().sign_in(factories.user()).get(f"/{edition.key}/my-team")
    assert f'href="/{edition.key}/register"' in stranger.text
