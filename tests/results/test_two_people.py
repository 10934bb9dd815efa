"""Publishing takes two people: an organizer proposes, the chair confirms that very thing or sends it back."""

from __future__ import annotations

import pytest

from hackathon import clock
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition, EditionRole, Role
from hackathon.errors import (
    ChairCannotPropose,
    ChairIsYourself,
    ChairMissing,
    ChairTaken,
    NotAllowed,
    NotFound,
    ProposalOutdated,
    ProposalReplaced,
    ProposerCannotConfirm,
)
from hackathon.judging import actions_chair
from hackathon.outbox.models import OutgoingEmail
from hackathon.results import actions_proposals as actions
from hackathon.results import snapshot
from hackathon.results.models import PublishedResults
from hackathon.results.models_deliberation import ResultsProposal
from hackathon.rules.permissions import SYSTEM
from tests import factories
from tests.results.worlds import chair_of, confirm, judged, propose, publish, withdraw
from tests.support import forms
from tests.support.clients import afresh

SECRETS = ("4.15", "83/20", "4.50", "9/2")


@pytest.fixture
def world(app):
    return judged([[5, 4, 3], [4, 4, 4]], [[2, 2, 2], [1, 2, 1]])


def publications() -> int:
    afresh()
    return db.session.query(PublishedResults).count()


def states() -> list[str]:
    afresh()
    return [each.state for each in db.session.query(ResultsProposal).order_by(ResultsProposal.id)]


def letters(kind: str) -> list[str]:
    afresh()
    found = db.session.query(OutgoingEmail).filter(OutgoingEmail.unique_key.like(f"{kind}:%"))
    return sorted(each.recipient for each in found)


def by_hand(world, proposer, confirmer):
    """Propose as one person and confirm as another, past all pages."""
    with scope.of(world.edition.id):
        edition = db.session.get(Edition, world.edition.id)
        seen = snapshot.of_now(edition).digest
        actions.propose_results(proposer, edition, actions.Words(), now=clock.now(), seen=seen)
        return actions.confirm_results(confirmer, edition, now=clock.now(), seen=seen)


def test_nothing_is_published_by_a_proposal_alone(world, new_client, client):
    assert propose(new_client().sign_in(world.organizer), world, note="One team was ill.").status_code == 303
    assert publications() == 0
    assert "The results are not published yet" in client.get(world.results).text
    assert letters("proposed") == [world.chair.email]


def test_the_chair_confirms_and_everybody_reads_who_proposed_and_who_confirmed(world, new_client, client):
    assert publish(new_client().sign_in(world.organizer), world, note="One team was ill.").status_code == 303
    page = forms.text_of(client.get(world.results))
    assert f"Proposed {world.organizer.name} (organizer)" in page
    assert f"Confirmed {world.chair.name} (chair of the jury)" in page
    assert "One team was ill." in page
    assert states() == ["confirmed"]


def test_the_chair_sends_back_with_a_reason_that_the_organizers_read(world, new_client):
    organizer = new_client().sign_in(world.organizer)
    propose(organizer, world)
    chair = chair_of(organizer, world)
    assert chair.submit(world.desk, {"reason": ""}, form="send-back").status_code == 422
    answer = chair.submit(world.desk, {"reason": "Look at the second project again."}, form="send-back")
    assert answer.status_code == 303
    assert (publications(), states()) == (0, ["sent_back"])
    assert letters("sent-back") == [world.organizer.email]
    assert "Look at the second project again." in organizer.get(world.preview).text
    assert confirm_again(chair, world) == 409
    assert propose(organizer, world).status_code == 303


def confirm_again(client, world, seen: str = "0" * 64) -> int:
    token = forms.forms_of(client.get(world.desk))[0].values()["csrf_token"]
    return client.post(f"{world.desk}/confirm", data={"csrf_token": token, "seen": seen}).status_code


def test_the_chair_sees_no_standings_before_a_proposal_and_none_after_it_is_taken_back(world, new_client):
    organizer = new_client().sign_in(world.organizer)
    chair = chair_of(organizer, world)
    shown = [chair.get(world.desk).text]
    propose(organizer, world)
    proposed = chair.get(world.desk).text
    organizer.submit(world.preview, form="take-back")
    shown.append(chair.get(world.desk).text)
    assert "4.15" in proposed
    assert [secret for secret in SECRETS for text in shown if secret in text] == []
    assert chair.get(world.preview).status_code == 403


def test_another_judge_and_other_roles_see_nothing_of_a_proposal(world, new_client):
    propose(new_client().sign_in(world.organizer), world)
    for person in (world.judges[1], factories.administrator(), factories.members(world.projects[0].team)[0]):
        client = new_client().sign_in(person)
        for path in (world.desk, world.results, f"{world.url}/organize/results/comments", f"{world.url}/judging/"):
            answer = client.get(path)
            if not person.is_administrator or path in (world.desk, world.results):
                assert [secret for secret in (*SECRETS, "For the team") if secret in answer.text] == [], path


