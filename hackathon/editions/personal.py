"""What editions hold about people: roles, invitations, registrations, whom to ask."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, select

from hackathon.accounts.holdings import declare, nobodys, steps
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import actions
from hackathon.editions.models import Criterion, Edition, EditionRole, Registration, RoleInvitation, Round
from hackathon.rules.permissions import SYSTEM

nobodys(Round, "id edition_id number title judging_opens judging_closes scale_min scale_max reviews_per_project "
               "method ties method_reason deal prize_places blind carried_percent submissions_open submissions_close "
               "version")  # fmt: skip
nobodys(Criterion, "id edition_id round_number key name weight position anchors")


def contact_of(user: User) -> ColumnElement[bool]:
    """Hold for the editions whose contact has the person's address."""
    return func.lower(Edition.contact_email) == user.email.lower()


declare(
    Edition, whose=contact_of, title=_l("Editions that name you as contact"), shown="key contact_name contact_email",
    emptied="contact_name contact_email",
    plain="id country title summary rules prizes partners city time_zone main_language languages announced_at "
          "registration_opens registration_closes submissions_open submissions_close results_published_at "
          "team_size_min team_size_max judging_reminders appeal_hours judges_named round_number version",
)  # fmt: skip
declare(
    EditionRole, whose="user_id", title=_l("Roles"), shown="edition_id role granted_at", kept="id user_id", gone=True
)
declare(
    RoleInvitation, whose=lambda user: RoleInvitation.email_key == user.email_key, title=_l("Invitations to the jury"),
    shown="edition_id email role created_at expires_at accepted_at revoked_at",
    kept="id email_key token_hash invited_by_id", gone=True,
)  # fmt: skip
declare(
    RoleInvitation, whose="invited_by_id", title=_l("Invitations that you sent"),
    shown="edition_id role created_at", kept="id invited_by_id",
    why=_l("Those who were invited keep their links; the sender is a number there."),
)  # fmt: skip
declare(
    Registration, whose="user_id", title=_l("Registrations"), emptied="reason",
    shown="edition_id registered_at state queued_at offer_ends_at code", kept="id user_id reason reason_shown",
    why=_l("Where a team or a list of attendance rests on it, a place without a name stays; elsewhere it is given up."),
)  # fmt: skip


def end_roles(user: User, now: datetime) -> None:
    """Give every role up; a judge's open projects are dealt again, finished scorecards count on as a judge's."""
    found = db.session.scalars(select(EditionRole).where(EditionRole.user_id == user.id).order_by(EditionRole.id))
    for edition_id, role in [(each.edition_id, each.role) for each in found]:
        actions.revoke_role(SYSTEM, db.session.get(Edition, edition_id), user, role, now=now)


if end_roles not in steps:
    steps.append(end_roles)
