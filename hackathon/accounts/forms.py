"""Forms of accounts: sign-in, sign-up, passwords, details."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, RadioField
from wtforms.validators import InputRequired, Length, Optional

from hackathon.accounts import consents, passwords
from hackathon.accounts.details import Category, Gender, Person
from hackathon.accounts.forms_choice import UniversityChoice
from hackathon.errors import Refusal
from hackathon.rules import people
from hackathon.rules.passwords import LONGEST
from hackathon.web.choices import select_choices
from hackathon.web.fields import AddressField, LineField
from hackathon.web.forms import BaseForm, required

CATEGORIES = {
    Category.STUDENT: _l("Student"),
    Category.TEACHER: _l("Teacher"),
    Category.STAFF: _l("Administrative staff"),
    Category.INDUSTRY: _l("Industry"),
    Category.OTHER: _l("Other"),
}
GENDERS = {
    Gender.FEMALE: _l("Female"),
    Gender.MALE: _l("Male"),
    Gender.OTHER: _l("Other"),
    Gender.UNDISCLOSED: _l("Prefer not to say"),
}
PASSWORD_HINT = _l("At least 10 characters. Several words are easy to remember and hard to guess.")


class SignInForm(BaseForm):
    email = AddressField(_l("Email"), [required(), Length(max=254)])
    password = PasswordField(_l("Password"), [required(), Length(max=LONGEST)])
    next = HiddenField(validators=[Length(max=1000)])


class AskResetForm(BaseForm):
    email = AddressField(_l("Email"), [required(), Length(max=254)])


class ButtonForm(BaseForm):
    """A page with nothing to fill in but a button to press."""


class ConfirmForm(ButtonForm):
    password = PasswordField(
        _l("Password"),
        [required(), Length(max=LONGEST)],
        description=_l("The one that you chose when you made the account."),
    )


class NewPasswordForm(BaseForm):
    password = PasswordField(_l("New password"), [required(), Length(max=LONGEST)], description=PASSWORD_HINT)


class ChangePasswordForm(NewPasswordForm):
    current = PasswordField(_l("Present password"), [required(), Length(max=LONGEST)])


class PersonForm(UniversityChoice):
    """Who somebody is; one of family and given name is enough."""

    family_name = LineField(_l("Family name"), [Optional(), Length(max=120)], default="")
    given_name = LineField(_l("Given name"), [Optional(), Length(max=120)], default="")
    patronymic = LineField(_l("Patronymic (if any)"), [Optional(), Length(max=120)], default="")
    latin_name = LineField(
        _l("Name in Latin letters"), [Optional(), Length(max=120)], default="",
        description=_l("As it should stand on a certificate in English."),
    )
    category = RadioField(
        _l("You are"), [required()], choices=select_choices(CATEGORIES.items()), default=Category.STUDENT
    )
    gender = RadioField(_l("Gender"), [Optional()], choices=select_choices(GENDERS.items()))

    def validate(self, extra_validators: Any = None) -> bool:
        """Show what is missing together with everything else that is wrong."""
        fine = super().validate(extra_validators)
        university_id, other = self.university_chosen()
        for require, values in (
            (people.require_name, (self.family_name.data, self.given_name.data)),
            (people.require_university, (self.category.data, university_id, other)),
            (self.require_decided, (self.category.data,)),
        ):
            try:
                require(*values)
            except Refusal as refusal:
                if not self._fields[refusal.field or ""].errors:
                    self.show(refusal)
                fine = False
        return fine

    def person(self, language: str) -> Person:
        """Return what was typed."""
        university_id, other = self.university_chosen()
        names = ("family_name", "given_name", "patronymic", "latin_name")
        return Person(
            **{name: self._fields[name].data or "" for name in names},
            university_id=university_id,
            university_other=other,
            category=Category(self.category.data),
            gender=Gender(self.gender.data) if self.gender.data else None,
            language=language,
        )


class SignUpForm(PersonForm):
    email = AddressField(
        _l("Email"), [required(), Length(max=254)], description=_l("We send a link there to confirm it is yours.")
    )
    password = PasswordField(_l("Password"), [required(), Length(max=LONGEST)], description=PASSWORD_HINT)
    next = HiddenField(validators=[Length(max=1000)])
    privacy, rules, photo, public_name, partners = (
        BooleanField(text.label, [InputRequired(text.needed)] if text.mandatory else []) for text in consents.TEXTS
    )

    def agreed(self) -> frozenset[Any]:
        """Return the purposes whose boxes are ticked."""
        return frozenset(text.purpose for text in consents.TEXTS if self._fields[text.purpose].data)

    def password_hash(self) -> str:
        """Return the hash of the password, or refuse it."""
        return passwords.hashed(self.password.data, self.email.data, self.family_name.data, self.given_name.data)
