"""Tell people that they are registered: new ones by a link to agree, others as if they had registered themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from hackathon.accounts import invitations
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.registrations import places
from hackathon.rules.registrations import GONE, State


def tell(run: PeopleImport, rows: Sequence[ImportRow], *, now: datetime) -> None:
    """Queue one letter for each of these people, and note it beside the row."""
    ids = [each.user_id for each in rows if each.user_id is not None]
    users = {each.id: each for each in db.session.scalars(select(User).where(User.id.in_(ids)))}
    invited = [users[number] for number in ids if invitations.is_waiting(users[number])]
    if invited:
        key = f"import_invitation:{run.id}"
        invitations.invite(invited, lambda language: _words(run, language), key=key, edition_id=run.edition_id, now=now)
    waiting = {each.id for each in invited}
    _tell_others(run, [number for number in ids if number not in waiting], now)
    for row in rows:
        row.told_at = now


def _words(run: PeopleImport, language: str) -> dict[str, str]:
    edition = run.edition
    contact = _("Questions? Write to %(address)s.", address=edition.contact_email) if edition.contact_email else ""
    return {"title": edition.title.best(language, edition.main_language)[1], "contact": contact}


def _tell_others(run: PeopleImport, ids: Sequence[int], now: datetime) -> None:
    by_state: dict[State, list[Registration]] = defaultdict(list)
    for each in db.session.scalars(select(Registration).where(Registration.user_id.in_(ids))) if ids else ():
        if each.state not in GONE:
            by_state[State(each.state)].append(each)
    for state, registrations in by_state.items():
        ends = {"ends": registrations[0].offer_ends_at} if state == State.OFFERED else {}
        places.tell(run.edition, registrations, state, now, **ends)
