"""Rounds beside what else an edition has: letters, appeals, votes, comments, paper, departures, downloads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon import clock, invariants
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Criterion, Edition
from hackathon.judging import removals
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Scorecard
from hackathon.judging.models_paper import PaperEntry
from hackathon.outbox.models import OutgoingEmail
from hackathon.results import hooks
from hackathon.results.models import PublishedResults
from hackathon.results.models_deliberation import Appeal, ResultsProposal, TieVote
from tests import factories
from tests.results.test_rounds import add_final, advance, begin_final, end_final, final_of, local, score
from tests.results.worlds import chair_of, judged, propose, publish
from tests.support.forms import find_form, forms_of, send, text_of

MARKS = ([[5, 5, 5], [4, 5, 5]], [[4, 4, 4], [4, 4, 5]], [[3, 3, 3], [3, 3, 4]], [[2, 2, 2], [2, 2, 1]])


@pytest.fixture
def world(app):
    return judged(*MARKS, judges=2)


@pytest.fixture
def organizer(new_client, world):
    return new_client().sign_in(world.organizer)


def captain_of(new_client, project):
    return new_client().sign_in(factories.members(project.team)[0])


def letters(subject):
    db.session.expire_all()
    rows = db.session.scalars(select(OutgoingEmail).order_by(OutgoingEmail.id))
    return [row.text for row in rows if subject in row.subject]


def into_the_final(world, organizer, **changes):
    assert add_final(organizer, world, **changes).status_code == 303
    assert advance(organizer, world, world.projects[:2]).status_code == 303


def deal(world, organizer):
    begin_final(world)
    assert organizer.submit(f"{world.url}/organize/judging/deal?reviews=2").status_code == 303


def test_who_wrote_without_a_name_in_the_selection_keeps_that_in_the_final(world, organizer):
    into_the_final(world, organizer)
    for address in (world.url, f"{world.url}/rounds/2"):
        answer = organizer.submit(f"{address}/organize/results/settings", {"judges_named": "y"})
        assert answer.status_code == 422
        assert "this can no longer change" in answer.text
    db.session.expire_all()
    assert db.session.get(Edition, world.edition.id).judges_named is False


def test_a_team_that_did_not_come_into_the_final_keeps_its_result_and_comments(new_client, world, organizer):
    assert add_final(organizer, world).status_code == 303
    assert publish(organizer, world).status_code == 303
    advance(organizer, world, world.projects[:2])
    left = world.projects[2]
    captain = captain_of(new_client, left)
    for page in (captain.get(f"{world.url}/teams/{left.team_id}"), captain.get(f"{world.url}/projects/{left.id}")):
        assert "For the team: [3, 3, 3]" in page.text
        assert f"{world.url}/rounds/1/results#project-{left.id}" in page.text
        assert f'href="{world.url}/rounds/1/results/appeal"' in page.text
    assert "For the team" not in captain_of(new_client, world.projects[3]).get(f"{world.url}/projects/{left.id}").text


def test_a_finalist_reads_each_rounds_comments_under_its_own_result(new_client, world, organizer):
    add_final(organizer, world)
    publish(organizer, world)
    advance(organizer, world, world.projects[:2])
    deal(world, organizer)
    for judge in world.judges:
        client = new_client().sign_in(judge)
        for project in world.projects[:2]:
            url = f"{world.url}/judging/{project.id}"
            values = find_form(client.get(url)).values()
            values |= {name: "4" for name in values if name.startswith("c") and name[1:].isdigit()}
            values["comment_to_team"] = "Said in the final"
            assert client.post(f"{url}/finish", data=values).status_code == 303
    end_final(world)
    captain = captain_of(new_client, world.projects[0])
    before = captain.get(f"{world.url}/projects/{world.projects[0].id}").text
    assert "Said in the final" not in before
    assert "For the team: [5, 5, 5]" in before
    comments = organizer.get(f"{world.url}/organize/results/comments").text
    assert "Said in the final" in comments
    assert "For the team:" not in comments
    assert publish(organizer, world).status_code == 303
    after = captain.get(f"{world.url}/projects/{world.projects[0].id}").text
    final, selection = after.split('id="own-result-1"')
    assert "Said in the final" in final
    assert "For the team:" not in final
    assert "For the team: [5, 5, 5]" in selection
    assert "Said in the final" not in selection


def test_results_of_the_selection_are_appealed_against_and_answered_while_the_final_runs(
    new_client, world, organizer
):
    add_final(organizer, world)
    publish(organizer, world)
    advance(organizer, world, world.projects[:2])
    captain = captain_of(new_client, world.projects[2])
    words = {"grounds": "Our mark was typed wrongly.", "request": "Look again."}
    assert captain.submit(f"{world.url}/rounds/1/results/appeal", words).status_code == 303
    assert f"{world.url}/rounds/1/organize/results/appeals" in letters("appeal")[0]
    listed = organizer.get(f"{world.url}/organize/results/appeals")
    assert "Our mark was typed wrongly." in listed.text
    assert "Round 1" in text_of(listed)
    assert "1" in text_of(organizer.get(f"{world.url}/organize/results"))
    appeal = db.session.scalars(select(Appeal)).one()
    answer = {"outcome": "dismissed", "answer": "It was read aloud twice."}
    page = f"{world.url}/organize/results/appeals/{appeal.id}"
    assert organizer.submit(page, answer).status_code == 303
    assert f"{world.url}/rounds/1/results/appeal" in letters("Your appeal is answered")[0]
    assert "It was read aloud twice." in captain.get(f"{world.url}/rounds/1/results/appeal").text


def test_a_proposal_of_the_selection_is_confirmed_after_the_edition_went_on(world, organizer, tmp_path):
    add_final(organizer, world)
    assert propose(organizer, world).status_code == 303
    assert f"{world.url}/rounds/1/chair/results" in letters("Please confirm the results")[0]
    assert advance(organizer, world, world.projects[:2]).status_code == 303
    chair = chair_of(organizer, world)
    elsewhere = f'href="{world.url}/rounds/1/chair/results"'
    assert elsewhere in chair.get(world.desk).text
    chair_page = f"{world.url}/rounds/1/chair/results"
    assert chair.submit(chair_page, form="chair/results/confirm").status_code == 303
    assert elsewhere not in chair.get(world.desk).text
    db.session.expire_all()
    assert db.session.get(Edition, world.edition.id).results_published_at is None
    assert all(f"{world.url}/rounds/1/results" in text for text in letters("Results:"))
    assert len(letters("Results:")) > 8
    assert invariants.faults(tmp_path) == []


def test_letters_of_a_correction_of_the_selection_lead_to_it(world, organizer, new_client):
    add_final(organizer, world)
    publish(organizer, world)
    advance(organizer, world, world.projects[:2])
    preview = f"{world.url}/rounds/1/organize/results"
    assert organizer.submit(preview, {"correction": "A name."}, form="organize/results/propose").status_code == 303
    chair = chair_of(organizer, world)
    assert chair.submit(f"{world.url}/rounds/1/chair/results", form="chair/results/confirm").status_code == 303
    corrected = [text for text in letters("Results:") if "A name." in text]
    assert corrected
    assert all(f"{world.url}/rounds/1/results" in text for text in corrected)


def test_a_final_that_is_called_off_makes_the_selection_decide(world, organizer, new_client, tmp_path):
    add_final(organizer, world)
    publish(organizer, world)
    assert organizer.submit(f"{world.url}/organize/rounds", form="rounds/2/remove").status_code == 303
    db.session.expire_all()
    assert db.session.get(Edition, world.edition.id).results_published_at is not None
    assert invariants.faults(tmp_path) == []
    assert new_client().get(f"{world.url}/projects/").status_code == 200
    assert "differ" not in text_of(organizer.get(f"{world.url}/organize/results"))
    assert add_final(organizer, world).status_code == 409


def test_nobody_goes_on_while_the_jury_votes_on_a_tie(new_client, app):
    world = judged([[4, 4, 4]], [[4, 4, 4]], [[2, 2, 2]], ties="in_order", judges=4)
    organizer = new_client().sign_in(world.organizer)
    add_final(organizer, world)
    assert organizer.submit(world.preview, form="results/votes").status_code == 303
    assert f"{world.url}/rounds/1/vote" in letters("tie")[0]
    assert advance(organizer, world, world.projects[:2]).status_code == 409
    assert organizer.submit(world.preview, form="/close").status_code == 303
    assert advance(organizer, world, world.projects[:2]).status_code == 303


def test_a_bundle_is_written_for_the_round_that_is_asked_for(app, world, organizer, new_client, tmp_path):
    final_of(world, organizer, new_client)
    run = app.test_cli_runner().invoke
    key = world.edition.key
    nothing = run(args=["results", "bundle", key])
    assert nothing.exit_code == 1
    preview, chair = f"{world.url}/rounds/1/organize/results", chair_of(organizer, world)
    organizer.submit(preview, form="organize/results/propose")
    chair.submit(f"{world.url}/rounds/1/chair/results", form="chair/results/confirm")
    out = tmp_path / "selection.zip"
    assert run(args=["results", "bundle", key, "--out", str(out)]).exit_code == 0
    assert out.read_bytes() == new_client().get(f"{world.url}/rounds/1/results/bundle").data
    publish(organizer, world)
    final = tmp_path / "final.zip"
    assert run(args=["results", "bundle", key, "--out", str(final)]).exit_code == 0
    assert final.read_bytes() == new_client().get(f"{world.url}/results/bundle").data
    again = tmp_path / "again.zip"
    assert run(args=["results", "bundle", key, "--round", "1", "--out", str(again)]).exit_code == 0
    assert again.read_bytes() == out.read_bytes()
    assert "has no round 3" in run(args=["results", "bundle", key, "--round", "3"]).output
    assert f"Yes. {key}, round 1: 4 standings" in run(args=["results", "verify", str(again)]).output
    assert f"Yes. {key}, round 2: 2 standings" in run(args=["results", "verify", str(final)]).output


def test_downloads_name_their_round(world, organizer, new_client):
    final_of(world, organizer, new_client)
    publish(organizer, world)
    visitor = new_client()
    for path in ("results.csv", "results.json", "results/bundle"):
        disposition = visitor.get(f"{world.url}/{path}").headers["Content-Disposition"]
        assert f"{world.edition.key}-round-2-" in disposition
        assert visitor.get(f"{world.url}/rounds/1/{path}").status_code == 404


def test_each_rounds_pages_are_kept_apart_for_visitors(world, organizer, new_client):
    add_final(organizer, world)
    publish(organizer, world)
    visitor = new_client()
    first = visitor.get(f"{world.url}/results")
    again = visitor.get(f"{world.url}/results", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    advance(organizer, world, world.projects[:2])
    after = visitor.get(f"{world.url}/results", headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200
    assert "not published yet" in text_of(after)
    selection = visitor.get(f"{world.url}/rounds/1/results")
    assert selection.status_code == 200
    assert f"{world.url}/rounds/1/results.csv" in selection.text
    assert visitor.get(f"{world.url}/rounds/2/results").status_code == 200
    assert "not published yet" in text_of(visitor.get(f"{world.url}/rounds/2/results"))


def test_who_does_not_appear_in_the_final_has_no_place_there_whatever_was_carried(
    world, organizer, new_client, tmp_path
):
    into_the_final(world, organizer, carried_percent="40")
    deal(world, organizer)
    for judge in world.judges:
        score(new_client().sign_in(judge), world, world.projects[0], 4)
    absent = world.projects[1]
    page = f"{world.url}/organize/judging/projects/{absent.id}/no-show"
    assert organizer.submit(page, {"reason": "Nobody came"}).status_code == 303
    end_final(world)
    assert publish(organizer, world).status_code == 303
    with scope.of(world.edition.id, 2):
        results = db.session.scalars(select(PublishedResults)).one()
        lines = {line.project_id: line for line in results.standings}
    assert lines[absent.id].place is None
    assert lines[world.projects[0].id].place == 1
    own = captain_of(new_client, absent).get(f"{world.url}/projects/{absent.id}")
    assert "The team did not appear to be judged" in text_of(own)
    assert new_client().get(f"{world.url}/results.csv").status_code == 200
    assert invariants.faults(tmp_path) == []


def test_a_paper_card_typed_once_seals_the_rubric_and_keeps_the_edition_in_its_round(world, organizer):
    into_the_final(world, organizer)
    deal(world, organizer)
    db.session.expire_all()
    with scope.of(world.edition.id, 2):
        judge, project = db.session.execute(select(JudgeAssignment.judge_id, JudgeAssignment.project_id)).first()
    marks = {f"c{each.id}": "3" for each in world.edition.rounds[1].criteria}
    paper = f"{world.url}/organize/judging/paper/{judge}/{project}"
    assert organizer.submit(paper, marks).status_code == 303
    assert organizer.submit(f"{world.url}/organize/results/back", {"reason": "Wrong list"}).status_code == 409
    assert "sealed" in text_of(organizer.get(f"{world.url}/organize/rubric"))


def test_who_leaves_the_jury_by_a_page_of_an_earlier_round_gives_back_what_is_open_now(world, organizer):
    into_the_final(world, organizer)
    deal(world, organizer)
    leaving = world.judges[1]
    page = f"{world.url}/rounds/1/organize/judging/judges/{leaving.id}/remove"
    answer = organizer.submit(page, {"reason": "Fell ill", "cards": "keep"})
    assert answer.status_code == 303
    assert organizer.get(answer.location).status_code == 200
    with scope.of(world.edition.id, 2):
        mine = select(JudgeAssignment).where(JudgeAssignment.judge_id == leaving.id)
        assert {each.status for each in db.session.scalars(mine)} == {AssignmentStatus.REMOVED}
    with scope.of(world.edition.id, 1):
        mine = select(JudgeAssignment).where(JudgeAssignment.judge_id == leaving.id)
        assert {each.status for each in db.session.scalars(mine)} == {AssignmentStatus.ASSIGNED}


def test_the_effect_of_a_departure_counts_what_was_carried(world, organizer, new_client):
    """By the final's marks alone the second project would be first; with the earlier scores it never is."""
    into_the_final(world, organizer, carried_percent="90")
    deal(world, organizer)
    for number, judge in enumerate(world.judges):
        client = new_client().sign_in(judge)
        for project, given in zip(world.projects[:2], ((4, 4), (4, 5)), strict=True):
            score(client, world, project, given[number])
    page = f"{world.url}/organize/judging/judges/{world.judges[1].id}/"
    assert organizer.submit(f"{page}remove", {"reason": "Fell ill", "cards": "set_aside"}).status_code == 303
    shown = text_of(organizer.get(f"{page}departure"))
    assert world.projects[0].title not in shown


