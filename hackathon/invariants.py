"""What must hold in every edition, whatever raced or broke: asked of the database after faults, and every night."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from hackathon.db import canonical_json, db
from hackathon.editions import scope
from hackathon.editions.models import Criterion, Edition
from hackathon.judging.models import (
    AssignmentStatus,
    DeclaredConflict,
    JudgeAssignment,
    Scorecard,
    ScorecardStatus,
)
from hackathon.projects.models import Project, ProjectFile, Submission
from hackathon.results.models import PublishedResults
from hackathon.results.snapshot import published_text
from hackathon.rules.project_status import ProjectStatus
from hackathon.teams.models import Membership, Mentorship, Part, Team

Faults = Iterator[str]


def faults(uploads: Path) -> list[str]:
    """Name everything that does not hold, the edition first."""
    with scope.every_edition(because="what must hold is asked of all editions at once"):
        keys = dict(db.session.execute(select(Edition.id, Edition.key)).tuples().all())
        found = [fault for check in CHECKS for fault in check(uploads)]
    return [f"{keys[edition_id]}: {words}" for edition_id, words in found]
