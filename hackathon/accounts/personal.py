"""What accounts hold about people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from hackathon.accounts.holdings import declare, nobodys, obstacles
from hackathon.accounts.models import (
    AccountToken,
    Consent,
    ConsentWording,
    RateLimitCount,
    University,
    User,
    UserSession,
)
from hackathon.accounts.obstacles import last_administrator

nobodys(University, "id key country name city domain is_partner is_verified search_key")
nobodys(ConsentWording, "id purpose version language digest title label text first_shown_at")
# Its keys are digests of addresses and networks; a row is swept an hour after its window.
nobodys(RateLimitCount, "id key count expires_at")

declare(
    User, whose="id", title=_l("Account"),
    shown="id email family_name given_name patronymic latin_name university_id university_other faculty category "
          "gender language is_administrator email_confirmed_at deactivated_at created_at",
    kept="email_key password_hash faculty_key search_key erased_at",
    # What must be unique or filled in is replaced by erasure itself.
    emptied="family_name given_name patronymic latin_name university_id university_other faculty faculty_key gender "
            "search_key email_confirmed_at",
    why=_l("A number without a name stays, so that what depends on it can be checked."),
)  # fmt: skip
declare(
    Consent, whose="user_id", title=_l("Consents"),
    shown="purpose version language granted_at withdrawn_at", kept="id user_id wording_id",
    why=_l("That something was agreed to and taken back must be provable; no name stands there."),
)  # fmt: skip
declare(
    UserSession, whose="user_id", title=_l("Sign-ins"),
    shown="created_at expires_at revoked_at user_agent", kept="id user_id token_hash", gone=True,
)  # fmt: skip
declare(
    AccountToken, whose="user_id", title=_l("Links sent by letter"),
    shown="purpose created_at expires_at used_at", kept="id user_id token_hash", gone=True,
)  # fmt: skip

if last_administrator not in obstacles:
    obstacles.append(last_administrator)
