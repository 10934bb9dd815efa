"""Refusals about nominations and awards."""

from __future__ import annotations

from hackathon.errors.general import N_, Refusal


class NominationInvalid(Refusal):
    code = "nomination_invalid"
    status = 422
    message = N_("Nobody could stand in this nomination.")
    next_step = N_("Choose all projects, or tick at least one challenge or project.")


class NominationExists(Refusal):
    code = "nomination_exists"
    status = 422
    message = N_("There is a nomination of this name already.")
    next_step = N_("Look at the list, or choose another name.")


class TooManyNominations(Refusal):
    code = "too_many_nominations"
    status = 422
    message = N_("A round can have %(limit)s nominations at the most.")
    next_step = N_("Remove one, or join two of them.")


class NominationNeedsCriterion(Refusal):
    code = "nomination_needs_criterion"
    status = 422
    message = N_("The nomination “%(name)s” counts by nothing but criteria that would be removed.")
    next_step = N_("Keep the criterion, or change the weights of the nomination first.")


class AwardReasonNeeded(Refusal):
    code = "award_reason_needed"
    status = 422
    message = N_("Award %(number)s departs from the places: somebody with the same or a better place does not get it.")
    next_step = N_("Give a reason beside it; everybody reads it with the results.")


class AwardImpossible(Refusal):
    code = "award_impossible"
    status = 422
    message = N_("Award %(number)s goes to a project that does not take part, or rests on a nomination that is gone.")
    next_step = N_("Choose another project, or remove the award.")


class AwardsInLastRound(Refusal):
    code = "awards_in_last_round"
    message = N_("Awards are given in the last round.")
    next_step = N_("Go to the results of the last round.")


class TooManyAwards(Refusal):
    code = "too_many_awards"
    status = 422
    message = N_("There can be %(limit)s awards at the most.")
    next_step = N_("Remove some.")
