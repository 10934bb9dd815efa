"""Forms about second factors, passkeys and another address."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField
from wtforms.validators import Length

from hackathon.rules.passwords import LONGEST
from hackathon.web.fields import AddressField, LineField
from hackathon.web.forms import BaseForm, required


class CodeForm(BaseForm):
    code = LineField(_l("Code"), [required(), Length(max=40)])


class AppForm(BaseForm):
    sealed = HiddenField(validators=[required(), Length(max=400)])
    code = LineField(_l("Code"), [required(), Length(max=40)], description=_l("The six digits that the app shows now."))


class PasskeyForm(BaseForm):
    """What a script fills in: the answer of the device, as JSON."""

    credential = HiddenField(validators=[required(), Length(max=20_000)])


class NewPasskeyForm(PasskeyForm):
    name = LineField(
        _l("Name of the passkey"), [required(), Length(max=80)],
        description=_l("By which you recognise it later, like “my phone”."),
    )


class RenameForm(BaseForm):
    name = LineField(_l("Name of the passkey"), [required(), Length(max=80)])


class VerifyForm(BaseForm):
    password = PasswordField(_l("Password"), [required(), Length(max=LONGEST)])


class EmailForm(BaseForm):
    email = AddressField(_l("New e-mail address"), [required(), Length(max=254)])


class ReasonForm(BaseForm):
    reason = LineField(_l("Reason"), [required(), Length(max=500)])


class MoveForm(EmailForm):
    reason = LineField(_l("Reason"), [required(), Length(max=500)])
