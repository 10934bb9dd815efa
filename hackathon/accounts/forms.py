"""Forms of accounts: sign-in, sign-up, passwords, details, universities."""

from __future__ import annotations

from itertools import chain
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from hackathon.accounts import consents, passwords, queries
from hackathon.accounts.details import Category, Gender, Person
from hackathon.errors import Refusal
from hackathon.rules import people
from hackathon.rules.passwords import LONGEST
from hackathon.web.choices import select_choices
from hackathon.web.countries import country_name
from hackathon.web.fields import AddressField, LineField
from hackathon.web.forms import BaseForm, required
from hackathon.web.wording import plain

OTHER_UNIVERSITY = "other"
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
DOMAIN, KEY = r"^[\w.-]+\.[A-Za-z0-9-]{2,}$", r"^[a-z0-9-]+$"


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


class PersonForm(BaseForm):
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
    university = SelectField(_l("University"), default="")
    university_other = LineField(
        _l("Name of another university"), [Optional(), Length(max=200)], default="",
        description=_l("Only if yours is not in the list."),
    )
    gender = RadioField(_l("Gender"), [Optional()], choices=select_choices(GENDERS.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.university.choices = university_choices()

    def validate(self, extra_validators: Any = None) -> bool:
        """Show what is missing together with everything else that is wrong."""
        fine = super().validate(extra_validators)
        university_id, other = self.university_chosen()
        for require, values in (
            (people.require_name, (self.family_name.data, self.given_name.data)),
            (people.require_university, (self.category.data, university_id, other)),
        ):
            try:
                require(*values)
            except Refusal as refusal:
                if not self._fields[refusal.field or ""].errors:
                    self.show(refusal)
                fine = False
        return fine

    def university_chosen(self) -> tuple[int | None, str]:
        """Return (id in the register, None) or (None, name that was typed)."""
        chosen = self.university.data or ""
        if chosen.isascii() and chosen.isdigit() and len(chosen) < 10:
            return int(chosen), ""
        return None, (self.university_other.data or "") if chosen == OTHER_UNIVERSITY else ""

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


class UniversityForm(BaseForm):
    """A line of the register; the English name is needed, the others fall back to it."""

    country = SelectField(_l("Country"))
    name_en = LineField(_l("Name in English"), [required(), Length(max=200)])
    name_ru = LineField(_l("Name in Russian"), [Optional(), Length(max=200)], default="")
    name_native = LineField(_l("Name in the country's language"), [Optional(), Length(max=200)], default="")
    city_en = LineField(_l("City in English"), [Optional(), Length(max=100)], default="")
    city_ru = LineField(_l("City in Russian"), [Optional(), Length(max=100)], default="")
    city_native = LineField(_l("City in the country's language"), [Optional(), Length(max=100)], default="")
    domain = LineField(
        _l("Domain"), [Optional(), Length(max=120), Regexp(DOMAIN, message=_l("Enter a domain like example.kz."))],
        default="", description=_l("The part of its e-mail addresses after the @ sign."),
    )
    is_partner = BooleanField(_l("Partner of the project"))
    is_verified = BooleanField(_l("Checked against an official source"), default=True)

    def texts(self, what: str) -> dict[str, str]:
        """Return the name or the city by language."""
        return {language: self._fields[f"{what}_{language}"].data or "" for language in ("en", "ru", "native")}


class AddUniversityForm(UniversityForm):
    key = StringField(
        _l("Key"),
        [required(), Length(max=60), Regexp(KEY, message=_l("Only small Latin letters, digits and hyphens."))],
        description=_l("Short and lasting, like ektu: small Latin letters, digits and hyphens."),
    )


def university_choices() -> list[SelectChoice]:
    """Return the register grouped by country, after “choose” and “another university”."""
    first = [("", _l("Choose from the list")), (OTHER_UNIVERSITY, _l("Another university, not in the list"))]
    grouped: dict[str, list[tuple[str, Any]]] = {}
    for row in queries.universities():
        city = plain(row.city)
        name = plain(row.name)
        label = f"{name}, {city}" if city and city not in name else name
        grouped.setdefault(country_name(row.country), []).append((str(row.id), label))
    register = (select_choices(pairs, country) for country, pairs in grouped.items())
    return [*select_choices(first), *chain.from_iterable(register)]