def test_a_changed_mark_voids_the_proposal_and_shows_the_chair_nothing_new(world, new_client):
    organizer = new_client().sign_in(world.organizer)
    propose(organizer, world)
    chair = chair_of(organizer, world)
    form = forms.find_form(chair.get(world.desk), "results/confirm")
    world.add([5, 5, 5])
    answer = forms.send(chair, world.desk, form, {})
    assert answer.status_code == 409
    assert "has changed since these results were proposed" in answer.text
    page = chair.get(world.desk).text
    assert "The proposal no longer counts" in page
    assert [secret for secret in (*SECRETS, world.projects[0].title) if secret in page] == []
    assert publications() == 0
    assert propose(organizer, world).status_code == 303
    assert states() == ["outdated", "open"]


def test_a_changed_status_of_a_team_voids_the_proposal(world, new_client):
    organizer = new_client().sign_in(world.organizer)
    propose(organizer, world)
    page = f"{world.url}/organize/teams/{world.projects[0].team_id}"
    assert organizer.submit(page, {"reason": "Not their own work"}, form="/disqualify").status_code == 303
    assert "The proposal no longer counts" in chair_of(organizer, world).get(world.desk).text


def test_the_chair_confirms_only_the_digest_that_was_looked_at(world, new_client):
    propose(new_client().sign_in(world.organizer), world)
    chair = factories.actor(world.chair)
    with scope.of(world.edition.id), pytest.raises(ProposalReplaced):
        actions.confirm_results(chair, db.session.get(Edition, world.edition.id), now=clock.now(), seen=None)


def test_an_organizer_who_is_chair_cannot_propose(world):
    factories.organizer(world.edition, world.chair)
    both = factories.actor(world.chair)
    with pytest.raises(ChairCannotPropose):
        by_hand(world, both, both)


def test_whoever_proposed_cannot_confirm_even_as_the_chair_of_a_later_moment(world, new_client):
    """An administrator proposes, becomes a judge, then the chair: still one person."""
    person = factories.administrator()
    propose(new_client().sign_in(person), world)
    factories.judge(world.edition, person)
    with scope.of(world.edition.id):
        now, organizer = clock.now(), factories.actor(world.organizer)
        actions_chair.revoke_chair(organizer, world.edition, world.chair.id, now=now)
        actions_chair.appoint_chair(organizer, world.edition, person.id, now=now)
        seen = db.session.query(ResultsProposal).one().digest
        with pytest.raises(ProposerCannotConfirm):
            actions.confirm_results(factories.actor(person), world.edition, now=now, seen=seen)
    assert "Whoever proposes results cannot confirm them" in new_client().sign_in(person).get(world.desk).text


def test_an_administrator_or_a_command_confirms_nothing(world):
    organizer = factories.actor(world.organizer)
    with pytest.raises(NotAllowed):
        by_hand(world, SYSTEM, factories.actor(world.chair))
    with pytest.raises(NotAllowed):
        by_hand(world, organizer, SYSTEM)
    for who in (factories.actor(factories.administrator()), organizer):
        with scope.of(world.edition.id):
            edition, seen = db.session.get(Edition, world.edition.id), db.session.query(ResultsProposal).one().digest
            with pytest.raises(NotAllowed):
                actions.confirm_results(who, edition, now=clock.now(), seen=seen)


def test_a_chair_who_was_revoked_in_between_confirms_nothing(world, new_client):
    """The chair's own idea of the office is older than the revocation: the action asks again."""
    propose(new_client().sign_in(world.organizer), world)
    before = factories.actor(world.chair)
    with scope.of(world.edition.id):
        edition, now = db.session.get(Edition, world.edition.id), clock.now()
        actions_chair.revoke_chair(factories.actor(world.organizer), edition, world.chair.id, now=now)
        seen = db.session.query(ResultsProposal).one().digest
        with pytest.raises(NotAllowed):
            actions.confirm_results(before, edition, now=now, seen=seen)
    assert publications() == 0


def test_without_a_chair_nothing_is_proposed(world):
    with scope.of(world.edition.id):
        edition = db.session.get(Edition, world.edition.id)
        actions_chair.revoke_chair(factories.actor(world.organizer), edition, world.chair.id, now=clock.now())
    with pytest.raises(ChairMissing):
        by_hand(world, factories.actor(world.organizer), factories.actor(world.chair))


def test_one_judge_is_made_chair_on_the_jury_page_and_stays_a_judge(world, new_client):
    organizer, watch = new_client().sign_in(world.organizer), f"{world.url}/organize/judging/"
    assert organizer.submit(watch, form=f"{world.chair.id}/chair/revoke").status_code == 303
    second = world.judges[1]
    assert organizer.submit(watch, form=f"judges/{second.id}/chair").status_code == 303
    afresh()
    roles = {each.role for each in db.session.query(EditionRole).filter_by(user_id=second.id)}
    assert roles == {Role.JUDGE, Role.CHAIR}


