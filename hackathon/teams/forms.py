"""What is typed about a team."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from hackathon.web.fields import AddressField, LineField, ProseField
from hackathon.web.forms import BaseForm, required


class TeamForm(BaseForm):
    """Found a team, or give it another name."""

    name = LineField(
        _l("Team name"),
        [required(), Length(max=80)],
        description=_l("Everybody sees it: in the list of teams, in the gallery and in the results."),
    )


class JoinForm(BaseForm):
    """Nothing to fill in: reading the page and pressing the button is the answer."""


class DisqualifyForm(BaseForm):
    reason = ProseField(
        _l("Reason"),
        [required(), Length(max=1000)],
        description=_l("The team reads this text in a letter and on its page."),
    )


class MentorForm(BaseForm):
    email = AddressField(
        _l("E-mail address of the mentor"),
        [required(), Length(max=254)],
        description=_l("The person needs an account with this address."),
    )
