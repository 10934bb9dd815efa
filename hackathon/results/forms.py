"""The forms of publishing: propose, answer, withdraw, appeal, vote, set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import Length, NumberRange
from wtforms.widgets import HiddenInput

from hackathon.rules.appeals import LONGEST_HOURS
from hackathon.web.choices import select_choices
from hackathon.web.fields import ProseField, WholeNumberField
from hackathon.web.forms import BaseForm, required

LONGEST_REASON = 600
LONGEST_APPEAL = 4000
OUTCOMES = (("upheld", _l("Upheld: the team is right")), ("dismissed", _l("Dismissed: the results stay")))


class WithdrawForm(BaseForm):
    """Why results are withdrawn; everybody reads it in their place."""

    reason = ProseField(
        _l("Reason"),
        [required(_l("Say why the results are withdrawn.")), Length(max=LONGEST_REASON)],
        description=_l("Everybody reads this on the results page. Name no persons."),
    )
    private = BooleanField(_l("They show what must stay private: nobody can download this revision any more"))


class ProposeForm(BaseForm):
    """What an organizer writes to the standings that are proposed."""

    seen = HiddenField()
    note = ProseField(
        _l("What was decided by hand, and why"),
        [Length(max=LONGEST_REASON)],
        description=_l("Everybody reads this with the results. Leave it empty if nothing was."),
    )
    correction = ProseField(
        _l("What was corrected"),
        [Length(max=LONGEST_REASON)],
        description=_l("Everybody reads this beside the new revision. Name no persons."),
    )
    hides_previous = BooleanField(
        _l("The revision before shows what must stay private: nobody can download it any more")
    )


class SendBackForm(BaseForm):
    """Why the chair does not confirm."""

    seen = HiddenField()
    reason = ProseField(
        _l("Reason"),
        [required(_l("Say what has to be looked at.")), Length(max=LONGEST_REASON)],
        description=_l("The organizers read it in a letter."),
    )


class AppealForm(BaseForm):
    """What a team says against its results, and what it asks for."""

    grounds = ProseField(
        _l("What went wrong"),
        [required(_l("Say what went wrong.")), Length(max=LONGEST_APPEAL)],
        description=_l("Only the organizers and the chair of the jury read it."),
    )
    request = ProseField(_l("What you ask for"), [required(_l("Say what you ask for.")), Length(max=LONGEST_APPEAL)])


class AnswerForm(BaseForm):
    """What the organizers answer."""

    outcome = RadioField(_l("Decision"), [required(_l("Choose one of the two."))], choices=select_choices(OUTCOMES))
    answer = ProseField(
        _l("Answer"),
        [required(_l("Say why you decided so.")), Length(max=LONGEST_APPEAL)],
        description=_l("The team reads it."),
    )


class PublicationForm(BaseForm):
    """How long teams can appeal, and whether they read judges' names."""

    version = WholeNumberField(widget=HiddenInput(), default=0, validators=[required()])
    appeal_hours = WholeNumberField(
        _l("Hours in which a team can appeal"),
        [required(), NumberRange(0, LONGEST_HOURS)],
        description=_l("Counted from the publication; 0 is none. Results that are published keep their time."),
    )
    judges_named = BooleanField(_l("Teams read the judges' names beside the comments"))


class BallotForm(BaseForm):
    """A judge's order of the tied projects."""

    vote = WholeNumberField(widget=HiddenInput(), validators=[required()])

    def ranking(self) -> list[int]:
        """Return the projects from the best to the last; equal positions give no whole order."""
        chosen = sorted((int(self[f"p{each.address}"].data), each.id) for each in self.candidates)
        distinct = len({position for position, _project in chosen}) == len(chosen)
        return [project for _position, project in chosen] if distinct else []


def _called(candidate: Any) -> str:
    if candidate.address == candidate.id:
        return candidate.title
    return _("Project %(number)s: %(title)s", number=candidate.address, title=candidate.title)


def ballot_form(candidates: Sequence[Any], ranking: Sequence[int], **options: Any) -> BallotForm:
    """Return a form with a position for each project, filled with the ballot that was cast."""
    positions = [("", _("Choose"))] + [(str(number), str(number)) for number in range(1, len(candidates) + 1)]
    wanted = [required(_l("Choose a position."))]
    fields = {
        f"p{each.address}": SelectField(_called(each), wanted, choices=select_choices(positions))
        for each in candidates
    }
    kind = type("LocalBallotForm", (BallotForm,), {**fields, "candidates": candidates})
    addresses = {each.id: each.address for each in candidates}
    cast = {f"p{addresses[project]}": str(number) for number, project in enumerate(ranking, 1)}
    return kind(data=cast, **options)
