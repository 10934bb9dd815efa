"""Every refusal that a user can meet: a code, an HTTP status, what happened and what to do next."""

from __future__ import annotations

from typing import Any


class Message(str):
    """A text that is translated when it is shown."""


def N_(text: str) -> Message:  # noqa: N802 - the name that message extraction looks for
    """Mark a text for translation; the error handler translates it."""
    return Message(text)


class Refusal(Exception):
    """Say no to a person: `message` says what happened, `next_step` what to do; both may use `details`."""

    code = "refused"
    status = 409
    message = N_("This cannot be done.")
    next_step = N_("Go back and check what you entered.")

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code)
        self.details = details

    @property
    def field(self) -> str | None:
        """Name the form field beside which the refusal belongs, if there is one."""
        return self.details.get("field")


class NotFound(Refusal):
    code = "not_found"
    status = 404
    message = N_("There is no such page.")
    next_step = N_("Check the address, or start from the home page.")


class NotAllowed(Refusal):
    code = "not_allowed"
    status = 403
    message = N_("This page or action belongs to someone else.")
    next_step = N_("If you should have access, ask the organizers of the event.")


class SignInNeeded(Refusal):
    code = "sign_in_needed"
    status = 401
    message = N_("You are not signed in, or your session has ended.")
    next_step = N_("Sign in and try again.")


class FormExpired(Refusal):
    code = "form_expired"
    status = 400
    message = N_("This form is no longer valid: it was open for too long, or it was sent from another session.")
    next_step = N_("Go back, reload the page and send the form again. What you typed is still in the form.")


class BadRequest(Refusal):
    code = "bad_request"
    status = 400
    message = N_("The request could not be understood.")
    next_step = N_("Go back, reload the page and try again.")


class WrongMethod(Refusal):
    code = "method_not_allowed"
    status = 405
    message = N_("This address does not accept this kind of request.")
    next_step = N_("Go back and use the buttons on the page.")


class TooLarge(Refusal):
    code = "too_large"
    status = 413
    message = N_("What you sent is too large.")
    next_step = N_("Send a smaller file, or give a link to it instead.")


class UploadTooLarge(TooLarge):
    message = N_("What you sent is larger than a file may be: %(limit)s MB.")


class TooManyAttempts(Refusal):
    code = "too_many_attempts"
    status = 429
    message = N_("Too many attempts in a short time.")
    next_step = N_("Wait a few minutes and try again.")


class Unavailable(Refusal):
    code = "unavailable"
    status = 503
    message = N_("The service is busy or cannot reach its database.")
    next_step = N_("Wait half a minute and reload the page. What you sent last was not stored.")


class ServerFault(Refusal):
    code = "server_fault"
    status = 500
    message = N_("Something went wrong on our side. It has been recorded.")
    next_step = N_("Try again in a minute. If it happens again, write to the organizers.")


class InvalidText(Refusal):
    code = "invalid_text"
    status = 422
    message = N_("The text contains characters that cannot be stored or seen.")
    next_step = N_("Delete invisible or control characters and type the text again.")


class WindowNotYetOpen(Refusal):
    code = "window_not_yet_open"
    message = N_("This is not open yet.")
    next_step = N_("Come back when it opens: %(moment)s.")


class WindowClosed(Refusal):
    code = "window_closed"
    message = N_("The deadline has passed: this closed at %(moment)s.")
    next_step = N_("If something kept you from being on time, write to the organizers.")


class ScheduleOutOfOrder(Refusal):
    code = "schedule_out_of_order"
    status = 422
    message = N_("“%(later)s” must come after “%(earlier)s”.")
    next_step = N_("Correct one of the two dates.")


class TimeAmbiguous(Refusal):
    code = "time_ambiguous"
    status = 422
    message = N_("This local time does not exist or exists twice because the clocks change that day.")
    next_step = N_("Choose a time at least one hour earlier or later.")


class TeamSizeInvalid(Refusal):
    code = "team_size_invalid"
    status = 422
    message = N_("A team needs at least one member, and the largest size cannot be below the smallest.")
    next_step = N_("Correct the team size.")


class TeamFull(Refusal):
    code = "team_full"
    message = N_("The team already has %(maximum)s members, the most this event allows.")
    next_step = N_("Ask the captain to free a place, or found a team of your own.")


class AlreadyInATeam(Refusal):
    code = "already_in_a_team"
    message = N_("You already belong to a team of this event.")
    next_step = N_("Leave that team first if you want to change.")


class TeamNameTaken(Refusal):
    code = "team_name_taken"
    status = 422
    message = N_("Another team of this event already has this name, or one that looks the same.")
    next_step = N_("Choose another name.")


class TeamNameInvalid(Refusal):
    code = "team_name_invalid"
    status = 422
    message = N_("A team name needs at least one letter or digit.")
    next_step = N_("Choose a name that people can read aloud.")


class TeamClosed(Refusal):
    code = "team_closed"
    message = N_("This team has been closed.")
    next_step = N_("Join another team or found a new one.")


