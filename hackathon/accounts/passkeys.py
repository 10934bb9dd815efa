"""Passkeys: what a browser is asked to sign, and whether it did. Checked while no transaction is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from hackathon.accounts import tokens
from hackathon.accounts.models_safety import Passkey, PasskeyChallenge
from hackathon.db import db, end_transaction, locked, transactional
from hackathon.errors import PasskeyRefused

LASTS = timedelta(minutes=5)
ADD, ENTER, STEP, CONFIRM = "add", "enter", "step", "confirm"
SITE = "CirculEC Hackathon"


@dataclass(frozen=True)
class Place:
    """Where passkeys belong: the host, and the only origin from which they are taken. Both come from the settings."""

    host: str
    origin: str


@dataclass(frozen=True)
class Proof:
    """A passkey that has signed; `verified` when its device asked for a finger, a face or a PIN."""

    passkey_id: int
    user_id: int
    sign_count: int
    verified: bool


@dataclass(frozen=True)
class NewKey:
    """A passkey that was just made."""

    credential_id: str
    public_key: bytes
    sign_count: int


@transactional
def keep_challenge(challenge: bytes, purpose: str, user_id: int | None, *, now: datetime) -> str:
    """Store what is asked, and return the token by which the same browser answers."""
    db.session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now))
    token = tokens.new_token()
    row = {"token_hash": tokens.digest(token), "challenge": challenge, "purpose": purpose, "user_id": user_id}
    db.session.add(PasskeyChallenge(**row, expires_at=now + LASTS))
    return token


@transactional
def take_challenge(token: str, purpose: str, user_id: int | None, *, now: datetime) -> bytes:
    """Return what was asked, and forget it, whatever the answer is worth."""
    row = locked(PasskeyChallenge, token_hash=tokens.digest(token))
    if row is None:
        raise PasskeyRefused()
    db.session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.id == row.id))
    fits = row.purpose == purpose and row.user_id == user_id and row.expires_at > now
    return row.challenge if fits else b""


def ask_for_new(user: Any, place: Place, *, now: datetime) -> tuple[str, str]:
    """Return (token, options as JSON) with which a browser makes a passkey."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import structs

    wishes = structs.AuthenticatorSelectionCriteria(
        resident_key=structs.ResidentKeyRequirement.PREFERRED,
        user_verification=structs.UserVerificationRequirement.PREFERRED,
    )
    options = generate_registration_options(
        rp_id=place.host, rp_name=SITE, user_id=f"account:{user.id}".encode(), user_name=user.email,
        user_display_name=user.name or user.email, authenticator_selection=wishes,
        exclude_credentials=_descriptors(user.id),
    )  # fmt: skip
    return keep_challenge(options.challenge, ADD, user.id, now=now), options_to_json(options)


def ask_for_proof(purpose: str, user_id: int | None, place: Place, *, now: datetime) -> tuple[str, str]:
    """Return (token, options as JSON) with which a browser shows a passkey; without an account it offers all it has."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement as Wish

    wish = Wish.REQUIRED if purpose == ENTER else Wish.PREFERRED
    known = _descriptors(user_id) if user_id is not None else []
    options = generate_authentication_options(rp_id=place.host, allow_credentials=known, user_verification=wish)
    return keep_challenge(options.challenge, purpose, user_id, now=now), options_to_json(options)


def made(answer: str, token: str, user_id: int, place: Place, *, now: datetime) -> NewKey:
    """Check what a browser made."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    challenge = take_challenge(token, ADD, user_id, now=now)
    try:
        found = verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=place.host, expected_origin=place.origin
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyRefused() from error
    return NewKey(bytes_to_base64url(found.credential_id), found.credential_public_key, found.sign_count)


def shown(answer: str, token: str, asked: tuple[str, int | None], place: Place, *, now: datetime) -> Proof:
    """Check what a browser signed; `asked` is the purpose, and the account if it is known already."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    challenge = take_challenge(token, *asked, now=now)
    try:
        credential = parse_authentication_credential_json(answer)
        row = db.session.scalar(select(Passkey).where(Passkey.credential_id == credential.id))
        if row is None:
            raise PasskeyRefused()
        key, count, found = row.public_key, row.sign_count, (row.id, row.user_id)
        end_transaction()
        signed = verify_authentication_response(
            credential=credential, expected_challenge=challenge, expected_rp_id=place.host,
            expected_origin=place.origin, credential_public_key=key, credential_current_sign_count=count,
            require_user_verification=asked[0] == ENTER,
        )  # fmt: skip
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyRefused() from error
    return Proof(*found, signed.new_sign_count, signed.user_verified)


def use(proof: Proof, *, now: datetime) -> None:
    """Note the use of a passkey; a counter that did not grow belongs to a copy."""
    row = locked(Passkey, id=proof.passkey_id)
    if row is None or (row.sign_count and proof.sign_count <= row.sign_count):
        raise PasskeyRefused()
    row.sign_count, row.last_used_at = proof.sign_count, now


def _descriptors(user_id: int) -> list[Any]:
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    known = db.session.scalars(select(Passkey.credential_id).where(Passkey.user_id == user_id))
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]
