"""Invented people with the names, scripts and patronymics of their country; the same seed gives the same people."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hackathon.demo import content
from hackathon.text import slugify

SPECIAL_EVERY = 6
LATIN_LETTERS = str.maketrans({"ü": "u", "’": "", "'": ""})


@dataclass(frozen=True)
class Person:
    """Hold what somebody would type into the sign-up form."""

    family_name: str
    given_name: str
    patronymic: str
    latin_name: str
    gender: str
    language: str
    email: str


def people(country: str, seed: int | str, *, domain: str = "example.org") -> Iterator[Person]:
    """Yield people of a country without end; no two share all their names or an address."""
    source = content.load(f"names/{country.lower()}")
    rng = random.Random(f"{seed}:people:{country}")
    special = [(*row[:4], row[4], row[5]) for row in source["special"]]
    seen: set[tuple[str, ...]] = set()
    addresses: dict[str, int] = {}
    for number in _count():
        named = special.pop(0) if special and number % SPECIAL_EVERY == 1 else _draw(source["groups"], rng)
        if named[:3] in seen:
            continue
        seen.add(named[:3])
        yield Person(*named, email=_address(named[3], addresses, domain))


def _count() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def _draw(groups: list[dict[str, Any]], rng: random.Random) -> tuple[str, ...]:
    group = rng.choices(groups, weights=[group["share"] for group in groups])[0]
    gender = rng.choice(("female", "male"))
    native, latin = (1, 3) if gender == "female" else (0, 2)
    family = rng.choice(group["family"])
    given, given_latin = rng.choice(group["given"][gender])
    patronymic = rng.choice(group["patronymic"][gender])
    has_patronymic = rng.randrange(100) < group["patronymic_share"] and not family[0].endswith((" уулу", " кызы"))
    latin_name = f"{given_latin} {family[latin]}"
    return family[native], given, patronymic if has_patronymic else "", latin_name, gender, group["language"]


def _address(latin_name: str, addresses: dict[str, int], domain: str) -> str:
    local = slugify(latin_name.translate(LATIN_LETTERS)).replace("-", ".")
    addresses[local] = addresses.get(local, 0) + 1
    return f"{local}{addresses[local] if addresses[local] > 1 else ''}@{domain}"
