"""Hold everything that standings rest on while an action decides on them."""

from __future__ import annotations

from hackathon.db import db
from hackathon.editions import offices
from hackathon.editions.models import Edition
from hackathon.judging import chain


def hold(edition: Edition) -> None:
    """Let no setting, no role and no card of the edition change until the action ends, and read the settings afresh."""
    offices.take_turn(edition)
    db.session.refresh(edition)
    db.session.refresh(edition.round)
    chain.hold(edition.id)
