"""List the states of a project and of its team's admission, and the steps between them."""

from __future__ import annotations

from enum import StrEnum

from hackathon.errors import StepNotAllowed


class ProjectStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"


class Admission(StrEnum):
    PENDING = "pending"
    ADMITTED = "admitted"
    DISQUALIFIED = "disqualified"


STEPS = {
    ProjectStatus.DRAFT: {ProjectStatus.SUBMITTED},
    # Submitting again replaces the earlier version.
    ProjectStatus.SUBMITTED: {ProjectStatus.SUBMITTED},
    Admission.PENDING: {Admission.ADMITTED, Admission.DISQUALIFIED},
    Admission.ADMITTED: {Admission.DISQUALIFIED},
    Admission.DISQUALIFIED: {Admission.ADMITTED},
}


def is_step(current: ProjectStatus | Admission, target: ProjectStatus | Admission) -> bool:
    """Tell whether one state may follow another."""
    return target in STEPS[current]


def require_step(current: ProjectStatus | Admission, target: ProjectStatus | Admission) -> None:
    """Refuse a step that the present state does not allow."""
    if not is_step(current, target):
        raise StepNotAllowed(current=str(current), target=str(target))
