"""Cards from before there was a chain become its first entries when the database is migrated."""

from __future__ import annotations

import importlib.util

from sqlalchemy import delete, select, text

from hackathon.config import ROOT
from hackathon.db import db
from hackathon.editions import scope
from hackathon.judging import queries_chain
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, MarkChain
from hackathon.rules import chain as rules
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.clients import afresh


def migration():
    path = ROOT / "migrations" / "versions" / "0008_marks_as_a_chain.py"
    spec = importlib.util.spec_from_file_location("migration_0008", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def forget_chains():
    """Take the database back to what it was before, as only a test may."""
    if db.engine.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            db.session.execute(text(f"DROP TRIGGER mark_entry_refuses_{verb}"))
    else:
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
    db.session.execute(text("DELETE FROM mark_entry"))
    db.session.execute(delete(MarkChain))
    db.session.commit()


def test_existing_cards_are_taken_over_by_the_migration(app):
    editions = [factories.edition(Stage.JUDGING) for _ in range(3)]
    for edition in editions[:2]:
        jury = [factories.judge(edition) for _ in range(2)]
        for _ in range(2):
            project = factories.submitted_project(factories.team(edition))
            for judge in jury:
                factories.scorecard(project, judge, [3, 4, 5])
    first = db.session.scalar(select(JudgeAssignment).order_by(JudgeAssignment.id))
    first.status = AssignmentStatus.RECUSED
    db.session.commit()
    forget_chains()
    with db.engine.begin() as connection:
        migration().take_over(connection)
    afresh()
    assert db.session.query(MarkChain).count() == 2
    for edition in editions[:2]:
        with scope.of(edition.id):
            entries, head = queries_chain.entries(), queries_chain.chain()
            assert rules.first_fault(entries) is None
            assert [each.seal for each in entries] == [rules.seal(each.salt, each.content) for each in entries]
            assert (len(entries), head.length, head.head) == (4, 4, entries[-1].digest)
            present = {card: state for card, _, _, state in queries_chain.present_states(edition.id)}
            assert queries_chain.last_states(edition.id) == present
    found = app.test_cli_runner().invoke(args=["check-invariants"])
    assert "chain" not in found.output