class InviteInvalid(Refusal):
    code = "invite_invalid"
    status = 410
    message = N_("This invitation link is no longer valid.")
    next_step = N_("Ask for a new link.")


class CaptainNeeded(Refusal):
    code = "captain_needed"
    message = N_("A team cannot be without a captain.")
    next_step = N_("Hand the captaincy to another member first, or close the team.")


class NotAMember(Refusal):
    code = "not_a_member"
    message = N_("This person is not a member of the team.")
    next_step = N_("Reload the page to see who is in the team now.")


class AccountUnknown(Refusal):
    code = "account_unknown"
    status = 422
    message = N_("There is no account with this e-mail address.")
    next_step = N_("Check the spelling, or ask the person to create an account first.")


class AlreadyAMentor(Refusal):
    code = "already_a_mentor"
    status = 422
    message = N_("This person is a mentor of the team already.")
    next_step = N_("Go back to the team's page.")


class MemberCannotMentor(Refusal):
    code = "member_cannot_mentor"
    status = 422
    message = N_("A member of the team cannot be its mentor.")
    next_step = N_("Name somebody outside the team.")


class ParticipantCannotMentor(Refusal):
    code = "participant_cannot_mentor"
    status = 422
    message = N_("This person is in another team of this event, and who takes part cannot be a mentor.")
    next_step = N_("Name somebody who does not take part.")


class OrganizerCannotTakePart(Refusal):
    code = "organizer_cannot_take_part"
    message = N_("You are an organizer of this event. Organizers cannot be in one of its teams.")
    next_step = N_("If you want to take part, ask the administrators to take the role from you first.")


class JudgeCannotTakePart(Refusal):
    code = "judge_cannot_take_part"
    message = N_("You are on the jury of this event. Judges cannot be in one of its teams.")
    next_step = N_("If you want to take part, ask the organizers to remove you from the jury first.")


class MentorCannotTakePart(Refusal):
    code = "mentor_cannot_take_part"
    message = N_("You are a mentor in this event. Mentors cannot be in one of its teams.")
    next_step = N_("If you want to take part, ask the organizers to remove you as a mentor first.")


class ParticipantCannotJudge(Refusal):
    code = "participant_cannot_judge"
    message = N_("You are in a team of this event. Who takes part cannot be on its jury.")
    next_step = N_("Leave your team first if you want to judge; your invitation stays valid meanwhile.")


class ParticipantCannotHoldRole(Refusal):
    code = "participant_cannot_hold_role"
    message = N_("This person is in a team of this event. Who takes part cannot be its organizer or judge.")
    next_step = N_("The person has to leave the team first.")


class AlreadyRegistered(Refusal):
    code = "already_registered"
    message = N_("You are already registered for this event.")
    next_step = N_("Go on to your team.")


class NotRegistered(Refusal):
    code = "not_registered"
    message = N_("You are not registered for this event.")
    next_step = N_("Register first; it takes a minute.")


class TeamDisqualified(Refusal):
    code = "team_disqualified"
    message = N_("The organizers have disqualified this team: %(reason)s")
    next_step = N_("If you think this is a mistake, write to the organizers.")


class StepNotAllowed(Refusal):
    code = "step_not_allowed"
    message = N_("This step is not possible in the present state.")
    next_step = N_("Reload the page to see the present state.")


class ProjectIncomplete(Refusal):
    code = "project_incomplete"
    status = 422
    message = N_("The project cannot be submitted yet: something is missing.")
    next_step = N_("Fill in what the list names and submit again.")


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"
    message = N_("Someone else, or you in another tab, saved this in the meantime. Nothing was overwritten.")
    next_step = N_("Compare the two versions, bring together what you need, and save again.")


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


class WeightsInvalid(Refusal):
    code = "weights_invalid"
    status = 422
    message = N_("Weights must be whole numbers above zero.")
    next_step = N_("Correct the weights.")


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


class ReasonNeeded(Refusal):
    code = "reason_needed"
    status = 422
    message = N_("This needs a reason, because work of a judge is set aside.")
    next_step = N_("Write in a sentence why.")


class NotEnoughJudges(Refusal):
    code = "not_enough_judges"
    message = N_("There are too few judges without a conflict of interest.")
    next_step = N_("Invite more judges, or ask for fewer reviews of each project.")


class RubricSealed(Refusal):
    code = "rubric_sealed"
    message = N_("Marks have been given: criteria, weights and scale can no longer change.")
    next_step = N_("If a change cannot be avoided, agree on it with the jury and write it into the minutes.")


class ScaleInvalid(Refusal):
    code = "scale_invalid"
    status = 422
    message = N_("The scale must begin at 0 or 1 and end at a higher mark, at most %(limit)s.")
    next_step = N_("Correct the lowest or the highest mark.")


