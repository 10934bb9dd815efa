"""Say when results may be published, and write their numbers: exact in the record, rounded for the eye only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hackathon.errors import JudgingStillOpen
from hackathon.rules.schedule import Schedule


def require_judging_over(schedule: Schedule, now: datetime) -> None:
    """Refuse to publish while a judge can still change a mark."""
    if now < schedule.judging_closes:
        raise JudgingStillOpen(moment=schedule.judging_closes)


def exact(value: Fraction | float) -> str:
    """Write a number without loss, "64/15"; an estimate with nine decimals, beyond which lies noise."""
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else f"{value:.9f}"


def probability(value: float | None) -> float | None:
    """Keep three decimals: it was drawn a few thousand times."""
    return None if value is None else round(value, 3)


def rounded(value: str | Fraction) -> Decimal:
    """Round to two decimals for display, halves up as on paper; nothing is ever compared or summed after this."""
    number = Fraction(value)
    hundredths = (200 * number.numerator + number.denominator) // (2 * number.denominator)
    return Decimal(hundredths).scaleb(-2)


def weighed(criteria: Iterable[Mapping[str, Any]], means: Mapping[str, str]) -> str:
    """Weigh the published means of the criteria into one number, exactly."""
    criteria = [each for each in criteria if each["key"] in means]
    total = sum(each["weight"] * Fraction(means[each["key"]]) for each in criteria)
    return exact(Fraction(total, sum(each["weight"] for each in criteria) or 1))


def sum_of_marks(mean: str | Fraction, reviews: int) -> int:
    """Give back the sum of the whole marks that a mean was taken of."""
    return int(Fraction(mean) * reviews)
