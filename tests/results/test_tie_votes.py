"""The jury votes on a tie: once, secretly, without those who have a conflict; the bundle recounts it."""

from __future__ import annotations

import json

import pytest

from hackathon import clock
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition
from hackathon.errors import ConflictKeepsFromVoting, VoteClosed
from hackathon.judging.models import DeclaredConflict
from hackathon.judging.models_blind import BlindNumber
from hackathon.projects.models import Submission
from hackathon.results import actions_votes as actions
from hackathon.results import container, recount
from hackathon.results.bundle_files import NAMES, PUBLICATION
from hackathon.results.models import PublishedStanding
from hackathon.results.models_deliberation import TieBallot, TieVote
from tests import factories
from tests.results.test_rounds import add_final
from tests.results.worlds import judged, propose, publish
from tests.support import forms
from tests.support.clients import afresh


@pytest.fixture
def world(app):
    """Two projects with the same marks from other judges, and a third behind them."""
    made = judged([[4, 4, 4]], [[4, 4, 4]], [[2, 2, 2]], ties="in_order", judges=4)
    return made


@pytest.fixture
def organizer(world, new_client):
    return new_client().sign_in(world.organizer)


def ask(organizer, world):
    return organizer.submit(world.preview, form="results/votes")


def vote(client, world, *order):
    """Put projects in this order."""
    chosen = {f"p{project.id}": str(number) for number, project in enumerate(order, 1)}
    return client.submit(f"{world.url}/vote", chosen)


def close(organizer, world):
    return organizer.submit(world.preview, form="/close")


def standings():
    afresh()
    return [(line.place, line.project_id) for line in db.session.query(PublishedStanding).order_by("position")]


def test_the_jury_decides_and_everybody_can_recount_it(world, organizer, new_client, client):
    first, second, third = world.projects
    assert ask(organizer, world).status_code == 303
    clients = [new_client().sign_in(judge) for judge in world.judges[:3]]
    for browser, order in zip(clients, ((second, first), (second, first), (first, second)), strict=True):
        assert vote(browser, world, *order).status_code == 303
    page = forms.text_of(organizer.get(world.preview))
    assert f"Have not voted: {world.judges[3].name}" in page
    assert add_final(organizer, world).status_code == 303
    assert f'href="{world.url}/vote"' in clients[0].get(f"{world.url}/rounds/2/judging/").text
    assert close(organizer, world).status_code == 303
    gone = f"{world.url}/organize/judging/judges/{world.judges[3].id}"
    assert organizer.submit(f"{gone}/remove", {"reason": "Fell ill", "cards": "keep"}).status_code == 303
    assert "recorded vote on a tie stands" in forms.text_of(organizer.get(f"{gone}/departure"))
    absence = f"{world.url}/organize/judging/projects/{first.id}/no-show"
    assert "Without it the vote decides nothing any more" in forms.text_of(organizer.get(absence))
    assert publish(organizer, world).status_code == 303
    assert standings() == [(1, second.id), (2, first.id), (3, third.id)]
    shown = forms.text_of(client.get(world.results))
    assert f"“{second.title}” before “{first.title}”: 2 ballots." in shown
    bundle = client.get(f"{world.results}/bundle").data
    assert recount.verify(bundle).standings == 3


def test_a_forged_count_is_found(world, organizer, new_client, client):
    first, second, _third = world.projects
    ask(organizer, world)
    vote(new_client().sign_in(world.judges[1]), world, second, first)
    close(organizer, world)
    publish(organizer, world)
    files, _ = container.read(client.get(f"{world.results}/bundle").data, NAMES)
    publication = json.loads(files[PUBLICATION])
    held, = publication["rubric"]["votes"]
    assert held["ballots"] == 1
    from hackathon.results import recount_standings

    revealed = [json.loads(line) for line in files["revealed.jsonl"].decode().splitlines()]
    held["before"] = [[one, other, 1 - count] for one, other, count in held["before"]]
    recount_standings.check_layout(publication)
    with pytest.raises(container.Difference, match="recounted"):
        recount_standings.compare(publication, revealed, elsewhere=False)
    held["ballots"] = 7
    with pytest.raises(container.Difference, match="do not fit together"):
        recount_standings.check_layout(publication)