class RubricInvalid(Refusal):
    code = "rubric_invalid"
    status = 422
    message = N_("A rubric needs at least one criterion and has at most %(limit)s.")
    next_step = N_("Add or remove criteria.")


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


class ChairMissing(Refusal):
    code = "chair_missing"
    message = N_("The jury has no chair, and results are published only when a chair confirms them.")
    next_step = N_("Make one of the judges the chair on the page of judging.")


class ChairTaken(Refusal):
    code = "chair_taken"
    message = N_("The jury has a chair already.")
    next_step = N_("Take the chair from that person first.")


class ChairIsYourself(Refusal):
    code = "chair_is_yourself"
    message = N_("You cannot make yourself the chair: publishing takes two people.")
    next_step = N_("Choose another judge.")


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


class MarksOfAnotherRound(Refusal):
    code = "marks_of_another_round"
    message = N_("These marks are for criteria that are not judged in this round.")
    next_step = N_("Open the project from your list again: the next round may have begun meanwhile.")


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


class RoundUnderWay(Refusal):
    code = "round_under_way"
    message = N_("Marks have been given in this round.")
    next_step = N_("It can no longer be taken back. What is wrong can be corrected in it.")


class TooManyRounds(Refusal):
    code = "too_many_rounds"
    message = N_("The results are published, or there are as many rounds as there can be.")
    next_step = N_("Withdraw the results first if another round decides.")


class NotPublished(Refusal):
    code = "not_published"
    message = N_("The results of this event are not published.")
    next_step = N_("An organizer proposes them and the chair of the jury confirms them.")


class SignInFailed(Refusal):
    code = "sign_in_failed"
    status = 422
    message = N_("The e-mail address or the password is not right, or the address is not confirmed yet.")
    next_step = N_("Check both, look for our confirmation letter, or set a new password.")


class LinkExpired(Refusal):
    code = "link_expired"
    status = 410
    message = N_("This link has been used already or has expired.")
    next_step = N_("Ask for a new one.")


class ConsentMissing(Refusal):
    code = "consent_missing"
    status = 422
    message = N_("Without this consent an account cannot be made.")
    next_step = N_("Read the text and tick the box, or do not register.")


class NameMissing(Refusal):
    code = "name_missing"
    status = 422
    message = N_("A name is missing.")
    next_step = N_("Fill in the family name or the given name; one of the two is enough.")


class UniversityMissing(Refusal):
    code = "university_missing"
    status = 422
    message = N_("The university is missing.")
    next_step = N_("Choose it from the list, or choose “another university” and write its name.")


class NotTheApplicant(Refusal):
    code = "not_the_applicant"
    status = 422
    message = N_("This is not the password that was chosen when this account was made.")
    next_step = N_("Type it again. If somebody else used your address, set a new password by e-mail.")


class WrongPassword(Refusal):
    code = "wrong_password"
    status = 422
    message = N_("This is not your present password.")
    next_step = N_("Type it again, or sign out and set a new one by e-mail.")


class PasswordTooWeak(Refusal):
    code = "password_too_weak"
    status = 422
    message = N_("The password is too short or too common.")
    next_step = N_("Use at least 10 characters; several words are easy to remember and hard to guess.")


class FileRefused(Refusal):
    code = "file_refused"
    status = 422
    message = N_("The file “%(name)s” was not accepted: its content is not of an allowed type.")
    next_step = N_("Send one of these: %(allowed)s.")


class FileTooLarge(Refusal):
    code = "file_too_large"
    status = 422
    message = N_("The file “%(name)s” is larger than %(limit)s MB.")
    next_step = N_("Send a smaller file, or give a link to it instead.")


class ArchiveTooLarge(Refusal):
    code = "archive_too_large"
    status = 422
    message = N_("The archive “%(name)s” holds too much: unpacked it would be larger than %(limit)s MB.")
    next_step = N_("Pack fewer or smaller files, or give a link to them instead.")


class TooManyFiles(Refusal):
    code = "too_many_files"
    status = 422
    message = N_("A project can have %(limit)s files at the most.")
    next_step = N_("Remove a file first.")


class KeyTaken(Refusal):
    code = "key_taken"
    status = 422
    message = N_("This key is already in use.")
    next_step = N_("Choose another one.")


class StillInUse(Refusal):
    code = "still_in_use"
    message = N_("This is still in use and cannot be deleted.")
    next_step = N_("Move or remove what uses it first.")


class LastAdministrator(Refusal):
    code = "last_administrator"
    message = N_("There must be at least one administrator.")
    next_step = N_("Make someone else an administrator first.")


class JudgingIsBlind(Refusal):
    code = "judging_is_blind"
    status = 403
    message = N_("Judging is blind: until the results are published, judges do not see who is in which team.")
    next_step = N_("Go back to your projects. Everything is shown once the results are published.")


class FileNotCleaned(Refusal):
    code = "file_not_cleaned"
    message = N_("This file cannot be given out without what tells who made it.")
    next_step = N_("Score by the rest, or ask the organizers.")


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
