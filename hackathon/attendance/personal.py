"""What attendance holds about people: where they were, how that is known, and the code of their badge."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from hackathon.accounts import mentions
from hackathon.accounts.holdings import declare, nobodys, steps
from hackathon.accounts.models import User
from hackathon.attendance.models import Attendance, AttendanceMark, EventSession
from hackathon.db import db
from hackathon.editions.badges import new_code
from hackathon.editions.models import Registration

_STAYS = _l("How many came to a session stays as it was; who they were is not known any more.")

nobodys(EventSession, "id edition_id title place starts_at ends_at required version")
declare(
    Attendance, whose="user_id", title=_l("Sessions that you attended"), shown="edition_id session_id at",
    kept="id user_id mark_id", why=_STAYS,
)  # fmt: skip
declare(
    AttendanceMark, whose="user_id", title=_l("What was noted of you at the door"), emptied="reason",
    shown="edition_id session_id kind how outcome at reason", kept="id user_id client_id received_at by_id",
    why=_STAYS,
)  # fmt: skip
declare(
    AttendanceMark, whose="by_id", title=_l("People whom you checked in"), shown="edition_id session_id at",
    kept="id by_id", why=_l("The list of those present stays; who checked them in is a number there."),
)  # fmt: skip


def end_codes(user: User, now: datetime) -> None:
    """Let the badge be worth nothing where a place without a name stays, and take the name out of all reasons."""
    mentions.take_out(user, AttendanceMark.reason)
    for registration in db.session.scalars(select(Registration).where(Registration.user_id == user.id)):
        registration.code = new_code()
    db.session.flush()


if end_codes not in steps:
    steps.append(end_codes)
