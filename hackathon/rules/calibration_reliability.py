"""Estimate how reliable each judge is, shrunk to the common reliability (step 3 of the calibrated score).

Residual variances are shrunk as in limma (Smyth 2004, "Linear Models and Empirical Bayes Methods"), averaged over the
prior degrees of freedom; infinitely many of them say that all judges are alike, and then nothing is corrected.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

PRIOR_DEGREES = np.array([2, 3, 4.5, 7, 11, 17, 28, 45, 80, 150])
ALIKE = 0.2  # prior probability that all judges are equally reliable
FEWEST_DEGREES = 0.5
SMALLEST, LARGEST = 0.3, 30.0
# s0^2 rises to its maximum of likelihood by EM from the pooled variance. It stops early, where a single wild judge
# has not yet pulled it to one end: the reference values were made so.
EM_STEPS = 8


@dataclass(frozen=True)
class Reliability:
    """Hold each judge's multiplier of the residual variance (J), and the probability that all judges are alike."""

    variances: np.ndarray
    alike: float


def reliability(raw: np.ndarray, degrees: np.ndarray, reviews: np.ndarray) -> Reliability:
    """Shrink judges' raw variances (J), known with `degrees` of freedom (J); `reviews` (J) weigh the common level."""
    known = degrees >= FEWEST_DEGREES
    if not known.any():
        return Reliability(np.ones(len(raw)), ALIKE)
    logs = np.zeros(len(raw))
    logs[known], alike = _shrunk(np.maximum(raw[known], 1e-8), degrees[known])
    logs[known] -= (reviews * logs).sum() / reviews.sum()
    return Reliability(np.clip(np.exp(logs), SMALLEST, LARGEST), alike)


def _shrunk(raw: np.ndarray, degrees: np.ndarray) -> tuple[np.ndarray, float]:
    """Average the log of the shrunk variances over the prior degrees of freedom, weighed by their posterior."""
    pooled = (degrees @ raw) / degrees.sum()
    scale = _scales(raw, degrees, pooled)
    evidence = np.append(
        np.log((1 - ALIKE) / len(PRIOR_DEGREES)) + _log_f(raw, degrees, scale).sum(axis=1),
        np.log(ALIKE) + _log_chi_squared(raw, degrees, pooled).sum(),
    )
    posterior = np.exp(evidence - evidence.max())
    posterior /= posterior.sum()
    prior = PRIOR_DEGREES[:, None]
    shrunk = np.log((prior + degrees * raw / scale) / (prior + degrees))
    return posterior[:-1] @ shrunk, float(posterior[-1])


def _scales(raw: np.ndarray, degrees: np.ndarray, pooled: float) -> np.ndarray:
    """Find s0^2 for each prior degree of freedom, as a column."""
    prior = PRIOR_DEGREES[:, None]
    scale = np.full(prior.shape, pooled)
    for _ in range(EM_STEPS):
        pull = (prior + degrees) / (prior + degrees * raw / scale)
        scale = (pull * degrees * raw).sum(axis=1, keepdims=True) / degrees.sum()
    return scale


def _log_f(raw: np.ndarray, degrees: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Log density of raw / scale ~ F(degrees, prior), for each prior (rows)."""
    a, b, z = degrees / 2, PRIOR_DEGREES[:, None] / 2, raw / scale
    constant = gammaln(a + b) - gammaln(a) - gammaln(b) + a * np.log(a / b)
    return constant + (a - 1) * np.log(z) - (a + b) * np.log1p(a * z / b) - np.log(scale)


def _log_chi_squared(raw: np.ndarray, degrees: np.ndarray, scale: float) -> np.ndarray:
    """Log density of degrees * raw / scale ~ chi squared, as that of raw: the limit of F."""
    a, z = degrees / 2, raw / scale
    return a * np.log(a) - gammaln(a) + (a - 1) * np.log(z) - a * z - np.log(scale)
