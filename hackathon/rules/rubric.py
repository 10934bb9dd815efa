"""What a rubric must be like before anybody is scored with it."""

from __future__ import annotations

from collections.abc import Collection

from hackathon.errors import RubricInvalid, ScaleInvalid

LOWEST_MARKS = (0, 1)
HIGHEST_MARK = 20
MOST_CRITERIA = 20


def require_scale(minimum: int, maximum: int) -> None:
    """Refuse a scale that does not begin at 0 or 1, or that has one mark or too many."""
    if minimum not in LOWEST_MARKS or not minimum < maximum <= HIGHEST_MARK:
        raise ScaleInvalid(limit=HIGHEST_MARK, field="scale_max")


def require_number_of_criteria(criteria: Collection[object]) -> None:
    """Refuse an empty rubric, and one that no juror could keep in mind."""
    if not 1 <= len(criteria) <= MOST_CRITERIA:
        raise RubricInvalid(limit=MOST_CRITERIA)


def scale_is_sound(minimum: int | None, maximum: int | None) -> bool:
    """Tell whether a typed scale can be shown as levels."""
    return minimum in LOWEST_MARKS and maximum is not None and minimum < maximum <= HIGHEST_MARK
