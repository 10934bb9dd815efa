"""Fit the crossed random effects `y = mu + theta_project + beta_judge + eps` (step 1 of the calibrated score).

Variances are given as ratios to the residual one: `lt = s^2 / s_t^2` of projects, `lj = s^2 / s_b^2` of judges.
Projects are eliminated by hand, the judges' J x J system by one eigen-decomposition for each `lt`, which then serves
every `lj`. Shapes: L ratios of projects, B ratios of judges, T projects, J judges. The criterion is that of lme4
(Bates et al. 2015, "Fitting Linear Mixed-Effects Models Using lme4").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Sums:
    """Hold the weights of reviews (T, J), and weighted sums of observations by project, by judge and of squares."""

    weights: np.ndarray
    by_project: np.ndarray
    by_judge: np.ndarray
    squares: float
    log_weights: float
    reviews: int

    @cached_property
    def project_weights(self) -> np.ndarray:
        return self.weights.sum(axis=1)

    @property
    def degrees(self) -> int:
        return max(self.reviews - 1, 1)


def sums_of(project: np.ndarray, judge: np.ndarray, values: np.ndarray, variances: np.ndarray, shape: tuple) -> Sums:
    """Sum reviews (N) whose residual variances are `variances` (in units of s^2)."""
    precision = 1 / variances
    weights = np.zeros(shape)
    weights[project, judge] = precision
    return Sums(
        weights=weights,
        by_project=np.bincount(project, precision * values, shape[0]),
        by_judge=np.bincount(judge, precision * values, shape[1]),
        squares=float(precision @ values**2),
        log_weights=float(np.log(precision).sum()),
        reviews=len(values),
    )


@dataclass(frozen=True)
class Equations:
    """Hold the mixed-model equations without projects, for each `lt`: S = V diag(eigenvalues + lj) V' beside mu."""

    lt: np.ndarray  # (L)
    diagonal: np.ndarray  # (L, T) a project's own D_t
    kept: np.ndarray  # (L, T) lt / D_t
    mean_weight: np.ndarray  # (L) mu's own entry
    mean_sum: np.ndarray  # (L)
    coupling: np.ndarray  # (L, J) mu with judges
    eigenvalues: np.ndarray  # (L, J)
    vectors: np.ndarray  # (L, J, J)
    projected: np.ndarray  # (L, J) right-hand side in the eigenvectors


def equations(sums: Sums, lt: np.ndarray) -> Equations:
    """Eliminate projects and mu, and decompose what remains, for each ratio of projects."""
    diagonal = sums.project_weights + lt[:, None]
    kept = lt[:, None] / diagonal
    mean_weight, mean_sum = kept @ sums.project_weights, kept @ sums.by_project
    coupling = kept @ sums.weights
    inner = np.matmul(sums.weights.T / diagonal[:, None, :], -sums.weights)
    inner -= coupling[:, :, None] * (coupling / mean_weight[:, None])[:, None, :]
    inner += np.diag(sums.weights.sum(axis=0))
    eigenvalues, vectors = np.linalg.eigh(inner)
    side = sums.by_judge - (sums.by_project / diagonal) @ sums.weights - coupling * (mean_sum / mean_weight)[:, None]
    return Equations(
        lt, diagonal, kept, mean_weight, mean_sum, coupling,
        eigenvalues=np.maximum(eigenvalues, 0.0),
        vectors=vectors,
        projected=np.matmul(side[:, None, :], vectors)[:, 0, :],
    )


def residual(sums: Sums, system: Equations, lj: np.ndarray, floor: float = 0.0) -> np.ndarray:
    """Return the penalised residual sum of squares q (L, B), not below `floor`."""
    explained = (sums.by_project**2 / system.diagonal).sum(axis=1) + system.mean_sum**2 / system.mean_weight
    judged = (system.projected[:, None, :] ** 2 / (system.eigenvalues[:, None, :] + lj[:, None])).sum(axis=2)
    return np.maximum(sums.squares - explained[:, None] - judged, floor)


def reml_criterion(sums: Sums, system: Equations, lj: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Return -2 log REML (L, B), the common variance profiled out."""
    projects = np.log1p(sums.project_weights / system.lt[:, None]).sum(axis=1) + np.log(system.mean_weight)
    judges = np.log1p(system.eigenvalues[:, None, :] / lj[:, None]).sum(axis=2)
    fit = sums.degrees * (1 + np.log(2 * np.pi * q / sums.degrees))
    return fit + projects[:, None] + judges - sums.log_weights


def effects(sums: Sums, system: Equations, lj: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Predict mu (L, B), judges (L, B, J) and projects (L, B, T)."""
    scaled = system.projected[:, None, :] / (system.eigenvalues[:, None, :] + lj[:, None])
    judges = np.matmul(scaled, system.vectors.transpose(0, 2, 1))
    mu = (system.mean_sum[:, None] - np.matmul(judges, system.coupling[:, :, None])[:, :, 0])
    mu = mu / system.mean_weight[:, None]
    rest = sums.by_project - sums.project_weights * mu[:, :, None] - judges @ sums.weights.T
    return mu, judges, rest / system.diagonal[:, None, :]


def prediction_variances(sums: Sums, system: Equations, lj: float) -> np.ndarray:
    """Return the variance of mu + theta + beta in units of s^2 (T, J) at the system's first ratio of projects."""
    kept, diagonal = system.kept[0], system.diagonal[0]
    from_judges = sums.weights / diagonal[:, None] + np.outer(kept, system.coupling[0] / system.mean_weight[0])
    covariance = (system.vectors[0] / (system.eigenvalues[0] + lj)) @ system.vectors[0].T
    shared = from_judges @ covariance
    own = (shared * from_judges).sum(axis=1) + kept**2 / system.mean_weight[0] + 1 / diagonal
    return np.diag(covariance) - 2 * shared + own[:, None]
