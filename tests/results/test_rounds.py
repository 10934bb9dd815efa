"""A selection and a final: each judged by itself, with what is carried over, and never one's marks in the other."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from hackathon import clock, invariants
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition, Round
from hackathon.judging.models import JudgeAssignment, RoundEntry, Scorecard
from hackathon.outbox.models import OutgoingEmail
from hackathon.projects.models import Submission
from hackathon.results import bundle_files, commands, container, recount
from hackathon.results.models import PublishedResults
from tests import factories
from tests.results.worlds import judged, publish
from tests.support.forms import find_form, send, text_of

MARKS = ([[5, 5, 5], [4, 5, 5]], [[4, 4, 4], [4, 4, 5]], [[3, 3, 3], [3, 3, 4]], [[2, 2, 2], [2, 2, 1]])


@pytest.fixture
def world(app):
    return judged(*MARKS, judges=2)


@pytest.fixture
def organizer(new_client, world):
    return new_client().sign_in(world.organizer)


def local(world, moment):
    return moment.astimezone(ZoneInfo(world.edition.time_zone)).strftime("%Y-%m-%dT%H:%M")


def add_final(client, world, **changes):
    opens = clock.now() + timedelta(hours=1)
    typed = {"title-ru": "Финал", "judging_opens": local(world, opens), "reviews_per_project": "2",
             "judging_closes": local(world, opens + timedelta(hours=5)), "carried_percent": "0", **changes}  # fmt: skip
    return client.submit(f"{world.url}/organize/rounds/add", typed)


def advance(client, world, projects, reason="", **extra):
    form = find_form(client.get(f"{world.url}/organize/results/advance?places=2"))
    chosen = {"projects": [str(project.id) for project in projects], **extra}
    return send(client, f"{world.url}/organize/results/advance", form, {"reason": reason}, extra=chosen)


def in_final(world):
    with scope.of(world.edition.id, 2):
        return [entry.project_id for entry in db.session.scalars(select(RoundEntry).order_by(RoundEntry.project_id))]


def begin_final(world):
    final = db.session.scalars(select(Round).where(Round.edition_id == world.edition.id, Round.number == 2)).one()
    final.judging_opens = clock.now()
    db.session.commit()


def end_final(world):
    final = db.session.scalars(select(Round).where(Round.edition_id == world.edition.id, Round.number == 2)).one()
    final.judging_closes = clock.now()
    db.session.commit()


def score(client, world, project, mark):
    url = f"{world.url}/judging/{project.id}"
    values = find_form(client.get(url)).values()
    values |= {name: str(mark) for name in values if name.startswith("c") and name[1:].isdigit()}
    assert client.post(f"{url}/finish", data=values).status_code == 303


def final_of(world, organizer, new_client, *, carried="0", marks=((3, 5), (4, 4))):
    """Let the first two into a final and have it judged: by both judges, with these marks."""
    assert add_final(organizer, world, carried_percent=carried).status_code == 303
    final_judged(world, organizer, new_client, marks)


def final_judged(world, organizer, new_client, marks=((3, 5), (4, 4))):
    assert advance(organizer, world, world.projects[:2]).status_code == 303
    begin_final(world)
    page = f"{world.url}/organize/judging/deal"
    assert organizer.submit(f"{page}?reviews=2").status_code == 303
    for number, judge in enumerate(world.judges):
        client = new_client().sign_in(judge)
        for project, given in zip(world.projects, marks, strict=False):
            score(client, world, project, given[number])
    end_final(world)


def test_a_new_round_has_the_rubric_of_the_one_before_and_changes_nothing_yet(world, organizer):
    assert add_final(organizer, world).status_code == 303
    db.session.expire_all()
    first, final = world.edition.rounds
    assert [(each.key, each.weight) for each in first.criteria] == [(each.key, each.weight) for each in final.criteria]
    assert {each.id for each in first.criteria}.isdisjoint(each.id for each in final.criteria)
    assert world.edition.round_number == 1
    assert "Финал" in text_of(organizer.get(f"{world.url}/organize/rounds"))


def test_a_round_that_begins_too_early_is_refused_and_what_was_typed_stays(world, organizer):
    answer = add_final(organizer, world, judging_opens=local(world, clock.now() - timedelta(days=3)))
    assert answer.status_code == 422
    assert "must come after" in text_of(answer) or "Финал" in answer.text
    assert "Финал" in answer.text
    assert db.session.query(Round).count() == 1


def test_only_organizers_plan_rounds(new_client, world):
    for person in (world.judges[0], factories.user()):
        client = new_client().sign_in(person)
        for path in ("organize/rounds", "organize/rounds/add", "organize/results/advance", "organize/results/back"):
            assert client.get(f"{world.url}/{path}").status_code == 403


def test_the_first_ones_come_into_the_final_and_every_team_gets_a_letter(world, organizer):
    add_final(organizer, world)
    assert advance(organizer, world, world.projects[:2]).status_code == 303
    assert in_final(world) == [project.id for project in world.projects[:2]]
    db.session.expire_all()
    assert world.edition.round_number == 2
    subjects = [row.subject for row in db.session.scalars(select(OutgoingEmail))]
    assert sum("You are in the next round" in subject for subject in subjects) == 4
    assert sum("The next round has begun" in subject for subject in subjects) == 4


def test_a_choice_by_hand_needs_a_reason_that_everybody_can_read(new_client, world, organizer):
    add_final(organizer, world)
    chosen = [world.projects[0], world.projects[3]]
    refused = advance(organizer, world, chosen)
    assert refused.status_code == 422
    assert f'value="{world.projects[3].id}" checked' in refused.text
    assert in_final(world) == []
    assert advance(organizer, world, chosen, "The second team cannot travel.").status_code == 303
    page = text_of(new_client().get(f"{world.url}/results"))
    assert "The second team cannot travel." in page
    assert "chosen by the organizers" in page


def test_nobody_goes_on_while_judging_is_open(new_client):
    world = judged(*MARKS, judges=2, over=False)
    organizer = new_client().sign_in(world.organizer)
    add_final(organizer, world, judging_opens=local(world, clock.now() + timedelta(days=30)),
              judging_closes=local(world, clock.now() + timedelta(days=31)))  # fmt: skip
    answer = advance(organizer, world, world.projects[:2])
    assert answer.status_code == 409
    assert in_final(world) == []


def test_a_double_click_goes_on_once(world, organizer):
    later = [local(world, clock.now() + timedelta(days=days)) for days in (9, 10)]
    add_final(organizer, world), add_final(organizer, world, judging_opens=later[0], judging_closes=later[1])
    form = find_form(organizer.get(f"{world.url}/organize/results/advance?places=2"))
    url = f"{world.url}/organize/results/advance"
    assert send(organizer, url, form, {}).status_code == 303
    assert send(organizer, url, form, {}).status_code in (409, 422)
    db.session.expire_all()
    assert world.edition.round_number == 2


def test_another_editions_project_does_not_come_along(world, organizer):
    add_final(organizer, world)
    foreign = factories.submitted_project(factories.team(factories.edition()))
    assert advance(organizer, world, [world.projects[0], foreign], "A friend").status_code in (404, 422)
    assert in_final(world) == []


def test_marks_of_the_final_are_its_own(app, new_client, world, organizer, tmp_path):
    final_of(world, organizer, new_client)
    with scope.of(world.edition.id, 1):
        assert db.session.query(Scorecard).count() == 8
    with scope.of(world.edition.id, 2):
        assert db.session.query(Scorecard).count() == 4
        assert {row.project_id for row in db.session.scalars(select(JudgeAssignment))} == {
            project.id for project in world.projects[:2]
        }
    assert invariants.faults(tmp_path) == []


def test_a_page_of_the_selection_that_stayed_open_does_not_mark_in_the_final(new_client, world, organizer):
    judge = new_client().sign_in(world.judges[0])
    first = world.projects[0]
    stale = {f"c{each.id}": "1" for each in world.edition.rounds[0].criteria}
    add_final(organizer, world), advance(organizer, world, world.projects[:2])
    begin_final(world)
    organizer.submit(f"{world.url}/organize/judging/deal?reviews=2")
    token = find_form(judge.get(f"{world.url}/judging/{first.id}")).values()["csrf_token"]
    for suffix in ("", "/finish"):
        sent = {"csrf_token": token, "version": "0", **stale}
        answer = judge.post(f"{world.url}/judging/{first.id}{suffix}", data=sent)
        assert answer.status_code in (404, 409, 422)
    with scope.of(world.edition.id, 2):
        assert db.session.query(Scorecard).count() == 0


def test_the_selection_can_no_longer_be_marked(new_client, world, organizer):
    judge = new_client().sign_in(world.judges[0])
    add_final(organizer, world), advance(organizer, world, world.projects[:2])
    page = judge.get(f"{world.url}/rounds/1/judging/{world.projects[0].id}")
    assert page.status_code == 200
    stale = {f"c{each.id}": "1" for each in world.edition.rounds[0].criteria}
    token = find_form(judge.get(f"{world.url}/judging/"), "sign-out").values()["csrf_token"]
    answer = judge.post(
        f"{world.url}/rounds/1/judging/{world.projects[0].id}", data={"csrf_token": token, "version": "1", **stale}
    )
    assert answer.status_code == 409


def test_a_share_of_the_selection_counts_in_the_final_and_anybody_can_recount_it(new_client, world, organizer):
    final_of(world, organizer, new_client, carried="40")
    assert publish(organizer, world).status_code == 303
    with scope.of(world.edition.id, 2):
        results = db.session.scalars(select(PublishedResults)).one()
        lines = {line.project_id: line for line in results.standings}
    first, second = (Fraction(lines[project.id].score) for project in world.projects[:2])
    assert first == Fraction(60, 100) * 4 + Fraction(40, 100) * Fraction(475, 100)
    assert second == Fraction(60, 100) * 4 + Fraction(40, 100) * Fraction(41, 10)
    assert (lines[world.projects[0].id].place, lines[world.projects[1].id].place) == (1, 2)
    bundle = new_client().get(f"{world.url}/results/bundle").data
    checked = recount.verify(bundle)
    assert (checked.standings, checked.bundle) == (2, hashlib.sha256(bundle).hexdigest())
    page = text_of(new_client().get(f"{world.url}/results"))
    assert "40 % of each score" in page
    assert "With 40 % of the earlier score" in page


def test_finalists_hand_in_anew_and_each_jury_keeps_what_it_judged(new_client, world, organizer, tmp_path):
    """A window between the rounds: whoever is in the final submits again, the selection stays as it was judged."""
    hour = timedelta(hours=1)
    window = {"submissions_open": local(world, clock.now() - timedelta(minutes=5)),
              "submissions_close": local(world, clock.now() + hour)}  # fmt: skip
    opens = {"judging_opens": local(world, clock.now() + hour / 2)}
    assert add_final(organizer, world, **opens, submissions_close=window["submissions_close"]).status_code == 422
    assert add_final(organizer, world, **opens, **window).status_code == 422  # it would close after judging has opened
    later = {"judging_opens": local(world, clock.now() + 2 * hour),
             "judging_closes": local(world, clock.now() + 9 * hour)}  # fmt: skip
    assert add_final(organizer, world, **window, **later).status_code == 303
    assert publish(organizer, world).status_code == 303
    first, second, third = world.projects[:3]
    captains = [new_client().sign_in(factories.members(each.team)[0]) for each in (first, third)]
    assert advance(organizer, world, [first, second]).status_code == 303
    before = first.title

    page = captains[0].get(f"{world.url}/challenges/")
    assert "NOT submitted anything for the round" in page.text
    assert "NOT submitted anything" not in captains[1].get(f"{world.url}/challenges/").text
    edit = f"{world.url}/projects/{third.id}/edit"
    token = find_form(captains[1].get(edit), "sign-out").values()["csrf_token"]
    refused = captains[1].post(f"{world.url}/projects/{third.id}/submit", data={"csrf_token": token})
    assert refused.status_code in (409, 422)
    own = f"{world.url}/projects/{first.id}"
    assert captains[0].submit(f"{own}/submit").status_code == 303  # the same content, for the final
    assert captains[0].submit(f"{own}/edit", {"title": "Финал: new title"}, form=f"{own}/edit").status_code == 303
    assert captains[0].submit(f"{own}/submit").status_code == 303
    assert "is submitted for the round" in captains[0].get(f"{world.url}/challenges/").text
    db.session.expire_all()
    handed = db.session.scalars(select(Submission).filter_by(project_id=first.id).order_by(Submission.number)).all()
    assert [(each.number, each.round_number, each.title) for each in handed] == [
        (1, 1, before), (2, 2, before), (3, 2, "Финал: new title")]  # fmt: skip
    letters = db.session.scalars(select(OutgoingEmail).where(OutgoingEmail.subject.contains("Финал: new title"))).all()
    assert letters
    assert all(handed[2].sha256 in letter.text for letter in letters)

    final = db.session.scalars(select(Round).where(Round.edition_id == world.edition.id, Round.number == 2)).one()
    final.submissions_close = final.judging_opens = clock.now()
    db.session.commit()
    assert captains[0].submit(f"{own}/edit", {"title": "Late"}, form=f"{own}/edit").status_code in (409, 422)
    assert organizer.submit(f"{world.url}/organize/judging/deal?reviews=2").status_code == 303
    judge = new_client().sign_in(world.judges[0])
    assert "Финал: new title" in text_of(judge.get(f"{world.url}/judging/{first.id}"))
    old = text_of(judge.get(f"{world.url}/rounds/1/judging/{first.id}"))
    assert before in old
    assert "Финал: new title" not in old
    assert "Финал: new title" not in organizer.get(f"{world.url}/rounds/1/organize/results").text
    assert before in new_client().get(f"{world.url}/rounds/1/results").text
    assert invariants.faults(tmp_path) == []


def test_a_corrected_selection_changes_the_final_only_when_organizers_say_so(new_client, world, organizer, tmp_path):
    """Revision 2 of the selection: whom it changes is shown, leaving and taking over have reasons."""
    assert add_final(organizer, world, carried_percent="40").status_code == 303
    assert publish(organizer, world).status_code == 303
    selection, final = replace(world, base="/rounds/1"), world
    final_judged(world, organizer, new_client)
    assert publish(organizer, final).status_code == 303
    before = new_client().get(final.results)
    assert "It comes from revision 1 of round 1" in text_of(before)
    cards = f"{selection.url}/organize/judging/projects/{world.projects[0].id}"
    away = {"judge_id": str(world.judges[1].id), "reason": "A tie of interest came to light"}
    token = find_form(organizer.get(cards), "sign-out").values()["csrf_token"]
    assert organizer.post(f"{cards}/unassign", data={"csrf_token": token, **away}).status_code == 303
    assert "A later round carries these scores" in text_of(organizer.get(selection.preview))
    assert publish(organizer, selection).status_code == 303

    preview = text_of(organizer.get(final.preview))
    assert "Revision 2 of that round has other scores" in preview
    assert "4.75 → 5.00" in preview
    assert "have not decided yet" in text_of(new_client().get(final.results))
    assert f'action="{final.preview}/propose"' not in organizer.get(final.preview).text
    decide = "organize/results/carried"
    assert organizer.submit(final.preview, {"decision": "leave", "reason": ""}, form=decide).status_code == 422
    form = find_form(organizer.get(final.preview), decide)
    leaving = {"decision": "leave", "reason": "It was known at the final."}
    assert send(organizer, final.preview, form, leaving).status_code == 303
    assert send(organizer, final.preview, form, {"decision": "take", "reason": "Twice"}).status_code == 409
    assert "It was known at the final." in text_of(new_client().get(final.results))
    assert publish(organizer, final).status_code == 303
    left = recount_of(new_client, final, tmp_path)
    assert [each["taken"] for each in left["decisions"]] == [False]
    assert Fraction(left["scores"][str(world.projects[0].id)]) == Fraction(475, 100)

    taking = {"decision": "take", "reason": "The appeal was right."}
    assert organizer.submit(final.preview, taking, form=decide).status_code == 303
    assert "At the moment they differ" in text_of(organizer.get(final.preview))
    assert publish(organizer, final).status_code == 303
    taken = recount_of(new_client, final, tmp_path, earlier=selection)
    assert (taken["source"]["revision"], Fraction(taken["scores"][str(world.projects[0].id)])) == (2, 5)
    assert "The appeal was right." in text_of(new_client().get(final.results))
    assert invariants.faults(tmp_path) == []


def recount_of(new_client, world, folder, *, earlier=None):
    """Verify the published bundle, with the selection's if one is given; return what it says was carried."""
    bundle = new_client().get(f"{world.results}/bundle").data
    before = new_client().get(f"{earlier.results}/bundle").data if earlier else None
    recount.verify(bundle, earlier=before)
    if before:
        (first := folder / "first.zip").write_bytes(before)
        (last := folder / "last.zip").write_bytes(bundle)
        told = CliRunner().invoke(commands.results, ["verify", str(last), "--earlier", str(first)])
        assert "those that were published of the round before" in told.output
        wrong = CliRunner().invoke(commands.results, ["verify", str(last), "--earlier", str(last)])
        assert (wrong.exit_code, "the earlier bundle is" in wrong.output) == (1, True)
    files, _ = container.read(bundle, bundle_files.NAMES, bundle_files.FURTHER)
    return json.loads(files[bundle_files.PUBLICATION])["rubric"]["carried"]


