"""What uploaded tables hold about people, those too whom nobody has registered yet."""

from __future__ import annotations

import json
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, String, and_, cast, delete, func, or_

from hackathon.accounts.holdings import declare, steps
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.imports.models import ImportRow, PeopleImport


def about(user: User) -> ColumnElement[bool]:
    """Hold for rows that registered a person, or that have the address in one of their cells."""
    return or_(ImportRow.user_id == user.id, func.lower(cast(ImportRow.cells, String)).contains(
        json.dumps(user.email.lower()), autoescape=True))  # fmt: skip


declare(
    PeopleImport, whose="made_by_id", title=_l("Tables of participants that you uploaded"),
    shown="edition_id file_name made_at state finished_at", emptied="made_by_id",
    kept="id made_by_id encoding separator sheets sheet mapping wishes counts checked_at begun_at undone_at cleared_at "
         "version",
)  # fmt: skip
declare(
    ImportRow, whose=about, title=_l("What organizers uploaded about you"), gone=True,
    shown="edition_id number cells state done_at",
    kept="id import_id sheet planned turn fate outcome faults notes has_note user_id made_account team_id founded "
         "told_at",
)  # fmt: skip


def forget_namesakes(user: User, now: datetime) -> None:
    """Delete rows that name the person without a right address: nobody was registered by them."""
    cells = cast(ImportRow.cells, String)
    names = (json.dumps(user.family_name), json.dumps(user.given_name))
    apart = and_(*(cells.contains(name, autoescape=True) for name in names))
    together = or_(*(cells.contains(json.dumps(name)[1:-1], autoescape=True) for name in
                     (f"{user.family_name} {user.given_name}", f"{user.given_name} {user.family_name}")))  # fmt: skip
    if user.family_name and user.given_name:
        query = delete(ImportRow).where(ImportRow.user_id.is_(None), or_(apart, together))
        db.session.execute(query.execution_options(synchronize_session=False))


if forget_namesakes not in steps:
    steps.append(forget_namesakes)
