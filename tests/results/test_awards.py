"""Awards: suggested, edited with reasons, proposed and confirmed with the results, shown everywhere; places stay."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from hackathon import clock
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition
from hackathon.errors import AwardImpossible, AwardReasonNeeded, ChangedMeanwhile
from hackathon.results import actions_awards as actions
from hackathon.results import queries_nominations, recount
from hackathon.results.actions_awards import AwardDraft
from hackathon.results.models_nominations import Award
from tests import factories
from tests.results import worlds
from tests.results.test_nominations import nominated, table
from tests.support.forms import text_of
from tests.support.sql import count_statements

MARKS = ([[5, 5, 1], [5, 4, 1]], [[4, 4, 5], [4, 3, 4]], [[3, 3, 3], [3, 3, 3]], [[2, 2, 3], [2, 1, 3]])


def gives(world, *drafts, seen=None):
    """Set the awards by the action alone."""
    edition = db.session.get(Edition, world.edition.id)
    with scope.of(edition.id):
        seen = queries_nominations.digest_of(queries_nominations.awards()) if seen is None else seen
        actions.set_awards(factories.actor(world.organizer), edition, drafts, now=clock.now(), seen=seen)


def award(world, position, prize=None, name="First prize", **changes):
    return AwardDraft(world.projects[position].id, {"en": name}, prize, **changes)


def suggested(client, world, **counts):
    query = "&".join(f"{name}={count}" for name, count in {"first": 1, "second": 2, "third": 3, **counts}.items())
    return f"{world.preview}/awards?{query}"


def test_one_click_suggests_awards_and_another_saves_them(new_client):
    world = worlds.judged(*MARKS, languages=["en", "ru"], main_language="ru")
    nominated(world.edition)
    client = new_client().sign_in(world.organizer)
    page = suggested(client, world)
    assert "This is a suggestion" in client.get(page).text
    assert db.session.scalar(select(Award.id)) is None
    assert client.submit(page, form="/awards").status_code == 303
    rows = db.session.scalars(select(Award).order_by(Award.position)).all()
    ids = [each.id for each in world.projects]
    assert [(each.project_id, each.prize, each.nomination_key) for each in rows] == [
        (ids[0], 1, ""), (ids[1], 2, ""), (ids[2], 2, ""), (ids[3], 3, ""), (ids[1], None, "design")]
    assert set(rows[0].name) == {"en", "ru"}
    assert rows[0].name["en"] == "First prize"


def test_a_shared_place_is_pointed_out(new_client):
    world = worlds.judged(MARKS[0], MARKS[0], MARKS[2])
    client = new_client().sign_in(world.organizer)
    page = client.get(suggested(client, world)).text
    assert "These projects share a place" in page
    assert "No award is given so far." in page


def test_what_departs_from_the_places_needs_a_reason_and_keeps_what_was_typed(new_client):
    world = worlds.judged(*MARKS)
    client = new_client().sign_in(world.organizer)
    page = suggested(client, world, second=0, third=0)
    changed = {"awards-0-project": str(world.projects[2].id)}
    answer = client.submit(page, changed, form="/awards")
    assert answer.status_code == 422
    assert "departs from the places" in answer.text
    assert f'selected value="{world.projects[2].id}"' in answer.text
    assert client.submit(page, {**changed, "awards-0-reason": "It already runs"}, form="/awards").status_code == 303


def test_rows_are_added_and_removed_without_scripts(new_client):
    world = worlds.judged(*MARKS)
    client = new_client().sign_in(world.organizer)
    page = f"{world.preview}/awards"
    added = client.submit(page, press="rows=awards:add", form="/awards")
    assert added.status_code == 200
    assert "awards-0-project" in added.text


def test_a_second_tab_does_not_overwrite_and_the_same_again_is_no_change(app):
    world = worlds.judged(*MARKS)
    first, seen = award(world, 0, 1), queries_nominations.digest_of([])
    gives(world, first, seen=seen)
    gives(world, first, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        gives(world, award(world, 0, 1, "Grand prize"), seen=seen)


def test_nothing_but_this_editions_projects_and_nominations_can_be_awarded(app):
    world, other = worlds.judged(*MARKS), worlds.judged(*MARKS)
    nominated(other.edition)
    for wrong in (award(other, 0, 1), award(world, 0, nomination="design"), award(world, 0, 7),
                  award(world, 0, 1, nomination="design", reason="x")):
        with pytest.raises(AwardImpossible):
            gives(world, wrong)
    with pytest.raises(AwardReasonNeeded):
        gives(world, award(world, 2, 1))


def test_awards_are_published_with_the_results_and_shown_where_projects_are(new_client):
    world = worlds.judged(*MARKS)
    nominated(world.edition)
    odd, why = "Prize of <b>the</b> rector, “=1+1”", "It already runs in a school"
    gives(world, award(world, 0, 1), award(world, 2, 2, "Second prize", reason=why), award(world, 2, name=odd),
          award(world, 1, name="Best design", nomination="design"))  # fmt: skip
    client, visitor = new_client().sign_in(world.organizer), new_client()
    assert worlds.propose(client, world).status_code == 303
    chair = worlds.chair_of(client, world)
    assert why in chair.get(world.desk).text
    shown = [f"{world.url}/projects/", f"{world.url}/projects/{world.projects[0].id}", world.results]
    assert all("First prize" not in visitor.get(path).text for path in shown)
    assert worlds.confirm(chair, world).status_code == 303
    assert all("First prize" in visitor.get(path).text for path in shown)
    page = visitor.get(world.results).text
    assert page.index("First prize") < page.index("The first three places")
    assert why in page
    assert "<b>the</b>" not in page
    told = json.loads(visitor.get(f"{world.results}.json").text)
    assert [each["prize"] for each in told["awards"]] == [1, 2, None, None]
    assert [line["place"] for line in told["standings"]] == [1, 2, 3, 4]
    rows = table(visitor.get(f"{world.results}.csv").text)
    assert rows[3][rows[0].index("Awards")] == f"Second prize; {odd}"
    member = factories.members(world.projects[0].team)[0]
    own = new_client().sign_in(member).get(f"{world.url}/projects/{world.projects[0].id}").text
    assert "<b>Awards:</b> First prize" in own
    assert "Nomination “Best design”: place 4" in own
    assert recount.verify(visitor.get(f"{world.results}/bundle").data).standings == 4


def test_an_award_that_changes_makes_the_proposal_outdated(new_client):
    world = worlds.judged(*MARKS)
    gives(world, award(world, 0, 1))
    client = new_client().sign_in(world.organizer)
    worlds.propose(client, world)
    chair = worlds.chair_of(client, world)
    gives(world)
    assert "The proposal no longer counts" in chair.get(world.desk).text


def test_results_are_not_proposed_while_an_award_departs_without_a_reason(new_client):
    world = worlds.judged(*MARKS)
    gives(world, award(world, 1, 2, reason="x"), award(world, 0, 1))
    row = db.session.scalar(select(Award).filter_by(prize=2))
    row.project_id, row.reason = world.projects[3].id, ""
    db.session.commit()
    answer = worlds.propose(new_client().sign_in(world.organizer), world)
    assert answer.status_code == 422
    assert "departs from the places" in answer.text


def test_a_correction_and_a_withdrawal_take_awards_along(new_client):
    world = worlds.judged(*MARKS)
    gives(world, award(world, 0, 1))
    client, visitor = new_client().sign_in(world.organizer), new_client()
    worlds.publish(client, world)
    gives(world, award(world, 0, 1, "Grand prize"))
    assert "First prize" in visitor.get(world.results).text
    assert "At the moment they differ" in client.get(world.preview).text
    assert worlds.publish(client, world).status_code == 303
    assert "Grand prize" in visitor.get(f"{world.url}/projects/").text
    revisions = text_of(visitor.get(world.results)).split("Revisions")[1]
    title = world.projects[0].title
    assert "No place differs from the revision before." in revisions
    assert f"Not given any more: First prize to “{title}”" in revisions
    assert f"Given now: Grand prize to “{title}”" in revisions
    worlds.withdraw(client, world)
    assert "Grand prize" not in visitor.get(world.results).text
    assert visitor.get(f"{world.results}.json").status_code == 404


def test_statements_do_not_grow_with_projects_and_judges(new_client):
    """The pages of awards and of paper cards, with one project and judge, and with thirty projects and four judges."""
    world = worlds.judged(MARKS[0], over=False)
    client = new_client().sign_in(world.organizer)
    paper = f"{world.url}/organize/judging/paper/"
    pages = (suggested(client, world), paper, f"{paper}print")

    def statements():
        counts = []
        for page in pages:
            client.get(page)
            with count_statements() as found:
                assert client.get(page).status_code == 200
            counts.append(len(found))
        return counts

    few = statements()
    world.judges += [factories.judge(world.edition) for _ in range(2)]
    for _ in range(29):
        world.add(*MARKS[1], [3, 3, 3], [4, 2, 3], members=1)
    assert statements() == few
