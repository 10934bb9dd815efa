"""Invented events whose truth is known: what each judge would give each project, and who is dealt what."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

WEIGHTS = (30, 25, 20, 15, 10)
RUBRIC = Rubric(tuple(Criterion(f"C{number}", weight) for number, weight in enumerate(WEIGHTS)))


@dataclass(frozen=True)
class Situation:
    """Say how an event is; spreads are in sds of true quality. `goal` is the tau, top-1 and regret to reach."""

    name: str
    projects: int = 40
    judges: int = 8
    reviews: int = 3
    strictness: float = 0.5
    noise: float = 0.7
    criterion_noise: float = 0.8
    scale: Scale = Scale(1, 10)
    center: float = 0.5  # of the scale
    unequal: float = 0.0  # sd of the log of judges' noise
    stretch: float = 0.0  # sd of the log of how widely judges spread their marks
    tails: bool = False  # of Student's t with 3 degrees of freedom instead of Gauss's
    missing: float = 0.0
    rogue: str = ""  # "extremes" or "friends"
    tracks: int = 1
    bridges: int = 0  # projects that are also seen by a judge of another track
    goal: tuple[float, float, float] | None = field(default=None)


TABLE = (
    Situation("ordinary, strictness 0.5", goal=(0.706, 0.51, 0.21)),
    Situation("no judge effects", strictness=0.0, goal=(0.723, 0.57, 0.17)),
    Situation("strictness 1.0", strictness=1.0, goal=(0.706, 0.47, 0.33)),
    Situation("strictness 1.5", strictness=1.5, goal=(0.705, 0.51, 0.32)),
    Situation("marks near the top", center=0.8, goal=(0.700, 0.53, 0.25)),
    Situation("one judge: random extremes", rogue="extremes", goal=(0.689, 0.48, 0.28)),
    Situation("one judge favours friends", rogue="friends", goal=(0.677, 0.38, 0.45)),
    Situation("tracks with bridges", strictness=1.0, tracks=2, bridges=6, goal=(0.699, 0.57, 0.20)),
    Situation("tracks, disconnected", strictness=1.0, tracks=2, goal=(0.693, 0.47, 0.28)),
    Situation("12 projects, 20 judges, 2", projects=12, judges=20, reviews=2, goal=(0.602, 0.46, 0.38)),
)
MORE = (
    Situation("judges differ in noise", unequal=0.5),
    Situation("judges differ in spread", stretch=0.3),
    Situation("heavy tails", tails=True),
    Situation("a tenth of marks missing", missing=0.1),
    Situation("scale 1 to 5", scale=Scale(1, 5)),
    Situation("noisy judges", noise=1.5, criterion_noise=1.2),
    Situation("two reviews", reviews=2),
    Situation("five reviews", reviews=5),
    Situation("everyone sees all 12", projects=12, judges=4, reviews=4),
    Situation("120 projects, 20 judges", projects=120, judges=20),
)


@dataclass
class World:
    """Hold an event: `quality` (T) is the truth, `marks` (T, J, C) what each judge would give, NaN for no mark."""

    situation: Situation
    quality: np.ndarray
    marks: np.ndarray
    home: np.ndarray  # (T) the track
    generator: np.random.Generator

    def card(self, project: int, judge: int) -> Card:
        given = zip(RUBRIC.criteria, self.marks[project, judge].tolist(), strict=True)
        return Card(project, judge, {criterion.key: int(mark) for criterion, mark in given if mark == mark})

    def ranks(self) -> np.ndarray:
        return (-self.quality).argsort().argsort() + 1


def world(situation: Situation, seed: int) -> World:
    """Invent one event; the same seed invents the same."""
    generator = np.random.default_rng([seed, 7])
    shape = (situation.projects, situation.judges, len(WEIGHTS))
    quality = generator.standard_normal(shape[0])
    strict = situation.strictness * generator.standard_normal(shape[1])
    noise = situation.noise * np.exp(situation.unequal * generator.standard_normal(shape[1]))
    stretch = np.exp(situation.stretch * generator.standard_normal(shape[1]))
    error = generator.standard_t(3, shape[:2]) / 3**0.5 if situation.tails else generator.standard_normal(shape[:2])
    seen = stretch * (quality[:, None] + noise * error) - strict
    if situation.rogue == "friends":
        seen[:, 0] += np.where(generator.random(shape[0]) < 0.3, 2.5, 0.0)
    levels = 0.3 * generator.standard_normal(shape[2])
    parts = seen[:, :, None] + levels + situation.criterion_noise * generator.standard_normal(shape)
    if situation.rogue == "extremes":
        parts[:, 0] = np.where(generator.random((shape[0], 1)) < 0.5, 99.0, -99.0)
    low, high = situation.scale.minimum, situation.scale.maximum
    marks = np.rint(low + (high - low) * (situation.center + parts / 6)).clip(low, high)
    gaps = generator.random(shape) < situation.missing
    gaps[:, :, 0] = False
    home = np.arange(shape[0]) % situation.tracks
    return World(situation, quality, np.where(gaps, np.nan, marks), home, generator)


def deal(event: World, reviews: int) -> list[tuple[int, int]]:
    """Deal cards at random with equal loads; judges stay in their track but for the bridges."""
    situation = event.situation
    loads, track = np.zeros(situation.judges), np.arange(situation.judges) % situation.tracks
    dealt = []
    for number, project in enumerate(event.generator.permutation(situation.projects)):
        crossing = number < situation.bridges
        own = np.flatnonzero(track == event.home[project])
        others = np.flatnonzero(track != event.home[project])
        chosen = _least_loaded(event, own, loads, reviews - crossing)
        if crossing:
            chosen = np.append(chosen, _least_loaded(event, others, loads, 1))
        loads[chosen] += 1
        dealt += [(int(project), int(judge)) for judge in chosen]
    return dealt


def _least_loaded(event: World, judges: np.ndarray, loads: np.ndarray, count: int) -> np.ndarray:
    return judges[np.lexsort((event.generator.random(len(judges)), loads[judges]))[:count]]
