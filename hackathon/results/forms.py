"""The form with which results are withdrawn."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from hackathon.web.fields import ProseField
from hackathon.web.forms import BaseForm, required

LONGEST_REASON = 600


class WithdrawForm(BaseForm):
    """Why results are withdrawn; everybody reads it in their place."""

    reason = ProseField(
        _l("Reason"),
        [required(_l("Say why the results are withdrawn.")), Length(max=LONGEST_REASON)],
        description=_l("Everybody reads this on the results page. Name no persons."),
    )
