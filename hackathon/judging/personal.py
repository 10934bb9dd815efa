"""What judging holds about judges: their projects, marks, comments and reasons. Marks stay as those of a judge."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select

from hackathon.accounts.holdings import declare, nobodys
from hackathon.accounts.models import User
from hackathon.judging.models import (
    DeclaredConflict,
    JudgeAssignment,
    Mark,
    MarkChain,
    MarkEntry,
    RoundEntry,
    Scorecard,
)
from hackathon.judging.models_blind import BlindNumber, Redaction
from hackathon.judging.models_jury import JudgeDeparture, JudgeProfile, JuryAbsence, NoShow
from hackathon.judging.models_paper import PaperEntry
from hackathon.judging.models_practice import CalibrationCard, CalibrationExample

_COUNTS = _l("Marks count in results, so they stay as those of a judge without a name.")
_PLACE = "edition_id round_number project_id"

nobodys(RoundEntry, f"id {_PLACE} place score reason entered_at")
nobodys(NoShow, f"id {_PLACE} reason marked_at")
nobodys(BlindNumber, "edition_id project_id number")
nobodys(CalibrationExample, "id edition_id round_number title description links explanation required saved_at version")
# The chain names judges by tokens made with its secret; it has no name, and nothing in it ever changes.
nobodys(MarkChain, "id edition_id round_number length head secret")
nobodys(MarkEntry, "id edition_id chain_id number scorecard_id salt content previous seal digest")


def own_marks(user: User) -> ColumnElement[bool]:
    """Hold for the marks on a judge's cards."""
    return Mark.scorecard_id.in_(select(Scorecard.id).where(Scorecard.judge_id == user.id))


declare(
    JudgeAssignment, whose="judge_id", title=_l("Projects that you were given to judge"), why=_COUNTS,
    shown=f"{_PLACE} origin status assigned_at", kept="id judge_id",
)  # fmt: skip
declare(
    DeclaredConflict, whose="judge_id", title=_l("Conflicts of interest that you declared"), emptied="reason",
    shown="edition_id project_id reason declared_at", kept="id judge_id", why=_COUNTS,
)  # fmt: skip
declare(
    Scorecard, whose="judge_id", title=_l("Your scorecards"), emptied="comment_to_jury", why=_COUNTS,
    shown=f"id {_PLACE} status comment_to_team comment_to_jury saved_at finished_at", kept="judge_id version",
)  # fmt: skip
declare(
    Mark, whose=own_marks, title=_l("Marks that you gave"), shown="scorecard_id criterion_id value",
    plain="edition_id", why=_COUNTS,
)  # fmt: skip
declare(
    CalibrationCard, whose="judge_id", title=_l("Your practice cards"), shown="edition_id marks finished_at",
    kept="id round_number example_id judge_id", why=_COUNTS,
)  # fmt: skip
declare(
    JudgeProfile, whose="user_id", title=_l("What you judge"), shown="edition_id languages tracks faculty",
    kept="id user_id faculty_key version", gone=True,
)  # fmt: skip
declare(
    JudgeDeparture, whose="user_id", title=_l("Leaving a jury"), shown="edition_id with_finished decided_at",
    kept="id round_number user_id reason", emptied="reason", why=_COUNTS,
)  # fmt: skip
declare(
    JuryAbsence, whose="user_id", title=_l("Rounds without you"), shown="edition_id round_number",
    kept="id user_id", gone=True,
)  # fmt: skip
declare(
    PaperEntry, whose="judge_id", title=_l("Your scorecards on paper"), emptied="comment_to_jury", why=_COUNTS,
    shown=f"{_PLACE} step marks comment_to_team comment_to_jury entered_at", kept="id judge_id",
)  # fmt: skip
declare(
    PaperEntry, whose="entered_by_id", title=_l("Scorecards that you typed"), shown=f"{_PLACE} step entered_at",
    kept="entered_by_id", why=_COUNTS,
)  # fmt: skip
declare(
    Redaction, whose="checked_by_id", title=_l("Texts that you prepared for blind judging"),
    shown="edition_id project_id checked_at", kept="id checked_by_id",
    plain="sha256 title pitch description links withheld version", why=_COUNTS,
)  # fmt: skip
