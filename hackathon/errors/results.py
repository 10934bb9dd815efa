"""Refusals about results: publishing, votes, appeals, the next round."""

from __future__ import annotations

from hackathon.errors.editions import WindowClosed
from hackathon.errors.general import N_, ChangedMeanwhile, Refusal


class JudgingStillOpen(Refusal):
    code = "judging_still_open"
    message = N_("Judging is still open: it closes at %(moment)s. Results are published after that.")
    next_step = N_("Wait until then, or move the closing date in the edition's form.")


class NothingToPublish(Refusal):
    code = "nothing_to_publish"
    message = N_("No project has a finished scorecard, so there is nothing to publish.")
    next_step = N_("Wait until judges have finished scorecards.")


class MarksDoNotFitTheirHistory(Refusal):
    code = "marks_do_not_fit_their_history"
    message = N_("The marks are not those that the judges' saves recorded, so they cannot be published.")
    next_step = N_("Ask an administrator to run “flask check-invariants”: it names the scorecards.")


class AlreadyPublished(Refusal):
    code = "already_published"
    message = N_("The results of this event are already published.")
    next_step = N_("Withdraw them with a reason before you publish again.")


class StandingsChanged(ChangedMeanwhile):
    code = "standings_changed"
    message = N_("The standings have changed since you opened the preview. Nothing was proposed.")
    next_step = N_("Look at the new standings, and propose them if they are right.")


class CarriedUndecided(Refusal):
    code = "carried_undecided"
    message = N_("A newer revision of the round before has other scores than those carried into this round.")
    next_step = N_("On the page of results, take the new scores over or leave them, and say why.")


class NothingToDecide(ChangedMeanwhile):
    code = "nothing_to_decide"
    message = N_("The results of the round before have changed, or somebody has decided on them. Nothing was changed.")
    next_step = N_("Reload the page of results and look at what is carried now.")


class ChairMissing(Refusal):
    code = "chair_missing"
    message = N_("The jury has no chair, and results are published only when a chair confirms them.")
    next_step = N_("Make one of the judges the chair on the page of judging.")


class ChairCannotPropose(Refusal):
    code = "chair_cannot_propose"
    message = N_("You are the chair of the jury. Whoever confirms results cannot propose them.")
    next_step = N_("Ask another organizer to propose them.")


class ProposerCannotConfirm(Refusal):
    code = "proposer_cannot_confirm"
    message = N_("You proposed these results. Whoever proposes results cannot confirm them.")
    next_step = N_("Another organizer can propose them, or another judge can be made the chair.")


class NoProposal(Refusal):
    code = "no_proposal"
    message = N_("No results are proposed at the moment.")
    next_step = N_("Reload the page. When an organizer proposes results, the chair gets a letter.")


class AlreadyProposed(Refusal):
    code = "already_proposed"
    message = N_("These results are proposed already and wait for the chair of the jury.")
    next_step = N_("Wait for the answer, or take the proposal back.")


class ProposalReplaced(ChangedMeanwhile):
    code = "proposal_replaced"
    message = N_("Other results than those that you looked at are proposed now. Nothing was published.")
    next_step = N_("Reload the page and look at what is proposed now.")


class ProposalOutdated(ChangedMeanwhile):
    code = "proposal_outdated"
    message = N_("A mark, a team or a setting has changed since these results were proposed. Nothing was published.")
    next_step = N_("This proposal no longer counts. Ask an organizer to look at the standings and propose them again.")


class CorrectionReasonNeeded(Refusal):
    code = "correction_reason_needed"
    status = 422
    message = N_("Results were published before, so everybody must be able to read what was corrected.")
    next_step = N_("Write in a sentence what was corrected and why.")


class TiesAreShared(Refusal):
    code = "ties_are_shared"
    message = N_("By the rules of this event equal scores share a place, so there is nothing to vote on.")
    next_step = N_("Publish the shared place.")


class NotTied(Refusal):
    code = "not_tied"
    message = N_("These projects do not share a place, or the standings have changed meanwhile.")
    next_step = N_("Reload the preview: it lists the projects that share a place now.")


class VoteAlreadyHeld(Refusal):
    code = "vote_already_held"
    message = N_("The jury votes on these projects, or has voted on them already: a tie is voted on once.")
    next_step = N_("If the vote decided nothing, the projects share their place.")


class VoteClosed(Refusal):
    code = "vote_closed"
    message = N_("This vote is closed.")
    next_step = N_("Go back to your queue: nothing more is needed from you.")


class VoteStillOpen(Refusal):
    code = "vote_still_open"
    message = N_("The jury is voting on a tie.")
    next_step = N_("Close the vote first.")


class ConflictKeepsFromVoting(Refusal):
    code = "conflict_keeps_from_voting"
    status = 403
    message = N_("You have a conflict of interest with one of these projects, so you do not vote on them.")
    next_step = N_("Nothing is needed from you: the other judges decide.")


class RankingIncomplete(Refusal):
    code = "ranking_incomplete"
    status = 422
    message = N_("A vote gives every project a position of its own.")
    next_step = N_("Give each project another position, from the best to the last.")


class AppealsClosed(WindowClosed):
    code = "appeals_closed"
    message = N_("The time for appeals is over: it ended at %(moment)s.")
    next_step = N_("If there is a mistake in the results, write to the organizers.")


class AlreadyAppealed(Refusal):
    code = "already_appealed"
    message = N_("Your team has appealed against these results already: there is one appeal for each team.")
    next_step = N_("Wait for the answer; it comes by e-mail and stands on this page.")


class AppealAnswered(ChangedMeanwhile):
    code = "appeal_answered"
    message = N_("Somebody else has answered this appeal already. Nothing was overwritten.")
    next_step = N_("Reload the page and read the answer.")


class CommentsAreSealed(Refusal):
    code = "comments_are_sealed"
    status = 422
    message = N_("Judges have written without their names being shown, so this can no longer change.")
    next_step = N_("Decide this before the first mark is given.")


class NothingAdvances(Refusal):
    code = "nothing_advances"
    status = 422
    message = N_("No project was chosen.")
    next_step = N_("Choose the projects that come into the next round.")


class ScoreMissingForRound(Refusal):
    code = "score_missing_for_round"
    status = 422
    message = N_("%(percent)s %% of the score of the next round is the present score, and a chosen project has none.")
    next_step = N_("Have the project reviewed, leave it out, or let the next round begin without earlier scores.")


class RoundNotReady(Refusal):
    code = "round_not_ready"
    message = N_("There is no next round yet.")
    next_step = N_("Add the round first: its dates, and what is judged in it.")


class NotPublished(Refusal):
    code = "not_published"
    message = N_("The results of this event are not published.")
    next_step = N_("An organizer proposes them and the chair of the jury confirms them.")
