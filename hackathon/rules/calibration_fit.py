"""Fit the model again and again while judges' reliability and capped marks settle (around steps 1 to 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from hackathon.rules import calibration_censoring as censoring
from hackathon.rules import calibration_model as model
from hackathon.rules import calibration_ratios as variance_ratios
from hackathon.rules import calibration_reliability as reliabilities
from hackathon.rules.calibration_censoring import Capped
from hackathon.rules.calibration_model import Sums
from hackathon.rules.calibration_ratios import Ratios
from hackathon.rules.calibration_reviews import Reviews

ROUNDS = 5
SETTLED = 0.02  # no judge's variance and nothing that is read moved by more
SMALLEST_SPREAD = 1e-6  # of the scale: keeps equal marks from dividing by zero


@dataclass(frozen=True)
class Reading:
    """Hold what is read for each review (N), its extra variance (N), and the judges' variances (J)."""

    values: np.ndarray
    extra: np.ndarray
    reliability: np.ndarray
    alike: float = reliabilities.ALIKE

    def variances(self, reviews: Reviews) -> np.ndarray:
        return self.reliability[reviews.judge] + self.extra


@dataclass(frozen=True)
class Fit:
    """Hold a fit around `center`; at the typical ratios what it predicts for reviews (N), how surely, and s^2."""

    sums: Sums
    ratios: Ratios
    center: float
    fitted: np.ndarray
    uncertainty: np.ndarray  # (N) in units of s^2
    s2: float


def fit_of(reviews: Reviews, reading: Reading) -> Fit:
    """Fit what is read, with the ratios of variances integrated."""
    project, judge, center = reviews.project, reviews.judge, float(reading.values.mean())
    variances = reading.variances(reviews)
    sums = model.sums_of(project, judge, reading.values - center, variances, reviews.shape)
    floor = sums.degrees * (SMALLEST_SPREAD * reviews.span) ** 2
    ratios = variance_ratios.posterior(sums, floor)
    lt, lj = (np.exp(-2 * np.array([each])) for each in ratios.typical)
    system = model.equations(sums, lt)
    mu, judges, projects = (each[0, 0] for each in model.effects(sums, system, lj))
    return Fit(
        sums, ratios, center,
        fitted=center + mu + judges[judge] + projects[project],
        uncertainty=model.prediction_variances(sums, system, lj[0])[project, judge],
        s2=float(model.residual(sums, system, lj, floor)[0, 0]) / sums.degrees,
    )


def read(reviews: Reviews, values: np.ndarray) -> Reading:
    """Settle capped marks and judges' reliability; the first round looks at capped marks only, the last not at all."""
    group = censoring.capped(reviews, values)
    reading = Reading(values, np.zeros(len(values)), np.ones(len(reviews.judges)))
    if group is not None:
        reading = _censored(reviews, group, values, reading, fit_of(reviews, reading))
    for last in (False,) * (ROUNDS - 2) + (True,):
        before, fit = reading, fit_of(reviews, reading)
        if group is not None and not last:
            reading = _censored(reviews, group, values, before, fit)
        known = _reliability(reviews, before, fit)
        reading = replace(reading, reliability=known.variances, alike=known.alike)
        if _moved(before, reading) < SETTLED:
            break
    return reading


def _censored(reviews: Reviews, group: Capped, values: np.ndarray, reading: Reading, fit: Fit) -> Reading:
    position = group.position
    variances = reading.reliability[reviews.judge[position]]
    read_as, more = censoring.sites(group, fit.fitted[position], values[position], fit.s2, variances)
    new_values, extra = values.copy(), np.zeros(len(values))
    new_values[position], extra[position] = read_as, more
    return replace(reading, values=new_values, extra=extra)


def _reliability(reviews: Reviews, reading: Reading, fit: Fit) -> reliabilities.Reliability:
    judge, judges = reviews.judge, len(reviews.judges)
    variances = reading.variances(reviews)
    share = reading.reliability[judge] / variances
    degrees = np.bincount(judge, (1 - fit.uncertainty / variances) * share, judges)
    squares = np.bincount(judge, (reading.values - fit.fitted) ** 2 / fit.s2 / variances * share, judges)
    raw = reading.reliability * squares / np.maximum(degrees, 1e-9)
    return reliabilities.reliability(raw, degrees, np.bincount(judge, minlength=judges))


def _moved(before: Reading, after: Reading) -> float:
    return max(np.abs(after.values - before.values).max(), np.abs(after.reliability - before.reliability).max())
