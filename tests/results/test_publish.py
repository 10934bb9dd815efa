"""Publishing freezes the standings exactly, once, and only when no mark can change any more."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from hackathon import clock
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition
from hackathon.errors import JudgingStillOpen, NotAllowed, NothingToPublish, NotPublished
from hackathon.results import actions, snapshot, written
from hackathon.results import actions_proposals as proposals
from hackathon.results.models import PublishedResults, PublishedStanding
from hackathon.rules.permissions import ANONYMOUS
from hackathon.rules.project_status import Admission
from tests import factories
from tests.results.worlds import (
    agrees_to_be_named,
    chair_of,
    judged,
    propose,
    publish,
    publish_directly,
    published,
    withdraw,
)
from tests.support import forms
from tests.support.clients import afresh
from tests.support.races import at_once


def lines() -> list[PublishedStanding]:
    afresh()
    return list(db.session.query(PublishedStanding).order_by(PublishedStanding.results_id, PublishedStanding.position))


def publications() -> list[PublishedResults]:
    afresh()
    return list(db.session.query(PublishedResults).order_by(PublishedResults.revision))


def test_scores_are_frozen_exactly_with_shared_places_and_the_unjudged_last(app, new_client):
    world = published(
        new_client,
        [[5, 5, 4], [4, 4, 4], [5, 3, 5]],  # composites 4.8, 4, 4.4
        [[4, 4, 4], [4, 4, 4], [4, 4, 4]],
        [[4, 4, 4]],
        [],
        [[3, 4, 5], [3, 3, 3]],  # 3.7, 3
    )
    found = [(line.position, line.place, line.score, line.reviews, line.project_id) for line in lines()]
    ids = [project.id for project in world.projects]
    assert found == [
        (1, 1, "22/5", 3, ids[0]), (2, 2, "4/1", 3, ids[1]), (3, 2, "4/1", 1, ids[2]), (4, 4, "67/20", 2, ids[4]),
        (5, None, None, 0, ids[3]),
    ]


def test_means_and_ranges_of_criteria_are_frozen(app, new_client):
    published(new_client, [[5, 5, 4], [4, 4, 4], [5, 3, 5]])
    line, = lines()
    assert line.criterion_means == {"impact": "14/3", "novelty": "4/1", "clarity": "13/3"}
    assert line.criterion_ranges == {"impact": [4, 5], "novelty": [3, 5], "clarity": [4, 5]}


def test_what_differs_only_beyond_the_second_decimal_is_no_tie(app, new_client):
    """Weights 50, 30, 20 and 3 or 2 reviews: 4.1667 and 4.16 both read like neighbours, and one of them is first."""
    published(new_client, [[4, 4, 5], [4, 4, 5], [4, 5, 4]], [[4, 4, 5], [4, 5, 4], [4, 4, 5]], [[4, 4, 5], [4, 5, 4]])
    assert [(line.place, line.score) for line in lines()] == [(1, "17/4"), (2, "127/30"), (2, "127/30")]


def test_the_rubric_the_method_and_who_published_are_kept(app, new_client):
    world = published(new_client, [[5, 5, 5]])
    results, = publications()
    assert (results.method, results.method_version, results.revision) == ("mean", 1, 1)
    assert (results.proposed_by_id, results.published_by_id) == (world.organizer.id, world.chair.id)
    assert results.rubric == {
        "edition": world.edition.key, "scale_min": 1, "scale_max": 5, "reviews_per_project": 2, "ties": "shared",
        "criteria": [
            {"key": "impact", "name": {"en": "Impact", "ru": "Критерий impact"}, "weight": 50},
            {"key": "novelty", "name": {"en": "Novelty", "ru": "Критерий novelty"}, "weight": 30},
            {"key": "clarity", "name": {"en": "Clarity", "ru": "Критерий clarity"}, "weight": 20},
        ],
    }


def test_the_digest_is_that_of_what_a_reader_can_download(app, new_client, client):
    world = published(new_client, [[5, 5, 5]], [[3, 4, 4], [2, 2, 2]], [])
    results, = publications()
    assert hashlib.sha256(client.get(f"{world.results}.json").data).hexdigest() == results.digest
    assert results.digest in client.get(world.results).text
    assert written.published_text(results) == client.get(f"{world.results}.json").text


def test_the_same_standings_give_the_same_digest_again_and_others_another(app, new_client):
    world = published(new_client, [[5, 5, 5]], [[3, 4, 4]])
    organizer = new_client().sign_in(world.organizer)
    assert withdraw(organizer, world).status_code == 303
    assert publish(organizer, world).status_code == 303
    world.add([1, 1, 1])
    assert withdraw(organizer, world).status_code == 303
    assert publish(organizer, world).status_code == 303
    first, second, third = (each.digest for each in publications())
    assert first == second != third


def test_only_those_who_agreed_are_named(app, new_client, client):
    world = judged()
    people = [factories.student(world.edition, family_name=name, given_name="Дана", patronymic="Ермековна")
              for name in ("Аманова", "Болатова", "Серикова")]
    agrees_to_be_named(people[0])
    agrees_to_be_named(people[2])
    world.add([4, 4, 4], members=people)
    publish(new_client().sign_in(world.organizer), world)
    assert lines()[0].member_ids == [each.id for each in people], "who may be named is asked anew each time"
    page = client.get(world.results).text
    assert "Серикова" in page
    assert "Болатова" not in page


def test_drafts_other_editions_and_teams_that_are_out_are_left_out(app, new_client):
    world = judged([[4, 4, 4]])
    other = judged([[5, 5, 5]])
    world.add([5, 5, 5], team={"admission": Admission.DISQUALIFIED})
    world.add([5, 5, 5], team={"closed_at": clock.now()})
    factories.project(factories.team(world.edition))
    assert publish(new_client().sign_in(world.organizer), world).status_code == 303
    assert [line.project_id for line in lines()] == [world.projects[0].id]
    assert other.projects[0].id not in [line.project_id for line in lines()]


def test_unfinished_scorecards_do_not_count(app, new_client):
    world = judged([[4, 4, 4]])
    factories.scorecard(world.projects[0], world.judges[1], [1, 1, 1], status="draft", finished_at=None)
    publish(new_client().sign_in(world.organizer), world)
    assert [(line.score, line.reviews) for line in lines()] == [("4/1", 1)]


def test_what_was_published_stays_when_things_change_later(app, new_client, client):
    world = published(new_client, [[5, 5, 5]], [[3, 3, 3]])
    before = [(line.team_name, line.project_title, line.score) for line in lines()]
    page = client.get(world.results).text
    world.projects[0].team.name = "Renamed team"
    world.projects[0].title = "Renamed project"
    world.projects[1].team.admission = Admission.DISQUALIFIED
    for criterion in world.edition.round.criteria:
        criterion.name = {"en": "Renamed criterion"}
    db.session.commit()
    assert [(line.team_name, line.project_title, line.score) for line in lines()] == before
    anew = new_client()
    anew.set_cookie("session", "none", domain="127.0.0.1")  # so that the page is not the one that was kept
    later = anew.get(world.results).text
    assert "Renamed" not in later
    assert before[1][1] in later
    gone = f'href="{world.url}/projects/{world.projects[1].id}"'
    assert (page.count(gone), later.count(gone)) == (2, 0)
    assert re.sub(f"<a {gone}>(.*?)</a>", r"\1", page) == later


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_results_are_published_from_the_closing_tick_on(app, set_clock, offset):
    closes = clock.now() + timedelta(days=1)
    world = judged([[4, 4, 4]], judging_closes=closes, over=False)
    now = closes + timedelta(microseconds=offset)
    with scope.of(world.edition.id):
        if offset < 0:
            with pytest.raises(JudgingStillOpen):
                publish_directly(world, now=now)
        else:
            assert publish_directly(world, now=now).published_at == now
    assert len(publications()) == (offset >= 0)


def test_publishing_while_judging_is_open_is_refused_and_says_what_to_do(app, new_client):
    world = judged([[4, 4, 4]], over=False)
    organizer = new_client().sign_in(world.organizer)
    page = organizer.get(world.preview)
    assert "Judging is still open" in page.text
    assert "organize/results/propose" not in page.text
    token = forms.forms_of(page)[0].values()["csrf_token"]
    answer = organizer.post(f"{world.preview}/propose", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "Judging is still open: it closes at" in answer.text
    assert "move the closing date in the edition" in answer.text
    assert publications() == []


def test_nothing_is_published_without_a_finished_scorecard(app):
    world = judged([])
    with scope.of(world.edition.id), pytest.raises(NothingToPublish):
        publish_directly(world)
    assert publications() == []


def test_only_organizers_of_the_edition_propose_and_withdraw(app):
    world = judged([[4, 4, 4]])
    other = factories.organizer(factories.edition())
    student = factories.members(world.projects[0].team)[0]
    for person in (other, world.judges[0], student):
        with scope.of(world.edition.id):
            given = {"now": clock.now(), "seen": snapshot.of_now(world.edition).digest}
            with pytest.raises(NotAllowed):
                proposals.propose_results(factories.actor(person), world.edition, proposals.Words(), **given)
            with pytest.raises(NotAllowed):
                actions.withdraw_results(factories.actor(person), world.edition, "Because", now=clock.now())
    assert publications() == []
    assert ANONYMOUS.user_id is None


def test_standings_that_changed_since_the_preview_are_not_proposed(app, new_client):
    world = judged([[4, 4, 4]])
    organizer = new_client().sign_in(world.organizer)
    form = forms.find_form(organizer.get(world.preview), "organize/results/propose")
    world.add([5, 5, 5])
    answer = forms.send(organizer, world.preview, form, {})
    assert answer.status_code == 409
    assert "have changed since you opened the preview" in answer.text
    assert publications() == []


def test_a_double_click_publishes_once(app, new_client):
    world = judged([[4, 4, 4]])
    organizer = new_client().sign_in(world.organizer)
    form = forms.find_form(organizer.get(world.preview), "organize/results/propose")
    assert [forms.send(organizer, world.preview, form, {}).status_code for _ in range(2)] == [303, 409]
    chair = chair_of(organizer, world)
    form = forms.find_form(chair.get(world.desk), "chair/results/confirm")
    assert [forms.send(chair, world.desk, form, {}).status_code for _ in range(2)] == [303, 409]
    assert len(publications()) == 1


def test_several_organizers_at_once_propose_once(app, new_client):
    world = judged([[4, 4, 4]], [[3, 3, 3]])
    people = [world.organizer, factories.organizer(world.edition), factories.organizer(world.edition)]
    clients = [new_client().sign_in(person) for person in people]
    sent = [forms.find_form(client.get(world.preview), "organize/results/propose") for client in clients]
    url = world.preview
    answers = at_once(*(
        lambda client=client, form=form: forms.send(client, url, form, {}).status_code
        for client, form in zip(clients, sent, strict=True)
    ))
    assert sorted(answers) == [303, 409, 409]


def test_confirmations_at_once_publish_once(app, new_client):
    """The chair on three devices: one publishes, the others are told that nothing waits any more."""
    world = judged([[4, 4, 4]], [[3, 3, 3]])
    propose(new_client().sign_in(world.organizer), world)
    clients, url = [chair_of(new_client(), world) for _ in range(3)], world.desk
    sent = [forms.find_form(client.get(url), "chair/results/confirm") for client in clients]
    answers = at_once(*(
        lambda client=client, form=form: forms.send(client, url, form, {}).status_code
        for client, form in zip(clients, sent, strict=True)
    ))
    assert sorted(answers) == [303, 409, 409]
    assert len(publications()) == 1
    assert len(lines()) == 2


def test_several_processes_at_once_publish_once(app, new_client, start_server):
    """Two servers with their own connections: only the database itself can decide."""
    world = judged([[4, 4, 4]], [[3, 3, 3]])
    propose(new_client().sign_in(world.organizer), world)
    client = chair_of(new_client(), world)
    client.get(world.desk)  # the answer brings the session's token
    page = client.get(world.desk)
    form = forms.find_form(page, "chair/results/confirm")
    body = urlencode({name: value[0] for name, value in form.values().items()}).encode()
    headers = {"Cookie": page.request.headers["Cookie"]}
    requests = [Request(f"{start_server().url}{form.action}", body, headers) for _ in range(2)]
    assert sorted(at_once(*(lambda each=each: status_of(each) for each in requests))) == [303, 409]
    assert len(publications()) == 1
    assert len(lines()) == 2


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


def status_of(request: Request) -> int:
    try:
        return build_opener(NoRedirects).open(request, timeout=30).status
    except HTTPError as error:
        return error.code


def test_publishing_is_recorded(app, new_client):
    world = published(new_client, [[4, 4, 4]])
    afresh()
    entry = db.session.query(AuditEntry).filter_by(verb="results.published").one()
    assert (entry.edition_id, entry.actor_id) == (world.edition.id, world.chair.id)
    assert entry.details["proposed_by"] == world.organizer.id
    assert entry.details["revision"] == 1
    assert entry.details["digest"] == publications()[0].digest


def test_withdrawing_hides_and_keeps_the_history(app, new_client):
    world = published(new_client, [[4, 4, 4]])
    organizer = new_client().sign_in(world.organizer)
    assert withdraw(organizer, world, "A mark was typed wrongly.").status_code == 303
    old, = publications()
    assert (old.withdrawal_reason, old.withdrawn_by_id) == ("A mark was typed wrongly.", world.organizer.id)
    assert db.session.query(Edition).filter_by(id=world.edition.id).one().results_published_at is None
    assert db.session.query(AuditEntry).filter_by(verb="results.withdrawn").count() == 1
    assert publish(organizer, world).status_code == 303
    assert [(each.revision, each.withdrawn_at is None) for each in publications()] == [(1, False), (2, True)]
    history = forms.text_of(organizer.get(world.preview))
    assert "A mark was typed wrongly." in history
    assert history.count(old.digest) == 3  # both publications, and the standings as they are now


def test_a_withdrawal_needs_a_reason_and_keeps_what_was_typed(app, new_client):
    world = published(new_client, [[4, 4, 4]])
    organizer = new_client().sign_in(world.organizer)
    for reason, message in (("", "Say why the results are withdrawn."), ("  ", "Say why"), ("x" * 601, "601")):
        answer = withdraw(organizer, world, reason)
        assert answer.status_code == 422, message
        assert "<details class=\"confirm\" open>" in answer.text
        assert reason.strip() in answer.text
    assert publications()[0].withdrawn_at is None


def test_results_are_withdrawn_once(app, new_client):
    world = published(new_client, [[4, 4, 4]])
    organizer = new_client().sign_in(world.organizer)
    form = forms.find_form(organizer.get(world.preview), "organize/results/withdraw")
    answers = [forms.send(organizer, world.preview, form, {"reason": "Wrong"}).status_code for _ in range(2)]
    assert answers == [303, 409]
    with scope.of(world.edition.id), pytest.raises(NotPublished):
        actions.withdraw_results(factories.actor(world.organizer), world.edition, "Again", now=clock.now())


def test_the_editions_page_leads_to_the_reason_of_a_withdrawal_as_long_as_it_lasts(app, new_client, client):
    world = published(new_client, [[3, 3, 3]])
    organizer = new_client().sign_in(world.organizer)
    member = new_client().sign_in(factories.members(world.projects[0].team)[0])
    leads = "Why the results were withdrawn"
    told = []
    for step in (lambda: None, lambda: withdraw(organizer, world), lambda: publish(organizer, world)):
        step()
        pages = [reader.get(f"{world.url}/") for reader in (client, member)]
        told.append([leads in page.text and f'href="{world.results}">{leads}' in page.text for page in pages])
        if told[-1] == [True, True]:
            assert "A mark was typed wrongly." in client.get(world.results).text
            assert leads in client.get(f"{world.url}/projects/").text
    assert told == [[False, False], [True, True], [False, False]]
    assert leads not in client.get(f"/{factories.edition().key}/").text
