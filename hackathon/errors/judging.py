"""Refusals about the jury, its cards and who may score what."""

from __future__ import annotations

from hackathon.errors.general import N_, ChangedMeanwhile, Refusal


class ParticipantCannotJudge(Refusal):
    code = "participant_cannot_judge"
    message = N_("You are in a team of this event. Who takes part cannot be on its jury.")
    next_step = N_("Leave your team first if you want to judge; your invitation stays valid meanwhile.")


class ScorecardChangedMeanwhile(ChangedMeanwhile):
    code = "scorecard_changed_meanwhile"


class ScorecardIncomplete(Refusal):
    code = "scorecard_incomplete"
    status = 422
    message = N_("The scorecard cannot be finished yet: some criteria have no mark.")
    next_step = N_("Give every criterion a mark, or leave the scorecard as a draft.")


class MarkOutsideScale(Refusal):
    code = "mark_outside_scale"
    status = 422
    message = N_("A mark must be a whole number from %(minimum)s to %(maximum)s.")
    next_step = N_("Choose one of the marks on the scale.")


class ConflictOfInterest(Refusal):
    code = "conflict_of_interest"
    message = N_("This judge has a conflict of interest with the project and cannot score it.")
    next_step = N_("Choose another project or another judge.")


class SameFaculty(ConflictOfInterest):
    code = "same_faculty"
    message = N_("This judge and a member of the team are from the same faculty, so the project cannot be scored.")
    next_step = N_("Nothing was saved. The organizers see this conflict and give the project to somebody else.")


class ConflictWouldGo(Refusal):
    code = "conflict_would_go"
    message = N_("With this change a conflict of interest with a team that is being judged would disappear.")
    next_step = N_("Only the organizers of the event can change it now: write to them.")


class ProjectOutOfTheRunning(Refusal):
    code = "project_out_of_the_running"
    message = N_("This project is no longer in the running: its team was closed or disqualified.")
    next_step = N_("Go on with the next project in your queue.")


class TeamDidNotAppear(ProjectOutOfTheRunning):
    code = "team_did_not_appear"
    message = N_("The organizers noted that this team did not appear, so its project is not judged.")


class RemindedLately(Refusal):
    code = "reminded_lately"
    message = N_("A reminder went out less than 20 hours ago.")
    next_step = N_("Tick the box to send another one all the same.")


class InvitationForAnotherAddress(Refusal):
    code = "invitation_for_another_address"
    status = 403
    message = N_("This invitation was sent to another e-mail address than the one you are signed in with.")
    next_step = N_("Sign in with the address that received the letter, or ask the organizers for a new invitation.")


class JudgeHasProjects(Refusal):
    code = "judge_has_projects"
    message = N_("A judge whom you left out has projects in this round already.")
    next_step = N_("Take the projects away first, or take the judge off the jury: then they are dealt again.")


class NotEnoughJudges(Refusal):
    code = "not_enough_judges"
    message = N_("There are too few judges without a conflict of interest.")
    next_step = N_("Invite more judges, or ask for fewer reviews of each project.")


class ChairTaken(Refusal):
    code = "chair_taken"
    message = N_("The jury has a chair already.")
    next_step = N_("Take the chair from that person first.")


class ChairIsYourself(Refusal):
    code = "chair_is_yourself"
    message = N_("You cannot make yourself the chair: publishing takes two people.")
    next_step = N_("Choose another judge.")


class MarksOfAnotherRound(Refusal):
    code = "marks_of_another_round"
    message = N_("These marks are for criteria that are not judged in this round.")
    next_step = N_("Open the project from your list again: the next round may have begun meanwhile.")


class JudgingIsBlind(Refusal):
    code = "judging_is_blind"
    status = 403
    message = N_("Judging is blind: until the results are published, judges do not see who is in which team.")
    next_step = N_("Go back to your projects. Everything is shown once the results are published.")


class PracticeFirst(Refusal):
    code = "practice_first"
    message = N_("Before the first real scorecard comes the practice card.")
    next_step = N_("Open your projects, score the practice card, and come back.")


class PaperTakesTwo(Refusal):
    code = "paper_takes_two"
    message = N_("You typed this paper card already; the second entry needs another person.")
    next_step = N_("Give the paper to another organizer.")


class ScoredOnScreen(Refusal):
    code = "scored_on_screen"
    message = N_("The judge has meanwhile scored this project on the screen. Nothing was overwritten.")
    next_step = N_("Compare both with the judge, who can correct the card on the screen.")
