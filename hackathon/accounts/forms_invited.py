"""The form by which somebody takes over an account that organizers made."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from hackathon.accounts import consents
from hackathon.accounts.forms import PASSWORD_HINT
from hackathon.rules.passwords import LONGEST
from hackathon.web.forms import BaseForm, required


class InvitedForm(BaseForm):
    """The first password, and the consents that organizers cannot give for anybody."""

    password = PasswordField(_l("Password"), [required(), Length(max=LONGEST)], description=PASSWORD_HINT)
    privacy, rules, photo, public_name, partners = (
        BooleanField(text.label, [InputRequired(text.needed)] if text.mandatory else []) for text in consents.TEXTS
    )

    def agreed(self) -> frozenset[Any]:
        """Return the purposes whose boxes are ticked."""
        return frozenset(text.purpose for text in consents.TEXTS if self._fields[text.purpose].data)
