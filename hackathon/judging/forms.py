"""Forms of judging."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import HiddenInput, ListWidget, TextInput

from hackathon.config import INTERFACE_LANGUAGES, LANGUAGES
from hackathon.errors import MarkOutsideScale, Refusal
from hackathon.judging.sheets import Sheet
from hackathon.rules import scoring
from hackathon.web import forms, refusals
from hackathon.web.choices import select_choices
from hackathon.web.fields import ProseField, WholeNumberField

MOST_BUTTONS = 21
MOST_ADDRESSES = 50
MOST_CRITERIA = 50
_CRITERION = re.compile(r"c[1-9]\d{0,8}", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)


class MarkField(Field):
    """One mark: a row of buttons, or a number on a long scale. Nothing chosen is no mark yet."""

    def __init__(self, label: Any = None, validators: Any = None, *, scale: tuple[int, int], **options: Any) -> None:
        self.scale = scale
        super().__init__(label, validators, **options)

    @property
    def widget(self) -> Any:
        """The error summary links to the first of the buttons, or to the number."""
        return ListWidget() if self.has_buttons else TextInput()

    @property
    def has_buttons(self) -> bool:
        return self.scale[1] - self.scale[0] < MOST_BUTTONS

    @property
    def choices(self) -> list[tuple[int, str]]:
        return [(mark, str(mark)) for mark in range(self.scale[0], self.scale[1] + 1)]

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or (not self.has_buttons and not valuelist[0].strip()):
            return
        self.data = typed = valuelist[0].strip()
        try:
            self.data = scoring.require_mark_in_scale(int(typed) if _WHOLE.fullmatch(typed) else typed, *self.scale)
        except MarkOutsideScale as refusal:
            words = refusals.worded(refusal)
            raise ValueError(f"{words.message} {words.next_step}") from refusal


class ScorecardForm(forms.BaseForm):
    """Comments and version; `scorecard_form` adds one field for each criterion."""

    refusal: Refusal | None = None
    criteria: Sequence[Any] = ()
    version = IntegerField(default=0, widget=HiddenInput())
    comment_to_team = ProseField(_l("Comment to the team"), [Length(max=4000)], default="")
    comment_to_jury = ProseField(_l("Note to the jury"), [Length(max=4000)], default="")

    @property
    def marks(self) -> dict[int, MarkField]:
        """Return the fields of the criteria by their ids."""
        return {int(field.name[1:]): field for field in self if isinstance(field, MarkField)}

    def each_error(self) -> Iterator[str]:
        """Give the messages beside the fields one after the other."""
        yield from (str(error) for field in self for error in field.errors)

    def sheet(self) -> Sheet:
        """Return what was filled in."""
        return Sheet(
            marks={criterion: field.data for criterion, field in self.marks.items() if field.data is not None},
            comment_to_team=self.comment_to_team.data or "",
            comment_to_jury=self.comment_to_jury.data or "",
            version=self.version.data or 0,
        )

    def show(self, refusal: Refusal) -> None:
        """Name each criterion without a mark beside its buttons."""
        super().show(refusal)
        marks = self.marks
        for criterion in refusal.details.get("missing", ()):
            if criterion in marks:
                marks[criterion].errors = [*marks[criterion].errors, _("Choose a mark.")]


@lru_cache(maxsize=64)
def scorecard_form(criteria: tuple[int, ...], scale: tuple[int, int]) -> type[ScorecardForm]:
    """Return the form for a rubric: fields `c1`, `c2` ... by the criteria's ids."""
    fields = {f"c{criterion}": MarkField(scale=scale) for criterion in criteria}
    return type("RubricForm", (ScorecardForm,), fields)


def sent_criteria(sent: Iterable[str]) -> tuple[int, ...]:
    """Return the criteria for which a mark was sent."""
    return tuple(sorted({int(name[1:]) for name in sent if _CRITERION.fullmatch(name)}))[:MOST_CRITERIA]


class ConflictForm(forms.BaseForm):
    reason = ProseField(_l("What ties you to this team?"), [forms.required(), Length(max=1000)])


class InviteJudgesForm(forms.BaseForm):
    addresses = ProseField(
        _l("E-mail addresses"),
        [forms.required(), Length(max=10_000)],
        description=_l("One or many, separated by commas or line breaks."),
    )
    language = SelectField(
        _l("Language of the letter"), choices=select_choices((code, LANGUAGES[code]) for code in INTERFACE_LANGUAGES)
    )

    def validate_addresses(self, field: ProseField) -> None:
        """Name the addresses that are not right, so that the others need not be typed again."""
        self.each = list(dict.fromkeys(filter(None, map(_address, re.split(r"[,;\n]+", field.data or "")))))
        wrong = [address for address in self.each if not _is_address(address)]
        if wrong:
            raise ValidationError(_("These are not e-mail addresses: %(wrong)s", wrong=", ".join(wrong[:5])))
        if not self.each:
            raise ValidationError(str(forms.FIELD_REQUIRED))
        if len(self.each) > MOST_ADDRESSES:
            raise ValidationError(_("Invite at most %(limit)s people at a time.", limit=MOST_ADDRESSES))


def _address(typed: str) -> str:
    """Return the address of `Name <name@example.com>` or of what stands alone."""
    inside = re.search(r"<([^<>]*)>", typed)
    return (inside.group(1) if inside else typed).strip()


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(text) <= 254


class DealForm(forms.BaseForm):
    """Confirm a deal that was looked at."""

    reviews = WholeNumberField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, 50)])
    digest = HiddenField(validators=[InputRequired(), Length(max=64)])


class AssignForm(forms.BaseForm):
    judge_id = WholeNumberField(widget=HiddenInput(), validators=[InputRequired()])


class UnassignForm(AssignForm):
    reason = ProseField(_l("Reason"), [Length(max=1000)], default="")


KEEP, SET_ASIDE = "keep", "set_aside"
CARDS = {KEEP: _l("keep counting, all of them"), SET_ASIDE: _l("are set aside, all of them")}


class RemoveJudgeForm(forms.BaseForm):
    """The decision about finished cards is made here, with a reason, before its effect on the places is shown."""

    reason = ProseField(_l("Reason"), [forms.required(), Length(max=1000)])
    cards = RadioField(
        _l("The finished scorecards of this judge"),
        [forms.required(_l("Choose what happens to the finished scorecards."))],
        choices=select_choices(CARDS.items()),
    )


class NoShowForm(forms.BaseForm):
    reason = ProseField(_l("Reason"), [forms.required(), Length(max=1000)])
