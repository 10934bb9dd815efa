"""Hold an import while something is done with it, so that no row is carried out twice."""

from __future__ import annotations

from hackathon.db import locked
from hackathon.errors import ImportMovedOn, NotFound
from hackathon.imports.models import PeopleImport
from hackathon.rules.importing import Progress


def held(run: PeopleImport, *states: Progress) -> PeopleImport:
    """Return the import as it is now, held until the action ends; refuse one that has moved on."""
    found = locked(PeopleImport, id=run.id)
    if found is None:
        raise NotFound()
    if found.state not in states or found.cleared_at is not None:
        raise ImportMovedOn()
    return found
