"""The form in which questions are answered; a file that was chosen is kept while the rest is corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.widgets import HiddenInput

from hackathon.errors import Refusal
from hackathon.files import storage
from hackathon.questions import queries
from hackathon.questions.answering import Given
from hackathon.questions.forms_fields import field_for
from hackathon.rules.questions import Kind
from hackathon.web import refusals
from hackathon.web.fields import WholeNumberField
from hackathon.web.forms import FIELD_REQUIRED, BaseForm, page

Keep = Callable[[Any, Any], Any]


class AnswersForm(BaseForm):
    """Questions are fields q1, q2 ...; q3_kept names the file that is there, q3_drop takes it away."""

    version = WholeNumberField(widget=HiddenInput(), default=0)
    questions: Sequence[Any] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.refused_files: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def given(self) -> Given:
        """Return what the action stores."""
        return Given({each.id: self._value(each) for each in self.questions}, self.version.data or 0)

    def _value(self, question: Any) -> Any:
        field = self[f"q{question.id}"]
        if question.kind == Kind.FILE:
            return {"file": field.kept.id} if field.kept else None
        if question.kind == Kind.DATE:
            return field.data.isoformat() if field.data else None
        return field.data

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        for each in self.questions:
            field = self[f"q{each.id}"]
            if each.kind == Kind.FILE and each.required and not field.kept and not field.errors:
                field.errors = [FIELD_REQUIRED]
                valid = False
        return valid


def answers_form(
    questions: Sequence[Any], sheet: Any = None, *, who: int | None = None, typed: bool = True,
    beside: dict[str, Any] | None = None,
) -> Any:  # fmt: skip
    """Return the form with these questions, filled in from a sheet, and with fields beside them."""
    fields: dict[str, Any] = {"questions": questions, **(beside or {})}
    for each in questions:
        fields[f"q{each.id}"] = field_for(each)
        if each.kind == Kind.FILE:
            fields[f"q{each.id}_kept"] = HiddenField(default="")
            fields[f"q{each.id}_drop"] = BooleanField(_l("Take this file away"))
    kind = type("LocalAnswersForm", (AnswersForm,), fields)
    data = {"version": sheet.version if sheet else 0, **_stored(questions, sheet)}
    form = kind(data=data) if typed else kind(None, data=data)
    for each in questions:
        if each.kind == Kind.FILE:
            _find_kept(form, each, sheet.id if sheet else None, who)
    return form


def _stored(questions: Sequence[Any], sheet: Any) -> dict[str, Any]:
    values, data = (sheet.values if sheet else {}), {}
    for each in questions:
        value = values.get(each.id)
        if each.kind == Kind.FILE:
            data[f"q{each.id}_kept"] = str(value["file"]) if value else ""
        elif value is not None:
            data[f"q{each.id}"] = date.fromisoformat(value) if each.kind == Kind.DATE else value
    return data


def _find_kept(form: AnswersForm, question: Any, sheet_id: int | None, who: int | None) -> None:
    name = f"q{question.id}"
    number = form[f"{name}_kept"].data or ""
    given = number.isascii() and number.isdigit() and len(number) < 10 and not form[f"{name}_drop"].data
    form[name].kept = queries.kept_file(int(number), question.id, sheet_id=sheet_id, who=who) if given else None
    form[f"{name}_kept"].data = str(form[name].kept.id) if form[name].kept else ""


def keep_uploads(form: AnswersForm, keep: Keep) -> None:
    """Store the files that were chosen, before the rest of the form is looked at: none has to be chosen again."""
    for each in form.questions:
        field = form[f"q{each.id}"]
        if each.kind != Kind.FILE or not form.is_submitted() or not getattr(field.data, "filename", ""):
            continue
        try:
            field.kept = _kept(each, field.data, keep)
        except Refusal as refusal:
            words = refusals.worded(refusal)
            form.refused_files[field.name] = f"{words.message} {words.next_step}"
        else:
            form[f"{field.name}_kept"].data = str(field.kept.id)


def _kept(question: Any, upload: Any, keep: Keep) -> Any:
    settings = current_app.extensions["settings"]
    folder = settings.uploads_path
    stored = storage.keep(upload.stream, upload.filename, folder, limit=settings.upload_limit)
    try:
        return keep(question, stored)
    except Refusal:
        storage.discard(stored, folder)
        raise


def shown_again(template: str, form: AnswersForm, **values: Any) -> Any:
    """Show a page with the form; say that chosen files are safe if something else has to be corrected."""
    safe = [form[f"q{each.id}"].kept for each in form.questions if each.kind == Kind.FILE]
    note = gettext("Files that you chose are kept: you need not choose them again.") if any(safe) else ""
    return page(template, form, kept_note=note if form.errors else "", **values)
