"""The crossed random effects equal those of lme4 1.1-31; `reference/` holds its inputs and what it found."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize

from hackathon.rules import calibration_model as model

REFERENCE = Path(__file__).parent / "reference"
TOLERANCE = 1e-5


def rows(name):
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


COMPONENTS = {row["set"]: row for row in rows("lme4_variance_components")}
EFFECTS = defaultdict(dict)
for row in rows("lme4_blups"):
    EFFECTS[row["set"], row["kind"]][row["id"]] = tuple(float(row[name]) for name in ("blup", "cond_sd", "fitted"))


class Fitted:
    """The fit at the ratios where the REML criterion is least."""

    def __init__(self, name):
        given = rows(name)
        self.teams = sorted({row["team"] for row in given})
        self.judges = sorted({row["judge"] for row in given})
        team = np.array([self.teams.index(row["team"]) for row in given])
        judge = np.array([self.judges.index(row["judge"]) for row in given])
        score = np.array([float(row["score"]) for row in given])
        variances = np.array([1 / float(row.get("weight", 1)) for row in given])
        self.sums = model.sums_of(team, judge, score, variances, (len(self.teams), len(self.judges)))
        self.ratios = np.abs(_least(self.criterion))
        self.lt, self.lj = _precisions(self.ratios)
        self.system = model.equations(self.sums, self.lt)
        self.s2 = model.residual(self.sums, self.system, self.lj)[0, 0] / self.sums.degrees
        self.mu, self.judge_effects, self.team_effects = (
            each[0, 0] for each in model.effects(self.sums, self.system, self.lj)
        )

    def criterion(self, ratios):
        lt, lj = _precisions(np.abs(ratios))
        system = model.equations(self.sums, lt)
        return model.reml_criterion(self.sums, system, lj, model.residual(self.sums, system, lj))[0, 0]

    def dense(self, *, with_mean):
        """Invert Henderson's equations as they stand: mu, teams, judges."""
        weights = self.sums.weights
        columns = [np.ones(weights.size)] if with_mean else []
        teams = np.repeat(np.eye(len(self.teams)), len(self.judges), axis=0)
        judges = np.tile(np.eye(len(self.judges)), (len(self.teams), 1))
        design = np.column_stack([*columns, teams, judges])
        penalty = [0.0] * with_mean + [self.lt[0]] * len(self.teams) + [self.lj[0]] * len(self.judges)
        return design, np.linalg.inv(design.T @ (weights.ravel()[:, None] * design) + np.diag(penalty))


def _precisions(ratios):
    lt, lj = np.maximum(ratios, 1e-8) ** -2.0
    return np.array([lt]), np.array([lj])


def _least(criterion):
    best = np.array([1.0, 1.0])
    for _ in range(4):
        found = minimize(criterion, best, method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-13})
        best = found.x
    return best


fitted = cache(Fitted)
each_set = pytest.mark.parametrize("name", sorted(COMPONENTS))


@each_set
def test_variances_intercept_and_criterion_equal_those_of_lme4(name):
    fit, expected = fitted(name), {key: float(value) for key, value in COMPONENTS[name].items()
                                   if key.startswith(("var_", "intercept", "se_", "reml_"))}
    team, judge = fit.ratios**2 * fit.s2
    _, covariance = fit.dense(with_mean=True)
    assert {
        "var_team": team,
        "var_judge": judge,
        "var_resid": fit.s2,
        "intercept": fit.mu,
        "se_intercept": np.sqrt(covariance[0, 0] * fit.s2),
        "reml_criterion": fit.criterion(fit.ratios),
    } == pytest.approx(expected, abs=TOLERANCE)


@each_set
def test_scores_and_effects_equal_those_of_lme4(name):
    fit = fitted(name)
    _, covariance = fit.dense(with_mean=False)
    sds = np.sqrt(np.diag(covariance) * fit.s2)
    teams, judges = EFFECTS[name, "team"], EFFECTS[name, "judge"]
    effects = np.concatenate([fit.team_effects, fit.judge_effects])
    expected = [teams[each] for each in fit.teams] + [judges[each] for each in fit.judges]
    assert np.column_stack([effects, sds, fit.mu + effects]) == pytest.approx(np.array(expected), abs=TOLERANCE)


@each_set
def test_prediction_variances_equal_those_of_the_undivided_equations(name):
    fit = fitted(name)
    design, covariance = fit.dense(with_mean=True)
    direct = np.einsum("ni,ij,nj->n", design, covariance, design).reshape(fit.sums.weights.shape)
    assert model.prediction_variances(fit.sums, fit.system, fit.lj[0]) == pytest.approx(direct, rel=1e-6)
