"""For how long each kind of data is kept, and what happens then, one batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, func, or_, select, update

from hackathon.accounts.models import AccountToken, User, UserSession
from hackathon.accounts.models_limits import RateLimitCount
from hackathon.accounts.passwords import NOBODYS
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Registration, RoleInvitation
from hackathon.outbox.models import EmailStatus, OutgoingEmail
from hackathon.privacy import erasure, inactive
from hackathon.registrations.models_guardians import GuardianConsent
from hackathon.teams.models_pool import PoolEntry

BATCH = 200
Condition = Callable[[datetime, datetime], ColumnElement[bool]]


@dataclass(frozen=True)
class Purged:
    """What the history says was cleaned up."""

    kind: str


@dataclass(frozen=True)
class Kind:
    """Rows that are too old once `due(before, now)` holds: deleted, emptied, or accounts that are erased."""

    days: int
    model: Any
    due: Condition
    emptied: Mapping[str, Any] | None = None
    erases: bool = False

    def _due(self, days: int, now: datetime) -> ColumnElement[bool]:
        return self.due(now - timedelta(days=days), now)

    def count(self, days: int, now: datetime) -> int:
        """Say how many rows are due."""
        with scope.every_edition(because="what is too old is looked for in every edition"):
            return db.session.scalar(select(func.count()).select_from(self.model).where(self._due(days, now))) or 0

    def purge(self, days: int, now: datetime) -> int:
        """Clean one batch up and return how many rows it had."""
        with scope.every_edition(because="what is too old goes from every edition"):
            query = select(self.model.id).where(self._due(days, now)).order_by(self.model.id).limit(BATCH)
            ids = list(db.session.scalars(query))
            if self.erases:
                self._erase(ids, now)
            elif ids:
                of_batch = self.model.id.in_(ids)
                change: Any = update(self.model).values(**self.emptied) if self.emptied else delete(self.model)
                db.session.execute(change.where(of_batch).execution_options(synchronize_session=False))
        return len(ids)

    def _erase(self, ids: list[int], now: datetime) -> None:
        for user_id in ids:
            erasure.erase(db.session.get(User, user_id), now)


def _old_letters(before: datetime, now: datetime) -> ColumnElement[bool]:
    over = OutgoingEmail.status.in_((EmailStatus.SENT, EmailStatus.FAILED))
    return and_(OutgoingEmail.created_at <= before, over, OutgoingEmail.recipient != "")


def _old_sessions(before: datetime, now: datetime) -> ColumnElement[bool]:
    return or_(UserSession.expires_at <= before, UserSession.revoked_at <= before)


def _old_invitations(before: datetime, now: datetime) -> ColumnElement[bool]:
    return and_(RoleInvitation.created_at <= before, RoleInvitation.expires_at <= now)


def _never_confirmed(before: datetime, now: datetime) -> ColumnElement[bool]:
    """Somebody signed up and never answered; whom an organizer registered is left alone."""
    plain = and_(User.email_confirmed_at.is_(None), User.erased_at.is_(None), User.is_administrator.is_(False))
    return and_(plain, User.created_at <= before, ~exists().where(Registration.user_id == User.id))


def _never_agreed(before: datetime, now: datetime) -> ColumnElement[bool]:
    """Whom an organizer registered from a table, and who never answered."""
    waiting = and_(User.password_hash == NOBODYS, User.email_confirmed_at.is_(None), User.erased_at.is_(None))
    return and_(waiting, User.created_at <= before)


def _old_words(before: datetime, now: datetime) -> ColumnElement[bool]:
    return and_(AuditEntry.at <= before, cast(AuditEntry.personal, String) != "{}")


LETTER = {"recipient": "", "subject": "", "text": "", "html": "", "last_error": ""}
KINDS: dict[str, Kind] = {
    "rate_limits": Kind(1, RateLimitCount, lambda before, now: RateLimitCount.expires_at <= before),
    "links": Kind(7, AccountToken, lambda before, now: AccountToken.expires_at <= before),
    "sessions": Kind(30, UserSession, _old_sessions),
    "unconfirmed_accounts": Kind(14, User, _never_confirmed, erases=True),
    "unanswered_imports": Kind(365, User, _never_agreed, erases=True),
    "letters": Kind(180, OutgoingEmail, _old_letters, emptied=LETTER),
    "invitations": Kind(180, RoleInvitation, _old_invitations),
    "team_wishes": Kind(180, PoolEntry, lambda before, now: PoolEntry.since <= before),
    "guardians": Kind(365, GuardianConsent, lambda before, now: GuardianConsent.expires_at <= before),
    "history_words": Kind(365, AuditEntry, _old_words, emptied={"personal": {}}),
    "inactive_accounts": Kind(inactive.DAYS, User, inactive.are_due, erases=True),
}


def days_of(kind: str, chosen: Mapping[str, int]) -> int:
    """Return for how many days an installation keeps a kind."""
    return chosen.get(kind, KINDS[kind].days)
