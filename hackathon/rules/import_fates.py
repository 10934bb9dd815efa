"""Say what becomes of a row of an uploaded table: the same for the dry run and when it is carried out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from hackathon.rules.importing import Fate, Wishes
from hackathon.rules.registrations import GONE, Mode, State, first_state


@dataclass(frozen=True)
class Standing:
    """What somebody with an account is in the edition."""

    is_closed: bool = False
    state: State | None = None
    team_key: str = ""
    office: str = ""


@dataclass
class Seats:
    """A team as it is by now: how many seats are taken, whether the import founded it, whether it may be joined."""

    taken: int = 0
    own: bool = False
    is_open: bool = True


@dataclass
class Event:
    """What all rows share. Places and seats are used up as rows are decided."""

    mode: Mode
    free: int | None
    waiting: int
    team_max: int
    is_forming: bool = True
    is_frozen: bool = False
    asks_age: bool = False
    teams: dict[str, Seats] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row: `fault` and `note` are (code, details)."""

    fate: Fate
    state: State | None = None
    fault: tuple[str, dict[str, Any]] | None = None
    note: tuple[str, dict[str, Any]] | None = None
    founds: bool = False


def verdict(team_key: str, has_answers: bool, who: Standing | None, event: Event, wishes: Wishes) -> Verdict:
    """Decide about one row that has no fault of its own, and take its place and seat."""
    who_is = who or Standing()
    if who_is.is_closed:
        return _fault("account_closed")
    if who_is.state is not None:
        return _registered(team_key, has_answers, who_is, event, wishes)
    if event.asks_age:
        return _fault("age_unknown")
    admitted = wishes.admits or event.mode == Mode.OPEN
    state = first_state(Mode.OPEN if admitted else event.mode, event.free, event.waiting)
    code, details = _hindrance(team_key, who_is, (state, event), wishes) if team_key else ("", {})
    if code:
        return _fault(code, **details)
    event.waiting += state == State.WAITLISTED
    if event.free is not None:
        event.free -= state == State.ADMITTED
    found = Verdict(Fate.KNOWN if who else Fate.NEW, state)
    if not team_key:
        return found
    founds = team_key not in event.teams
    event.teams.setdefault(team_key, Seats(own=True)).taken += 1
    return replace(found, founds=founds)


def _fault(code: str, **details: Any) -> Verdict:
    return Verdict(Fate.FAULT, fault=(code, details))


def _registered(team_key: str, has_answers: bool, who: Standing, event: Event, wishes: Wishes) -> Verdict:
    if who.state in (*GONE, State.DECLINED):
        return _fault("gone", state=str(who.state))
    note = ("other_team", {}) if team_key and team_key != who.team_key else None
    if not (wishes.updates and has_answers):
        return Verdict(Fate.ALREADY, who.state, note=note)
    return _fault("answers_frozen") if event.is_frozen else Verdict(Fate.UPDATE, who.state, note=note)


def _hindrance(team_key: str, who: Standing, at: tuple[State, Event], wishes: Wishes) -> tuple[str, dict[str, Any]]:
    state, event = at
    team = event.teams.get(team_key)
    if not event.is_forming:
        return "team_window", {}
    if who.office:
        return "office", {"office": who.office}
    if state != State.ADMITTED:
        return "team_needs_place", {}
    if team is not None and not team.own and not (wishes.joins_teams and team.is_open):
        return "team_exists" if team.is_open else "team_shut", {}
    full = team is not None and team.taken >= event.team_max
    return ("team_full", {"maximum": event.team_max}) if full else ("", {})
