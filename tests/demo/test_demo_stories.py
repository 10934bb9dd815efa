"""Team names, projects and comments: the same for the same seed, never with a hole in the text."""

from __future__ import annotations

import random
import re
from itertools import islice

import pytest

from hackathon.demo import content, stories
from hackathon.text import look_alike_key

COUNTRIES = ("KZ", "KG", "TJ", "TM", "UZ")
BRIEFS = [row["key"] for row in content.load("challenges")["challenges"]]
MANY = r"\b(\d+) (дней|вечеров|цехов|проб|садов|машин|изделий|мешков|выдач|продавцов|ноутбуков|циклов|хозяйств)\b"
MARKS = {"impact": 0.9, "innovation": 0.5, "feasibility": 0.6, "circularity": 0.7, "business": 0.2, "pitch": 0.6}


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_thousand_team_names_differ_to_the_eye(country):
    names = list(islice(stories.team_names(country, 3), 1000))
    assert len({look_alike_key(name) for name in names}) == 1000
    assert names == list(islice(stories.team_names(country, 3), 1000))


@pytest.mark.parametrize("country", COUNTRIES)
def test_composed_projects_are_the_same_for_the_same_seed_and_have_no_holes(country):
    found = list(islice(stories.composed(country, 5, BRIEFS), 300))
    assert found == list(islice(stories.composed(country, 5, BRIEFS), 300))
    for story in found:
        assert "{" not in story.title + story.pitch + story.description
        assert len(story.title) <= 160
        assert len(story.pitch) <= 280
        assert 0 < story.quality < 1
    assert {story.challenge for story in found} == set(BRIEFS)
    assert {story.language for story in found} == {"en", "ru"}


def test_numbers_in_russian_sentences_fit_their_endings():
    found = islice(stories.composed("KZ", 1, BRIEFS), 1500)
    counted = re.findall(MANY, "\n".join(story.description for story in found))
    assert len(counted) > 500
    assert [f"{number} {word}" for number, word in counted if not takes_many(int(number))] == []


def takes_many(number):
    """Tell whether a Russian noun after the number has the ending of many: 5 дней, 11 дней, 20 дней."""
    return number % 10 not in (1, 2, 3, 4) or number % 100 in (11, 12, 13, 14)


def test_projects_of_kazakhstan_are_written_by_hand_in_three_languages():
    found = stories.written("KZ")
    assert len(found) >= 24
    assert {story.language for story in found} == {"kk", "ru", "en"}
    assert len({story.title for story in found}) == len({look_alike_key(story.team) for story in found}) == len(found)
    assert min(len(story.description.split()) for story in found) > 100


@pytest.mark.parametrize("country", COUNTRIES)
def test_written_projects_answer_a_brief_of_their_country(country):
    briefs = {row["key"]: row["countries"] for row in content.load("challenges")["challenges"]}
    universities = {row["key"]: row["country"] for row in content.load("places")["universities"]}
    for story in stories.written(country):
        assert country in briefs[story.challenge]
        assert universities[story.university] == country


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_comment_praises_the_best_and_advises_on_the_weakest(language):
    texts = content.load("comments")
    praise, advice = stories.comment_to_team(MARKS, language, random.Random(1)).split("\n\n")
    assert praise in [each[language] for each in texts["praise"]["impact"]]
    assert advice in [each[language] for each in texts["advice"]["business"]]


def test_faint_praise_is_given_where_nothing_is_strong():
    weak = {key: value / 3 for key, value in MARKS.items()}
    praise = stories.comment_to_team(weak, "en", random.Random(1)).split("\n\n")[0]
    assert praise in [each["en"] for each in content.load("comments")["fair"]["impact"]]
