"""Read a row of an uploaded table: what it says of a person, and what is wrong with which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from email_validator import EmailNotValidError, validate_email

from hackathon.accounts.models import Category, Gender
from hackathon.config import LANGUAGES
from hackathon.errors import InvalidText, Refusal
from hackathon.imports import answers
from hackathon.imports.universities import Lookup
from hackathon.rules import import_cells as read
from hackathon.rules import people
from hackathon.rules.importing import Wishes
from hackathon.teams.rosters import name_keys
from hackathon.text import clean_line, email_key, require_visible

LONGEST = {"email": 254, "university": 200, "faculty": 200, "full_name": 360, "team": 120}
LONG = ("q",)
CATEGORIES = {
    Category.STUDENT: ("student", "студент", "студентка", "обучающийся", "магистрант", "докторант"),
    Category.TEACHER: ("teacher", "преподаватель", "учитель"),
    Category.STAFF: ("staff", "administrative staff", "сотрудник", "административный персонал"),
    Category.INDUSTRY: ("industry", "предприятие", "промышленность", "бизнес"),
    Category.OTHER: ("other", "другое", "прочее"),
}
GENDERS = {
    Gender.FEMALE: ("female", "f", "woman", "женский", "ж", "жен", "женщина"),
    Gender.MALE: ("male", "m", "man", "мужской", "м", "муж", "мужчина"),
    Gender.OTHER: ("other", "другой", "другое"),
    Gender.UNDISCLOSED: ("prefer not to say", "предпочитаю не указывать", "не указан", "не указывать"),
}
LANGUAGE_NAMES = {
    "en": ("english", "английский"), "ru": ("russian", "русский"), "kk": ("kazakh", "казахский", "қазақша"),
    "ky": ("kyrgyz", "киргизский", "кыргызский", "кыргызча"), "uz": ("uzbek", "узбекский", "oʻzbekcha"),
    "tg": ("tajik", "таджикский", "тоҷикӣ"), "tk": ("turkmen", "туркменский", "türkmençe"),
}  # fmt: skip
Found = tuple[str, int | None, dict[str, Any]]


@dataclass
class Reading:
    """What a row says; faults and notes are (code, column, details)."""

    person: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    email: str = ""
    team: str = ""
    captain: bool = False
    faults: list[Found] = field(default_factory=list)
    notes: list[Found] = field(default_factory=list)

    @property
    def planned(self) -> dict[str, Any]:
        """Return what is kept of it until it is carried out."""
        key = name_keys(self.team)["name_key"] if self.team else ""
        return {"person": self.person, "answers": self.answers, "email": self.email, "key": email_key(self.email),
                "team": self.team, "team_key": key, "captain": self.captain}  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """What all rows of a file share."""

    columns: Mapping[int, str]
    questions: Sequence[Any]
    universities: Lookup
    wishes: Wishes

    def read(self, cells: Sequence[Any]) -> Reading:
        """Return what the row says."""
        found = Reading()
        texts = {field: (number, _text(cells, number, field, found)) for number, field in self.columns.items()}
        _email(texts, found)
        self._person(texts, found)
        _team(texts, found)
        for each in self.questions:
            answers.take(each, texts.get(f"q{each.id}", (None, "")), found)
        return found

    def _person(self, texts: Mapping[str, Any], found: Reading) -> None:
        said = {name: texts.get(name, (None, ""))[1] for name in
                ("family_name", "given_name", "patronymic", "latin_name", "faculty")}  # fmt: skip
        if not (said["family_name"] or said["given_name"]):
            names = read.names(texts.get("full_name", (None, ""))[1])
            said |= dict(zip(("family_name", "given_name", "patronymic"), names, strict=True))
        said["category"] = _chosen("category", texts, CATEGORIES, found) or Category.STUDENT
        said["gender"] = _chosen("gender", texts, GENDERS, found)
        codes = {code: (*LANGUAGE_NAMES[code], name) for code, name in LANGUAGES.items()}
        said["language"] = _chosen("language", texts, codes, found) or self.wishes.language
        found.person = {name: str(value) if value else value for name, value in said.items()}
        self._university(texts, found)
        _complete(texts, found)

    def _university(self, texts: Mapping[str, Any], found: Reading) -> None:
        column, words = texts.get("university", (None, ""))
        university_id, similar = self.universities.found(words) if words else (None, "")
        found.person |= {"university_id": university_id, "university_other": "" if university_id else words}
        if words and university_id is None:
            code = "university_similar" if similar else "university_unknown"
            found.notes.append((code, column, {"name": words, "similar": similar}))


def _text(cells: Sequence[Any], number: int, field: str, found: Reading) -> str:
    """Return a cell's text in NFC; what cannot be read or seen is a fault, and an empty text."""
    cell = cells[number] if number < len(cells) else ""
    if isinstance(cell, dict):
        found.faults.append((f"cell_{cell['bad']}", number, {"text": cell.get("text", "")}))
        return ""
    try:
        text = require_visible(cell).strip() if field.startswith(LONG) else clean_line(cell)
    except InvalidText:
        found.faults.append(("invisible", number, {}))
        return ""
    longest = LONGEST.get(field, 6000 if field.startswith(LONG) else 120)
    if len(text) > longest:
        found.faults.append(("too_long", number, {"maximum": longest}))
        return ""
    return text


def _spoiled(texts: Mapping[str, Any], field: str, found: Reading) -> bool:
    """Tell whether a fault of this field was named already."""
    return field in texts and any(column == texts[field][0] for _, column, _ in found.faults)


def _email(texts: Mapping[str, Any], found: Reading) -> None:
    column, address = texts["email"]
    if not address:
        if not _spoiled(texts, "email", found):
            found.faults.append(("email_missing", column, {}))
        return
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        found.faults.append(("email_wrong", column, {"value": address[:100]}))
        return
    found.email = address


def _chosen(field: str, texts: Mapping[str, Any], options: Mapping[Any, Sequence[str]], found: Reading) -> Any:
    column, words = texts.get(field, (None, ""))
    key = read.option(words, options) if words else None
    if words and key is None:
        found.faults.append((f"{field}_unknown", column, {"value": words[:100]}))
    return key


def _complete(texts: Mapping[str, Any], found: Reading) -> None:
    said = found.person
    names = [name for name in ("family_name", "given_name", "full_name") if name in texts]
    try:
        people.require_name(said["family_name"], said["given_name"])
    except Refusal:
        if not any(_spoiled(texts, name, found) for name in names):
            found.faults.append(("name_missing", texts[names[0]][0] if names else None, {}))
    try:
        people.require_university(said["category"], said["university_id"], said["university_other"])
    except Refusal:
        if not _spoiled(texts, "university", found) and not _spoiled(texts, "category", found):
            found.faults.append(("university_missing", texts.get("university", (None, ""))[0], {}))


def _team(texts: Mapping[str, Any], found: Reading) -> None:
    column, found.team = texts.get("team", (None, ""))
    try:
        if found.team:
            name_keys(found.team)
    except Refusal:
        found.faults.append(("team_name", column, {"value": found.team[:100]}))
        found.team = ""
    number, ticked = texts.get("captain", (None, ""))
    captain = read.yes(ticked)
    if captain is None:
        found.faults.append(("captain_unknown", number, {"value": ticked[:100]}))
    elif captain and not found.team and not _spoiled(texts, "team", found):
        found.faults.append(("captain_alone", number, {}))
    found.captain = bool(captain and found.team)
