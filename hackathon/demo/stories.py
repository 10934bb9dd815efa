"""Team names, projects and comments of the jury: some written by hand, the rest put together from parts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hackathon.demo import content
from hackathon.text import look_alike_key

STRONG = 0.65


@dataclass(frozen=True)
class Story:
    """One project; `quality` from 0 to 1 is what a jury without noise would think of it."""

    challenge: str
    language: str
    title: str
    pitch: str
    description: str
    quality: float
    team: str = ""
    university: str = ""
    is_draft: bool = False


def written(country: str) -> tuple[Story, ...]:
    """Return the projects of a country that were written by hand."""
    if country not in ("KZ", "UZ", "TJ"):
        return ()
    return tuple(Story(**row) for row in content.load(f"projects/{country.lower()}")["projects"])


def composed(country: str, seed: int | str, challenges: Sequence[str]) -> Iterator[Story]:
    """Yield projects without end, going round the challenges."""
    rng = random.Random(f"{seed}:stories:{country}")
    while True:
        for challenge in rng.sample(list(challenges), len(challenges)):
            yield _compose(country, challenge, rng)


def team_names(country: str, seed: int | str) -> Iterator[str]:
    """Yield team names in the country's languages without end; none looks like another."""
    rng = random.Random(f"{seed}:teams:{country}")
    source = content.load("teams")
    queues = {language: _names(source, language, rng) for language in source["shares"][country]}
    seen: set[str] = set()
    while True:
        language = rng.choices(list(queues), weights=list(source["shares"][country].values()))[0]
        name = next(queues[language])
        if look_alike_key(name) not in seen:
            seen.add(look_alike_key(name))
            yield name


def comment_to_team(marks: Mapping[str, float], language: str, rng: random.Random) -> str:
    """Praise the best criterion and advise on the weakest; `marks` run from 0 to 1."""
    texts = content.load("comments")
    best = max(marks, key=lambda key: (marks[key], rng.random()))
    weakest = min((key for key in marks if key != best), key=lambda key: (marks[key], rng.random()))
    praise = texts["praise" if marks[best] >= STRONG else "fair"][best]
    return f"{rng.choice(praise)[language]}\n\n{rng.choice(texts['advice'][weakest])[language]}"


def comment_to_jury(language: str, rng: random.Random) -> str:
    """Say something that only the jury reads."""
    return rng.choice(content.load("comments")["to_jury"])[language]


def _names(source: dict[str, Any], language: str, rng: random.Random) -> Iterator[str]:
    ready = list(source["ready"][language])
    rng.shuffle(ready)
    yield from ready
    firsts, seconds = source["first"][language], source["second"][language]
    pairs = [_joined(language, first, second) for first in firsts for second in seconds]
    rng.shuffle(pairs)
    yield from pairs
    number = 2
    while True:
        yield from (f"{name} {number}" for name in pairs)
        number += 1


def _joined(language: str, first: str, second: str) -> str:
    """Put the noun first with its link in Tajik («Мавҷи сабз»), the adjective first elsewhere."""
    if language == "tg":
        return f"{second.removesuffix('ӣ')}{'ии' if second.endswith('ӣ') else 'и'} {first}"
    return f"{first} {second}"


def _compose(country: str, challenge: str, rng: random.Random) -> Story:
    source = content.load("kinds")
    language = rng.choice(("en", "ru", "ru"))
    parts = source["challenges"][challenge]
    kind = rng.choice(parts["kinds"])
    slots = _slots(source, parts, kind, (country, language), rng)
    texts = {
        "problem": rng.choice(parts["problem"])[language],
        "steps": [step[language] for step in kind["steps"]],
        "result": kind["result"][language],
        "metric": kind["metric"][language],
        "money": rng.choice(source["costs"])[language],
        "limits": rng.choice(parts["limits"])[language],
        "next": rng.choice(source["next"])[language],
    }
    heads = {key: text[language] for key, text in source["headings"].items()}
    return Story(
        challenge=challenge,
        language=language,
        title=rng.choice(kind["title"])[language].format(**slots),
        pitch=kind["pitch"][language].format(**slots),
        description=_description(texts, heads).format(**slots),
        quality=round(min(0.95, max(0.08, rng.gauss(0.5, 0.17))), 3),
    )


def _slots(
    source: dict[str, Any], parts: dict[str, Any], kind: dict[str, Any], place: tuple[str, str], rng: random.Random
) -> dict[str, Any]:
    country, language = place
    city = rng.choice(_cities(source, parts, country))
    currency = source["currencies"][country]
    numbers = {name: _round(rng.randint(*bounds)) for name, bounds in kind["numbers"].items() if name in "ab"}
    measured = {name: rng.randint(*bounds) for name, bounds in kind["numbers"].items() if name in "xy"}
    return {
        **numbers,
        **measured,
        "n": rng.randint(6, 19),
        "m": rng.randint(*currency["thousands"]),
        "k": rng.randint(5, 19),
        "currency": currency["name"][language],
        "city": city[language],
        "city_in": city.get("ru_in", city["en"]),
    }


def _cities(source: dict[str, Any], parts: dict[str, Any], country: str) -> list[dict[str, str]]:
    """List the cities of a country in which a brief makes sense: tailings are not everywhere."""
    sensible = parts.get("cities", {}).get(country)
    return [city for city in source["cities"][country] if sensible is None or city["en"] in sensible]


def _round(number: int) -> int:
    """Round above twenty to fives: people count so, and Russian endings then always fit."""
    return number if number <= 20 else 5 * round(number / 5)


def _description(texts: Mapping[str, Any], heads: Mapping[str, str]) -> str:
    steps = "\n".join(f"- {step}" for step in texts["steps"])
    columns = f"| {heads['measure']} | {heads['before']} | {heads['after']} |"
    table = f"{columns}\n|---|---|---|\n| {texts['metric']} | {{x}} | {{y}} |"
    return (
        f"# {heads['problem']}\n\n{texts['problem']}\n\n# {heads['did']}\n\n{steps}\n\n"
        f"# {heads['found']}\n\n{texts['result']}\n\n{table}\n\n# {heads['money']}\n\n{texts['money']}\n\n"
        f"# {heads['limits']}\n\n{texts['limits']}\n\n# {heads['next']}\n\n{texts['next']}"
    )
