"""Publication writes to the teams and to the jury, in their languages, and says nothing of anybody's score."""

from __future__ import annotations

from hackathon import clock
from hackathon.db import db
from hackathon.outbox.models import OutgoingEmail
from tests import factories
from tests.results.worlds import judged, publish, withdraw
from tests.support.clients import afresh


def letters() -> list[OutgoingEmail]:
    afresh()
    return list(db.session.query(OutgoingEmail).filter(OutgoingEmail.unique_key.like("results%")).order_by("id"))


def test_every_member_and_judge_gets_one_letter_in_the_own_language(app, new_client):
    world = judged()
    people = [factories.student(world.edition, language=language) for language in ("en", "ru", "kk")]
    world.add([4, 4, 4], members=people)
    publish(new_client().sign_in(world.organizer), world)
    found = {letter.recipient: letter for letter in letters()}
    assert sorted(found) == sorted(person.email for person in [*people, *world.judges])
    assert [found[person.email].language for person in people] == ["en", "ru", "ru"]
    title = world.edition.title
    assert found[people[0].email].subject == f"Results: {title['en']}"
    assert title["ru"] in found[people[1].email].subject
    assert f"/{world.edition.key}/results" in found[people[0].email].text
    assert found[people[0].email].edition_id == world.edition.id
    assert len({letter.message_id for letter in found.values()}) == len(found)


def test_letters_tell_no_scores_places_or_names_of_others(app, new_client):
    world = judged([[4, 4, 5]], [[5, 5, 5]])
    publish(new_client().sign_in(world.organizer), world)
    for letter in letters():
        for part in (letter.subject, letter.text, letter.html):
            for project in world.projects:
                assert project.title not in part
                assert project.team.name not in part
            assert "4.2" not in part
            assert "For the team" not in part


def test_accounts_out_of_use_and_people_outside_get_no_letter(app, new_client):
    world = judged()
    gone = factories.student(world.edition, deactivated_at=clock.now())
    here = factories.student(world.edition)
    world.add([4, 4, 4], members=[here, gone])
    factories.team(world.edition)
    publish(new_client().sign_in(world.organizer), world)
    assert sorted(letter.recipient for letter in letters()) == sorted(p.email for p in [here, *world.judges])


def test_a_publication_after_a_withdrawal_is_told_again(app, new_client):
    world = judged([[4, 4, 4]])
    organizer = new_client().sign_in(world.organizer)
    publish(organizer, world)
    before = len(letters())
    withdraw(organizer, world)
    assert len(letters()) == before
    publish(organizer, world)
    assert len(letters()) == 2 * before


def test_a_title_with_markdown_stays_a_title(app, new_client):
    world = judged([[4, 4, 4]], title={"en": "Less **waste** <b>now</b>"})
    publish(new_client().sign_in(world.organizer), world)
    letter = letters()[0]
    assert letter.subject == "Results: Less **waste** <b>now</b>"
    assert "<strong>waste" not in letter.html
    assert "<b>now</b>" not in letter.html