def test_a_vote_without_a_decision_leaves_the_shared_place_and_is_not_repeated(world, organizer, new_client):
    first, second, third = world.projects
    ask(organizer, world)
    vote(new_client().sign_in(world.judges[1]), world, second, first)
    vote(new_client().sign_in(world.judges[2]), world, first, second)
    close(organizer, world)
    page = organizer.get(world.preview).text
    assert "The jury has voted on them without a decision" in page
    token = forms.forms_of(organizer.get(world.preview))[0].values()["csrf_token"]
    again = {"csrf_token": token, "projects": [first.id, second.id]}
    assert organizer.post(f"{world.preview}/votes", data=again).status_code == 409
    publish(organizer, world)
    assert sorted(standings()) == sorted([(1, first.id), (1, second.id), (3, third.id)])


def test_a_ballot_is_secret_can_be_changed_and_tells_the_judge_no_place_or_score(world, organizer, new_client):
    first, second, third = world.projects
    ask(organizer, world)
    judge = new_client().sign_in(world.judges[1])
    page = judge.get(f"{world.url}/vote").text
    assert [each for each in ("4.00", "4/1", third.title, "Place") if each in page] == []
    vote(judge, world, second, first)
    vote(judge, world, first, second)
    afresh()
    ballot = db.session.query(TieBallot).one()
    assert ballot.ranking == [first.id, second.id]
    for entry in db.session.query(AuditEntry).filter_by(verb="tie.vote_cast"):
        assert (entry.details, entry.personal) == ({}, {})
    page = organizer.get(world.preview).text
    assert "before" not in page.split('id="ties"')[1].split("</section>")[0]
    form = forms.find_form(judge.get(f"{world.url}/vote"))
    assert form.values()[f"p{first.id}"] == ["1"]


def test_a_judge_with_a_conflict_cannot_vote_and_a_ballot_cast_before_does_not_count(world, organizer, new_client):
    first, second, _third = world.projects
    factories.mentor(first.team, world.judges[1])
    ask(organizer, world)
    client = new_client().sign_in(world.judges[1])
    assert "You have a conflict of interest" in client.get(f"{world.url}/vote").text
    late = factories.actor(world.judges[2])
    with scope.of(world.edition.id):
        edition, held = db.session.get(Edition, world.edition.id), db.session.query(TieVote).one()
        ranking = [first.id, second.id]
        with pytest.raises(ConflictKeepsFromVoting):
            actions.cast_ballot(factories.actor(world.judges[1]), edition, held.id, ranking, now=clock.now())
        actions.cast_ballot(late, edition, held.id, [first.id, second.id], now=clock.now())
    declare(second, world.judges[2])
    close(organizer, world)
    afresh()
    assert db.session.query(TieVote).one().counts["ballots"] == 0


@factories.committed
def declare(project, judge):
    factories.add(DeclaredConflict(edition_id=project.edition_id, project_id=project.id, judge_id=judge.id,
                                   reason="A cousin", declared_at=clock.now()))


def test_an_incomplete_order_is_refused_and_kept_in_the_form(world, organizer, new_client):
    first, second, _third = world.projects
    ask(organizer, world)
    judge = new_client().sign_in(world.judges[1])
    answer = judge.submit(f"{world.url}/vote", {f"p{first.id}": "1", f"p{second.id}": "1"})
    assert answer.status_code == 422
    assert "another position" in answer.text
    assert judge.submit(f"{world.url}/vote", {f"p{first.id}": "1"}).status_code == 422
    afresh()
    assert db.session.query(TieBallot).count() == 0


