"""What must hold of uploads: every row's file is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from hackathon.db import db
from hackathon.projects.models import ProjectFile
from hackathon.questions.models import AnswerFile


def faults(uploads: Path) -> Iterator[tuple[int, str]]:
    """Every file that a project, a submission or an answer names is there, in its full size."""
    for row in (*_rows(ProjectFile), *_rows(AnswerFile)):
        path = uploads / row.stored_name
        size = path.stat().st_size if path.is_file() else None
        if size != row.size:
            found = "is missing" if size is None else f"has {size} bytes"
            owner = f"project {row.project_id}" if isinstance(row, ProjectFile) else f"question {row.question_id}"
            yield row.edition_id, f"file {row.id} of {owner} {found}, it had {row.size}"


def _rows(model: Any) -> list[Any]:
    return list(db.session.scalars(select(model).order_by(model.id)))
