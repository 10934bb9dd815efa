"""Judges come by a link that is sent to their own address."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon import clock
from hackathon.accounts import tokens
from hackathon.db import db
from hackathon.editions.models import EditionRole, Role, RoleInvitation
from hackathon.outbox.models import OutgoingEmail
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.races import at_once
from tests.support.sql import count_statements

TICK = timedelta(microseconds=1)


@pytest.fixture
def edition(app):
    return factories.edition(Stage.SUBMISSIONS)


@pytest.fixture
def organizer(new_client, edition):
    return new_client().sign_in(factories.organizer(edition))


@pytest.fixture
def invite(organizer, edition):
    page = f"/{edition.key}/organize/judging/invitations"

    def send(addresses, language="en"):
        return send_invitations(organizer, page, addresses, language)

    return send


def send_invitations(organizer, page, addresses, language="en"):
    form = next(form for form in forms.forms_of(organizer.get(page)) if "addresses" in form.names)
    return forms.send(organizer, page, form, {"addresses": addresses, "language": language})


def letters():
    return list(db.session.scalars(select(OutgoingEmail).order_by(OutgoingEmail.id)))


def link(letter):
    return re.search(r"http://[^/]+(/\S+/judging/invitation/[\w-]+)", letter.text).group(1)


def judges():
    return [role.user_id for role in db.session.scalars(select(EditionRole).where(EditionRole.role == Role.JUDGE))]


def test_many_are_invited_at_once_in_the_chosen_language(invite, edition):
    answer = invite("Aigerim Akhmetova <aigerim@example.kz>, b@example.kz;\n  B@example.kz\nc@example.kz", "ru")
    assert answer.status_code == 303
    assert [letter.recipient for letter in letters()] == ["aigerim@example.kz", "B@example.kz", "c@example.kz"]
    assert {letter.language for letter in letters()} == {"ru"}
    hashes = set(db.session.scalars(select(RoleInvitation.token_hash)))
    assert hashes == {tokens.digest(link(letter).rpartition("/")[2]) for letter in letters()}


def test_wrong_addresses_are_named_and_nobody_is_invited(invite):
    answer = invite("good@example.kz, not-an-address, two@@example.kz")
    assert answer.status_code == 422
    assert "These are not e-mail addresses: not-an-address, two@@example.kz" in forms.text_of(answer)
    assert "good@example.kz, not-an-address" in answer.get_data(as_text=True)
    assert letters() == []


def test_owner_of_the_address_becomes_a_judge(invite, new_client, edition):
    person = factories.user(email="Judge@Example.kz")
    invite("judge@example.kz")
    browser = new_client().sign_in(person)
    answer = browser.submit(link(letters()[0]), form="/invitation/")
    assert (answer.status_code, answer.location) == (303, f"/{edition.key}/judging/")
    assert judges() == [person.id]
    assert browser.get(f"/{edition.key}/judging/").status_code == 200
    assert browser.get(link(letters()[0])).location == f"/{edition.key}/judging/"


def test_other_address_is_told_so_and_gets_nothing(invite, new_client):
    invite("judge@example.kz")
    other = factories.user(email="other@example.kz")
    browser = new_client().sign_in(other)
    url = link(letters()[0])
    page = browser.get(url)
    text = forms.text_of(page)
    assert "You are signed in as other@example.kz" in text
    assert "judge@example.kz" not in page.get_data(as_text=True)
    answer = browser.post(url, data={"csrf_token": forms.forms_of(page)[0].values()["csrf_token"][0]})
    assert answer.status_code == 403
    assert "another e-mail address" in forms.text_of(answer)
    assert judges() == []


def test_visitor_is_sent_to_sign_in_or_sign_up_and_comes_back(invite, new_client):
    invite("new@example.kz")
    url = link(letters()[0])
    page = new_client().get(url).get_data(as_text=True)
    assert f"/accounts/sign-in?next={url}" in page
    assert f"/accounts/sign-up?next={url}" in page
    assert "new@example.kz" not in page


def test_person_without_an_account_signs_up_and_accepts(invite, new_client, edition):
    """The whole way: letter, sign up, confirm, accept."""
    invite("new@example.kz")
    url, browser = link(letters()[0]), new_client()
    answer = browser.submit(f"/accounts/sign-up?next={url}", sign_up_fields(browser, url))
    assert answer.status_code == 303, forms.text_of(answer)
    confirm = re.search(r"http://[^/]+(/accounts/confirm/\S+?)>?\s", letters()[-1].text).group(1)
    browser.submit(confirm)
    page = browser.get(url)
    if "sign-in" in page.get_data(as_text=True) and "Accept" not in forms.text_of(page):
        browser.submit("/accounts/sign-in", {"email": "new@example.kz", "password": "a quite long passphrase"})
    assert browser.submit(url, form="/invitation/").status_code == 303
    assert len(judges()) == 1


def sign_up_fields(browser, url):
    form = forms.find_form(browser.get(f"/accounts/sign-up?next={url}"))
    wanted = {"email": "new@example.kz", "family_name": "Serikova", "given_name": "Aliya", "category": "teacher",
              "password": "a quite long passphrase", "university_other": "A school"}
    changes = {name: value for name, value in wanted.items() if name in form.names}
    changes["university"] = next(choice for choice in form.choices("university") if "other" in choice)
    changes |= {name: True for name in form.names if name.endswith(("privacy", "rules"))}
    return changes


@pytest.mark.parametrize(("after", "status"), [(timedelta(days=14) - TICK, 303), (timedelta(days=14), 410)])
def test_link_works_for_fourteen_days(invite, new_client, edition, set_clock, after, status):
    now = clock.now()
    set_clock(now)
    person = factories.user(email="judge@example.kz")
    invite("judge@example.kz")
    url = link(letters()[0])
    set_clock(now + timedelta(days=13))
    browser = new_client().sign_in(person)
    token = forms.forms_of(browser.get(url))[0].values()["csrf_token"][0]
    set_clock(now + after)
    with_token = forms.forms_of(browser.get(f"/{edition.key}/"))[0].values()["csrf_token"][0]
    assert browser.post(url, data={"csrf_token": with_token or token}).status_code == status
    assert len(judges()) == (status == 303)


def test_revoked_link_and_the_older_of_two_links_are_useless(invite, organizer, new_client, edition):
    invite("judge@example.kz")
    invite("judge@example.kz")
    older, newer = map(link, letters())
    browser = new_client().sign_in(factories.user(email="judge@example.kz"))
    assert browser.get(older).status_code == 410
    assert browser.get(newer).status_code == 200
    page = f"/{edition.key}/organize/judging/invitations"
    assert organizer.submit(page, form="/revoke").status_code == 303
    assert browser.get(newer).status_code == 410
    assert browser.get(f"/{edition.key}/judging/invitation/guessed").status_code == 410


def test_link_of_one_edition_opens_nothing_in_another(invite, new_client, edition):
    invite("judge@example.kz")
    other = factories.edition(Stage.SUBMISSIONS)
    browser = new_client().sign_in(factories.user(email="judge@example.kz"))
    assert browser.get(link(letters()[0]).replace(edition.key, other.key)).status_code == 410


def test_invitation_works_before_the_edition_is_announced(new_client, app):
    hidden = factories.edition(Stage.HIDDEN)
    organizer = new_client().sign_in(factories.organizer(hidden))
    page = f"/{hidden.key}/organize/judging/invitations"
    send_invitations(organizer, page, "judge@example.kz")
    browser = new_client().sign_in(factories.user(email="judge@example.kz"))
    assert browser.get(f"/{hidden.key}/").status_code == 404
    assert browser.submit(link(letters()[0]), form="/invitation/").status_code == 303
    assert browser.get(f"/{hidden.key}/judging/").status_code == 200


def test_accepting_twice_at_once_makes_one_role(invite, new_client):
    invite("judge@example.kz")
    url, person = link(letters()[0]), factories.user(email="judge@example.kz")
    browsers = [new_client().sign_in(person) for _ in range(3)]
    pages = [forms.find_form(browser.get(url), "/invitation/") for browser in browsers]
    answers = at_once(*[
        lambda browser=browser, form=form: forms.send(browser, url, form, {})
        for browser, form in zip(browsers, pages, strict=True)
    ])
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert judges() == [person.id]


def test_judge_is_not_invited_again(invite, organizer, edition):
    factories.judge(edition, email="judge@example.kz")
    invite("JUDGE@example.kz, new@example.kz")
    assert [letter.recipient for letter in letters()] == ["new@example.kz"]


def test_organizer_of_another_edition_cannot_invite(new_client, edition):
    stranger = new_client().sign_in(factories.organizer(factories.edition()))
    assert stranger.get(f"/{edition.key}/organize/judging/invitations").status_code == 403


def test_statements_of_the_invitation_page_do_not_grow(invite, organizer, edition):
    def statements():
        with count_statements() as found:
            organizer.get(f"/{edition.key}/organize/judging/invitations")
        return len(found)

    invite("one@example.kz")
    before = statements()
    invite(", ".join(f"judge{number}@example.kz" for number in range(29)))
    assert statements() == before