def test_a_conflict_declared_in_the_final_leaves_the_selection_as_it_was(world, organizer, new_client, tmp_path):
    into_the_final(world, organizer)
    deal(world, organizer)
    judge, project = new_client().sign_in(world.judges[0]), world.projects[0]
    answer = judge.submit(f"{world.url}/judging/{project.id}/conflict", {"reason": "A cousin"})
    assert answer.status_code == 303
    assert invariants.faults(tmp_path) == []


def test_the_practice_card_of_a_round_is_its_own(world, organizer, new_client):
    factories.example(world.edition, required=True)
    into_the_final(world, organizer)
    deal(world, organizer)
    judge = new_client().sign_in(world.judges[0])
    assert judge.get(f"{world.url}/judging/{world.projects[0].id}").status_code == 200
    score(judge, world, world.projects[0], 4)


def test_reminders_are_about_the_round_that_the_edition_is_in(world, organizer):
    into_the_final(world, organizer)
    deal(world, organizer)
    page = f"{world.url}/organize/judging/reminders"
    form = next(each for each in forms_of(organizer.get(page)) if "again" in each.names)
    assert send(organizer, page, form, {}).status_code == 303
    subjects = [row.text for row in db.session.scalars(select(OutgoingEmail)) if f"{world.url}/judging/" in row.text]
    assert len(subjects) == 2
    assert all("2 " in text for text in subjects)


