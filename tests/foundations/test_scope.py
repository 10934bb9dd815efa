"""No query leaves its edition: the session's lock and the database's own."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from hackathon import clock
from hackathon.db import db, transactional
from hackathon.editions import scope
from hackathon.projects.models import Project
from hackathon.teams.models import Team
from tests import factories


@pytest.fixture
def two_editions(app):
    return factories.edition(), factories.edition()


@pytest.fixture
def teams(two_editions):
    return [factories.team(edition) for edition in two_editions]


def test_a_query_sees_the_rows_of_its_edition_only(two_editions, teams):
    for edition, team in zip(two_editions, teams, strict=True):
        with scope.of(edition.id):
            assert db.session.scalars(select(Team.id)).all() == [team.id]


def test_a_query_outside_of_any_edition_fails(teams):
    with scope.of(0), pytest.raises(scope.ScopeMissing):
        db.session.scalars(select(Team)).all()


def test_another_editions_row_is_absent_even_by_its_id(two_editions, teams):
    with scope.of(two_editions[0].id):
        assert db.session.scalar(select(Team).where(Team.id == teams[1].id)) is None


def test_an_update_does_not_reach_another_edition(two_editions, teams):
    @transactional
    def rename_all() -> None:
        db.session.execute(update(Team).values(name="Renamed"))

    with scope.of(two_editions[0].id):
        rename_all()
    db.session.expire_all()
    assert [team.name == "Renamed" for team in teams] == [True, False]


def test_a_row_cannot_be_added_to_another_edition(two_editions):
    other = two_editions[1].id
    with scope.of(two_editions[0].id), pytest.raises(scope.ScopeMissing):
        transactional(lambda: db.session.add(_team_in(other)))()


def _team_in(edition_id: int) -> Team:
    return Team(edition_id=edition_id, name="Stray", name_key="stray", created_at=clock.now())


def test_the_database_refuses_a_reference_into_another_edition(two_editions, teams):
    values = {"edition_id": two_editions[0].id, "team_id": teams[1].id, "saved_at": clock.now()}
    with pytest.raises(IntegrityError):
        transactional(lambda: db.session.execute(insert(Project).values(**values)))()


def test_reading_across_editions_needs_a_reason():
    with pytest.raises(ValueError, match="say why"), scope.every_edition(because=""):
        pass
