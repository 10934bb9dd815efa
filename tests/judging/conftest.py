"""A judge who has a project to score: modules say which edition and which project."""

from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def judge(edition, project):
    person = factories.judge(edition)
    factories.assignment(project, person)
    return person


@pytest.fixture
def scorer(new_client, judge):
    return new_client().sign_in(judge)
