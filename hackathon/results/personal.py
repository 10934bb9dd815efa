"""What results hold about people: who proposed, confirmed, voted, appealed. Frozen standings hold no names."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, select

from hackathon.accounts.holdings import declare, nobodys
from hackathon.accounts.models import User
from hackathon.projects.models import Project
from hackathon.results.models import PublishedBundle, PublishedResults, PublishedStanding
from hackathon.results.models_carried import CarriedDecision
from hackathon.results.models_deliberation import Appeal, ResultsProposal, TieBallot, TieVote, WithheldComment
from hackathon.results.models_nominations import Award, Nomination
from hackathon.teams.models import Membership

_PROVES = _l("It shows that results came about by the rules; the person is a number there.")
_STAYS = _l("Published results stay as they are; names are not part of them.")

nobodys(PublishedBundle, "id edition_id results_id content")
nobodys(Nomination, "id edition_id round_number key name description position weights kind members version")
nobodys(Award, "id edition_id round_number project_id name position prize nomination_key reason")


def own_standings(user: User) -> ColumnElement[bool]:
    """Hold for the lines of a person's teams that readers may still have."""
    teams = select(Membership.team_id).where(Membership.user_id == user.id)
    private = select(PublishedResults.id).where(PublishedResults.is_private)
    own = PublishedStanding.project_id.in_(select(Project.id).where(Project.team_id.in_(teams)))
    return and_(own, PublishedStanding.results_id.not_in(private))


declare(
    PublishedStanding, whose=own_standings, title=_l("Published results of your teams"), why=_STAYS,
    shown="edition_id place score reviews criterion_means criterion_ranges team_name project_title",
    kept="id results_id project_id position rank_low rank_high p_best p_top3 challenge_slug challenge_title member_ids",
)  # fmt: skip
declare(
    PublishedResults, whose="published_by_id proposed_by_id withdrawn_by_id", title=_l("Results that you published"),
    shown="edition_id round_number revision published_at", why=_PROVES,
    kept="id method method_version groups rubric digest chain_length chain_head bundle_sha256 published_by_id "
         "proposed_by_id proposed_at note correction appeals_until superseded_at withdrawn_at withdrawn_by_id "
         "withdrawal_reason is_private nominations awards",
)  # fmt: skip
declare(
    ResultsProposal, whose="proposed_by_id decided_by_id", title=_l("Results that you proposed or decided on"),
    shown="edition_id round_number method note correction proposed_at state decided_at answer", why=_PROVES,
    kept="id digest method_version hides_previous proposed_by_id decided_by_id",
)  # fmt: skip
declare(
    TieVote, whose="opened_by_id closed_by_id", title=_l("Votes that you opened or closed"), why=_PROVES,
    shown="edition_id round_number opened_at closed_at", kept="id projects opened_by_id closed_by_id counts",
)  # fmt: skip
declare(
    TieBallot, whose="judge_id", title=_l("Your votes"), shown="edition_id ranking cast_at", why=_PROVES,
    kept="id vote_id judge_id",
)  # fmt: skip
declare(
    WithheldComment, whose="withheld_by_id", title=_l("Comments that you withheld"), why=_PROVES,
    shown="edition_id reason withheld_at", kept="id scorecard_id withheld_by_id",
)  # fmt: skip
declare(
    Appeal, whose="filed_by_id", title=_l("Your appeals"), why=_PROVES,
    shown="edition_id filed_at grounds request outcome answer answered_at", kept="id results_id team_id filed_by_id",
)  # fmt: skip
declare(
    Appeal, whose="answered_by_id", title=_l("Appeals that you answered"), why=_PROVES,
    shown="edition_id outcome answer answered_at", kept="answered_by_id",
)  # fmt: skip
declare(
    CarriedDecision, whose="decided_by_id", title=_l("Decisions on carried scores"), why=_PROVES,
    shown="edition_id round_number revision taken reason decided_at", kept="id digest changes decided_by_id",
)  # fmt: skip
