"""The base of every form: errors beside their fields, everything typed kept, refusals of actions shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField, Form
from wtforms.validators import InputRequired, StopValidation

from hackathon.errors import NotAllowed, NotFound, Refusal, SignInNeeded
from hackathon.web import refusals
from hackathon.web.locale import texts

# For a form that is read and never shown: the token was checked before the view, and it needs no new one.
CSRF_CHECKED = {"csrf": False}


class _Catalogue:
    """Translate WTForms' own messages through this project's catalogue."""

    def __init__(self) -> None:
        self.texts = texts.get_translations()

    def gettext(self, message: str) -> str:
        return self.texts.ugettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        # WTForms fills in its own values (%(max)d) afterwards; Flask-Babel's ngettext would miss them.
        return self.texts.ungettext(singular, plural, number)


class Worded:
    """Let WTForms speak the reader's language."""

    def get_translations(self, form: Form) -> _Catalogue:
        return _Catalogue()


class PartForm(Form):
    """A group of fields inside a form: a row, or one text in several languages."""

    Meta = Worded


class BaseForm(FlaskForm):
    """A form with CSRF that can show the refusal of its action beside the right field."""

    refused_status = 422

    class Meta(Worded):
        def wrap_formdata(self, form: Form, formdata: Any) -> Any:
            """Read the fields of a sent form alone: JSON, or a file in place of a text, would break its fields."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            if request.method in ("GET", "HEAD", "OPTIONS"):
                return None
            wanted = {field.name for field in form if isinstance(field, FileField)}
            files = MultiDict((name, file) for name, file in request.files.items(multi=True) if name in wanted)
            return (CombinedMultiDict((files, request.form)) if wanted else request.form) or None

    def performs(self, action: Callable[[], Any]) -> bool:
        """Run the action; keep a refusal in the form and return False, so that the page can be shown again."""
        try:
            self.outcome = action()
        except (NotFound, NotAllowed, SignInNeeded):
            raise
        except Refusal as refusal:
            self.show(refusal)
            return False
        return True

    def show(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or above the form."""
        words = refusals.worded(refusal)
        message = f"{words.message} {words.next_step}"
        self.refused_status = refusal.status
        self.refusal = refusal
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors.append(message)
        else:
            field.errors = [*field.errors, message]


def page(template: str, form: BaseForm, **values: Any) -> Response:
    """Show a page with a form; with the refusal's status if the form has errors. A program gets the errors alone."""
    if form.is_submitted() and form.errors and refusals.wants_json():
        code = form.refusal.code if hasattr(form, "refusal") and form.refusal else "invalid"
        errors = [*form.form_errors, *(error for field in form for error in field.errors)]
        return refusals.problem(form.refused_status, code, " ".join(str(error) for error in errors))
    response = make_response(render_template(template, form=form, **values))
    if form.is_submitted() and form.errors:
        response.status_code = form.refused_status
    return response


FIELD_REQUIRED = _l("Fill in this field.")


class Required(InputRequired):
    """Refuse what is missing, and a text of nothing but blanks."""

    def __call__(self, form: Form, field: Field) -> None:
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            field.errors = []
            raise StopValidation(str(self.message))


def required(message: Any = FIELD_REQUIRED) -> InputRequired:
    """Ask for the field, in words that say what to do."""
    return Required(message=message)
