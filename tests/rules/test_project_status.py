from itertools import product

import pytest

from hackathon.errors import StepNotAllowed
from hackathon.rules import project_status
from hackathon.rules.project_status import Admission, ProjectStatus

ALLOWED = {
    (ProjectStatus.DRAFT, ProjectStatus.SUBMITTED),
    (ProjectStatus.SUBMITTED, ProjectStatus.SUBMITTED),
    (Admission.PENDING, Admission.ADMITTED),
    (Admission.PENDING, Admission.DISQUALIFIED),
    (Admission.ADMITTED, Admission.DISQUALIFIED),
    (Admission.DISQUALIFIED, Admission.ADMITTED),
}


@pytest.mark.parametrize(("current", "target"), list(product([*ProjectStatus, *Admission], repeat=2)))
def test_only_listed_steps_are_allowed(current, target):
    assert project_status.is_step(current, target) is ((current, target) in ALLOWED)


def test_allowed_step_passes_and_any_other_is_refused_with_both_states():
    project_status.require_step(ProjectStatus.DRAFT, ProjectStatus.SUBMITTED)
    with pytest.raises(StepNotAllowed) as refusal:
        project_status.require_step(ProjectStatus.SUBMITTED, ProjectStatus.DRAFT)
    assert refusal.value.details == {"current": "submitted", "target": "draft"}


def test_states_read_back_from_a_database_as_text_are_understood():
    project_status.require_step("pending", "admitted")
