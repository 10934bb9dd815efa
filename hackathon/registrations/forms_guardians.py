"""Age and guardian, as the person gives them, and the guardian's consent."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField
from wtforms.validators import Length, Optional

from hackathon.config import INTERFACE_LANGUAGES, LANGUAGES
from hackathon.registrations.guardian_text import TEXT
from hackathon.rules.guardians import Age, Guardian
from hackathon.web.choices import select_choices
from hackathon.web.fields import AddressField, LineField
from hackathon.web.forms import BaseForm, required

BORN = _l("Date of birth")
BORN_HINT = _l(
    "This event admits people under 18 and so has to ask. It is stored only for those who are under 18, and neither "
    "teams nor the jury see it."
)


def _guardian_fields(*checks: Any) -> dict[str, Any]:
    spoken = select_choices((code, LANGUAGES[code]) for code in INTERFACE_LANGUAGES)
    return {
        "guardian_name": LineField(_l("Name of a parent or another guardian"), [*checks, Length(max=200)], default=""),
        "guardian_email": AddressField(
            _l("E-mail address of the guardian"), [*checks, Length(max=254)], default="",
            description=_l("A letter with a link goes there. You take part once your guardian has consented."),
        ),
        "guardian_language": RadioField(_l("Language of the letter"), [required()], choices=spoken, default="ru"),
    }


def age_fields() -> dict[str, Any]:
    """Return what is asked beside the questions where people under age may take part."""
    born = DateField(BORN, [required()], description=BORN_HINT)
    return {"birth_date": born, **_guardian_fields(Optional())}


def age_in(form: Any) -> Age | None:
    """Return what a form says about age, None for a form that does not ask."""
    return Age(form.birth_date.data, guardian_in(form)) if "birth_date" in form else None


def guardian_in(form: Any) -> Guardian:
    """Return whom a form names."""
    return Guardian(form.guardian_name.data or "", form.guardian_email.data or "", form.guardian_language.data or "ru")


def guardian_form(row: Any = None) -> Any:
    """Return the form that sends the letter again."""
    return type("GuardianForm", (BaseForm,), _guardian_fields(required()))(obj=row)


class GuardianConsentForm(BaseForm):
    name = LineField(_l("Your family name and given name"), [required(), Length(max=200)], default="")
    agreed = BooleanField(
        TEXT.label,
        [required(_l("Tick the box if you consent. If you do not, close this page."))],
    )
