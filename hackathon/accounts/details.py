"""What an account is made of, as doors hand it to actions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hackathon.accounts import register
from hackathon.accounts.models import Category, ConsentPurpose, Gender, User
from hackathon.rules import people
from hackathon.text import faculty_key, search_key

__all__ = ["Application", "Browser", "Category", "ConsentPurpose", "Gender", "Person"]


@dataclass(frozen=True)
class Person:
    """Names, university and the rest that a person says of herself."""

    family_name: str = ""
    given_name: str = ""
    patronymic: str = ""
    latin_name: str = ""
    university_id: int | None = None
    university_other: str = ""
    category: Category = Category.STUDENT
    gender: Gender | None = None
    language: str = "ru"
    faculty: str = ""

    def require_complete(self) -> None:
        """Raise the refusal for a missing name or university."""
        people.require_name(self.family_name, self.given_name)
        people.require_university(self.category, self.university_id, self.university_other)

    def settled(self) -> Person:
        """Return the details with the institution of today, if the chosen one was merged meanwhile; hold it."""
        return replace(self, university_id=register.settled(self.university_id))

    def write_to(self, user: User) -> None:
        """Put the details into the account's row."""
        for name, value in vars(self).items():
            setattr(user, name, value)
        names = (self.family_name, self.given_name, self.patronymic, self.latin_name)
        user.faculty_key = faculty_key(self.faculty)
        user.search_key = search_key(*names, user.email, self.university_other)


@dataclass(frozen=True)
class Application:
    """A filled-in sign-up form; the password is hashed already."""

    email: str
    password_hash: str
    person: Person
    consents: frozenset[ConsentPurpose] = frozenset()
    go_on: str | None = field(default=None)


@dataclass(frozen=True)
class Browser:
    """Where a sign-in comes from: what the browser calls itself, the sign-in that it had before, its lasting cookie."""

    user_agent: str = ""
    session_id: int | None = None
    device: str = ""
    name: str = ""
