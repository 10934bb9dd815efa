"""Forms about one's own data."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from hackathon.rules.passwords import LONGEST
from hackathon.web.fields import LineField
from hackathon.web.forms import BaseForm, required


class PasswordForm(BaseForm):
    password = PasswordField(_l("Present password"), [required(), Length(max=LONGEST)])


class EraseForm(PasswordForm):
    sure = BooleanField(
        _l("I have read what goes and what stays. Nobody can undo this."),
        [InputRequired(_l("Tick the box to show that you are sure."))],
    )


class EraseUserForm(BaseForm):
    reason = LineField(
        _l("Why, and where the written request is kept"), [required(), Length(max=300)],
        description=_l("For example: letter of 3 March, folder 12. Do not write the person's name."),
    )
    sure = BooleanField(
        _l("The person has asked for it in writing. Nobody can undo this."),
        [InputRequired(_l("Tick the box to show that you are sure."))],
    )