def test_the_chair_is_one_judge_and_never_who_appoints(world):
    organizer, now, stranger = factories.actor(world.organizer), clock.now(), factories.user()
    factories.judge(world.edition, world.organizer)
    with scope.of(world.edition.id):
        for person, refusal in ((world.judges[1], ChairTaken), (stranger, NotFound),
                                (world.organizer, ChairIsYourself)):
            with pytest.raises(refusal):
                actions_chair.appoint_chair(organizer, world.edition, person.id, now=now)


def test_a_judge_who_leaves_the_jury_is_no_longer_its_chair(world, new_client):
    organizer = new_client().sign_in(world.organizer)
    page = f"{world.url}/organize/judging/judges/{world.chair.id}/remove"
    assert organizer.submit(page, {"reason": "Asked to go", "cards": "keep"}).status_code == 303
    afresh()
    assert db.session.query(EditionRole).filter_by(user_id=world.chair.id).count() == 0


def test_results_that_were_published_before_need_a_public_reason(world, new_client, client):
    organizer = new_client().sign_in(world.organizer)
    publish(organizer, world)
    withdraw(organizer, world)
    answer = propose(organizer, world, correction=" ")
    assert answer.status_code == 422
    assert "everybody must be able to read what was corrected" in answer.text
    publish(organizer, world, correction="A mark of the second project was typed wrongly.")
    page = forms.text_of(client.get(world.results))
    assert "Corrected: A mark of the second project was typed wrongly." in page
    assert "Revision 2 In force" in page


def test_a_correction_replaces_what_is_shown_without_a_gap_and_says_what_changed(world, new_client, client):
    organizer = new_client().sign_in(world.organizer)
    publish(organizer, world)
    first = client.get(f"{world.results}/bundle").data
    world.add([5, 5, 5])
    assert propose(organizer, world, correction="A card had been forgotten.").status_code == 303
    assert "4.15" in client.get(world.results).text
    assert confirm(chair_of(organizer, world), world).status_code == 303
    page = forms.text_of(client.get(world.results))
    assert "3 places differ from the revision before" in page
    assert f"{world.projects[2].title}: – → 1" in page
    assert f"{world.projects[0].title}: 1 → 2" in page
    assert "Revision 1 Corrected later" in page
    assert client.get(f"{world.results}/revisions/1/bundle").data == first
    assert client.get(f"{world.results}/revisions/9/bundle").status_code == 404


def test_a_revision_that_shows_what_must_stay_private_is_gone_for_good(world, new_client, client):
    organizer = new_client().sign_in(world.organizer)
    publish(organizer, world)
    publish(organizer, world, correction="A name had to go.", hides_previous=True)
    assert client.get(f"{world.results}/revisions/1/bundle").status_code == 404
    page = client.get(world.results).text
    assert "it showed what must stay private" in page
    assert "revisions/1/bundle" not in page


def test_older_revisions_are_gone_while_nothing_is_published(world, new_client, client):
    organizer = new_client().sign_in(world.organizer)
    publish(organizer, world)
    publish(organizer, world, correction="A mark was typed wrongly.")
    withdraw(organizer, world)
    assert client.get(f"{world.results}/revisions/1/bundle").status_code == 404


def test_the_invariants_hold_after_corrections_and_withdrawals(world, new_client, app):
    from hackathon import invariants

    organizer = new_client().sign_in(world.organizer)
    publish(organizer, world)
    publish(organizer, world, correction="A mark was typed wrongly.")
    withdraw(organizer, world)
    publish(organizer, world)
    afresh()
    assert invariants.faults(app.extensions["settings"].uploads_path) == []


def test_an_old_proposal_of_a_replaced_one_is_not_confirmed(world, new_client):
    organizer = new_client().sign_in(world.organizer)
    propose(organizer, world)
    chair = chair_of(organizer, world)
    form = forms.find_form(chair.get(world.desk), "results/confirm")
    world.add([5, 5, 5])
    propose(organizer, world)
    answer = forms.send(chair, world.desk, form, {})
    assert answer.status_code == 409
    assert "Other results than those that you looked at" in answer.text
    factories.scorecard(world.projects[0], factories.judge(world.edition), [1, 1, 1])
    with scope.of(world.edition.id):
        latest = db.session.query(ResultsProposal).order_by(ResultsProposal.id.desc()).first().digest
        given = {"now": clock.now(), "seen": latest}
        with pytest.raises(ProposalOutdated):
            actions.confirm_results(factories.actor(world.chair), db.session.get(Edition, world.edition.id), **given)