def test_a_judge_marks_blind_in_the_selection_and_sees_names_in_the_final(new_client):
    world = judged(*MARKS, judges=2, blind=True)
    organizer = new_client().sign_in(world.organizer)
    later = local(world, clock.now() + timedelta(hours=2))
    assert add_final(organizer, world, judging_opens=later).status_code == 303
    final = next(each for each in db.session.get(Edition, world.edition.id).rounds if each.number == 2)
    final.blind = False
    db.session.commit()
    advance(organizer, world, world.projects[:2])
    deal(world, organizer)
    judge = new_client().sign_in(world.judges[0])
    page = judge.get(f"{world.url}/judging/")
    assert world.projects[0].team.name in page.text
    assert judge.get(f"{world.url}/judging/{world.projects[0].id}").status_code == 200
    before = judge.get(f"{world.url}/rounds/1/judging/")
    assert world.projects[0].team.name not in before.text


@pytest.mark.parametrize("blind", [1, 2])
def test_pages_of_a_round_with_names_tell_a_judge_nothing_while_the_present_one_is_blind(new_client, blind):
    """Addresses of another round stand open to everybody; names stay hidden in all of them."""
    world = judged(*MARKS, judges=2, over=False, blind=blind == 1)
    factories.final(world.edition, blind=blind == 2)
    if blind == 2:
        edition = db.session.get(Edition, world.edition.id)
        edition.round_number = 2
        db.session.commit()
    judge, project = new_client().sign_in(world.judges[0]), world.projects[0]
    for place in ("", "/rounds/1", "/rounds/2"):
        for page in ("teams/", f"teams/{project.team_id}", f"projects/{project.id}"):
            answer = judge.get(f"{world.url}{place}/{page}")
            assert answer.status_code in (403, 404), f"{place}/{page}"
            assert project.team.name not in answer.text


