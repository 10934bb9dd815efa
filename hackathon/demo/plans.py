"""What the demo makes: which editions, how large, in which stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hackathon.rules.schedule import Stage


@dataclass(frozen=True)
class Plan:
    """One edition to make. `singles` are registered people without a team.

    In one of them the demo's captain leads a team and the demo's student looks for one.
    """

    key: str
    country: str
    stage: Stage
    teams: int
    judges: int
    singles: int = 0
    with_students: bool = False

    @property
    def submitted(self) -> int:
        """Say how many teams have handed in a project."""
        share = {Stage.SUBMISSIONS: 0.35, Stage.JUDGING: 0.95, Stage.RESULTS: 0.95}.get(self.stage, 0)
        return round(self.teams * share)

    @property
    def drafts(self) -> int:
        """Say how many teams have written something without handing it in."""
        share = {Stage.SUBMISSIONS: 0.4, Stage.JUDGING: 0.03, Stage.RESULTS: 0.03}.get(self.stage, 0)
        return min(self.teams - self.submitted, round(self.teams * share))


@dataclass(frozen=True)
class Load:
    """What one run of the loader shares: the same seed and moment give the same rows."""

    seed: int
    now: datetime
    password_hash: str


HOSTS = ("KZ", "KG", "TJ", "TM", "UZ")
FIVE = (
    Plan("kz-2026", "KZ", Stage.RESULTS, teams=40, judges=8, singles=6),
    Plan("uz-2026", "UZ", Stage.JUDGING, teams=30, judges=7, singles=4),
    Plan("tj-2026", "TJ", Stage.SUBMISSIONS, teams=24, judges=5, singles=9, with_students=True),
    Plan("tm-2026", "TM", Stage.REGISTRATION, teams=14, judges=0, singles=21),
    Plan("kg-2026", "KG", Stage.ANNOUNCED, teams=0, judges=0),
)


def one(key: str, stage: Stage, teams: int, judges: int) -> Plan:
    """Plan a single edition for trying and measuring; its country is that of its key, Kazakhstan otherwise."""
    country = key[:2].upper()
    return Plan(key, country if country in HOSTS else "KZ", stage, teams, judges, teams // 20, with_students=True)
