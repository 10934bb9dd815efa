"""Apps that show codes: secrets, the picture that a phone reads, and whether a code is right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from hackathon.accounts import sealing
from hackathon.accounts.models_safety import Authenticator
from hackathon.rules import codes

ISSUER = "CirculEC Hackathon"
SET_UP_WITHIN = timedelta(minutes=30)


def new_secret(user_id: int, keys: Sequence[str]) -> str:
    """Return a new secret, sealed for its owner until the first code proves that an app holds it."""
    import pyotp

    return seal(user_id, pyotp.random_base32(), keys)


def seal(user_id: int, secret: str, keys: Sequence[str]) -> str:
    """Seal a secret together with its owner: put into another row, it opens nothing."""
    return sealing.seal(f"{user_id}:{secret}", keys)


def secret_of(user_id: int, sealed: str, keys: Sequence[str], *, within: timedelta | None = None) -> str | None:
    """Return the secret that was sealed for this person, or None."""
    owner, _, secret = (sealing.opened(sealed, keys, within=within) or "").partition(":")
    return secret if secret and owner == str(user_id) else None


def address_for_apps(secret: str, email: str) -> str:
    """Return what the picture says."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def picture(address: str) -> Markup:
    """Return a QR code as SVG; dark on light in every theme, or no camera would read it."""
    import segno

    return Markup(segno.make(address, micro=False, error="m").svg_inline(light="#fff", dark="#000", omitsize=True))


def code_at(secret: str, step: int) -> str:
    """Return the code of a step."""
    import pyotp

    return pyotp.TOTP(secret, digits=codes.DIGITS).at(step * codes.SECONDS)


def takes(row: Authenticator, typed: str, keys: Sequence[str], *, now: datetime) -> bool:
    """Check a code and use it up; the row is held by the caller."""
    secret = secret_of(row.user_id, row.sealed_secret, keys)
    if secret is None:
        return False
    step = codes.matching_step(typed, now, row.last_step, lambda step: code_at(secret, step))
    if step is None:
        return False
    row.last_step, row.sealed_secret = step, seal(row.user_id, secret, keys)
    return True
