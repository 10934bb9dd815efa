"""Say how sure the ranking is, from joint draws of all effects (step 5 of the calibrated score)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hackathon.rules.calibration_model import Sums
from hackathon.rules.calibration_ratios import Ratios

FEWEST_DRAWS, MOST_DRAWS, DRAWN_SCORES = 1000, 4000, 400_000  # small fields are drawn more often, at no cost
LOW, HIGH = 0.05, 0.95
TIED_BELOW = 0.9  # pairs whose order is less probable than this are a statistical tie


@dataclass(frozen=True)
class Draws:
    """Hold joint draws of what projects deserve (S, T), of their ranks (T, S), and of judges' leniency (S, J)."""

    projects: np.ndarray
    ranks: np.ndarray
    judges: np.ndarray

    def interval(self) -> tuple[np.ndarray, np.ndarray]:
        """Return both ends (T) of the 90 % interval of each rank."""
        count = self.ranks.shape[1]
        low, high = int(LOW * count), int(np.ceil(HIGH * count)) - 1
        ordered = np.partition(self.ranks, (low, high), axis=1)
        return ordered[:, low], ordered[:, high]

    def among_first(self, places: int) -> np.ndarray:
        """Return each project's probability (T) of being truly among the first so many."""
        return (self.ranks <= places).mean(axis=1)

    def are_first(self, projects: Sequence[int]) -> float:
        """Return the probability that these projects, by their positions, are truly the first ones in any order."""
        return float((self.ranks[list(projects)] <= len(projects)).all(axis=0).mean())

    def above(self, project: int) -> np.ndarray:
        """Return the probabilities (T) that this project deserves more than each other one."""
        return (self.projects[:, [project]] > self.projects).mean(axis=0)


def draws_for(projects: int) -> int:
    """Return how many joint draws a field of so many projects gets."""
    return min(max(DRAWN_SCORES // projects, FEWEST_DRAWS), MOST_DRAWS)


def draw(sums: Sums, ratios: Ratios, seed: int, count: int) -> Draws:
    """Draw ratios, the residual variance, judges, mu and projects given judges; the same seed draws the same."""
    generator = np.random.default_rng(seed)
    cells = generator.choice(ratios.weights.size, count, p=ratios.weights.ravel())
    row, column = np.divmod(cells, ratios.weights.shape[1])
    sd = np.sqrt(ratios.q[row, column] / generator.chisquare(sums.degrees, count))[:, None]
    system = ratios.system
    spread = system.eigenvalues[row] + ratios.lj[column][:, None]
    turned = system.projected[row] / spread + sd * generator.standard_normal(spread.shape) / np.sqrt(spread)
    judges = np.matmul(system.vectors[row], turned[:, :, None])[:, :, 0]
    mean_weight = system.mean_weight[row][:, None]
    mu = (system.mean_sum[row] - (system.coupling[row] * judges).sum(axis=1))[:, None] / mean_weight
    mu += sd * generator.standard_normal(mu.shape) / np.sqrt(mean_weight)
    diagonal = system.diagonal[row]
    projects = generator.standard_normal(diagonal.shape) * (sd / np.sqrt(diagonal))
    projects += (sums.by_project - sums.project_weights * mu - judges @ sums.weights.T) / diagonal + mu
    return Draws(projects, _ranks(projects), judges)


def blended(draws: Draws, share: float, earlier: np.ndarray) -> Draws:
    """Let a share of every draw be the projects' earlier scores (T), which are known, and rank anew."""
    projects = (1 - share) * draws.projects + share * earlier
    return Draws(projects, _ranks(projects), draws.judges)


def among(draws: Draws, positions: Sequence[int]) -> Draws:
    """Keep some of the projects, and rank every draw among them alone."""
    projects = draws.projects[:, positions]
    return Draws(projects, _ranks(projects), draws.judges)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Rank each row, 1 for the largest, and turn the result so that a project's ranks lie side by side."""
    ranks = np.empty(values.shape, dtype=np.int32)
    numbers = np.broadcast_to(np.arange(1, values.shape[1] + 1, dtype=np.int32), values.shape)
    np.put_along_axis(ranks, np.argsort(-values, axis=1), numbers, axis=1)
    return np.ascontiguousarray(ranks.T)