def test_every_link_on_the_results_of_the_selection_leads_somewhere(new_client, world, organizer):
    add_final(organizer, world)
    publish(organizer, world)
    visitor = new_client()
    for place in ("", "/rounds/1"):
        page = visitor.get(f"{world.url}{place}/results").text
        links = {each for each in re.findall(r'href="(/[^"#]*)', page) if "static" not in each}
        assert {link for link in links if visitor.get(link).status_code == 404} == set()
        assert world.projects[2].title in page


def test_a_final_that_was_prepared_is_called_off_with_all_that_was_prepared(world, organizer, tmp_path):
    into_the_final(world, organizer)
    deal(world, organizer)
    example = {"title": "Bottles", "description": "We wash bottles.", "required": True}
    assert organizer.submit(f"{world.url}/organize/judging/practice", example).status_code == 303
    absence = f"{world.url}/organize/judging/projects/{world.projects[1].id}/no-show"
    assert organizer.submit(absence, {"reason": "Nobody came"}).status_code == 303
    assert organizer.submit(f"{world.url}/organize/results/back", {"reason": "No hall"}).status_code == 303
    assert organizer.submit(f"{world.url}/organize/rounds", form="rounds/2/remove").status_code == 303
    db.session.expire_all()
    assert len(db.session.get(Edition, world.edition.id).rounds) == 1
    assert invariants.faults(tmp_path) == []


