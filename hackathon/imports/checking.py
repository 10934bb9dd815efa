"""Look at all rows of a file together: repeated people, two captains, and the order of the turns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hackathon.imports.cells import Found, Reader, Reading
from hackathon.rules import importing as rules
from hackathon.text import look_alike_key


def checked(reader: Reader, rows: Mapping[int, list[Any]]) -> dict[int, tuple[Reading, int]]:
    """Return by the row's number what it says, with every fault that the file alone shows, and its turn."""
    found = {number: reader.read(cells) for number, cells in rows.items()}
    planned = {number: each.planned for number, each in found.items()}
    at = {field: column for column, field in reader.columns.items()}
    _same_people(found, planned, at)
    _captains(found, planned, at)
    order = rules.turns((number, each["team_key"], each["captain"]) for number, each in planned.items())
    return {number: (each, order[number]) for number, each in found.items()}


def _same_people(found: dict[int, Reading], planned: Mapping[int, Any], at: Mapping[str, int]) -> None:
    """Take a person once: whoever stands in two rows is taken from the first."""
    for number, first in rules.repeated({number: each["key"] for number, each in planned.items()}).items():
        one, other = planned[number]["team_key"], planned[first]["team_key"]
        code = "two_teams" if one and other and one != other else "email_twice"
        found[number].faults.append((code, at["email"], {"row": first}))
    names = {number: _name(each) for number, each in planned.items()}
    for number, first in rules.repeated(names).items():
        if planned[number]["key"] != planned[first]["key"]:
            found[number].notes.append(("name_twice", None, {"row": first}))


def _name(planned: Mapping[str, Any]) -> str:
    said = planned["person"]
    place = said["university_id"] or said["university_other"]
    if not (planned["key"] and said["family_name"] and said["given_name"]):
        return ""
    return look_alike_key(f"{said['family_name']}/{said['given_name']}/{said['patronymic']}/{place}")


def _captains(found: dict[int, Reading], planned: Mapping[int, Any], at: Mapping[str, int]) -> None:
    sound = [number for number in sorted(found) if not found[number].faults]
    ticked = {number: planned[number]["team_key"] for number in sound if planned[number]["captain"]}
    led, heirs = set(ticked.values()), {planned[number]["team_key"]: number for number in reversed(sound)}
    for number, each in planned.items():
        if each["captain"] and each["team_key"] not in led and each["team_key"] in heirs:
            found[heirs.pop(each["team_key"])].notes.append(("captain_left_out", None, {"row": number}))
    for number, first in rules.repeated(ticked).items():
        fault: Found = ("captain_twice", at["captain"], {"row": first})
        found[number].faults.append(fault)