def test_both_rounds_have_results_of_their_own(new_client, world, organizer):
    assert add_final(organizer, world).status_code == 303
    assert publish(organizer, world).status_code == 303
    db.session.expire_all()
    assert db.session.get(Edition, world.edition.id).results_published_at is None
    assert new_client().get(f"{world.url}/projects/").status_code == 200
    assert world.projects[2].team.name in new_client().get(f"{world.url}/results").text
    advance(organizer, world, world.projects[:2])
    visitor = new_client()
    now = text_of(visitor.get(f"{world.url}/results"))
    assert "not published yet" in now
    assert world.projects[2].team.name not in now
    assert world.projects[0].team.name in now
    assert world.projects[2].team.name in visitor.get(f"{world.url}/rounds/1/results").text
    assert visitor.get(f"{world.url}/rounds/1/results.csv").status_code == 200
    assert visitor.get(f"{world.url}/results.csv").status_code == 404
    assert visitor.get(f"{world.url}/rounds/3/results").status_code == 404


def test_the_edition_goes_back_as_long_as_nobody_has_marked(new_client, world, organizer):
    add_final(organizer, world), advance(organizer, world, world.projects[:2])
    assert organizer.submit(f"{world.url}/organize/results/back", {"reason": ""}).status_code == 422
    assert organizer.submit(f"{world.url}/organize/results/back", {"reason": "Wrong list"}).status_code == 303
    db.session.expire_all()
    assert (world.edition.round_number, in_final(world)) == (1, [])
    advance(organizer, world, world.projects[:2])
    begin_final(world)
    organizer.submit(f"{world.url}/organize/judging/deal?reviews=2")
    score(new_client().sign_in(world.judges[0]), world, world.projects[0], 4)
    answer = organizer.submit(f"{world.url}/organize/results/back", {"reason": "Wrong list"})
    assert answer.status_code == 409
    assert len(in_final(world)) == 2


def test_a_planned_round_can_be_removed_and_a_reached_one_not(world, organizer):
    add_final(organizer, world)
    remove = f"{world.url}/organize/rounds/2/remove"
    assert organizer.submit(f"{world.url}/organize/rounds", form="rounds/2/remove").status_code == 303
    assert db.session.query(Round).count() == 1
    add_final(organizer, world), advance(organizer, world, world.projects[:2])
    token = find_form(organizer.get(f"{world.url}/organize/results/back")).values()["csrf_token"]
    assert organizer.post(remove, data={"csrf_token": token}).status_code == 409
    assert db.session.query(Round).count() == 2


def test_each_round_has_its_own_rubric_page(world, organizer):
    add_final(organizer, world)
    assert "sealed" in text_of(organizer.get(f"{world.url}/organize/rubric"))
    url = f"{world.url}/rounds/2/organize/rubric"
    assert organizer.submit(url, {"criteria-0-weight": "80"}).status_code == 303
    db.session.expire_all()
    first, final = world.edition.rounds
    assert (first.criteria[0].weight, final.criteria[0].weight) == (50, 80)
