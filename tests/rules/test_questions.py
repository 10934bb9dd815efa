"""What of a question may still change once people have answered, and once the form is frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from hackathon.errors import (
    AnswersFrozen,
    AnswersMissing,
    BoundsInvalid,
    OptionsNeeded,
    QuestionAnswered,
    QuestionFrozen,
    QuestionNotForJury,
)
from hackathon.rules import questions as rules
from hackathon.rules.questions import AskedOf, Kind, Shape

NOW = datetime(2027, 3, 1, tzinfo=UTC)
ONE = Shape(Kind.ONE, AskedOf.PERSON, False, False, frozenset("12"))


@pytest.mark.parametrize(("change", "answered", "frozen", "refusal"), [
    ({}, True, True, None),
    ({"required": True}, True, False, None),
    ({"options": frozenset("123")}, True, False, None),
    ({"kind": Kind.MANY}, False, False, None),
    ({"kind": Kind.MANY}, True, False, QuestionAnswered),
    ({"asked_of": AskedOf.TEAM}, True, False, QuestionAnswered),
    ({"options": frozenset("1")}, True, False, QuestionAnswered),
    ({"shown_to_jury": True}, True, False, QuestionNotForJury),
    ({"shown_to_jury": True}, False, False, None),
    ({"required": True}, False, True, QuestionFrozen),
    ({"options": frozenset("123")}, False, True, QuestionFrozen),
])  # fmt: skip
def test_what_answers_rest_on_stays(change, answered, frozen, refusal):
    after = replace(ONE, **change)
    if refusal is None:
        rules.require_change(ONE, after, answered=answered, frozen=frozen)
    else:
        with pytest.raises(refusal):
            rules.require_change(ONE, after, answered=answered, frozen=frozen)


@pytest.mark.parametrize(("shape", "refusal"), [
    (replace(ONE, options=frozenset("1")), OptionsNeeded),
    (replace(ONE, kind=Kind.MANY, most=3), BoundsInvalid),
    (replace(ONE, kind=Kind.NUMBER, least=5, most=4), BoundsInvalid),
    (replace(ONE, kind=Kind.SHORT, most=301), BoundsInvalid),
])  # fmt: skip
def test_questions_that_nobody_could_answer_are_refused(shape, refusal):
    with pytest.raises(refusal):
        rules.require_sound(shape)


def test_zero_is_an_answer_and_nothing_is_none():
    asked = [SimpleNamespace(id=1, required=True), SimpleNamespace(id=2, required=False)]
    rules.require_answers(asked, {1: 0})
    for empty in ("", None, [], {}):
        with pytest.raises(AnswersMissing):
            rules.require_answers(asked, {1: empty})


def test_answers_freeze_with_the_tick():
    rules.require_open(NOW, NOW - timedelta(microseconds=1))
    rules.require_open(None, NOW)
    with pytest.raises(AnswersFrozen):
        rules.require_open(NOW, NOW)
