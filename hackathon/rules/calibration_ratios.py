"""Weigh how large the variances may be, instead of plugging in one guess (step 2 of the calibrated score).

The ratios r_t = s_t / s of projects and r_b = s_b / s of judges have half-normal(1) priors, s^2 is integrated with
1 / s^2. Their posterior is summed over a product grid in log r, so no variance can be negative or on a boundary.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hackathon.rules import calibration_model as model
from hackathon.rules.calibration_model import Equations, Sums

FIRST_POINTS, FIRST_SPACING = 11, 0.5
POINTS, REFINEMENT, STEPS = 9, 0.3, 6
SMALLEST_WEIGHT = 0.003


@dataclass(frozen=True)
class Ratios:
    """Hold the grid's log r_t (L) and log r_b (B), weights (L, B) that sum to 1, q (L, B) and the equations."""

    log_projects: np.ndarray
    log_judges: np.ndarray
    weights: np.ndarray
    q: np.ndarray
    system: Equations

    @property
    def lj(self) -> np.ndarray:
        return np.exp(-2 * self.log_judges)

    @property
    def typical(self) -> tuple[float, float]:
        """Return the posterior mean of log r_t and of log r_b."""
        return self._along(0, self.log_projects)[0], self._along(1, self.log_judges)[0]

    @property
    def spreads(self) -> tuple[float, float]:
        return self._along(0, self.log_projects)[1], self._along(1, self.log_judges)[1]

    def _along(self, axis: int, grid: np.ndarray) -> tuple[float, float]:
        marginal = self.weights.sum(axis=1 - axis)
        mean = float(marginal @ grid)
        return mean, float(np.sqrt(marginal @ (grid - mean) ** 2))


def posterior(sums: Sums, floor: float) -> Ratios:
    """Recentre and refine the grid along each ratio until its spacing is below the posterior's spread.

    `floor` keeps q above zero where all observations are equal.
    """
    spacing = np.full(2, FIRST_SPACING)
    ratios = _on_grid(sums, floor, _grid(0.0, spacing[0], FIRST_POINTS), _grid(0.0, spacing[1], FIRST_POINTS))
    for _ in range(STEPS):
        too_wide = spacing >= ratios.spreads
        if not too_wide.any():
            break
        spacing = np.where(too_wide, spacing * REFINEMENT, spacing)
        axes = [_grid(center, width, POINTS) for center, width in zip(ratios.typical, spacing, strict=True)]
        ratios = _on_grid(sums, floor, *axes)
    weights = np.where(ratios.weights < SMALLEST_WEIGHT, 0.0, ratios.weights)
    return Ratios(ratios.log_projects, ratios.log_judges, weights / weights.sum(), ratios.q, ratios.system)


def _grid(center: float, spacing: float, points: int) -> np.ndarray:
    return center + spacing * (np.arange(points) - points // 2)


def _on_grid(sums: Sums, floor: float, log_projects: np.ndarray, log_judges: np.ndarray) -> Ratios:
    lt, lj = np.exp(-2 * log_projects), np.exp(-2 * log_judges)
    system = model.equations(sums, lt)
    q = model.residual(sums, system, lj, floor)
    prior_projects = log_projects - np.exp(2 * log_projects) / 2
    prior_judges = log_judges - np.exp(2 * log_judges) / 2
    density = prior_projects[:, None] + prior_judges - model.reml_criterion(sums, system, lj, q) / 2
    weights = np.exp(density - density.max())
    return Ratios(log_projects, log_judges, weights / weights.sum(), q, system)


def mean_effects(sums: Sums, ratios: Ratios) -> tuple[float, np.ndarray, np.ndarray]:
    """Average mu, judges (J) and projects (T) over the grid."""
    mu, judges, projects = model.effects(sums, ratios.system, ratios.lj)
    weights = ratios.weights.ravel()
    return (
        float(weights @ mu.ravel()),
        weights @ judges.reshape(len(weights), -1),
        weights @ projects.reshape(len(weights), -1),
    )
