"""Refusals about teams and who belongs to them."""

from __future__ import annotations

from hackathon.errors.general import N_, Refusal


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


class TeamDisqualified(Refusal):
    code = "team_disqualified"
    message = N_("The organizers have disqualified this team: %(reason)s")
    next_step = N_("If you think this is a mistake, write to the organizers.")


class TooManyInvitations(Refusal):
    code = "too_many_invitations"
    message = N_("The team has sent %(maximum)s invitations within a day, the most that is possible.")
    next_step = N_("Wait until tomorrow, or send the invite link yourself.")


class InvitationUsed(Refusal):
    code = "invitation_used"
    status = 410
    message = N_("This invitation has been used, has ended or was taken back.")
    next_step = N_("Ask the captain for a new one.")


class MomentPassed(Refusal):
    code = "moment_passed"
    status = 422
    message = N_("This moment has already passed.")
    next_step = N_("Choose a later one.")


class AlreadyAsked(Refusal):
    code = "already_asked"
    message = N_("You have asked this team already.")
    next_step = N_("Look at the answer on your page “My team”, or ask another team.")


class TooManyRequests(Refusal):
    code = "too_many_requests_to_join"
    message = N_("You have %(maximum)s open requests, the most that is possible.")
    next_step = N_("Wait for an answer, or take a request back.")


class NotLooking(Refusal):
    code = "not_looking"
    message = N_("This team does not look for members at the moment.")
    next_step = N_("Choose another team from the list.")


class RequestClosed(Refusal):
    code = "request_closed"
    message = N_("This request is no longer open.")
    next_step = N_("Reload the page to see who is in the team now.")


class SuccessorNotAMember(Refusal):
    code = "successor_not_a_member"
    status = 422
    message = N_("The new captain has to be a member of the team.")
    next_step = N_("Choose one of the members.")


class YouTakePart(Refusal):
    code = "you_take_part"
    message = N_("You are in a team of this event, and who takes part cannot be a mentor.")
    next_step = N_("Leave your team first if you want to be a mentor.")


class NoSuggestion(Refusal):
    code = "no_suggestion"
    status = 503
    message = N_("No teams could be worked out in time.")
    next_step = N_("Try again, or with fewer wishes.")


class NobodyAlone(Refusal):
    code = "nobody_alone"
    status = 422
    message = N_("Nobody who takes part is without a team.")
    next_step = N_("Come back when people have registered who are in no team.")


class SuggestionOutdated(Refusal):
    code = "suggestion_outdated"
    message = N_("This suggestion has been confirmed already, or another one has taken its place.")
    next_step = N_("Look at the present one.")