def test_a_final_in_which_a_card_was_begun_stays(world, organizer, new_client):
    into_the_final(world, organizer)
    deal(world, organizer)
    judge, url = new_client().sign_in(world.judges[0]), f"{world.url}/judging/{world.projects[0].id}"
    values = find_form(judge.get(url)).values() | {"comment_to_team": "Begun"}
    assert judge.post(url, data=values).status_code == 303
    organizer.submit(f"{world.url}/organize/results/back", {"reason": "No hall"})
    token = find_form(organizer.get(f"{world.url}/organize/rounds/add")).values()["csrf_token"]
    assert organizer.post(f"{world.url}/organize/rounds/2/remove", data={"csrf_token": token}).status_code == 409


def test_a_round_that_is_over_is_not_opened_again(world, organizer, new_client):
    opens = clock.now() + timedelta(days=3)
    closes = local(world, opens + timedelta(hours=3))
    into_the_final(world, organizer, judging_opens=local(world, opens), judging_closes=closes)
    later = local(world, clock.now() + timedelta(days=1))
    answer = organizer.submit(f"{world.url}/rounds/1/organize/round", {"judging_closes": later, "title-ru": "Отбор"})
    assert answer.status_code == 422
    assert "rests on the marks of this one" in answer.text, text_of(answer)
    assert organizer.submit(f"{world.url}/rounds/1/organize/edition", {"judging_closes": later}).status_code == 422
    db.session.expire_all()
    assert db.session.get(Edition, world.edition.id).rounds[0].judging_closes < clock.now()


def test_every_kind_of_row_of_a_round_goes_with_it_or_keeps_it():
    """What rests on marks cannot be there: a round in which a card was begun stays."""
    rests_on_marks = {PublishedResults, ResultsProposal, TieVote}
    known = {*removals.PREPARED, *hooks.PREPARED, Criterion, Scorecard, PaperEntry, *rests_on_marks}
    assert set(scope.RoundScoped.__subclasses__()) == known
