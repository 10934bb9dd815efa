"""Refusals about an edition: its dates, rubric and rounds."""

from __future__ import annotations

from hackathon.errors.general import N_, Refusal


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


class WeightsInvalid(Refusal):
    code = "weights_invalid"
    status = 422
    message = N_("Weights must be whole numbers from 0 on, at least one of them above 0.")
    next_step = N_("Correct the weights.")


class RubricSealed(Refusal):
    code = "rubric_sealed"
    message = N_("Marks have been given: criteria, weights and scale can no longer change.")
    next_step = N_("If a change cannot be avoided, agree on it with the jury and write it into the minutes.")


class ReviewsSealed(Refusal):
    code = "reviews_sealed"
    message = N_("Marks have been given: the number of reviews is sealed with the rubric.")
    next_step = N_("Change it on the page of the rubric, with a reason that everybody reads.")


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


class RoundUnderWay(Refusal):
    code = "round_under_way"
    message = N_("Marks have been given in this round.")
    next_step = N_("It can no longer be taken back. What is wrong can be corrected in it.")


class RoundOver(Refusal):
    code = "round_over"
    status = 422
    message = N_("The event is in a later round, which rests on the marks of this one.")
    next_step = N_("Leave the end of its judging in the past, or go back to this round first.")


class TooManyRounds(Refusal):
    code = "too_many_rounds"
    message = N_("The results are published, or there are as many rounds as there can be.")
    next_step = N_("Withdraw the results first if another round decides.")


class KeyTaken(Refusal):
    code = "key_taken"
    status = 422
    message = N_("This key is already in use.")
    next_step = N_("Choose another one.")


class WindowIncomplete(Refusal):
    code = "window_incomplete"
    status = 422
    message = N_("Submissions need both a moment at which they open and one at which they close.")
    next_step = N_("Give both, or leave both empty: then the jury sees what was submitted for the round before.")
