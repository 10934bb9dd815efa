"""A field for each kind of question."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, Field, RadioField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from hackathon.rules.questions import LONGEST, Kind
from hackathon.web.choices import select_choices
from hackathon.web.fields import LineField, LinkField, ProseField
from hackathon.web.forms import required
from hackathon.web.wording import localized, plain

LONGEST_NUMBER = 15


class NumberField(StringField):
    """A number, with a comma or a point."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = (valuelist[0] if valuelist else "").strip().replace(",", ".").replace("\u00a0", "").replace(" ", "")
        self.data = None
        if not typed:
            return
        try:
            number = Decimal(typed)
        except InvalidOperation as error:
            raise ValueError(gettext("Enter a number, like 12 or 4.5.")) from error
        if not number.is_finite() or len(typed) > LONGEST_NUMBER or abs(number.adjusted()) > LONGEST_NUMBER:
            raise ValueError(gettext("Enter a number, like 12 or 4.5."))
        self.data = int(number) if number == number.to_integral_value() else float(number)


class OneField(RadioField):
    """One option, or none where the question is optional."""

    def pre_validate(self, form: Any) -> None:
        if self.data:
            super().pre_validate(form)


class DayField(DateField):
    """A day, stored as 2027-03-12."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        super().process_formdata(valuelist)


class GivenFile(FileField):
    """A file; one that was kept counts as given."""

    kept: Any = None

    def pre_validate(self, form: Any) -> None:
        refused = getattr(form, "refused_files", {}).get(self.name)
        if refused:
            raise ValidationError(refused)


def field_for(question: Any) -> Field:
    """Return the field that asks a question, in the reader's language."""
    return MAKERS[Kind(question.kind)](question)


def _made(kind: Callable[..., Field], question: Any, *validators: Any, **options: Any) -> Field:
    first = required() if question.required and question.kind != Kind.FILE else Optional()
    return kind(localized(question.wording), [first, *validators], description=plain(question.help), **options)


def _text(question: Any) -> Field:
    longest = min(question.most or LONGEST[question.kind], LONGEST[question.kind])
    kind = LineField if question.kind == Kind.SHORT else ProseField
    return _made(kind, question, Length(min=question.least or -1, max=longest))


def _one(question: Any) -> Field:
    options = [(each["key"], localized(each["text"])) for each in question.options]
    none = [] if question.required else [("", _l("No answer"))]
    return _made(OneField, question, choices=select_choices([*options, *none]))


def _many(question: Any) -> Field:
    choices = select_choices((each["key"], localized(each["text"])) for each in question.options)
    looks = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
    return _made(SelectMultipleField, question, _count(question), choices=choices, **looks)


def _count(question: Any) -> Callable[[Any, Field], None]:
    def check(form: Any, field: Field) -> None:
        chosen = len(field.data or [])
        if question.least and chosen < question.least:
            raise ValidationError(gettext("Choose at least %(number)s.", number=question.least))
        if question.most and chosen > question.most:
            raise ValidationError(gettext("Choose at most %(number)s.", number=question.most))

    return check


def _number(question: Any) -> Field:
    has_bounds = question.least is not None or question.most is not None
    bounds = [NumberRange(question.least, question.most)] if has_bounds else []
    return _made(NumberField, question, *bounds)


MAKERS: dict[Kind, Callable[[Any], Field]] = {
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.ONE: _one,
    Kind.MANY: _many,
    Kind.NUMBER: _number,
    Kind.DATE: lambda question: _made(DayField, question),
    Kind.LINK: lambda question: _made(LinkField, question, Length(max=LONGEST[Kind.LINK])),
    Kind.FILE: lambda question: _made(GivenFile, question),
}
