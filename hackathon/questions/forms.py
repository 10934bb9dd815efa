"""The form in which an organizer words a question."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import HiddenInput

from hackathon.questions.drafts import QuestionDraft
from hackathon.questions.queries import REGISTRATION
from hackathon.questions.words import ASKED, KINDS
from hackathon.rules.questions import AskedOf, Kind
from hackathon.web import rows
from hackathon.web.choices import select_choices
from hackathon.web.fields import LARGEST, WholeNumberField, localized_field
from hackathon.web.forms import BaseForm, PartForm, required


class QuestionForm(BaseForm):
    """What does not depend on the edition's languages."""

    version = WholeNumberField(widget=HiddenInput(), default=0, validators=[required()])
    kind = SelectField(_l("Kind of answer"), choices=select_choices(KINDS.items()))
    asked_of = RadioField(_l("Who is asked"), choices=select_choices(ASKED.items()), default=AskedOf.PERSON.value)
    required = BooleanField(_l("An answer is required"))
    shown_to_jury = BooleanField(
        _l("The jury reads the answers"),
        description=_l("Beside the project and without names. While judging is blind they are not shown."),
    )
    least = WholeNumberField(_l("At least"), [Optional(), NumberRange(-LARGEST, LARGEST)])
    most = WholeNumberField(_l("At most"), [Optional(), NumberRange(-LARGEST, LARGEST)])

    def draft(self) -> QuestionDraft:
        """Return what the action stores."""
        options = tuple((row["key"] or "", _filled(row["text"])) for row in self.options.data)
        plain = {name: self[name].data for name in ("required", "shown_to_jury", "least", "most")}
        texts = {name: _filled(self[name].data) for name in ("wording", "help")}
        kind, asked_of = Kind(self.kind.data), AskedOf(self.asked_of.data)
        return QuestionDraft(REGISTRATION, kind, asked_of, options=options, **texts, **plain)


def question_form(edition: Any, question: Any = None, *, typed: bool = True) -> QuestionForm:
    """Return the form for a question, or for a new one, in every language of the edition."""
    languages = list(dict.fromkeys([edition.main_language, *edition.languages]))
    option = {"key": HiddenField(), "text": localized_field(_l("Option"), languages, longest=200)}
    fields = {
        "wording": localized_field(_l("Question"), languages, required=edition.main_language, longest=300),
        "help": localized_field(
            _l("Help"), languages, longest=600, prose=True,
            description=_l("What the answer is used for, and what a good one looks like."),
        ),
        "options": FieldList(FormField(type("OptionForm", (PartForm,), option)), max_entries=rows.MOST),
    }  # fmt: skip
    kind = type("LocalQuestionForm", (QuestionForm,), fields)
    return kind(rows.typed() if typed else None, data=_stored(question))


def _stored(question: Any) -> dict[str, Any]:
    if question is None:
        return {"options": [{}, {}], "kind": Kind.SHORT.value}
    names = ("version", "kind", "asked_of", "required", "shown_to_jury", "least", "most", "wording", "help")
    options = question.options or [{}, {}]
    return {**{name: getattr(question, name) for name in names}, "options": options}


def _filled(texts: dict[str, str | None]) -> dict[str, str]:
    return {language: text or "" for language, text in texts.items()}
