"""The form of the practice card's example."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import HiddenInput

from hackathon.web import forms
from hackathon.web.fields import LineField, ProseField


class ExampleForm(forms.BaseForm):
    version = IntegerField(default=0, widget=HiddenInput())
    title = LineField(_l("Title of the example"), [forms.required(), Length(max=160)])
    description = ProseField(_l("Description"), [forms.required(), Length(max=20_000)])
    addresses = ProseField(_l("Links"), [Length(max=4000)], description=_l("One on each line."), default="")
    explanation = ProseField(
        _l("Explanation for judges who have finished"), [Length(max=10_000)], default="",
        description=_l("For example which marks you think fit, and why."),
    )
    required = BooleanField(_l("Required before the first real scorecard"))

    def each_address(self) -> list[str]:
        """Return the links one by one."""
        return [line.strip() for line in (self.addresses.data or "").splitlines() if line.strip()]

    def validate_addresses(self, field: ProseField) -> None:
        """Take only links that a browser opens."""
        wrong = [each for each in self.each_address() if not _is_link(each)]
        if wrong:
            raise ValidationError(_("These are no links: %(wrong)s", wrong=", ".join(wrong[:3])))


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(text) <= 500
