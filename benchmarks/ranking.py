"""`python -m benchmarks.ranking`: how near the ranking comes to a known truth, how honest it is, and how long it takes.

It reports and asserts nothing. `goal` repeats what the method is expected to reach in situations like these.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import json
import sys
import time
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import kendalltau

from benchmarks import worlds
from benchmarks.worlds import RUBRIC, Situation, World
from hackathon.rules import calibrated_places, calibration, methods
from hackathon.rules.scoring import Card

LINE = "{:29} {:>16} {:>16} {:>16} {:>6} {:>6} {:>6} {:>6}"
SIZES = ((400, 20), (40, 8))


@dataclass(frozen=True)
class Outcome:
    """Hold how one ranking of one world went."""

    tau: float
    top: float
    regret: float
    covered: float = float("nan")
    stated: float = float("nan")


def main() -> None:
    """Simulate and print."""
    options = _options()
    report = {"milliseconds": {f"{size[0]} x {size[1]} x 5 x 3": _timed(*size) for size in SIZES}}
    chosen = [each for each in (*worlds.TABLE, *worlds.MORE) if options.only in each.name]
    report["fixed"] = [_situation(each, options, adaptive=False) for each in chosen]
    report["adaptive"] = [_situation(each, options, adaptive=True) for each in chosen if options.adaptive and each.goal]
    if options.json:
        json.dump(report, sys.stdout, indent=2)
    else:
        _print(report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranking", description=__doc__)
    parser.add_argument("--worlds", type=int, default=100, help="of each situation")
    parser.add_argument("--adaptive", type=int, default=0, help="worlds with the adaptive deal, where there is a goal")
    parser.add_argument("--only", default="", help="situations whose name contains this")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _timed(projects: int, judges: int) -> dict[str, float]:
    event = worlds.world(Situation("timing", projects, judges), 1)
    cards = [event.card(*each) for each in worlds.deal(event, 3)]
    spent = []
    for _ in range(15):
        start = time.perf_counter()
        methods.rank(methods.CALIBRATED, range(projects), cards, RUBRIC, event.situation.scale)
        spent.append(1000 * (time.perf_counter() - start))
    return {"median": round(float(np.median(spent)), 1), "least": round(min(spent), 1)}


def _situation(situation: Situation, options: argparse.Namespace, *, adaptive: bool) -> dict[str, object]:
    means, calibrated = [], []
    for number in range(options.adaptive if adaptive else options.worlds):
        event = worlds.world(situation, options.seed + number)
        cards = _dealt_adaptively(event) if adaptive else [
            event.card(*each) for each in worlds.deal(event, situation.reviews)
        ]
        means.append(_judged(event, cards, methods.MEAN))
        calibrated.append(_judged(event, cards, methods.CALIBRATED))
    print(f"{situation.name}{' (adaptive)' if adaptive else ''}", file=sys.stderr, flush=True)
    return {
        "name": situation.name,
        "mean": _average(means),
        "calibrated": _average(calibrated),
        "goal": situation.goal,
    }


def _average(outcomes: list[Outcome]) -> dict[str, float]:
    names = ("tau", "top", "regret", "covered", "stated")
    return {name: float(np.mean([getattr(each, name) for each in outcomes])) for name in names}


def _judged(event: World, cards: list[Card], method: methods.Method) -> Outcome:
    if method == methods.MEAN and event.situation.missing:
        cards = [_filled(card) for card in cards]
    lines = methods.rank(method, range(len(event.quality)), cards, RUBRIC, event.situation.scale).lines
    scores = np.array([float(line.score) for line in sorted(lines, key=lambda line: line.project)])
    first = [line for line in lines if line.place == 1]
    best, truth = event.quality.max(), event.ranks()
    outcome = Outcome(
        tau=kendalltau(scores, event.quality).statistic,
        top=float(np.mean([truth[line.project] == 1 for line in first])),
        regret=float(np.mean([best - event.quality[line.project] for line in first])),
    )
    if method == methods.MEAN:
        return outcome
    covered = float(np.mean([line.lo <= truth[line.project] <= line.hi for line in lines]))
    return replace(outcome, covered=covered, stated=first[0].p_best)


def _filled(card: Card) -> Card:
    """Give missing marks the rounded mean of the card, since the plain mean knows only complete cards."""
    middle = round(sum(card.marks.values()) / len(card.marks))
    return replace(card, marks={criterion.key: card.marks.get(criterion.key, middle) for criterion in RUBRIC.criteria})


def _dealt_adaptively(event: World) -> list[Card]:
    """Deal all reviews but one at once, then each card to the project where it settles most about the prizes."""
    situation = event.situation
    dealt = worlds.deal(event, situation.reviews - 1)
    cards = [event.card(*each) for each in dealt]
    for _ in range(situation.projects * situation.reviews - len(dealt)):
        found = calibration.calibrate(cards, RUBRIC, situation.scale)
        first, third = found.draws.among_first(1), found.draws.among_first(calibrated_places.FIRST)
        worth = (first * (1 - first) + third * (1 - third) / 2) / (found.reviews.counts + 1)
        dealt.append(_next(event, dealt, worth))
        cards.append(event.card(*dealt[-1]))
    return cards


def _next(event: World, dealt: list[tuple[int, int]], worth: np.ndarray) -> tuple[int, int]:
    """Choose the worthiest project that a judge has not seen, and the least loaded such judge."""
    loads = np.bincount([judge for _, judge in dealt], minlength=event.situation.judges)
    for project in np.argsort(-worth):
        seen = {judge for each, judge in dealt if each == project}
        free = [judge for judge in range(event.situation.judges)
                if judge not in seen and judge % event.situation.tracks == event.home[project]]
        if free:
            return int(project), min(free, key=lambda judge: (loads[judge], event.generator.random()))
    raise RuntimeError("Every judge has seen every project.")


def _print(report: dict) -> None:
    for size, spent in report["milliseconds"].items():
        print(f"{size} reviews: {spent['median']} ms (at the least {spent['least']})")
    for deal in ("fixed", "adaptive"):
        if report[deal]:
            print(f"\n{deal} deal; tau / winner truly best / regret\n")
            print(LINE.format("", "mean", "calibrated", "goal", "cover", "stated", "real", "off"))
            for row in report[deal]:
                _print_row(row, deal)


def _print_row(row: dict, deal: str) -> None:
    found = row["calibrated"]
    goal = "/".join(f"{each:.3f}" for each in row["goal"]) if row["goal"] and deal == "fixed" else ""
    shown = ["/".join(f"{row[name][part]:.3f}" for part in ("tau", "top", "regret")) for name in ("mean", "calibrated")]
    honest = (found["covered"], found["stated"], found["top"], found["stated"] - found["top"])
    print(LINE.format(row["name"], *shown, goal, *(f"{each:.3f}" for each in honest)))


if __name__ == "__main__":
    main()
