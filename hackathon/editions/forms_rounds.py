"""The form for a round of judging, in the edition's zone and languages."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import HiddenInput

from hackathon.editions.actions_rounds import RoundDraft
from hackathon.web.fields import LocalMomentField, WholeNumberField, localized_field
from hackathon.web.forms import BaseForm, required


class RoundForm(BaseForm):
    """What a round says of itself; its rubric has a page of its own."""

    version = WholeNumberField(widget=HiddenInput(), default=0, validators=[required()])
    reviews_per_project = WholeNumberField(
        _l("Reviews of each project, at least"), [required(), NumberRange(1, 30)], default=3
    )
    carried_percent = WholeNumberField(
        _l("Share of the score of the round before, in per cent"), [required(), NumberRange(0, 90)], default=0
    )

    def draft(self) -> RoundDraft:
        """Return what the action stores."""
        title = {language: text or "" for language, text in self.title.data.items()}
        numbers = {name: self[name].data for name in ("reviews_per_project", "carried_percent")}
        window = (self.submissions_open.data, self.submissions_close.data)
        return RoundDraft(self.judging_opens.data, self.judging_closes.data, **numbers, submissions=window, title=title)


def round_form(edition: Any, judged: Any = None) -> RoundForm:
    """Return the form of a round, empty for a new one."""
    languages = list(dict.fromkeys([edition.main_language, *edition.languages]))
    fields: dict[str, Any] = {
        "title": localized_field(_l("Name of the round"), languages, required=edition.main_language, longest=80),
        "submissions_open": LocalMomentField(_l("Submissions open"), [Optional()], zone=edition.time_zone),
        "submissions_close": LocalMomentField(_l("Submissions close"), [Optional()], zone=edition.time_zone),
        "judging_opens": LocalMomentField(_l("Judging opens"), [required()], zone=edition.time_zone),
        "judging_closes": LocalMomentField(_l("Judging closes"), [required()], zone=edition.time_zone),
    }
    return type("LocalRoundForm", (RoundForm,), fields)(obj=judged)
