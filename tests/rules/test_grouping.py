"""Teams for those left alone: as good as trying every division, and proven for as many as an event has."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from random import Random

import pytest

from hackathon.rules.grouping import Person, Terms, Wish, cost, is_allowed, is_met, shared
from hackathon.rules.grouping_exact import divide

EVERY_WISH = tuple(Wish)
LANGUAGES = ("ru", "kk", "en", "uz")


def crowd(random, count, *, universities=4, disciplines=3, women=0.4, languages=LANGUAGES):
    return [
        Person(
            number, frozenset(random.sample(languages, random.randint(1, min(2, len(languages))))),
            random.choice(["", *(f"u{each}" for each in range(universities))]),
            random.choice(["", *(f"d{each}" for each in range(disciplines))]), random.random() < women,
        )
        for number in range(count)
    ]  # fmt: skip


def least(people, terms):
    """Try every division."""

    @cache
    def of(left):
        if not left:
            return 0
        first, others = left[0], left[1:]
        found = [cost([], 1, terms) + of(others)]
        for size in terms.sizes:
            for chosen in combinations(others, size - 1):
                team = [first, *chosen]
                if shared(team):
                    found.append(cost([team], size, terms) + of(tuple(each for each in others if each not in chosen)))
        return min(found)

    return of(tuple(people))


@pytest.mark.parametrize("seed", range(30))
def test_no_division_of_a_few_people_is_better(seed):
    random = Random(seed)
    people = crowd(random, random.randint(0, 8), universities=2, disciplines=2, women=0.25, languages=LANGUAGES[:3])
    smallest = random.randint(1, 3)
    largest = random.randint(max(2, smallest), 5)
    terms = Terms(smallest, largest, random.randint(smallest, largest), random.choice([EVERY_WISH, EVERY_WISH[:1], ()]))
    found = divide(people, terms)
    teams = [[people[number] for number in team] for team in found.teams]
    assert is_allowed(teams, terms)
    assert found.is_proven
    assert found.cost == cost(teams, len(people), terms) == least(people, terms)


@pytest.mark.parametrize("traits", [{}, {"universities": 25, "disciplines": 60, "women": 0.18}])
def test_three_hundred_people_are_divided_and_the_division_is_proven(traits):
    people = crowd(Random(300), 300, **traits)
    terms = Terms(2, 5, 4, EVERY_WISH)
    found = divide(people, terms)
    teams = [[people[number] for number in team] for team in found.teams]
    assert is_allowed(teams, terms)
    assert found.is_proven
    assert len({number for team in found.teams for number in team}) == sum(map(len, found.teams)) == 300
    assert divide(people, terms) == found


def test_people_without_a_common_language_stay_alone_rather_than_not_understand_each_other():
    alone = Person(3, frozenset({"tk"}), "u1")
    people = [Person(1, frozenset({"ru"}), "u1"), Person(2, frozenset({"ru", "en"}), "u2"), alone]
    assert divide(people, Terms(2, 4, 3, EVERY_WISH)).teams == ((1, 2),)


def test_what_nobody_said_mixes_no_team():
    ru = frozenset({"ru"})
    assert not is_met(Wish.UNIVERSITIES, [Person(1, ru, "u1"), Person(2, ru)])
    assert is_met(Wish.UNIVERSITIES, [Person(1, ru, "u1"), Person(2, ru, "u2")])