def test_a_closed_vote_takes_no_ballot(world, organizer, new_client):
    first, second, _third = world.projects
    ask(organizer, world)
    judge = new_client().sign_in(world.judges[1])
    form = forms.find_form(judge.get(f"{world.url}/vote"))
    close(organizer, world)
    sent = {f"p{first.id}": "1", f"p{second.id}": "2"}
    assert forms.send(judge, f"{world.url}/vote", form, sent).status_code == 409
    with scope.of(world.edition.id):
        edition, held = db.session.get(Edition, world.edition.id), db.session.query(TieVote).one()
        with pytest.raises(VoteClosed):
            actions.cast_ballot(factories.actor(world.judges[1]), edition, held.id, [first.id], now=clock.now())


def test_nothing_is_proposed_while_the_jury_votes_and_no_vote_opened_while_a_proposal_waits(world, organizer):
    token = forms.forms_of(organizer.get(world.preview))[0].values()["csrf_token"]
    assert propose(organizer, world).status_code == 303
    tied = {"csrf_token": token, "projects": [each.id for each in world.projects[:2]]}
    assert organizer.post(f"{world.preview}/votes", data=tied).status_code == 409
    organizer.submit(world.preview, form="take-back")
    assert ask(organizer, world).status_code == 303
    answer = organizer.post(f"{world.preview}/propose", data={"csrf_token": token, "seen": "x"})
    assert answer.status_code == 409
    assert "The jury is voting on a tie" in answer.text


def test_projects_that_are_not_tied_or_are_of_another_edition_are_not_voted_on(world, organizer):
    other = judged([[4, 4, 4]], [[4, 4, 4]], ties="in_order")
    token = forms.forms_of(organizer.get(world.preview))[0].values()["csrf_token"]
    for wrong in ([world.projects[0].id, world.projects[2].id], [each.id for each in other.projects], ["x"], []):
        answer = organizer.post(f"{world.preview}/votes", data={"csrf_token": token, "projects": wrong})
        assert answer.status_code in (400, 409), wrong
    afresh()
    assert db.session.query(TieVote).count() == 0


def test_a_blind_jury_votes_on_numbers_and_not_on_names(app, new_client):
    made = judged([[4, 4, 4]], [[4, 4, 4]], [[2, 2, 2]], ties="in_order", judges=4, blind=True)
    first, second = made.projects[:2]
    for project in made.projects:
        project.team.name = f"Telling {project.id}"
        for submission in db.session.query(Submission).filter_by(project_id=project.id):
            submission.title = f"By Telling {project.id}"
    db.session.commit()
    organizer = new_client().sign_in(made.organizer)
    assert ask(organizer, made).status_code == 303
    judge = new_client().sign_in(made.judges[1])
    page = judge.get(f"{made.url}/vote").text
    assert "Telling" not in page
    assert f'name="p{first.id}"' not in page
    numbers = {number.project_id: number.number for number in db.session.query(BlindNumber)}
    chosen = {f"p{numbers[second.id]}": "1", f"p{numbers[first.id]}": "2"}
    assert judge.submit(f"{made.url}/vote", chosen).status_code == 303
    afresh()
    assert db.session.query(TieBallot).one().ranking == [second.id, first.id]
    assert judge.get(f"{made.url}/vote").text.count(" selected") >= 2
    assert close(organizer, made).status_code == 303
    publish(organizer, made)
    assert standings()[:2] == [(1, second.id), (2, first.id)]


def test_the_chair_of_a_blind_jury_is_told_why_names_are_shown(app, new_client):
    made = judged([[4, 4, 4]], [[3, 3, 3]], blind=True)
    organizer, chair = new_client().sign_in(made.organizer), new_client().sign_in(made.chair)
    assert propose(organizer, made).status_code == 303
    page = forms.text_of(chair.get(made.desk))
    assert "Judging was blind." in page
    assert made.projects[0].team.name in page
