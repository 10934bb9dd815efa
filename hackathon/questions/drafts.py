"""A question as an organizer typed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hackathon.db import Localized
from hackathon.questions.models import Question
from hackathon.rules.questions import BOUNDED, CHOICES, AskedOf, Kind

Texts = Mapping[str, str]


@dataclass(frozen=True)
class QuestionDraft:
    """What a question becomes; options are (key, text by language), a new one without a key."""

    form: str
    kind: Kind
    asked_of: AskedOf
    wording: Texts
    help: Texts = field(default_factory=dict)
    required: bool = False
    shown_to_jury: bool = False
    options: tuple[tuple[str, Texts], ...] = ()
    least: int | None = None
    most: int | None = None

    def write(self, question: Question) -> None:
        """Write the draft into a question; texts in languages that were not shown stay."""
        for name in ("wording", "help"):
            setattr(question, name, _merged(getattr(question, name) or {}, getattr(self, name)))
        for name in ("kind", "asked_of", "required", "shown_to_jury"):
            setattr(question, name, getattr(self, name))
        bounded = self.kind in BOUNDED
        question.least, question.most = (self.least, self.most) if bounded else (None, None)
        question.options = self._options(question) if self.kind in CHOICES else []

    def _options(self, question: Question) -> list[dict[str, Any]]:
        """Keep the keys of options that exist; a key that was given once is never given to another option."""
        before = {each["key"]: each["text"] for each in question.options or []}
        last = max((int(key) for key in before if key.isdigit()), default=0)
        found = []
        for key, text in self.options:
            if key not in before or any(each["key"] == key for each in found):
                last += 1
                key = str(last)
            merged = _merged(before.get(key, {}), text)
            if merged:
                found.append({"key": key, "text": dict(merged)})
        return found


def _merged(before: Texts, typed: Texts) -> Localized:
    return Localized({language: text for language, text in {**before, **typed}.items() if text})
