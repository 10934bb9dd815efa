"""Read a mark at the end of the scale as "this or beyond" (step 4 of the calibrated score).

Each review with such a mark is replaced by the Gaussian site that has the same mode and curvature as its censored
likelihood (expectation by Laplace's method, one site a review).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr

from hackathon.rules import calibration_reviews as layout
from hackathon.rules.calibration_reviews import Reviews

RARE = 0.02  # with fewer capped reviews than this nothing is censored
NEWTON_STEPS = 5
FARTHEST = 3.0  # residual sds between the composite and what is read for it
LARGEST_EXTRA = 20.0


@dataclass(frozen=True)
class Capped:
    """Hold the K reviews with a mark at an end of the scale: their positions (K), and which marks (K, C) are."""

    position: np.ndarray
    at_top: np.ndarray
    at_bottom: np.ndarray
    marks: np.ndarray  # (K, C) without the criteria's own levels, 0 where missing
    weights: np.ndarray  # (K, C) C w_c, 0 where missing
    upper: np.ndarray  # (C) where the top begins, without the criteria's own levels
    lower: np.ndarray  # (C)
    noise: float | None  # variance of one mark around the review's level; None with too little to tell
    squared_weights: float
    smallest_noise: float


def capped(reviews: Reviews, values: np.ndarray) -> Capped | None:
    """Find the reviews to censor; None when they are rare. `values` (N) are the composites."""
    marked, scale = reviews.marked, reviews.scale
    top, bottom = reviews.marks >= float(scale.maximum), reviews.marks <= float(scale.minimum)
    ends = (top | bottom).any(axis=1)
    if ends.mean() <= RARE:
        return None
    means = layout.criterion_means(reviews)
    levels, half = means - reviews.weights @ means, float(scale.step) / 2
    position = np.flatnonzero(ends)
    plain = marked.all(axis=1) & ~ends
    return Capped(
        position, top[position], bottom[position],
        marks=np.where(marked, reviews.marks - levels, 0.0)[position],
        weights=(len(reviews.weights) * reviews.weights * marked)[position],
        upper=float(scale.maximum) - half - levels,
        lower=float(scale.minimum) + half - levels,
        noise=_noise((reviews.marks - levels)[plain] - values[plain, None], reviews.weights),
        squared_weights=float(reviews.weights @ reviews.weights),
        smallest_noise=(0.1 * (2 * half or 0.01 * reviews.span)) ** 2,
    )


def _noise(deviations: np.ndarray, weights: np.ndarray) -> float | None:
    """Estimate the variance of a single mark from deviations (., C) within complete reviews off the ends."""
    if len(weights) == 1 or not len(deviations):
        return None
    return float((deviations**2).mean(axis=0).sum() / (1 - 2 * weights + weights @ weights).sum())


def sites(group: Capped, fitted: np.ndarray, values: np.ndarray, s2: float, variances: np.ndarray) -> tuple:
    """Return what to read for each capped review, and its extra variance in units of s^2; all arguments (K)."""
    noise = max(s2 / 4 if group.noise is None else group.noise, group.smallest_noise)
    spread = np.maximum(s2 * variances - noise * group.squared_weights, 0.3 * s2 * variances)
    level = fitted.copy()
    for _ in range(NEWTON_STEPS):
        slope, curvature = _likelihood(group, level, noise)
        level += (slope - (level - fitted) / spread) / (curvature + 1 / spread)
    _, tau = _likelihood(group, level, noise)
    tau = np.maximum(tau, 1e-6 / spread)
    read = level + (level - fitted) / (spread * tau)
    reach = FARTHEST * np.sqrt(s2)
    extra = (1 / tau - noise / group.weights.sum(axis=1)) / s2
    return np.clip(read, values - reach, values + reach), np.clip(extra, 0.0, LARGEST_EXTRA)


def _likelihood(group: Capped, level: np.ndarray, noise: float) -> tuple[np.ndarray, np.ndarray]:
    """Return slope and negative curvature (K) of the weighed log likelihood of each review's marks at `level`."""
    sd = np.sqrt(noise)
    above, below = (level[:, None] - group.upper) / sd, (group.lower - level[:, None]) / sd
    end = np.where(group.at_top, above, np.where(group.at_bottom, below, 0.0))
    hazard = np.exp(-0.5 * end**2 - log_ndtr(end)) / np.sqrt(2 * np.pi)
    sign = np.where(group.at_top, 1.0, -1.0)
    at_end = group.at_top | group.at_bottom
    slope = np.where(at_end, sign * hazard / sd, (group.marks - level[:, None]) / noise)
    curvature = np.where(at_end, hazard * (hazard + end), 1.0) / noise
    return (group.weights * slope).sum(axis=1), (group.weights * curvature).sum(axis=1)
