"""Which column holds what: told by its heading, in English, in Russian, or by the name of the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from hackathon.rules.import_cells import cell, fold

# The order is that of the template.
HEADINGS = {
    "email": ("email", "e mail", "mail", "email address", "почта", "электронная почта", "эл почта", "эл адрес",
              "адрес электронной почты", "электронный адрес", "имейл"),
    "family_name": ("family name", "surname", "last name", "фамилия"),
    "given_name": ("given name", "first name", "имя"),
    "patronymic": ("patronymic", "patronymic if any", "middle name", "отчество", "отчество если есть"),
    "full_name": ("full name", "name", "фио", "ф и о", "полное имя", "фамилия имя отчество", "фамилия имя"),
    "latin_name": ("name in latin letters", "latin name", "имя латиницей", "имя латинскими буквами",
                   "имя и фамилия латинскими буквами", "фио латиницей"),
    "university": ("university", "institution", "higher education institution", "университет", "вуз",
                   "учебное заведение", "организация"),
    "faculty": ("faculty", "department", "факультет", "школа", "институт"),
    "category": ("category", "you are", "категория", "кто вы", "статус"),
    "gender": ("gender", "sex", "пол"),
    "language": ("language", "language of letters", "язык", "язык писем"),
    "team": ("team", "team name", "name of the team", "команда", "название команды"),
    "captain": ("captain", "is captain", "team captain", "капитан", "капитан команды"),
}  # fmt: skip
# Columns that exports and the list of faults add; nobody wonders why they are ignored.
IGNORED = ("faults", "ошибки", "no", "n", "номер", "п п", "state", "состояние", "registered", "зарегистрирован")
# Names as a table of people may name them; a form's field "q12" is the question 12.
QUESTION = re.compile(r"q([0-9]{1,9})")


def heading_key(text: str) -> str:
    """Fold a heading: case, marks and stars for what is required do not matter."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(text).replace("e-mail", "email")).split())


_FIELDS = {heading_key(words): field for field, several in HEADINGS.items() for words in (field, *several)}


def recognized(headings: Sequence[str], questions: Iterable[Any]) -> dict[int, str]:
    """Return which field each column fills; of two with the same heading the first."""
    known = {**_questions(questions), **_FIELDS}
    found: dict[int, str] = {}
    for number, heading in enumerate(headings):
        field = known.get(heading_key(heading))
        if field and field not in found.values():
            found[number] = field
    if "family_name" in found.values() and "given_name" not in found.values():
        # Beside a family name, "name" is the given one.
        found = {number: "given_name" if field == "full_name" else field for number, field in found.items()}
    return found


def is_ignored(heading: str) -> bool:
    """Tell a column that is known to say nothing about the person."""
    return heading_key(heading) in IGNORED


def _questions(questions: Iterable[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in questions:
        for words in (f"q{each.id}", *each.wording.values()):
            found.setdefault(heading_key(words), f"q{each.id}")
    return found


def unasked(run: Any, questions: Iterable[Any]) -> list[Any]:
    """Return the required questions for which the table has no column."""
    filled = set(run.columns.values())
    return [each for each in questions if each.required and f"q{each.id}" not in filled]


def letter(number: int) -> str:
    """Name a column as spreadsheet programs do."""
    return cell(number, 0)[:-1]
