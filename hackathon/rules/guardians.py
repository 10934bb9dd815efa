"""Say who is under age, and what the link to a guardian allows when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hackathon.errors import BirthDateInvalid, BirthDateNeeded, GuardianIsOneself, GuardianLinkUseless, GuardianNeeded
from hackathon.errors import TooManyGuardianLetters as TooManyLetters

OF_AGE = 18
OLDEST = 120
LASTS = timedelta(days=14)
MOST_LETTERS = 8


@dataclass(frozen=True)
class Guardian:
    """Who answers for somebody under age, and in which language they read."""

    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Age:
    """What a person said about their age."""

    birth_date: date | None
    guardian: Guardian


def years(born: date, day: date) -> int:
    """Return how old somebody is on a day; who was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_minor(age: Age | None, day: date) -> bool:
    """Say whether a guardian has to consent; refuse a date on which nobody alive was born."""
    if age is None or age.birth_date is None:
        raise BirthDateNeeded(field="birth_date")
    if age.birth_date > day or years(age.birth_date, day) > OLDEST:
        raise BirthDateInvalid(field="birth_date")
    return years(age.birth_date, day) < OF_AGE


def require_guardian(guardian: Guardian, own_key: str, guardian_key: str) -> None:
    """Refuse somebody under age who names nobody, or themselves."""
    if not guardian.name:
        raise GuardianNeeded(field="guardian_name")
    if not guardian.email:
        raise GuardianNeeded(field="guardian_email")
    if own_key == guardian_key:
        raise GuardianIsOneself(field="guardian_email")


def require_few_letters(sent: int) -> None:
    """Refuse to write to guardians without end."""
    if sent >= MOST_LETTERS:
        raise TooManyLetters(maximum=MOST_LETTERS)


def link_ends(now: datetime, closes: datetime) -> datetime:
    """Say until when a guardian can consent: not beyond the close of submissions."""
    return min(now + LASTS, closes)


def require_open(expires_at: datetime, now: datetime) -> None:
    """Refuse a consent that comes too late; the last tick is already late."""
    if now >= expires_at:
        raise GuardianLinkUseless()
