"""Score projects by what an average, reliable judge would have given them: `calibrated`, version 1.

Each judge's usual strictness is removed, judges who agree with the rest count a little more, a mark at the end of the
scale is read as "this or beyond", and every place comes with how sure it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from hackathon.rules import calibration_fit as fitting
from hackathon.rules import calibration_ranks as ranks
from hackathon.rules import calibration_ratios as variance_ratios
from hackathon.rules import calibration_reviews as layout
from hackathon.rules.calibration_fit import Reading
from hackathon.rules.calibration_ranks import Draws
from hackathon.rules.calibration_reviews import Reviews
from hackathon.rules.rounds import Carried
from hackathon.rules.scoring import Card, Key, Rubric, Scale


@dataclass(frozen=True)
class Calibration:
    """Hold scores (T), draws, and what organizers see of judges (J) and of cards that stand out (N)."""

    reviews: Reviews
    scores: np.ndarray
    draws: Draws
    leniency: np.ndarray
    reading: Reading
    outlying: np.ndarray
    spread: float  # one standard deviation of a card, in points
    groups: int

    def among(self, wanted: Collection[Key]) -> Part:
        """Return some of the projects; what is known of the judges still rests on all cards."""
        projects, counts = self.reviews.projects, self.reviews.counts
        kept = [position for position, project in enumerate(projects) if project in wanted]
        if len(kept) == len(projects):
            return Part(projects, self.scores, counts, self.draws)
        names = tuple(projects[position] for position in kept)
        return Part(names, self.scores[kept], counts[kept], ranks.among(self.draws, kept))


@dataclass(frozen=True)
class Part:
    """Hold the projects of a smaller field (T) with their scores, reviews, and draws ranked among themselves."""

    projects: tuple[Key, ...]
    scores: np.ndarray
    counts: np.ndarray
    draws: Draws


def calibrate(
    cards: Iterable[Card], rubric: Rubric, scale: Scale, carried: Carried | None = None
) -> Calibration:
    """Score the projects that have a mark; a card counts with the criteria that it marks.

    `carried` adds a share of an earlier round's scores, to the scores and to every draw alike.
    """
    reviews = layout.reviews_of(cards, rubric, scale)
    values = layout.composites(reviews)
    reading = fitting.read(reviews, values)
    fit = fitting.fit_of(reviews, reading)
    mu, leniency, projects = variance_ratios.mean_effects(fit.sums, fit.ratios)
    scores = fit.center + mu + projects
    draws = ranks.draw(fit.sums, fit.ratios, reviews.seed, ranks.draws_for(len(projects)))
    if carried:
        share, earlier = carried.percent / 100, np.array([float(carried.scores[each]) for each in reviews.projects])
        scores = (1 - share) * scores + share * earlier
        # Draws are centred where the fit is: only then do they lie on the scale of the earlier scores.
        draws = ranks.blended(draws, share, earlier - fit.center)
    return Calibration(
        reviews=reviews,
        scores=scores,
        draws=draws,
        leniency=leniency,
        reading=reading,
        outlying=(values - fit.fitted) / np.sqrt(fit.s2),
        spread=float(np.sqrt(fit.s2)),
        groups=layout.separate_groups(reviews),
    )
