"""Who is under age on which day, and until when a guardian can answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from hackathon.errors import (
    BirthDateInvalid,
    BirthDateNeeded,
    GuardianIsOneself,
    GuardianLinkUseless,
    GuardianNeeded,
    TooManyGuardianLetters,
)
from hackathon.rules import guardians as rules
from hackathon.rules import registrations
from hackathon.rules.guardians import Age, Guardian
from hackathon.rules.registrations import Chosen, State

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
MOTHER = Guardian("Ýşşägül", "mother@example.kz", "ru")


@pytest.mark.parametrize(
    ("born", "day", "minor"),
    [
        (date(2009, 3, 1), date(2027, 3, 1), False), (date(2009, 3, 2), date(2027, 3, 1), True),
        (date(2008, 2, 29), date(2026, 2, 28), True), (date(2008, 2, 29), date(2026, 3, 1), False),
    ],
)  # fmt: skip
def test_people_come_of_age_on_their_birthday(born, day, minor):
    assert rules.is_minor(Age(born, MOTHER), day) == minor


def test_a_day_on_which_nobody_was_born_is_refused():
    for born in (date(2027, 3, 2), date(1900, 1, 1)):
        with pytest.raises(BirthDateInvalid):
            rules.is_minor(Age(born, MOTHER), NOW.date())
    for age in (None, Age(None, MOTHER)):
        with pytest.raises(BirthDateNeeded):
            rules.is_minor(age, NOW.date())


def test_a_guardian_is_somebody_else_with_a_name_and_an_address():
    rules.require_guardian(MOTHER, "me@example.kz", "mother@example.kz")
    with pytest.raises(GuardianIsOneself):
        rules.require_guardian(MOTHER, "mother@example.kz", "mother@example.kz")
    for guardian in (Guardian("", "mother@example.kz", "ru"), Guardian("Ýşşägül", "", "ru")):
        with pytest.raises(GuardianNeeded):
            rules.require_guardian(guardian, "me@example.kz", "")


def test_a_link_ends_after_two_weeks_or_with_the_submissions_and_letters_are_few():
    assert rules.link_ends(NOW, NOW + timedelta(days=30)) == NOW + rules.LASTS
    assert rules.link_ends(NOW, NOW + timedelta(days=3)) == NOW + timedelta(days=3)
    rules.require_open(NOW + timedelta(microseconds=1), NOW)
    with pytest.raises(GuardianLinkUseless):
        rules.require_open(NOW, NOW)
    rules.require_few_letters(rules.MOST_LETTERS - 1)
    with pytest.raises(TooManyGuardianLetters):
        rules.require_few_letters(rules.MOST_LETTERS)


@pytest.mark.parametrize("state", [State.GUARDIAN, State.DECLINED])
@pytest.mark.parametrize("target", [State.ADMITTED, State.WAITLISTED])
def test_organizers_cannot_decide_in_place_of_a_guardian(state, target):
    found = registrations.fates([Chosen(1, state, awaits_guardian=True)], target, None)
    assert (found[0].after, found[0].why) == (None, "guardian")
    assert registrations.fates([Chosen(1, State.GUARDIAN, "", True)], State.DECLINED, None)[0].after == State.DECLINED
