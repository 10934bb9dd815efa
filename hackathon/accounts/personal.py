"""What accounts hold about people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from hackathon.accounts.holdings import declare, nobodys, obstacles
from hackathon.accounts.models import (
    AccountToken,
    Consent,
    ConsentWording,
    University,
    User,
    UserSession,
)
from hackathon.accounts.models_limits import RateLimitCount
from hackathon.accounts.models_safety import (
    Authenticator,
    EmailChange,
    KnownDevice,
    Passkey,
    PasskeyChallenge,
    RecoveryCode,
)
from hackathon.accounts.models_universities import FormerName, Merger, Move
from hackathon.accounts.obstacles import last_administrator

nobodys(
    University,
    "id key country name short_name aliases city domain is_partner is_verified search_key successor_id version",
)
nobodys(FormerName, "id university_id name short_name until replaced_at")
nobodys(Merger, "id old_id into_id merged_on merged_at undone_at")
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
    shown="created_at last_seen_at expires_at revoked_at user_agent second_factor", gone=True,
    kept="id user_id token_hash verified_at",
)  # fmt: skip
declare(Move, whose="user_id", kept="merger_id user_id", gone=True)
declare(
    AccountToken, whose="user_id", title=_l("Links sent by letter"),
    shown="purpose created_at expires_at used_at", kept="id user_id token_hash", gone=True,
)  # fmt: skip
declare(
    Authenticator, whose="user_id", title=_l("App with codes"), shown="created_at",
    kept="id user_id sealed_secret last_step", gone=True,
)  # fmt: skip
declare(
    RecoveryCode, whose="user_id", title=_l("Recovery codes"), shown="created_at used_at",
    kept="id user_id code_hash", gone=True,
)  # fmt: skip
declare(
    Passkey, whose="user_id", title=_l("Passkeys"), shown="name created_at last_used_at",
    kept="id user_id credential_id public_key sign_count", gone=True,
)  # fmt: skip
declare(
    PasskeyChallenge, whose="user_id", title=_l("Questions to passkeys"), shown="expires_at",
    kept="id user_id token_hash purpose challenge", gone=True,
)  # fmt: skip
declare(
    KnownDevice, whose="user_id", title=_l("Known browsers"), shown="first_seen_at last_seen_at",
    kept="id user_id token_hash", gone=True,
)  # fmt: skip
declare(
    EmailChange, whose="user_id", title=_l("Changes of address"), gone=True,
    shown="new_email created_at expires_at old_agreed_at new_agreed_at ended_at",
    kept="id user_id old_token_hash new_token_hash",
)  # fmt: skip

if last_administrator not in obstacles:
    obstacles.append(last_administrator)
